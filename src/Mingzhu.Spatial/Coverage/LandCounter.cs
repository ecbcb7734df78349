namespace Mingzhu.Spatial;

/// <summary>Counts one polygon of a tile after another: how much there is of it by piece, and how much of that is not reached. One a thread.</summary>
/// <remarks>
/// A polygon that lies wholly in one piece, and wholly within or beyond every reach, is counted by its own area. Only what a border, an earlier polygon or a radius really cuts is swept.<br/>
/// Always: the total does not depend on what reaches; what is reached wholly has nothing unreached, to the last bit.
/// </remarks>
internal sealed class LandCounter
{
    // With more radii than these across it a polygon is halved: each half is out of reach of some, or deep inside one.
    private const int FewCuts = 6;
    private const double SmallM = 60;

    private readonly AreaSweep _sweep = new();

    /// <summary>Area of a polygon that was not counted before, m² of the plane by piece of the tile.</summary>
    public double[] TotalM2(TileLand tile, int land)
    {
        var totalM2 = new double[tile.Pieces.Count];
        AddLeft(tile, land, tile[land], null, [], totalM2);
        return totalM2;
    }

    /// <summary>How much of that is not reached, likewise.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="land">The polygon.</param>
    /// <param name="reach">What reaches.</param>
    /// <param name="shapes">Gathers what is left, if its shape is asked for.</param>
    public double[] UnreachedM2(TileLand tile, int land, Reach reach, UncoveredShapes? shapes)
    {
        var unreachedM2 = new double[tile.Pieces.Count];
        AddUnreached(tile, land, tile[land], reach, reach.Near(tile[land].Box), shapes, unreachedM2);
        return unreachedM2;
    }

    private void AddUnreached(TileLand tile, int land, LandPart part, Reach reach, List<int> near, UncoveredShapes? shapes, double[] unreachedM2)
    {
        if (reach.Cutting(part.Box, near) is not { } cutting)
        {
            return;
        }

        if (cutting.Count > FewCuts && Math.Max(part.Box.MaxX - part.Box.MinX, part.Box.MaxY - part.Box.MinY) > SmallM)
        {
            foreach (var half in Cut.Halves(part.Polygon))
            {
                AddUnreached(tile, land, new LandPart(half), reach, cutting, shapes, unreachedM2);
            }

            return;
        }

        AddLeft(tile, land, part, reach, cutting, unreachedM2);
        for (var piece = 0; piece < tile.Pieces.Count && shapes is not null; piece++)
        {
            if (tile.Pieces.Cut(piece, part.Box) || tile.Pieces.Holds(piece, part.Box))
            {
                shapes.Add(tile.Pieces.NumberOf(piece), tile.Pieces.PolygonsOf(piece), part.Polygon, cutting);
            }
        }
    }

    /// <summary>Adds what some parts of the reach leave of a part of a polygon.</summary>
    private void AddLeft(TileLand tile, int land, LandPart part, Reach? reach, List<int> cutting, double[] leftM2)
    {
        var (earlier, cut) = (tile.EarlierOf(land), tile.CutOf(land));
        if (earlier.Length == 0 && cut.Length == 0)
        {
            var areaM2 = cutting.Count == 0 ? part.Polygon.Area : SweptM2(part, reach!, cutting);
            for (var piece = 0; piece < leftM2.Length; piece++)
            {
                leftM2[piece] += tile.Pieces.Holds(piece, part.Box) ? areaM2 : 0;
            }

            return;
        }

        Begin(part, reach, cutting);
        foreach (var other in earlier)
        {
            _sweep.Add(other.Sides, AreaSweep.Taken);
        }

        for (var piece = 0; piece < leftM2.Length; piece++)
        {
            if (cut.Contains(piece))
            {
                _sweep.Add(tile.Pieces.SidesOf(piece), AreaSweep.FirstPiece + piece);
            }
            else if (tile.Pieces.Holds(piece, part.Box))
            {
                _sweep.AddEverywhere(AreaSweep.FirstPiece + piece);
            }
        }

        _sweep.Measure(leftM2);
    }

    private double SweptM2(LandPart part, Reach reach, List<int> cutting)
    {
        Span<double> leftM2 = [0];
        Begin(part, reach, cutting);
        _sweep.AddEverywhere(AreaSweep.FirstPiece);
        _sweep.Measure(leftM2);
        return leftM2[0];
    }

    private void Begin(LandPart part, Reach? reach, List<int> cutting)
    {
        _sweep.Begin(part.Box);
        _sweep.Add(part.Sides, AreaSweep.Land);
        foreach (var reached in cutting)
        {
            _sweep.Add(reach![reached].Curve, AreaSweep.Cover);
        }
    }
}
