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

    [Fact]
    public async Task One_file_holds_one_layer_unless_the_format_holds_more()
    {
        (await city.Type("export --all --city city --format shp --out all.shp")).Error.ShouldContain("[export.one-layer]");
        (await city.Type("export parks --city city --format csv --out x.csv --version 9")).Error.ShouldContain("[atlas.no-version]");
        (await city.Type("export --city city --format csv --out x.csv")).Code.ShouldBe(Terminal.Misuse);
    }

    private string Ogrinfo(string file, params string[] more)
    {
        using var ogrinfo = Process.Start(new ProcessStartInfo("ogrinfo", ["-ro", file, .. more]) { UseShellExecute = false, WorkingDirectory = city.Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = ogrinfo.StandardOutput.ReadToEnd() + ogrinfo.StandardError.ReadToEnd();
        ogrinfo.WaitForExit();
        ogrinfo.ExitCode.ShouldBe(0, told);
        return told;
    }
}
