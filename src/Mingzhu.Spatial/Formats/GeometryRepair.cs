using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace Mingzhu.Spatial;

/// <summary>A geometry after <see cref="GeometryRepair"/>: usable, usable with a note, or refused.</summary>
/// <param name="Geometry">Valid and not empty; null if refused.</param>
/// <param name="Problems">Why it was refused, or everything that was repaired; none if it was good as it came.</param>
public readonly record struct RepairedGeometry(Geometry? Geometry, params IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Why it was refused, or everything that was repaired; none if it was good as it came.</summary>
    public IReadOnlyList<SourceProblem> Problems { get => field ?? []; init; } = Problems;
}

/// <summary>Makes a geometry as read from a foreign file valid, or refuses it with a reason (几何修复).</summary>
public static class GeometryRepair
{
    // The largest honest number is a Gauss-Krüger easting with its zone in front: 60 500 000 m.
    private const double LargestCoordinate = 1e8;

    // Ten thousand is far more than a slip of the hand or of a program makes, and is repaired in well under a second.
    private const int MostCrossings = 10_000;

    // NetTopologySuite's fixer may leave two parts that share an edge; the next round joins them.
    private const int MostRounds = 4;

    /// <summary>A gap in a ring that is a slip and not a forgotten side, as a share of the ring's diagonal: a millimetre on ten metres.</summary>
    private const double TinyGap = 1e-4;

    /// <summary>Makes a geometry valid, or refuses it with a reason.</summary>
    /// <remarks>
    /// In: a geometry in any CRS, also null.<br/>
    /// Out: consecutive equal points dropped and a shell given behind its hole put first, without a word; with a note: spikes cut off (see <see cref="RingSpikes"/>), rings and parts that stand
    /// there twice dropped, holes outside their polygon made polygons, polygons that cross themselves repaired, of a collection of mixed dimensions only the highest kept; null, empty, too short,
    /// without area, not finite or beyond ±1e8, crossing itself more than ten thousand times refused. Each repair is a problem of its own.<br/>
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
            var notes = new List<SourceProblem>();
            var one = CleanParts.Of(OneDimension(geometry, notes), notes);
            var whole = one.Dimension == Dimension.Surface ? ValidSurface(one, notes) : one;
            return notes.Count == 0 ? new(whole) : new(whole, [.. notes.Distinct()]);
        }
        catch (RefusedGeometryException refused)
        {
            return new(null, refused.Problem);
        }
        catch (Exception beyond) when (beyond is ArgumentException or TopologyException)
        {
            // Coordinates near the smallest and largest numbers there are overflow inside the library.
            return new(null, GeometryProblem.BeyondRepair(geometry.Coordinate));
        }
    }

    /// <summary>A ring from points as a file has them. A gap as small as a slip of rounding is closed; the ring carries a note of it in its user data, which <see cref="Repair"/> tells.</summary>
    /// <exception cref="RefusedGeometryException">Not closed or too short.</exception>
    internal static LinearRing Ring(Coordinate[] points, GeometryFactory factory)
    {
        if (points.Length == 0)
            return factory.CreateLinearRing();
        var gap = points[0].Distance(points[^1]);
        if (gap > 0 && points.Length >= 4 && gap <= TinyGap * new Envelope(points).Diameter)
        {
            var (closed, first) = (factory.CreateLinearRing([.. points[..^1], points[0].Copy()]), points[0]);
            closed.UserData = GeometryProblem.Closed(first, gap);
            return closed;
        }
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

    private static Geometry ValidSurface(Geometry surface, List<SourceProblem> notes)
    {
        var first = surface;
        if (RingCrossings.MoreThan(MostCrossings, surface))
            throw new RefusedGeometryException(GeometryProblem.Tangled(first.Coordinate, MostCrossings));
        Coordinate? broken = null;
        for (var round = 0; round < MostRounds; round++)
        {
            // Not by its area first: that of a figure of eight is 0 too.
            var validity = new IsValidOp(surface);
            if (validity.IsValid)
                return surface.Area > 0 ? surface : throw new RefusedGeometryException(GeometryProblem.ZeroArea(first.Coordinate));
            if (broken is null)
            {
                broken = validity.ValidationError.Coordinate;
                notes.Add(validity.ValidationError.ErrorType == TopologyValidationErrors.HoleOutsideShell ? GeometryProblem.HoleOutside(broken) : GeometryProblem.SelfIntersecting(broken));
            }
            surface = Surfaces(Fixed(surface, broken));
            if (surface.IsEmpty)
                throw new RefusedGeometryException(GeometryProblem.ZeroArea(first.Coordinate));
            // What the fixer leaves may have spikes of its own; they belong to what was noted already.
            surface = CleanParts.Of(surface, []);
        }
        throw new RefusedGeometryException(GeometryProblem.BeyondRepair(broken!));
    }

    // On coordinates as no map has them the fixer's noder fails in several ways, not all of them topology exceptions.
    private static Geometry Fixed(Geometry surface, Coordinate broken)
    {
        try
        {
            return GeometryFixer.Fix(surface);
        }
        catch (Exception failed) when (failed is not (OutOfMemoryException or RefusedGeometryException))
        {
            throw new RefusedGeometryException(GeometryProblem.BeyondRepair(broken));
        }
    }

    private static Geometry Surfaces(Geometry geometry)
    {
        var polygons = PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(polygon => !polygon.IsEmpty).ToArray();
        return polygons is [var one] ? one : geometry.Factory.CreateMultiPolygon(polygons);
    }

    private static Geometry OneDimension(Geometry geometry, List<SourceProblem> notes)
    {
        if (geometry.OgcGeometryType != OgcGeometryType.GeometryCollection)
            return geometry;
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
        if (kept.Length < parts.Count)
            notes.Add(GeometryProblem.Mixed(name, parts.Count - kept.Length));
        return whole;
    }

    private static IEnumerable<Geometry> Leaves(Geometry geometry) => geometry is GeometryCollection collection
        ? collection.Geometries.SelectMany(Leaves)
        : [geometry];

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
