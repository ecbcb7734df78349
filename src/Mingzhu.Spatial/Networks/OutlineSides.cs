using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The outline of a geometry as straight sides (边); a point is one side of no length.</summary>
internal static class OutlineSides
{
    /// <summary>All of them, in the order of the geometry's parts and rings.</summary>
    public static Segment[] Of(Geometry geometry)
    {
        var sides = new List<Segment>();
        Add(geometry, sides);
        return [.. sides];
    }

    /// <summary>Adds them to a list.</summary>
    public static void Add(Geometry geometry, List<Segment> sides)
    {
        switch (geometry)
        {
            case Point { IsEmpty: false } point:
                sides.Add(new(point.X, point.Y, point.X, point.Y));
                break;
            case LineString line:
                var at = line.CoordinateSequence;
                for (var i = 1; i < at.Count; i++)
                    sides.Add(new(at.GetX(i - 1), at.GetY(i - 1), at.GetX(i), at.GetY(i)));
                break;
            case Polygon polygon:
                Add(polygon.ExteriorRing, sides);
                Array.ForEach(polygon.InteriorRings, hole => Add(hole, sides));
                break;
            case GeometryCollection parts:
                Array.ForEach(parts.Geometries, part => Add(part, sides));
                break;
        }
    }
}
