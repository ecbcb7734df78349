namespace Mingzhu.Spatial;

/// <content>What of a line or ring lies in sight, and which of its corners can be seen.</content>
internal sealed partial class TilePen
{
    /// <summary>Sutherland–Hodgman, side by side; what runs along a side lies beyond the visible tile.</summary>
    private void ClipRing()
    {
        for (var side = 0; side < 4; side++)
        {
            _spare.Clear();
            for (var i = 0; i < _run.Count; i++)
            {
                var (from, to) = (_run[i == 0 ? _run.Count - 1 : i - 1], _run[i]);
                var (inFrom, inTo) = (Inside(from, side), Inside(to, side));
                if (inFrom >= 0 != inTo >= 0)
                {
                    var share = inFrom / (inFrom - inTo);
                    _spare.Add((from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y))));
                }

                if (inTo >= 0)
                {
                    _spare.Add(to);
                }
            }

            _run.Clear();
            _run.AddRange(_spare);
        }
    }

    /// <summary>How far inside one side of the tile with its margin.</summary>
    private static double Inside((double X, double Y) at, int side) => side switch
    {
        0 => at.X + Margin,
        1 => Extent + Margin - at.X,
        2 => at.Y + Margin,
        _ => Extent + Margin - at.Y,
    };

    private static bool ClipSegment(ref (double X, double Y) from, ref (double X, double Y) to)
    {
        var (enter, leave) = (0.0, 1.0);
        for (var side = 0; side < 4; side++)
        {
            var (inFrom, inTo) = (Inside(from, side), Inside(to, side));
            if (inFrom < 0 && inTo < 0)
            {
                return false;
            }

            if (inFrom < 0)
            {
                enter = Math.Max(enter, inFrom / (inFrom - inTo));
            }
            else if (inTo < 0)
            {
                leave = Math.Min(leave, inFrom / (inFrom - inTo));
            }
        }

        if (enter > leave)
        {
            return false;
        }

        var (dx, dy, start) = (to.X - from.X, to.Y - from.Y, from);
        to = leave < 1 ? (start.X + (leave * dx), start.Y + (leave * dy)) : to;
        from = enter > 0 ? (start.X + (enter * dx), start.Y + (enter * dy)) : from;
        return true;
    }

    /// <summary>A ring is closed, then simplified in two halves between its first corner and the one farthest from it.</summary>
    private void SimplifyRing()
    {
        if (_run.Count < 4)
        {
            return;
        }

        var (farthest, far) = (0, -1.0);
        for (var i = 1; i < _run.Count; i++)
        {
            var (dx, dy) = (_run[i].X - _run[0].X, _run[i].Y - _run[0].Y);
            (farthest, far) = (dx * dx) + (dy * dy) > far ? (i, (dx * dx) + (dy * dy)) : (farthest, far);
        }

        _run.Add(_run[0]);
        Simplify(farthest + 1);
    }

    /// <summary>Keeps the first and last position, the one before <paramref name="split"/>, and what stands out by more than the tolerance.</summary>
    private void Simplify(int split)
    {
        if (_run.Count < 3)
        {
            return;
        }

        _keep = _keep.Length < _run.Count ? new bool[_run.Count * 2] : _keep;
        Array.Clear(_keep, 0, _run.Count);
        _keep[0] = _keep[split - 1] = _keep[_run.Count - 1] = true;
        _open.Push((0, split - 1));
        _open.Push((split - 1, _run.Count - 1));
        while (_open.TryPop(out var span))
        {
            var (worst, worstSquared) = (-1, Tolerance * Tolerance);
            var chord = new Segment(_run[span.First].X, _run[span.First].Y, _run[span.Last].X, _run[span.Last].Y);
            for (var i = span.First + 1; i < span.Last; i++)
            {
                var squared = chord.Nearest(_run[i].X, _run[i].Y).Squared;
                (worst, worstSquared) = squared > worstSquared ? (i, squared) : (worst, worstSquared);
            }

            if (worst > 0)
            {
                _keep[worst] = true;
                _open.Push((span.First, worst));
                _open.Push((worst, span.Last));
            }
        }

        var kept = 0;
        for (var i = 0; i < _run.Count; i++)
        {
            if (_keep[i])
            {
                _run[kept++] = _run[i];
            }
        }

        _run.RemoveRange(kept, _run.Count - kept);
    }
}
