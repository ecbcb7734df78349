using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Spikes of a ring (尖刺): corners where the boundary goes out and comes back along itself, enclosing nothing.</summary>
/// <remarks>
/// A corner is a spike if its arms point the same way and the end of the shorter lies so near the longer that the width between them is both at most a thousandth of the shorter arm (an angle of
/// 0.06°) and at most a ten-thousandth of the square root of the ring's area: a centimetre for a parcel of a hectare. Both are relative, so metres and degrees are treated alike.
/// </remarks>
internal static class RingSpikes
{
    private const double Angle = 1e-3;
    private const double Width = 1e-4;

    // Cutting changes the area a little and so the rule; it settles after the second pass but for rings made to do otherwise.
    private const int MostPasses = 8;

    /// <summary>The ring without spikes, closed, how many points went, and where the first was; null if it has none. Fewer than four points if nothing is left.</summary>
    /// <param name="ring">Closed, without repeated points.</param>
    /// <exception cref="RefusedGeometryException">Each pass makes new spikes.</exception>
    public static (Coordinate[] Points, int Removed, Coordinate At)? Cut(CoordinateSequence ring)
    {
        if (FirstSpike(ring) is not { } first)
            return null;
        var points = new List<Coordinate>(ring.Count);
        for (var i = 0; i < ring.Count - 1; i++)
            points.Add(new Coordinate(ring.GetX(i), ring.GetY(i)));
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var before = points.Count;
            points = Pass(points, WidthOf(Area.OfRing([.. points, points[0]])));
            if (points.Count < 3)
                return ([], ring.Count - 1, first);
            if (points.Count == before)
                return ([.. points, points[0].Copy()], ring.Count - 1 - points.Count, first);
        }

        throw new RefusedGeometryException(GeometryProblem.BeyondRepair(first));
    }

    private static double WidthOf(double area) => Width * Math.Sqrt(area);

    private static Coordinate? FirstSpike(CoordinateSequence ring)
    {
        var (corners, width) = (ring.Count - 1, WidthOf(Area.OfRing(ring)));
        var (ax, ay) = (ring.GetX(corners - 1), ring.GetY(corners - 1));
        for (var i = 0; i < corners; i++)
        {
            var (bx, by) = (ring.GetX(i), ring.GetY(i));
            if (IsSpike(ax - bx, ay - by, ring.GetX(i + 1) - bx, ring.GetY(i + 1) - by, width))
                return new Coordinate(bx, by);
            (ax, ay) = (bx, by);
        }

        return null;
    }

    /// <summary>One walk about the ring: a corner that turns out to be a spike goes, and the one before it is looked at again.</summary>
    private static List<Coordinate> Pass(List<Coordinate> points, double width)
    {
        var kept = new List<Coordinate>(points.Count);
        foreach (var point in points)
        {
            kept.Add(point);
            while (kept.Count >= 3 && IsSpike(kept[^3], kept[^2], kept[^1], width))
                RemoveAt(kept, kept.Count - 2);
        }

        // The corners at the seam.
        while (kept.Count >= 3)
        {
            if (IsSpike(kept[^2], kept[^1], kept[0], width))
                kept.RemoveAt(kept.Count - 1);
            else if (IsSpike(kept[^1], kept[0], kept[1], width))
                kept.RemoveAt(0);
            else
                break;
            if (kept[^1].Equals2D(kept[0]))
                kept.RemoveAt(kept.Count - 1);
        }

        return kept;
    }

    private static void RemoveAt(List<Coordinate> points, int index)
    {
        points.RemoveAt(index);
        if (points[index].Equals2D(points[index - 1]))
            points.RemoveAt(index);
    }

    private static bool IsSpike(Coordinate a, Coordinate b, Coordinate c, double width) => IsSpike(a.X - b.X, a.Y - b.Y, c.X - b.X, c.Y - b.Y, width);

    private static bool IsSpike(double ax, double ay, double cx, double cy, double width)
    {
        if ((ax * cx) + (ay * cy) <= 0)
            return false;
        var (a, c) = ((ax * ax) + (ay * ay), (cx * cx) + (cy * cy));
        var across = Math.Abs((ax * cy) - (ay * cx)) / Math.Sqrt(Math.Max(a, c));
        return across <= Angle * Math.Sqrt(Math.Min(a, c)) && across <= width;
    }
}
