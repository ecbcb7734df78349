using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Spatial.Tests;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests;

/// <summary>What a file that somebody imports says in its attributes, and about itself, is text wherever it is told: it runs in no browser and no office program.</summary>
public sealed class StoredScriptTests
{
    private const string Script = "</title></script><img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>", Formula = "=HYPERLINK(\"http://evil.example\",\"x\")", Address = "javascript:window.ran=1";

    private static readonly FeatureTable Planted = new(
        [new Field("name", FieldType.Text), new Field("note", FieldType.Text), new Field("link", FieldType.Text)], ["1"], [new GeometryFactory(new PrecisionModel(), 4490).ToGeometry(new Envelope(116.0, 116.01, 36.4, 36.41))], [[Script], [Formula], [Address]]);

    [Fact]
    public async Task Attributes_are_told_by_the_map_as_they_are_written()
    {
        Assert.SkipUnless(File.Exists(BrowserTests.Chromium), "no Chromium at /usr/bin/chromium");
        await using var city = await ServedCity.Of(new BookOfLayers(("compounds", "polygon", Planted)));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserTests.Launch(playwright);
        var (page, complaints) = await Open(browser);
        await page.GotoAsync($"{city.Address}map?layers=compounds");
        await BrowserTests.Drawn(page);

        await page.Locator("city-map canvas").ClickAsync();
        await page.WaitForSelectorAsync(".clicked dd");

        (await page.Locator(".clicked dd").AllTextContentsAsync()).ShouldBe([Script, Formula, Address], ignoreOrder: true);
        (await page.Locator(".clicked img, .clicked script, .clicked a[href^=javascript]").CountAsync()).ShouldBe(0);
        (await page.EvaluateAsync<bool>("'ran' in window")).ShouldBeFalse();
        complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Attributes_are_data_in_tiles_and_in_what_programs_get_and_no_browser_takes_them_for_a_page()
    {
        await using var city = await ServedCity.Of(new BookOfLayers(("compounds", "polygon", Planted)));

        foreach (var path in new[] { "/ogc/collections/compounds/items?f=json", "/ogc/collections/compounds/items/1?f=json", "/api/layers/compounds/features/1", "/tiles/layers/compounds/14/13471/6410.mvt" })
        {
            var answer = await city.Ask(path);
            answer.Content.Headers.ContentType!.MediaType.ShouldBeOneOf("application/geo+json", "application/json", "application/vnd.mapbox-vector-tile");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
        }

        var told = await city.Client.GetFromJsonAsync<JsonElement>("/ogc/collections/compounds/items/1?f=json", TestContext.Current.CancellationToken);
        told.GetProperty("properties").GetProperty("name").GetString().ShouldBe(Script);
        var tile = TinyDecoder.Decode(await city.Client.GetByteArrayAsync("/tiles/layers/compounds/14/13471/6410.mvt", TestContext.Current.CancellationToken));
        tile["compounds"].ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_file_says_about_itself_is_text_on_every_page_and_in_the_corner_of_the_map()
    {
        Assert.SkipUnless(File.Exists(BrowserTests.Chromium), "no Chromium at /usr/bin/chromium");
        var plain = new InventedBook();
        await using var city = await ServedCity.Of(new InventedBook
        {
            Imports = [InventedBook.Imported with { FileName = Script + ".gpkg" }],
            Layers = [.. plain.Layers.Select(layer => layer.Version is { } version ? layer with { Version = version with { FileName = Script + ".gpkg", Provenance = new Provenance(new(Script, Script), Script, Script) } } : layer)],
        });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserTests.Launch(playwright);
        var (page, complaints) = await Open(browser);

        foreach (var path in new[] { "map?layers=compounds,roads", "data", "data/imports/7", "data/layers/compounds", "data/layers/compounds/compare", "places/district/990001", "checkup/C25-25", "runs/latest", $"search?q={Uri.EscapeDataString(Script)}", $"findings?q={Uri.EscapeDataString(Script)}" })
        {
            await page.GotoAsync(city.Address + path);
            await BrowserTests.Drawn(page);
            (await page.EvaluateAsync<bool>("'ran' in window")).ShouldBeFalse(path);
            (await page.Locator("img[src=x]").CountAsync()).ShouldBe(0, path);
        }

        complaints.ShouldBeEmpty();
    }

    private static async Task<(IPage Page, List<string> Complaints)> Open(IBrowser browser)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
        return (page, complaints);
    }
}
