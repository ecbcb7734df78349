using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.Kml;

public sealed class KmlFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_folder_with_placemarks_is_a_layer()
    {
        var layers = Read("""
            <Document><name>更新</name>
              <Placemark><name>a</name><Point><coordinates>115.9,36.4,20</coordinates></Point></Placemark>
              <Folder><name>outer</name>
                <Folder><name>inner</name><Placemark><name>b</name><Point><coordinates>116,36</coordinates></Point></Placemark></Folder>
                <Folder><name>empty</name></Folder>
              </Folder>
              <Placemark><name>c</name><description><![CDATA[<b>x</b>]]></description></Placemark>
            </Document>
            """);

        layers.Select(layer => (layer.Name, layer.Epsg)).ShouldBe([("更新", 4326), ("inner", 4326)]);
        layers[0].Features.Select(row => (row.Row, row.Values["name"], row.Geometry?.AsText(), row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, "a", "POINT (115.9 36.4)", null), (3, "c", null, "geometry.missing")]);
        layers[0].Features.Last().Values["description"].ShouldBe("<b>x</b>");
        layers[1].Features.Single().Row.ShouldBe(2);
    }

    [Theory]
    [InlineData("<Point><coordinates> 115.9 , 36.4 </coordinates></Point>", "POINT (115.9 36.4)")]
    [InlineData("<LineString><tessellate>1</tessellate><coordinates>\n 1,2,3\n\t4, 5 ,6 7,8</coordinates></LineString>", "LINESTRING (1 2, 4 5, 7 8)")]
    [InlineData("<Polygon><innerBoundaryIs><LinearRing><coordinates>4,1 5,1 5,2 4,1</coordinates></LinearRing></innerBoundaryIs><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon>", "POLYGON ((0 0, 9 0, 9 9, 0 0), (4 1, 5 1, 5 2, 4 1))")]
    [InlineData("<MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4</coordinates></Point></MultiGeometry>", "MULTIPOINT ((1 2), (3 4))")]
    [InlineData("<MultiGeometry><MultiGeometry><LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry></MultiGeometry>", "LINESTRING (1 2, 3 4)")]
    [InlineData("<gx:Track><when>2026</when><gx:coord>1 2 0</gx:coord><gx:coord>3 4 0</gx:coord></gx:Track>", "LINESTRING (1 2, 3 4)")]
    [InlineData("<gx:MultiTrack><gx:Track><gx:coord>1 2</gx:coord><gx:coord>3 4</gx:coord></gx:Track><gx:Track><gx:coord>5 6</gx:coord><gx:coord>7 8</gx:coord></gx:Track></gx:MultiTrack>", "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))")]
    public void Geometries_are_read_without_altitudes(string kml, string wkt)
    {
        var row = Placemark(kml);

        row.Problems.ShouldBeEmpty();
        row.Geometry!.AsText().ShouldBe(wkt);
        double.IsNaN(row.Geometry.Coordinate.Z).ShouldBeTrue();
    }

    [Theory]
    [InlineData("<Point><coordinates>115.9</coordinates></Point>", "kml.coordinates")]
    [InlineData("<Point><coordinates>115.9;36</coordinates></Point>", "kml.coordinates")]
    [InlineData("<Point><coordinates>,36</coordinates></Point>", "kml.coordinates")]
    [InlineData("<Point><coordinates/></Point>", "geometry.empty")]
    [InlineData("<Point><coordinates>NaN,1</coordinates></Point>", "geometry.not-finite")]
    [InlineData("<LineString><coordinates>1,2</coordinates></LineString>", "geometry.too-few-points")]
    [InlineData("<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon>", "geometry.unclosed")]
    [InlineData("<Polygon><innerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></innerBoundaryIs></Polygon>", "kml.coordinates")]
    public void A_bad_geometry_costs_only_its_row(string kml, string code)
    {
        var rows = Read($"<Document><Placemark>{kml}<name>bad</name></Placemark><Placemark><name>good</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document>").Single().Features.ToList();

        (rows[0].Geometry, rows[0].Problems.Single().Code, rows[0].Values["name"]).ShouldBe((null, code, "bad"));
        rows[1].Geometry!.AsText().ShouldBe("POINT (1 2)");
    }

    [Fact]
    public void Extended_data_are_typed_by_their_schema()
    {
        var layer = Read("""
            <Document><Schema name="s" id="s"><SimpleField name="n" type="int"/><SimpleField name="r" type="double"/><SimpleField name="b" type="bool"/></Schema>
            <Placemark><ExtendedData>
              <Data name="编码"><displayName>x</displayName><value> 007 </value></Data>
              <SchemaData schemaUrl="#s"><SimpleData name="n">5</SimpleData><SimpleData name="r">0.5</SimpleData><SimpleData name="b">1</SimpleData><SimpleData name="t">12</SimpleData></SchemaData>
            </ExtendedData><Point><coordinates>1,2</coordinates></Point></Placemark></Document>
            """).Single();

        layer.Fields.ShouldBe([new("name", FieldType.Text), new("description", FieldType.Text), new("编码", FieldType.Text), new("n", FieldType.Integer), new("r", FieldType.Real), new("b", FieldType.Boolean), new("t", FieldType.Text)]);
        layer.Features.Single().Values.Values.ShouldBe([null, null, "007", 5L, 0.5, true, "12"]);
    }

    [Fact]
    public void What_a_file_links_to_is_told_and_never_fetched()
    {
        var layer = Read("<Document><NetworkLink><name>x</name><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink><GroundOverlay/><GroundOverlay/><Placemark><Point><coordinates>1,2</coordinates></Point></Placemark></Document>").Single();

        layer.Problems.Single().En.ShouldBe("overlays and network links were not read and are never fetched: 2 GroundOverlay, 1 NetworkLink");
        Problem("<kml><NetworkLink/></kml>").En.ShouldBe("a.kml: there is no placemark in it, only NetworkLink (which is never fetched); export a KML with points, lines or polygons");
    }

    [Fact]
    public void Many_folders_are_one_layer_that_names_them()
    {
        var layer = Read($"<Document>{string.Concat(Enumerable.Range(1, 40).Select(i => $"<Folder><name>f{i}</name><Placemark><Point><coordinates>{i},2</coordinates></Point></Placemark></Folder>"))}</Document>").Single();

        layer.Features.Select(row => row.Values["folder"]).ShouldBe(Enumerable.Range(1, 40).Select(i => $"f{i}"));
    }

    [Fact]
    public void The_first_kml_of_a_kmz_is_read()
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("files/photo.png");
            using var doc = new StreamWriter(zip.CreateEntry("doc.kml").Open());
            doc.Write(Kml("<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>"));
        }
        var sound = to.ToArray();

        KmlFile.Read(_folder.File("a.kmz", sound)).Single().Features.Single().Geometry!.AsText().ShouldBe("POINT (1 2)");
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(sound, seed, bytes => Hostile.ReadWhole(KmlFile.Read(_folder.File("b.kmz", bytes)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Text_in_GBK_and_prefixes_that_nobody_declared_are_read()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("<?xml version=\"1.0\" encoding=\"gb2312\"?><kml xsi:schemaLocation=\"x\"><Placemark><name>聊城</name><gx:Track/></Placemark></kml>");

        KmlFile.Read(_folder.File("a.kml", gbk)).Single().Features.Single().Values["name"].ShouldBe("聊城");
    }

    [Fact]
    public void Any_damage_is_read_or_refused()
    {
        var sound = Encoding.UTF8.GetBytes(Kml("<Document><name>x</name><Schema id=\"s\"><SimpleField name=\"n\" type=\"int\"/></Schema><Folder><Placemark><name>甲</name><ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"n\">5</SimpleData></SchemaData></ExtendedData><MultiGeometry><Point><coordinates>1,2</coordinates></Point><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder></Document>"));

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(sound, seed, bytes => Hostile.ReadWhole(KmlFile.Read(_folder.File("a.kml", bytes)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("<!DOCTYPE kml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><kml><Placemark><name>&x;</name></Placemark></kml>", "xml.broken")]
    [InlineData("", "xml.broken")]
    [InlineData("plain text", "xml.broken")]
    [InlineData("<html/>", "kml.no-placemark")]
    public void What_is_no_KML_is_refused(string text, string code) => Problem(text).Code.ShouldBe(code);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Problem(string.Concat(Enumerable.Repeat("<Folder>", 200_000))).En.ShouldContain("nested more than 64 deep");

    [Theory]
    [InlineData("KML")]
    [InlineData("LIBKML")]
    public void What_GDAL_writes_is_read(string driver)
    {
        var source = _folder.File("in.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"阳光","code":"007","n":5},"geometry":{"type":"Polygon","coordinates":[[[115.9,36.4],[116,36.4],[116,36.5],[115.9,36.4]]]}},{"type":"Feature","properties":{"name":"b","code":"1","n":6},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}}]}""");
        Reference.Gdal("ogr2ogr", "-f", driver, _folder.Named("out.kml"), source);

        var rows = KmlFile.Read(_folder.Named("out.kml")).Single().Features.ToList();

        rows.Select(row => row.Geometry!.AsText()).ShouldBe(["POLYGON ((115.9 36.4, 116 36.4, 116 36.5, 115.9 36.4))", "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))"]);
        rows[0].Values["name"].ShouldBe("阳光");
        rows[0].Values["code"].ShouldBe("007");
        rows[1].Values["n"].ShouldBe(6L);
    }

    private static string Kml(string content) => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\">{content}</kml>";

    private ImmutableArray<SourceLayer> Read(string content) => KmlFile.Read(_folder.File("a.kml", Kml(content)));

    private SourceFeature Placemark(string content) => Read($"<Placemark>{content}</Placemark>").Single().Features.Single();

    private SourceProblem Problem(string text) => Should.Throw<BrokenFileException>(() => Hostile.ReadWhole(KmlFile.Read(_folder.File("a.kml", text)))).Problem;
}
