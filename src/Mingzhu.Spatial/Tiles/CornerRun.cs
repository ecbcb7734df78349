namespace Mingzhu.Spatial;

/// <summary>Corners in units of a tile, in runs (lines or rings); keeps its room when cleared.</summary>
internal sealed class CornerRun
{
    private int[] _xy = new int[256];
    private int[] _ends = new int[8];

    /// <summary>How many corners.</summary>
    public int Count { get; private set; }

    /// <summary>How many runs were ended.</summary>
    public int Runs { get; private set; }

    /// <summary>First corner of the run that is not ended.</summary>
    public int Open => Runs == 0 ? 0 : _ends[Runs - 1];

    public int X(int at) => _xy[2 * at];

    public int Y(int at) => _xy[(2 * at) + 1];

    /// <summary>First corner of a run, and the one after its last.</summary>
    public (int Start, int End) Run(int run) => (run == 0 ? 0 : _ends[run - 1], _ends[run]);

    public void Clear() => (Count, Runs) = (0, 0);

    public void Add(int x, int y)
    {
        if (2 * Count == _xy.Length)
        {
            Array.Resize(ref _xy, 2 * _xy.Length);
        }

        (_xy[2 * Count], _xy[(2 * Count) + 1]) = (x, y);
        Count++;
    }

    /// <summary>Takes the last corners away.</summary>
    public void Drop(int corners) => Count -= corners;

    /// <summary>Ends the open run; one of fewer corners is dropped, and false answered.</summary>
    public bool End(int least)
    {
        if (Count - Open < least)
        {
            Count = Open;
            return false;
        }

        if (Runs == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Runs);
        }

        _ends[Runs++] = Count;
        return true;
    }

    /// <summary>Twice the area of a ring, positive if it turns clockwise on the screen. Of shapes in sight, so that it fits.</summary>
    public long DoubleArea(int run)
    {
        var (start, end) = Run(run);
        var sum = 0L;
        for (int i = start, last = end - 1; i < end; last = i++)
        {
            sum += ((long)X(last) * Y(i)) - ((long)X(i) * Y(last));
        }

        return sum;
    }
}
