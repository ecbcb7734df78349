namespace Mingzhu.Spatial;

/// <summary>What a position is measured from (大地基准). Numbers never prove it: a file or a person says so.</summary>
public enum Datum : byte
{
    /// <summary>Not named, or one that is not of China.</summary>
    Unknown,

    /// <summary>2000 国家大地坐标系.</summary>
    Cgcs2000,

    /// <summary>WGS 84; on the ground less than 0.1 m from CGCS2000.</summary>
    Wgs84,

    /// <summary>1980 西安坐标系; its shift to CGCS2000 is not public.</summary>
    Xian80,

    /// <summary>1954 年北京坐标系; its shift to CGCS2000 is not public.</summary>
    Beijing54,

    /// <summary>国测局坐标, the offset coordinates of Chinese web maps.</summary>
    Gcj02,

    /// <summary>百度坐标, GCJ-02 moved once more.</summary>
    Bd09,
}

/// <summary>The datum by its name in a file, and the words for it.</summary>
internal static class Datums
{
    // Letters and digits only, lower case, so that "Xi'an 1980", "D_Xian_1980" and "XIAN1980" are one name.
    private static readonly (string Part, Datum Datum)[] Names =
    [
        ("cgcs2000", Datum.Cgcs2000), ("china2000", Datum.Cgcs2000), ("chinageodetic", Datum.Cgcs2000), ("国家2000", Datum.Cgcs2000), ("2000国家", Datum.Cgcs2000), ("大地2000", Datum.Cgcs2000),
        ("wgs84", Datum.Wgs84), ("wgs1984", Datum.Wgs84), ("worldgeodeticsystem1984", Datum.Wgs84),
        ("xian80", Datum.Xian80), ("xian1980", Datum.Xian80), ("xian", Datum.Xian80), ("西安80", Datum.Xian80), ("西安1980", Datum.Xian80), ("1980西安", Datum.Xian80),
        ("newbeijing", Datum.Unknown), ("beijing54", Datum.Beijing54), ("beijing1954", Datum.Beijing54), ("北京54", Datum.Beijing54), ("北京1954", Datum.Beijing54), ("1954年北京", Datum.Beijing54), ("1954北京", Datum.Beijing54),
        ("bj54", Datum.Beijing54), ("beijing", Datum.Beijing54),
    ];

    /// <summary>The datum a name speaks of; Unknown if none that is known here.</summary>
    public static Datum Named(string name)
    {
        var plain = Plain(name);
        foreach (var (part, datum) in Names)
        {
            if (plain.Contains(part, StringComparison.Ordinal))
                return datum;
        }

        return Datum.Unknown;
    }

    /// <summary>The datum whose own figure this is; Unknown if several or none.</summary>
    public static Datum On(Ellipsoid ellipsoid) =>
        ellipsoid.IsSameAs(Ellipsoid.Cgcs2000) ? Datum.Cgcs2000
        : ellipsoid.IsSameAs(Ellipsoid.Wgs84) ? Datum.Wgs84
        : ellipsoid.IsSameAs(Ellipsoid.Iag75) ? Datum.Xian80
        : ellipsoid.IsSameAs(Ellipsoid.Krassovsky) ? Datum.Beijing54
        : Datum.Unknown;

    /// <summary>The figure a datum is computed on; null if it is not known.</summary>
    public static Ellipsoid? EllipsoidOf(Datum datum) => datum switch
    {
        Datum.Cgcs2000 => Ellipsoid.Cgcs2000,
        Datum.Wgs84 or Datum.Gcj02 or Datum.Bd09 => Ellipsoid.Wgs84,
        Datum.Xian80 => Ellipsoid.Iag75,
        Datum.Beijing54 => Ellipsoid.Krassovsky,
        _ => null,
    };

    /// <summary>What people call it.</summary>
    public static (string Zh, string En) Says(Datum datum) => datum switch
    {
        Datum.Cgcs2000 => ("CGCS2000", "CGCS2000"),
        Datum.Wgs84 => ("WGS 84", "WGS 84"),
        Datum.Xian80 => ("西安 80", "Xian 80"),
        Datum.Beijing54 => ("北京 54", "Beijing 54"),
        Datum.Gcj02 => ("GCJ-02（高德、腾讯地图）", "GCJ-02 (AutoNavi, Tencent maps)"),
        Datum.Bd09 => ("BD-09（百度地图）", "BD-09 (Baidu maps)"),
        _ => ("未知基准", "unknown datum"),
    };

    /// <summary>A name without what spellings differ in.</summary>
    public static string Plain(string? name) => string.Concat((name ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
