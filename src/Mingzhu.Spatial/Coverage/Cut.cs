using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace Mingzhu.Spatial;

/// <summary>Cuts polygons and lines at a line along an axis, and so into tiles or into handy parts.</summary>
/// <remarks>
/// A shell that meets the cut twice and has no hole across it is walked once; anything more tangled goes to the overlay. Both sides compute the same point where an edge
/// meets the cut, so the parts fit without gap or overlap.
/// </remarks>
internal static class Cut
{
    /// <summary>The part of a polygon on one side of x = at (vertical) or y = at.</summary>
    public static void Polygon(Polygon polygon, bool vertical, double at, bool upper, List<Polygon> into)
    {
        switch (SideOf(polygon.EnvelopeInternal, vertical, at))
        {
            case > 0 when upper:
            case < 0 when !upper:
                into.Add(polygon);
                return;
            case not 0:
                return;
        }

        if (HalfShell(polygon.Shell, vertical, at, upper) is not { } shell || Array.Exists(polygon.Holes, hole => SideOf(hole.EnvelopeInternal, vertical, at) == 0))
        {
            into.AddRange(Overlay.Polygons(Overlay.Intersection(polygon, HalfBox(polygon.EnvelopeInternal, vertical, at, upper))));
            return;
        }

        if (shell.Length >= 4)
        {
            var holes = Array.FindAll(polygon.Holes, hole => SideOf(hole.EnvelopeInternal, vertical, at) > 0 == upper);
            into.Add(Redraw.Factory.CreatePolygon(Redraw.Factory.CreateLinearRing(shell), holes));
        }
    }

    /// <summary>The parts of a line on one side.</summary>
    public static void Line(LineString line, bool vertical, double at, bool upper, List<LineString> into)
    {
        var run = new List<Coordinate>();
        var coordinates = line.Coordinates;
        for (var i = 0; i < coordinates.Length; i++)
        {
            var here = coordinates[i];
            var inside = Keeps(here, vertical, at, upper);
            if (i > 0 && inside != Keeps(coordinates[i - 1], vertical, at, upper))
            {
                run.Add(Meet(coordinates[i - 1], here, vertical, at));
            }

            if (inside)
            {
                run.Add(here);
            }
            else
            {
                Flush();
            }
        }

        Flush();

        void Flush()
        {
            if (run.Count > 1)
            {
                into.Add(Redraw.Factory.CreateLineString([.. run]));
            }

            run.Clear();
        }
    }

    /// <summary>Halves polygons until each has few vertices or is small; the parts together are the polygon.</summary>
    public static IEnumerable<Polygon> IntoHandyParts(Polygon polygon, int maxVertices, double minSideM)
    {
        var envelope = polygon.EnvelopeInternal;
        if (polygon.NumPoints <= maxVertices || Math.Max(envelope.Width, envelope.Height) <= minSideM)
        {
            return [polygon];
        }

        return Halves(polygon).SelectMany(half => IntoHandyParts(half, maxVertices, minSideM));
    }

    /// <summary>Cuts a polygon across the middle of its longer side.</summary>
    public static List<Polygon> Halves(Polygon polygon)
    {
        var envelope = polygon.EnvelopeInternal;
        var vertical = envelope.Width >= envelope.Height;
        var at = vertical ? envelope.Centre.X : envelope.Centre.Y;
        var halves = new List<Polygon>();
        Polygon(polygon, vertical, at, upper: false, halves);
        Polygon(polygon, vertical, at, upper: true, halves);
        return halves;
    }

    /// <summary>−1 wholly below, +1 wholly above, 0 across.</summary>
    private static int SideOf(Envelope envelope, bool vertical, double at)
    {
        var (min, max) = vertical ? (envelope.MinX, envelope.MaxX) : (envelope.MinY, envelope.MaxY);
        return max <= at ? -1 : min >= at ? 1 : 0;
    }

    private static Polygon HalfBox(Envelope envelope, bool vertical, double at, bool upper)
    {
        var half = (vertical, upper) switch
        {
            (true, true) => new Envelope(at, envelope.MaxX + 1, envelope.MinY - 1, envelope.MaxY + 1),
            (true, false) => new Envelope(envelope.MinX - 1, at, envelope.MinY - 1, envelope.MaxY + 1),
            (false, true) => new Envelope(envelope.MinX - 1, envelope.MaxX + 1, at, envelope.MaxY + 1),
            (false, false) => new Envelope(envelope.MinX - 1, envelope.MaxX + 1, envelope.MinY - 1, at),
        };
        return (Polygon)Redraw.Factory.ToGeometry(half);
    }

    /// <summary>The closed half of a ring, fewer than four positions if nothing is left; null if the ring meets the cut more than twice or has a corner on it.</summary>
    private static Coordinate[]? HalfShell(LinearRing ring, bool vertical, double at, bool upper)
    {
        var coordinates = ring.Coordinates;
        var half = new List<Coordinate>(coordinates.Length + 3);
        var crossings = 0;
        for (var i = 1; i < coordinates.Length; i++)
        {
            var (from, to) = (coordinates[i - 1], coordinates[i]);
            if ((vertical ? from.X : from.Y) == at)
            {
                return null;
            }

            if (Keeps(from, vertical, at, upper))
            {
                half.Add(from);
            }

            if (Keeps(from, vertical, at, upper) != Keeps(to, vertical, at, upper))
            {
                half.Add(Meet(from, to, vertical, at));
                crossings++;
            }
        }

        if (crossings > 2)
        {
            return null;
        }

        if (half.Count >= 3)
        {
            half.Add(half[0]);
        }

        return half.Count >= 4 ? [.. half] : [];
    }

    /// <summary>Positions on the cut belong to the upper side.</summary>
    private static bool Keeps(Coordinate position, bool vertical, double at, bool upper) => ((vertical ? position.X : position.Y) >= at) == upper;

    private static Coordinate Meet(Coordinate from, Coordinate to, bool vertical, double at)
    {
        var (low, high) = from.CompareTo(to) <= 0 ? (from, to) : (to, from);
        if (vertical)
        {
            return new Coordinate(at, low.Y + ((high.Y - low.Y) * ((at - low.X) / (high.X - low.X))));
        }

        return new Coordinate(low.X + ((high.X - low.X) * ((at - low.Y) / (high.Y - low.Y))), at);
    }
}
