using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats.GeoJson;

public sealed class GeoJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_come_with_number_geometry_and_typed_values()
    {
        var layer = Read("""
            {"features":[
              {"type":"Feature","id":"a/1","geometry":{"coordinates":[115.98,36.45,31.5],"type":"Point"},"properties":{"name":"湖","n":3,"x":1.5,"b":true,"list":[1, {"a":2}],"none":null,"mixed":1}},
              {"properties":{"n":2.5,"mixed":"one"},"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[1,2],[3,4]]}}
            ],"type":"FeatureCollection","name":"parks"}
            """);

        var features = layer.Features.ToList();

        layer.Name.ShouldBe("parks");
        (layer.Epsg, layer.CrsEvidence.En).ShouldBe((4326, "RFC 7946: GeoJSON without crs is WGS 84"));
        layer.Fields.ShouldBe(
        [
            new("name", FieldType.Text), new("n", FieldType.Real), new("x", FieldType.Real), new("b", FieldType.Boolean), new("list", FieldType.Text), new("none", FieldType.Text),
            new("mixed", FieldType.Text), new("id", FieldType.Text),
        ]);
        features.Select(feature => feature.Row).ShouldBe([1, 2]);
        features[0].Geometry!.AsText().ShouldBe("POINT (115.98 36.45)");
        features[0].Values["n"].ShouldBe(3L);
        features[0].Values["list"].ShouldBe("[1, {\"a\":2}]");
        features[0].Values["b"].ShouldBe(true);
        features[0].Values["none"].ShouldBeNull();
        features[0].Values["id"].ShouldBe("a/1");
        features[1].Values["mixed"].ShouldBe("one");
        features[1].Geometry!.AsText().ShouldBe("LINESTRING (1 2, 3 4)");
        features.ShouldAllBe(feature => feature.Problems.Count == 0);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""")]
    [InlineData("""{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,2]}}""")]
    [InlineData("\uFEFF{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}]}")]
    public void A_bare_geometry_a_bare_feature_and_a_byte_order_mark_are_understood(string json) =>
        Read(json).Features.Single().Geometry!.AsText().ShouldBe("POINT (1 2)");

    [Theory]
    [InlineData("\"urn:ogc:def:crs:EPSG::4490\"", 4490)]
    [InlineData("\"urn:ogc:def:crs:OGC:1.3:CRS84\"", 4326)]
    [InlineData("\"EPSG:4548\"", 4548)]
    [InlineData("\"http://www.opengis.net/def/crs/EPSG/0/4528\"", 4528)]
    [InlineData("\"西安80\"", null)]
    public void The_old_crs_member_proves_the_system_or_nothing(string name, int? epsg)
    {
        var layer = Read($$$"""{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":{{{name}}}}},"features":[]}""");

        layer.Epsg.ShouldBe(epsg);
        layer.CrsEvidence.En.ShouldContain(name.Trim('"'));
    }

    [Theory]
    [InlineData("[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[2,2],[4,2],[4,4],[2,2]]]")]
    [InlineData("[[[2,2],[4,4],[4,2],[2,2]],[[0,0],[9,0],[9,9],[0,9],[0,0]]]")]
    public void Rings_in_the_wrong_order_or_direction_are_put_right_without_a_word(string rings)
    {
        var feature = Read(Feature("Polygon", rings)).Features.Single();

        feature.Problems.ShouldBeEmpty();
        feature.Geometry!.Area.ShouldBe(81 - 2);
        NetTopologySuite.Algorithm.Orientation.IsCCW(((Polygon)feature.Geometry).ExteriorRing.CoordinateSequence).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Polygon", "[[[0,0],[9,0],[9,9],[0,9]]]", "geometry.unclosed")]
    [InlineData("Polygon", "[[[0,0],[9,0],[0,0]]]", "geometry.too-few-points")]
    [InlineData("Polygon", "[[[0,0],[9,0],[5,0],[0,0]]]", "geometry.zero-area")]
    [InlineData("LineString", "[[0,0]]", "geometry.too-few-points")]
    [InlineData("LineString", "[[0,0],[0,0]]", "geometry.too-few-points")]
    [InlineData("Point", "[1e999,0]", "geometry.not-finite")]
    [InlineData("Point", "[1e12,0]", "geometry.absurd")]
    [InlineData("Point", "[]", "geometry.empty")]
    [InlineData("Point", "[1]", "geometry.encoding")]
    [InlineData("Point", "[\"1\",\"2\"]", "geometry.encoding")]
    [InlineData("Circle", "[1,2]", "geometry.encoding")]
    public void A_bad_geometry_is_refused_on_its_feature(string type, string coordinates, string code)
    {
        var feature = Read(Feature(type, coordinates)).Features.Single();

        feature.Geometry.ShouldBeNull();
        feature.Row.ShouldBe(1);
        (feature.Problems.Single().Code, feature.Problems.Single().Severity).ShouldBe((code, ProblemSeverity.Refused));
    }

    [Fact]
    public void A_null_geometry_and_an_item_that_is_no_feature_are_problems_and_the_rest_is_read()
    {
        var features = Read("""{"type":"FeatureCollection","features":[null,{"type":"Feature","properties":{"a":1},"geometry":null},{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}""").Features.ToList();

        features.Select(feature => feature.Problems.SingleOrDefault()?.Code).ShouldBe(["geojson.no-feature", "geometry.missing", null]);
        features[1].Values["a"].ShouldBe(1L);
    }

    [Fact]
    public void A_polygon_that_crosses_itself_is_repaired_with_a_note()
    {
        var feature = Read(Feature("Polygon", "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]")).Features.Single();

        feature.Geometry!.IsValid.ShouldBeTrue();
        feature.Geometry.Area.ShouldBe(2);
        (feature.Problems.Single().Code, feature.Problems.Single().Severity).ShouldBe(("geometry.self-intersecting", ProblemSeverity.Repaired));
        feature.Problems.Single().En.ShouldContain("(1, 1)");
    }

    [Theory]
    [InlineData("{\n\"type\":\"FeatureCollection\",\n\"features\":[{]}", "line 3, byte 14: broken JSON")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[", "broken JSON")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]} x", "line 1, byte 44: broken JSON")]
    [InlineData("{\"type\":\"Topology\",\"objects\":{}}", "its type is 'Topology', expected FeatureCollection")]
    [InlineData("{\"type\":\"FeatureCollection\"}", "without 'features'")]
    [InlineData("[1,2]", "holds no JSON object")]
    [InlineData("", "broken JSON")]
    public void A_broken_file_says_where(string json, string says) =>
        Should.Throw<BrokenFileException>(() => Read(json)).Problem.En.ShouldContain(says);

    [Fact]
    public void A_file_nested_too_deep_or_not_in_UTF_8_is_refused()
    {
        var deep = Feature("GeometryCollection", new string('[', 5000) + new string(']', 5000));
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("""{"type":"FeatureCollection","name":"聊城","features":[]}""");
        var utf16 = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("{}")).ToArray();

        Should.Throw<BrokenFileException>(() => Read(deep)).Problem.En.ShouldContain("broken JSON");
        Should.Throw<BrokenFileException>(() => GeoJsonFile.Read(_folder.File("gbk.geojson", gbk))).Problem.En.ShouldContain("UTF-8");
        Should.Throw<BrokenFileException>(() => GeoJsonFile.Read(_folder.File("utf16.geojson", utf16))).Problem.En.ShouldContain("UTF-16");
    }

    [Fact]
    public void A_file_larger_than_any_buffer_is_read_feature_by_feature()
    {
        var large = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (var i = 0; i < 30_000; i++)
            large.Append(i == 0 ? "" : ",").Append("{\"type\":\"Feature\",\"properties\":{\"i\":").Append(i).Append(",\"text\":\"").Append('字', 40).Append("\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}");
        large.Append("]}");

        var features = Read(large.ToString()).Features.ToList();

        features.Count.ShouldBe(30_000);
        features.Select(feature => (long)feature.Values["i"]!).ShouldBe(Enumerable.Range(0, 30_000).Select(i => (long)i));
    }

    [Fact]
    public void What_is_written_is_read_again_to_seven_decimals() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = Tables.Any(seed);
            var features = GeoJsonFile.Read(_folder.File("any.geojson", Written(table))).Features.ToList();
            return features.Count == table.Count && Enumerable.Range(0, table.Count).All(row =>
                (string)features[row].Values["id"]! == table.Ids[row]
                && (features[row].Problems.Count > 0 || table.Geometries[row] is GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection }
                    || features[row].Geometry!.Normalized().EqualsExact(table.Geometries[row]!.Normalized(), 1e-7)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_written_file_has_one_feature_a_line() =>
        Encoding.UTF8.GetString(Written(Tables.Compounds())).ShouldBe("""
            {"type":"FeatureCollection","name":"layer",
            "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},
            "features":[
            {"type":"Feature","id":"c-2","properties":{"名称":"阳光小区","id":1,"area \"m2\"":0.1,"old":true,"Geom":"2026-07-01"},"geometry":{"type":"Polygon","coordinates":[[[115.9,36.4],[116,36.4],[116,36.5],[115.9,36.4]],[[115.95,36.41],[115.96,36.42],[115.96,36.41],[115.95,36.41]]]}},
            {"type":"Feature","id":"c-1","properties":{"名称":null,"id":-9,"area \"m2\"":null,"old":false,"Geom":null},"geometry":null},
            {"type":"Feature","id":"阳光;DROP TABLE x","properties":{"名称":"/","id":null,"area \"m2\"":-1E+300,"old":null,"Geom":"1987-01-31"},"geometry":{"type":"MultiPolygon","coordinates":[[[[115,36],[115.5,36],[115.5,36.5],[115,36]]]]}}
            ]}

            """);

    [Fact]
    public void GDAL_reads_what_we_write()
    {
        var said = Reference.Gdal("ogrinfo", "-ro", "-al", "-so", _folder.File("compounds.geojson", Written(Tables.Compounds())));

        said.ShouldContain("Feature Count: 3");
        said.ShouldContain("ID[\"EPSG\",4490]");
    }

    [Fact]
    public void A_real_boundary_is_read_as_GDAL_reads_it()
    {
        var path = Reference.Data("osm/las_palmas_boundary_ign.geojson");

        var features = GeoJsonFile.Read(path).Features.ToList();

        features.ShouldAllBe(feature => feature.Geometry != null);
        Reference.Gdal("ogrinfo", "-ro", "-al", "-so", path).ShouldContain($"Feature Count: {features.Count}");
    }

    private SourceLayer Read(string json) => GeoJsonFile.Read(_folder.File("layer.geojson", json));

    private static string Feature(string type, string coordinates) =>
        $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"{{{type}}}","coordinates":{{{coordinates}}}}}]}""";

    private static byte[] Written(FeatureTable table)
    {
        var file = new MemoryStream();
        GeoJsonWriter.Write(file, "layer", table);
        return file.ToArray();
    }
}
