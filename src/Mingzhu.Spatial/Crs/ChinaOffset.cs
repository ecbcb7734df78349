namespace Mingzhu.Spatial;

/// <summary>The offset coordinates of Chinese web maps: GCJ-02 (国测局坐标) and BD-09 (百度坐标), to EPSG:4490 and back, degrees.</summary>
/// <remarks>
/// In: x = longitude, y = latitude. A file never proves that it is in one of these; a person has to say so.<br/>
/// The offset is taken as published even outside China, where the maps do not apply it: layers of a Chinese city have nothing there.<br/>
/// Always: <see cref="FromGcj02"/> undoes <see cref="ToGcj02"/>, and <see cref="FromBd09"/> undoes <see cref="ToBd09"/>, to 1e-9 degree: the inverse is iterated, not
/// the usual one-step guess that leaves metres.<br/>
/// By: the formula in general circulation since 2010; no official publication exists.
/// </remarks>
public static class ChinaOffset
{
    private const double SemiMajor = 6_378_245;
    private const double Eccentricity2 = 0.00669342162296594323;
    private const double BaiduTurn = Math.PI * 3000 / 180;

    /// <summary>EPSG:4490 → GCJ-02.</summary>
    public static (double Longitude, double Latitude) ToGcj02(double longitude, double latitude)
    {
        var (x, y) = (longitude - 105, latitude - 35);
        var ripple = ((20 * Math.Sin(6 * x * Math.PI)) + (20 * Math.Sin(2 * x * Math.PI))) * 2 / 3;
        var north = -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x))) + ripple
            + (((20 * Math.Sin(y * Math.PI)) + (40 * Math.Sin(y / 3 * Math.PI))) * 2 / 3)
            + (((160 * Math.Sin(y / 12 * Math.PI)) + (320 * Math.Sin(y * Math.PI / 30))) * 2 / 3);
        var east = 300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x))) + ripple
            + (((20 * Math.Sin(x * Math.PI)) + (40 * Math.Sin(x / 3 * Math.PI))) * 2 / 3)
            + (((150 * Math.Sin(x / 12 * Math.PI)) + (300 * Math.Sin(x / 30 * Math.PI))) * 2 / 3);

        var (sin, cos) = Math.SinCos(latitude / 180 * Math.PI);
        var magic = 1 - (Eccentricity2 * sin * sin);
        var root = Math.Sqrt(magic);
        return (longitude + (east * 180 / (SemiMajor / root * cos * Math.PI)),
            latitude + (north * 180 / (SemiMajor * (1 - Eccentricity2) / (magic * root) * Math.PI)));
    }

    /// <summary>GCJ-02 → EPSG:4490.</summary>
    public static (double Longitude, double Latitude) FromGcj02(double longitude, double latitude) => Undo(ToGcj02, longitude, latitude);

    /// <summary>EPSG:4490 → BD-09.</summary>
    public static (double Longitude, double Latitude) ToBd09(double longitude, double latitude)
    {
        var (x, y) = ToGcj02(longitude, latitude);
        return Baidu(x, y);
    }

    /// <summary>BD-09 → EPSG:4490.</summary>
    public static (double Longitude, double Latitude) FromBd09(double longitude, double latitude)
    {
        var (x, y) = Undo(Baidu, longitude, latitude);
        return FromGcj02(x, y);
    }

    private static (double X, double Y) Baidu(double x, double y)
    {
        var radius = Math.Sqrt((x * x) + (y * y)) + (0.00002 * Math.Sin(y * BaiduTurn));
        var angle = Math.Atan2(y, x) + (0.000003 * Math.Cos(x * BaiduTurn));
        return ((radius * Math.Cos(angle)) + 0.0065, (radius * Math.Sin(angle)) + 0.006);
    }

    /// <summary>A fixed point: both offsets change by less than a tenth of the step, so each round wins a digit or more.</summary>
    private static (double X, double Y) Undo(Func<double, double, (double X, double Y)> offset, double x, double y)
    {
        var (guessX, guessY) = (x, y);
        for (var round = 0; round < 30; round++)
        {
            var (reachedX, reachedY) = offset(guessX, guessY);
            var (missX, missY) = (x - reachedX, y - reachedY);
            (guessX, guessY) = (guessX + missX, guessY + missY);
            if (Math.Max(Math.Abs(missX), Math.Abs(missY)) < 1e-12)
            {
                break;
            }
        }

        return (guessX, guessY);
    }
}
