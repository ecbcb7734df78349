using System.Globalization;
using System.IO.Compression;
using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Files made to hurt: refused or read in bounded time and memory, nothing outside the work folder.</summary>
internal static class HostileCases
{
    private const string Shp = ParkFile.Stem + ".shp";
    private static readonly (string Path, byte[] Bytes)[] Parks = [.. ParkFile.In(Prj.Cgcs2000)];

    public static IEnumerable<DirtyFile> All =>
    [
        Archive("a zip that climbs out of its folder", () => new Zip().Add("../../../../tmp/mingzhu-slip.shp", Parks[0].Bytes)),
        Archive("a zip that climbs out with backslashes", () => new Zip().Add("..\\..\\mingzhu-slip.shp", Parks[0].Bytes)),
        Archive("a zip with absolute names", () => new Zip().Add("/tmp/mingzhu-slip.shp", Parks[0].Bytes)),
        Archive("a zip with the name of a drive", () => new Zip().Add("C:\\mingzhu-slip.shp", Parks[0].Bytes)),
        One("a zip with a zero byte in a name", "资料.zip", () => [("资料.zip", new Zip().Add("公园\0.shp", Parks[0].Bytes).ToBytes())], Ask("as").Tells("zip.renamed")),
        Archive("a zip with a link in it", () => new Zip().Add("公园绿地.shp", "/etc/passwd"u8.ToArray(), attributes: 0xA1FF0000)),
        Archive("a zip encrypted by a password", () => new Zip().Add(Shp, Parks[0].Bytes, encrypted: true).Add(ParkFile.Stem + ".dbf", Parks[2].Bytes, encrypted: true)),
        Archive("a zip bomb: a thousand million zeros in a million bytes", () => new Zip().AddPacked(Shp, Zeros(1000), 1_000_000_000)),
        Archive("a zip bomb that says it is small", () => new Zip().AddPacked(Shp, Zeros(1000), 10)),
        Archive("a zip in a zip in a zip", () => Zip.Of(("a.zip", Zip.Of(("b.zip", Zip.Of(Parks).ToBytes())).ToBytes()))),
        Archive("a zip of fifty thousand empty files", () => Zip.Of(Enumerable.Range(0, 50_000).Select(at => (at.ToString(CultureInfo.InvariantCulture), Array.Empty<byte>())))),
        Archive("a zip that counts more entries than it has", () => new Zip { SaysEntries = 65_535 }.Add("x.txt", [1])),
        Archive("a zip with a wrong checksum", () => new Zip().Add(Shp, Parks[0].Bytes, saysCrc: 1).Add(ParkFile.Stem + ".dbf", Parks[2].Bytes, saysCrc: 2)),
        Archive("a zip packed by a method nobody knows", () => new Zip().Add(Shp, Parks[0].Bytes, method: 97)),
        One("a zip cut in the middle", "x.zip", () => [("x.zip", Zip.Of(Parks).ToBytes()[..400])]),

        One("a .shp that counts a thousand million points in a record", Shp, () => ParkFile.Of(new Shp(Corpus.Shp.Polygon).Add(Corpus.Shp.Parts(Corpus.Shp.Polygon, [Square.Degrees], saysPoints: 1_000_000_000)), ParkFile.Names(ParkFile.Gbk, "甲"))),
        One("a .shp that counts minus one parts", Shp, () => ParkFile.Of(new Shp(Corpus.Shp.Polygon).Add(Corpus.Shp.Parts(Corpus.Shp.Polygon, [Square.Degrees], saysParts: -1)), ParkFile.Names(ParkFile.Gbk, "甲"))),
        One("a .shp with a record that says two thousand million words is read by its contents", Shp, () => ParkFile.Of(new Shp(Corpus.Shp.Polygon).Add(Corpus.Shp.Parts(Corpus.Shp.Polygon, [Square.Degrees]), saysWords: int.MaxValue), ParkFile.Names(ParkFile.Gbk, "甲")), Accept("parks", 1).At("P1").Tells("shp.length", "1")),
        One("a .shp with a record of minus one words", Shp, () => ParkFile.Of(new Shp(Corpus.Shp.Polygon).Add(Corpus.Shp.Parts(Corpus.Shp.Polygon, [Square.Degrees]), saysWords: -1), ParkFile.Names(ParkFile.Gbk, "甲"))),
        One("a .dbf that counts four thousand million rows", Shp, () => ParkFile.Of(ParkFile.Squares(), ParkFile.Names(new Dbf(ParkFile.Gbk) { SaysRows = uint.MaxValue }, "甲"))),
        One("a .dbf whose header claims to be longer than the file", Shp, () => ParkFile.Of(ParkFile.Squares(), ParkFile.Names(new Dbf(ParkFile.Gbk) { SaysHeaderLength = 65_535 }, "甲")), Accept("parks", 1).Cell("P1", "name", "甲").Tells("dbf.header")),
        One("a .dbf that claims rows of no length", Shp, () => ParkFile.Of(ParkFile.Squares(), ParkFile.Names(new Dbf(ParkFile.Gbk) { SaysRowLength = 0 }, "甲")), Accept("parks", 1).Cell("P1", "name", "甲").Tells("dbf.header")),

        One("a polygon of two thousand points that crosses itself a million times", Shp, () => ParkFile.Of(ParkFile.Squares(1, Star(2001, 1000)), ParkFile.Names(ParkFile.Gbk, "甲")), Refuse("geometry.tangled", "1")),
        One("a polygon of a million points strewn about, over 16 million bytes", Shp, () => ParkFile.Of(ParkFile.Squares(1, Strewn(1_000_000)), ParkFile.Names(ParkFile.Gbk, "甲")), Refuse("geometry.tangled", "1")),
        One("a polygon with three hundred thousand holes, over 25 million bytes", Shp, () => ParkFile.Of(new Shp(Corpus.Shp.Polygon).Add(Corpus.Shp.Parts(Corpus.Shp.Polygon, Sieve(300_000))), ParkFile.Names(ParkFile.Gbk, "甲"))),
        Sheet("a workbook with entities in entities, a thousand million laughs", () => new Xlsx { SharedPrologue = Laughs }.Sheet("人口", [["社区代码"], [new RawCell(" t=\"s\"><v>0</v>")]])),
        Sheet("a workbook that reads a file of ours", () => new Xlsx().Raw("人口", """<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData>""", prologue: """<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>""")),
        Sheet("a workbook that shares two thousand million characters", () => new Xlsx { SharedPacked = SharedBlanks() }.Sheet("人口", [["社区代码"], [new RawCell(" t=\"s\"><v>0</v>")]])),
        Sheet("a workbook with a sheet of a thousand million blanks", () => new Xlsx().Packed("人口", Blanks())),
        One("a workbook that says it has 16,384 columns and a million rows", "人口.xlsx", () => [("人口.xlsx", new Xlsx().Sheet("人口", [["社区代码", "常住人口"], ["371502", 5]], dimension: "A1:XFD1048576").ToBytes())], Accept("population", 1)),
        One("a workbook with a cell beyond all columns and rows", "人口.xlsx", () => [("人口.xlsx", new Xlsx().Raw("人口", """<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="4294967295"><c r="ZZZZZZZZ99999999999"><v>1</v></c></row></sheetData>""").ToBytes())], Refuse("excel.broken")),
        One("a workbook with a shared text that is not there", "人口.xlsx", () => [("人口.xlsx", new Xlsx().Sheet("人口", [["社区代码"], [new RawCell(" t=\"s\"><v>2147483647</v>")]]).ToBytes())], new MustHappen("refuse")),
        One("a workbook whose cells are all merged a million times", "人口.xlsx", () => [("人口.xlsx", new Xlsx().Sheet("人口", [["社区代码", "常住人口"], ["371502", 5]], string.Join(' ', Enumerable.Repeat("A1:XFD1048576", 20_000))).ToBytes())], Refuse("file.empty")),

        One("KML with entities in entities", "公园绿地.kml", () => [("公园绿地.kml", Encoding.UTF8.GetBytes($"""<?xml version="1.0"?>{Laughs}<kml><Document><name>&l9;</name></Document></kml>"""))]),
        One("KML that reads a file of ours", "公园绿地.kml", () => [("公园绿地.kml", """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Document><Placemark><name>&x;</name><Point><coordinates>115.985,36.456</coordinates></Point></Placemark></Document></kml>"""u8.ToArray())]),
        One("KML a hundred thousand elements deep", "公园绿地.kml", () => [("公园绿地.kml", Encoding.UTF8.GetBytes("<kml>" + string.Concat(Enumerable.Repeat("<Folder>", 100_000))))]),
        One("GeoJSON a million brackets deep", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":""" + new string('[', 1_000_000)))]),
        One("GeoJSON with a property a million objects deep", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":""" + string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000))))]),
        One("GeoJSON of collections in collections", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes("""{"type":"Feature","properties":{},"geometry":""" + string.Concat(Enumerable.Repeat("""{"type":"GeometryCollection","geometries":[""", 100_000))))]),
        One("GeoJSON with a text of sixty million characters", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"编号":"P1","名称":"{{new string('x', 60_000_000)}}"},"geometry":{"type":"Point","coordinates":[115.985,36.456] } }]}"""))]),
        One("GeoJSON with two million properties in a feature", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{ {{string.Join(',', Enumerable.Range(0, 2_000_000).Select(at => $"\"k{at}\":1"))}} },"geometry":null}]}"""))]),
        One("GeoJSON with other properties in each of half a million features", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(',', Enumerable.Range(0, 500_000).Select(at => $$"""{"type":"Feature","properties":{ "k{{at}}":1 },"geometry":null}"""))}}]}"""))], Refuse("fields.too-many")),
        One("GeoJSON of a shape of four million points", "parks.geojson", () => [("parks.geojson", Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"编号":"P1"},"geometry":{"type":"MultiPoint","coordinates":[{{string.Join(',', Enumerable.Repeat("[115.9,36.4]", 4_000_000))}}] } }]}"""))]),
        One("KML with a polygon of twenty million characters", "公园绿地.kml", () => [("公园绿地.kml", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><kml><Placemark><name>甲</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{string.Join(' ', Enumerable.Repeat("115.985,36.456", 1_400_000))}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"))]),
        One("a CSV of one line of fifty million characters", "人口.csv", () => [("人口.csv", [.. "代码,常住人口\n"u8, .. Enumerable.Repeat((byte)'7', 50_000_000)])]),
        One("a CSV with a quote that never closes, over twenty million bytes", "人口.csv", () => [("人口.csv", [.. "代码,常住人口\n\""u8, .. Enumerable.Repeat((byte)'\n', 20_000_000)])]),
        One("a CSV of a million columns", "人口.csv", () => [("人口.csv", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000)) + "\n"))]),
        One("WKT ten million brackets deep", "parks.csv", () => [("parks.csv", Encoding.UTF8.GetBytes("编号,wkt\nP1,\"GEOMETRYCOLLECTION" + new string('(', 10_000_000) + "\"\n"))], new MustHappen("refuse")),

        Database("a GeoPackage whose layer is a view that never ends", new Gpkg().Sql("CREATE VIEW 公园绿地 AS WITH RECURSIVE n(fid, geom) AS (SELECT 1, X'00' UNION ALL SELECT fid + 1, geom FROM n) SELECT fid, geom, fid AS 编号 FROM n").Register("公园绿地", 4326), Refuse("import.too-long")),
        Database("a GeoPackage whose layer is a view that works for ever before its first row", new Gpkg().Sql("CREATE VIEW 公园绿地 AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid % 1000 + 1 FROM n) SELECT max(fid) AS fid, X'00' AS geom, 1 AS 编号 FROM n").Register("公园绿地", 4326), Refuse("import.too-long")),
        Database("a GeoPackage that counts two thousand million points in a blob", new Gpkg().Features("公园绿地", 4326, "编号 TEXT", $"{Corpus.Gpkg.Blob(4326, new Little().Byte(1).Int(3).Int(1).Int(int.MaxValue).Zeros(64).ToBytes())}, 'P1'")),
        Database("a GeoPackage with collections in collections, ten thousand deep", new Gpkg().Features("公园绿地", 4326, "编号 TEXT", $"{Corpus.Gpkg.Blob(4326, [.. Enumerable.Repeat(new Little().Byte(1).Int(7).Int(1).ToBytes(), 10_000).SelectMany(level => level)])}, 'P1'")),
        Database("a GeoPackage with a table named by a statement of SQL", new Gpkg().Sql("""CREATE TABLE "x""; DROP TABLE gpkg_contents; --" (fid INTEGER PRIMARY KEY, geom BLOB)""").Sql("""INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('x"; DROP TABLE gpkg_contents; --', 'features', 4326)""").Sql("""INSERT INTO gpkg_geometry_columns VALUES ('x"; DROP TABLE gpkg_contents; --', 'geom', 'GEOMETRY', 4326, 0, 0)"""), new MustHappen("ask")),
        One("a GeoPackage cut in the middle", "资料.gpkg", () => [("资料.gpkg", new Gpkg().Features("公园绿地", 4326, "编号 TEXT", $"{Corpus.Gpkg.Polygon(4326, Square.Degrees)}, 'P1'").ToBytes()[..3000])]),
        One("DXF with a block that holds itself", "x.dxf", () => [("x.dxf", Encoding.ASCII.GetBytes("0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n2\nA\n0\nINSERT\n2\nA\n10\n0\n20\n0\n0\nINSERT\n2\nA\n0\nENDBLK\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n0\nINSERT\n8\n0\n2\nA\n10\n0\n20\n0\n70\n32767\n71\n32767\n0\nENDSEC\n0\nEOF\n"))], new MustHappen("ask")),
        One("DXF with a line of ten million characters", "x.dxf", () => [("x.dxf", Encoding.ASCII.GetBytes("0\nSECTION\n2\n" + new string('x', 10_000_000)))], new MustHappen("refuse")),
        One("OSM whose block says it is two thousand million bytes", "x.osm.pbf", () => [("x.osm.pbf", [0, 0, 0, 0x0E, 0x0A, 9, .. "OSMHeader"u8, 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 7])]),
    ];

    private static string Laughs => $"<!DOCTYPE x [<!ENTITY l0 \"ha\">{string.Concat(Enumerable.Range(1, 9).Select(level => $"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">"))}]>";

    /// <summary>So many million zeros, packed.</summary>
    private static byte[] Zeros(int millions) => Repeated(new byte[1_000_000], millions);

    private static byte[] Blanks() => Repeated([.. Enumerable.Repeat((byte)' ', 1_000_000)], 1000, """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>"""u8.ToArray());

    private static byte[] SharedBlanks() => Repeated([.. Enumerable.Repeat("<si><t>天</t></si>", 60_000).SelectMany(Encoding.UTF8.GetBytes)], 2000, """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"""u8.ToArray());

    private static byte[] Repeated(byte[] block, int times, byte[]? before = null)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
        {
            deflate.Write(before ?? []);
            for (var round = 0; round < times; round++)
                deflate.Write(block);
        }

        return packed.ToArray();
    }

    /// <summary>A star whose sides join each point with one far off.</summary>
    private static (double X, double Y)[] Star(int points, int step) =>
        [.. Enumerable.Range(0, points + 1).Select(at => Math.SinCos(2 * Math.PI * ((long)at * step % points) / points)).Select(turn => (115.985 + (0.01 * turn.Cos), 36.456 + (0.01 * turn.Sin)))];

    private static (double X, double Y)[] Strewn(int points)
    {
        var dice = new Random(1);
        var ring = new (double X, double Y)[points + 1];
        for (var at = 0; at < points; at++)
            ring[at] = (115.9 + (0.1 * dice.NextDouble()), 36.4 + (0.1 * dice.NextDouble()));
        ring[^1] = ring[0];
        return ring;
    }

    private static (double X, double Y)[][] Sieve(int holes) =>
    [
        [(115.9, 36.4), (115.9, 36.5), (116, 36.5), (116, 36.4), (115.9, 36.4)],
        .. Enumerable.Range(0, holes).Select(at => (X: 115.91 + (at % 1000 * 8e-5), Y: 36.41 + (at / 1000 * 8e-5)))
            .Select(at => new[] { (at.X, at.Y), (at.X + 1e-5, at.Y), (at.X + 1e-5, at.Y + 1e-5), (at.X, at.Y + 1e-5), (at.X, at.Y) }),
    ];

    private static DirtyFile Archive(string name, Func<Zip> zip) => One(name, "资料.zip", () => [("资料.zip", zip().ToBytes())]);

    private static DirtyFile Sheet(string name, Func<Xlsx> book) => One(name, "人口.xlsx", () => [("人口.xlsx", book().ToBytes())]);

    private static DirtyFile Database(string name, Gpkg gpkg, MustHappen? must = null) => One(name, "资料.gpkg", () => [("资料.gpkg", gpkg.ToBytes())], must);

    private static DirtyFile One(string name, string open, Func<IEnumerable<(string, byte[])>> files, MustHappen? must = null) => new("Hostile", name, open, "", files, must ?? new MustHappen("refuse"));
}
