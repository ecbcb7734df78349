using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>The figure a coordinate system is computed on (参考椭球): semi-major axis in metres, inverse flattening.</summary>
/// <remarks>By: the EPSG register; the four named ones are those of China's systems.</remarks>
public sealed record Ellipsoid(double SemiMajorM, double InverseFlattening)
{
    /// <summary>CGCS2000, the same numbers as GRS 1980.</summary>
    public static Ellipsoid Cgcs2000 { get; } = new(6_378_137, 298.257222101);

    /// <summary>WGS 84.</summary>
    public static Ellipsoid Wgs84 { get; } = new(6_378_137, 298.257223563);

    /// <summary>IAG 1975, of Xian 80.</summary>
    public static Ellipsoid Iag75 { get; } = new(6_378_140, 298.257);

    /// <summary>Krassovsky 1940, of Beijing 54.</summary>
    public static Ellipsoid Krassovsky { get; } = new(6_378_245, 298.3);

    /// <summary>Whether it can be a figure of the earth and not a slip: 6,350–6,400 km, flattening between 1/250 and 1/350.</summary>
    public bool IsEarth => SemiMajorM is >= 6_350_000 and <= 6_400_000 && InverseFlattening is >= 250 and <= 350;

    /// <summary>The same to a tenth of a millimetre at the pole: files write the numbers with more or fewer digits.</summary>
    public bool IsSameAs(Ellipsoid other) => Math.Abs(SemiMajorM - other.SemiMajorM) < 1e-4 && Math.Abs(InverseFlattening - other.InverseFlattening) < 4e-10 * InverseFlattening;

    /// <summary>In PROJ's words.</summary>
    internal string Proj =>
        IsSameAs(Cgcs2000) ? "+ellps=GRS80"
        : IsSameAs(Wgs84) ? "+ellps=WGS84"
        : IsSameAs(Krassovsky) ? "+ellps=krass"
        : string.Create(CultureInfo.InvariantCulture, $"+a={SemiMajorM} +rf={InverseFlattening}");
}
