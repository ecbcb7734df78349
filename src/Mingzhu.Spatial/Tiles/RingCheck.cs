namespace Mingzhu.Spatial;

/// <summary>Whether rings of whole numbers, a shell and its holes, are a valid polygon as they are: no ring crosses or touches itself or another, shells turn clockwise on the screen, holes the other way and lie within. Keeps its buffers.</summary>
/// <remarks>
/// In: coordinates of a size that a long holds their products. What only touches is called unsound, too: repair then decides.<br/>
/// Cost: pairs of edges for small polygons, else edges in order of their west ends against those that overlap them.
/// </remarks>
internal sealed class RingCheck
{
    private const int FewEdges = 16;

    private int[] _west = new int[64];
    private int[] _edge = new int[64];
    private int[] _next = new int[64];

    /// <summary>Whether the runs are one valid polygon; the first is its shell.</summary>
    public bool IsSound(CornerRun rings)
    {
        Link(rings);
        for (var ring = 0; ring < rings.Runs; ring++)
        {
            if (rings.DoubleArea(ring) > 0 != (ring == 0) || Turns(rings, ring))
            {
                return false;
            }
        }

        return (rings.Count <= FewEdges ? ApartByPairs(rings) : ApartBySweep(rings)) && HolesLieWithin(rings);
    }

    private void Link(CornerRun rings)
    {
        if (_next.Length < rings.Count)
        {
            (_west, _edge, _next) = (new int[2 * rings.Count], new int[2 * rings.Count], new int[2 * rings.Count]);
        }

        for (var ring = 0; ring < rings.Runs; ring++)
        {
            var (start, end) = rings.Run(ring);
            for (var i = start; i < end; i++)
            {
                _next[i] = i + 1 < end ? i + 1 : start;
            }
        }
    }

    /// <summary>Whether a ring goes straight back at a corner.</summary>
    private bool Turns(CornerRun rings, int ring)
    {
        var (start, end) = rings.Run(ring);
        for (var a = start; a < end; a++)
        {
            var (b, c) = (_next[a], _next[_next[a]]);
            var (ux, uy, vx, vy) = ((long)rings.X(b) - rings.X(a), (long)rings.Y(b) - rings.Y(a), (long)rings.X(c) - rings.X(b), (long)rings.Y(c) - rings.Y(b));
            if ((ux * vy) - (uy * vx) == 0 && (ux * vx) + (uy * vy) <= 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool ApartByPairs(CornerRun rings)
    {
        for (var a = 0; a < rings.Count; a++)
        {
            for (var b = a + 1; b < rings.Count; b++)
            {
                if (Meet(rings, a, b))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool ApartBySweep(CornerRun rings)
    {
        for (var i = 0; i < rings.Count; i++)
        {
            (_west[i], _edge[i]) = (Math.Min(rings.X(i), rings.X(_next[i])), i);
        }

        Array.Sort(_west, _edge, 0, rings.Count);
        for (var i = 0; i < rings.Count; i++)
        {
            var east = Math.Max(rings.X(_edge[i]), rings.X(_next[_edge[i]]));
            for (var j = i + 1; j < rings.Count && _west[j] <= east; j++)
            {
                if (Meet(rings, _edge[i], _edge[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether two edges that are not neighbours have a point in common.</summary>
    private bool Meet(CornerRun rings, int a, int b)
    {
        if (_next[a] == b || _next[b] == a)
        {
            return false;
        }

        var (a2, b2) = (_next[a], _next[b]);
        return Edges.Meet(rings.X(a), rings.Y(a), rings.X(a2), rings.Y(a2), rings.X(b), rings.Y(b), rings.X(b2), rings.Y(b2));
    }

    /// <summary>Rings that do not meet lie within each other wholly or not at all, so one corner tells.</summary>
    private static bool HolesLieWithin(CornerRun rings)
    {
        for (var hole = 1; hole < rings.Runs; hole++)
        {
            var corner = rings.Run(hole).Start;
            if (!Edges.Holds(rings, 0, rings.X(corner), rings.Y(corner)))
            {
                return false;
            }

            for (var other = 1; other < rings.Runs; other++)
            {
                if (other != hole && Edges.Holds(rings, other, rings.X(corner), rings.Y(corner)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
