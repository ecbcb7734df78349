using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Spatial;

/// <summary>How much of a single shape lies within some areas (落在范围内的份额): inside a zone, across a control line.</summary>
/// <remarks>
/// In: shapes of one plane; areas may overlap, what is no polygon is passed over.<br/>
/// Always: 0 ≤ share ≤ 1; one more area lowers no share; overlapping areas count once.<br/>
/// Cost: areas are prepared and cut into handy parts once; a shape wholly in or out is told without overlay. Thread-safe once built.
/// </remarks>
public sealed class ShareWithin
{
    private const int MostVertices = 128;
    private const double LeastSideM = 20;

    private readonly IPreparedGeometry[] _areas;
    private readonly PackedTree _tree;
    private readonly Polygon[] _parts;
    private readonly PackedTree _partTree;

    /// <summary>Prepares the areas.</summary>
    public ShareWithin(IEnumerable<Geometry> areas)
    {
        Polygon[] sound = [.. areas.SelectMany(Overlay.SoundPolygons)];
        var factory = new PreparedGeometryFactory();
        _areas = Array.ConvertAll(sound, factory.Create);
        _tree = new PackedTree([.. sound.Select(Box.Of)]);
        _parts = [.. sound.SelectMany(area => Cut.IntoHandyParts(area, MostVertices, LeastSideM))];
        _partTree = new PackedTree([.. _parts.Select(Box.Of)]);
        foreach (var (area, shape) in _areas.Zip(sound))
            _ = area.Covers(Redraw.Factory.CreatePoint(shape.Coordinate)) | area.Intersects(shape.ExteriorRing); // Builds its indexes now: later questions come from several threads.
    }

    /// <summary>The share of a shape's area (a line's length, a point: all or nothing) that lies within the areas, 0–1.</summary>
    public double Of(Geometry shape)
    {
        var (box, met) = (Box.Of(shape), false);
        if (!_partTree.Meeting(box).MoveNext())
            return 0; // A winding area's box holds much that is nowhere near it; its parts' hold little.
        foreach (var area in _tree.Meeting(box))
        {
            if (Overlay.SurelyCovers(_areas[area], shape))
                return 1;
            met |= Overlay.MayMeet(_areas[area], shape);
        }

        return !met ? 0 : shape is GeometryCollection many and not IPolygonal ? many.Geometries.Average(Of) : CutShare(shape);
    }

    private double CutShare(Geometry shape)
    {
        var whole = Size(shape);
        if (whole == 0)
            return 0;
        var left = shape;
        foreach (var part in _partTree.Meeting(Box.Of(shape)))
        {
            left = Overlay.Difference(left, _parts[part]);
            if (left.IsEmpty)
                return 1;
        }

        return Math.Clamp(1 - (Size(left) / whole), 0, 1);
    }

    private static double Size(Geometry shape) => shape.Dimension == Dimension.Curve ? shape.Length : shape.Area;
}
