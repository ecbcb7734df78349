using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The sides of polygons as plain segments, each with its land on the left: shells run anticlockwise, holes clockwise.</summary>
/// <remarks>
/// In: polygons that obey the rules; they may overlap, and touch themselves and each other.<br/>
/// Always: a place lies in a polygon of the outline if and only if the winding number of the sides about it is positive; where two polygons overlap it is 2. So no union is ever needed.
/// </remarks>
internal static class Outline
{
    /// <summary>The sides of a polygon.</summary>
    public static Segment[] Of(Polygon polygon)
    {
        var sides = new List<Segment>(polygon.NumPoints);
        Add(polygon.Shell.CoordinateSequence, anticlockwise: true, sides);
        foreach (var hole in polygon.Holes)
        {
            Add(hole.CoordinateSequence, anticlockwise: false, sides);
        }

        return [.. sides];
    }

    /// <summary>How often the sides run about a place, anticlockwise; what is on a side counts for the land to its right or above.</summary>
    public static int Winding(ReadOnlySpan<Segment> sides, double x, double y)
    {
        var winding = 0;
        foreach (ref readonly var side in sides)
        {
            if (side.Y0 <= y != side.Y1 <= y && side.X0 + ((y - side.Y0) / (side.Y1 - side.Y0) * (side.X1 - side.X0)) <= x)
            {
                winding += side.Y0 > side.Y1 ? 1 : -1;
            }
        }

        return winding;
    }

    /// <summary>The corners of a ring, each once, turned to run one way.</summary>
    public static Coordinate[] Ring(CoordinateSequence ring, bool anticlockwise)
    {
        var corners = new Coordinate[Math.Max(0, ring.Count - 1)];
        for (var i = 0; i < corners.Length; i++)
        {
            corners[i] = ring.GetCoordinate(i);
        }

        if (IsAnticlockwise(ring) != anticlockwise)
        {
            Array.Reverse(corners);
        }

        return corners;
    }

    private static void Add(CoordinateSequence ring, bool anticlockwise, List<Segment> sides)
    {
        var turn = IsAnticlockwise(ring) == anticlockwise;
        for (var i = 1; i < ring.Count; i++)
        {
            var (from, to) = turn ? (i - 1, i) : (i, i - 1);
            sides.Add(new(ring.GetX(from), ring.GetY(from), ring.GetX(to), ring.GetY(to)));
        }
    }

    private static bool IsAnticlockwise(CoordinateSequence ring)
    {
        var twice = 0.0;
        for (var i = 1; i < ring.Count - 1; i++)
        {
            // From the first position, so that the large numbers of a plane cancel.
            twice += ((ring.GetX(i) - ring.GetX(0)) * (ring.GetY(i + 1) - ring.GetY(0))) - ((ring.GetX(i + 1) - ring.GetX(0)) * (ring.GetY(i) - ring.GetY(0)));
        }

        return twice > 0;
    }
}
