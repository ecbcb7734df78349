using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Mingzhu.Journeys;

/// <summary>Debian's Chromium without a head.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> Open()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--enable-unsafe-swiftshader",
            ],
        });
        return new Browser(playwright, browser);
    }

    /// <summary>An empty page that remembers what the browser complains of: errors, broken scripts, breaches of the content security policy.</summary>
    public async Task<Watched> Page(int width, int height)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        var watched = new Watched(page, []);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" || message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                watched.Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => watched.Complaints.Add(error);
        return watched;
    }

    /// <summary>Waits until the page whose address matches this pattern has loaded. The page itself is asked: an event of a navigation can be over before anyone listens for it, and a map adds its view to the address.</summary>
    public static Task Arrival(IPage page, string address) =>
        Until(page, "address => new RegExp(address).test(location.href) && document.readyState === 'complete'", address);

    /// <summary>Asks the page again and again until it answers with something true. Playwright's own waiting evaluates text inside the page, which the content security policy refuses from the second look on.</summary>
    public static async Task<JsonElement> Until(IPage page, string function, object? argument = null)
    {
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                var answer = await page.EvaluateAsync<JsonElement?>(function, argument);
                if (answer is { ValueKind: not (JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined) } given)
                    return given;
            }
            catch (PlaywrightException error) when (error.Message.Contains("Execution context was destroyed", StringComparison.Ordinal) || error.Message.Contains("navigat", StringComparison.Ordinal))
            {
                // Between two pages there is nobody to ask.
            }
            if (since.Elapsed > TimeSpan.FromSeconds(60))
                throw new TimeoutException($"After {since.Elapsed.TotalSeconds:0} s on {page.Url} this does not hold: {function}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    internal sealed record Watched(IPage Page, List<string> Complaints);
}
