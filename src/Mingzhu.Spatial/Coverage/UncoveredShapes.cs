using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Mingzhu.Spatial;

/// <summary>The shapes of what is not reached in one tile, for the map. Areas come from the sweep; only here something is overlaid, and only where somebody wants to see it.</summary>
internal sealed class UncoveredShapes(Reach reach)
{
    private readonly SortedDictionary<int, Piece> _pieces = [];

    /// <summary>Notes a polygon of which something may be left.</summary>
    /// <param name="piece">Its piece.</param>
    /// <param name="within">What of the piece lies in the tile; null: all of the tile.</param>
    /// <param name="land">The polygon.</param>
    /// <param name="cutting">The parts that reach into it; null if it is reached wholly.</param>
    public void Add(int piece, Polygon[]? within, Polygon land, List<int>? cutting)
    {
        if (cutting is null)
        {
            return;
        }

        if (!_pieces.TryGetValue(piece, out var noted))
        {
            _pieces.Add(piece, noted = new Piece(within, [], []));
        }

        noted.Land.Add(land);
        noted.Cutting.UnionWith(cutting);
    }

    /// <summary>What is left, by piece.</summary>
    public IReadOnlyList<CoverageGap> Gaps() =>
        [.. _pieces.Select(pair => (pair.Key, Left: Overlay.Polygons(Left(pair.Value)).ToArray())).Where(pair => pair.Left.Length > 0).Select(pair => new CoverageGap(pair.Key, Overlay.Sound(pair.Left)))];

    private Geometry Left(Piece piece)
    {
        var left = Overlay.Union(piece.Land);
        left = piece.Within is null ? left : Overlay.Intersection(left, Overlay.Union(piece.Within));
        foreach (var reached in piece.Cutting.SelectMany(part => Buffer(reach[part])))
        {
            left = left.IsEmpty ? left : Overlay.Difference(left, reached);
        }

        return left;
    }

    /// <summary>What a part reaches, as polygons. The simplifier drops hollows of the input shallower than factor × radius; its default of 0.01 would fill hollows of 5 m at 500 m.</summary>
    private static IEnumerable<Geometry> Buffer(ReachPart part)
    {
        try
        {
            return part.RadiusM == 0 ? [part.Shape] : [BufferOp.Buffer(part.Shape, part.RadiusM, new BufferParameters(OffsetCurve.SegmentsPerQuarter) { SimplifyFactor = 1e-6 })];
        }
        catch (TopologyException)
        {
            // The capsules about every edge, and the inside: each of them is convex or was sound before.
            var at = part.Shape.Coordinates;
            return [.. Overlay.Polygons(part.Shape), .. Enumerable.Range(1, at.Length - 1).Select(i => Redraw.Factory.CreateLineString([at[i - 1], at[i]]).Buffer(part.RadiusM, OffsetCurve.SegmentsPerQuarter))];
        }
    }

    private sealed record Piece(Polygon[]? Within, List<Polygon> Land, SortedSet<int> Cutting);
}
