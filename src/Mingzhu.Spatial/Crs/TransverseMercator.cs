using System.Numerics;

namespace Mingzhu.Spatial;

/// <summary>Transverse Mercator on one ellipsoid by the Krüger series to n⁶, about a central meridian of 0 and with scale 1.</summary>
/// <remarks>
/// By: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), equations 7–11, 25–28, 35 and 36. The series are summed as Clenshaw did (1955), over complex
/// numbers: one sine and one cosine, where each term by itself would ask for four functions.
/// </remarks>
internal sealed class TransverseMercator
{
    private readonly double _eccentricity;
    private readonly double _eccentricity2;
    private readonly double _rectifyingRadius;
    private readonly double _semiMajor;
    private readonly double[] _alpha;
    private readonly double[] _alphaSlope;
    private readonly double[] _beta;

    public TransverseMercator(Ellipsoid ellipsoid)
    {
        Ellipsoid = ellipsoid;
        var semiMajorM = ellipsoid.SemiMajorM;
        var f = 1 / ellipsoid.InverseFlattening;
        var n = f / (2 - f);
        var (n2, n3, n4, n5, n6) = (n * n, n * n * n, n * n * n * n, n * n * n * n * n, n * n * n * n * n * n);
        _semiMajor = semiMajorM;
        _eccentricity2 = f * (2 - f);
        _eccentricity = Math.Sqrt(_eccentricity2);
        _rectifyingRadius = semiMajorM / (1 + n) * (1 + (n2 / 4) + (n4 / 64) + (n6 / 256));
        _alpha =
        [
            (n / 2) - (2 * n2 / 3) + (5 * n3 / 16) + (41 * n4 / 180) - (127 * n5 / 288) + (7891 * n6 / 37800),
            (13 * n2 / 48) - (3 * n3 / 5) + (557 * n4 / 1440) + (281 * n5 / 630) - (1983433 * n6 / 1935360),
            (61 * n3 / 240) - (103 * n4 / 140) + (15061 * n5 / 26880) + (167603 * n6 / 181440),
            (49561 * n4 / 161280) - (179 * n5 / 168) + (6601661 * n6 / 7257600),
            (34729 * n5 / 80640) - (3418889 * n6 / 1995840),
            212378941 * n6 / 319334400,
        ];
        _alphaSlope = [.. _alpha.Select((a, j) => 2 * (j + 1) * a)];
        _beta =
        [
            (n / 2) - (2 * n2 / 3) + (37 * n3 / 96) - (n4 / 360) - (81 * n5 / 512) + (96199 * n6 / 604800),
            (n2 / 48) + (n3 / 15) - (437 * n4 / 1440) + (46 * n5 / 105) - (1118711 * n6 / 3870720),
            (17 * n3 / 480) - (37 * n4 / 840) - (209 * n5 / 4480) + (5569 * n6 / 90720),
            (4397 * n4 / 161280) - (11 * n5 / 504) - (830251 * n6 / 7257600),
            (4583 * n5 / 161280) - (108847 * n6 / 3991680),
            20648693 * n6 / 638668800,
        ];
    }

    public Ellipsoid Ellipsoid { get; }

    /// <summary>Radians from the central meridian and the equator → metres east and north.</summary>
    public (double East, double North) Forward(double longitude, double latitude)
    {
        var (xi, eta) = ToConformalSphere(longitude, latitude);
        var change = SineSeries(_alpha, xi, eta);
        return (_rectifyingRadius * (eta + change.Imaginary), _rectifyingRadius * (xi + change.Real));
    }

    /// <summary>Metres east and north → radians from the central meridian and the equator.</summary>
    public (double Longitude, double Latitude) Inverse(double east, double north)
    {
        var (xi, eta) = FromRectified(east, north);
        var (sinXi, cosXi) = Math.SinCos(xi);
        var sinhEta = Math.Sinh(eta);
        var conformal = sinXi / Math.Sqrt((sinhEta * sinhEta) + (cosXi * cosXi));
        return (Math.Atan2(sinhEta, cosXi), Math.Atan(FromConformal(conformal)));
    }

