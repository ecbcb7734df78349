using System.Diagnostics;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary><c>export</c>, opened again by GDAL.</summary>
public sealed class ExportVerbTests(TinyCity city) : IClassFixture<TinyCity>
{
    [Theory]
    [InlineData("gpkg", "export.gpkg", "公园绿地")]
    [InlineData("geojson", "export.geojson", "parks")]
    [InlineData("shp", "export.shp", "export")]
    [InlineData("csv", "export.csv", "export")]
    [InlineData("xlsx", "export.xlsx", "公园绿地")]
    public async Task Every_format_is_opened_by_GDAL_with_its_one_park(string format, string file, string layer)
    {
        (await city.Type($"export parks --city city --format {format} --out {file}")).Code.ShouldBe(Terminal.Done);

        var told = Ogrinfo(file, layer);
        told.ShouldContain("park");
        if (format is "gpkg" or "geojson" or "shp")
            told.ShouldContain("Feature Count: 1");
    }

    [Fact]
    public async Task A_GeoPackage_of_all_layers_carries_Chinese_names_a_style_each_and_its_data_class()
    {
        (await city.Type("export --all --city city --format gpkg --out all.gpkg --headings id")).Code.ShouldBe(Terminal.Done);

        Ogrinfo("all.gpkg", "-sql", "SELECT count(*) AS n FROM layer_styles WHERE useAsDefault = 1").ShouldContain("n (Integer) = 5");
        Ogrinfo("all.gpkg", "-sql", "SELECT identifier, description FROM gpkg_contents WHERE table_name = 'buildings'").ShouldContain("数据分级：内部");
        Ogrinfo("all.gpkg", "-sql", "SELECT title FROM gpkg_data_columns WHERE table_name = 'parks' AND column_name = 'name'").ShouldContain("名称");
    }

    [Theory]
    [InlineData("gpkg", "EPSG:4548", "公园绿地", "CM 117E")]
    [InlineData("gpkg", "EPSG:4527", "公园绿地", "zone 39")]
    [InlineData("gpkg", "EPSG:32650", "公园绿地", "UTM zone 50N")]
    [InlineData("gpkg", "EPSG:4326", "公园绿地", "WGS 84")]
    [InlineData("geojson", "EPSG:4548", "parks", "CM 117E")]
    [InlineData("shp", "EPSG:4548", "export-crs", "3-degree Gauss-Kruger CM 117E")]
    [InlineData("shp", "EPSG:4509", "export-crs", "CGCS2000 / Gauss-Kruger CM 117E")]
    public async Task A_file_in_another_system_says_so_and_lies_where_it_did(string format, string crs, string layer, string says)
    {
        var file = $"export-crs.{format}";
        (await city.Type($"export parks --city city --format {format} --crs {crs} --out {file}")).Code.ShouldBe(Terminal.Done);

        Ogrinfo(file, layer, "-so").ShouldContain(says);
        Run("ogr2ogr", "-t_srs", "EPSG:4490", "-lco", "COORDINATE_PRECISION=7", "-f", "GeoJSON", "back.json", file, layer, "-dim", "XY");
        System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(city.Folder, "back.json"))).RootElement.GetProperty("features")[0].GetProperty("geometry").GetRawText()
            .ShouldContain("116.004");
        File.Delete(Path.Combine(city.Folder, "back.json"));
    }

    [Fact]
    public async Task A_table_in_another_system_names_it_in_its_headings_and_comes_back_under_it()
    {
        (await city.Type("export facilities --city city --format csv --crs EPSG:4548 --headings zh --out places.csv")).Code.ShouldBe(Terminal.Done);

        File.ReadLines(Path.Combine(city.Folder, "places.csv")).First().ShouldContain("东坐标（EPSG:4548）,北坐标（EPSG:4548）");
        var said = await city.Type("inspect places.csv --pack generic --as facilities --crs EPSG:4548 --json");
        var layer = System.Text.Json.JsonDocument.Parse(said.Out).RootElement.GetProperty("layers")[0];
        layer.GetProperty("crs").GetString().ShouldBe("EPSG:4548");
        layer.GetProperty("bboxWgs84")[0].GetDouble().ShouldBe(116.006, 1e-7);
        layer.GetProperty("bboxWgs84")[1].GetDouble().ShouldBe(36.0002, 1e-7);
    }

    [Theory]
    [InlineData("EPSG:2384")]
    [InlineData("GCJ-02")]
    [InlineData("EPSG:3857")]
    [InlineData("moon")]
    public async Task What_nobody_can_prove_is_not_written(string crs) =>
        (await city.Type($"export parks --city city --format shp --crs {crs} --out x.shp")).Error.ShouldContain("[export.crs]");

    [Fact]
    public async Task Results_of_a_check_up_leave_as_places_with_their_readings()
    {
        (await city.Type("export --results building --city city --format gpkg --headings id --out results.gpkg")).Code.ShouldBe(Terminal.Done);

        var told = Ogrinfo("results.gpkg", "results-building");
        told.ShouldContain("Feature Count: 3");
        told.ShouldContain("C25-01_st (String) = ");
        Ogrinfo("results.gpkg", "-sql", "SELECT description FROM gpkg_contents WHERE data_type = 'features'").ShouldContain("MOHURD-2025");
    }

    [Fact]
    public async Task What_to_export_is_said_once()
    {
        (await city.Type("export parks --findings --city city --format csv --out x.csv")).Code.ShouldBe(Terminal.Misuse);
        (await city.Type("export --findings --version 1 --city city --format csv --out x.csv")).Code.ShouldBe(Terminal.Misuse);
        (await city.Type("export --results zone --city city --format csv --out x.csv")).Error.ShouldContain("[export.no-places]");
    }

    [Fact]
    public async Task One_file_holds_one_layer_unless_the_format_holds_more()
    {
        (await city.Type("export --all --city city --format shp --out all.shp")).Error.ShouldContain("[export.one-layer]");
        (await city.Type("export parks --city city --format csv --out x.csv --version 9")).Error.ShouldContain("[atlas.no-version]");
        (await city.Type("export --city city --format csv --out x.csv")).Code.ShouldBe(Terminal.Misuse);
    }

    private string Ogrinfo(string file, params string[] more) => Run("ogrinfo", ["-ro", file, .. more]);

    private string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = city.Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, told);
        return told;
    }
}
