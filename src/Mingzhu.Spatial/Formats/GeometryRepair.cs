using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace Mingzhu.Spatial;

/// <summary>A geometry after <see cref="GeometryRepair"/>: usable, usable with a note, or refused.</summary>
/// <param name="Geometry">Valid and not empty; null if refused.</param>
/// <param name="Problem">Why it was refused, or what was repaired; null if it was good as it came.</param>
public readonly record struct RepairedGeometry(Geometry? Geometry, SourceProblem? Problem);

/// <summary>Makes a geometry as read from a foreign file valid, or refuses it with a reason (几何修复).</summary>
public static class GeometryRepair
{
    // The largest honest number is a Gauss-Krüger easting with its zone in front: 60 500 000 m.
    private const double LargestCoordinate = 1e8;

    // NetTopologySuite's fixer may leave two parts that share an edge; the next round joins them.
    private const int MostRounds = 4;

    /// <summary>Makes a geometry valid, or refuses it with a reason.</summary>
    /// <remarks>
    /// In: a geometry in any CRS, also null.<br/>
    /// Out: consecutive equal points dropped without a word; polygons that cross themselves repaired with a note; of a collection of mixed dimensions only the
    /// highest kept, with a note; null, empty, too short, without area, not finite or beyond ±1e8 refused.<br/>
    /// Always: a geometry in the answer is valid; repairing it again changes nothing and notes nothing.
    /// </remarks>
    public static RepairedGeometry Repair(Geometry? geometry)
    {
        if (geometry is null)
            return new(null, GeometryProblem.Missing);
        if (geometry.IsEmpty)
            return new(null, GeometryProblem.Empty);
        if (FaultOfCoordinates(geometry) is { } fault)
            return new(null, fault);
        try
        {
            var (one, note) = OneDimension(geometry);
            one = WithoutRepeatedPoints(one);
            return one.Dimension == Dimension.Surface ? ValidSurface(one, note) : new(one, note);
        }
        catch (RefusedGeometryException refused)
        {
            return new(null, refused.Problem);
        }
    }

    /// <summary>A ring from points as a file has them.</summary>
    /// <exception cref="RefusedGeometryException">Not closed or too short.</exception>
    internal static LinearRing Ring(Coordinate[] points, GeometryFactory factory)
    {
        if (points.Length == 0)
            return factory.CreateLinearRing();
        if (!points[0].Equals2D(points[^1]))
            throw new RefusedGeometryException(GeometryProblem.Unclosed(points[0], points[^1]));
        if (points.Length < 4)
            throw new RefusedGeometryException(GeometryProblem.TooFewPoints(Math.Max(1, points.Length - 1), 3, ring: true));
        return factory.CreateLinearRing(points);
    }

    /// <summary>A line from points as a file has them.</summary>
    /// <exception cref="RefusedGeometryException">One point only.</exception>
    internal static LineString Line(Coordinate[] points, GeometryFactory factory) => points.Length == 1
        ? throw new RefusedGeometryException(GeometryProblem.TooFewPoints(1, 2, ring: false))
        : factory.CreateLineString(points);

    private static SourceProblem? FaultOfCoordinates(Geometry geometry)
    {
        var check = new CoordinateCheck();
        geometry.Apply(check);
        return check.Fault;
    }

    private static RepairedGeometry ValidSurface(Geometry surface, SourceProblem? note)
    {
        // Not by its area first: that of a figure of eight is 0 too.
        var validity = new IsValidOp(surface);
        if (validity.IsValid)
            return surface.Area > 0 ? new(surface, note) : new(null, GeometryProblem.ZeroArea(surface.Coordinate));
        var at = validity.ValidationError.Coordinate;
        var repaired = surface;
        for (var round = 0; round < MostRounds && !repaired.IsValid; round++)
            repaired = Surfaces(GeometryFixer.Fix(repaired));
        if (repaired.IsEmpty)
            return new(null, GeometryProblem.ZeroArea(surface.Coordinate));
        return repaired.IsValid ? new(repaired, GeometryProblem.SelfIntersecting(at)) : new(null, GeometryProblem.BeyondRepair(at));
    }

    private static Geometry Surfaces(Geometry geometry)
    {
        var polygons = PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(polygon => !polygon.IsEmpty).ToArray();
        return polygons is [var one] ? one : geometry.Factory.CreateMultiPolygon(polygons);
    }

