using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A point of a geometry that stands for all of it (内点): inside a polygon, on a line.</summary>
public static class PointInside
{
    /// <summary>The point; null if the geometry is empty.</summary>
    /// <remarks>
    /// By: NetTopologySuite's interior point; that of one line, the vertex next to its centroid and an end only where there is no other, is found here without an object, since a city has a hundred thousand paths.
    /// </remarks>
    public static Coordinate? Of(Geometry shape) => shape is LineString { IsEmpty: false } and not LinearRing ? OnLine(((LineString)shape).CoordinateSequence) : shape.InteriorPoint?.Coordinate;

    private static Coordinate OnLine(CoordinateSequence line)
    {
        var (x, y) = Centroid(line);
        var (first, last) = line.Count > 2 ? (1, line.Count - 2) : (0, line.Count - 1);
        var (nearest, least) = (first, double.PositiveInfinity);
        for (var i = first; i <= last; i++)
        {
            var distance = Distance(line.GetX(i) - x, line.GetY(i) - y);
            if (distance < least)
                (nearest, least) = (i, distance);
        }

        return new Coordinate(line.GetX(nearest), line.GetY(nearest));
    }

    private static (double X, double Y) Centroid(CoordinateSequence line)
    {
        var (x, y, length) = (0.0, 0.0, 0.0);
        for (var i = 1; i < line.Count; i++)
        {
            var (fromX, fromY, toX, toY) = (line.GetX(i - 1), line.GetY(i - 1), line.GetX(i), line.GetY(i));
            var step = Distance(toX - fromX, toY - fromY);
            if (step == 0)
                continue;
            length += step;
            x += step * ((fromX + toX) / 2);
            y += step * ((fromY + toY) / 2);
        }

        return length > 0 ? (x / length, y / length) : (line.GetX(0), line.GetY(0));
    }

    private static double Distance(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));
}
