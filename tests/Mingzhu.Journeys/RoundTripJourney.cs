using System.Text.Json;

namespace Mingzhu.Journeys;

/// <summary>What the program exports it reads again as what it was: the same rows, under the same ids.</summary>
public sealed class RoundTripJourney(SampleCityJourney.City city) : IClassFixture<SampleCityJourney.City>, IDisposable
{
    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("id")]
    [InlineData("zh")]
    public void A_GeoPackage_of_every_layer_comes_back_the_same(string headings)
    {
        city.Mingzhu("export", "--all", "--format", "gpkg", "--headings", headings, "--out", _scratch["city.gpkg"]);
        CommandLine.Do("new", "--city", _scratch["again"], "--pack", "liaocheng");
        CommandLine.Do("import", _scratch["city.gpkg"], "--city", _scratch["again"]);

        Rows(_scratch["again"]).ShouldBe(Rows(city.Folder));
    }

    [Fact]
    public void GeoJSON_of_every_layer_comes_back_the_same()
    {
        Directory.CreateDirectory(_scratch["files"]);
        foreach (var layer in Rows(city.Folder).Keys)
            city.Mingzhu("export", layer, "--format", "geojson", "--out", Path.Combine(_scratch["files"], layer + ".geojson"));
        CommandLine.Do("new", "--city", _scratch["again"], "--pack", "liaocheng");
        CommandLine.Do("import", _scratch["files"], "--city", _scratch["again"]);

        Rows(_scratch["again"]).ShouldBe(Rows(city.Folder));
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>The hash of the canonical rows, ids included, of every layer.</summary>
    private static SortedDictionary<string, string> Rows(string folder) => new(CommandLine.Do("layers", "--json", "--city", folder).Json.EnumerateArray()
        .ToDictionary(layer => layer.GetProperty("layer").GetString()!, layer => layer.GetProperty("rows").GetString()!), StringComparer.Ordinal);
}
