namespace Mingzhu.Spatial;

/// <summary>A tile whose land has been counted, polygon by polygon.</summary>
internal sealed class CountedTile
{
    private readonly double _squaredScale;
    private readonly double[][] _totalM2;

    public CountedTile(Plane plane, TileLand land, LandCounter counter)
    {
        (Land, Unreached) = (land, new double[land.Count][]);
        var scale = plane.ScaleAt(land.Tile.CentreX, land.Tile.CentreY);
        _squaredScale = scale * scale;
        _totalM2 = new double[land.Count][];
        for (var part = 0; part < land.Count; part++)
        {
            _totalM2[part] = counter.TotalM2(land, part);
        }
    }

    public TileLand Land { get; }

    /// <summary>What is not reached, m² of the plane by polygon and piece of the tile; the caller's to fill.</summary>
    public double[][] Unreached { get; }

    /// <summary>Adds the tile to the sums by piece, m² on the ellipsoid.</summary>
    public void AddTo(double[] totalM2, double[] coveredM2) => AddTo(totalM2, coveredM2, part => Unreached[part]);

    /// <summary>The same with other numbers of what is not reached.</summary>
    public void AddTo(double[] totalM2, double[] coveredM2, Func<int, double[]> unreachedOf)
    {
        for (var piece = 0; piece < Land.Pieces.Count; piece++)
        {
            var (total, covered) = (0.0, 0.0);
            for (var part = 0; part < Land.Count; part++)
            {
                total += _totalM2[part][piece];
                covered += _totalM2[part][piece] - Math.Min(_totalM2[part][piece], unreachedOf(part)[piece]);
            }

            totalM2[Land.Pieces.NumberOf(piece)] += total / _squaredScale;
            coveredM2[Land.Pieces.NumberOf(piece)] += Math.Min(total, covered) / _squaredScale;
        }
    }
}
