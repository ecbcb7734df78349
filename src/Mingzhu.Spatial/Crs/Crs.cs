using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What a file's coordinates are (坐标系), and the way from them to EPSG:4490 and back.</summary>
/// <remarks>
/// In: x = easting or longitude, y = northing or latitude, whatever order the EPSG register writes; the other way about only for <see cref="Swapped"/>.<br/>
/// EPSG:4326 and every WGS 84 plane are taken as equal to EPSG:4490: the frames differ by less than 0.1 m, less than any layer we read is accurate. Xian 80 and
/// Beijing 54 are unprojected on their own ellipsoid and then taken as they are: their shift to CGCS2000 is not public, so <see cref="AccuracyM"/> is 200.<br/>
/// Always: <c>Crs.Of(crs.Name)</c> is the same system; <see cref="From4490(double, double)"/> undoes <see cref="Apply(double, double)"/>. Pure; thread-safe.
/// </remarks>
public sealed class Crs
{
    // The largest distance between Xian 80 or Beijing 54 and CGCS2000 in China is well under 200 m.
    private const double UnknownShiftM = 200;

    private Crs(string name, (string Zh, string En) says, Datum datum, int? epsg, Plane? plane, bool isWebMercator = false)
    {
        (Name, Says, Datum, Epsg, Plane, IsWebMercator) = (name, says, datum, epsg, plane, isWebMercator);
        AccuracyM = datum is Datum.Xian80 or Datum.Beijing54 or Datum.Unknown ? UnknownShiftM : 0;
    }

    /// <summary>What to give to <see cref="Of"/>: "EPSG:4548", "GCJ-02", "EPSG:4490 lat,lon", the PROJ text of a plane without a code.</summary>
    public string Name { get; private init; }

    /// <summary>The same in words, in both languages: "CGCS2000 3 度带，中央经线 117°E".</summary>
    public (string Zh, string En) Says { get; private init; }

    /// <summary>What positions are measured from.</summary>
    public Datum Datum { get; private init; }

    /// <summary>Its EPSG code; null if it has none.</summary>
    public int? Epsg { get; private init; }

    /// <summary>The plane; null for degrees and for Web Mercator.</summary>
    public Plane? Plane { get; private init; }

    /// <summary>Whether it is Web Mercator (EPSG:3857), in which nothing may be measured.</summary>
    public bool IsWebMercator { get; private init; }

    /// <summary>Whether its coordinates are degrees.</summary>
    public bool IsGeographic => Plane is null && !IsWebMercator;

    /// <summary>Whether the file writes y before x: latitude before longitude, northing before easting.</summary>
    public bool IsSwapped { get; private init; }

    /// <summary>How far positions may be off because the way to CGCS2000 is not known, metres: 0 or 200.</summary>
    public double AccuracyM { get; private init; }

    /// <summary>Metres in one unit of its plane; 1 but for grids in feet or kilometres.</summary>
    internal double UnitM { get; private init; } = 1;

    /// <summary>GCJ-02 degrees (高德、腾讯).</summary>
    public static Crs Gcj02 { get; } = new("GCJ-02", Datums.Says(Datum.Gcj02), Datum.Gcj02, null, null);

    /// <summary>BD-09 degrees (百度).</summary>
    public static Crs Bd09 { get; } = new("BD-09", Datums.Says(Datum.Bd09), Datum.Bd09, null, null);

    /// <summary>CGCS2000 degrees, in which everything is stored.</summary>
    public static Crs Cgcs2000 { get; } = Geographic(Datum.Cgcs2000, 4490);

    /// <summary>The CRS with an EPSG code (or one of the codes other programs use for Web Mercator); null if it is not known here.</summary>
    /// <remarks>In: 4490, 4480, 4326, 4979, 4610, 4214; 3857, 3785, 900913, 102100, 102113; all planes of <see cref="Plane.FindEpsg"/>.</remarks>
    public static Crs? OfEpsg(int epsg) => epsg switch
    {
        4490 => Cgcs2000,
        4480 => Geographic(Datum.Cgcs2000, epsg),
        4326 or 4979 => Geographic(Datum.Wgs84, epsg),
        4610 => Geographic(Datum.Xian80, epsg),
        4214 => Geographic(Datum.Beijing54, epsg),
        3857 or 3785 or 900913 or 102100 or 102113 => WebMercator(),
        _ => Plane.FindEpsg(epsg) is { } plane ? OfPlane(plane, ZoneFamily.Find(epsg)?.Family.Datum ?? Datum.Wgs84) : null,
    };

