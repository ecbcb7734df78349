using System.Text.Json;
using Microsoft.Playwright;
using Mingzhu.Renewal;
using Mingzhu.Renewal.Tests;

namespace Mingzhu.Web.Tests;

/// <summary>Every page, on a desk and on a phone, in both languages: under axe nothing serious or critical, nothing forbidden by our own policy, nothing wider than the screen.</summary>
public sealed class AccessibilityTests
{
    internal static readonly string Axe = Path.Combine(Repository.Web, "assets", "node_modules", "axe-core", "axe.min.js");

    [Theory]
    [InlineData(1440, "zh")]
    [InlineData(390, "en")]
    public async Task No_page_has_a_serious_barrier_breaks_the_policy_complains_or_scrolls_sideways(int width, string language)
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
        // The driver of a machine without a graphics card warns about speed; errors and policy violations are errors of ours.
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                barriers.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => barriers.Add($"{page.Url}: {error}");
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");

        foreach (var path in BrowserTests.Pages)
        {
            await page.GotoAsync($"{city.Address}{path.TrimStart('/')}{(path.Contains('?') ? '&' : '?')}lang={language}");
            barriers.AddRange(await Barriers(page, axe));
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, path);
        }

        // The file that waits is asked about: its questions, pictures and rows are a page of their own.
        await BrowserTests.Bring(page, city, "绿地.shp");
        barriers.AddRange(await Barriers(page, axe));

        barriers.ShouldBeEmpty();
    }

    /// <summary>The desk, the cases and what belongs to them, as a clerk sees them, wide and narrow; nothing is wider than the screen.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task No_page_of_cases_has_a_serious_barrier()
    {
        Assert.SkipUnless(File.Exists(BrowserTests.Chromium), "no Chromium at /usr/bin/chromium");
        Assert.SkipUnless(File.Exists(Axe), "axe-core not installed: npm ci in src/Mingzhu.Web/assets");
        await using var city = await Cases.PeopledCity.Serve();
        TestGround.Lay(city.City);
        SampleCases.Play(city.City);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserTests.Launch(playwright);
        var page = await browser.NewPageAsync();
        var axe = await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken);
        var barriers = new List<string>();
        await page.GotoAsync($"{city.Served.Address}sign-in?to=%2Fdesk");
        await page.FillAsync("form input[name=name]", "planning-clerk");
        await page.FillAsync("form input[name=password]", city.PasswordOf("planning-clerk"));
        await page.ClickAsync("main button[type=submit]");

        foreach (var path in (string[])
        [
            "desk", "desk?do=accept&all=1", "renewal/cases", "renewal/cases/special-plan-central", "renewal/cases/unit-plan-yanggu", "renewal/cases/project-old-mill", "renewal/cases/new?subject=unit-plan&place=371502", "renewal/policies",
            "renewal/rules?document=S2", "search?q=%E4%B8%9C%E5%85%B3",
        ])
        {
            foreach (var (width, language) in ((int, string)[])[(1440, "zh"), (390, "en")])
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.GotoAsync($"{city.Served.Address}{path}{(path.Contains('?') ? '&' : '?')}lang={language}");
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, $"{path} at {width}");
                barriers.AddRange(await Barriers(page, axe));
            }
        }

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
