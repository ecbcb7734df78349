using NetTopologySuite.Geometries;

namespace Mingzhu.Sample.Land;

/// <summary>A point of the city's own plane: metres east and north of the centre.</summary>
internal readonly record struct Pt(double X, double Y)
{
    public static Pt operator +(Pt a, Pt b) => new(a.X + b.X, a.Y + b.Y);

    public static Pt operator -(Pt a, Pt b) => new(a.X - b.X, a.Y - b.Y);

    public static Pt operator *(Pt a, double by) => new(a.X * by, a.Y * by);

    public double Length => Math.Sqrt(X * X + Y * Y);

    public double To(Pt other) => (this - other).Length;

    /// <summary>The point a share of the way to another.</summary>
    public Pt Toward(Pt other, double share) => new(X + (other.X - X) * share, Y + (other.Y - Y) * share);
}

internal enum ShapeKind
{
    Point,
    Line,
    Polygon,
}

/// <summary>A geometry in the city's plane: parts, rings, points. A ring is written without its closing point; shells run anticlockwise, holes clockwise.</summary>
internal sealed record Shape(ShapeKind Kind, Pt[][][] Parts)
{
    private static readonly GeometryFactory Factory = new();

    public static Shape Point(Pt at) => new(ShapeKind.Point, [[[at]]]);

    public static Shape Line(params Pt[] points) => new(ShapeKind.Line, [[points]]);

    public static Shape Polygon(Pt[] shell, params Pt[][] holes) => new(ShapeKind.Polygon, [[Turned(shell, true), .. holes.Select(hole => Turned(hole, false))]]);

    public static Shape Polygons(IEnumerable<Shape> shapes) => new(ShapeKind.Polygon, [.. shapes.SelectMany(shape => shape.Parts)]);

    public static Pt[] Rectangle(Pt low, Pt high) => [low, new(high.X, low.Y), high, new(low.X, high.Y)];

    /// <summary>Area in m²; anticlockwise is positive.</summary>
    public static double SignedArea(ReadOnlySpan<Pt> ring)
    {
        var twice = 0.0;
        for (var i = 0; i < ring.Length; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
            twice += a.X * b.Y - b.X * a.Y;
        }

        return twice / 2;
    }

    /// <summary>Area in m², holes taken off.</summary>
    public double AreaM2 => Parts.Sum(part => Math.Abs(SignedArea(part[0])) - part.Skip(1).Sum(hole => Math.Abs(SignedArea(hole))));

    public bool Holds(Pt at) => Parts.Any(part => Inside(part[0], at) && !part.Skip(1).Any(hole => Inside(hole, at)));

    /// <summary>Whether a ring lies wholly inside: its corners do, and no edge of ours crosses one of its.</summary>
    public bool Holds(Pt[] ring)
    {
        foreach (var corner in ring)
        {
            if (!Holds(corner))
                return false;
        }

        foreach (var own in Parts.SelectMany(part => part))
        {
            for (var i = 0; i < own.Length; i++)
            {
                for (var j = 0; j < ring.Length; j++)
                {
                    if (Cross(own[i], own[(i + 1) % own.Length], ring[j], ring[(j + 1) % ring.Length]) is not null)
                        return false;
                }
            }
        }

        return true;
    }

    /// <summary>The share of the way from a to b where the segment c–d is crossed; null if it is not.</summary>
    public static double? Cross(Pt a, Pt b, Pt c, Pt d)
    {
        var (r, s) = (b - a, d - c);
        var cross = r.X * s.Y - r.Y * s.X;
        if (Math.Abs(cross) < 1e-12)
            return null;
        var t = ((c.X - a.X) * s.Y - (c.Y - a.Y) * s.X) / cross;
        var u = ((c.X - a.X) * r.Y - (c.Y - a.Y) * r.X) / cross;
        return t is >= 0 and <= 1 && u is >= 0 and <= 1 ? t : null;
    }

    /// <summary>What is left of this polygon without another; pieces in a fixed order, slivers under 1 m² dropped.</summary>
    public Shape Without(Shape other)
    {
        var left = Nts().Difference(other.Nts());
        var parts = Enumerable.Range(0, left.NumGeometries).Select(left.GetGeometryN).OfType<Polygon>().Select(FromNts)
            .Where(shape => shape.AreaM2 >= 1).OrderBy(shape => shape.Parts[0][0].Min(p => p.X)).ThenBy(shape => shape.Parts[0][0].Min(p => p.Y));
        return Polygons(parts);
    }

    public Geometry Nts() => Factory.CreateMultiPolygon([.. Parts.Select(part => Factory.CreatePolygon(Ring(part[0]), [.. part.Skip(1).Select(Ring)]))]) is { NumGeometries: 1 } one
        ? one.GetGeometryN(0)
        : Factory.CreateMultiPolygon([.. Parts.Select(part => Factory.CreatePolygon(Ring(part[0]), [.. part.Skip(1).Select(Ring)]))]);

    private static Shape FromNts(Polygon polygon) => Polygon(Open(polygon.ExteriorRing), [.. polygon.InteriorRings.Select(Open)]);

    private static Pt[] Open(LineString ring) => [.. ring.Coordinates.SkipLast(1).Select(c => new Pt(c.X, c.Y))];

    private static LinearRing Ring(Pt[] points) => Factory.CreateLinearRing([.. points.Append(points[0]).Select(p => new Coordinate(p.X, p.Y))]);

    private static Pt[] Turned(Pt[] ring, bool anticlockwise) => SignedArea(ring) > 0 == anticlockwise ? ring : [.. ring.Reverse()];

    private static bool Inside(Pt[] ring, Pt at)
    {
        var inside = false;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            if (ring[i].Y > at.Y != ring[j].Y > at.Y && at.X < (ring[j].X - ring[i].X) * (at.Y - ring[i].Y) / (ring[j].Y - ring[i].Y) + ring[i].X)
                inside = !inside;
        }

        return inside;
    }
}
