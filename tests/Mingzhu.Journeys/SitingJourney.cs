using System.IO.Compression;
using Microsoft.Playwright;

namespace Mingzhu.Journeys;

/// <summary>Somebody looks for a site in the invented city: composes conditions, reads the ranking and its reasons, opens the best on the map, takes the list away; then asks where the best three kindergartens would stand.</summary>
public sealed class SitingJourney(SampleCityJourney.City city)
{
    [Fact]
    public async Task Conditions_are_composed_the_best_site_is_opened_on_the_map_and_the_list_leaves_as_Excel()
    {
        await using var browser = await Browser.Open();
        var opened = await browser.Page(1440, 900);
        var page = opened.Page;

        await page.GotoAsync(city.Address + "/planning?lang=zh");
        await page.Locator("ul.tools").GetByRole(AriaRole.Link, new() { Name = "选址", Exact = true }).ClickAsync();
        await page.SelectOptionAsync("select[name=from]", "all-parcels");
        await Browser.Arrival(page, "from=all-parcels");
        foreach (var kind in new[] { "area", "walk", "where" })
            await page.ClickAsync($"button[value='add:{kind}']");
        // Of a field just added no value is chosen yet: that is said where it stands.
        (await page.InnerTextAsync("#c2 .fault")).ShouldContain("至少一个值");
        await page.CheckAsync("#c2 input[value=residential]");
        await page.CheckAsync("#c2 input[value=commercial]");
        await page.FillAsync("[name='c0.least']", "1000");
        await page.FillAsync("[name='c0.most']", "200000");
        await page.SelectOptionAsync("[name='c1.sign']", "<=");
        await page.FillAsync("[name='c1.number']", "800");
        await page.Locator(".send .btn-primary").ClickAsync();
        await page.WaitForSelectorAsync("city-map[data-sites]");

        var address = page.Url;
        (await page.Locator("#c0 .fared").InnerTextAsync()).ShouldContain("处符合");
        var best = page.Locator("table.sites tbody tr").First;
        (await best.Locator("td.reason-cell").CountAsync()).ShouldBe(3);
        (await best.Locator("td.reason-cell.met").CountAsync()).ShouldBe(3);
        (await best.Locator("td.reason-cell").Nth(1).InnerTextAsync()).ShouldContain("米");
        var walks = await page.Locator("section[aria-labelledby=fits] tbody td.reason-cell:nth-of-type(3)").AllInnerTextsAsync();
        walks.Count.ShouldBeGreaterThan(1);

        await best.Locator("a[data-show]").ClickAsync();
        await page.WaitForSelectorAsync("city-map .clicked h2");
        (await page.InnerTextAsync("city-map .clicked h2")).ShouldBe(await best.Locator("a[data-show]").InnerTextAsync());
        page.Url.ShouldContain("site=");
        (await best.GetAttributeAsync("aria-current")).ShouldBe("true");

        // A link shows a colleague the same.
        await page.GotoAsync(page.Url);
        await page.WaitForSelectorAsync("city-map .clicked h2");

        await page.GotoAsync(address);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel" }).First.ClickAsync());
        using var workbook = await ZipFile.OpenReadAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        using var sheet = new StreamReader(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        (await sheet.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldContain("步行至幼儿园不大于 800 米");

        await page.ClickAsync("button[value='remove:2']");
        await Browser.Until(page, "() => document.querySelectorAll('.condition').length === 2");
        opened.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_best_three_kindergartens_are_found_with_a_proof_on_a_phone()
    {
        await using var browser = await Browser.Open();
        var opened = await browser.Page(390, 844);
        var page = opened.Page;

        await page.GotoAsync(city.Address + "/planning/one-more?lang=zh");
        await page.SelectOptionAsync("select[name=what]", "kindergarten");
        await page.FillAsync("[name=sites]", "3");
        await page.Locator(".send .btn-primary").ClickAsync();
        await page.WaitForSelectorAsync("#together", new PageWaitForSelectorOptions { Timeout = 60_000 });

        (await page.Locator("section[aria-labelledby=together] tbody tr").CountAsync()).ShouldBe(3);
        (await page.InnerTextAsync("#result")).ShouldContain("已证明");
        await page.WaitForSelectorAsync("city-map[data-sites]");
        await page.Locator("section[aria-labelledby=together] a[data-show]").First.ClickAsync();
        await page.WaitForSelectorAsync("city-map .clicked h2");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel" }).First.ClickAsync());
        using var workbook = await ZipFile.OpenReadAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        workbook.Entries.Count(entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)).ShouldBe(2);
        opened.Complaints.ShouldBeEmpty();
    }
}
