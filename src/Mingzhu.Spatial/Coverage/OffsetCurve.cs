using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The closed curve at a distance from a geometry (偏移曲线), with arcs of 64 segments a quarter circle, as <c>ST_Buffer(g, r, 64)</c> draws them.</summary>
/// <remarks>
/// The idea: what lies within r of a polygon is the polygon, a rectangle r deep outside every side and a sector outside every corner that turns outwards. Each of them runs anticlockwise;
/// where two meet their sides cancel, and what is left of all their sides is one curve: along each side at a distance r, around each outward corner on an arc, and at an inward corner back to the
/// corner and out again.<br/>
/// Always: the winding number of the curve about a place says in how many of these parts it lies; so it is positive if and only if the place is within reach. The curve may cross itself;
/// <see cref="AreaSweep"/> asks for nothing better, and no buffer is ever united.
/// </remarks>
internal static class OffsetCurve
{
    /// <summary>Segments an arc of 90° gets.</summary>
    public const int SegmentsPerQuarter = 64;

    private const double StepRadians = Math.PI / 2 / SegmentsPerQuarter;

    // At the end of a line the way back turns by half a circle, give or take a rounding; a sound polygon has no corner as sharp.
    private const double HalfTurn = Math.PI - 1e-9;

    /// <summary>The sides of the curve.</summary>
    /// <param name="geometry">A point, a line, or a sound polygon.</param>
    /// <param name="radiusM">At least 0; at 0 a polygon's own sides.</param>
    public static Segment[] About(Geometry geometry, double radiusM)
    {
        var curve = new List<Segment>();
        switch (geometry)
        {
            case Polygon polygon when radiusM == 0:
                return Outline.Of(polygon);
            case Polygon polygon:
                About(Outline.Ring(polygon.Shell.CoordinateSequence, anticlockwise: true), radiusM, curve);
                Array.ForEach(polygon.Holes, hole => About(Outline.Ring(hole.CoordinateSequence, anticlockwise: false), radiusM, curve));
                break;
            default:
                var there = geometry.Coordinates;
                About([.. there, .. there[..^1].Skip(1).Reverse()], radiusM, curve);
                break;
        }

        return [.. curve];
    }

    /// <summary>The curve to the right of a closed ring of corners.</summary>
    private static void About(Coordinate[] ring, double radiusM, List<Segment> curve)
    {
        Coordinate[] corners = [.. ring.Where((corner, i) => !corner.Equals2D(ring[(i + ring.Length - 1) % ring.Length]))];
        var places = new List<(double X, double Y)>();
        if (corners.Length == 0 && radiusM > 0)
        {
            AddArc(ring[0], radiusM, 0, 2 * Math.PI, places);
        }

        for (var i = 0; i < corners.Length; i++)
        {
            var (before, after) = (Direction(corners, i - 1), Direction(corners, i));
            var turn = Math.IEEERemainder(after - before, 2 * Math.PI);
            if (Math.Abs(turn) > HalfTurn || turn > 0)
            {
                AddArc(corners[i], radiusM, before - (Math.PI / 2), Math.Abs(turn), places);
            }
            else
            {
                AddArc(corners[i], radiusM, before - (Math.PI / 2), 0, places);
                places.Add((corners[i].X, corners[i].Y));
                AddArc(corners[i], radiusM, after - (Math.PI / 2), 0, places);
            }
        }

        curve.EnsureCapacity(curve.Count + places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            var ((x0, y0), (x1, y1)) = (places[i], places[(i + 1) % places.Count]);
            curve.Add(new(x0, y0, x1, y1));
        }
    }

    /// <summary>An arc with both its ends; a single place if it does not turn.</summary>
    private static void AddArc(Coordinate centre, double radiusM, double from, double turn, List<(double X, double Y)> places)
    {
        var segments = turn == 0 ? 0 : Math.Max(1, (int)((turn / StepRadians) + 0.5));
        for (var step = 0; step <= segments; step++)
        {
            var (sin, cos) = Math.SinCos(from + (segments == 0 ? 0 : turn * step / segments));
            places.Add((centre.X + (radiusM * cos), centre.Y + (radiusM * sin)));
        }
    }

    /// <summary>The direction of the side that leaves a corner, radians.</summary>
    private static double Direction(Coordinate[] corners, int corner)
    {
        var (from, to) = (corners[(corner + corners.Length) % corners.Length], corners[(corner + 1) % corners.Length]);
        return Math.Atan2(to.Y - from.Y, to.X - from.X);
    }
}
