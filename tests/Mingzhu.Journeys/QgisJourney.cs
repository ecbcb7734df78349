using System.Diagnostics;
using System.Text.Json;

namespace Mingzhu.Journeys;

/// <summary>Our layers in the real QGIS: under Chinese names, in our colours, and by the doors that other programs use.</summary>
[Trait("Length", "Long")]
public sealed class QgisJourney(SampleCityJourney.City city) : IDisposable
{
    // Debian's QGIS comes with Debian's Python; another one may stand first on the path.
    private const string Python = "/usr/bin/python3";

    private readonly Scratch _scratch = new();

    [Fact]
    public void QGIS_opens_every_layer_under_its_Chinese_name_in_our_style_and_draws_a_map()
    {
        city.Mingzhu("export", "--all", "--format", "gpkg", "--out", _scratch["city.gpkg"]);

        var seen = Script("look.py", _scratch["city.gpkg"], _scratch["map.png"]);

        var layers = seen.GetProperty("layers").EnumerateArray().ToArray();
        layers.Length.ShouldBeGreaterThan(20);
        foreach (var layer in layers)
        {
            var name = Text(layer, "table");
            layer.GetProperty("valid").GetBoolean().ShouldBeTrue(name);
            layer.GetProperty("styled").GetBoolean().ShouldBeTrue($"{name} has no style of its own");
            name.ShouldContain(letter => letter >= '\u4e00' && letter <= '\u9fff');
            layer.GetProperty("aliases").EnumerateObject().Count(alias => alias.Value.GetString()!.Any(letter => letter >= '\u4e00')).ShouldBeGreaterThan(0, name);
            if (Text(layer, "kind") != "No geometry")
                Text(layer, "crs").ShouldBe("EPSG:4490", name);
        }

        JsonElement Layer(string name) => layers.First(layer => Text(layer, "table") == name);
        Layer("公园绿地").GetProperty("colours").EnumerateArray().Select(colour => colour.GetString()).ShouldBe(["#bddaa8"]);
        Layer("地块").GetProperty("legend").EnumerateArray().Select(entry => entry.GetString()).ShouldContain("居住用地");
        Layer("地块").GetProperty("aliases").GetProperty("land_use").GetString().ShouldBe("用地性质");
        Text(Layer("道路"), "renderer").ShouldBe("categorizedSymbol");
        Text(Layer("行政边界"), "label").ShouldContain("name");
        seen.GetProperty("errors").GetArrayLength().ShouldBe(0);
        seen.GetProperty("drawn").GetInt32().ShouldBeGreaterThan(200);
        File.ReadAllBytes(_scratch["map.png"]).AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();
    }

    [Fact]
    public void QGIS_opens_our_OGC_API_Features()
    {
        var seen = Script("oapif.py", $"{city.Address}/ogc", "parks");

        seen.GetProperty("valid").GetBoolean().ShouldBeTrue(seen.ToString());
        seen.GetProperty("features").GetInt32().ShouldBe(CommandLine.Do("layers", "--json", "--city", city.Folder).Json.EnumerateArray().First(layer => Text(layer, "layer") == "parks").GetProperty("features").GetInt32());
        Text(seen, "kind").ShouldBe("Polygon");
    }

    public void Dispose() => _scratch.Dispose();

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    /// <summary>Runs one of the scripts beside this test in QGIS's Python; skipped where there is no QGIS.</summary>
    private static JsonElement Script(string name, params string[] args)
    {
        var (present, _, _) = Run("-c", "import qgis.core");
        if (!present)
            Assert.Skip("QGIS is not installed (apt-get install python3-qgis qgis-providers qgis; ./test --all does it)");
        var (done, told, error) = Run([Path.Combine(CommandLine.Root, "tests", "Mingzhu.Journeys", "Qgis", name), .. args]);
        done.ShouldBeTrue(error);
        return JsonDocument.Parse(told).RootElement;
    }

    private static (bool Done, string Out, string Error) Run(params string[] args)
    {
        if (!File.Exists(Python))
            return (false, "", "no Python");
        var start = new ProcessStartInfo(Python, args) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["QT_QPA_PLATFORM"] = "offscreen";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, told, error.Result);
    }
}
