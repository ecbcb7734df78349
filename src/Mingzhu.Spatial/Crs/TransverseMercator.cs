namespace Mingzhu.Spatial;

/// <summary>Transverse Mercator on one ellipsoid by the Krüger series to n⁶, about a central meridian of 0 and with scale 1.</summary>
/// <remarks>By: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), equations 7–11, 25–28, 35 and 36.</remarks>
internal sealed class TransverseMercator
{
    private readonly double _eccentricity;
    private readonly double _eccentricity2;
    private readonly double _rectifyingRadius;
    private readonly double _semiMajor;
    private readonly double[] _alpha;
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
        var (xiPrime, etaPrime) = ToConformalSphere(longitude, latitude);
        var (xi, eta) = (xiPrime, etaPrime);
        for (var j = 0; j < _alpha.Length; j++)
        {
            var order = 2.0 * (j + 1);
            var (sin, cos) = Math.SinCos(order * xiPrime);
            xi += _alpha[j] * sin * Math.Cosh(order * etaPrime);
            eta += _alpha[j] * cos * Math.Sinh(order * etaPrime);
        }

        return (_rectifyingRadius * eta, _rectifyingRadius * xi);
    }

    /// <summary>Metres east and north → radians from the central meridian and the equator.</summary>
    public (double Longitude, double Latitude) Inverse(double east, double north)
    {
        var (xi, eta) = (north / _rectifyingRadius, east / _rectifyingRadius);
        var (xiPrime, etaPrime) = (xi, eta);
        for (var j = 0; j < _beta.Length; j++)
        {
            var order = 2.0 * (j + 1);
            var (sin, cos) = Math.SinCos(order * xi);
            xiPrime -= _beta[j] * sin * Math.Cosh(order * eta);
            etaPrime -= _beta[j] * cos * Math.Sinh(order * eta);
        }

        var (sinXi, cosXi) = Math.SinCos(xiPrime);
        var sinhEta = Math.Sinh(etaPrime);
        var conformal = sinXi / Math.Sqrt((sinhEta * sinhEta) + (cosXi * cosXi));
        return (Math.Atan2(sinhEta, cosXi), Math.Atan(FromConformal(conformal)));
    }

    /// <summary>How much longer a short line is in the plane than on the ellipsoid, at a place given in radians.</summary>
    public double Scale(double longitude, double latitude)
    {
        var (xiPrime, etaPrime) = ToConformalSphere(longitude, latitude);
        var (p, q) = (1.0, 0.0);
        for (var j = 0; j < _alpha.Length; j++)
        {
            var order = 2.0 * (j + 1);
            var (sin, cos) = Math.SinCos(order * xiPrime);
            p += order * _alpha[j] * cos * Math.Cosh(order * etaPrime);
            q += order * _alpha[j] * sin * Math.Sinh(order * etaPrime);
        }

        var tau = Math.Tan(latitude);
        var conformal = Conformal(tau);
        var cosLongitude = Math.Cos(longitude);
        var sinLatitude = Math.Sin(latitude);
        return Math.Sqrt(1 - (_eccentricity2 * sinLatitude * sinLatitude))
            * Math.Sqrt((1 + (tau * tau)) / ((conformal * conformal) + (cosLongitude * cosLongitude)))
            * (_rectifyingRadius / _semiMajor) * Math.Sqrt((p * p) + (q * q));
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

    /// <summary>The way back, by Newton's method: two steps reach the last bit almost everywhere, five everywhere.</summary>
    private double FromConformal(double conformal)
    {
        var tau = conformal / (1 - _eccentricity2);
        for (var step = 0; step < 5; step++)
        {
            var reached = Conformal(tau);
            var change = (conformal - reached) / Math.Sqrt(1 + (reached * reached))
                * (1 + ((1 - _eccentricity2) * tau * tau)) / ((1 - _eccentricity2) * Math.Sqrt(1 + (tau * tau)));
            tau += change;
            if (Math.Abs(change) <= 1e-16 * Math.Max(1, Math.Abs(tau)))
            {
                break;
            }
        }

        return tau;
    }
}
