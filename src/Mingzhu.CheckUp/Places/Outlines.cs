using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Mingzhu.CheckUp;

/// <summary>Cutting and joining outlines of places so that no topology exception of untidy boundaries ends a run.</summary>
internal static class Outlines
{
    private static readonly PrecisionModel TenthOfMillimetre = new(10_000);

    /// <summary>The land of both; empty if none.</summary>
    public static Geometry Common(Geometry a, Geometry b) => Overlay(a, b, SpatialFunction.Intersection);

    /// <summary>The land of the first without the second's; empty if none.</summary>
    public static Geometry Without(Geometry a, Geometry b) => Overlay(a, b, SpatialFunction.Difference);

    /// <summary>The land of all.</summary>
    public static Geometry United(IReadOnlyList<Geometry> all) => all.Count == 1 ? all[0] : all.Skip(1).Aggregate(all[0], (sum, next) => Overlay(sum, next, SpatialFunction.Union));

    /// <summary>The polygons of a geometry.</summary>
    public static IEnumerable<Geometry> Polygons(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).SelectMany(part => part is GeometryCollection ? Polygons(part) : [part])
            .Where(part => part is Polygon { IsEmpty: false });

    private static Geometry Overlay(Geometry a, Geometry b, SpatialFunction function)
    {
        var overlay = TryOverlay(a, b, function) ?? OverlayNG.Overlay(GeometryFixer.Fix(a), GeometryFixer.Fix(b), function, TenthOfMillimetre);
        return overlay.Factory.BuildGeometry([.. Polygons(overlay)]);
    }

    private static Geometry? TryOverlay(Geometry a, Geometry b, SpatialFunction function)
    {
        try
        {
            return OverlayNGRobust.Overlay(a, b, function);
        }
        catch (TopologyException)
        {
            return null; // Then on repaired outlines snapped to 0.1 mm, which is robust by construction.
        }
    }
}
