using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace Mingzhu.Spatial;

/// <summary>The land within a walk as polygons (可达范围面): where a building that stood there would be within.</summary>
/// <remarks>By: Lorensen and Cline 1987 in two dimensions (marching squares) over a <see cref="RangeField"/>; between a crossing within and one that is not, the line passes where the walk is just as long.</remarks>
public static class RangeOutline
{
    private const double StepM = 10;
    private const double ToleranceM = 2.5;

    /// <summary>One geometry a limit, in the plane; empty where nothing is reached.</summary>
    /// <param name="range">The range, at least as far as the largest limit.</param>
    /// <param name="limitsMm">How far to walk.</param>
    /// <param name="connectorMm">Longest straight line from a building to the network.</param>
    public static Geometry[] Of(WalkingRange range, IReadOnlyList<int> limitsMm, int connectorMm)
    {
        if (range.Start.IsNowhere || limitsMm.Count == 0)
        {
            return [.. limitsMm.Select(_ => Redraw.Factory.CreatePolygon())];
        }

        var field = RangeField.Of(range, limitsMm.Max(), connectorMm, StepM);
        return [.. limitsMm.Select(limit => Outline(field, limit))];
    }

    private static Geometry Outline(RangeField field, int limitMm)
    {
        var (shells, holes) = (new List<LinearRing>(), new List<LinearRing>());
        foreach (var ring in Rings(field, limitMm))
        {
            if (Math.Abs(NetTopologySuite.Algorithm.Area.OfRing(ring)) >= field.StepM * field.StepM)
            {
                (Orientation.IsCCW(ring) ? shells : holes).Add(Redraw.Factory.CreateLinearRing(ring));
            }
        }

        // The smallest shell about a hole is the one it is in.
        var bySize = shells.OrderBy(shell => shell.EnvelopeInternal.Area).ToArray();
        var holesOf = holes.ToLookup(hole => Array.FindIndex(bySize, shell => shell.EnvelopeInternal.Contains(hole.EnvelopeInternal) && PointLocation.IsInRing(hole.Coordinate, shell.Coordinates)));
        var polygons = bySize.Select((shell, index) => Redraw.Factory.CreatePolygon(shell, [.. holesOf[index]])).ToArray();
        return TopologyPreservingSimplifier.Simplify(Redraw.Factory.BuildGeometry(polygons), ToleranceM);
    }

    /// <summary>The border of what is within, the inside on the left: counter-clockwise about it, clockwise about its holes.</summary>
    private static IEnumerable<Coordinate[]> Rings(RangeField field, int limitMm)
    {
        var next = Steps(field, limitMm);
        while (next.Count > 0)
        {
            var ring = new List<Coordinate>();
            var (first, at) = (next.Keys.First(), next.Keys.First());
            do
            {
                ring.Add(Crossing(field, at, limitMm));
                next.Remove(at, out at);
            }
            while (at != first);
            ring.Add(ring[0].Copy());
            if (ring.Count >= 4)
            {
                yield return [.. ring];
            }
        }
    }

    /// <summary>From each side of a grid square that the border crosses to the next one.</summary>
    private static Dictionary<long, long> Steps(RangeField field, int limitMm)
    {
        var next = new Dictionary<long, long>();
        for (var row = 0; row < field.Rows - 1; row++)
        {
            for (var column = 0; column < field.Columns - 1; column++)
            {
                var corner = (row * field.Columns) + column;
                var (southWest, southEast, northEast, northWest) = (In(corner), In(corner + 1), In(corner + field.Columns + 1), In(corner + field.Columns));
                var sides = (South: Flat(corner), East: Upright(corner + 1), North: Flat(corner + field.Columns), West: Upright(corner));
                switch ((southWest ? 1 : 0) | (southEast ? 2 : 0) | (northEast ? 4 : 0) | (northWest ? 8 : 0))
                {
                    case 1: next[sides.South] = sides.West; break;
                    case 2: next[sides.East] = sides.South; break;
                    case 3: next[sides.East] = sides.West; break;
                    case 4: next[sides.North] = sides.East; break;
                    case 5: next[sides.South] = sides.West; next[sides.North] = sides.East; break;
                    case 6: next[sides.North] = sides.South; break;
                    case 7: next[sides.North] = sides.West; break;
                    case 8: next[sides.West] = sides.North; break;
                    case 9: next[sides.South] = sides.North; break;
                    case 10: next[sides.East] = sides.South; next[sides.West] = sides.North; break;
                    case 11: next[sides.East] = sides.North; break;
                    case 12: next[sides.West] = sides.East; break;
                    case 13: next[sides.South] = sides.East; break;
                    case 14: next[sides.West] = sides.South; break;
                }
            }
        }

        return next;

        bool In(int at) => field.WalkMm[at] <= limitMm;
    }

    // A side of a square is named by the crossing at its south or west end.
    private static long Flat(int corner) => (long)corner << 1;

    private static long Upright(int corner) => ((long)corner << 1) | 1;

    private static Coordinate Crossing(RangeField field, long side, int limitMm)
    {
        var (corner, upright) = ((int)(side >> 1), (side & 1) == 1);
        var other = upright ? corner + field.Columns : corner + 1;
        var share = double.IsFinite(field.WalkMm[corner]) && double.IsFinite(field.WalkMm[other]) ? Share(field.WalkMm[corner], field.WalkMm[other], limitMm)
            : field.OffMm[corner] > field.ConnectorMm != field.OffMm[other] > field.ConnectorMm ? Share(field.OffMm[corner], field.OffMm[other], field.ConnectorMm)
            : 0.5;
        var (x, y) = (field.West + (corner % field.Columns * field.StepM), field.South + (corner / field.Columns * field.StepM));
        return upright ? new Coordinate(x, y + (share * field.StepM)) : new Coordinate(x + (share * field.StepM), y);
    }

    private static double Share(double here, double there, double limit) => double.IsFinite(here) && double.IsFinite(there) ? Math.Clamp((limit - here) / (there - here), 0, 1) : 0.5;
}
