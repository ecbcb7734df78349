using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

#pragma warning disable CA1068 // IProgress closes the list: most callers pass the token and no progress

/// <summary>Coverage (覆盖率) and the plain sums of area and length, by piece.</summary>
/// <remarks>
/// In: geometries in the plane given, x = east, y = north, metres; polygons that break the rules are repaired first. Pieces are disjoint polygons; no list, or an empty
/// one, is one piece that is everywhere, and so is a null in the list.<br/>
/// Out: m² and metres on the ellipsoid (plane values over the point scale at the middle of each 1 km tile, right to 4·10⁻⁶ at the edge of a 3° zone, 10⁻⁷ near its
/// meridian).<br/>
/// Always: the same for any number of threads; pieces that make up a larger piece add up to it.<br/>
/// Cost: linear in the tiles touched; only what a radius really cuts is overlaid. Thread-safe.<br/>
/// By: GB 50180 and the check-up catalogs speak of 服务半径覆盖率 without a formula; docs/methods/coverage.md has ours.
/// </remarks>
public static class Coverage
{
    private static readonly Geometry?[] Everywhere = [null];

    /// <summary>How much of the union of <paramref name="of"/> lies within its radius of any service area, by piece.</summary>
    /// <remarks>
    /// Buffers have 64 segments a quarter circle and reach across the borders of pieces; only <paramref name="pieces"/> clip.<br/>
    /// Out: no gaps; <see cref="MeasureWithGaps"/> gives them.<br/>
    /// Always: one more service area, or a larger radius, covers no less.
    /// </remarks>
    /// <param name="plane">The plane all geometries are drawn in.</param>
    /// <param name="of">What is to be covered; only polygons count, overlaps once.</param>
    /// <param name="by">What covers, any order.</param>
    /// <param name="pieces">What to count by.</param>
    /// <param name="cancellation">Stops within one tile's work.</param>
    /// <param name="progress">Told the share done, 0–1.</param>
    /// <exception cref="ArgumentException">A radius is negative, or a coordinate not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CoverageResult Measure(
        Plane plane, IReadOnlyList<Geometry> of, IReadOnlyList<ServiceArea> by, IReadOnlyList<Geometry?>? pieces,
        CancellationToken cancellation = default, IProgress<double>? progress = null) =>
        Run(plane, of, by, pieces, withGaps: false, progress, cancellation);

    /// <summary>As <see cref="Measure"/>, and also what is left uncovered, for the map.</summary>
    public static CoverageResult MeasureWithGaps(
        Plane plane, IReadOnlyList<Geometry> of, IReadOnlyList<ServiceArea> by, IReadOnlyList<Geometry?>? pieces,
        CancellationToken cancellation = default, IProgress<double>? progress = null) =>
        Run(plane, of, by, pieces, withGaps: true, progress, cancellation);

    /// <summary>Area of the union of polygons by piece, m²: <c>double[piece]</c>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double[] AreaByPiece(Plane plane, IReadOnlyList<Geometry> areas, IReadOnlyList<Geometry?>? pieces, CancellationToken cancellation = default) =>
        [.. Measure(plane, areas, [], pieces, cancellation).Pieces.Select(piece => piece.TotalM2)];

    /// <summary>Length of lines by piece, metres: <c>double[piece]</c>. Two lines along the same way count twice; what runs along the border of two pieces counts for the first.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static double[] LengthByPiece(Plane plane, IReadOnlyList<Geometry> lines, IReadOnlyList<Geometry?>? pieces, CancellationToken cancellation = default)
    {
        pieces = pieces is { Count: > 0 } ? pieces : Everywhere;
        RequireFinite(lines, pieces);
        var tiles = Tiling.OfLines(lines, pieces, cancellation);
        var sums = new double[pieces.Count];
        foreach (var (numbers, lengths) in ForEachTile(tiles, () => 0, (tile, _) => LengthsInTile(plane, tile), null, cancellation))
        {
            for (var i = 0; i < lengths.Length; i++)
            {
                sums[numbers.NumberOf(i)] += lengths[i];
            }
        }

        return sums;
    }

    private static CoverageResult Run(
        Plane plane, IReadOnlyList<Geometry> of, IReadOnlyList<ServiceArea> by, IReadOnlyList<Geometry?>? pieces,
        bool withGaps, IProgress<double>? progress, CancellationToken cancellation)
    {
        RequireRadii(by);
        pieces = pieces is { Count: > 0 } ? pieces : Everywhere;
        RequireFinite(of.Concat(by.Select(area => area.Geometry)), pieces);
        var reach = new Reach(by);
        var tiles = Tiling.OfPolygons(of, pieces, cancellation);
        var counts = ForEachTile(tiles, () => new LandCounter(), (tile, counter) => CountTile(plane, tile, reach, counter, withGaps), progress, cancellation);

        var (totalM2, coveredM2) = (new double[pieces.Count], new double[pieces.Count]);
        foreach (var (tile, _) in counts)
        {
            tile.AddTo(totalM2, coveredM2);
        }

        return new([.. totalM2.Zip(coveredM2, (total, covered) => new PieceCoverage(total, covered))], [.. counts.SelectMany(count => count.Gaps)]);
    }

    internal static void RequireRadii(IEnumerable<ServiceArea> by)
    {
        if (by.Any(area => !(area.RadiusM >= 0) || double.IsInfinity(area.RadiusM)))
        {
            throw new ArgumentException("A service radius is a finite number of metres, at least 0.", nameof(by));
        }
    }

    internal static void RequireFinite(IEnumerable<Geometry> measured, IReadOnlyList<Geometry?> pieces)
    {
        foreach (var geometry in measured.Concat(pieces.OfType<Geometry>()))
        {
            Overlay.RequireFinite(geometry, nameof(measured));
        }
    }

    /// <summary>Works on all tiles, each thread with a thing of its own; answers in the order of the tiles.</summary>
    internal static TResult[] ForEachTile<TTile, TOwn, TResult>(
        TTile[] tiles, Func<TOwn> own, Func<TTile, TOwn, TResult> work, IProgress<double>? progress, CancellationToken cancellation)
    {
        var (results, done) = (new TResult[tiles.Length], 0);
        Parallel.For(0, tiles.Length, new ParallelOptions { CancellationToken = cancellation }, own, (i, _, mine) =>
        {
            results[i] = work(tiles[i], mine);
            var now = Interlocked.Increment(ref done);
            if (progress is not null && (now == tiles.Length || now % Math.Max(1, tiles.Length / 100) == 0))
            {
                progress.Report((double)now / tiles.Length);
            }

            return mine;
        }, _ => { });
        return results;
    }

    private static (CountedTile Tile, IReadOnlyList<CoverageGap> Gaps) CountTile(Plane plane, TileContent<Polygon> content, Reach reach, LandCounter counter, bool withGaps)
    {
        var tile = new CountedTile(plane, new TileLand(content), counter);
        var uncovered = withGaps ? new UncoveredShapes(reach) : null;
        for (var land = 0; land < tile.Land.Count; land++)
        {
            tile.Unreached[land] = counter.UnreachedM2(tile.Land, land, reach, uncovered);
        }

        return (tile, uncovered?.Gaps() ?? []);
    }

    private static (TilePieces Pieces, double[] LengthsM) LengthsInTile(Plane plane, TileContent<LineString> content)
    {
        var scale = plane.ScaleAt(content.Tile.CentreX, content.Tile.CentreY);
        var pieces = new TilePieces(content.Pieces);
        var lengths = new double[pieces.Count];
        foreach (var line in content.Bits)
        {
            pieces.AddLengths(line, lengths);
        }

        return (pieces, Array.ConvertAll(lengths, length => length / scale));
    }
}