    /// <summary>The CRS a person names: a name as in <see cref="Name"/>, an EPSG code, or any definition that <see cref="CrsDefinition.Read"/> reads; null if it is none.</summary>
    /// <remarks>"lat,lon", "north,east" or "yx" behind a name says that the axes are swapped.</remarks>
    public static Crs? Of(string text)
    {
        var trimmed = text.Trim();
        foreach (var order in (ReadOnlySpan<string>)["lat,lon", "north,east", "yx"])
        {
            if (trimmed.EndsWith(" " + order, StringComparison.OrdinalIgnoreCase))
                return Of(trimmed[..^(order.Length + 1)]) is { IsSwapped: false } straight ? straight.Swapped : null;
        }

        return Datums.Plain(trimmed) switch
        {
            "gcj02" => Gcj02,
            "bd09" or "bd09ll" => Bd09,
            _ => CrsDefinition.Read(trimmed).Crs,
        };
    }

    /// <summary>The same system, written the other way about.</summary>
    public Crs Swapped => new(
        IsSwapped ? Name[..Name.LastIndexOf(' ')] : Name + (IsGeographic ? " lat,lon" : " north,east"), Says, Datum, Epsg, Plane, IsWebMercator)
    {
        IsSwapped = !IsSwapped,
        Says = IsSwapped ? (Says.Zh[..Says.Zh.LastIndexOf('，')], Says.En[..Says.En.LastIndexOf(',')])
            : IsGeographic ? (Says.Zh + "，纬度在前", Says.En + ", latitude first") : (Says.Zh + "，北坐标在前", Says.En + ", northing first"),
        AccuracyM = AccuracyM,
        UnitM = UnitM,
    };

    /// <summary>One position, to longitude and latitude in degrees; not finite, or off the earth, where the position can't be in this system.</summary>
    public (double Longitude, double Latitude) Apply(double x, double y)
    {
        var (east, north) = IsSwapped ? (y * UnitM, x * UnitM) : (x * UnitM, y * UnitM);
        return (Datum, Plane) switch
        {
            (Datum.Gcj02, _) => ChinaOffset.FromGcj02(east, north),
            (Datum.Bd09, _) => ChinaOffset.FromBd09(east, north),
            (_, { } plane) => plane.Unproject(east, north),
            _ => IsWebMercator ? FromWebMercator(east, north) : (east, north),
        };
    }

    /// <summary>A whole geometry, to x = longitude, y = latitude in degrees.</summary>
    public Geometry Apply(Geometry geometry) => Redraw.Move(geometry, Apply);

    /// <summary>Longitude and latitude in degrees, to a position of this system.</summary>
    public (double X, double Y) From4490(double longitude, double latitude)
    {
        var (east, north) = (Datum, Plane) switch
        {
            (Datum.Gcj02, _) => ChinaOffset.ToGcj02(longitude, latitude),
            (Datum.Bd09, _) => ChinaOffset.ToBd09(longitude, latitude),
            (_, { } plane) => plane.Project(longitude, latitude),
            _ => IsWebMercator ? ToWebMercator(longitude, latitude) : (longitude, latitude),
        };
        return IsSwapped ? (north / UnitM, east / UnitM) : (east / UnitM, north / UnitM);
    }

    /// <summary>A whole geometry in EPSG:4490, x = longitude, to positions of this system.</summary>
    public Geometry From4490(Geometry geometry) => Redraw.Move(geometry, From4490);

    /// <summary>Whether the two give every position the same place, and mean the same datum.</summary>
    public bool IsSameAs(Crs other) =>
        Datum == other.Datum && IsWebMercator == other.IsWebMercator && IsSwapped == other.IsSwapped && UnitM == other.UnitM
        && (Plane, other.Plane) switch { (null, null) => true, ({ } a, { } b) => a.IsSameAs(b), _ => false };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static Crs Geographic(Datum datum, int? epsg = null)
    {
        epsg ??= datum switch { Datum.Cgcs2000 => 4490, Datum.Wgs84 => 4326, Datum.Xian80 => 4610, Datum.Beijing54 => 4214, _ => null };
        var (zh, en) = Datums.Says(datum);
        return new(epsg is { } code ? $"EPSG:{code}" : "+proj=longlat +datum=unknown", (zh + " 经纬度", en + " longitude and latitude"), datum, epsg, null);
    }

