using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>Draws shapes into one tile: clipped with a margin, simplified, rounded to whole units, as the commands of the tile format. Keeps its buffers.</summary>
/// <remarks>By: Mapbox Vector Tile Specification 2.1, section 4.3; Sutherland–Hodgman for rings, Liang–Barsky for lines, Douglas–Peucker for corners nobody sees.</remarks>
internal sealed partial class TilePen
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
