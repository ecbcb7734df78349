using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Mingzhu.Journeys;

/// <summary>Planning by trying, in a real browser on the invented city: a facility is dragged and the numbers follow, the scenario is kept, opened by a colleague, compared with another; and the life circles of a point.</summary>
public sealed class TryingJourney(SampleCityJourney.City city)
{
    [Fact]
    public async Task A_facility_is_dragged_the_numbers_follow_the_scenario_is_kept_handed_on_and_compared()
    {
        var (lon, lat) = await FirstKindergarten();
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var page = opened.Page;
        await Ready(page, $"{city.Address}/planning/try?kind=kindergarten&lang=zh#15/{lat}/{lon}");
        var live = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/planning/try/outcome", StringComparison.Ordinal))
                live.Add(request.Url);
        };

        // While it is held the page says what would change; nothing is decided yet.
        await DragBy(page, double.Parse(lon, CultureInfo.InvariantCulture), double.Parse(lat, CultureInfo.InvariantCulture), 130, 70);
        await page.WaitForSelectorAsync("#outcome .then");
        live.Count.ShouldBeGreaterThan(0);
        (await page.Locator("#edits li").CountAsync()).ShouldBe(0);
        var held = await page.InnerTextAsync("#outcome .then");
        await page.Mouse.UpAsync();
        await page.WaitForSelectorAsync("#edits li");
        page.Url.ShouldContain("c=move,facilities,");
        (await page.InnerTextAsync("#outcome .then")).ShouldBe(held);

        // Undone, it stands where it stood; Back brings the change back.
        await page.ClickAsync("[data-undo]");
        await Browser.Until(page, "() => document.querySelectorAll('#edits li').length === 0");
        await page.GoBackAsync();
        await page.WaitForSelectorAsync("#edits li");

        await page.FillAsync("#keep input[name=name]", "迁一所");
        await page.ClickAsync("#keep button[type=submit]");
        await Browser.Arrival(page, "/planning/scenarios/");
        (await page.InnerTextAsync("h1")).ShouldBe("迁一所");

        var colleague = (await browser.Page(390, 844)).Page;
        await colleague.GotoAsync(page.Url);
        (await colleague.InnerTextAsync("#outcome .then")).ShouldBe(held);

        // The other scenario without a mouse: a place typed in.
        await Ready(page, $"{city.Address}/planning/try?kind=kindergarten");
        await page.FillAsync("input[name=spot]", $"{lon}, {lat}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#edits li");
        await page.WaitForSelectorAsync("[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        page.Url.ShouldContain("c=add,kindergarten,");
        await page.FocusAsync("#edits .grip");
        await page.Keyboard.PressAsync("ArrowRight");
        await Browser.Until(page, "() => document.activeElement?.classList.contains('grip')");
        await page.FillAsync("#keep input[name=name]", "加一所");
        await page.ClickAsync("#keep button[type=submit]");
        await Browser.Arrival(page, "/planning/scenarios/");

        await page.WaitForSelectorAsync("#outcome .then");
        await page.GotoAsync($"{city.Address}/planning/compare");
        await page.SelectOptionAsync("select[name=a]", new SelectOptionValue { Label = "迁一所" });
        await page.WaitForSelectorAsync("select[name=a] option[selected]:not([value=''])", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        await page.SelectOptionAsync("select[name=b]", new SelectOptionValue { Label = "加一所" });
        await page.WaitForSelectorAsync(".headline");
        await Browser.Until(page, "() => document.querySelectorAll('.compared-maps [data-ready]').length === 2");
        (await page.InnerTextAsync(".headline")).ShouldContain("迁一所");
        // On a phone one lies over the other, and the line between them goes by keys.
        await colleague.GotoAsync(page.Url);
        var line = colleague.Locator(".compared-maps.swiped [role=slider]");
        await line.WaitForAsync();
        await line.PressAsync("ArrowLeft");
        (await line.GetAttributeAsync("aria-valuenow")).ShouldBe("48");
        var workbook = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel" }).First.ClickAsync());
        (await workbook.FailureAsync()).ShouldBeNull();
        opened.Complaints.ShouldBeEmpty();

        // The command line knows both.
        city.Mingzhu("try", "--scenario", "迁一所", "--against", "加一所", "--json").Json.GetProperty("onlyB").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task From_a_point_that_is_dragged_the_circles_follow_and_a_facility_shows_its_way()
    {
        var (lon, lat) = await FirstKindergarten();
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var page = opened.Page;
        await Ready(page, $"{city.Address}/planning/circle?lang=en#15/{lat}/{lon}");

        await page.Locator("city-map canvas").ClickAsync();
        await page.WaitForSelectorAsync("#outcome .kinds");
        page.Url.ShouldContain("at=");
        var first = await page.InnerTextAsync("#outcome h2 small");

        var at = await page.EvaluateAsync<double[]>("new URL(location.href).searchParams.get('at').split(',').map(Number)");
        await DragBy(page, at[0], at[1], 90, 40);
        await Browser.Until(page, "first => document.querySelector('#outcome h2 small').innerText !== first", first);
        await page.Mouse.UpAsync();
        await Browser.Until(page, "at => new URL(location.href).searchParams.get('at') !== at", string.Create(CultureInfo.InvariantCulture, $"{at[0]},{at[1]}"));

        await page.Locator("#outcome a[data-swap]").First.ClickAsync();
        await page.WaitForSelectorAsync("#outcome .said");
        page.Url.ShouldContain("to=facilities,");
        (await page.InnerTextAsync("#outcome .said")).ShouldContain("m on foot");
        opened.Complaints.ShouldBeEmpty();

        using var client = new HttpClient();
        var shapes = JsonDocument.Parse(await client.GetStringAsync(new Uri(page.Url.Replace("/planning/circle?", "/planning/circle.geojson?", StringComparison.Ordinal)), TestContext.Current.CancellationToken)).RootElement;
        shapes.GetProperty("features").EnumerateArray().Count(feature => feature.GetProperty("properties").GetProperty("what").GetString() == "circle").ShouldBe(3);
    }

    private async Task<(string Lon, string Lat)> FirstKindergarten()
    {
        using var client = new HttpClient();
        var site = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{city.Address}/api/planning/kinds/kindergarten/sites"), TestContext.Current.CancellationToken)).RootElement.GetProperty("sites")[0];
        // Whom kindergartens serve is measured once; after that no page waits.
        await client.GetStringAsync(new Uri($"{city.Address}/planning/try.csv?kind=kindergarten"), TestContext.Current.CancellationToken);
        return (site.GetProperty("lon").GetRawText(), site.GetProperty("lat").GetRawText());
    }

    private static async Task Ready(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        await page.WaitForSelectorAsync("city-map[ready]");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>Takes hold of what stands at a place of the map and moves it by some pixels; it is still held.</summary>
    private static async Task DragBy(IPage page, double lon, double lat, int right, int down)
    {
        var from = await page.EvaluateAsync<double[]>("at => { const element = document.querySelector('city-map'); const box = element.getBoundingClientRect(); const point = element.map.project(at); return [box.left + point.x, box.top + point.y]; }", new[] { lon, lat });
        await page.Mouse.MoveAsync((float)from[0], (float)from[1]);
        await page.WaitForTimeoutAsync(200);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)from[0] + right, (float)from[1] + down, new MouseMoveOptions { Steps = 12 });
    }
}
