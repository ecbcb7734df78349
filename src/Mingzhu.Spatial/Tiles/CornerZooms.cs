namespace Mingzhu.Spatial;

/// <summary>From which zoom on each corner of lines and rings is drawn, so that a tile need only compare: the ways between corners that are drawn keep within half a pixel of those left out (线面化简).</summary>
/// <remarks>
/// By: Douglas and Peucker (1973), told once for all tolerances: a corner's worth is how far it stands out from the chord of its span, never more than its parents'.<br/>
/// Neighbours stay together: a corner that one of the shapes through it needs is drawn in all of them.<br/>
/// Cost: O(n log n) for ordinary shapes; tables of 16 bytes a corner while it works.
/// </remarks>
internal sealed class CornerZooms
{
    private readonly ShapeArrays _shapes;
    private readonly PlaceNumbers _places;
    private readonly byte[] _from;
    private readonly Stack<(int First, int Last, double Squared)> _spans = [];
    private (int Start, int Count) _part;

    private CornerZooms(ShapeArrays shapes)
    {
        (_shapes, _places) = (shapes, new PlaceNumbers(shapes.Xy));
        _from = new byte[_places.Count];
        Array.Fill(_from, ZoomRule.Never);
    }

    /// <summary>A zoom for each corner.</summary>
    public static byte[] Of(ShapeArrays shapes)
    {
        var zooms = new CornerZooms(shapes);
        for (var shape = 0; shape < shapes.Shapes; shape++)
        {
            for (var part = shapes.ShapeStart[shape]; part < shapes.ShapeStart[shape + 1]; part++)
            {
                zooms.Judge(shapes.Kind[shape], part);
            }
        }

        return Array.ConvertAll(zooms._places.Of, place => zooms._from[place]);
    }

    private void Judge(ShapeKind kind, int part)
    {
        var ((start, end), shown) = (_shapes.CornersOf(part), _shapes.PartFrom[part]);
        _part = (start, end - start);
        switch (kind)
        {
            case ShapeKind.Points:
                for (var at = 0; at < _part.Count; at++)
                {
                    Need(at, 0);
                }

                break;
            case ShapeKind.Lines:
                Need(0, shown);
                Need(_part.Count - 1, shown);
                Span(0, _part.Count - 1);
                break;
            default:
                JudgeRing(shown);
                break;
        }
    }

    /// <summary>A ring is two ways between its first corner in the plane's order and the one farthest from that; the corner farthest from both keeps it from becoming a line.</summary>
    private void JudgeRing(byte shown)
    {
        var first = 0;
        for (var at = 1; at < _part.Count; at++)
        {
            first = Before(at, first) ? at : first;
        }

        var last = first + _part.Count;
        var (opposite, _) = Farthest(first, last);
        var (third, thirdSquared) = Farthest(first, opposite);
        var (other, otherSquared) = Farthest(opposite, last);
        Need(first, shown);
        Need(opposite, shown);
        Need(thirdSquared >= otherSquared ? third : other, shown);
        Span(first, opposite);
        Span(opposite, last);
    }

    private void Span(int first, int last)
    {
        _spans.Push((first, last, double.PositiveInfinity));
        while (_spans.TryPop(out var span))
        {
            var (at, squared) = Farthest(span.First, span.Last);
            if (at < 0)
            {
                continue;
            }

            squared = Math.Min(squared, span.Squared);
            Need(at, ZoomRule.OfCorner(squared));
            if (squared > 0)
            {
                _spans.Push((span.First, at, squared));
                _spans.Push((at, span.Last, squared));
            }
        }
    }

    /// <summary>The corner between two that is farthest from the way between them, and the square of that distance; −1 if there is none between.</summary>
    private (int At, double Squared) Farthest(int first, int last)
    {
        // From one end or the other, the same chord must give the same bits: neighbours walk it both ways.
        var ((ax, ay), (bx, by)) = Before(last, first) ? (At(last), At(first)) : (At(first), At(last));
        var chord = new Segment(ax, ay, bx, by);
        var (best, bestSquared) = (-1, -1.0);
        for (var at = first + 1; at < last; at++)
        {
            var (x, y) = At(at);
            var squared = chord.Nearest(x, y).Squared;
            (best, bestSquared) = squared > bestSquared ? (at, squared) : (best, bestSquared);
        }

        return (best, bestSquared);
    }

    private void Need(int at, byte zoom)
    {
        if (at >= 0)
        {
            ref var from = ref _from[_places.Of[Corner(at)]];
            from = Math.Min(from, zoom);
        }
    }

    private bool Before(int a, int b)
    {
        var (first, second) = (At(a), At(b));
        return first.X != second.X ? first.X < second.X : first.Y < second.Y;
    }

    private (int X, int Y) At(int at) => (_shapes.Xy[2 * Corner(at)], _shapes.Xy[(2 * Corner(at)) + 1]);

    /// <summary>Rings go on from their start.</summary>
    private int Corner(int at) => _part.Start + (at < _part.Count ? at : at - _part.Count);
}
