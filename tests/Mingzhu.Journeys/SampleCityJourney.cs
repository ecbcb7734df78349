using System.Diagnostics;
using Microsoft.Playwright;
using Mingzhu.Journeys;

// One city for all who only look at it.
[assembly: AssemblyFixture(typeof(SampleCityJourney.City))]

namespace Mingzhu.Journeys;

/// <summary>What somebody sees who has just run ./start: the invented city, small here, through files, import, check-up, report and pages in a real browser.</summary>
public class SampleCityJourney(SampleCityJourney.City city)
{
    private static readonly string[] Pages = ["/", "/map", "/checkup", "/findings", "/data", "/checkup/C25-25", "/checkup/C25-03", "/places/district/371502"];

    [Fact]
    public void Nearly_every_indicator_has_a_value_or_says_why_not()
    {
        var run = city.Run;

        run.GetProperty("indicators").GetInt32().ShouldBeGreaterThanOrEqualTo(60);
        run.GetProperty("measured").GetInt32().ShouldBeGreaterThan(30);
        run.GetProperty("missing").GetInt32().ShouldBeGreaterThan(0);
        run.GetProperty("notApplicable").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        run.GetProperty("invented").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("C25-01")]
    [InlineData("C25-25")]
    [InlineData("C25-35")]
    [InlineData("C25-12")]
    public void The_city_is_the_sum_of_its_districts_and_they_of_their_communities(string indicator)
    {
        double Sum(string level, string what) => city.Mingzhu("results", "--indicator", indicator, "--level", level, "--json").Json.GetProperty("results").EnumerateArray()
            .Sum(row => row.GetProperty(what).ValueKind == System.Text.Json.JsonValueKind.Number ? row.GetProperty(what).GetDouble() : 0);

        foreach (var what in new[] { "numerator", "denominator" })
        {
            var whole = Sum("city", what);
            Sum("district", what).ShouldBe(whole, Math.Abs(whole) * 1e-9 + 1e-9);
            Sum("community", what).ShouldBe(whole, Math.Abs(whole) * 1e-9 + 1e-9);
        }
    }

    [Fact]
    public async Task Every_page_opens_in_both_languages_on_desk_and_phone_without_a_complaint_of_the_browser()
    {
        await using var browser = await Browser.Open();
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            foreach (var language in new[] { "zh", "en" })
            {
                foreach (var path in Pages)
                {
                    var page = await browser.Page(width, height);
                    var answer = await page.Page.GotoAsync($"{city.Address}{path}?lang={language}", new PageGotoOptions { WaitUntil = WaitUntilState.Load });
                    await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

                    answer!.Status.ShouldBe(200, path);
                    page.Complaints.ShouldBeEmpty($"{path} {language} {width}");
                    (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{path} {language} scrolls sideways at {width}");
                    (await page.Page.ContentAsync()).ShouldContain(language == "zh" ? "虚构" : "invented", Case.Insensitive, $"{path} must say that the data are invented");
                    await page.Page.CloseAsync();
                }
            }
        }
    }

    [Fact]
    public async Task From_the_overview_to_the_finding_by_links_and_keyboard_alone()
    {
        await using var browser = await Browser.Open();
        var page = (await browser.Page(1440, 900)).Page;
        await page.GotoAsync(city.Address + "/?lang=zh");

        await page.Keyboard.PressAsync("/");
        (await page.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("INPUT");

        await page.GotoAsync(city.Address + "/checkup?lang=zh");
        await page.GetByRole(AriaRole.Link, new() { Name = "公园绿化活动场地服务半径覆盖率" }).First.ClickAsync();
        await Browser.Arrival(page, "/checkup/C25-25");
        (await page.ContentAsync()).ShouldContain("%");
    }

    [Fact]
    public async Task The_map_draws_tiles_of_our_own()
    {
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var tiles = new List<string>();
        opened.Page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/tiles/", StringComparison.Ordinal) && answer.Status == 200)
                tiles.Add(answer.Url);
        };

        await opened.Page.GotoAsync(city.Address + "/map");
        // The map's program comes after the page: until it has drawn, an idle network says nothing.
        await opened.Page.WaitForSelectorAsync("city-map[ready]");
        await opened.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        tiles.Count.ShouldBeGreaterThan(3);
        tiles.ShouldAllBe(url => url.StartsWith(city.Address, StringComparison.Ordinal));
    }

    [Fact]
    public void No_tile_of_the_city_is_larger_than_500_kB_at_any_zoom() => WholeMap.OfTilesUnder500kB(city.Folder);

    [Fact]
    public async Task The_Word_report_comes_down_from_its_page()
    {
        using var client = new HttpClient();

        var bytes = await client.GetByteArrayAsync(new Uri($"{city.Address}/runs/{city.Run.GetProperty("run").GetString()}/report.docx"), TestContext.Current.CancellationToken);

        bytes.AsSpan(0, 2).SequenceEqual("PK"u8).ShouldBeTrue();
        bytes.Length.ShouldBeGreaterThan(30_000);
    }

    public sealed class City : IDisposable
    {
        private readonly Scratch _scratch = new();
        private readonly Process _server;

        public City()
        {
            CommandLine.Do("sample", "--out", _scratch["files"], "--buildings", "3000", "--seed", "7");
            CommandLine.Do("new", "--city", _scratch["city"], "--pack", "liaocheng");
            CommandLine.Do("import", _scratch["files"], "--city", _scratch["city"]);
            Run = Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026", "--json").Json;
            _server = CommandLine.Start("serve", "--city", _scratch["city"], "--port", "0", "--lang", "en");
            var said = _server.StandardOutput.ReadLine() ?? throw new InvalidOperationException(_server.StandardError.ReadToEnd());
            Address = "http://localhost:" + said.Split("localhost:")[1].Split(' ')[0];
        }

        public System.Text.Json.JsonElement Run { get; }

        public string Address { get; }

        internal string Folder => _scratch["city"];

        internal Answered Mingzhu(params string[] args) => CommandLine.Do([.. args, "--city", _scratch["city"], "--lang", "en"]);

        public void Dispose()
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
            _server.Dispose();
            _scratch.Dispose();
        }
    }
}