    internal static Crs WebMercator() => new("EPSG:3857", ("Web 墨卡托", "Web Mercator"), Datum.Wgs84, 3857, null, isWebMercator: true);

    /// <summary>A plane of a datum; known by its EPSG code where the parameters are those of one.</summary>
    internal static Crs OfPlane(Plane plane, Datum datum, double unitM = 1, bool sixDegrees = false)
    {
        var known = plane.Epsg is null && unitM == 1 ? KnownPlane(plane, datum, sixDegrees) ?? plane : plane;
        var name = unitM == 1 ? known.Name : string.Create(CultureInfo.InvariantCulture, $"{known.Proj.Replace("+units=m", "", StringComparison.Ordinal)} +to_meter={unitM}");
        var named = datum == Datum.Unknown || (known.Epsg is null && datum != Datums.On(plane.Ellipsoid)) ? $"{name} +datum={datum.ToString().ToLowerInvariant()}" : name;
        return new(named, Words(known, datum), datum, known.Epsg, known) { UnitM = unitM };
    }

    /// <summary>The same with a doubt about where it lies: a parameter that could not be followed.</summary>
    internal Crs Doubtful() => new(Name, Says, Datum, Epsg, Plane, IsWebMercator) { IsSwapped = IsSwapped, UnitM = UnitM, AccuracyM = UnknownShiftM };

    private static Plane? KnownPlane(Plane plane, Datum datum, bool sixDegrees)
    {
        var rows = ZoneFamily.All.Where(family => family.Datum == datum).OrderBy(family => sixDegrees && family.Width == 3);
        foreach (var family in rows)
        {
            var index = (int)Math.Round((plane.CentralMeridian - family.MeridianOf(0)) / family.Width);
            if (index >= 0 && index < family.Count && Plane.OfEpsg(family.FirstEpsg + index) is var zone && zone.IsSameAs(plane))
                return zone;
        }

        var utm = (int)Math.Round((plane.CentralMeridian + 183) / 6);
        return datum == Datum.Wgs84 && utm is >= 1 and <= 60 ? Array.Find([Plane.OfEpsg(32600 + utm), Plane.OfEpsg(32700 + utm)], zone => zone.IsSameAs(plane)) : null;
    }

    private static (string Zh, string En) Words(Plane plane, Datum datum)
    {
        var (zh, en) = Datums.Says(datum);
        var meridian = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(plane.CentralMeridian):0.######}°{(plane.CentralMeridian < 0 ? "W" : "E")}");
        if (plane.Epsg is { } epsg && ZoneFamily.Find(epsg) is var (family, index))
        {
            return family.Prefixed
                ? ($"{zh} {family.Width} 度带，中央经线 {meridian}，东坐标前有带号 {family.NumberOf(index)}", $"{en} {family.Width}-degree zone, central meridian {meridian}, zone number {family.NumberOf(index)} before the easting")
                : ($"{zh} {family.Width} 度带，中央经线 {meridian}，无带号", $"{en} {family.Width}-degree zone, central meridian {meridian}, no zone number");
        }

        return plane.Epsg is { } utm
            ? ($"{zh} UTM {utm % 100} 带{(utm > 32700 ? "南" : "北")}", $"{en} UTM zone {utm % 100}{(utm > 32700 ? "S" : "N")}")
            : ($"{zh} 地方坐标系，中央经线 {meridian}", $"{en} local grid, central meridian {meridian}");
    }

    private const double SphereRadius = 6_378_137;

    private static (double Longitude, double Latitude) FromWebMercator(double x, double y) =>
        (x / SphereRadius * 180 / Math.PI, Math.Atan(Math.Sinh(y / SphereRadius)) * 180 / Math.PI);

    private static (double X, double Y) ToWebMercator(double longitude, double latitude) =>
        (longitude * Math.PI / 180 * SphereRadius, Math.Asinh(Math.Tan(latitude * Math.PI / 180)) * SphereRadius);
}
