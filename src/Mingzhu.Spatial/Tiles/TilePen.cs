namespace Mingzhu.Spatial;

/// <summary>Draws prepared shapes into one tile: the corners its zoom shows, in its units; clipped where they reach far beyond it. Keeps its buffers.</summary>
/// <remarks>
/// A shape that reaches less than <see cref="Whole"/> beyond the tile is drawn whole, so that what was found sound once is sound in every tile. Larger ones are clipped with the
/// margin, and polygons that clipping or rounding spoils are repaired, polygon by polygon.<br/>
/// Of a long line or ring a block of corners that lies wholly beyond one side is passed over but for its ends: the way between them lies beyond that side too, so nothing of it shows.
/// </remarks>
internal sealed partial class TilePen
{
    /// <summary>Units along a tile's side.</summary>
    public const int Extent = 4096;

    /// <summary>Units of clipped shapes drawn beyond the tile, so that outlines at its edge are whole.</summary>
    public const int Margin = 80;

    /// <summary>How far shapes may reach beyond the tile without being clipped; maps hold up to a tile's side.</summary>
    public const int Whole = 1024;

    private readonly CornerRun _rings = new();
    private readonly CornerRun _repaired = new();
    private readonly RingCheck _check = new();
    private readonly RingRepair _repair = new();
    private readonly RingClip _clip = new();
    private ShapeArrays _shapes = null!;
    private TileCommands _commands = null!;
    private int _zoom;
    private int _shift;
    private int _originX;
    private int _originY;
    private (long West, long North, long East, long South) _far;

    /// <summary>Takes up a tile.</summary>
    public void Begin(TileAddress tile, ShapeArrays shapes)
    {
        Begin(tile.Z, tile.X * Extent, tile.Y * Extent, shapes);
        // A unit more, for what is rounded to it. So far out, a shape is clipped in any case.
        const int beyond = Whole + 1;
        _far = (((long)_originX - beyond) << _shift, ((long)_originY - beyond) << _shift, ((long)_originX + Extent + beyond) << _shift, ((long)_originY + Extent + beyond) << _shift);
    }

    /// <summary>Takes up a square as large as a shape.</summary>
    private void Begin(int zoom, int originX, int originY, ShapeArrays shapes)
    {
        (_zoom, _shift, _originX, _originY, _shapes) = (zoom, WorldGrid.Shift(zoom), originX, originY, shapes);
        _far = (long.MinValue, long.MinValue, long.MaxValue, long.MaxValue);
    }

    /// <summary>What shapes a tile has to look at, in steps.</summary>
    public static Box Sight(TileAddress tile, int margin)
    {
        var unit = Math.ScaleB(1.0, WorldGrid.Shift(tile.Z));
        var (west, north, side) = ((double)tile.X * Extent * unit, (double)tile.Y * Extent * unit, Extent * unit);
        return new Box(west, north, west + side, north + side).Grown(margin * unit);
    }

    /// <summary>Appends the commands of a shape; none if nothing of it shows.</summary>
    public void Draw(int shape, TileCommands commands, bool inOneTile)
    {
        _commands = commands;
        switch (_shapes.Kind[shape])
        {
            case ShapeKind.Points:
                DrawPoints(shape, inOneTile);
                break;
            case ShapeKind.Lines:
                DrawLines(shape);
                break;
            default:
                DrawPolygons(shape);
                break;
        }
    }

    /// <summary>Appends a corner; one that repeats the last is none, nor in a ring is one to which the way went and came back.</summary>
    public static void AddCorner(CornerRun run, int x, int y, bool isRing)
    {
        var last = run.Count - 1;
        if (last >= run.Open)
        {
            if (run.X(last) == x && run.Y(last) == y)
            {
                return;
            }

            if (isRing && last > run.Open && run.X(last - 1) == x && run.Y(last - 1) == y)
            {
                run.Drop(1);
                return;
            }
        }

        run.Add(x, y);
    }

    private int X(int corner) => WorldGrid.Units(_shapes.Xy[2 * corner], _shift) - _originX;

    private int Y(int corner) => WorldGrid.Units(_shapes.Xy[(2 * corner) + 1], _shift) - _originY;

