using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Makes geometry of entities; curves become straight pieces.</summary>
internal static class DxfShape
{
    // A quarter circle in 16 pieces leaves it by 0.5 ‰ of the radius at most.
    private const int PiecesOfCircle = 64;
    private const int MostPoints = 4_000_000;
    private const int PiecesOfSpan = 8;
    private const int HighestDegree = 10;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 0);

    /// <summary>The geometry of an entity; null for a kind that has none here.</summary>
    /// <exception cref="RefusedGeometryException">Numbers that are none, too few or too many points.</exception>
    public static Geometry? Of(DxfEntity entity) => entity.Type switch
    {
        "POINT" or "INSERT" or "TEXT" or "MTEXT" => Factory.CreatePoint(Mirrored(entity, new Coordinate(entity.Number(10), entity.Number(20)))),
        "LINE" => Line([new(entity.Number(10), entity.Number(20)), new(entity.Number(11), entity.Number(21))]),
        "LWPOLYLINE" => Path(entity, Bulged(LightVertices(entity), (entity.Whole(70) & 1) != 0), (entity.Whole(70) & 1) != 0),
        "POLYLINE" => Polyline(entity),
        "CIRCLE" => Path(entity, Arc(entity.Number(10), entity.Number(20), entity.Number(40), 0, 2 * Math.PI), closed: true),
        "ARC" => Path(entity, Arc(entity.Number(10), entity.Number(20), entity.Number(40), Radians(entity.Number(50)), Radians(entity.Number(51))), closed: false),
        "ELLIPSE" => Ellipse(entity),
        "SPLINE" => Path(entity, Spline(entity), (entity.Whole(70) & 1) != 0),
        "HATCH" => Hatch(entity),
        _ => null,
    };

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    // Seen from below (extrusion 0,0,−1) a flat drawing is mirrored.
    private static Coordinate Mirrored(DxfEntity entity, Coordinate at) => entity.Type != "POINT" && entity.Number(230, 1) < 0 ? new(-at.X, at.Y) : at;

    private static Geometry Path(DxfEntity entity, List<Coordinate> points, bool closed)
    {
        if (entity.Number(230, 1) < 0 && entity.Type is not ("SPLINE" or "ELLIPSE"))
            points = points.ConvertAll(at => new Coordinate(-at.X, at.Y));
        return closed ? Ring(points) is { } polygon ? polygon : Line(points) : Line(points);
    }

    private static Polygon? Ring(List<Coordinate> points)
    {
        if (points.Count == 0)
            return null;
        if (!points[0].Equals2D(points[^1]))
            points.Add(points[0].Copy());
        // A point that is no number equals nothing, itself included, so its ring is refused as unclosed.
        return points.Count < 4 ? null : Factory.CreatePolygon(GeometryRepair.Ring([.. points], Factory));
    }

    private static LineString Line(List<Coordinate> points) => points.Count == 0 ? Factory.CreateLineString() : GeometryRepair.Line([.. points], Factory);

    private static List<(Coordinate At, double Bulge)> LightVertices(DxfEntity entity)
    {
        var vertices = new List<(Coordinate At, double Bulge)>();
        foreach (var pair in entity.Pairs.TakeWhile(pair => pair.Code != 1001))
        {
            if (pair.Code == 10)
                vertices.Add((new Coordinate(pair.Number, 0), 0));
            else if (vertices.Count > 0 && pair.Code == 20)
                vertices[^1] = (new Coordinate(vertices[^1].At.X, pair.Number), vertices[^1].Bulge);
            else if (vertices.Count > 0 && pair.Code == 42)
                vertices[^1] = (vertices[^1].At, pair.Number);
        }
        return vertices;
    }

    private static Geometry? Polyline(DxfEntity entity)
    {
        var flags = entity.Whole(70);
        // Meshes are no plan; of a curve that was fitted the frame's own vertices are left out.
        if ((flags & (16 | 64)) != 0)
            return null;
        var vertices = entity.Parts.Where(part => part.Type == "VERTEX" && (part.Whole(70) & 16) == 0)
            .Select(part => (new Coordinate(part.Number(10), part.Number(20)), part.Number(42))).ToList();
        return Path(entity, Bulged(vertices, (flags & 1) != 0), (flags & 1) != 0);
    }

    // A bulge is the tangent of a quarter of the arc's angle, positive to the left.
    private static List<Coordinate> Bulged(List<(Coordinate At, double Bulge)> vertices, bool closed)
    {
        var points = new List<Coordinate>();
        for (var i = 0; i < vertices.Count; i++)
        {
            var (from, bulge) = vertices[i];
            points.Add(from);
            if (bulge == 0 || !double.IsFinite(bulge) || (i == vertices.Count - 1 && !closed))
                continue;
            var to = vertices[(i + 1) % vertices.Count].At;
            var angle = 4 * Math.Atan(bulge);
            var (dx, dy) = (to.X - from.X, to.Y - from.Y);
            // The centre lies on the perpendicular through the middle of the chord.
            var offset = (1 - (bulge * bulge)) / (4 * bulge);
            var (cx, cy) = (((from.X + to.X) / 2) - (dy * offset), ((from.Y + to.Y) / 2) + (dx * offset));
            var pieces = Pieces(angle);
            for (var piece = 1; piece < pieces; piece++)
            {
                var (sin, cos) = Math.SinCos(angle * piece / pieces);
                points.Add(new(cx + ((from.X - cx) * cos) - ((from.Y - cy) * sin), cy + ((from.X - cx) * sin) + ((from.Y - cy) * cos)));
            }
            Bound(points.Count);
        }
        return points;
    }

    private static int Pieces(double angle) => Math.Clamp((int)Math.Ceiling(Math.Abs(angle) / (2 * Math.PI) * PiecesOfCircle), 1, PiecesOfCircle);

    private static List<Coordinate> Arc(double x, double y, double radius, double from, double to) => Curve(from, to, angle =>
    {
        var (sin, cos) = Math.SinCos(angle);
        return new(x + (radius * cos), y + (radius * sin));
    });

    // Counter-clockwise from one angle to the other.
    private static List<Coordinate> Curve(double from, double to, Func<double, Coordinate> at)
    {
        if (!double.IsFinite(from) || !double.IsFinite(to))
            throw new RefusedGeometryException(GeometryProblem.NotFinite);
        var sweep = (to - from) % (2 * Math.PI);
        sweep = sweep <= 1e-12 ? sweep + (2 * Math.PI) : sweep;
        var pieces = Pieces(sweep);
        return [.. Enumerable.Range(0, pieces + 1).Select(piece => at(from + (sweep * piece / pieces)))];
    }

    private static Geometry Ellipse(DxfEntity entity)
    {
        var (x, y, majorX, majorY, ratio) = (entity.Number(10), entity.Number(20), entity.Number(11), entity.Number(21), entity.Number(40, 1));
        var side = entity.Number(230, 1) < 0 ? -ratio : ratio;
        var (from, to) = (entity.Number(41), entity.Number(42, 2 * Math.PI));
        var points = Curve(from, to, angle =>
        {
            var (sin, cos) = Math.SinCos(angle);
            return new(x + (majorX * cos) - (majorY * sin * side), y + (majorY * cos) + (majorX * sin * side));
        });
        return Path(entity, points, Math.Abs(to - from) >= (2 * Math.PI) - 1e-9);
    }

    private static List<Coordinate> Spline(DxfEntity entity)
    {
        var (knots, control, fit, weights) = (new List<double>(), new List<Coordinate>(), new List<Coordinate>(), new List<double>());
        foreach (var pair in entity.Pairs.TakeWhile(pair => pair.Code != 1001))
        {
            switch (pair.Code)
            {
                case 40:
                    knots.Add(pair.Number);
                    break;
                case 41:
                    weights.Add(pair.Number);
                    break;
                case 10:
                    control.Add(new(pair.Number, 0));
                    break;
                case 20 when control.Count > 0:
                    control[^1].Y = pair.Number;
                    break;
                case 11:
                    fit.Add(new(pair.Number, 0));
                    break;
                case 21 when fit.Count > 0:
                    fit[^1].Y = pair.Number;
                    break;
                default:
                    break;
            }
        }
        var degree = entity.Whole(71);
        var isSound = degree is >= 1 and <= HighestDegree && control.Count > degree && knots.Count == control.Count + degree + 1 && Ascending(knots);
        return isSound ? DeBoor(degree, knots, control, weights.Count == control.Count ? weights : null) : fit.Count > 1 ? fit : control;
    }

    private static bool Ascending(List<double> knots) => knots.TrueForAll(double.IsFinite) && knots.Zip(knots.Skip(1)).All(pair => pair.First <= pair.Second);

    // By: de Boor's algorithm, in homogeneous coordinates where there are weights.
    private static List<Coordinate> DeBoor(int degree, List<double> knots, List<Coordinate> control, List<double>? weights)
    {
        Bound((long)control.Count * PiecesOfSpan);
        var points = new List<Coordinate>();
        Span<(double X, double Y, double W)> work = stackalloc (double, double, double)[HighestDegree + 1];
        for (var span = degree; span < control.Count; span++)
        {
            if (knots[span] == knots[span + 1])
                continue;
            for (var piece = points.Count == 0 ? 0 : 1; piece <= PiecesOfSpan; piece++)
            {
                var at = knots[span] + ((knots[span + 1] - knots[span]) * piece / PiecesOfSpan);
                for (var i = 0; i <= degree; i++)
                {
                    var (point, weight) = (control[span - degree + i], weights?[span - degree + i] ?? 1);
                    work[i] = (point.X * weight, point.Y * weight, weight);
                }
                for (var round = 1; round <= degree; round++)
                {
                    for (var i = degree; i >= round; i--)
                    {
                        var left = span - degree + i;
                        var share = (at - knots[left]) / (knots[left + degree - round + 1] - knots[left]);
                        work[i] = (Mix(work[i - 1].X, work[i].X, share), Mix(work[i - 1].Y, work[i].Y, share), Mix(work[i - 1].W, work[i].W, share));
                    }
                }
                points.Add(new(work[degree].X / work[degree].W, work[degree].Y / work[degree].W));
            }
        }
        return points;

        static double Mix(double a, double b, double share) => ((1 - share) * a) + (share * b);
    }

    // Boundaries that are polylines or straight edges, one within the other; a hatch with other edges is left to its outline's own entity.
    private static Polygon? Hatch(DxfEntity entity)
    {
        var rings = new List<LinearRing>();
        var pairs = entity.Pairs;
        for (var at = pairs.FindIndex(pair => pair.Code == 91); at >= 0 && at < pairs.Count;)
        {
            at = pairs.FindIndex(at, pair => pair.Code == 92);
            if (at < 0)
                break;
            var end = pairs.FindIndex(at + 1, pair => pair.Code is 92 or 75 or 97);
            end = end < 0 ? pairs.Count : end;
            if (Boundary(pairs.GetRange(at, end - at)) is { } points && Ring(points) is { } polygon)
                rings.Add((LinearRing)polygon.ExteriorRing);
            else
                return null;
            at = end;
        }
        var outer = rings.MaxBy(ring => ring.EnvelopeInternal.Area);
        return outer is null ? null : Factory.CreatePolygon(outer, [.. rings.Where(ring => ring != outer)]);
    }

    private static List<Coordinate>? Boundary(List<DxfPair> path)
    {
        if ((path[0].Whole & 2) != 0)
        {
            var start = path.FindIndex(pair => pair.Code == 93);
            var polyline = new DxfEntity("LWPOLYLINE", path[0].Line);
            polyline.Pairs.AddRange(path.Skip(Math.Max(0, start)));
            return Bulged(LightVertices(polyline), closed: true);
        }
        if (path.Exists(pair => pair.Code == 72 && pair.Whole != 1))
            return null;
        var edges = new DxfEntity("LWPOLYLINE", path[0].Line);
        edges.Pairs.AddRange(path.Where(pair => pair.Code is 10 or 20));
        return LightVertices(edges).ConvertAll(vertex => vertex.At);
    }

    private static void Bound(long points)
    {
        if (points > MostPoints)
            throw new RefusedGeometryException(new SourceProblem("dxf.too-many-points", $"图形超过 {MostPoints} 个点", $"more than {MostPoints} points in one entity"));
    }
}
