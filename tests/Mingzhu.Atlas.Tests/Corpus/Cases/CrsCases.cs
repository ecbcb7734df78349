using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Where things are: every flavour of .prj, numbers that contradict it, and none at all.</summary>
internal static class CrsCases
{
    private const double Metres200 = 0.0023; // of longitude, the larger of the two

    public static IEnumerable<DirtyFile> All =>
    [
        Shp("CGCS2000 degrees by ArcGIS", Placed.In("EPSG:4490"), Prj.Cgcs2000),
        Shp("CGCS2000 degrees by GDAL, whose axes read latitude first", Placed.In("EPSG:4490"), Prj.QgisCgcs2000),
        Shp("WGS 84 degrees by ArcGIS", Placed.In("EPSG:4326"), Prj.Wgs84),
        Shp("CGCS2000, 3° zone of 117°E by ArcGIS", Placed.In("EPSG:4548"), Prj.Gk117, Square.Gk117),
        Shp("CGCS2000, 3° zone of 117°E by GDAL, whose axes read northing first", Placed.In("EPSG:4548"), Prj.Qgis4548, Square.Gk117),
        Shp("CGCS2000, 3° zone of 117°E in WKT 2", Placed.In("EPSG:4548"), Prj.Wkt2Of4548, Square.Gk117),
        Shp("CGCS2000, 3° zone 39 with its number before the easting", Placed.In("EPSG:4527"), Prj.GkZone39, Square.Gk117.Moved(39_000_000)),
        Shp("CGCS2000, 3° zone of 114°E, the next one", Placed.In("EPSG:4547"), Prj.Gk114, Square.Gk114),
        Shp("CGCS2000, 3° zone 38 with its number", Placed.In("EPSG:4526"), Prj.GkZone38, Square.Gk114.Moved(38_000_000)),
        Shp("CGCS2000, 6° zone of 117°E", Placed, Prj.Gk6Of117, Square.Gk117),
        Shp("CGCS2000, 6° zone 20 with its number", Placed, Prj.GkZone20, Square.Gk117.Moved(20_000_000)),
        Shp("WGS 84, UTM zone 50", Placed.In("EPSG:32650"), Prj.Utm50, Square.Utm50),
        Shp("Web Mercator of WGS 84", Placed.In("EPSG:3857"), Prj.WebMercator, Square.WebMercator),
        Shp("a city's own grid about 116°E on CGCS2000, told whole", Placed, Prj.CityGrid, Square.CityGrid),
        Shp("a .prj in lower case over several lines", Placed.In("EPSG:4548"), Prj.Gk117.ToLowerInvariant().Replace(",parameter", ",\r\n  parameter", StringComparison.Ordinal), Square.Gk117),
        Shp("a .prj that begins with a byte order mark", Placed.In("EPSG:4548"), "\uFEFF" + Prj.Gk117, Square.Gk117),
        Shp("a .prj that holds nothing but EPSG:4548", Placed.In("EPSG:4548"), "EPSG:4548", Square.Gk117),
        Shp("Xian 80 has no public shift: it lands within 200 m, and says so", Rough, Prj.XianGk117, Square.Xian117),
        Shp("Xian 80 with zone 39 before the easting", Rough, Prj.XianZone39, Square.Xian117.Moved(39_000_000)),
        Shp("Beijing 54 has no public shift: it lands within 200 m, and says so", Rough, Prj.BeijingGk117, Square.Beijing117),
        Shp("Beijing 54 with zone 39 before the easting", Rough, Prj.BeijingZone39, Square.Beijing117.Moved(39_000_000)),
        Shp("Xian 80 in degrees", Rough, Prj.Xian1980),

        Shp("no .prj and eastings of zone 117: the zone is proved, the datum asked", Ask("crs", "EPSG:4548"), null, Square.Gk117),
        Shp("no .prj and eastings of zone 114", Ask("crs", "EPSG:4547"), null, Square.Gk114),
        Shp("no .prj and eastings with 39 before them", Ask("crs", "EPSG:4527"), null, Square.Gk117.Moved(39_000_000)),
        Shp("no .prj and degrees", Ask("crs", "EPSG:4490"), null),
        Shp("no .prj and swapped axes: eastings of 4,036,620 can be none", Ask("crs", "EPSG:4548 north,east"), null, Square.Gk117.Swapped()),
        Shp("no .prj and degrees with latitude first", Ask("crs", "EPSG:4490 lat,lon"), null, Square.Degrees.Swapped()),
        Shp("no .prj and metres of Web Mercator", Ask("crs", "EPSG:3857"), null, Square.WebMercator),
        Shp("no .prj and short coordinates of a site's own grid", Ask("crs"), null, Square.At(500, 800, 200)),
        Shp("no .prj, and the user answers", Placed.In("EPSG:4548"), null, Square.Gk117, "--crs EPSG:4548"),
        Shp("no .prj, swapped axes, and the user answers", Placed.As("warn"), null, Square.Gk117.Swapped(), "--crs EPSG:4548"),
        Shp("no .prj, and the user answers with a system that does not exist", Refuse("crs.unknown"), null, Square.Gk117, "--crs EPSG:99999"),
        Shp("no .prj, and the user answers with a zone the numbers rule out", Refuse("crs.impossible"), null, Square.Gk117, "--crs EPSG:4547"),

        Shp("a .prj of zone 117 over swapped axes", Warn("parks", 1).At("P1"), Prj.Gk117, Square.Gk117.Swapped()),
        Shp("a .prj of zone 117 over degrees", Ask("crs"), Prj.Gk117, Square.Degrees),
        Shp("a .prj of degrees over eastings of zone 117", Ask("crs"), Prj.Cgcs2000, Square.Gk117),
        Shp("a .prj of zone 114 over eastings of zone 117", Ask("crs"), Prj.Gk114, Square.Gk117),
        Shp("a .prj of zone 117 over eastings with 39 before them", Placed.As("warn"), Prj.Gk117, Square.Gk117.Moved(39_000_000)),
        Shp("a .prj of zone 39 over eastings without it", Placed.As("warn"), Prj.GkZone39, Square.Gk117),
        Shp("a .prj contradicted by the user's answer", new MustHappen("refuse"), Prj.Gk117, Square.Gk117, "--crs EPSG:4547"),
        Shp("a .prj that is empty is none", Ask("crs", "EPSG:4548"), "", Square.Gk117),
        Shp("a .prj that is no definition is none", Ask("crs", "EPSG:4548"), "聊城2000坐标系", Square.Gk117),
        Shp("a .prj cut in the middle", Ask("crs", "EPSG:4548"), Prj.Gk117[..60], Square.Gk117),
        Shp("a .prj of nothing but brackets, ten thousand deep", Ask("crs", "EPSG:4548"), string.Concat(Enumerable.Repeat("PROJCS[", 10_000)), Square.Gk117),
        Shp("an engineering system that hangs in no place", Refuse("crs.unsupported"), Prj.Engineering, Square.At(500, 800, 200)),
        Shp("a Lambert conic nobody here reads is named and refused", Refuse("crs.unsupported"), Prj.Lambert, Square.At(980_000, 4_200_000, 200)),
        new("Coordinates", "a .prj in UTF-16", Open, "", () => [.. ParkFile.In(null, Square.Gk117), (ParkFile.Stem + ".prj", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Prj.Gk117)])], Placed),
        new("Coordinates", "a .prj whose name of the system is in GBK", Open, "", () => [.. ParkFile.In(null, Square.Gk117), (ParkFile.Stem + ".prj", ParkFile.Gbk.GetBytes(Prj.Gk117.Replace("CGCS2000_3_Degree_GK_CM_117E", "聊城市2000坐标系", StringComparison.Ordinal)))], Placed.In("EPSG:4548")),

        Json("GeoJSON is WGS 84 by its standard", Placed.In("EPSG:4326"), Square.Degrees),
        Json("GeoJSON that names EPSG:4490 as the older draft allowed", Placed.In("EPSG:4490"), Square.Degrees, """ "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"""),
        Json("GeoJSON that names EPSG:4548", Placed.In("EPSG:4548"), Square.Gk117, """ "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4548"}},"""),
        Json("GeoJSON with metres and no name of their system", Ask("crs"), Square.Gk117),
        Json("GeoJSON with latitude first", Warn("parks", 1).At("P1"), Square.Degrees.Swapped()),
        Json("GCJ-02 as declared", Placed.In("GCJ-02"), Square.Gcj02, options: "--crs GCJ-02"),
        Json("BD-09 as declared", Placed.In("BD-09"), Square.Bd09, options: "--crs BD-09"),
        new("Coordinates", "GeoJSON as DataV writes it is GCJ-02 without a word, and is asked about", "行政边界.json", "", () => [("行政边界.json", DataV)], new MustHappen("ask") { Asked = [("crs", "GCJ-02")] }),
        new("Coordinates", "GeoJSON as DataV writes it, and the user answers", "行政边界.json", "--crs GCJ-02", () => [("行政边界.json", DataV)], Accept("boundaries", 1).At("371502")),
        new("Coordinates", "a CSV with longitude and latitude never says of which datum", "observations.csv", "", () => [("observations.csv", "编号,经度,纬度\nO1,115.985,36.456\n"u8.ToArray())], Ask("crs")),
        new("Coordinates", "a CSV of points from a map service, declared GCJ-02", "observations.csv", "--crs GCJ-02", () => [("observations.csv", "编号,经度,纬度\nO1,115.99067906369216,36.45608619490743\n"u8.ToArray())], Accept("observations", 1).At("O1")),
        new("Coordinates", "a CSV with northing and easting as surveyors write them, X up", "observations.csv", "--crs EPSG:4548 --x Y --y X", () => [("observations.csv", "编号,X,Y\nO1,4036620.8213,409012.1985\n"u8.ToArray())], Accept("observations", 1).At("O1")),
        new("Coordinates", "a CSV with northing and easting as surveyors write them, and nobody says so", "observations.csv", "--crs EPSG:4548", () => [("observations.csv", "编号,X,Y\nO1,4036620.8213,409012.1985\n"u8.ToArray())], Warn("observations", 1).At("O1")),
        new("Coordinates", "two layers of one zip in two zones", "资料.zip", "", () => [("资料.zip", Zip.Of([.. ParkFile.Of(ParkFile.Squares(1, Square.Gk117), ParkFile.Names(ParkFile.Gbk, ParkFile.Park), Prj.Gk117), .. ParkFile.Of(ParkFile.Squares(1, Square.Gk114), ParkFile.Names(ParkFile.Gbk, "柳园"), Prj.Gk114, stem: "水体")]).ToBytes())],
            Accept("parks", 1).At("P1").Landed("water", 1).At("P1")),
    ];

    private const string Open = ParkFile.Stem + ".shp";

    private static MustHappen Placed => Accept("parks", 1).At("P1");

    private static MustHappen Rough => Warn("parks", 1).At("P1", withinDegrees: Metres200) with { AccuracyM = 200 };

    private static byte[] DataV => Encoding.UTF8.GetBytes(
        $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":371502,"name":"东昌府区","center":[115.980023,36.45606],"centroid":[115.907,36.462],"childrenNum":0,"level":"district","parent":{"adcode":371500},"subFeatureIndex":0,"acroutes":[100000,370000,371500]},"geometry":{"type":"MultiPolygon","coordinates":[[{{{Square.Gcj02.Json()}}}]]}}]}""");

    private static DirtyFile Shp(string name, MustHappen must, string? prj, (double X, double Y)[]? ring = null, string options = "") => new("Coordinates", name, Open, options, () => ParkFile.In(prj, ring), must);

    private static DirtyFile Json(string name, MustHappen must, (double X, double Y)[] ring, string crs = "", string options = "") => new("Coordinates", name, "parks.geojson", options,
        () => [("parks.geojson", Encoding.UTF8.GetBytes($$$"""{"type":"FeatureCollection",{{{crs}}}"features":[{"type":"Feature","properties":{"id":"P1"},"geometry":{"type":"Polygon","coordinates":[{{{ring.Reversed().Json()}}}]}}]}"""))], must);
}
