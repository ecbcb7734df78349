using System.Text.Json;
using Microsoft.Playwright;

namespace Mingzhu.Web.Tests;

/// <summary>Every page under axe: nothing serious or critical, on a desk and on a phone, in both languages.</summary>
public sealed class AccessibilityTests
{
    internal static readonly string Axe = Path.Combine(Repository.Web, "assets", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData(1440, "zh")]
    [InlineData(390, "en")]
    public async Task No_page_has_a_serious_barrier(int width, string language)
    {
        Assert.SkipUnless(File.Exists(BrowserTests.Chromium), "no Chromium at /usr/bin/chromium");
        Assert.SkipUnless(File.Exists(Axe), "axe-core not installed: npm ci in src/Mingzhu.Web/assets");
        using var desk = new InventedDesk();
        using var planning = new Planning.InventedPlanning();
        await using var city = await ServedCity.Of(new InventedBook(), desk: desk, planning: planning, siting: new Siting.InventedSiting());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserTests.Launch(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var axe = await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken);
        var barriers = new List<string>();

        foreach (var path in BrowserTests.Pages)
        {
            await page.GotoAsync($"{city.Address}{path.TrimStart('/')}{(path.Contains('?') ? '&' : '?')}lang={language}");
            barriers.AddRange(await Barriers(page, axe));
        }

        // The file that waits is asked about: its questions, pictures and rows are a page of their own.
        await BrowserTests.Bring(page, city, "绿地.shp");
        barriers.AddRange(await Barriers(page, axe));

        barriers.ShouldBeEmpty();
    }

    internal static async Task<IEnumerable<string>> Barriers(IPage page, string axe)
    {
        await BrowserTests.Drawn(page);
        await page.EvaluateAsync(axe);
        var found = await page.EvaluateAsync<JsonElement>("axe.run({ resultTypes: ['violations'] }).then(result => result.violations.map(each => ({ impact: each.impact, says: each.id + ' ' + each.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ') })))");
        return found.EnumerateArray().Where(each => each.GetProperty("impact").GetString() is "serious" or "critical").Select(each => $"{page.Url}: {each.GetProperty("says").GetString()}");
    }
}
