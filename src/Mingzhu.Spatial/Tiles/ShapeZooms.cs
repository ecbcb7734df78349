namespace Mingzhu.Spatial;

/// <summary>From which zoom on the parts of shapes, and shapes themselves, are drawn.</summary>
internal static class ShapeZooms
{
    /// <summary>An area is drawn once it covers a pixel; so is a hole.</summary>
    private const double AreaPixels = 1;

    /// <summary>A line is drawn once the way it is a piece of is this long.</summary>
    private const double LinePixels = 8;

    /// <summary>Of points closer than this the first row is drawn.</summary>
    private const int PointPixels = 8;

    /// <summary>Smaller ones nobody can tell apart.</summary>
    private const double AlonePixels = 6;

    /// <summary>A zoom for each part.</summary>
    public static byte[] OfParts(ShapeArrays shapes)
    {
        var (from, strokes) = (new byte[shapes.Parts], Strokes.LengthsSteps(shapes));
        for (var shape = 0; shape < shapes.Shapes; shape++)
        {
            byte shell = 0;
            for (var part = shapes.ShapeStart[shape]; part < shapes.ShapeStart[shape + 1]; part++)
            {
                if (shapes.Kind[shape] == ShapeKind.Polygons)
                {
                    var own = ZoomRule.OfLength(Math.Sqrt(Math.Abs((double)ShapeArrays.DoubleArea(shapes.PositionsOf(part)) / 2)), AreaPixels);
                    shell = shapes.IsShell[part] ? own : shell;
                    from[part] = Math.Max(own, shell);
                }
                else if (shapes.Kind[shape] == ShapeKind.Lines)
                {
                    from[part] = ZoomRule.OfLength(strokes[part], LinePixels);
                }
            }
        }

        return from;
    }

    /// <summary>A zoom for each shape: that of its first part to be seen; single points make room for each other.</summary>
    public static byte[] OfShapes(ShapeArrays shapes)
    {
        var from = new byte[shapes.Shapes];
        for (var shape = 0; shape < from.Length; shape++)
        {
            from[shape] = shapes.PartFrom.AsSpan(shapes.ShapeStart[shape], shapes.ShapeStart[shape + 1] - shapes.ShapeStart[shape]).ToArray().Min();
        }

        Thin(shapes, from);
        return from;
    }

    /// <summary>For each shape the zoom from which it is wide enough to be told from others; points always are.</summary>
    public static byte[] Alone(ShapeArrays shapes)
    {
        var (alone, boxes) = (new byte[shapes.Shapes], shapes.Boxes());
        for (var shape = 0; shape < alone.Length; shape++)
        {
            alone[shape] = shapes.Kind[shape] == ShapeKind.Points ? (byte)0 : ZoomRule.OfLength(Math.Max(boxes[shape].MaxX - boxes[shape].MinX, boxes[shape].MaxY - boxes[shape].MinY), AlonePixels);
        }

        return alone;
    }

    /// <summary>
    /// In every cell of every zoom the point of the first row is drawn. Cells of a zoom part those of the zoom before, so the first of a cell is also first in its part of it:
    /// a point that is drawn stays so. A point looks from the finest cells outward until it finds one taken.
    /// </summary>
    private static void Thin(ShapeArrays shapes, byte[] from)
    {
        var taken = new HashSet<(int Zoom, int X, int Y)>();
        var points = Enumerable.Range(0, shapes.Shapes).Where(shape => shapes.Kind[shape] == ShapeKind.Points && Corners(shapes, shape) == 1).OrderBy(shape => shapes.Row[shape]);
        foreach (var shape in points)
        {
            var corner = shapes.PartStart[shapes.ShapeStart[shape]];
            var (x, y) = (shapes.Xy[2 * corner], shapes.Xy[(2 * corner) + 1]);
            var zoom = ZoomRule.EveryFeature;
            while (zoom > 0 && taken.Add((zoom - 1, Cell(x, zoom - 1), Cell(y, zoom - 1))))
            {
                zoom--;
            }

            from[shape] = (byte)zoom;
        }
    }

    private static int Corners(ShapeArrays shapes, int shape) => shapes.PartStart[shapes.ShapeStart[shape] + 1] - shapes.PartStart[shapes.ShapeStart[shape]];

    private static int Cell(int steps, int zoom) => steps / (PointPixels * ZoomRule.Pixel) >> WorldGrid.Shift(zoom);
}
