using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The straight distance (直线距离) from a shape to the nearest of many, which are indexed side by side once.</summary>
/// <remarks>
/// In: shapes of one plane, any kind; null and empty ones are never nearest.<br/>
/// Always: 0 exactly where two shapes share a point, also where one lies wholly inside the other; one more shape makes nothing farther.<br/>
/// Cost: about 80 bytes a side; a question looks at the sides near the nearest one. Thread-safe once built.
/// </remarks>
public sealed class NearestShapes
{
    private readonly Plane _plane;
    private readonly Segment[] _sides;
    private readonly int[] _shapeOf;
    private readonly PackedTree _tree;
    private readonly IndexedPointInAreaLocator?[] _inside;
    private readonly PackedTree _areas;

    /// <summary>Indexes the shapes; each is known by its place in the list.</summary>
    public NearestShapes(Plane plane, IReadOnlyList<Geometry?> shapes)
    {
        var (sides, shapeOf) = (new List<Segment>(), new List<int>());
        for (var shape = 0; shape < shapes.Count; shape++)
        {
            if (shapes[shape] is { } geometry)
                OutlineSides.Add(geometry, sides);
            shapeOf.AddRange(Enumerable.Repeat(shape, sides.Count - shapeOf.Count));
        }

        (_plane, _sides, _shapeOf) = (plane, [.. sides], [.. shapeOf]);
        _tree = new PackedTree(Array.ConvertAll(_sides, BoxOf));
        _inside = [.. shapes.Select(shape => shape is { IsEmpty: false } and IPolygonal ? new IndexedPointInAreaLocator(shape) : null)];
        _areas = new PackedTree([.. shapes.Select(shape => shape is IPolygonal ? Box.Of(shape) : Box.Empty)]);
        foreach (var (locator, shape) in _inside.Zip(shapes))
            locator?.Locate(shape!.Coordinate); // Builds its index now: later questions come from several threads.
    }

    /// <summary>The nearest shape to another.</summary>
    /// <param name="from">In the same plane.</param>
    /// <param name="withinM">How far to look, metres on the ellipsoid.</param>
    /// <returns>Which one and how far, metres on the ellipsoid (plane distance over the point scale at <paramref name="from"/>), rounded to millimetres as all distances are on which "within" is decided; −1 and +∞ where none is within. Of equally near ones the lowest.</returns>
    public (int Shape, double Metres) To(Geometry from, double withinM = double.PositiveInfinity)
    {
        if (from.IsEmpty)
            return (-1, double.PositiveInfinity);
        var box = Box.Of(from);
        // Where two share a point their borders meet, or a part of one lies wholly inside the other.
        var common = Math.Min(Enumerable.Range(0, from.NumGeometries).Min(part => Around(from.GetGeometryN(part).Coordinate)), from is IPolygonal ? Within(from, box) : int.MaxValue);
        if (common < int.MaxValue)
            return (common, 0);
        var scale = _plane.ScaleAt((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        var distance = new SideDistance(_sides, OutlineSides.Of(from));
        var (side, squared) = _tree.Nearest(box, withinM * scale, ref distance);
        return side < 0 ? (-1, double.PositiveInfinity) : (_shapeOf[side], Math.Round(Math.Sqrt(squared) / scale * 1000) / 1000);
    }

    /// <summary>The lowest area that a point lies in; <see cref="int.MaxValue"/> if none.</summary>
    private int Around(Coordinate point)
    {
        var lowest = int.MaxValue;
        foreach (var area in _areas.Meeting(Box.At(point.X, point.Y)))
        {
            if (area < lowest && _inside[area]!.Locate(point) != Location.Exterior)
                lowest = area;
        }

        return lowest;
    }

    /// <summary>The lowest shape of which a corner lies inside an area.</summary>
    private int Within(Geometry area, in Box box)
    {
        var lowest = int.MaxValue;
        foreach (var side in _tree.Meeting(box))
        {
            if (_shapeOf[side] < lowest && SimplePointInAreaLocator.Locate(new Coordinate(_sides[side].X0, _sides[side].Y0), area) != Location.Exterior)
                lowest = _shapeOf[side];
        }

        return lowest;
    }

    private static Box BoxOf(Segment side) => new(Math.Min(side.X0, side.X1), Math.Min(side.Y0, side.Y1), Math.Max(side.X0, side.X1), Math.Max(side.Y0, side.Y1));

    private readonly struct SideDistance(Segment[] sides, Segment[] from) : IItemDistance
    {
        public double Squared(int item)
        {
            var least = double.PositiveInfinity;
            var box = BoxOf(sides[item]);
            foreach (ref readonly var side in from.AsSpan())
            {
                if (box.DistanceSquared(BoxOf(side)) < least)
                    least = Math.Min(least, sides[item].Closest(side).Squared);
            }

            return least;
        }
    }
}
