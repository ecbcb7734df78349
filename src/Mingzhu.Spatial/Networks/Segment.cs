namespace Mingzhu.Spatial;

/// <summary>A straight line between two places of a plane; it may have no length.</summary>
internal readonly record struct Segment(double X0, double Y0, double X1, double Y1)
{
    public (double X, double Y) At(double share) => (X0 + (share * (X1 - X0)), Y0 + (share * (Y1 - Y0)));

    /// <summary>Square of the least distance to another segment, and at which share of this one.</summary>
    public (double Squared, double Share) Closest(in Segment other)
    {
        if (Crossing(other) is { } crossing)
        {
            return (0, crossing);
        }

        // Without a crossing, one of the four ends is nearest.
        var best = Nearest(other.X0, other.Y0);
        Take(ref best, Nearest(other.X1, other.Y1));
        Take(ref best, (other.Nearest(X0, Y0).Squared, 0));
        Take(ref best, (other.Nearest(X1, Y1).Squared, 1));
        return best;
    }

    /// <summary>Adds the shares of this segment at which it crosses or touches another.</summary>
    public void AddTouches(in Segment other, double touch, List<double> shares)
    {
        if (Math.Min(other.X0, other.X1) > Math.Max(X0, X1) + touch || Math.Max(other.X0, other.X1) < Math.Min(X0, X1) - touch
            || Math.Min(other.Y0, other.Y1) > Math.Max(Y0, Y1) + touch || Math.Max(other.Y0, other.Y1) < Math.Min(Y0, Y1) - touch)
        {
            return;
        }

        if (Crossing(other) is { } crossing)
        {
            shares.Add(crossing);
        }

        var near = touch * touch;
        AddIf(Nearest(other.X0, other.Y0), near, shares);
        AddIf(Nearest(other.X1, other.Y1), near, shares);
        AddIf((other.Nearest(X0, Y0).Squared, 0), near, shares);
        AddIf((other.Nearest(X1, Y1).Squared, 1), near, shares);
    }

    /// <summary>Square of the distance from a place, and the share of this segment nearest to it.</summary>
    public (double Squared, double Share) Nearest(double x, double y)
    {
        var (dx, dy) = (X1 - X0, Y1 - Y0);
        var squared = (dx * dx) + (dy * dy);
        var share = squared > 0 ? Math.Clamp((((x - X0) * dx) + ((y - Y0) * dy)) / squared, 0, 1) : 0;
        var (missX, missY) = (x - X0 - (share * dx), y - Y0 - (share * dy));
        return ((missX * missX) + (missY * missY), share);
    }

    private double? Crossing(in Segment other)
    {
        var (dx, dy) = (X1 - X0, Y1 - Y0);
        var (ex, ey) = (other.X1 - other.X0, other.Y1 - other.Y0);
        var cross = (dx * ey) - (dy * ex);
        if (cross == 0)
        {
            return null;
        }

        var (fx, fy) = (other.X0 - X0, other.Y0 - Y0);
        var (share, otherShare) = (((fx * ey) - (fy * ex)) / cross, ((fx * dy) - (fy * dx)) / cross);
        return share is >= 0 and <= 1 && otherShare is >= 0 and <= 1 ? share : null;
    }

    private static void Take(ref (double Squared, double Share) best, (double Squared, double Share) next) => best = next.Squared < best.Squared ? next : best;

    private static void AddIf((double Squared, double Share) touch, double near, List<double> shares)
    {
        if (touch.Squared <= near)
        {
            shares.Add(touch.Share);
        }
    }
}
