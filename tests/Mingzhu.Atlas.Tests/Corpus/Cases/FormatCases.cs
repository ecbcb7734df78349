using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>KML, DXF, GeoPackage and GeoJSON by many hands, and what is none of them.</summary>
internal static class FormatCases
{
    private static readonly string Ring = string.Join(' ', Square.Degrees.Reversed().Select(point => FormattableString.Invariant($"{point.X},{point.Y},0")));
    private static readonly string Good = GeometryCases.Feature("""{"编号":"P1","名称":"湖心公园"}""", GeometryCases.Polygon(Square.Degrees.Reversed()));

    public static IEnumerable<DirtyFile> All =>
    [
        Kml("a placemark with extended data", Right, Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>"""))),
        Kml("extended data by a schema", Right, Document("""<Schema id="s"><SimpleField type="string" name="编号"/></Schema>""" + Placemark("""<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="编号">P1</SimpleData></SchemaData></ExtendedData>"""))),
        Kml("no namespace", Right, Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>"""), "<kml>")),
        Kml("the namespace of Google's first version", Right, Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>"""), """<kml xmlns="http://earth.google.com/kml/2.1">""")),
        new("Formats", "KML in GBK, declared so", "公园绿地.kml", "", () => [("公园绿地.kml", ParkFile.Gbk.GetBytes(Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>""")).Replace("UTF-8", "GBK", StringComparison.Ordinal)))], Right),
        Kml("folders in folders, and a link to elsewhere that nobody follows", Right, Document("<Folder><Folder>" + Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>""") + "</Folder></Folder><NetworkLink><Link><href>http://example.invalid/x.kml</href></Link></NetworkLink>")),
        Kml("coordinates with line breaks, tabs and no height", Right, Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>""").Replace(",0", "", StringComparison.Ordinal).Replace(" 115", "\n\t\t115", StringComparison.Ordinal))),
        new("Formats", "a KMZ", "公园绿地.kmz", "", () => [("公园绿地.kmz", new Zip().Add("doc.kml", Encoding.UTF8.GetBytes(Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>""")))).ToBytes())], Right),
        Kml("altitudes, told once", Right.Tells("geometry.z-dropped"), Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>""").Replace(",0", ",32.5", StringComparison.Ordinal))),
        Kml("altitudes of nothing but 0", Right.Silent("geometry.z-dropped"), Document(Placemark("""<ExtendedData><Data name="编号"><value>P1</value></Data></ExtendedData>"""))),
        Kml("a KML without a placemark", new MustHappen("refuse"), Document("")),
        Kml("a KML cut in the middle", new MustHappen("refuse"), Document(Placemark(""))[..200]),

        Dxf("a CASS drawing says of no coordinate system", Ask("crs", "EPSG:4548"), "--as buildings --layer JMD"),
        Dxf("a CASS drawing with both answers", Accept("buildings", 1), "--as buildings --layer JMD --crs EPSG:4548"),
        Dxf("a CASS drawing: which layer is which is asked", new MustHappen("ask") { Asked = [("as", null)] }, "--crs EPSG:4548"),
        new("Formats", "a drawing of a pipe whose heights differ, told once", "cass.dxf", "--as pipes --crs EPSG:4548", () => [("cass.dxf", Encoding.ASCII.GetBytes(Pipe))], new MustHappen("accept").Landed("pipes", 1).Tells("geometry.z-dropped")),
        new("Formats", "a binary DXF is told as such", "cass.dxf", "", () => [("cass.dxf", "AutoCAD Binary DXF\r\n\x1A\0\0\0"u8.ToArray())], new MustHappen("refuse")),

        Gpkg("a GeoPackage of two layers", Accept("parks", 1).Cell("P1", "name", "湖心公园").At("P1").Landed("water", 1),
            new Gpkg().Srs(4490, "EPSG", 4490, Prj.QgisCgcs2000).Features("公园绿地", 4490, "编号 TEXT, 名称 TEXT", $"{Corpus.Gpkg.Polygon(4490, Square.Degrees)}, 'P1', '湖心公园'").Features("水体", 4490, "编号 TEXT", $"{Corpus.Gpkg.Polygon(4490, Square.Degrees)}, 'W1'")),
        Gpkg("a GeoPackage in zone 117, easting first as always in a blob", Accept("parks", 1).At("P1").In("EPSG:4548"),
            new Gpkg().Srs(4548, "EPSG", 4548, Prj.Qgis4548).Features("公园绿地", 4548, "编号 TEXT", $"{Corpus.Gpkg.Polygon(4548, Square.Gk117)}, 'P1'")),
        Gpkg("a GeoPackage whose system has a number of its own and a definition", Accept("parks", 1).At("P1"),
            new Gpkg().Srs(100_000, "NONE", 100_000, Prj.Gk117).Features("公园绿地", 100_000, "编号 TEXT", $"{Corpus.Gpkg.Polygon(100_000, Square.Gk117)}, 'P1'")),
        Gpkg("a GeoPackage with heights and measures, each told once", Accept("parks", 1).At("P1").Tells("geometry.z-dropped").Tells("geometry.m-dropped"),
            new Gpkg().Features("公园绿地", 4326, "编号 TEXT", $"{Corpus.Gpkg.Blob(4326, Tall(Square.Degrees))}, 'P1'")),
        Gpkg("a GeoPackage of undefined system is asked about", Ask("crs", "EPSG:4548"), new Gpkg().Features("公园绿地", -1, "编号 TEXT", $"{Corpus.Gpkg.Polygon(-1, Square.Gk117)}, 'P1'")),
        Gpkg("a GeoPackage that misses the row of its system", Ask("crs"), new Gpkg().Features("公园绿地", 4548, "编号 TEXT", $"{Corpus.Gpkg.Polygon(4548, Square.Gk117)}, 'P1'")),
        Gpkg("a view as layer", Accept("parks", 1).At("P1"),
            new Gpkg().Sql("CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, 编号 TEXT)").Sql($"INSERT INTO t VALUES (1, {Corpus.Gpkg.Polygon(4326, Square.Degrees)}, 'P1')").Sql("CREATE VIEW 公园绿地 AS SELECT * FROM t").Register("公园绿地", 4326)),
        Gpkg("an empty geometry and one missing", new MustHappen("refuse"), new Gpkg().Features("公园绿地", 4326, "编号 TEXT", "NULL, 'P1'", $"{Corpus.Gpkg.Blob(4326, new Little().Byte(1).Int(3).Int(0).ToBytes(), 0x11)}, 'P2'")),
        Gpkg("a blob that is no geometry", new MustHappen("refuse"), new Gpkg().Features("公园绿地", 4326, "编号 TEXT", "X'DEADBEEF', 'P1'")),
        Gpkg("a curved polygon is told with the way to straighten it", Refuse("geometry.curve", "1"), new Gpkg().Features("公园绿地", 4326, "编号 TEXT", $"{Corpus.Gpkg.Blob(4326, new Little().Byte(1).Int(10).Int(0).ToBytes())}, 'P1'")),
        Gpkg("a database that is no GeoPackage", new MustHappen("refuse"), new Gpkg().Sql("DROP TABLE gpkg_contents").Sql("CREATE TABLE 公园绿地 (编号 TEXT)")),
        Gpkg("a GeoPackage without a layer", new MustHappen("refuse"), new Gpkg()),
        Gpkg("a number in a column of texts and a text in one of numbers", Refuse("value.unreadable"), new Gpkg().Features("小区", 4326, "小区编号 TEXT, 户数 INTEGER", $"{Corpus.Gpkg.Polygon(4326, Square.Degrees)}, 7, '四百'")),

        Json("a byte order mark", Right, "\uFEFF" + $$"""{"type":"FeatureCollection","features":[{{Good}}]}"""),
        Json("one feature to a line", Right, Good + "\n" + Good.Replace("P1", "P2", StringComparison.Ordinal) + "\n", count: 2, file: "公园绿地.geojsonl"),
        Json("one feature to a line, each after a record separator", Right, "\u001e" + Good + "\n\u001e" + Good.Replace("P1", "P2", StringComparison.Ordinal) + "\n", count: 2, file: "公园绿地.geojsons"),
        Json("a single feature", Right, Good),
        Json("a single geometry without attributes", Accept("parks", 1), GeometryCases.Polygon(Square.Degrees.Reversed())),
        Json("type after features, and unknown members between", Right, $$"""{"features":[{{Good}}],"name":"x","bbox":[1,2,3,4],"extra":{"deep":[[[]]]},"type":"FeatureCollection"}"""),
        Json("a comma too many", new MustHappen("refuse"), $$"""{"type":"FeatureCollection","features":[{{Good}},]}"""),
        Json("cut in the middle", new MustHappen("refuse"), $$"""{"type":"FeatureCollection","features":[{{Good}},{"type":"Feat"""),
        Json("TopoJSON is told as such", new MustHappen("refuse"), """{"type":"Topology","objects":{},"arcs":[]}"""),
        Json("Esri JSON is told as such", new MustHappen("refuse"), """{"geometryType":"esriGeometryPolygon","spatialReference":{"wkid":4490},"features":[{"attributes":{},"geometry":{"rings":[]}}]}"""),
        Json("an empty collection", new MustHappen("refuse"), """{"type":"FeatureCollection","features":[]}"""),

        None("a DWG drawing", "规划.dwg", "AC1032\0\0\0\0\0"u8.ToArray()),
        None("a RAR archive", "资料.rar", "Rar!\x1A\x07\x01\0"u8.ToArray()),
        None("a 7z archive", "资料.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]),
        None("a PDF", "规划.pdf", "%PDF-1.7\n%âãÏÓ\n"u8.ToArray()),
        None("a Word file", "说明.docx", Zip.Of(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w:document/>"u8.ToArray())).ToBytes()),
        None("a workbook of Excel 97", "人口.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]]),
        None("a picture", "现场.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10, .. "JFIF\0"u8]),
        None("a Word file named as a Shapefile's zip", "公园绿地.zip", Zip.Of(("word/document.xml", "<w:document/>"u8.ToArray())).ToBytes()),
        None("a program", "数据.exe", "MZ\x90\0\x03"u8.ToArray()),
        None("an empty file", "公园绿地.geojson", []),
        None("an empty file named as a Shapefile", "公园绿地.shp", []),
        None("one zero byte", "公园绿地.gpkg", [0]),
        None("a text that is no table", "说明.md", "聊城市城市更新"u8.ToArray()),
        new("Formats", "an empty folder", "空", "", () => [("空/.keep", [])], new MustHappen("refuse")),
        new("Formats", "a name with blanks, brackets and signs", "公园绿地 (最终版)#2.geojson", "--as parks", () => [("公园绿地 (最终版)#2.geojson", GeometryCases.Collection(Good))], Right),
    ];

    private static MustHappen Right => Accept("parks", 1).At("P1").Cell("P1", "name", "湖心公园");

    private static string Document(string inside, string root = """<kml xmlns="http://www.opengis.net/kml/2.2">""") => $"""<?xml version="1.0" encoding="UTF-8"?>{root}<Document><name>公园绿地</name>{inside}</Document></kml>""";

    private static string Placemark(string extended) => $"<Placemark><name>湖心公园</name>{extended}<Polygon><outerBoundaryIs><LinearRing><coordinates>{Ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>";

    private static DirtyFile Kml(string name, MustHappen must, string text) => new("Formats", "KML: " + name, "公园绿地.kml", "", () => [("公园绿地.kml", Encoding.UTF8.GetBytes(text))], must);

    private static DirtyFile Dxf(string name, MustHappen must, string options) => new("Formats", name, "cass.dxf", options, () => [("cass.dxf", ParkFile.Gbk.GetBytes(Cass()))], must);

    private static DirtyFile Gpkg(string name, MustHappen must, Gpkg gpkg) => new("Formats", name, "资料.gpkg", "", () => [("资料.gpkg", gpkg.ToBytes())], must);

    /// <summary>A polygon of one ring whose points have a height and a measure each.</summary>
    private static byte[] Tall((double X, double Y)[] ring)
    {
        var wkb = new Little().Byte(1).Int(3003).Int(1).Int(ring.Length);
        foreach (var (x, y) in ring)
            wkb.Double(x).Double(y).Double(31.5).Double(7);
        return wkb.ToBytes();
    }

    private static DirtyFile Json(string name, MustHappen must, string text, int count = 1, string file = "公园绿地.geojson") => new("Formats", "GeoJSON: " + name, file, "", () => [(file, Encoding.UTF8.GetBytes(text))],
        count == 1 ? must : must with { Layers = [("parks", count)] });

    private static DirtyFile None(string name, string file, byte[] bytes) => new("Formats", name + " is told as what it is", file, "", () => [(file, bytes)], new MustHappen("refuse"));

    /// <summary>A line in three dimensions.</summary>
    private static string Pipe => $"0\nSECTION\n2\nENTITIES\n0\nPOLYLINE\n8\nWS\n66\n1\n70\n8\n{string.Concat(Square.Gk117[..2].Select((point, at) => FormattableString.Invariant($"0\nVERTEX\n8\nWS\n10\n{point.X}\n20\n{point.Y}\n30\n{30 + at}\n70\n32\n")))}0\nSEQEND\n0\nENDSEC\n0\nEOF\n";

    /// <summary>A house of layer JMD, closed, with its code of CASS, and a point of heights.</summary>
    public static string Cass()
    {
        var points = string.Concat(Square.Gk117[..4].Select(point => FormattableString.Invariant($"10\r\n{point.X}\r\n20\r\n{point.Y}\r\n")));
        return $"  0\r\nSECTION\r\n  2\r\nHEADER\r\n  9\r\n$ACADVER\r\n  1\r\nAC1015\r\n  9\r\n$DWGCODEPAGE\r\n  3\r\nANSI_936\r\n  0\r\nENDSEC\r\n  0\r\nSECTION\r\n  2\r\nENTITIES\r\n" +
            $"  0\r\nLWPOLYLINE\r\n  5\r\n1A\r\n  8\r\nJMD\r\n 90\r\n4\r\n 70\r\n1\r\n{points}1001\r\nSOUTH\r\n1000\r\n141161\r\n" +
            "  0\r\nTEXT\r\n  8\r\nZJ\r\n 10\r\n409100.0\r\n 20\r\n4036700.0\r\n  1\r\n混3\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n";
    }
}