    /// <summary>How much longer a short line is in the plane than on the ellipsoid, at a place given in metres east and north.</summary>
    /// <remarks>Of the place on the conformal sphere only: neither longitude nor latitude is needed, a city asks it of every edge and every polygon.</remarks>
    public double Scale(double east, double north)
    {
        var (xi, eta) = FromRectified(east, north);
        var (sinXi, cosXi) = Math.SinCos(xi);
        var (sinhEta, coshEta) = (Math.Sinh(eta), Math.Cosh(eta));
        var sphere2 = (sinhEta * sinhEta) + (cosXi * cosXi);
        var tau = FromConformal(sinXi / Math.Sqrt(sphere2));
        var secant2 = 1 + (tau * tau);
        var (sin2, cos2) = (2 * sinXi * cosXi, (cosXi - sinXi) * (cosXi + sinXi));
        var (sinh2, cosh2) = (2 * sinhEta * coshEta, 1 + (2 * sinhEta * sinhEta));
        var slope = 1 + CosineSeries(_alphaSlope, new(cos2 * cosh2, -sin2 * sinh2));
        return Math.Sqrt((1 - (_eccentricity2 * tau * tau / secant2)) * secant2 * sphere2) * (_rectifyingRadius / _semiMajor) * slope.Magnitude;
    }

    private (double Xi, double Eta) FromRectified(double east, double north)
    {
        var (xi, eta) = (north / _rectifyingRadius, east / _rectifyingRadius);
        var change = SineSeries(_beta, xi, eta);
        return (xi - change.Real, eta - change.Imaginary);
    }

    /// <summary>Σ aⱼ sin 2jζ, j from 1, ζ = ξ + iη.</summary>
    private static Complex SineSeries(double[] a, double xi, double eta)
    {
        var (sin, cos) = Math.SinCos(2 * xi);
        var (sinh, cosh) = (Math.Sinh(2 * eta), Math.Cosh(2 * eta));
        return Clenshaw(a, new(cos * cosh, -sin * sinh)).First * new Complex(sin * cosh, cos * sinh);
    }

    /// <summary>Σ aⱼ cos 2jζ, j from 1, given cos 2ζ.</summary>
    private static Complex CosineSeries(double[] a, Complex cos)
    {
        var (first, second) = Clenshaw(a, cos);
        return (first * cos) - second;
    }

    /// <summary>b₁ and b₂ of bⱼ = aⱼ + 2 cos · bⱼ₊₁ − bⱼ₊₂.</summary>
    private static (Complex First, Complex Second) Clenshaw(double[] a, Complex cos)
    {
        var twice = 2 * cos;
        var (first, second) = (Complex.Zero, Complex.Zero);
        for (var j = a.Length - 1; j >= 0; j--)
        {
            (first, second) = (a[j] + (twice * first) - second, first);
        }

        return (first, second);
    }

    private (double Xi, double Eta) ToConformalSphere(double longitude, double latitude)
    {
        var conformal = Conformal(Math.Tan(latitude));
        var (sin, cos) = Math.SinCos(longitude);
        return (Math.Atan2(conformal, cos), Math.Asinh(sin / Math.Sqrt((conformal * conformal) + (cos * cos))));
    }

    /// <summary>Tangent of the latitude → tangent of the conformal latitude.</summary>
    private double Conformal(double tau)
    {
        var secant = Math.Sqrt(1 + (tau * tau));
        var sigma = Math.Sinh(_eccentricity * Math.Atanh(_eccentricity * tau / secant));
        return (tau * Math.Sqrt(1 + (sigma * sigma))) - (sigma * secant);
    }

    /// <summary>The way back, by Newton's method: what a step leaves is smaller than its square, so that one below 10⁻⁹ was the last.</summary>
    private double FromConformal(double conformal)
    {
        var tau = conformal / (1 - _eccentricity2);
        for (var step = 0; step < 5; step++)
        {
            var reached = Conformal(tau);
            var change = (conformal - reached) / Math.Sqrt(1 + (reached * reached))
                * (1 + ((1 - _eccentricity2) * tau * tau)) / ((1 - _eccentricity2) * Math.Sqrt(1 + (tau * tau)));
            tau += change;
            if (Math.Abs(change) <= 1e-9 * Math.Max(1, Math.Abs(tau)))
            {
                break;
            }
        }

        return tau;
    }
}
