using System.Collections.Immutable;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Spatial;

/// <summary>Two polygons of one layer that lie over each other (重叠).</summary>
/// <param name="A">The lower row.</param>
/// <param name="B">The higher row.</param>
/// <param name="AreaM2">How much they share, m² on the ellipsoid.</param>
/// <param name="WidthM">How wide the widest shared piece is, metres: twice its area over its perimeter, the width of a strip and half the side of a square.</param>
/// <param name="IsSliver">Whether it is nowhere wider than the tolerance: drawn at another time, not two claims to one piece of land.</param>
/// <param name="At">Where, EPSG:4490 degrees: a position inside the largest shared piece.</param>
public readonly record struct Overlap(int A, int B, double AreaM2, double WidthM, bool IsSliver, (double Longitude, double Latitude) At);

/// <summary>A hole between polygons so thin that they were meant to touch (缝隙).</summary>
/// <param name="AreaM2">Its area, m² on the ellipsoid.</param>
/// <param name="WidthM">How wide, as for <see cref="Overlap.WidthM"/>.</param>
/// <param name="At">Where, EPSG:4490 degrees: a position inside it.</param>
/// <param name="Between">The rows whose polygons bound it, in order.</param>
public readonly record struct Gap(double AreaM2, double WidthM, (double Longitude, double Latitude) At, ImmutableArray<int> Between);

/// <summary>Overlaps and gaps within a layer whose polygons must not overlap: parcels, districts, renewal units.</summary>
public static class Overlaps
{
    // Edges that two programs rounded differently lie a fraction of a millimetre apart everywhere.
    private const double NothingM = 1e-3;

    /// <summary>Every pair of polygons that share an area.</summary>
    /// <param name="geometries">EPSG:4490, valid; null, points and lines are passed over.</param>
    /// <param name="toleranceM">Overlaps nowhere wider than this are slivers, metres.</param>
    /// <param name="plane">Where widths and areas are measured.</param>
    /// <param name="cancel">To stop.</param>
    /// <remarks>
    /// Out: in the order of A, then B. Touching is no overlap, nor is a strip thinner than a millimetre.<br/>
    /// Cost: O(n log n) for polygons that mostly touch, plus one overlay for each pair that shares more than its border; the pairs are worked on in parallel, the answer does not depend on how.
    /// </remarks>
    public static ImmutableArray<Overlap> Find(IReadOnlyList<Geometry?> geometries, double toleranceM, Plane plane, CancellationToken cancel = default)
    {
        var projected = Projected(geometries, plane);
        var tree = new PackedTree([.. projected.Select(shape => shape is null ? Box.Empty : Box.Of(shape))]);
        var rows = new List<Overlap>[projected.Length];
        Parallel.For(0, projected.Length, new ParallelOptions { CancellationToken = cancel }, row => rows[row] = OfRow(row, projected, tree, toleranceM, plane));
        return [.. rows.SelectMany(row => row)];
    }

    /// <summary>Holes between polygons that are nowhere wider than the tolerance.</summary>
    /// <inheritdoc cref="Find" path="/param"/>
    /// <remarks>
    /// Out: in the order of place, west to east. Only gaps that are closed all round: a gap that opens to the outside of the layer is a border.<br/>
    /// Cost: one union of all polygons, O(positions log positions).
    /// </remarks>
    public static ImmutableArray<Gap> Gaps(IReadOnlyList<Geometry?> geometries, double toleranceM, Plane plane, CancellationToken cancel = default)
    {
        var projected = Projected(geometries, plane);
        Polygon[] polygons = [.. projected.OfType<Geometry>().SelectMany(Overlay.Polygons)];
        cancel.ThrowIfCancellationRequested();
        if (polygons.Length == 0)
            return [];
        Polygon[] holes =
        [
            .. Overlay.Polygons(Overlay.Union(polygons)).SelectMany(polygon => polygon.InteriorRings)
                .Select(ring => Redraw.Factory.CreatePolygon((LinearRing)ring))
                .Where(hole => hole.Area > 0 && WidthOf(hole) is > NothingM and var width && width <= toleranceM),
        ];
        var tree = new PackedTree([.. projected.Select(shape => shape is null ? Box.Empty : Box.Of(shape))]);
        return
        [
            .. holes.Select(hole => new Gap(plane.AreaM2(hole), WidthOf(hole), Inside(hole, plane), Around(hole, projected, tree)))
                .OrderBy(gap => gap.At.Longitude).ThenBy(gap => gap.At.Latitude),
        ];
    }

    private static ImmutableArray<int> Around(Polygon hole, Geometry?[] projected, PackedTree tree)
    {
        var rows = new SortedSet<int>();
        foreach (var row in tree.Meeting(Box.Of(hole).Grown(NothingM)))
        {
            if (projected[row]!.IsWithinDistance(hole, NothingM))
                rows.Add(row);
        }

        return [.. rows];
    }

    private static Geometry?[] Projected(IReadOnlyList<Geometry?> geometries, Plane plane) =>
        [.. geometries.AsParallel().AsOrdered().Select(geometry => geometry is { Dimension: Dimension.Surface, IsEmpty: false } ? plane.Project(geometry) : null)];

    private static List<Overlap> OfRow(int row, Geometry?[] projected, PackedTree tree, double toleranceM, Plane plane)
    {
        var found = new List<Overlap>();
        if (projected[row] is not { } shape)
            return found;
        IPreparedGeometry? prepared = null;
        foreach (var other in tree.Meeting(Box.Of(shape)))
        {
            if (other <= row || !ShareMoreThanABorder(Box.Of(shape), Box.Of(projected[other]!)))
                continue;
            prepared ??= PreparedGeometryFactory.Prepare(shape);
            if (!Overlay.MayMeet(prepared, projected[other]!))
                continue;
            Polygon[] common = [.. Overlay.Polygons(Overlay.Intersection(shape, projected[other]!)).Where(piece => WidthOf(piece) > NothingM)];
            if (common.Length == 0)
                continue;
            var width = common.Max(WidthOf);
            found.Add(new Overlap(row, other, common.Sum(plane.AreaM2), width, width <= toleranceM, Inside(common.MaxBy(piece => piece.Area)!, plane)));
        }

        found.Sort((a, b) => a.B.CompareTo(b.B));
        return found;
    }

    /// <summary>Whether the rectangles share one wider than a millimetre: what they hold can't share anything wider.</summary>
    private static bool ShareMoreThanABorder(in Box a, in Box b) =>
        Math.Min(a.MaxX, b.MaxX) - Math.Max(a.MinX, b.MinX) > NothingM && Math.Min(a.MaxY, b.MaxY) - Math.Max(a.MinY, b.MinY) > NothingM;

    private static double WidthOf(Polygon polygon) => 2 * polygon.Area / polygon.Length;

    private static (double Longitude, double Latitude) Inside(Polygon polygon, Plane plane)
    {
        var at = InteriorPointArea.GetInteriorPoint(polygon);
        return plane.Unproject(at.X, at.Y);
    }
}
