using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

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
        var lengths = new List<(int Piece, double LengthM)>[tiles.Length];
        ForEachTile(tiles.Length, i => lengths[i] = LengthsInTile(plane, tiles[i]), null, cancellation);

        var sums = new double[pieces.Count];
        foreach (var (piece, lengthM) in lengths.SelectMany(tile => tile))
        {
            sums[piece] += lengthM;
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
        var counts = new List<TileCount>[tiles.Length];
        ForEachTile(tiles.Length, i => counts[i] = CountTile(plane, tiles[i], reach), progress, cancellation);

        var (total, covered, gaps) = (new double[pieces.Count], new double[pieces.Count], new List<CoverageGap>());
        foreach (var count in counts.SelectMany(tile => tile))
        {
            total[count.Piece] += count.TotalM2;
            covered[count.Piece] += count.CoveredM2;
            if (withGaps && count.Uncovered is not [])
            {
                gaps.Add(new(count.Piece, Overlay.Sound(count.Uncovered)));
            }
        }

        return new([.. total.Zip(covered, (all, part) => new PieceCoverage(all, part))], gaps);
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

    internal static void ForEachTile(int count, Action<int> work, IProgress<double>? progress, CancellationToken cancellation)
    {
        var done = 0;
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            work(i);
            var now = Interlocked.Increment(ref done);
            if (progress is not null && (now == count || now % Math.Max(1, count / 100) == 0))
            {
                progress.Report((double)now / count);
            }
        });
    }

    private static List<TileCount> CountTile(Plane plane, TileContent<Polygon> content, Reach reach)
    {
        var scale = plane.ScaleAt(content.Tile.CentreX, content.Tile.CentreY);
        var counts = new SortedDictionary<int, TileCount>();
        foreach (var (piece, polygon) in PartsIn(content))
        {
            var unreached = new List<Polygon>();
            reach.AddUnreached(polygon, unreached);
            var totalM2 = polygon.Area / (scale * scale);
            var uncoveredM2 = Math.Min(totalM2, unreached.Sum(part => part.Area) / (scale * scale));
            var before = counts.GetValueOrDefault(piece, new(piece, 0, 0, []));
            before.Uncovered.AddRange(unreached);
            counts[piece] = before with { TotalM2 = before.TotalM2 + totalM2, CoveredM2 = before.CoveredM2 + (totalM2 - uncoveredM2) };
        }

        return [.. counts.Values];
    }

    /// <summary>What lies in a tile as polygons that do not overlap, each of one piece.</summary>
    internal static IEnumerable<(int Piece, Polygon Polygon)> PartsIn(TileContent<Polygon> content) => Disjoint(content.Bits).SelectMany(polygon => ByPiece(polygon, content.Pieces));

    private static List<(int Piece, double LengthM)> LengthsInTile(Plane plane, TileContent<LineString> content)
    {
        var scale = plane.ScaleAt(content.Tile.CentreX, content.Tile.CentreY);
        var lengths = new List<(int, double)>();
        foreach (Geometry line in content.Bits)
        {
            var left = line;
            var met = content.Pieces.FindAll(piece => piece.Shape is null || Overlay.MayMeet(piece.Shape, line));
            for (var i = 0; i < met.Count; i++)
            {
                var (piece, shape) = met[i];
                if (shape is null)
                {
                    lengths.Add((piece, line.Length / scale));
                }
                else if (Overlay.SurelyCovers(shape, left))
                {
                    lengths.Add((piece, left.Length / scale));
                    break;
                }
                else if (Overlay.MayMeet(shape, left))
                {
                    lengths.Add((piece, Overlay.Intersection(left, shape.Geometry).Length / scale));
                    // What the last one leaves is nobody's.
                    left = i < met.Count - 1 ? Overlay.Difference(left, shape.Geometry) : left;
                }
            }
        }

        return lengths;
    }

    /// <summary>The same area as polygons that do not overlap: those whose boxes hang together are united, the others left alone.</summary>
    private static IEnumerable<Polygon> Disjoint(List<Polygon> polygons)
    {
        if (polygons.Count == 1)
        {
            return polygons;
        }

        var tree = new PackedTree([.. polygons.Select(Box.Of)]);
        var seen = new bool[polygons.Count];
        var disjoint = new List<Polygon>();
        for (var first = 0; first < polygons.Count; first++)
        {
            if (seen[first])
            {
                continue;
            }

            seen[first] = true;
            List<int> cluster = [first];
            for (var at = 0; at < cluster.Count; at++)
            {
                foreach (var other in tree.Meeting(Box.Of(polygons[cluster[at]])))
                {
                    if (!seen[other])
                    {
                        seen[other] = true;
                        cluster.Add(other);
                    }
                }
            }

            disjoint.AddRange(cluster is [var alone] ? [polygons[alone]] : Overlay.Polygons(Overlay.Union(cluster.ConvertAll(i => polygons[i]))));
        }

        return disjoint;
    }

    private static IEnumerable<(int Piece, Polygon Polygon)> ByPiece(Polygon polygon, List<(int Piece, IPreparedGeometry? Shape)> pieces)
    {
        foreach (var (piece, shape) in pieces)
        {
            if (shape is null)
            {
                yield return (piece, polygon);
            }
            else if (Overlay.SurelyCovers(shape, polygon))
            {
                yield return (piece, polygon);
                yield break;
            }
            else if (Overlay.MayMeet(shape, polygon))
            {
                foreach (var part in Overlay.Polygons(Overlay.Intersection(polygon, shape.Geometry)))
                {
                    yield return (piece, part);
                }
            }
        }
    }

    private readonly record struct TileCount(int Piece, double TotalM2, double CoveredM2, List<Polygon> Uncovered);
}
