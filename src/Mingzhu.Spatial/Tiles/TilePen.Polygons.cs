namespace Mingzhu.Spatial;

/// <content>Polygons: gathered ring by ring, and looked at as a whole where they were clipped or are not known to be sound.</content>
internal sealed partial class TilePen
{
    private bool _wasClipped;

    /// <summary>For each shape a bit for each zoom at which its polygons, drawn whole, are valid just as their corners come. Of shapes too large to be drawn whole, and at zooms no map asks for, it is looked at when they are drawn.</summary>
    public static uint[] SoundAt(ShapeArrays shapes)
    {
        var (pen, boxes, sound) = (new TilePen(), shapes.Boxes(), new uint[shapes.Shapes]);
        for (var shape = 0; shape < sound.Length; shape++)
        {
            if (shapes.Kind[shape] == ShapeKind.Polygons)
            {
                for (int zoom = shapes.ShownFrom[shape]; zoom <= ZoomRule.EveryCorner; zoom++)
                {
                    sound[shape] |= pen.IsSound(shape, boxes[shape], zoom, shapes) ? 1u << zoom : 0;
                }
            }
        }

        return sound;
    }

    private bool IsSound(int shape, in Box box, int zoom, ShapeArrays shapes)
    {
        var shift = WorldGrid.Shift(zoom);
        if (Math.Max(box.MaxX - box.MinX, box.MaxY - box.MinY) > Math.ScaleB(Extent + (2 * Whole), shift))
        {
            return false;
        }

        Begin(zoom, WorldGrid.Units((int)box.MinX, shift), WorldGrid.Units((int)box.MinY, shift), shapes);
        for (var part = shapes.ShapeStart[shape]; part < shapes.ShapeStart[shape + 1];)
        {
            part = Gather(part, shapes.ShapeStart[shape + 1], clipped: false);
            if (_rings.Runs > 0 && !_check.IsSound(_rings))
            {
                return false;
            }
        }

        return true;
    }

    private void DrawPolygons(int shape)
    {
        var sound = (_shapes.SoundAt[shape] & (1u << _zoom)) != 0;
        var parts = _shapes.ShapeStart[shape + 1];
        for (var part = _shapes.ShapeStart[shape]; part < parts;)
        {
            part = Gather(part, parts, clipped: true);
            if (_rings.Runs == 0)
            {
                continue;
            }

            if ((sound && !_wasClipped) || _check.IsSound(_rings))
            {
                Flush(_rings);
            }
            else
            {
                _repaired.Clear();
                _repair.Repair(_rings, _repaired);
                Flush(_repaired);
            }
        }
    }

    /// <summary>Gathers the rings of the polygon that begins with a part; none if its shell does not show. Answers where the next one begins.</summary>
    private int Gather(int part, int parts, bool clipped)
    {
        _rings.Clear();
        _wasClipped = false;
        var shell = GatherRing(part, clipped);
        for (part++; part < parts && !_shapes.IsShell[part]; part++)
        {
            if (shell)
            {
                GatherRing(part, clipped);
            }
        }

        return part;
    }

    private bool GatherRing(int part, bool clipped)
    {
        if (_shapes.PartFrom[part] > _zoom)
        {
            return false;
        }

        var reach = Corners(part, isRing: true);
        if (clipped && !reach.IsWithin(Whole))
        {
            _wasClipped = true;
            if (reach.Meets(Margin))
            {
                _clip.Clip(_rings);
            }
            else
            {
                _rings.Drop(_rings.Count - _rings.Open);
            }
        }

        Close();
        return _rings.End(least: 3);
    }

    /// <summary>Takes from the end of the open ring what repeats its beginning, or goes there and comes back.</summary>
    private void Close()
    {
        for (var again = true; again && _rings.Count - _rings.Open > 1;)
        {
            var (first, last) = (_rings.Open, _rings.Count - 1);
            again = Same(last, first) || Same(last - 1, first);
            if (again)
            {
                _rings.Drop(1);
            }
        }
    }

    private bool Same(int a, int b) => a != b && _rings.X(a) == _rings.X(b) && _rings.Y(a) == _rings.Y(b);

    private void Flush(CornerRun rings)
    {
        for (var ring = 0; ring < rings.Runs; ring++)
        {
            var (start, end) = rings.Run(ring);
            _commands.Path(rings, start, end, closed: true);
        }
    }

    /// <summary>How far corners reach, in units of the tile.</summary>
    private readonly record struct Reach(int MinX, int MinY, int MaxX, int MaxY)
    {
        public static Reach None => new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

        public Reach With(int x, int y) => new(Math.Min(MinX, x), Math.Min(MinY, y), Math.Max(MaxX, x), Math.Max(MaxY, y));

        public bool IsWithin(int beyond) => MinX >= -beyond && MinY >= -beyond && MaxX <= Extent + beyond && MaxY <= Extent + beyond;

        public bool Meets(int beyond) => MaxX >= -beyond && MaxY >= -beyond && MinX <= Extent + beyond && MinY <= Extent + beyond;
    }
}
