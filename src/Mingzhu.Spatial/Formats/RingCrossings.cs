using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Polygons whose rings cross each other and themselves so often that no one drew them (过度自相交).</summary>
/// <remarks>
/// Repairing takes time and memory by the number of crossings, and two thousand points can cross a million times; so they are counted first, only as far as is asked.<br/>
/// Cost: O(n log n) for an honest polygon; one with very many crossings is known after a few of its sides.
/// </remarks>
internal static class RingCrossings
{
    // So few sides can't cross often enough.
    private const int FewPoints = 500;

    // Sides whose boxes meet and that do not cross; beyond it the shape is left to the repair, and that to the limits of its process.
    private const int MostPairsPerSide = 64;

    /// <summary>Whether sides cross more than so many times.</summary>
    public static bool MoreThan(int most, Geometry surface)
    {
        if (surface.NumPoints < FewPoints)
            return false;
        var sides = new List<(Coordinate From, Coordinate To)>(surface.NumPoints);
        surface.Apply(new Sides(sides));
        var boxes = new Box[sides.Count];
        for (var side = 0; side < boxes.Length; side++)
            boxes[side] = BoxOf(sides[side]);
        var tree = new PackedTree(boxes);
        var (crossings, pairs) = (0, 0L);
        for (var side = 0; side < boxes.Length && pairs <= (long)MostPairsPerSide * boxes.Length; side++)
        {
            foreach (var other in tree.Meeting(boxes[side]))
            {
                if (other <= side)
                    continue;
                pairs++;
                if (Cross(sides[side], sides[other]) && ++crossings > most)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether each has the ends of the other on both of its sides.</summary>
    private static bool Cross((Coordinate From, Coordinate To) one, (Coordinate From, Coordinate To) other) =>
        (int)Orientation.Index(one.From, one.To, other.From) * (int)Orientation.Index(one.From, one.To, other.To) < 0
        && (int)Orientation.Index(other.From, other.To, one.From) * (int)Orientation.Index(other.From, other.To, one.To) < 0;

    private static Box BoxOf((Coordinate From, Coordinate To) side) => new(
        Math.Min(side.From.X, side.To.X), Math.Min(side.From.Y, side.To.Y), Math.Max(side.From.X, side.To.X), Math.Max(side.From.Y, side.To.Y));

    private sealed class Sides(List<(Coordinate From, Coordinate To)> into) : IGeometryComponentFilter
    {
        public void Filter(Geometry geom)
        {
            if (geom is not LineString ring)
                return;
            var points = ring.Coordinates;
            for (var at = 1; at < points.Length; at++)
                into.Add((points[at - 1], points[at]));
        }
    }
}
