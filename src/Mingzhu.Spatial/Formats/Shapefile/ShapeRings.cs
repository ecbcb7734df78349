using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Mingzhu.Spatial;

/// <summary>Makes polygons of the rings of one shape (环的归属).</summary>
/// <remarks>
/// The format says that outer rings run clockwise and holes the other way, and writers get it wrong. So a ring's role comes from how many others it lies in, as drawing programs fill it: even, it
/// is an outer ring; odd, a hole in the smallest ring around it. Only of rings that cross or coincide the direction decides.<br/>
/// Always: outer rings run counter-clockwise and holes clockwise, as everywhere else here, whatever the file does; each begins where it did.
/// </remarks>
internal static class ShapeRings
{
    // A ring of more points is worth an index of its edges.
    private const int MostPointsWithoutIndex = 256;
    private const int Probes = 8;

    /// <summary>A polygon, or several; not yet valid. Rings left open are closed and parts without extent dropped, with a note.</summary>
    /// <exception cref="RefusedGeometryException">No part is a ring, or a coordinate is no number.</exception>
    public static Geometry Assemble(List<Coordinate[]> parts, GeometryFactory factory, List<SourceProblem> notes)
    {
        if (parts.Count == 0)
            return factory.CreatePolygon();
        var rings = new List<Ring>(parts.Count);
        var open = 0;
        foreach (var part in parts)
        {
            // What is no number equals nothing, not even itself: such a ring can't be closed.
            if (Array.Exists(part, point => !double.IsFinite(point.X) || !double.IsFinite(point.Y)))
                throw new RefusedGeometryException(GeometryProblem.NotFinite);
            var closed = part[0].Equals2D(part[^1]) ? part : [.. part, part[0].Copy()];
            if (Distinct(closed) < 4)
                continue;
            open += closed.Length - part.Length;
            rings.Add(new Ring(factory.CreateLinearRing(closed)));
        }
        if (rings.Count == 0)
            throw new RefusedGeometryException(GeometryProblem.TooFewPoints(Math.Max(1, Distinct(parts[0]) - 1), 3, ring: true));
        if (open > 0)
            notes.Add(Closed(open));
        if (rings.Count < parts.Count)
            notes.Add(ShapeRecord.PartsDropped(parts.Count - rings.Count));
        return rings.Count == 1 ? factory.CreatePolygon(rings[0].Running(counterClockwise: true)) : Nested(rings, factory);
    }

    private static Geometry Nested(List<Ring> rings, GeometryFactory factory)
    {
        // Larger rings first, so that whatever lies around a ring has its role already.
        rings.Sort((a, b) => b.Extent.CompareTo(a.Extent));
        var index = new STRtree<int>();
        for (var ring = 0; ring < rings.Count; ring++)
            index.Insert(rings[ring].Box, ring);
        for (var ring = 1; ring < rings.Count; ring++)
            Place(rings, ring, index);
        var polygons = rings.Where(ring => !ring.IsHole).Select(shell => factory.CreatePolygon(shell.Running(counterClockwise: true), [.. shell.Holes])).ToArray();
        return polygons is [var one] ? one : factory.CreateMultiPolygon(polygons);
    }

    private static void Place(List<Ring> rings, int at, STRtree<int> index)
    {
        var ring = rings[at];
        var around = index.Query(ring.Box).Where(other => other < at).ToList();
        around.Sort();
        for (var i = around.Count - 1; i >= 0; i--)
        {
            var other = rings[around[i]];
            if (!(other.Holds(ring) ?? ring.CounterClockwise))
                continue;
            ring.IsHole = !other.IsHole;
            if (ring.IsHole)
                other.Holes.Add(ring.Running(counterClockwise: false));
            return;
        }
    }

    private static int Distinct(Coordinate[] points)
    {
        var distinct = 1;
        for (var i = 1; i < points.Length; i++)
            distinct += points[i].Equals2D(points[i - 1]) ? 0 : 1;
        return distinct;
    }

    private static SourceProblem Closed(int rings) => new(
        "shp.unclosed",
        $"有 {rings} 个环的终点与起点不同，已用直线闭合，请核对",
        $"{rings} rings did not end where they began; they were closed by a straight line, please check",
        ProblemSeverity.Repaired);

    private sealed class Ring(LinearRing line)
    {
        private readonly Lazy<IndexedPointInAreaLocator> _edges = new(() => new IndexedPointInAreaLocator(line));

        public LinearRing Line { get; } = line;

        public Envelope Box { get; } = line.EnvelopeInternal;

        public double Extent { get; } = Math.Abs(Area.OfRingSigned(line.CoordinateSequence));

        /// <summary>The ring, turned round if it runs the other way.</summary>
        public LinearRing Running(bool counterClockwise) => CounterClockwise == counterClockwise ? Line : (LinearRing)Line.Reverse();

        public bool CounterClockwise { get; } = Area.OfRingSigned(line.CoordinateSequence) < 0;

        public bool IsHole { get; set; }

        public List<LinearRing> Holes { get; } = [];

        /// <summary>Whether another ring lies inside; null where the two cross or coincide.</summary>
        public bool? Holds(Ring other)
        {
            var points = other.Line.CoordinateSequence;
            var (inside, outside) = (0, 0);
            // First a few points all around it; only if they all lie on the edge, every point.
            for (var probe = 0; probe < Probes; probe++)
                Probe(points.GetCoordinate((int)((long)probe * (points.Count - 1) / Probes)), ref inside, ref outside);
            for (var at = 0; at < points.Count && inside + outside == 0; at++)
                Probe(points.GetCoordinate(at), ref inside, ref outside);
            return (inside, outside) switch
            {
                ( > 0, 0) => true,
                (0, > 0) => false,
                _ => null,
            };
        }

        private void Probe(Coordinate at, ref int inside, ref int outside)
        {
            var where = Line.NumPoints > MostPointsWithoutIndex ? _edges.Value.Locate(at) : PointLocation.LocateInRing(at, Line.Coordinates);
            inside += where == Location.Interior ? 1 : 0;
            outside += where == Location.Exterior ? 1 : 0;
        }
    }
}