    private static (Geometry Geometry, SourceProblem? Note) OneDimension(Geometry geometry)
    {
        if (geometry.OgcGeometryType != OgcGeometryType.GeometryCollection)
            return (geometry, null);
        var parts = Leaves(geometry).Where(part => !part.IsEmpty).ToList();
        var highest = parts.Max(part => part.Dimension);
        var kept = parts.Where(part => part.Dimension == highest).ToArray();
        var factory = geometry.Factory;
        var (whole, name) = highest switch
        {
            Dimension.Surface => (kept is [var one] ? one : factory.CreateMultiPolygon([.. kept.Cast<Polygon>()]), "polygons"),
            Dimension.Curve => (kept is [var one] ? one : factory.CreateMultiLineString([.. kept.Cast<LineString>()]), "lines"),
            _ => (kept is [var one] ? one : (Geometry)factory.CreateMultiPoint([.. kept.Cast<Point>()]), "points"),
        };
        return (whole, kept.Length < parts.Count ? GeometryProblem.Mixed(name, parts.Count - kept.Length) : null);
    }

    private static IEnumerable<Geometry> Leaves(Geometry geometry) => geometry is GeometryCollection collection
        ? collection.Geometries.SelectMany(Leaves)
        : [geometry];

    private static Geometry WithoutRepeatedPoints(Geometry geometry) => geometry switch
    {
        Polygon polygon => WithoutRepeatedPoints(polygon),
        LinearRing ring => Thinned(ring),
        LineString line => Thinned(line),
        MultiPolygon many => Mapped(many, part => WithoutRepeatedPoints((Polygon)part), parts => many.Factory.CreateMultiPolygon([.. parts.Cast<Polygon>()])),
        MultiLineString many => Mapped(many, part => Thinned((LineString)part), parts => many.Factory.CreateMultiLineString([.. parts.Cast<LineString>()])),
        MultiPoint { Count: > 0 } many when many.Geometries.Any(part => part.IsEmpty) =>
            many.Factory.CreateMultiPoint([.. many.Geometries.Where(part => !part.IsEmpty).Cast<Point>()]),
        _ => geometry,
    };

    private static Geometry Mapped(GeometryCollection many, Func<Geometry, Geometry> map, Func<Geometry[], Geometry> build)
    {
        var parts = many.Geometries.Where(part => !part.IsEmpty).Select(map).ToArray();
        return parts.Length == many.Count && parts.Zip(many.Geometries).All(pair => ReferenceEquals(pair.First, pair.Second)) ? many : build(parts);
    }

    // A hole that shrinks to nothing takes nothing away, so it goes without a word; a shell that does is refused.
    private static Polygon WithoutRepeatedPoints(Polygon polygon)
    {
        var shell = (LinearRing)Thinned(polygon.ExteriorRing);
        var holes = polygon.InteriorRings.Where(hole => DistinctPoints(hole) >= 4).Select(hole => (LinearRing)Thinned(hole)).ToArray();
        var same = ReferenceEquals(shell, polygon.ExteriorRing) && holes.Length == polygon.NumInteriorRings
            && holes.Zip(polygon.InteriorRings).All(pair => ReferenceEquals(pair.First, pair.Second));
        return same ? polygon : polygon.Factory.CreatePolygon(shell, holes);
    }

    private static LineString Thinned(LineString line)
    {
        var (ring, distinct) = (line is LinearRing, DistinctPoints(line));
        if (distinct < (ring ? 4 : 2))
            throw new RefusedGeometryException(GeometryProblem.TooFewPoints(ring ? Math.Max(1, distinct - 1) : distinct, ring ? 3 : 2, ring));
        if (distinct == line.NumPoints)
            return line;
        var points = CoordinateArrays.RemoveRepeatedPoints(line.Coordinates);
        return ring ? line.Factory.CreateLinearRing(points) : line.Factory.CreateLineString(points);
    }

    private static int DistinctPoints(LineString line)
    {
        var points = line.CoordinateSequence;
        var distinct = Math.Min(1, points.Count);
        for (var i = 1; i < points.Count; i++)
        {
            if (points.GetX(i) != points.GetX(i - 1) || points.GetY(i) != points.GetY(i - 1))
                distinct++;
        }
        return distinct;
    }

    private sealed class CoordinateCheck : IEntireCoordinateSequenceFilter
    {
        public SourceProblem? Fault { get; private set; }

        public bool Done => Fault is not null;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence points)
        {
            for (var i = 0; i < points.Count && Fault is null; i++)
            {
                var (x, y) = (points.GetX(i), points.GetY(i));
                if (!double.IsFinite(x) || !double.IsFinite(y))
                    Fault = GeometryProblem.NotFinite;
                else if (Math.Abs(x) > LargestCoordinate || Math.Abs(y) > LargestCoordinate)
                    Fault = GeometryProblem.Absurd(new Coordinate(x, y));
            }
        }
    }
}
