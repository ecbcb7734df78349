using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.Bench;
using Mingzhu.Store;

namespace Mingzhu.Journeys;

/// <summary>A real OpenStreetMap extract, from the file to the report, through the real command line.</summary>
public class LasPalmasJourney(LasPalmasJourney.City city) : IClassFixture<LasPalmasJourney.City>
{
    [Fact]
    public void Coverage_is_that_of_PostGIS_in_the_same_plane()
    {
        using var peer = PostGis.Start();
        if (peer is null)
            Assert.Skip("PostGIS not installed");
        city.Load(peer, "land", "residential-land");
        city.Load(peer, "parks", "parks");

        foreach (var radius in new[] { 300, 500, 800 })
        {
            var ours = city.Mingzhu("coverage", "--of", "residential-land", "--by", "parks", "--radius", $"{radius}", "--json").Json;

            // ST_Buffer with 64 segments a quarter circle. Ours divides areas by the point scale, which varies by some 10⁻⁷ over the extract: docs/methods/coverage.md.
            ours.GetProperty("share").GetDouble().ShouldBe(peer.Coverage(radius, 64, patienceSeconds: 120).Union!.Value.Share, 1e-6);
        }
    }

    [Fact]
    public void Coverage_is_the_same_as_ever()
    {
        var parks = city.Mingzhu("coverage", "--of", "residential-land", "--by", "parks", "--radius", "500", "--json").Json;

        parks.GetProperty("totalM2").GetDouble().ShouldBe(1_350_499.38, 0.01);
        parks.GetProperty("coveredM2").GetDouble().ShouldBe(255_103.55, 0.01);
    }

    [Fact]
    public void A_larger_radius_and_more_parks_cover_no_less()
    {
        double Share(params string[] more) => city.Mingzhu(["coverage", "--of", "residential-land", "--by", "parks", .. more, "--json"]).Json.GetProperty("share").GetDouble();

        Share("--radius", "800").ShouldBeGreaterThan(Share("--radius", "500"));
        Share("--radius", "500", "--where", "name IS NOT NULL").ShouldBeLessThanOrEqualTo(Share("--radius", "500"));
    }

    [Fact]
    public void Every_building_gets_its_walk_to_the_nearest_facility_or_none()
    {
        var lines = city.Mingzhu("nearest", "--from", "buildings", "--to", "kindergarten", "--within", "1000", "--csv").Out.TrimEnd().Split('\n');

        lines[0].TrimEnd('\r').ShouldBe("id,metres,facility");
        var rows = lines[1..].Select(line => line.TrimEnd('\r').Split(',')).ToArray();
        rows.Length.ShouldBe(22_595);
        rows.ShouldAllBe(row => row.Length == 3 && (row[1].Length == 0) == (row[2].Length == 0));
        var metres = rows.Where(row => row[1].Length > 0).Select(row => double.Parse(row[1], CultureInfo.InvariantCulture)).ToArray();
        metres.Length.ShouldBeGreaterThan(1_000);
        metres.ShouldAllBe(metre => metre >= 0 && metre <= 1000);
    }

    [Fact]
    public void The_check_up_gives_the_ruled_and_the_derived_value_and_the_same_bytes_again()
    {
        var run = city.Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026", "--json").Json;

        run.GetProperty("indicators").GetInt32().ShouldBeGreaterThanOrEqualTo(60);
        var results = city.Mingzhu("results", "--run", "latest", "--indicator", "C25-25", "--level", "city", "--json").Json.GetProperty("results");
        results.EnumerateArray().Select(row => row.GetProperty("variant").GetString()).ShouldBe(["ruled", "derived"]);
        results[1].GetProperty("state").GetString().ShouldBe("proxy");
        city.Mingzhu("check-up", "--verify", "latest", "--json").Json.GetProperty("same").GetBoolean().ShouldBeTrue();
        city.Mingzhu("verify");
    }

    [Fact]
    public void The_report_is_written()
    {
        city.Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026", "--json");
        var file = city.File("report.docx");

        city.Mingzhu("report", "--run", "latest", "--format", "docx", "--out", file);

        new FileInfo(file).Length.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public async Task A_city_without_places_still_shows_where_its_findings_are()
    {
        city.Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026", "--json");
        using var server = CommandLine.Start("serve", "--city", city.File("city"), "--port", "0", "--lang", "en");
        try
        {
            var address = "http://localhost:" + (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split("localhost:")[1].Split(' ')[0];
            using var client = new HttpClient();

            var overview = await client.GetStringAsync(new Uri(address + "/"), TestContext.Current.CancellationToken);

            overview.ShouldContain("<city-map");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public sealed class City : IDisposable
    {
        private readonly Scratch _scratch = new();
        private readonly Lazy<string> _folder;

        // Made by the first test that asks, for a test can be skipped where there is no reference data, and what it stands on can not.
        public City() => _folder = new(() =>
        {
            var extract = CommandLine.Reference("osm/las_palmas_2023.osm.pbf");
            CommandLine.Do("new", "--city", _scratch["city"], "--pack", "generic");
            CommandLine.Do("import", extract, "--city", _scratch["city"]);
            return _scratch["city"];
        });

        internal Answered Mingzhu(params string[] args) => CommandLine.Do([.. args, "--city", _folder.Value, "--lang", "en"]);

        /// <summary>The shapes of a layer, in the city's plane, as a table of the peer.</summary>
        internal void Load(PostGis peer, string table, string layer)
        {
            using var workspace = Workspace.Open(_folder.Value, Access.Read, TimeProvider.System);
            var plane = CityPlane.Of(workspace);
            peer.Load(table, [.. LayerStore.OpenCurrent(workspace, layer).Geometries.Select(shape => plane.Project(shape!))]);
        }

        public string File(string name) => _scratch[name];

        public void Dispose() => _scratch.Dispose();
    }
}
