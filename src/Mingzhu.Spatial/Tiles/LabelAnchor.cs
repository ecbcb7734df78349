namespace Mingzhu.Spatial;

/// <summary>Where the name of an area stands: at the pole of inaccessibility, the point inside that is farthest from its edges.</summary>
/// <remarks>
/// By: Garcia-Castellanos and Lombardo (2007), searched by halving squares: a square can hold nothing better than its centre's distance and half its diagonal.<br/>
/// Always: inside, or on the edge of an area a step wide. To within a fiftieth of the distance found; of long thin areas, whose every place is much like the next, to within a hundredth of the side of a square as large.
/// </remarks>
internal sealed class LabelAnchor
{
    /// <summary>The side of a square as large as the area, from which a name has room.</summary>
    private const double RoomPixels = 12;

    private const double Precision = 0.02;

    private readonly ShapeArrays _shapes;
    private readonly int _shell;
    private readonly int _after;

    private LabelAnchor(ShapeArrays shapes, int shell, int after) => (_shapes, _shell, _after) = (shapes, shell, after);

    /// <summary>A point for each polygonal shape that has a name, the largest first.</summary>
    public static ShapeArrays Of(ShapeArrays shapes, Func<int, bool> named)
    {
        (int Row, int X, int Y, double Area)[] anchors =
        [
            .. Enumerable.Range(0, shapes.Shapes).Where(shape => shapes.Kind[shape] == ShapeKind.Polygons && named(shapes.Row[shape])).Select(shape => OfShape(shapes, shape)).OrderByDescending(anchor => anchor.Area).ThenBy(anchor => anchor.Row),
        ];
        int[] starts = [.. Enumerable.Range(0, anchors.Length + 1)];
        return new ShapeArrays
        {
            Xy = [.. anchors.SelectMany(anchor => new[] { anchor.X, anchor.Y })], PartStart = starts, ShapeStart = starts, IsShell = new bool[anchors.Length],
            Kind = Array.ConvertAll(anchors, _ => ShapeKind.Points), Row = Array.ConvertAll(anchors, anchor => anchor.Row), CornerFrom = new byte[anchors.Length], PartFrom = new byte[anchors.Length],
            ShownFrom = Array.ConvertAll(anchors, anchor => ZoomRule.OfLength(Math.Sqrt(anchor.Area), RoomPixels)), AloneFrom = new byte[anchors.Length], SoundAt = new uint[anchors.Length],
        };
    }

    private static (int Row, int X, int Y, double Area) OfShape(ShapeArrays shapes, int shape)
    {
        var (largest, largestArea) = (shapes.ShapeStart[shape], Int128.Zero);
        for (var part = shapes.ShapeStart[shape]; part < shapes.ShapeStart[shape + 1]; part++)
        {
            var own = shapes.IsShell[part] ? ShapeArrays.DoubleArea(shapes.PositionsOf(part)) : 0;
            (largest, largestArea) = own > largestArea ? (part, own) : (largest, largestArea);
        }

        var after = largest + 1;
        while (after < shapes.ShapeStart[shape + 1] && !shapes.IsShell[after])
        {
            after++;
        }

        var area = (double)largestArea / 2;
        var (x, y) = new LabelAnchor(shapes, largest, after).Find(Math.Sqrt(area));
        return (shapes.Row[shape], (int)Math.Round(x), (int)Math.Round(y), area);
    }

    private (double X, double Y) Find(double side)
    {
        var (start, end) = _shapes.CornersOf(_shell);
        var box = _shapes.BoxOf(start, end);
        var half = Math.Max(Math.Min(box.MaxX - box.MinX, box.MaxY - box.MinY), Math.Max(box.MaxX - box.MinX, box.MaxY - box.MinY) / 64) / 2;
        var (open, best) = (new PriorityQueue<Square, double>(), At((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2, 0));
        for (var x = box.MinX + half; x - half < box.MaxX; x += 2 * half)
        {
            for (var y = box.MinY + half; y - half < box.MaxY; y += 2 * half)
            {
                Open(open, At(x, y, half), ref best);
            }
        }

        while (open.TryDequeue(out var square, out _) && square.Most > best.Inside + Math.Max(Precision * Math.Abs(best.Inside), Precision / 2 * side))
        {
            var quarter = square.Half / 2;
            Open(open, At(square.X - quarter, square.Y - quarter, quarter), ref best);
            Open(open, At(square.X + quarter, square.Y - quarter, quarter), ref best);
            Open(open, At(square.X - quarter, square.Y + quarter, quarter), ref best);
            Open(open, At(square.X + quarter, square.Y + quarter, quarter), ref best);
        }

        return (best.X, best.Y);
    }

    private static void Open(PriorityQueue<Square, double> open, Square square, ref Square best)
    {
        best = square.Inside > best.Inside ? square : best;
        open.Enqueue(square, -square.Most);
    }

    private Square At(double x, double y, double half)
    {
        var (inside, squared) = (false, double.PositiveInfinity);
        for (var part = _shell; part < _after; part++)
        {
            var ring = _shapes.PositionsOf(part);
            for (int i = 0, last = ring.Length - 2; i < ring.Length; last = i, i += 2)
            {
                var edge = new Segment(ring[last], ring[last + 1], ring[i], ring[i + 1]);
                squared = Math.Min(squared, edge.Nearest(x, y).Squared);
                if (edge.Y0 > y != edge.Y1 > y && x < edge.X0 + ((y - edge.Y0) / (edge.Y1 - edge.Y0) * (edge.X1 - edge.X0)))
                {
                    inside = !inside;
                }
            }
        }

        var distance = Math.Sqrt(squared);
        return new Square(x, y, half, inside ? distance : -distance);
    }

    /// <summary>A square to search.</summary>
    /// <param name="X">Its centre.</param>
    /// <param name="Y">Its centre.</param>
    /// <param name="Half">Half its side.</param>
    /// <param name="Inside">Distance of the centre from the edges; negative outside.</param>
    private readonly record struct Square(double X, double Y, double Half, double Inside)
    {
        public double Most => Inside + (Half * Math.Sqrt(2));
    }
}
