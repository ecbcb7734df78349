using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>Areas that sets of polygons have in common, by sweeping a line upwards (扫描线): no overlay, no topology, no failure.</summary>
/// <remarks>
/// The idea: cut the plane into slabs at the height of every corner. Within a slab the sides are straight from bottom to top; sorted from west to east they bound trapezoids, and
/// running along them the winding number of every set says what each trapezoid counts for. Where two sides cross, the slab is cut once more at the crossing.<br/>
/// In: sides with their land on the left (<see cref="Outline"/>); only what lies in the window is asked about.<br/>
/// Always: a side drawn twice, polygons that touch, overlap or share a border need no care; an error in a crossing's place costs its square, never a whole polygon.<br/>
/// Cost: slabs × sides in a slab; nothing is allocated once the buffers have grown. Not thread-safe: one a thread.<br/>
/// By: the plane sweep of Bentley and Ottmann (1979), with slabs in place of a queue since the sets are small.
/// </remarks>
internal sealed class AreaSweep
{
    /// <summary>What is measured.</summary>
    public const int Land = 0;

    /// <summary>What of it was counted before.</summary>
    public const int Taken = 1;

    /// <summary>What covers it.</summary>
    public const int Cover = 2;

    /// <summary>The first of the pieces it is counted by.</summary>
    public const int FirstPiece = 3;

    // Two sides nearer than this all through a slab are one: what lies between them is less than 0.1 mm² a metre, and where they cross is chance.
    private const double OneSideM = 1e-7;

    private readonly List<Side> _sides = [];
    private readonly List<double> _levels = [];
    private readonly List<double> _crossings = [];
    private readonly List<int> _active = [];
    private readonly List<Strand> _strands = [];
    private readonly List<int> _everywhere = [];
    private int[] _windings = new int[16];
    private Box _window;

    /// <summary>Begins anew.</summary>
    /// <param name="window">Holds all of the land.</param>
    public void Begin(in Box window)
    {
        _window = window;
        _sides.Clear();
        _levels.Clear();
        _everywhere.Clear();
    }

    /// <summary>A set that holds all of the window.</summary>
    public void AddEverywhere(int set) => _everywhere.Add(set);

    /// <summary>Adds sides to a set.</summary>
    public void Add(ReadOnlySpan<Segment> sides, int set)
    {
        foreach (ref readonly var side in sides)
        {
            Add(side, set);
        }
    }

    /// <summary>Adds a side to a set, as far as it lies beside the window or in it; what lies east of it changes nothing in it.</summary>
    public void Add(in Segment side, int set)
    {
        var upwards = side.Y0 < side.Y1;
        var (x0, y0, x1, y1) = upwards ? (side.X0, side.Y0, side.X1, side.Y1) : (side.X1, side.Y1, side.X0, side.Y0);
        if (y0 == y1 || y0 >= _window.MaxY || y1 <= _window.MinY || Math.Min(x0, x1) > _window.MaxX)
        {
            return;
        }

        // West of the window only the winding matters: upright sides there cross nothing. Counted from the window's corner, a double has its full precision.
        var west = Math.Max(x0, x1) <= _window.MinX;
        var (fromX, toX) = west ? (0, 0) : (x0 - _window.MinX, x1 - _window.MinX);
        var (fromY, toY) = (y0 - _window.MinY, y1 - _window.MinY);
        _sides.Add(new Side(fromX, fromY, toX, toY, (toX - fromX) / (toY - fromY), set, upwards ? -1 : 1));
        var height = _window.MaxY - _window.MinY;
        _levels.Add(Math.Max(0, fromY));
        _levels.Add(Math.Min(height, toY));
    }

    /// <summary>Adds up the land that is neither taken nor covered.</summary>
    /// <param name="left">By piece, m² of the plane.</param>
    public void Measure(Span<double> left)
    {
        if (_windings.Length < FirstPiece + left.Length)
        {
            Array.Resize(ref _windings, FirstPiece + left.Length);
        }

        _sides.Sort(static (a, b) => a.Y0.CompareTo(b.Y0) is not 0 and var level ? level : a.X0.CompareTo(b.X0));
        _levels.Sort();
        _active.Clear();
        var sides = CollectionsMarshal.AsSpan(_sides);
        var next = 0;
        for (var level = 1; level < _levels.Count; level++)
        {
            var (bottom, top) = (_levels[level - 1], _levels[level]);
            if (top <= bottom)
            {
                continue;
            }

            while (next < sides.Length && sides[next].Y0 <= bottom)
            {
                _active.Add(next++);
            }

            Slab(sides, bottom, top);
            if (IsOrdered())
            {
                AddSlab(top - bottom, left);
            }
            else
            {
                AddCrossed(bottom, top, left);
            }
        }
    }

