using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using NetTopologySuite.Operation.Valid;

namespace Mingzhu.Spatial;

/// <summary>Builds the area of a relation from its ways.</summary>
/// <remarks>
/// Always: the area is the even-odd one of all the ways together, whatever their order, direction and roles (roles are advice that mappers often get wrong).
/// </remarks>
internal static class OsmArea
{
    /// <summary>Joins ways to rings at shared nodes, nests the rings, and builds Polygon or MultiPolygon.</summary>
    public static RepairedGeometry Assemble(OsmId relation, List<int[]> ways, OsmNodeStore nodes, GeometryFactory factory)
    {
        var rings = OsmRings.Join(ways, out var looseEnds);
        if (looseEnds.Count > 0)
            return new(null, OsmProblem.Unclosed(relation, looseEnds.Min(nodes.Id), looseEnds.Count));
        var closed = rings.Select(ring => Closed(ring, nodes, factory)).OfType<LinearRing>().ToList();
        if (closed.Count == 0)
            return new(null, OsmProblem.NoArea(relation));
        var area = Nested(closed, factory);
        var validity = new IsValidOp(area);
        if (validity.IsValid)
            return new(area);
        var evenOdd = EvenOdd(closed, factory);
        return evenOdd.IsEmpty
            ? new(null, OsmProblem.NoArea(relation))
            : new(evenOdd, OsmProblem.RingsCross(relation, GeometryProblem.Text(validity.ValidationError.Coordinate)));
    }

    private static LinearRing? Closed(List<int> ring, OsmNodeStore nodes, GeometryFactory factory)
    {
        var points = CoordinateArrays.RemoveRepeatedPoints([.. ring.Select(nodes.At)]);
        return points.Length < 4 ? null : factory.CreateLinearRing(points);
    }

    // Largest first, so that whatever encloses a ring is already placed; a ring at even depth is a shell, at odd depth a hole of the ring around it.
    private static Geometry Nested(List<LinearRing> rings, GeometryFactory factory)
    {
        var bySize = rings.OrderByDescending(ring => Area.OfRing(ring.CoordinateSequence)).ToArray();
        var parents = new int[bySize.Length];
        var depths = new int[bySize.Length];
        for (var i = 0; i < bySize.Length; i++)
        {
            parents[i] = SmallestAround(bySize, i);
            depths[i] = parents[i] < 0 ? 0 : depths[parents[i]] + 1;
        }
        var polygons = Enumerable.Range(0, bySize.Length).Where(i => depths[i] % 2 == 0).Select(shell => factory.CreatePolygon(
            bySize[shell],
            [.. Enumerable.Range(0, bySize.Length).Where(i => parents[i] == shell).Select(i => bySize[i])])).ToArray();
        return polygons is [var one] ? one : factory.CreateMultiPolygon(polygons);
    }

    private static int SmallestAround(LinearRing[] bySize, int ring)
    {
        for (var i = ring - 1; i >= 0; i--)
        {
            if (bySize[i].EnvelopeInternal.Contains(bySize[ring].EnvelopeInternal) && Encloses(bySize[i], bySize[ring]))
                return i;
        }
        return -1;
    }

    // Rings may touch: the first point that is not on the outer ring decides, a corner or else the middle of an edge.
    private static bool Encloses(LinearRing outer, LinearRing inner)
    {
        var points = inner.Coordinates;
        foreach (var point in points.Concat(points.Zip(points.Skip(1), (a, b) => new Coordinate((a.X + b.X) / 2, (a.Y + b.Y) / 2))))
        {
            var where = PointLocation.LocateInRing(point, outer.CoordinateSequence);
            if (where != Location.Boundary)
                return where == Location.Interior;
        }
        return false;
    }

    // Rings that cross or share edges: cut everything at every crossing, then keep the faces that an odd number of rings enclose.
    private static Geometry EvenOdd(List<LinearRing> rings, GeometryFactory factory)
    {
        var polygonizer = new Polygonizer();
        polygonizer.Add(OverlayNGRobust.Union((Geometry)factory.CreateMultiLineString([.. rings])));
        var faces = polygonizer.GetPolygons().Where(face =>
        {
            var inside = face.InteriorPoint.Coordinate;
            return rings.Count(ring => ring.EnvelopeInternal.Contains(inside) && PointLocation.IsInRing(inside, ring.CoordinateSequence)) % 2 == 1;
        }).ToArray();
        return faces.Length == 0 ? factory.CreatePolygon() : OverlayNGRobust.Union(factory.BuildGeometry(faces));
    }
}
