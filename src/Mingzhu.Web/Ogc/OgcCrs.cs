using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Ogc;

/// <summary>A coordinate system a client may ask for (坐标系): its name on the web and the way to and from longitude, latitude.</summary>
/// <remarks>
/// The order of axes is that of the name, as OGC API asks for: CRS84 has longitude first, EPSG:4490 and EPSG:4326 latitude, a Gauss–Krüger zone northing, UTM easting.<br/>
/// By: OGC 18-058r1, and the EPSG register (coordinate systems 6422, 4530, 4400).
/// </remarks>
internal sealed class OgcCrs
{
    /// <summary>Name of longitude, latitude in degrees: what everything is in that asks for nothing else.</summary>
    public const string Crs84Uri = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    private const string EpsgUri = "http://www.opengis.net/def/crs/EPSG/0/";
    private const int PartsOfASide = 64;
    private static readonly GeometryFactory Shapes = new(new PrecisionModel(), 4490);
    private readonly Plane? _plane;
    private readonly bool _northFirst;

    private OgcCrs(string uri, bool northFirst, Plane? plane = null)
    {
        (Uri, _northFirst, _plane) = (uri, northFirst, plane);
        Shape = new GeoJsonShape(FromLonLat, plane is null ? 7 : 3);
    }

    /// <summary>Longitude, latitude.</summary>
    public static OgcCrs Crs84 { get; } = new(Crs84Uri, northFirst: false);

    /// <summary>The system the layers are kept in.</summary>
    public static OgcCrs Stored { get; } = new(EpsgUri + "4490", northFirst: true);

    /// <summary>Its name.</summary>
    public string Uri { get; }

    /// <summary>Key of the words for the order of its axes.</summary>
    public string Axes => (_plane is null, _northFirst) switch
    {
        (true, false) => "ogc.axes-lon-lat",
        (true, true) => "ogc.axes-lat-lon",
        (false, true) => "ogc.axes-north-east",
        _ => "ogc.axes-east-north",
    };

    /// <summary>Writes geometries in it: degrees with seven decimals, metres to the millimetre.</summary>
    public GeoJsonShape Shape { get; }

    /// <summary>What a city offers: the three names of degrees, and the plane it is measured in if that has a code.</summary>
    public static ImmutableArray<OgcCrs> Of(Plane? plane) =>
    [
        Crs84, new(EpsgUri + "4326", northFirst: true), Stored,
        .. plane?.Epsg is { } epsg ? [new OgcCrs(EpsgUri + epsg.ToString(System.Globalization.CultureInfo.InvariantCulture), NorthFirst(epsg), plane)] : Array.Empty<OgcCrs>(),
    ];

    /// <summary>The area of a box written in it: two corners, each in the order of its axes; lowest first, but a box in degrees may go over the 180th meridian.</summary>
    /// <exception cref="AskedWrongly">It is no box.</exception>
    public Geometry Box(ShapePosition low, ShapePosition high)
    {
        var (west, south) = EastNorth(low);
        var (east, north) = EastNorth(high);
        if (south > north || (_plane is not null && west > east))
            throw new AskedWrongly(new("bbox 的两个角颠倒了：先最小，后最大", "the corners of the bbox are the wrong way round: lowest first"));
        if (west > east)
            return Shapes.CreateMultiPolygon([Rectangle(west, south, 180, north), Rectangle(-180, south, east, north)]);
        return Rectangle(west, south, east, north);
    }

    /// <summary>A position written in it, as longitude and latitude.</summary>
    /// <exception cref="AskedWrongly">It lies nowhere on the earth.</exception>
    public Coordinate Position(ShapePosition written)
    {
        var (east, north) = EastNorth(written);
        return LonLat(east, north);
    }

    private static bool NorthFirst(int epsg) => epsg is >= 4491 and <= 4554;

    // Sides that are straight in the plane bend in degrees.
    private Polygon Rectangle(double west, double south, double east, double north)
    {
        var parts = _plane is null ? 1 : PartsOfASide;
        var ring = new List<Coordinate>((4 * parts) + 1);
        for (var i = 0; i < parts; i++)
            ring.Add(LonLat(west + ((east - west) * i / parts), south));
        for (var i = 0; i < parts; i++)
            ring.Add(LonLat(east, south + ((north - south) * i / parts)));
        for (var i = 0; i < parts; i++)
            ring.Add(LonLat(east + ((west - east) * i / parts), north));
        for (var i = 0; i < parts; i++)
            ring.Add(LonLat(west, north + ((south - north) * i / parts)));
        ring.Add(ring[0].Copy());
        return Shapes.CreatePolygon([.. ring]);
    }

    private (double East, double North) EastNorth(ShapePosition written) => _northFirst ? (written.Y, written.X) : (written.X, written.Y);

    private Coordinate LonLat(double east, double north)
    {
        var (lon, lat) = _plane is null ? (east, north) : _plane.Unproject(east, north);
        return Math.Abs(lon) <= 360 && Math.Abs(lat) <= 90
            ? new Coordinate(lon, lat)
            : throw new AskedWrongly(new($"坐标 {written(east)}, {written(north)} 不在 {Uri} 的范围内（注意坐标轴次序）", $"the position {written(east)}, {written(north)} lies outside {Uri} (mind the order of its axes)"));

        static string written(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
    }

    private (double First, double Second) FromLonLat(double lon, double lat)
    {
        var (east, north) = _plane is null ? (lon, lat) : _plane.Project(lon, lat);
        return _northFirst ? (north, east) : (east, north);
    }
}
