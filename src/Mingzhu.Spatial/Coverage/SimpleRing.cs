using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A quick look that spares most polygons the full check of the rules: most footprints and parcels have few corners, no hole, and sides that stay well apart.</summary>
internal static class SimpleRing
{
    private const int FewCorners = 40;

    // Far above the rounding of coordinates of seven digits before the point; what is nearer than this goes to the full check.
    private const double ApartM2 = 1e-6;

    /// <summary>Whether a polygon surely obeys the rules. In: metres of a plane. Out: false also where it is only not sure, as for anything in degrees.</summary>
    public static bool IsSurely(Polygon polygon)
    {
        var ring = polygon.Shell.CoordinateSequence;
        var sides = ring.Count - 1;
        if (polygon.NumInteriorRings > 0 || sides is < 3 or > FewCorners || ring.GetX(0) != ring.GetX(sides) || ring.GetY(0) != ring.GetY(sides))
        {
            return false;
        }

        Span<double> x = stackalloc double[FewCorners + 1], y = stackalloc double[FewCorners + 1];
        for (var i = 0; i <= sides; i++)
        {
            (x[i], y[i]) = (ring.GetX(i), ring.GetY(i));
        }

        for (var i = 0; i < sides; i++)
        {
            var last = (i + 1) % sides;
            var after = (i + 2) % sides;
            if (!(Math.Abs(Side(x, y, i, last, after)) > ApartM2))
            {
                return false;
            }

            for (var j = i + 2; j < sides; j++)
            {
                if ((j + 1) % sides != i && !AreApart(x, y, i, j))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether two sides surely have no place in common: all of one lies on one side of the other's line.</summary>
    private static bool AreApart(Span<double> x, Span<double> y, int i, int j) =>
        SameSide(Side(x, y, i, i + 1, j), Side(x, y, i, i + 1, j + 1)) || SameSide(Side(x, y, j, j + 1, i), Side(x, y, j, j + 1, i + 1));

    private static bool SameSide(double a, double b) => (a > ApartM2 && b > ApartM2) || (a < -ApartM2 && b < -ApartM2);

    /// <summary>Twice the area of a triangle; positive if it turns left.</summary>
    private static double Side(Span<double> x, Span<double> y, int from, int to, int at) => ((x[to] - x[from]) * (y[at] - y[from])) - ((y[to] - y[from]) * (x[at] - x[from]));
}
