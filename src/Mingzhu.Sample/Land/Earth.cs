namespace Mingzhu.Sample.Land;

/// <summary>Puts the city's plane on the earth: a tangent plane at its centre, with the radii of curvature of the CGCS2000 ellipsoid there.</summary>
/// <remarks>Lengths are out by under 0.2 % at 20 km north or south of the centre: an invented city is where we say it is.</remarks>
internal sealed class Earth
{
    private const double SemiMajorM = 6_378_137.0;
    private const double Flattening = 1 / 298.257222101;
    private readonly double _lon, _lat, _perLonM, _perLatM;

    public Earth(double[] centre)
    {
        (_lon, _lat) = (centre[0], centre[1]);
        var phi = _lat * Math.PI / 180;
        var e2 = Flattening * (2 - Flattening);
        var w2 = 1 - e2 * Math.Sin(phi) * Math.Sin(phi);
        _perLonM = SemiMajorM / Math.Sqrt(w2) * Math.Cos(phi) * Math.PI / 180;
        _perLatM = SemiMajorM * (1 - e2) / (w2 * Math.Sqrt(w2)) * Math.PI / 180;
    }

    public (double Lon, double Lat) Degrees(Pt at) => (_lon + at.X / _perLonM, _lat + at.Y / _perLatM);
}
