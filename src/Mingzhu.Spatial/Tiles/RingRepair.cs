using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>Makes valid polygons of rings that cross, touch or overlap on the grid of a tile: what the rings wind about, with edges moved by less than a unit.</summary>
/// <remarks>
/// By: snap rounding (Hobby 1999; Guibas and Marimont 1998): a pixel is hot if a corner or a crossing lies in it, and every edge that passes a hot pixel goes through its centre; then edges meet in corners only.<br/>
/// In: shells clockwise on the screen, holes the other way; coordinates within a few tiles of 0.<br/>
/// Out: shells, each followed by its holes. Holes touch their shell in single corners at most; nothing smaller than an eighth of a pixel.<br/>
/// Cost: edges against the hot pixels within their columns; for the few shapes that need it.
/// </remarks>
internal sealed class RingRepair
{
    private const int LeastDoubleArea = ZoomRule.Pixel * ZoomRule.Pixel / 4;

    private readonly List<(int Ax, int Ay, int Bx, int By)> _edges = [];
    private readonly List<long> _hot = [];
    private readonly List<(long Low, long High, int Times)> _pieces = [];

    /// <summary>Appends the polygons that <paramref name="rings"/> wind about to <paramref name="repaired"/>.</summary>
    public void Repair(CornerRun rings, CornerRun repaired)
    {
        Take(rings);
        Heat();
        Snap();
        if (_pieces.Count > 0)
        {
            new Windings(CollectionsMarshal.AsSpan(_pieces)).Trace(repaired, LeastDoubleArea);
        }
    }

    /// <summary>A place as one number: in order of x, then y.</summary>
    public static long Key(int x, int y) => ((long)x << 32) + y;

    /// <summary>The place of a number.</summary>
    public static (int X, int Y) Place(long key) => ((int)((key + 0x8000_0000L) >> 32), unchecked((int)key));

    private void Take(CornerRun rings)
    {
        _edges.Clear();
        for (var ring = 0; ring < rings.Runs; ring++)
        {
            var (start, end) = rings.Run(ring);
            for (int i = start, last = end - 1; i < end; last = i++)
            {
                _edges.Add((rings.X(last), rings.Y(last), rings.X(i), rings.Y(i)));
            }
        }

        _edges.Sort((a, b) => Math.Min(a.Ax, a.Bx).CompareTo(Math.Min(b.Ax, b.Bx)));
    }

    /// <summary>The hot pixels: corners and crossings.</summary>
    private void Heat()
    {
        _hot.Clear();
        for (var i = 0; i < _edges.Count; i++)
        {
            var a = _edges[i];
            _hot.Add(Key(a.Bx, a.By));
            for (var j = i + 1; j < _edges.Count && Math.Min(_edges[j].Ax, _edges[j].Bx) <= Math.Max(a.Ax, a.Bx); j++)
            {
                if (Crossing(a, _edges[j]) is { } crossing)
                {
                    _hot.Add(crossing);
                }
            }
        }

        _hot.Sort();
        var kept = 0;
        for (var i = 0; i < _hot.Count; i++)
        {
            if (kept == 0 || _hot[i] != _hot[kept - 1])
            {
                _hot[kept++] = _hot[i];
            }
        }

        _hot.RemoveRange(kept, _hot.Count - kept);
    }

    /// <summary>The pixel in which two edges cross; null if they do not, or share an end or run along each other: their ends are hot anyway.</summary>
    private static long? Crossing((int Ax, int Ay, int Bx, int By) a, (int Ax, int Ay, int Bx, int By) b)
    {
        if (!Edges.Meet(a.Ax, a.Ay, a.Bx, a.By, b.Ax, b.Ay, b.Bx, b.By))
        {
            return null;
        }

        var (dx, dy, ex, ey) = ((long)a.Bx - a.Ax, (long)a.By - a.Ay, (long)b.Bx - b.Ax, (long)b.By - b.Ay);
        var cross = (dx * ey) - (dy * ex);
        if (cross == 0)
        {
            return null;
        }

        var along = (((long)b.Ax - a.Ax) * ey) - (((long)b.Ay - a.Ay) * ex);
        (cross, along) = cross < 0 ? (-cross, -along) : (cross, along);
        return Key(a.Ax + (int)Edges.Divided(along * dx, cross), a.Ay + (int)Edges.Divided(along * dy, cross));
    }

    /// <summary>Leads every edge through the hot pixels it passes; pieces walked as often one way as the other are gone.</summary>
    private void Snap()
    {
        _pieces.Clear();
        var passed = new List<(long Along, long Key)>();
        foreach (var edge in _edges)
        {
            passed.Clear();
            var first = _hot.BinarySearch(Key(Math.Min(edge.Ax, edge.Bx), int.MinValue + 1));
            for (var i = first < 0 ? ~first : first; i < _hot.Count; i++)
            {
                var (x, y) = Place(_hot[i]);
                if (x > Math.Max(edge.Ax, edge.Bx))
                {
                    break;
                }

                if (y >= Math.Min(edge.Ay, edge.By) && y <= Math.Max(edge.Ay, edge.By) && Passes(edge, x, y))
                {
                    passed.Add((((long)(x - edge.Ax) * (edge.Bx - edge.Ax)) + ((long)(y - edge.Ay) * (edge.By - edge.Ay)), _hot[i]));
                }
            }

            passed.Sort();
            for (var i = 1; i < passed.Count; i++)
            {
                var (from, to) = (passed[i - 1].Key, passed[i].Key);
                _pieces.Add(from < to ? (from, to, 1) : (to, from, -1));
            }
        }

        Merge();
    }

    /// <summary>Whether an edge passes a pixel whose centre lies in its rectangle. To a pixel belong its low sides, not its high ones.</summary>
    private static bool Passes((int Ax, int Ay, int Bx, int By) edge, int x, int y)
    {
        // On which side of the edge the corners of the pixel lie, in halves of square units.
        var (dx, dy) = ((long)edge.Bx - edge.Ax, (long)edge.By - edge.Ay);
        var centre = (dx * 2 * (y - edge.Ay)) - (dy * 2 * (x - edge.Ax));
        var (lowLow, highLow, lowHigh, highHigh) = (centre + dy - dx, centre - dy - dx, centre + dy + dx, centre - dy + dx);
        var (least, most) = (Math.Min(Math.Min(lowLow, highLow), Math.Min(lowHigh, highHigh)), Math.Max(Math.Max(lowLow, highLow), Math.Max(lowHigh, highHigh)));
        return (least < 0 && most > 0) || lowLow == 0;
    }

    private void Merge()
    {
        _pieces.Sort();
        var kept = 0;
        for (int start = 0, next; start < _pieces.Count; start = next)
        {
            var times = 0;
            for (next = start; next < _pieces.Count && (_pieces[next].Low, _pieces[next].High) == (_pieces[start].Low, _pieces[start].High); next++)
            {
                times += _pieces[next].Times;
            }

            if (times != 0)
            {
                _pieces[kept++] = (_pieces[start].Low, _pieces[start].High, times);
            }
        }

        _pieces.RemoveRange(kept, _pieces.Count - kept);
    }
}
