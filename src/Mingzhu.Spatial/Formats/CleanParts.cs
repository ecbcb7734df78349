using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The part of <see cref="GeometryRepair"/> that looks at rings and parts one by one: repeated points, spikes, order of rings, rings and parts that stand there twice.</summary>
/// <remarks>Always: what comes out clean goes through again as the same object and without a note.</remarks>
internal static class CleanParts
{
    /// <summary>The geometry with clean parts.</summary>
    /// <exception cref="RefusedGeometryException">A line or a shell has too few points, or is nothing but a spike.</exception>
    public static Geometry Of(Geometry geometry, List<SourceProblem> notes) => geometry switch
    {
        Polygon polygon => Clean(polygon, notes),
        LinearRing ring => Clean(ring),
        LineString line => Clean(line),
        MultiPolygon many => Mapped(many, part => Clean((Polygon)part, notes), parts => many.Factory.CreateMultiPolygon([.. parts.Cast<Polygon>()]), notes),
        MultiLineString many => Mapped(many, part => Clean((LineString)part), parts => many.Factory.CreateMultiLineString([.. parts.Cast<LineString>()]), notes),
        MultiPoint many => Mapped(many, part => part, parts => many.Factory.CreateMultiPoint([.. parts.Cast<Point>()]), notes),
        _ => geometry,
    };

    private static Geometry Mapped(GeometryCollection many, Func<Geometry, Geometry> map, Func<Geometry[], Geometry> build, List<SourceProblem> notes)
    {
        var parts = Once([.. many.Geometries.Where(part => !part.IsEmpty).Select(map)], notes);
        return parts.Length == many.Count && parts.Zip(many.Geometries).All(pair => ReferenceEquals(pair.First, pair.Second)) ? many : build(parts);
    }

    // A hole that shrinks to nothing takes nothing away, so it goes; a shell that does is refused.
    private static Polygon Clean(Polygon polygon, List<SourceProblem> notes)
    {
        var rings = ShellFirst(polygon);
        var shell = Clean(rings[0], notes) ?? throw new RefusedGeometryException(GeometryProblem.ZeroArea(rings[0].Coordinate));
        var holes = Once([.. rings.Skip(1).Where(hole => DistinctPoints(hole) >= 4).Select(hole => Clean(hole, notes)).OfType<LinearRing>()], notes);
        var same = ReferenceEquals(shell, polygon.ExteriorRing) && holes.Length == polygon.NumInteriorRings
            && holes.Zip(polygon.InteriorRings).All(pair => ReferenceEquals(pair.First, pair.Second));
        return same ? polygon : polygon.Factory.CreatePolygon(shell, holes);
    }

    /// <summary>The rings with the one that holds the others first: some programs write holes before the shell.</summary>
    private static LinearRing[] ShellFirst(Polygon polygon)
    {
        LinearRing[] rings = [(LinearRing)polygon.ExteriorRing, .. polygon.InteriorRings.Cast<LinearRing>()];
        for (var i = 1; i < rings.Length; i++)
        {
            if (rings[i].EnvelopeInternal.Contains(rings[0].EnvelopeInternal) && Area.OfRing(rings[i].CoordinateSequence) > Area.OfRing(rings[0].CoordinateSequence)
                && PointLocation.IsInRing(rings[0].Coordinate, rings[i].Coordinates))
                (rings[0], rings[i]) = (rings[i], rings[0]);
        }

        return rings;
    }

    /// <summary>A ring without repeated points and spikes; null if nothing is left of it.</summary>
    private static LinearRing? Clean(LinearRing ring, List<SourceProblem> notes)
    {
        if (ring.UserData is SourceProblem closed)
            notes.Add(closed);
        var thin = (LinearRing)Clean(ring);
        if (RingSpikes.Cut(thin.CoordinateSequence) is not { } cut)
            return ring.UserData is null ? thin : thin.Factory.CreateLinearRing(thin.CoordinateSequence);
        if (cut.Points.Length < 4)
            return null;
        notes.Add(GeometryProblem.Spike(cut.At, cut.Removed));
        return ring.Factory.CreateLinearRing(cut.Points);
    }

    private static LineString Clean(LineString line)
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

    /// <summary>Each part once, in the order in which it first stands there: equal whatever its first point and direction.</summary>
    private static T[] Once<T>(T[] parts, List<SourceProblem> notes)
        where T : Geometry
    {
        // Most parts differ in their rectangles already, and nothing has to be compared.
        var alike = parts.Length < 2 ? null : parts.GroupBy(Outline).Where(group => group.Skip(1).Any()).SelectMany(group => group).ToHashSet<Geometry>(ReferenceEqualityComparer.Instance);
        if (alike is null or { Count: 0 })
            return parts;
        var seen = new HashSet<UInt128>();
        T[] kept = [.. parts.Where(part => !alike.Contains(part) || seen.Add(GeometryKey.Of(part)))];
        if (kept.Length == parts.Length)
            return parts;
        notes.Add(GeometryProblem.Duplicate(parts.Except(kept, (IEqualityComparer<T>)ReferenceEqualityComparer.Instance).First().Coordinate, parts.Length - kept.Length));
        return kept;
    }

    private static (Box Box, int Points) Outline(Geometry part) => (Box.Of(part), part.NumPoints);
}
