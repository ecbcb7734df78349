using System.Globalization;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>
/// One square near the city's centre, 115.985–115.987°E 36.456–36.458°N, in every coordinate system the corpus uses. Computed with PROJ (GCJ-02 and BD-09 with a program of their own), to 0.1 mm.
/// Rings are closed and clockwise, as a Shapefile wants its shells.
/// </summary>
internal static class Square
{
    public const double West = 115.985, South = 36.456, Size = 0.002;

    public static (double X, double Y)[] Degrees { get; } = At(West, South);

    public static (double X, double Y)[] Gk117 { get; } = Ring((409012.1985, 4036620.8213), (409191.4904, 4036618.9357), (409193.8224, 4036840.8810), (409014.5351, 4036842.7666));

    public static (double X, double Y)[] Gk114 { get; } = Ring((677949.4560, 4037973.9732), (678128.7714, 4037977.6680), (678124.1953, 4038199.6426), (677944.8844, 4038195.9477));

    public static (double X, double Y)[] Utm50 { get; } = Ring((409048.5937, 4035006.1731), (409227.8138, 4035004.2882), (409230.1448, 4035226.1447), (409050.9293, 4035228.0296));

    public static (double X, double Y)[] WebMercator { get; } = Ring((12911391.1397, 4363549.0444), (12911613.7786, 4363549.0444), (12911613.7786, 4363825.8542), (12911391.1397, 4363825.8542));

    public static (double X, double Y)[] Xian117 { get; } = Ring((409012.1557, 4036622.7035), (409191.4476, 4036620.8179), (409193.7796, 4036842.7633), (409014.4922, 4036844.6489));

    public static (double X, double Y)[] Beijing117 { get; } = Ring((409010.6733, 4036692.3433), (409189.9681, 4036690.4577), (409192.3002, 4036912.4068), (409013.0099, 4036914.2925));

    /// <summary>Under <see cref="Prj.CityGrid"/>.</summary>
    public static (double X, double Y)[] CityGrid { get; } = Ring((48655.3735, 36142.0099), (48834.6571, 36141.9838), (48834.6870, 36363.9188), (48655.4081, 36363.9449));

    public static (double X, double Y)[] Gcj02 { get; } = Ring(
        (115.99067906369216, 36.45608619490743), (115.99268541028898, 36.456092110765326), (115.99268562541131, 36.45809298117396), (115.99067927864705, 36.458087065314444));

    public static (double X, double Y)[] Bd09 { get; } = Ring(
        (115.99725365604583, 36.46178552268155), (115.99925340986968, 36.461812416428025), (115.99925435409088, 36.46381351685679), (115.99725459999014, 36.46378662259218));

    public static (double X, double Y)[] At(double west, double south, double size = Size) => Ring((west, south), (west + size, south), (west + size, south + size), (west, south + size));

    public static (double X, double Y)[] Moved(this (double X, double Y)[] ring, double dx, double dy = 0) => [.. ring.Select(point => (point.X + dx, point.Y + dy))];

    public static (double X, double Y)[] Swapped(this (double X, double Y)[] ring) => [.. ring.Select(point => (point.Y, point.X))];

    public static (double X, double Y)[] Reversed(this (double X, double Y)[] ring) => [.. ring.Reverse()];

    /// <summary>[[x,y],…] as GeoJSON writes a ring.</summary>
    public static string Json(this (double X, double Y)[] ring) => $"[{string.Join(',', ring.Select(point => string.Create(CultureInfo.InvariantCulture, $"[{point.X:R},{point.Y:R}]")))}]";

    public static string Wkt(this (double X, double Y)[] ring) => $"POLYGON(({string.Join(',', ring.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:R} {point.Y:R}")))}))";

    /// <summary>Closed and clockwise, from south-west, south-east, north-east, north-west.</summary>
    private static (double X, double Y)[] Ring((double X, double Y) southWest, (double X, double Y) southEast, (double X, double Y) northEast, (double X, double Y) northWest) =>
        [southWest, northWest, northEast, southEast, southWest];
}
