using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>A shape in the city's plane, with what matching asks of it again and again.</summary>
internal sealed class PlacedShape
{
    private readonly Plane _plane;
    private readonly Lazy<Coordinate[][]> _lines;

    public PlacedShape(Geometry geographic, Plane plane)
    {
        _plane = plane;
        Shape = plane.Project(geographic);
        Box = Box.Of(Shape);
        Size = Shape.Dimension switch
        {
            Dimension.Surface => plane.AreaM2(Shape),
            Dimension.Curve => plane.LengthM(Shape),
            _ => 0,
        };
        _lines = new(() => [.. Enumerable.Range(0, Shape.NumGeometries).Select(part => Shape.GetGeometryN(part).Coordinates)]);
    }

    /// <summary>In the plane, metres.</summary>
    public Geometry Shape { get; }

    /// <summary>Around <see cref="Shape"/>.</summary>
    public Box Box { get; }

    /// <summary>Square metres of a surface, metres of a line, 0 of points.</summary>
    public double Size { get; }

    /// <summary>
    /// In how far two shapes are one and the same, 0–1: of surfaces and lines the lesser of the two shares that lie in the other; of points 1 in one place, 0 at the rule's distance.
    /// Null where the rule does not take them for the same.
    /// </summary>
    public static double? Likeness(PlacedShape a, PlacedShape b, MatchRule rule)
    {
        if (a.Shape.Dimension != b.Shape.Dimension)
            return null;
        if (a.Shape.Dimension == Dimension.Point)
        {
            var apart = Apart(a, b);
            return apart <= rule.WithinM ? Clean(1 - (apart / rule.WithinM)) : null;
        }

        // The larger in the smaller is the lesser share of surfaces, so they are laid over each other once.
        var (larger, smaller) = a.Size >= b.Size ? (a, b) : (b, a);
        var share = larger.ShareIn(smaller, rule);
        if (share >= rule.Share && a.Shape.Dimension == Dimension.Curve)
            share = Math.Min(share, smaller.ShareIn(larger, rule));
        return share >= rule.Share ? share : null;
    }

    /// <summary>Metres between the two centres.</summary>
    public static double Apart(PlacedShape a, PlacedShape b)
    {
        var (from, to) = (a.Shape.Centroid, b.Shape.Centroid);
        return Math.Sqrt(Square(from.X - to.X) + Square(from.Y - to.Y)) / a._plane.ScaleAt(from.X, from.Y);
    }

    /// <summary>How much of this lies in another shape (of a line: within the rule's distance of it), 0–1; 0 for points, which have no parts.</summary>
    public double ShareIn(PlacedShape whole, MatchRule rule) => (Shape.Dimension, whole.Shape.Dimension) switch
    {
        (Dimension.Surface, Dimension.Surface) => CouldShare(this, whole, Size, rule) ? Clean(Common(this, whole) / Size) : 0,
        (Dimension.Curve, Dimension.Curve) => Clean(NearTo(whole, rule.WithinM)),
        _ => 0,
    };

    /// <summary>Square metres in both.</summary>
    public static double Common(PlacedShape a, PlacedShape b) => a._plane.AreaM2(Overlay.Intersection(a.Shape, b.Shape));

    // A ten-thousandth of a millionth is below what a file can say; without rounding the last bit would order candidates.
    private static double Clean(double share) => Math.Round(Math.Clamp(share, 0, 1), 9);

    /// <summary>Whether the boxes leave room for the share; most neighbours don't, and an overlay is dear.</summary>
    private static bool CouldShare(PlacedShape a, PlacedShape b, double of, MatchRule rule)
    {
        var width = Math.Min(a.Box.MaxX, b.Box.MaxX) - Math.Max(a.Box.MinX, b.Box.MinX);
        var height = Math.Min(a.Box.MaxY, b.Box.MaxY) - Math.Max(a.Box.MinY, b.Box.MinY);
        // Plane areas are up to a few ten-thousandths larger than those on the ellipsoid.
        return width > 0 && height > 0 && width * height * 1.01 >= rule.Share * of && Math.Min(a.Size, b.Size) > 0;
    }

    /// <summary>Share of the length that lies within a distance of another line, looked at every half of that distance.</summary>
    private double NearTo(PlacedShape other, double withinM)
    {
        var (near, all) = (0.0, 0.0);
        var at = (Line: 0, Segment: 1);
        foreach (var line in _lines.Value)
        {
            for (var i = 1; i < line.Length; i++)
            {
                var (from, to) = (line[i - 1], line[i]);
                var length = Math.Sqrt(Square(to.X - from.X) + Square(to.Y - from.Y));
                var pieces = (int)Math.Clamp(Math.Ceiling(length / (withinM / 2)), 1, 1_000_000);
                all += length;
                for (var piece = 0; piece < pieces; piece++)
                {
                    var along = (piece + 0.5) / pieces;
                    if (other.IsNear(from.X + (along * (to.X - from.X)), from.Y + (along * (to.Y - from.Y)), withinM, ref at))
                        near += length / pieces;
                }
            }
        }

        return all > 0 ? near / all : 0;
    }

    /// <summary>Whether a point lies near; looks first where the last one did, since lines that run alike are walked alike.</summary>
    private bool IsNear(double x, double y, double withinM, ref (int Line, int Segment) at)
    {
        if (Box.DistanceSquared(Box.At(x, y)) > withinM * withinM)
            return false;
        var lines = _lines.Value;
        if (at.Line < lines.Length && at.Segment < lines[at.Line].Length && Within(lines[at.Line], at.Segment, x, y, withinM))
            return true;
        for (var line = 0; line < lines.Length; line++)
        {
            for (var segment = 1; segment < lines[line].Length; segment++)
            {
                if (!Within(lines[line], segment, x, y, withinM))
                    continue;
                at = (line, segment);
                return true;
            }
        }

        return false;
    }

    private static bool Within(Coordinate[] line, int segment, double x, double y, double withinM)
    {
        var (from, to) = (line[segment - 1], line[segment]);
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var squared = (dx * dx) + (dy * dy);
        var along = squared > 0 ? Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / squared, 0, 1) : 0;
        return Square(x - from.X - (along * dx)) + Square(y - from.Y - (along * dy)) <= withinM * withinM;
    }

    private static double Square(double value) => value * value;
}
