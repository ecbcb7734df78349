using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>Draws shapes into one tile: clipped with a margin, simplified, rounded to whole units, as the commands of the tile format. Keeps its buffers.</summary>
/// <remarks>By: Mapbox Vector Tile Specification 2.1, section 4.3; Sutherland–Hodgman for rings, Liang–Barsky for lines, Douglas–Peucker for corners nobody sees.</remarks>
internal sealed class TilePen
{
    /// <summary>Units along a tile's side.</summary>
    public const int Extent = 4096;

    /// <summary>Units drawn beyond the tile, so that outlines and circles at its edge are whole.</summary>
    public const int Margin = 80;

    // A quarter of a pixel where a tile is shown 256 pixels wide.
    private const double Tolerance = 4;

    private readonly TileAddress _tile;
    private readonly double _unitsPerWorld;
    private readonly List<(double X, double Y)> _run = [];
    private readonly List<(double X, double Y)> _spare = [];
    private readonly List<(int X, int Y)> _corners = [];
    private readonly Stack<(int First, int Last)> _open = [];
    private readonly List<uint> _commands = [];
    private bool[] _keep = new bool[64];
    private (int X, int Y) _at;

    public TilePen(TileAddress tile) => (_tile, _unitsPerWorld) = (tile, Math.ScaleB(Extent, tile.Z));

    /// <summary>What a tile has to look at, on the square world.</summary>
    public Box Sight
    {
        get
        {
            var side = Math.ScaleB(1.0, -_tile.Z);
            return new Box(_tile.X * side, _tile.Y * side, (_tile.X + 1) * side, (_tile.Y + 1) * side).Grown(Margin * side / Extent);
        }
    }

    /// <summary>World to units along a side.</summary>
    public double UnitsPerWorld => _unitsPerWorld;

    /// <summary>The drawing commands of a shape, valid until the next call; empty if nothing of it shows.</summary>
    public ReadOnlySpan<uint> Draw(WorldShape shape)
    {
        _commands.Clear();
        _at = (0, 0);
        if (!shape.Box.Meets(Sight))
        {
            return [];
        }

        switch (shape.Kind)
        {
            case ShapeKind.Points:
                DrawPoints(shape);
                break;
            case ShapeKind.Lines:
                Array.ForEach(shape.Parts, part => DrawLine(shape, part));
                break;
            default:
                DrawPolygons(shape);
                break;
        }

        return CollectionsMarshal.AsSpan(_commands);
    }

    /// <summary>Where a position lies in the tile, in units.</summary>
    public (double X, double Y) Place(double worldX, double worldY) =>
        ((worldX * _unitsPerWorld) - ((double)_tile.X * Extent), (worldY * _unitsPerWorld) - ((double)_tile.Y * Extent));

    private (double X, double Y) Place(WorldShape shape, int i) => Place(shape.Xy[2 * i], shape.Xy[(2 * i) + 1]);

    private static bool Shows((double X, double Y) at) => at.X is >= -Margin and <= Extent + Margin && at.Y is >= -Margin and <= Extent + Margin;

    private void DrawPoints(WorldShape shape)
    {
        _corners.Clear();
        for (var i = 0; i < shape.Xy.Length / 2; i++)
        {
            var at = Place(shape, i);
            if (Shows(at))
            {
                _corners.Add(Rounded(at));
            }
        }

        if (_corners.Count > 0)
        {
            Command(1, _corners.Count);
            _corners.ForEach(Go);
        }
    }

    private void DrawLine(WorldShape shape, ShapePart part)
    {
        _run.Clear();
        for (var i = part.Start + 1; i < part.End; i++)
        {
            var (from, to) = (Place(shape, i - 1), Place(shape, i));
            if (ClipSegment(ref from, ref to))
            {
                if (_run.Count > 0 && _run[^1] != from)
                {
                    FlushLine();
                }

                if (_run.Count == 0)
                {
                    _run.Add(from);
                }

                _run.Add(to);
            }
        }

        FlushLine();
    }

    private void FlushLine()
    {
        Simplify(_run.Count);
        RoundRun();
        if (_corners.Count > 1)
        {
            Command(1, 1);
            Go(_corners[0]);
            Command(2, _corners.Count - 1);
            for (var i = 1; i < _corners.Count; i++)
            {
                Go(_corners[i]);
            }
        }

        _run.Clear();
    }

    private void DrawPolygons(WorldShape shape)
    {
        var inShell = false;
        foreach (var part in shape.Parts)
        {
            if (part.IsShell || inShell)
            {
                var drawn = DrawRing(shape, part);
                inShell = part.IsShell ? drawn : inShell;
            }
        }
    }

    private bool DrawRing(WorldShape shape, ShapePart part)
    {
        _run.Clear();
        for (var i = part.Start; i < part.End - 1; i++)
        {
            _run.Add(Place(shape, i));
        }

        if (!_run.TrueForAll(Shows))
        {
            ClipRing();
        }

        SimplifyRing();
        RoundRun();
        if (_corners.Count > 1 && _corners[^1] == _corners[0])
        {
            _corners.RemoveAt(_corners.Count - 1);
        }

        var area = DoubleArea();
        if (_corners.Count < 3 || area == 0)
        {
            return false;
        }

        // y points down: a shell has a positive area by the surveyor's formula, a hole a negative one.
        if (area > 0 != part.IsShell)
        {
            _corners.Reverse();
        }

        Command(1, 1);
        Go(_corners[0]);
        Command(2, _corners.Count - 1);
        for (var i = 1; i < _corners.Count; i++)
        {
            Go(_corners[i]);
        }

        Command(7, 1);
        return true;
    }

    private long DoubleArea()
    {
        var sum = 0L;
        for (var i = 0; i < _corners.Count; i++)
        {
            var (a, b) = (_corners[i], _corners[(i + 1) % _corners.Count]);
            sum += ((long)a.X * b.Y) - ((long)b.X * a.Y);
        }

        return sum;
    }

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

    private void RoundRun()
    {
        _corners.Clear();
        foreach (var at in _run)
        {
            var corner = Rounded(at);
            if (_corners.Count == 0 || _corners[^1] != corner)
            {
                _corners.Add(corner);
            }
        }
    }

    private static (int X, int Y) Rounded((double X, double Y) at) => ((int)Math.Floor(at.X + 0.5), (int)Math.Floor(at.Y + 0.5));

    private void Command(uint id, int count) => _commands.Add(id | ((uint)count << 3));

    private void Go((int X, int Y) to)
    {
        _commands.Add(ProtobufWriter.ZigZag(to.X - _at.X));
        _commands.Add(ProtobufWriter.ZigZag(to.Y - _at.Y));
        _at = to;
    }
}
