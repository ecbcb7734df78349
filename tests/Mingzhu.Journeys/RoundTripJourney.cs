using System.Text.Json;

namespace Mingzhu.Journeys;

/// <summary>What the program exports it reads again as what it was: the same rows, under the same ids.</summary>
public sealed class RoundTripJourney(SampleCityJourney.City city) : IDisposable
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

    [Theory]
    [InlineData("csv", "--headings id", "entrances")]
    [InlineData("xlsx", "--headings zh", "entrances")]
    [InlineData("shp", "--headings zh --encoding GBK", "buildings parcels")]
    [InlineData("shp", "--headings id --encoding UTF-8 --crs EPSG:4527", "buildings parcels reported")]
    [InlineData("geojson", "--headings zh --crs EPSG:4548", "")]
    public void Layers_come_back_from_every_format(string format, string options, string otherColumns) =>
        ComeBack(["boundaries", "buildings", "entrances", "parcels", "reported", "roads"], format, options, otherColumns);

    [Theory]
    [Trait("Length", "Long")]
    [InlineData("csv", "--headings id", "", "entrances observations")]
    [InlineData("xlsx", "--headings zh", "", "entrances observations")]
    [InlineData("shp", "--headings zh --encoding GBK", "facilities heritage", "buildings compounds parcels parks")]
    [InlineData("shp", "--headings id --encoding UTF-8", "facilities heritage", "buildings compounds parcels pipes plans population reported water")]
    public void Every_layer_comes_back_from_every_format(string format, string options, string twoKinds, string otherColumns) =>
        ComeBack([.. Rows(city.Folder).Keys.Except(twoKinds.Split(' '))], format, options, otherColumns);

    [Fact]
    public void Findings_leave_in_every_format_all_of_them()
    {
        var expected = city.Run.GetProperty("findings").GetInt32();
        expected.ShouldBeGreaterThan(0);
        // GDAL takes the note above a workbook's headings for the headings, and these for a row.
        foreach (var (format, layer, above) in new[] { ("gpkg", "问题清单", 0), ("geojson", "findings", 0), ("shp", "findings", 0), ("csv", "findings", 0), ("xlsx", "问题清单", 2) })
        {
            city.Mingzhu("export", "--findings", "--format", format, "--headings", "zh", "--out", _scratch[$"findings.{format}"]);
            using var told = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ogrinfo", ["-ro", "-so", _scratch[$"findings.{format}"], layer]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var text = told.StandardOutput.ReadToEnd();
            text.ShouldContain($"Feature Count: {expected + above}\n", customMessage: format);
            (above > 0 || text.Contains("严重", StringComparison.Ordinal)).ShouldBeTrue(format); // in ten bytes of UTF-8 a Shapefile holds three characters
        }
    }

    /// <summary>What a format can't hold is known layer by layer: nothing else may be lost.</summary>
    /// <param name="layers">Which; no layer of points and polygons, which a Shapefile can't hold in one.</param>
    /// <param name="format">The format.</param>
    /// <param name="options">How to export.</param>
    /// <param name="otherColumns">Layers whose columns change: names of more than ten bytes are cut in a Shapefile; a table of points keeps its two columns of coordinates.</param>
    private void ComeBack(string[] layers, string format, string options, string otherColumns)
    {
        var crs = options.Contains("--crs", StringComparison.Ordinal) ? options.Split(' ')[^1] : "EPSG:4490";
        var before = Rows(city.Folder);
        Directory.CreateDirectory(_scratch["files"]);
        foreach (var layer in layers)
            city.Mingzhu(["export", layer, "--format", format, "--out", Path.Combine(_scratch["files"], $"{layer}.{format}"), .. options.Split(' ')]);
        CommandLine.Do("new", "--city", _scratch["again"], "--pack", "liaocheng");
        CommandLine.Do("import", _scratch["files"], "--city", _scratch["again"], "--crs", crs);

        var after = Rows(_scratch["again"]);
        after.Keys.ShouldBe(layers, ignoreOrder: true);
        var changed = otherColumns.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        layers.Where(layer => after[layer] != before[layer]).ShouldBe(changed, ignoreOrder: true);
        foreach (var layer in changed)
            Features(_scratch["again"], layer).ShouldBe(Features(city.Folder, layer), layer);
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>The hash of the canonical rows, ids included, of every layer.</summary>
    private static SortedDictionary<string, string> Rows(string folder) => new(CommandLine.Do("layers", "--json", "--city", folder).Json.EnumerateArray()
        .ToDictionary(layer => layer.GetProperty("layer").GetString()!, layer => layer.GetProperty("rows").GetString()!), StringComparer.Ordinal);

    /// <summary>Ids and shapes of a layer, in order; shapes to seven decimals of a degree, a centimetre.</summary>
    private List<string> Features(string folder, string layer)
    {
        CommandLine.Do("export", layer, "--format", "geojson", "--city", folder, "--out", _scratch["features.geojson"]);
        return [.. JsonDocument.Parse(File.ReadAllText(_scratch["features.geojson"])).RootElement.GetProperty("features").EnumerateArray()
            .Select(feature => $"{feature.GetProperty("id").GetString()} {Rounded(feature.GetProperty("geometry"))}")];
    }

    private static string Rounded(JsonElement geometry) => geometry.ValueKind switch
    {
        JsonValueKind.Number => Math.Round(geometry.GetDouble(), 7).ToString("F7", System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.Array => $"[{string.Join(',', geometry.EnumerateArray().Select(Rounded))}]",
        JsonValueKind.Object => string.Join(' ', geometry.EnumerateObject().Select(member => Rounded(member.Value))),
        JsonValueKind.String => geometry.GetString()!,
        _ => "null",
    };
}
