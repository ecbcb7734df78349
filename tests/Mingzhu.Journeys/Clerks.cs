using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Mingzhu.Journeys;

/// <summary>A small invented city served to its invented people, each with a browser page of their own: what they fill in and press.</summary>
internal sealed class Clerks(bool maps) : IAsyncDisposable
{
    private const string Maps = "**/city-map-*.js";

    private readonly Scratch _scratch = new();
    private readonly Dictionary<string, IPage> _pages = [];
    private Dictionary<string, string> _passwords = [];
    private Process _server = null!;
    private Browser _browser = null!;

    /// <summary>The day on which they act, as the city has it.</summary>
    public static string Today { get; } = DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The year in which they act.</summary>
    public static string Year => Today[..4];

    /// <summary>Where it is served.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the browser complained of.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Makes the city and lets its people in.</summary>
    /// <param name="cases">With the sample's cases, in every state; else checked up, for that is where the way begins.</param>
    /// <param name="maps">Whether maps are drawn: by a processor alone that takes longer than everything else.</param>
    public static async Task<Clerks> Come(bool cases, bool maps)
    {
        var clerks = new Clerks(maps);
        CommandLine.Do(["sample", "--out", clerks._scratch["files"], "--buildings", "600", "--seed", "42", .. cases ? ["--city", clerks._scratch["city"], "--pack", "liaocheng"] : Array.Empty<string>()]);
        if (!cases)
        {
            CommandLine.Do("new", "--city", clerks._scratch["city"], "--pack", "liaocheng");
            clerks.Mingzhu("import", clerks._scratch["files"]);
            clerks.Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", Year);
        }

        clerks._passwords = clerks.Mingzhu("organisation", "sample-people", "--with-passwords").Out.Split('\n')
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1]);
        clerks._server = CommandLine.Start("serve", "--city", clerks._scratch["city"], "--port", "0", "--lang", "en");
        var said = await clerks._server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await clerks._server.StandardError.ReadToEndAsync());
        clerks.Address = "http://localhost:" + said.Split("localhost:")[1].Split(' ')[0];
        clerks._browser = await Browser.Open();
        return clerks;
    }

    /// <summary>A command line on the city.</summary>
    public Answered Mingzhu(params string[] args) => CommandLine.Do([.. args, "--city", _scratch["city"], "--lang", "zh-CN"]);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Opens a case; answers its address.</summary>
    public async Task<string> Open(string login, string subject, string place, string title, string? of = null, params (string Content, string Value)[] known)
    {
        var page = await At(login, $"/renewal/cases/new?subject={subject}&place={place}{(of is null ? "" : "&of=" + Id(of))}");
        await page.FillAsync("input[name=title]", title);
        foreach (var (content, value) in known)
            await page.SelectOptionAsync($"[name='content.{content}']", value);
        await page.Locator("form[method=post] .btn-primary").Last.ClickAsync();
        await Browser.Arrival(page, $"/renewal/cases/{subject}-[0-9a-f]+");
        return new Uri(page.Url).AbsolutePath;
    }

    /// <summary>Fills in plain contents and saves them.</summary>
    public async Task Fill(string login, string address, params (string Content, string Value)[] contents)
    {
        var page = await At(login, address);
        foreach (var (content, value) in contents)
        {
            var field = page.Locator($"form.contents [name='content.{content}']:not([type=hidden])");
            if (await field.First.GetAttributeAsync("type") is "checkbox")
                await field.And(page.Locator($"[value='{value}']")).CheckAsync();
            else if (await field.EvaluateAsync<string>("field => field.tagName") == "SELECT")
                await field.SelectOptionAsync(value);
            else
                await field.FillAsync(value);
        }

        await Saved(page, "form.contents");
    }

    /// <summary>Fills in the first row of a table and saves it.</summary>
    public async Task FillRow(string login, string address, string table, params (string Column, string Value)[] cells)
    {
        var page = await At(login, address);
        foreach (var (column, value) in cells)
        {
            var field = page.Locator($"[name='content.{table}|0|{column}']");
            if (await field.EvaluateAsync<string>("field => field.tagName") == "SELECT")
                await field.SelectOptionAsync(value);
            else
                await field.FillAsync(value);
        }

        await Saved(page, $"[name='content.{table}|0|{cells[0].Column}']");
    }

    /// <summary>Writes the area corner by corner.</summary>
    public async Task Ground(string login, string address, string corners)
    {
        var page = await At(login, address);
        await page.Locator("summary", new() { HasText = "以坐标填写" }).ClickAsync();
        await page.FillAsync(".case-area textarea", corners);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存范围" }).ClickAsync();
        await Browser.Arrival(page, "done=fill");
    }

    /// <summary>Writes the area corner by corner, with the keyboard alone.</summary>
    public async Task Type(string login, string address, string corners)
    {
        var page = await At(login, address);
        await page.Locator(".case-area .sheet summary").First.FocusAsync();
        foreach (var key in new[] { "Enter", "Tab", "Control+A", "Delete" })
            await page.Keyboard.PressAsync(key);
        foreach (var line in corners.Split('\n'))
        {
            await page.Keyboard.TypeAsync(line);
            await page.Keyboard.PressAsync("Enter");
        }

        foreach (var key in new[] { "Tab", "Enter" })
            await page.Keyboard.PressAsync(key);
        await Browser.Arrival(page, "done=fill");
    }

    /// <summary>How wide a pixel of the map was that was drawn on last.</summary>
    public double PixelDegrees { get; private set; }

    /// <summary>Draws the area on the map, corner by corner, and saves it; answers where the corners lie by where the map stands. Shares of the map's width and height.</summary>
    public async Task<(double Lon, double Lat)[]> Draw(string login, string address, params (double Across, double Down)[] corners)
    {
        var page = await As(login);
        if (!maps)
            await page.UnrouteAsync(Maps);
        await At(login, address);
        await Browser.Until(page, "() => document.querySelector('.case-area city-map')?.hasAttribute('ready')");
        (await page.InnerTextAsync("[data-says]")).ShouldBe("在图上点击第一个角点。");
        var map = page.Locator(".case-area city-map canvas").First;
        await map.ScrollIntoViewIfNeededAsync();
        var frame = (await map.BoundingBoxAsync())!;
        foreach (var (across, down) in corners)
            await page.Mouse.ClickAsync((float)(frame.X + (across * frame.Width)), (float)(frame.Y + (down * frame.Height)));
        var stands = await page.EvalOnSelectorAsync<double[]>(".case-area city-map", "one => { const { lng, lat } = one.map.getCenter(); return [one.map.getZoom(), lng, lat]; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存范围" }).ClickAsync();
        await Browser.Arrival(page, "done=fill");
        PixelDegrees = 360 / (512 * Math.Pow(2, stands[0]));
        return [.. corners.Select(corner => Mercator(stands, (corner.Across - 0.5) * frame.Width, (corner.Down - 0.5) * frame.Height))];
    }

    // Where a pixel lies beside the middle of a map: the whole world is 512 pixels wide at zoom 0.
    private static (double Lon, double Lat) Mercator(double[] stands, double right, double down)
    {
        var world = 512 * Math.Pow(2, stands[0]);
        var north = Math.Asinh(Math.Tan(double.DegreesToRadians(stands[2]))) - (down * 2 * Math.PI / world);
        return (stands[1] + (right * 360 / world), double.RadiansToDegrees(Math.Atan(Math.Sinh(north))));
    }

    /// <summary>The corners of the area of a case, as its page writes them: as they were typed, or drawn.</summary>
    public async Task<(double Lon, double Lat)[]> Corners(string login, string address)
    {
        var written = await (await At(login, address)).Locator(".case-area textarea").InputValueAsync();
        if (!written.StartsWith('{'))
            return [.. written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).Select(corner => (double.Parse(corner[0], CultureInfo.InvariantCulture), double.Parse(corner[1], CultureInfo.InvariantCulture)))];
        using var area = System.Text.Json.JsonDocument.Parse(written);
        return [.. area.RootElement.GetProperty("coordinates")[0].EnumerateArray().SkipLast(1).Select(corner => (corner[0].GetDouble(), corner[1].GetDouble()))];
    }

    /// <summary>Attaches a paper.</summary>
    public async Task Attach(string login, string address, string paper)
    {
        var page = await At(login, address);
        await page.SelectOptionAsync("form[action$='/attach'] select[name=paper]", paper);
        await page.SetInputFilesAsync("form[action$='/attach'] input[name=file]", new FilePayload { Name = paper + ".pdf", MimeType = "application/pdf", Buffer = Encoding.Latin1.GetBytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "添附材料" }).ClickAsync();
        await Browser.Arrival(page, "done=attach");
    }

    /// <summary>Names who prepares.</summary>
    public async Task Designate(string login, string address, string body)
    {
        var page = await At(login, address);
        await page.SelectOptionAsync(".acting select[name=body]", body);
        await page.Locator(".acting .btn-primary").First.ClickAsync();
        await Browser.Arrival(page, "done=designate");
    }

    /// <summary>Decides about every building of a project the same way; what was typed elsewhere on the page before is saved with it.</summary>
    public async Task Decide(string login, string project, string action, params (string Content, string Value)[] typed)
    {
        var page = await At(login, project);
        foreach (var (content, value) in typed)
            await page.FillAsync($"[name='content.{content}']", value);
        foreach (var folded in await page.Locator(".table-form:has([name$='|action']) details.fold > summary").AllAsync())
            await folded.ClickAsync();
        foreach (var row in await page.Locator("table.cells tbody tr", new() { Has = page.Locator("select[name$='|action']") }).AllAsync())
        {
            if ((await row.Locator("input[name$='|building']").InputValueAsync()).Length == 0)
                continue;
            await row.Locator("select[name$='|action']").SelectOptionAsync(action);
            await row.Locator("input[name$='|reason']").FillAsync("设施老化");
        }

        await Saved(page, "[name='content.building_list|0|building']");
    }

    /// <summary>Lists the holders of every building and records a wish for each; the first disagrees.</summary>
    public async Task RecordWishes(string login, string project)
    {
        var page = await At(login, project);
        await page.GetByRole(AriaRole.Button, new() { Name = "按建筑列出各户" }).ClickAsync();
        await Browser.Arrival(page, "done=list-holders");
        await page.EvaluateAsync("() => document.querySelectorAll(\"select[name$='|wish']\").forEach((wish, at) => { if (wish.closest('tr').querySelector('input').value) wish.value = at === 0 ? 'disagree' : 'agree'; })");
        await Saved(page, "[name='content.wish_list|0|wish']");
    }

    /// <summary>Brings the step to its end by the act that ends it, and it is on record.</summary>
    public async Task Passed(string login, string address, string act)
    {
        await Act(login, address, act);
        (await _pages[login].Locator(".said").InnerTextAsync()).ShouldContain("已办理并记入账本", customMessage: $"{act}: {await _pages[login].InnerTextAsync("main")}");
    }

    /// <summary>Presses an act, whatever comes of it.</summary>
    public async Task Act(string login, string address, string act, params (string Field, string Value)[] fields) => await Act(login, address, act, folded: false, fields);

    public async Task Act(string login, string address, string act, (string Field, string Value) field, bool folded) => await Act(login, address, act, folded, field);

    public async Task Act(string login, string address, string act, bool folded, params (string Field, string Value)[] fields)
    {
        var page = await At(login, address);
        if (folded)
            await page.Locator(".acting summary", new() { HasText = act }).ClickAsync();
        var form = page.Locator(".acting form", new() { Has = page.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }) });
        foreach (var (name, value) in fields)
            await form.Locator($"[name='{name}']").FillAsync(value);
        foreach (var why in await form.Locator("textarea[name^='why.']").AllAsync())
            await why.FillAsync("情况说明");
        await Pressed(page, form.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }));
    }

    // The page that answers is another document, whatever its address.
    private static async Task Pressed(IPage page, ILocator button)
    {
        await page.EvaluateAsync("() => { window.before = true; }");
        await button.ClickAsync();
        await Browser.Until(page, "() => !window.before && document.readyState === 'complete'");
    }

    /// <summary>Presses Save in the section that has something.</summary>
    public static async Task Saved(IPage page, string what)
    {
        await page.Locator("section", new() { Has = page.Locator(what) }).GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        await Browser.Arrival(page, "done=fill");
    }

    /// <summary>What stands on a page.</summary>
    public async Task<string> Text(string login, string address) => await (await At(login, address)).InnerTextAsync("main");

    /// <summary>The line below the title: where the case is and whose turn it is.</summary>
    public async Task<string> State(string login, string address) => await (await At(login, address)).InnerTextAsync("header.title .means");

    /// <summary>The page of somebody, at an address.</summary>
    public async Task<IPage> At(string login, string address)
    {
        var page = await As(login);
        (await page.GotoAsync(Address + address + (address.Contains('?') ? "&lang=zh" : "?lang=zh")))!.Status.ShouldBe(200, $"{login} {address}");
        return page;
    }

    /// <summary>The page of somebody, signed in.</summary>
    public async Task<IPage> As(string login)
    {
        if (_pages.TryGetValue(login, out var known))
            return known;
        var opened = await _browser.Page(1440, 900);
        opened.Page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                Complaints.Add(message.Text);
        };
        if (!maps)
            await opened.Page.RouteAsync(Maps, route => route.AbortAsync());
        await opened.Page.GotoAsync(Address + "/sign-in?lang=zh");
        await opened.Page.FillAsync("input[name=name]", login);
        await opened.Page.FillAsync("input[name=password]", _passwords[login]);
        await Pressed(opened.Page, opened.Page.Locator("form.sheet .btn-primary"));
        return _pages[login] = opened.Page;
    }

    /// <summary>The id of a case by its address.</summary>
    public static string Id(string address) => address.Split('/')[^1];
}
