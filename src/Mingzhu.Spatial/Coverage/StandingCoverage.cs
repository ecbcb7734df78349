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
    private readonly int _pieces;
    private readonly CountedTile[] _tiles;
    private readonly (int Tile, int Land)[] _parts;
    private readonly PackedTree _tree;

    /// <summary>Measures once; arguments as of <see cref="Coverage.Measure"/>, pieces at least one.</summary>
    /// <exception cref="ArgumentException">A radius is negative, or a coordinate not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public StandingCoverage(Plane plane, IReadOnlyList<Geometry> of, IReadOnlyList<ServiceArea> by, IReadOnlyList<Geometry?> pieces, CancellationToken cancellation = default)
    {
        Coverage.RequireRadii(by);
        Coverage.RequireFinite(of.Concat(by.Select(area => area.Geometry)), pieces);
        (_reach, _pieces) = (new Reach(by), pieces.Count);
        _tiles = Coverage.ForEachTile(Tiling.OfPolygons(of, pieces, cancellation), () => new LandCounter(), (content, counter) =>
        {
            var tile = new CountedTile(plane, new TileLand(content), counter);
            for (var land = 0; land < tile.Land.Count; land++)
            {
                tile.Unreached[land] = counter.UnreachedM2(tile.Land, land, _reach, null);
            }

            return tile;
        }, null, cancellation);
        _parts = [.. _tiles.SelectMany((tile, index) => Enumerable.Range(0, tile.Land.Count).Select(land => (index, land)))];
        _tree = new PackedTree(Array.ConvertAll(_parts, part => _tiles[part.Tile].Land[part.Land].Box));
        Now = Result([]);
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
        var unreached = new double[touched.Length][];
        Parallel.For(0, touched.Length, new ParallelOptions { CancellationToken = cancellation }, () => new LandCounter(), (i, _, counter) =>
        {
            var (tile, land) = _parts[touched[i]];
            unreached[i] = counter.UnreachedM2(_tiles[tile].Land, land, reach, null);
            return counter;
        }, _ => { });
        return Result(touched.Zip(unreached).ToDictionary(pair => _parts[pair.First], pair => pair.Second));
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

    /// <summary>Sums tile by tile, as measuring does: the same bits.</summary>
    private PieceCoverage[] Result(Dictionary<(int Tile, int Land), double[]> changed)
    {
        var (totalM2, coveredM2) = (new double[_pieces], new double[_pieces]);
        for (var index = 0; index < _tiles.Length; index++)
        {
            var (at, tile) = (index, _tiles[index]);
            tile.AddTo(totalM2, coveredM2, land => changed.GetValueOrDefault((at, land)) ?? tile.Unreached[land]);
        }

        return [.. totalM2.Zip(coveredM2, (total, covered) => new PieceCoverage(total, covered))];
    }
}
