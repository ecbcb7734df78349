namespace Mingzhu.Spatial;

/// <summary>What is true of edges between whole numbers, told exactly.</summary>
/// <remarks>In: coordinates below 2³⁰, so that a long holds every sum of products.</remarks>
internal static class Edges
{
    /// <summary>Positive if c lies on one side of the way from a to b, negative on the other, 0 on its line.</summary>
    public static long Side(int ax, int ay, int bx, int by, int cx, int cy) => ((long)(bx - ax) * (cy - ay)) - ((long)(by - ay) * (cx - ax));

    /// <summary>Whether two edges have at least one point in common.</summary>
    public static bool Meet(int ax, int ay, int bx, int by, int cx, int cy, int dx, int dy)
    {
        if (Math.Max(ax, bx) < Math.Min(cx, dx) || Math.Max(cx, dx) < Math.Min(ax, bx) || Math.Max(ay, by) < Math.Min(cy, dy) || Math.Max(cy, dy) < Math.Min(ay, by))
        {
            return false;
        }

        var (c, d) = (Side(ax, ay, bx, by, cx, cy), Side(ax, ay, bx, by, dx, dy));
        if (c > 0 ? d > 0 : c < 0 && d < 0)
        {
            return false;
        }

        var (a, b) = (Side(cx, cy, dx, dy, ax, ay), Side(cx, cy, dx, dy, bx, by));
        return !(a > 0 ? b > 0 : a < 0 && b < 0);
    }

    /// <summary>To the nearest whole number, half up; the divisor is positive.</summary>
    public static Int128 Divided(Int128 value, Int128 by)
    {
        var (twice, whole) = ((2 * value) + by, 2 * by);
        return twice >= 0 ? twice / whole : -((whole - 1 - twice) / whole);
    }

    /// <summary>Whether a ring, enlarged a few times, holds a point that is on none of its edges.</summary>
    public static bool Holds(CornerRun rings, int ring, int x, int y, int times = 1)
    {
        var (start, end) = rings.Run(ring);
        var inside = false;
        for (int i = start, last = end - 1; i < end; last = i++)
        {
            var (ax, ay, bx, by) = (times * rings.X(last), times * rings.Y(last), times * rings.X(i), times * rings.Y(i));
            if (ay > y != by > y && Side(ax, ay, bx, by, x, y) > 0 == by > ay)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
