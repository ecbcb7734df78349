using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Overlay;

namespace Mingzhu.Spatial;

/// <summary>Overlay that answers for any finite input: no topology exception leaves it.</summary>
/// <remarks>
/// First in floating point with snapping where noding fails (OverlayNG's own fallbacks); if even that fails, on repaired geometries snapped to 0.1 mm, which is robust by
/// construction; should that fail too, the first geometry is returned for a difference and nothing for an intersection, so coverage is never overstated.
/// </remarks>
public static class Overlay
{
    private static readonly PrecisionModel TenthOfMillimetre = new(10_000);

    /// <summary>What lies in both.</summary>
    public static Geometry Intersection(Geometry a, Geometry b) => Of(a, b, SpatialFunction.Intersection);

    /// <summary>What lies in the first and not in the second.</summary>
    public static Geometry Difference(Geometry a, Geometry b) => Of(a, b, SpatialFunction.Difference);

    /// <summary>The union of polygons that may overlap.</summary>
    public static Geometry Union(IReadOnlyList<Polygon> polygons)
    {
        try
        {
            return OverlayNGRobust.Union((Geometry)Redraw.Factory.CreateMultiPolygon([.. polygons]));
        }
        catch (TopologyException)
        {
            // One after the other: slower, but each step has its own fallbacks.
            return polygons.Skip(1).Aggregate((Geometry)polygons[0], (sum, next) => Of(sum, next, SpatialFunction.Union));
        }
    }

    /// <summary>The geometry, repaired if it breaks the rules.</summary>
    public static Geometry Repaired(Geometry geometry) => geometry is Polygon polygon && SimpleRing.IsSurely(polygon) || geometry.IsValid ? geometry : GeometryFixer.Fix(geometry);

    /// <summary>The polygons in a geometry, with those that break the rules for polygons (self-crossing rings) repaired; no empty ones.</summary>
    public static IEnumerable<Polygon> SoundPolygons(Geometry geometry) => geometry switch
    {
        { IsEmpty: true } => [],
        Polygon or MultiPolygon => Polygons(Repaired(geometry)),
        GeometryCollection parts => parts.Geometries.SelectMany(SoundPolygons),
        _ => [],
    };

    /// <summary>Polygons as one valid geometry. Overlay in floating point may leave two that touch crossing each other by less than the last digit.</summary>
    public static Geometry Sound(IReadOnlyList<Polygon> polygons)
    {
        Geometry all = polygons is [var one] ? one : Redraw.Factory.CreateMultiPolygon([.. polygons]);
        return all.IsValid ? all : polygons.Count == 1 ? GeometryFixer.Fix(all) : Union(polygons);
    }

    /// <summary>Whether a shape surely covers a geometry; false also where topology fails to say.</summary>
    public static bool SurelyCovers(IPreparedGeometry shape, Geometry geometry) => Ask(() => shape.Covers(geometry), otherwise: false);

    /// <summary>Whether the two may meet; true also where topology fails to say.</summary>
    public static bool MayMeet(IPreparedGeometry shape, Geometry geometry) => Ask(() => shape.Intersects(geometry), otherwise: true);

    /// <summary>Refuses a geometry with a coordinate that is not a finite number.</summary>
    /// <exception cref="ArgumentException">It has one.</exception>
    public static void RequireFinite(Geometry geometry, string name)
    {
        var all = new AllFinite();
        geometry.Apply(all);
        if (all.Done)
        {
            throw new ArgumentException("A coordinate is not a finite number.", name);
        }
    }

    /// <summary>The polygons of a result; lines and points where borders touch are left out.</summary>
    public static IEnumerable<Polygon> Polygons(Geometry geometry) => geometry switch
    {
        Polygon polygon => polygon.IsEmpty ? [] : [polygon],
        GeometryCollection parts => parts.Geometries.SelectMany(Polygons),
        _ => [],
    };

    private static bool Ask(Func<bool> question, bool otherwise)
    {
        try
        {
            return question();
        }
        catch (TopologyException)
        {
            return otherwise;
        }
    }

    private static Geometry Of(Geometry a, Geometry b, SpatialFunction function)
    {
        try
        {
            return OverlayNGRobust.Overlay(a, b, function);
        }
        catch (TopologyException)
        {
            return Snapped(a, b, function);
        }
    }

    private static Geometry Snapped(Geometry a, Geometry b, SpatialFunction function)
    {
        try
        {
            return OverlayNG.Overlay(GeometryFixer.Fix(a), GeometryFixer.Fix(b), function, TenthOfMillimetre);
        }
        catch (TopologyException)
        {
            return function == SpatialFunction.Intersection ? Redraw.Factory.CreatePolygon() : a;
        }
    }

    private sealed class AllFinite : IEntireCoordinateSequenceFilter
    {
        public bool Done { get; private set; }

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence sequence)
        {
            for (var i = 0; i < sequence.Count && !Done; i++)
            {
                Done = !double.IsFinite(sequence.GetX(i) + sequence.GetY(i));
            }
        }
    }
}
