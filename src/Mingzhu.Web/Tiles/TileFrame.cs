using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tiles;

/// <summary>
/// The square of one tile in the web's tile grid: takes degrees to tile units, cuts shapes to the square (with a margin, so that outlines run on past it) and drops what a
/// reader could not see. For drawing only: nothing is measured here.
/// </summary>
internal readonly struct TileFrame
{
    private const int Margin = 80;

    // Eight units are a pixel: points nearer than half a pixel are one, shapes smaller than a quarter of a square pixel are none.
    private const int Near = 4, SmallestTwiceArea = 32;
    private readonly double _scale, _west, _north;

    public TileFrame(int z, int x, int y)
    {
        _scale = Math.Pow(2, z) * VectorTile.Extent;
        (_west, _north) = ((double)x * VectorTile.Extent, (double)y * VectorTile.Extent);
        Box = new Envelope(Lon(z, x) - Pad(z), Lon(z, x + 1) + Pad(z), Lat(z, y + 1) - Pad(z), Lat(z, y) + Pad(z));
    }

    /// <summary>The square with its margin, degrees.</summary>
    public Envelope Box { get; }

    /// <summary>A point in tile units.</summary>
    public (int X, int Y) Of(double lon, double lat)
    {
        var sine = Math.Sin(lat * Math.PI / 180);
        var x = (lon + 180) / 360 * _scale - _west;
        var y = (0.5 - Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * _scale - _north;
        return ((int)Math.Clamp(Math.Round(x), -1e8, 1e8), (int)Math.Clamp(Math.Round(y), -1e8, 1e8));
    }

    /// <summary>Whether a point in tile units lies in the square itself: of neighbouring tiles exactly one says yes.</summary>
    public static bool Holds((int X, int Y) point) => point is { X: >= 0 and < VectorTile.Extent, Y: >= 0 and < VectorTile.Extent };

    /// <summary>What is seen of a geometry in this tile.</summary>
    public (VectorTile.Kind Kind, List<List<(int X, int Y)>> Parts) Cut(Geometry geometry)
    {
        var parts = new List<List<(int X, int Y)>>();
        var kind = VectorTile.Kind.Point;
        for (var at = 0; at < geometry.NumGeometries; at++)
        {
            switch (geometry.GetGeometryN(at))
            {
                case Polygon polygon:
                    kind = VectorTile.Kind.Polygon;
                    AddPolygon(polygon, parts);
                    break;
                case LineString line:
                    kind = VectorTile.Kind.Line;
                    AddLine(line, parts);
                    break;
                case Point { IsEmpty: false } point when Of(point.X, point.Y) is var unit && Holds(unit):
                    parts.Add([unit]);
                    break;
                case GeometryCollection nested:
                    var (inner, more) = Cut(nested);
                    kind = inner;
                    parts.AddRange(more);
                    break;
            }
        }

        return (kind, parts);
    }

    private void AddPolygon(Polygon polygon, List<List<(int X, int Y)>> parts)
    {
        if (polygon.IsEmpty || Ring(polygon.ExteriorRing, clockwise: true) is not { } shell)
            return;
        parts.Add(shell);
        foreach (var hole in polygon.InteriorRings)
        {
            if (Ring(hole, clockwise: false) is { } cut)
                parts.Add(cut);
        }
    }

    // Sutherland–Hodgman against the four sides; a ring that leaves and returns stays one ring along the margin, out of sight.
    private List<(int X, int Y)>? Ring(LineString ring, bool clockwise)
    {
        var points = Thinned(ring.CoordinateSequence, closed: true);
        for (var side = 0; side < 4 && points.Count > 0; side++)
            points = Clipped(points, side);
        if (points.Count < 3)
            return null;
        var area = TwiceArea(points);
        if (Math.Abs(area) < SmallestTwiceArea)
            return null;
        if (area > 0 != clockwise)
            points.Reverse();
        return points;
    }

    private List<(int X, int Y)> Thinned(CoordinateSequence sequence, bool closed)
    {
        var points = new List<(int X, int Y)>(sequence.Count);
        for (var at = 0; at < sequence.Count; at++)
        {
            var point = Of(sequence.GetX(at), sequence.GetY(at));
            var last = at == sequence.Count - 1 && !closed;
            if (points.Count == 0 || last || Math.Abs(point.X - points[^1].X) >= Near || Math.Abs(point.Y - points[^1].Y) >= Near)
                points.Add(point);
        }

        if (closed && points.Count > 1 && points[0] == points[^1])
            points.RemoveAt(points.Count - 1);
        return points;
    }

    private static List<(int X, int Y)> Clipped(List<(int X, int Y)> points, int side)
    {
        var kept = new List<(int X, int Y)>(points.Count + 4);
        for (var at = 0; at < points.Count; at++)
        {
            var (from, to) = (points[(at + points.Count - 1) % points.Count], points[at]);
            if (Inside(from, side) != Inside(to, side))
                kept.Add(Crossing(from, to, side));
            if (Inside(to, side))
                kept.Add(to);
        }

        return kept;
    }

    private void AddLine(LineString line, List<List<(int X, int Y)>> parts)
    {
        if (line.IsEmpty)
            return;
        var points = Thinned(line.CoordinateSequence, closed: false);
        List<(int X, int Y)>? run = null;
        for (var at = 1; at < points.Count; at++)
        {
            if (Seen(points[at - 1], points[at]) is not var (from, to))
            {
                run = null;
                continue;
            }

            if (run is null || run[^1] != from)
                parts.Add(run = [from]);
            if (to != from)
                run.Add(to);
        }

        parts.RemoveAll(part => part.Count < 2);
    }

    private static ((int X, int Y) From, (int X, int Y) To)? Seen((int X, int Y) from, (int X, int Y) to)
    {
        for (var side = 0; side < 4; side++)
        {
            var (a, b) = (Inside(from, side), Inside(to, side));
            if (!a && !b)
                return null;
            if (!a)
                from = Crossing(from, to, side);
            else if (!b)
                to = Crossing(from, to, side);
        }

        return (from, to);
    }

    private static bool Inside((int X, int Y) point, int side) => side switch
    {
        0 => point.X >= -Margin,
        1 => point.X <= VectorTile.Extent + Margin,
        2 => point.Y >= -Margin,
        _ => point.Y <= VectorTile.Extent + Margin,
    };

    private static (int X, int Y) Crossing((int X, int Y) from, (int X, int Y) to, int side)
    {
        var edge = side % 2 == 0 ? -Margin : VectorTile.Extent + Margin;
        if (side < 2)
            return (edge, (int)Math.Round(from.Y + (double)(edge - from.X) / (to.X - from.X) * ((double)to.Y - from.Y)));
        return ((int)Math.Round(from.X + (double)(edge - from.Y) / (to.Y - from.Y) * ((double)to.X - from.X)), edge);
    }

    // Positive where the ring turns clockwise on a screen, whose y runs down: what the specification asks of an outer ring.
    private static long TwiceArea(List<(int X, int Y)> ring)
    {
        long twice = 0;
        for (var at = 0; at < ring.Count; at++)
        {
            var (a, b) = (ring[at], ring[(at + 1) % ring.Count]);
            twice += (long)a.X * b.Y - (long)b.X * a.Y;
        }

        return twice;
    }

    private static double Lon(int z, double x) => x / Math.Pow(2, z) * 360 - 180;

    private static double Lat(int z, double y) => Math.Atan(Math.Sinh(Math.PI * (1 - 2 * y / Math.Pow(2, z)))) * 180 / Math.PI;

    private static double Pad(int z) => 360 / Math.Pow(2, z) * Margin / VectorTile.Extent;
}
