using Microsoft.Playwright;

namespace Mingzhu.Web.Tests;

/// <summary>Every page in a real browser: nothing breaks the policy, nothing is said on the console, nothing is wider than the screen.</summary>
public sealed class BrowserTests
{
    internal const string Chromium = "/usr/bin/chromium";

    internal static readonly string[] Pages =
        ["/", "/checkup", "/checkup/C25-25", "/checkup/C25-12?level=compound", "/places/district/990001", "/places/building/99000101010101", "/findings", "/map", "/map?shade=C25-25&level=subdistrict&findings=1&layers=roads", "/data", "/data/layers/compounds", "/data/layers/compounds/compare", "/runs/latest", "/search?q=%E4%B8%9C", "/planning", "/planning/try?kind=kindergarten", "/planning/try?kind=park&c=add,park,116.015,36.46,area=5000", "/planning/circle", "/planning/compare", "/planning/circle?at=116.0056,36.4545&to=facilities,f1", Siting.InventedSiting.Selection, Siting.InventedSiting.OneMore, "/planning/sites?from=moon&if=area%209..1"];

    [Fact]
    public async Task A_click_on_a_shaded_place_opens_its_page_and_back_returns()
    {
        Assert.SkipUnless(File.Exists(Chromium), "no Chromium at /usr/bin/chromium");
        await using var city = await ServedCity.Of(new InventedBook());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{city.Address}checkup/C25-25?level=district");
        await Drawn(page);

        await page.Locator("city-map canvas").ClickAsync();
        await page.WaitForURLAsync("**/places/district/990005");
        await page.GoBackAsync();

        page.Url.ShouldEndWith("/checkup/C25-25?level=district");
    }

    [Fact]
    public async Task Choosing_a_filter_swaps_the_list_and_keeps_it_in_the_address()
    {
        Assert.SkipUnless(File.Exists(Chromium), "no Chromium at /usr/bin/chromium");
        await using var city = await ServedCity.Of(new InventedBook());
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{city.Address}checkup");
        await page.EvaluateAsync("window.stayed = true");
        await page.WaitForSelectorAsync("body[data-swaps]");

        await page.SelectOptionAsync("select[name=state]", "missing");
        await page.WaitForSelectorAsync("#matrix .tally > a", new PageWaitForSelectorOptions { Timeout = 8000 }); // the link that clears a filter: the list has been swapped
        (await page.EvaluateAsync<string>("location.search")).ShouldContain("state=missing");

        (await page.Locator("#matrix tbody tr:not(.group)").CountAsync()).ShouldBe(2);
        (await page.EvaluateAsync<bool>("window.stayed === true")).ShouldBeTrue();
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("/");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("search");
    }

    [Fact]
    public async Task A_file_is_chosen_answered_by_the_map_and_imported_by_keyboard_and_mouse()
    {
        Assert.SkipUnless(File.Exists(Chromium), "no Chromium at /usr/bin/chromium");
        using var desk = new InventedDesk();
        await using var city = await ServedCity.Of(new InventedBook { Imports = [InventedBook.Imported] }, desk: desk);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Launch(playwright);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };

        await Bring(page, city, "绿地.shp");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        (await page.Locator(".choice .sketch").CountAsync()).ShouldBe(2);
        await page.CheckAsync("input[value='EPSG:4548']");
        await page.ClickAsync("#questions button[type=submit]");
        await page.WaitForSelectorAsync("button[formaction]");
        await page.FocusAsync("button[formaction]");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/data/imports/7");
        complaints.ShouldBeEmpty();
        desk.Asked[^1].Crs.ShouldBe("EPSG:4548");
    }

    /// <summary>Brings a file through the form of the data page and waits until it was read.</summary>
    internal static async Task Bring(IPage page, ServedCity city, string name)
    {
        await page.GotoAsync($"{city.Address}data");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = "shape"u8.ToArray() });
        await page.ClickAsync(".drop button[type=submit]");
        await page.WaitForSelectorAsync("#verdict");
    }

    internal static Task<IBrowser> Launch(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Chromium,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-unsafe-swiftshader"],
    });

    internal static async Task Drawn(IPage page)
    {
        if (await page.QuerySelectorAsync("city-map") is not null)
            await page.WaitForSelectorAsync("city-map[ready]");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