    private void DrawPoints(int shape, bool inOneTile)
    {
        var (start, end) = _shapes.CornersOf(_shapes.ShapeStart[shape]);
        _rings.Clear();
        for (var corner = start; corner < end; corner++)
        {
            var (x, y) = (X(corner), Y(corner));
            if (inOneTile ? x is >= 0 and < Extent && y is >= 0 and < Extent : Shows(x, y))
            {
                _rings.Add(x, y);
            }
        }

        if (_rings.Count > 0)
        {
            _commands.Points(_rings.Count);
            for (var i = 0; i < _rings.Count; i++)
            {
                _commands.Go(_rings.X(i), _rings.Y(i));
            }
        }
    }

    private void DrawLines(int shape)
    {
        for (var part = _shapes.ShapeStart[shape]; part < _shapes.ShapeStart[shape + 1]; part++)
        {
            if (_shapes.PartFrom[part] <= _zoom)
            {
                _rings.Clear();
                var reach = Corners(part, isRing: false);
                if (reach.IsWithin(Whole))
                {
                    FlushLine(_rings);
                }
                else if (reach.Meets(Margin))
                {
                    ClipLine();
                }
            }
        }
    }

    private void ClipLine()
    {
        _repaired.Clear();
        for (var i = 1; i < _rings.Count; i++)
        {
            var (from, to) = ((X: _rings.X(i - 1), Y: _rings.Y(i - 1)), (X: _rings.X(i), Y: _rings.Y(i)));
            if (!RingClip.ClipEdge(ref from, ref to))
            {
                continue;
            }

            if (_repaired.Count > 0 && (_repaired.X(_repaired.Count - 1), _repaired.Y(_repaired.Count - 1)) != from)
            {
                FlushLine(_repaired);
            }

            AddCorner(_repaired, from.X, from.Y, isRing: false);
            AddCorner(_repaired, to.X, to.Y, isRing: false);
        }

        FlushLine(_repaired);
    }

    private void FlushLine(CornerRun line)
    {
        if (line.Count > 1)
        {
            _commands.Path(line, 0, line.Count, closed: false);
        }

        line.Clear();
    }

    /// <summary>Appends the corners of a part that this zoom shows to the open run, of blocks far from the tile the first and the last; answers how far they reach.</summary>
    private Reach Corners(int part, bool isRing)
    {
        var (start, end) = _shapes.CornersOf(part);
        var (zoom, from, reach) = ((byte)_zoom, _shapes.CornerFrom, Reach.None);
        for (var corner = start; corner < end; corner++)
        {
            if (corner % ShapeArrays.Block == 0 && corner + ShapeArrays.Block <= end && IsFar(corner / ShapeArrays.Block))
            {
                var last = corner + ShapeArrays.Block - 1;
                reach = Ends(corner, last, isRing, reach);
                corner = last;
            }
            else if (from[corner] <= zoom)
            {
                reach = Add(corner, isRing, reach);
            }
        }

        return reach;
    }

    private Reach Ends(int first, int last, bool isRing, Reach reach)
    {
        var from = _shapes.CornerFrom;
        while (last > first && from[last] > _zoom)
        {
            last--;
        }

        while (first < last && from[first] > _zoom)
        {
            first++;
        }

        reach = from[first] <= _zoom ? Add(first, isRing, reach) : reach;
        return last > first ? Add(last, isRing, reach) : reach;
    }

    private Reach Add(int corner, bool isRing, Reach reach)
    {
        var (x, y) = (X(corner), Y(corner));
        AddCorner(_rings, x, y, isRing);
        return reach.With(x, y);
    }

    /// <summary>Whether a block of corners lies wholly beyond one side of the tile, so far that nothing of it is drawn whole.</summary>
    private bool IsFar(int block)
    {
        var boxes = _shapes.BlockBoxes;
        var at = 4 * block;
        return at < boxes.Length && (boxes[at + 2] < _far.West || boxes[at + 3] < _far.North || boxes[at] > _far.East || boxes[at + 1] > _far.South);
    }

    private static bool Shows(int x, int y) => x is >= -Margin and <= Extent + Margin && y is >= -Margin and <= Extent + Margin;
}
