using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>Cutting and joining outlines of places: land alone counts, the lines and points where two touch are dropped.</summary>
internal static class Outlines
{
    /// <summary>The land of both; empty if none.</summary>
    public static Geometry Common(Geometry a, Geometry b) => Land(Overlay.Intersection(a, b));

    /// <summary>The land of the first without the second's; empty if none.</summary>
    public static Geometry Without(Geometry a, Geometry b) => Land(Overlay.Difference(a, b));

    /// <summary>The land of all.</summary>
    public static Geometry United(IReadOnlyList<Geometry> all) => all.Count == 1 ? all[0] : Land(Overlay.Union([.. all.SelectMany(Overlay.SoundPolygons)]));

    /// <summary>The polygons of a geometry.</summary>
    public static IEnumerable<Geometry> Polygons(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).SelectMany(part => part is GeometryCollection ? Polygons(part) : [part])
            .Where(part => part is Polygon { IsEmpty: false });

    private static Geometry Land(Geometry shape) => shape.Factory.BuildGeometry([.. Polygons(shape)]);
}
