using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Coverage that is asked again and again of the same land while a few service areas come and go (试算覆盖率).</summary>
/// <remarks>
/// Always: the same numbers as <see cref="Coverage.Measure"/> of the changed areas, but for the last bits where a polygon is cut by the same areas in another order.<br/>
/// Cost: once what <see cref="Coverage.Measure"/> costs; then only the polygons that a changed area touches are looked at again. Thread-safe.
/// </remarks>
public sealed class StandingCoverage
{
    private readonly Reach _reach;
    private readonly double[] _totalM2;
    private readonly Part[] _parts;
    private readonly PackedTree _tree;
    private readonly double[] _coveredM2;

    /// <summary>Measures once; arguments as of <see cref="Coverage.Measure"/>, pieces at least one.</summary>
    /// <exception cref="ArgumentException">A radius is negative, or a coordinate not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public StandingCoverage(Plane plane, IReadOnlyList<Geometry> of, IReadOnlyList<ServiceArea> by, IReadOnlyList<Geometry?> pieces, CancellationToken cancellation = default)
    {
        Coverage.RequireRadii(by);
        Coverage.RequireFinite(of.Concat(by.Select(area => area.Geometry)), pieces);
        _reach = new Reach(by);
        var tiles = Tiling.OfPolygons(of, pieces, cancellation);
        var parts = new Part[tiles.Length][];
        var covered = new double[tiles.Length][];
        Coverage.ForEachTile(tiles.Length, tile =>
        {
            parts[tile] = PartsIn(plane, tiles[tile], tile);
            covered[tile] = Array.ConvertAll(parts[tile], part => CoveredM2(part, _reach));
        }, null, cancellation);
        (_parts, _coveredM2) = ([.. parts.SelectMany(tile => tile)], [.. covered.SelectMany(tile => tile)]);
        _tree = new PackedTree(Array.ConvertAll(_parts, part => Box.Of(part.Polygon)));
        _totalM2 = Sum([.. _parts.Select(part => part.TotalM2)], pieces.Count);
        Now = Result(_coveredM2);
    }

    /// <summary>By piece, as measured.</summary>
    public IReadOnlyList<PieceCoverage> Now { get; }

    /// <summary>By piece, with some of the areas gone and others new.</summary>
    /// <param name="without">Positions in the list of areas measured first.</param>
    /// <param name="added">New areas.</param>
    /// <param name="cancellation">Stops before the next polygon.</param>
    /// <exception cref="ArgumentException">A radius is negative, or a coordinate not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<PieceCoverage> With(IReadOnlyCollection<int> without, IReadOnlyList<ServiceArea> added, CancellationToken cancellation = default)
    {
        if (without.Count == 0 && added.Count == 0)
        {
            return Now;
        }

        Coverage.RequireRadii(added);
        Coverage.RequireFinite(added.Select(area => area.Geometry), []);
        var reach = _reach.With(without, added);
        int[] touched = [.. Touched(reach)];
        var covered = (double[])_coveredM2.Clone();
        Parallel.For(0, touched.Length, new ParallelOptions { CancellationToken = cancellation }, i => covered[touched[i]] = CoveredM2(_parts[touched[i]], reach));
        return Result(covered);
    }

    private HashSet<int> Touched(Reach reach)
    {
        var touched = new HashSet<int>();
        foreach (var box in reach.Changed)
        {
            foreach (var part in _tree.Meeting(box))
            {
                touched.Add(part);
            }
        }

        return touched;
    }

    /// <summary>In the order in which a tile's areas are added up: by piece, then as they come.</summary>
    private static Part[] PartsIn(Plane plane, TileContent<Polygon> content, int tile)
    {
        var scale = plane.ScaleAt(content.Tile.CentreX, content.Tile.CentreY);
        return [.. Coverage.PartsIn(content).OrderBy(part => part.Piece).Select(part => new Part(tile, part.Piece, part.Polygon, part.Polygon.Area / (scale * scale), scale))];
    }

    private static double CoveredM2(in Part part, Reach reach)
    {
        var unreached = new List<Polygon>();
        reach.AddUnreached(part.Polygon, unreached);
        return part.TotalM2 - Math.Min(part.TotalM2, unreached.Sum(polygon => polygon.Area) / (part.Scale * part.Scale));
    }

    private PieceCoverage[] Result(double[] coveredM2) => [.. _totalM2.Zip(Sum(coveredM2, _totalM2.Length), (total, covered) => new PieceCoverage(total, covered))];

    /// <summary>Sums within each tile first, as measuring tile by tile does: the same bits.</summary>
    private double[] Sum(double[] byPart, int pieces)
    {
        var sums = new double[pieces];
        for (var first = 0; first < _parts.Length;)
        {
            var (tile, piece, sum) = (_parts[first].Tile, _parts[first].Piece, 0.0);
            for (; first < _parts.Length && _parts[first].Tile == tile && _parts[first].Piece == piece; first++)
            {
                sum += byPart[first];
            }

            sums[piece] += sum;
        }

        return sums;
    }

    private readonly record struct Part(int Tile, int Piece, Polygon Polygon, double TotalM2, double Scale);
}
