using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What kind of thing a tile draws; the numbers are those of the tile format.</summary>
internal enum ShapeKind : byte
{
    Points = 1,
    Lines = 2,
    Polygons = 3,
}

/// <summary>A run of positions: a line, a ring or all points.</summary>
/// <param name="Start">First position.</param>
/// <param name="End">After the last.</param>
/// <param name="IsShell">Whether a ring begins a new polygon.</param>
internal readonly record struct ShapePart(int Start, int End, bool IsShell);

/// <summary>A geometry on the square world of the web map, flat: projected once, placed in any tile by a shift and a scale.</summary>
internal sealed class WorldShape
{
    private WorldShape(ShapeKind kind, double[] xy, ShapePart[] parts)
    {
        (Kind, Xy, Parts, Box) = (kind, xy, parts, Box.Empty);
        for (var i = 0; i < xy.Length; i += 2)
        {
            Box = Box.With(Box.At(xy[i], xy[i + 1]));
        }
    }

    public ShapeKind Kind { get; }

    /// <summary>x, y, x, y …; 0–1 from the north-west corner of the world.</summary>
    public double[] Xy { get; }

    public ShapePart[] Parts { get; }

    public Box Box { get; }

    /// <summary>The points, lines and polygons of a geometry, in this order; a kind it does not have is left out.</summary>
    public static IEnumerable<WorldShape> Of(Geometry lonLat)
    {
        foreach (var kind in new[] { ShapeKind.Points, ShapeKind.Lines, ShapeKind.Polygons })
        {
            var (xy, parts) = (new List<double>(), new List<ShapePart>());
            Add(lonLat, kind, xy, parts);
            if (parts.Count > 0)
            {
                yield return new(kind, [.. xy], [.. parts]);
            }
        }
    }

    private static void Add(Geometry geometry, ShapeKind kind, List<double> xy, List<ShapePart> parts)
    {
        switch (geometry)
        {
            case { IsEmpty: true }:
                break;
            case GeometryCollection collection:
                Array.ForEach(collection.Geometries, part => Add(part, kind, xy, parts));
                break;
            case Point point when kind == ShapeKind.Points:
                Add(point.CoordinateSequence, false, xy, parts);
                break;
            case LineString line when kind == ShapeKind.Lines:
                Add(line.CoordinateSequence, false, xy, parts);
                break;
            case Polygon polygon when kind == ShapeKind.Polygons:
                Add(polygon.ExteriorRing.CoordinateSequence, true, xy, parts);
                Array.ForEach(polygon.InteriorRings, hole => Add(hole.CoordinateSequence, false, xy, parts));
                break;
        }
    }

    private static void Add(CoordinateSequence sequence, bool isShell, List<double> xy, List<ShapePart> parts)
    {
        var start = xy.Count / 2;
        for (var i = 0; i < sequence.Count; i++)
        {
            var (x, y) = TileAddress.World(sequence.GetX(i), sequence.GetY(i));
            xy.Add(x);
            xy.Add(y);
        }

        parts.Add(new(start, xy.Count / 2, isShell));
    }
}