    /// <summary>The sides through a slab from west to east, in <see cref="_strands"/>; those that end below it leave <see cref="_active"/>.</summary>
    private void Slab(Span<Side> sides, double bottom, double top)
    {
        _strands.Clear();
        var active = CollectionsMarshal.AsSpan(_active);
        var kept = 0;
        foreach (var index in active)
        {
            ref readonly var side = ref sides[index];
            if (side.Y1 > bottom)
            {
                active[kept++] = index;
                _strands.Add(new Strand(side.At(bottom), side.At(top), side.Set, side.Turn));
            }
        }

        _active.RemoveRange(kept, active.Length - kept);
        SortStrands();
    }

    /// <summary>By their middles, lower sets first where they are equal: nearly sorted already, so by insertion.</summary>
    private void SortStrands()
    {
        var strands = CollectionsMarshal.AsSpan(_strands);
        for (var i = 1; i < strands.Length; i++)
        {
            var strand = strands[i];
            var at = i - 1;
            for (; at >= 0 && strands[at].Twice > strand.Twice; at--)
            {
                strands[at + 1] = strands[at];
            }

            strands[at + 1] = strand;
        }
    }

    private bool IsOrdered()
    {
        var strands = CollectionsMarshal.AsSpan(_strands);
        for (var i = 1; i < strands.Length; i++)
        {
            if (strands[i].Bottom < strands[i - 1].Bottom - OneSideM || strands[i].Top < strands[i - 1].Top - OneSideM)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A slab in which sides cross, cut at every crossing.</summary>
    private void AddCrossed(double bottom, double top, Span<double> left)
    {
        _crossings.Clear();
        for (var i = 0; i < _strands.Count; i++)
        {
            for (var j = i + 1; j < _strands.Count; j++)
            {
                var (below, above) = (_strands[j].Bottom - _strands[i].Bottom, _strands[j].Top - _strands[i].Top);
                if ((below < 0) != (above < 0) && (Math.Abs(below) > OneSideM || Math.Abs(above) > OneSideM))
                {
                    _crossings.Add(Math.Clamp(below / (below - above), 0, 1));
                }
            }
        }

        _crossings.Add(1);
        _crossings.Sort();
        Span<Strand> whole = [.. _strands];
        var from = 0.0;
        foreach (var to in _crossings)
        {
            if (to > from)
            {
                _strands.Clear();
                foreach (ref readonly var strand in whole)
                {
                    _strands.Add(strand.Between(from, to));
                }

                SortStrands();
                AddSlab((to - from) * (top - bottom), left);
                from = to;
            }
        }
    }

    private void AddSlab(double height, Span<double> left)
    {
        var windings = _windings.AsSpan(0, FirstPiece + left.Length);
        windings.Clear();
        foreach (var set in _everywhere)
        {
            windings[set] = 1;
        }

        var strands = CollectionsMarshal.AsSpan(_strands);
        for (var i = 0; i < strands.Length - 1; i++)
        {
            windings[strands[i].Set] += strands[i].Turn;
            if (windings[Land] <= 0 || windings[Taken] > 0 || windings[Cover] > 0)
            {
                continue;
            }

            var areaM2 = (strands[i + 1].Twice - strands[i].Twice) / 2 * height;
            for (var piece = 0; piece < left.Length; piece++)
            {
                left[piece] += windings[FirstPiece + piece] > 0 ? areaM2 : 0;
            }
        }
    }

    /// <summary>A side from its lower end to its upper, counted from the window's corner.</summary>
    private readonly record struct Side(double X0, double Y0, double X1, double Y1, double Slope, int Set, int Turn)
    {
        /// <summary>From the nearer end, so that both sides of a corner meet in it.</summary>
        public double At(double y) => y - Y0 <= Y1 - y ? X0 + ((y - Y0) * Slope) : X1 - ((Y1 - y) * Slope);
    }

    /// <summary>A side's way through a slab.</summary>
    private readonly record struct Strand(double Bottom, double Top, int Set, int Turn)
    {
        public double Twice => Bottom + Top;

        public Strand Between(double from, double to) => this with { Bottom = Bottom + (from * (Top - Bottom)), Top = Bottom + (to * (Top - Bottom)) };
    }
}
