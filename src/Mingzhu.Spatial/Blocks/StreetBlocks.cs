using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Polygonize;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Spatial;

/// <summary>Two blocks that lie side by side.</summary>
/// <param name="One">Index of a block.</param>
/// <param name="Other">Index of another, greater.</param>
/// <param name="SharedM">Length of the border they share, metres.</param>
public readonly record struct BlockBorder(int One, int Other, double SharedM);

/// <summary>The blocks (街坊) into which roads, waters and ownership lines cut a piece of ground.</summary>
/// <remarks>
/// In: geometries in a plane, metres, x = east and y = north.<br/>
/// Always: blocks do not overlap, lie inside the extent, and together cover it but for what is smaller than the least area; the same lines in another order give the same blocks.<br/>
/// Cost: O(n log n) in the points of the lines. Thread-safe.
/// </remarks>
public sealed class StreetBlocks
{
    private readonly STRtree<int> _blocks = new();
    private readonly STRtree<LineString> _pieces = new();
    private readonly GeometryFactory _factory;

    private StreetBlocks(ImmutableArray<Polygon> blocks, Geometry lines, GeometryFactory factory)
    {
        (Blocks, _factory) = (blocks, factory);
        for (var block = 0; block < blocks.Length; block++)
            _blocks.Insert(blocks[block].EnvelopeInternal, block);
        foreach (var (start, end) in Segments(lines))
        {
            var piece = factory.CreateLineString([start, end]);
            _pieces.Insert(piece.EnvelopeInternal, piece);
        }

        AreasM2 = [.. blocks.Select(block => block.Area)];
        Borders = BordersOf(blocks);
    }

    /// <summary>The blocks, from west to east, then south to north, by their lower left corner.</summary>
    public ImmutableArray<Polygon> Blocks { get; }

    /// <summary>Their areas in the plane, m².</summary>
    public ImmutableArray<double> AreasM2 { get; }

    /// <summary>Which lie side by side, in order.</summary>
    public ImmutableArray<BlockBorder> Borders { get; }

    /// <summary>Cuts the ground into blocks.</summary>
    /// <param name="extent">The ground, a polygon or several.</param>
    /// <param name="lines">Roads, waters, ownership lines; of polygons their borders count.</param>
    /// <param name="leastM2">Pieces smaller than this are no blocks: slivers between lines drawn twice.</param>
    public static StreetBlocks Of(Geometry extent, IEnumerable<Geometry> lines, double leastM2)
    {
        var factory = extent.Factory;
        var cuts = lines.Select(line => line.Dimension == Dimension.Surface ? line.Boundary : line).Where(line => !line.IsEmpty).ToArray();
        // The union of lines cuts them where they cross: only then do they close rings.
        var noded = UnaryUnionOp.Union([.. cuts, extent.Boundary], factory);
        var polygonizer = new Polygonizer();
        polygonizer.Add(noded);
        var ground = PreparedGeometryFactory.Prepare(extent);
        var blocks = polygonizer.GetPolygons().OfType<Polygon>().Where(block => block.Area >= leastM2 && ground.Contains(block.InteriorPoint)).Select(block => (Polygon)block.Normalized())
            .OrderBy(block => block.EnvelopeInternal.MinX).ThenBy(block => block.EnvelopeInternal.MinY).ThenBy(block => block.Area).ToImmutableArray();
        return new StreetBlocks(blocks, noded, factory);
    }

    /// <summary>The block a position lies in; null between blocks and outside.</summary>
    public int? BlockAt(double x, double y)
    {
        var point = _factory.CreatePoint(new Coordinate(x, y));
        foreach (var block in _blocks.Query(point.EnvelopeInternal).Order())
        {
            if (Blocks[block].Intersects(point))
                return block;
        }

        return null;
    }

    /// <summary>The blocks a site lies in, ascending; left out are those that together hold no more than a share of it.</summary>
    /// <param name="site">A polygon in the plane.</param>
    /// <param name="leastShare">0–1: what comes of drawing a border twice does not count.</param>
    public ImmutableArray<int> BlocksOf(Geometry site, double leastShare)
    {
        var near = _blocks.Query(site.EnvelopeInternal).Order().ToArray();
        if (!(site.Area > 0))
            return [.. near.Where(block => Blocks[block].Intersects(site))];
        // The smallest parts go first, as long as all that goes is little: two slivers together may be none.
        var left = leastShare * site.Area;
        return [.. near.Select(block => (Block: block, M2: Blocks[block].Intersection(site).Area)).OrderBy(part => part.M2).SkipWhile(part => (left -= part.M2) >= 0).Select(part => part.Block).Order()];
    }

    /// <summary>Which share of a site lies inside a shape, 0–1; of a site without area 1 or 0.</summary>
    public static double ShareInside(Geometry site, Geometry shape) => site.Area > 0 ? shape.Intersection(site).Area / site.Area : shape.Intersects(site) ? 1 : 0;

    /// <summary>The ground of several blocks together: a polygon where they hang together.</summary>
    public Geometry Together(IEnumerable<int> blocks) => UnaryUnionOp.Union([.. blocks.Select(block => Blocks[block])], _factory).Normalized();

    /// <summary>How much of the border of a shape follows no line, metres; the border of the extent counts as one.</summary>
    /// <param name="shape">A polygon in the plane.</param>
    /// <param name="toleranceM">Within this distance the border follows a line.</param>
    /// <remarks>Out: measured in steps of the tolerance, so exact to two steps for each stretch.</remarks>
    public double OffLinesM(Geometry shape, double toleranceM)
    {
        var off = 0.0;
        foreach (var (start, end) in Segments(shape.Boundary))
        {
            var (length, steps) = (start.Distance(end), Math.Max(1, (int)Math.Ceiling(start.Distance(end) / toleranceM)));
            for (var step = 0; step < steps; step++)
            {
                var part = (step + 0.5) / steps;
                var at = _factory.CreatePoint(new Coordinate(start.X + (end.X - start.X) * part, start.Y + (end.Y - start.Y) * part));
                var near = at.EnvelopeInternal.Copy();
                near.ExpandBy(toleranceM);
                if (!_pieces.Query(near).Any(piece => piece.IsWithinDistance(at, toleranceM)))
                    off += length / steps;
            }
        }

        return off;
    }

    private static ImmutableArray<BlockBorder> BordersOf(ImmutableArray<Polygon> blocks)
    {
        // Blocks come of one noded net, so a border two of them share has the very same corners in both.
        var sides = new Dictionary<(double, double, double, double), int>();
        var shared = new SortedDictionary<(int, int), double>();
        for (var block = 0; block < blocks.Length; block++)
        {
            foreach (var (start, end) in Segments(blocks[block].Boundary))
            {
                var side = start.CompareTo(end) < 0 ? (start.X, start.Y, end.X, end.Y) : (end.X, end.Y, start.X, start.Y);
                if (!sides.TryAdd(side, block) && sides[side] is var other && other != block)
                    shared[(other, block)] = shared.GetValueOrDefault((other, block)) + start.Distance(end);
            }
        }

        return [.. shared.Select(pair => new BlockBorder(pair.Key.Item1, pair.Key.Item2, pair.Value))];
    }

    private static IEnumerable<(Coordinate Start, Coordinate End)> Segments(Geometry lines)
    {
        for (var part = 0; part < lines.NumGeometries; part++)
        {
            var points = lines.GetGeometryN(part) is LineString line ? line.Coordinates : [];
            for (var at = 1; at < points.Length; at++)
                yield return (points[at - 1], points[at]);
        }
    }
}
