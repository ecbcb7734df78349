using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.GeoJson;

public sealed class GeoJsonLinesTests : IDisposable
{
    private const string A = """{"type":"Feature","properties":{"name":"阳光","n":1},"geometry":{"type":"Point","coordinates":[115.9,36.4]}}""";
    private const string B = """{"type":"Feature","properties":{"n":2.5},"geometry":{"type":"Point","coordinates":[116,36]}}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.geojsonl", A + "\n\n" + B + "\n", 1, 3)]
    [InlineData("a.geojson", "\uFEFF" + A + "\r\n" + B, 1, 2)]
    [InlineData("a.json", "\u001e" + A + "\n\u001e" + B + "\n", 1, 2)]
    [InlineData("a.geojsons", "\uFEFF\u001e{\"type\":\n\"Feature\",\"properties\":{\"name\":\"阳光\",\"n\":1},\"geometry\":{\"type\":\"Point\",\"coordinates\":[115.9,36.4]}}\n\u001e" + B, 1, 2)]
    public void Features_are_read_line_by_line_or_record_by_record(string name, string text, long first, long second)
    {
        var layer = GeoJsonFile.Read(_folder.File(name, text));

        layer.Fields.ShouldBe([new("name", FieldType.Text), new("n", FieldType.Real)]);
        layer.Features.Select(row => (row.Row, row.Geometry!.AsText(), row.Values.GetValueOrDefault("name"))).ShouldBe([(first, "POINT (115.9 36.4)", "阳光"), (second, "POINT (116 36)", null)]);
        layer.Epsg.ShouldBe(4326);
    }

    [Fact]
    public void A_broken_line_costs_only_itself()
    {
        var rows = GeoJsonFile.Read(_folder.File("a.ndjson", $"{A}\n{B[..^4]}\n{A} x\n[1]\n{B}")).Features.ToList();

        rows.Select(row => (row.Row, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, "geojson.line"), (3, "geojson.line"), (4, "geojson.no-feature"), (5, null)]);
        Should.Throw<BrokenFileException>(() => GeoJsonFile.Read(_folder.File("b.ndjson", "x\ny"))).Problem.Code.ShouldBe("geojson.broken");
    }

    [Fact]
    public void A_collection_over_many_lines_is_still_a_collection()
    {
        var rows = GeoJsonFile.Read(_folder.File("a.geojson", "{\n\"type\":\"FeatureCollection\",\"features\":[\n" + A + ",\n" + B + "\n]}")).Features.ToList();

        rows.Select(row => row.Row).ShouldBe([1, 2]);
    }

    [Fact]
    public void Any_damage_is_read_or_refused()
    {
        var sound = Encoding.UTF8.GetBytes("\u001e" + A + "\n\u001e" + B + "\n");

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(sound, seed, bytes => Hostile.ReadWhole([GeoJsonFile.Read(_folder.File("a.geojsonl", bytes))])))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void What_GDAL_writes_is_read()
    {
        Reference.Gdal("ogr2ogr", "-f", "GeoJSONSeq", "-lco", "RS=YES", _folder.Named("out.geojsons"), _folder.File("in.geojson", $"{{\"type\":\"FeatureCollection\",\"features\":[{A},{B}]}}"));

        GeoJsonFile.Read(_folder.Named("out.geojsons")).Features.Select(row => row.Geometry!.AsText()).ShouldBe(["POINT (115.9 36.4)", "POINT (116 36)"]);
    }
}
