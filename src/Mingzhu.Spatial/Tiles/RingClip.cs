namespace Mingzhu.Spatial;

/// <summary>Clips rings and lines of whole numbers to the tile with its margin. Keeps its buffers.</summary>
/// <remarks>
/// By: Sutherland and Hodgman (1974), side by side. What leaves the tile and comes back runs along the side, beyond the visible tile; <see cref="RingRepair"/> parts it there.<br/>
/// A cut is rounded to a unit, for the same edge always to the same one, whichever way it is walked.
/// </remarks>
internal sealed class RingClip
{
    private const int Low = -TilePen.Margin;
    private const int High = TilePen.Extent + TilePen.Margin;

    private readonly CornerRun _one = new();
    private readonly CornerRun _other = new();

    /// <summary>Appends what of the open run of <paramref name="ring"/> lies in the tile, as an open run in its place.</summary>
    public void Clip(CornerRun ring)
    {
        var (from, to) = (_one, _other);
        from.Clear();
        for (var i = ring.Open; i < ring.Count; i++)
        {
            from.Add(ring.X(i), ring.Y(i));
        }

        for (var side = 0; side < 4 && from.Count > 0; side++)
        {
            to.Clear();
            ClipSide(from, to, side);
            (from, to) = (to, from);
        }

        ring.Drop(ring.Count - ring.Open);
        for (var i = 0; i < from.Count; i++)
        {
            TilePen.AddCorner(ring, from.X(i), from.Y(i), isRing: true);
        }
    }

    /// <summary>What of an edge lies in the tile; false if nothing does.</summary>
    public static bool ClipEdge(ref (int X, int Y) from, ref (int X, int Y) to)
    {
        for (var side = 0; side < 4; side++)
        {
            var (fromInside, toInside) = (IsInside(from.X, from.Y, side), IsInside(to.X, to.Y, side));
            if (!fromInside && !toInside)
            {
                return false;
            }

            if (!fromInside)
            {
                from = Cut(from, to, side);
            }
            else if (!toInside)
            {
                to = Cut(from, to, side);
            }
        }

        return true;
    }

    private static void ClipSide(CornerRun from, CornerRun to, int side)
    {
        var last = (X: from.X(from.Count - 1), Y: from.Y(from.Count - 1));
        var lastInside = IsInside(last.X, last.Y, side);
        for (var i = 0; i < from.Count; i++)
        {
            var at = (X: from.X(i), Y: from.Y(i));
            var inside = IsInside(at.X, at.Y, side);
            if (inside != lastInside)
            {
                var (x, y) = Cut(last, at, side);
                to.Add(x, y);
            }

            if (inside)
            {
                to.Add(at.X, at.Y);
            }

            (last, lastInside) = (at, inside);
        }
    }

    /// <summary>Whether a position is on the inner side of one side of the tile with its margin.</summary>
    private static bool IsInside(int x, int y, int side) => side switch
    {
        0 => x >= Low,
        1 => x <= High,
        2 => y >= Low,
        _ => y <= High,
    };

    private static (int X, int Y) Cut((int X, int Y) a, (int X, int Y) b, int side)
    {
        var at = side % 2 == 0 ? Low : High;
        return side < 2 ? (at, Across(a.X, a.Y, b.X, b.Y, at)) : (Across(a.Y, a.X, b.Y, b.X, at), at);
    }

    /// <summary>The second coordinate where an edge has this first one.</summary>
    private static int Across(int a1, int a2, int b1, int b2, int at)
    {
        if (b1 < a1)
        {
            (a1, a2, b1, b2) = (b1, b2, a1, a2);
        }

        // Of a shape as wide as the world a long does not hold the product.
        var (rise, run) = ((Int128)((long)b2 - a2) * ((long)at - a1), (Int128)((long)b1 - a1));
        return (int)(a2 + Edges.Divided(rise, run));
    }
}
