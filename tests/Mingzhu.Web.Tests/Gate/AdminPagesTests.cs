using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Mingzhu.People;

namespace Mingzhu.Web.Tests.Gate;

public sealed class AdminPagesOnSqliteTests() : AdminPagesTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class AdminPagesOnPostgresTests() : AdminPagesTests(ServedStore.Postgres);

public abstract partial class AdminPagesTests(ServedStore store)
{
    [Fact]
    public async Task The_system_administrator_makes_accounts_and_says_their_password_once()
    {
        await using var city = await ClosedCity.Serve(store);
        using var system = await city.As("system");
        const string name = "<script>alert(1)</script>";

        var made = await ClosedCity.Text(await ClosedCity.Send(system, "/admin/accounts", "/admin/accounts", ("login", "zhaoliu"), ("name", name), ("telephone", "138 0000 1234"), ("identity", "")));
        var password = WebUtility.HtmlDecode(Once().Match(made).Groups[1].Value);
        password.Length.ShouldBe(16);
        made.ShouldContain("138****1234");
        made.ShouldNotContain(name);
        var again = await ClosedCity.Send(system, "/admin/accounts", "/admin/accounts", ("login", "zhaoliu"), ("name", "赵六"), ("telephone", "x"), ("identity", ""));
        again.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(again)).ShouldSatisfyAllConditions(page => page.ShouldContain("已被使用"), page => page.ShouldContain("不是电话号码"), page => page.ShouldContain("value=\"赵六\""));

        var id = city.Account("zhaoliu").Id;
        (await ClosedCity.Text(await ClosedCity.Ask(system, "/admin/accounts"))).ShouldNotContain(password);
        (await ClosedCity.Send(system, $"/admin/accounts/{id}", $"/admin/accounts/{id}/lock", ("reason", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Send(system, $"/admin/accounts/{id}", $"/admin/accounts/{id}/lock", ("reason", "核查"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        city.Account("zhaoliu").State.ShouldBe(AccountState.Locked);
        (await ClosedCity.Send(system, $"/admin/accounts/{id}", $"/admin/accounts/{id}/unlock")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ClosedCity.Text(await ClosedCity.Send(system, $"/admin/accounts/{id}", $"/admin/accounts/{id}/reset"))).ShouldContain("class=\"secret\"");
        (await ClosedCity.Send(system, $"/admin/accounts/{id}", $"/admin/accounts/{id}/leave")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        city.Account("zhaoliu").State.ShouldBe(AccountState.Left);
    }

    [Fact]
    public async Task Each_administrator_gives_the_posts_that_are_theirs_to_give_and_nobody_is_two()
    {
        await using var city = await ClosedCity.Serve(store);
        using var system = await city.As("system");
        using var security = await city.As("security");

        (await ClosedCity.Send(security, "/admin/rights", "/admin/rights/give", ("login", "viewer"), ("post", "office/reviewer"), ("first", ""), ("last", "2026-12-31"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        city.Keeper.StandingOf(city.Account("viewer").Id).Roles.ShouldContain("reviewer");
        (await ClosedCity.Send(security, "/admin/rights", "/admin/rights/give", ("login", "viewer"), ("post", "platform/audit"), ("first", ""), ("last", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Send(security, "/admin/rights", "/admin/rights/give-administrator", ("login", "viewer"), ("post", "platform/audit"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ClosedCity.Send(system, "/admin/rights", "/admin/rights/give", ("login", "viewer"), ("post", "office/reviewer"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var two = await ClosedCity.Send(system, "/admin/rights", "/admin/rights/give-administrator", ("login", "security"), ("post", "platform/audit"), ("first", ""), ("last", ""));
        two.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(two)).ShouldSatisfyAllConditions(page => page.ShouldContain("互斥"), page => page.ShouldContain("8.1.5"), page => page.ShouldContain("value=\"security\""));

        var held = city.Keeper.Organisation.Holdings.First(holding => holding.Person == city.Account("viewer").Id && holding.PostId == "office/reviewer");
        (await ClosedCity.Send(security, "/admin/rights", "/admin/rights/end", ("holding", held.Id))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        city.Keeper.StandingOf(city.Account("viewer").Id).Roles.ShouldNotContain("reviewer");
    }

    [Fact]
    public async Task The_audit_administrator_searches_takes_away_and_proves()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        await ClosedCity.Ask(clerk, "/data");
        await ClosedCity.Ask(clerk, "/admin/accounts");
        using var audit = await city.As("audit");

        var page = await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit?who=clerk&result=refused"));
        page.ShouldContain("/admin/accounts");
        page.ShouldContain("测试clerk");
        page.ShouldNotContain("<td class=\"told\">/data</td>");
        (await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit?what=%3Cscript%3E%22"))).ShouldNotContain("<script>\"");
        (await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit/proof"))).ShouldContain("链条完整");
        (await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit.csv?who=clerk"))).ShouldContain("GET /data");

        city.Recorded().Where(record => record.Entry.What is "POST /sign-in" or "POST /sign-in/code").ShouldAllBe(record => record.Entry.Result == Store.AccessResult.Allowed);

        // One letter changed by hand is found and named.
        var segment = Directory.GetFiles(Path.Combine(city.Workspace.Folder, "access"), "*.log").Order(StringComparer.Ordinal).Last();
        await File.WriteAllTextAsync(segment, (await File.ReadAllTextAsync(segment, TestContext.Current.CancellationToken)).Replace("\"/data\"", "\"/date\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit/proof"))).ShouldContain("链条在第");
    }

    [Theory]
    [InlineData(1440, "zh")]
    [InlineData(390, "en")]
    public async Task The_pages_have_no_barrier_break_no_policy_and_do_not_scroll_sideways(int width, string language)
    {
        Assert.SkipUnless(File.Exists(BrowserTests.Chromium), "no Chromium at /usr/bin/chromium");
        Assert.SkipUnless(File.Exists(AccessibilityTests.Axe), "axe-core not installed: npm ci in src/Mingzhu.Web/assets");
        await using var city = await ClosedCity.Serve(store);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await BrowserTests.Launch(playwright);
        var axe = await File.ReadAllTextAsync(AccessibilityTests.Axe, TestContext.Current.CancellationToken);
        var complaints = new List<string>();

        foreach (var (login, paths) in new[] { ("", new[] { "sign-in" }), ("system", ["admin/accounts", $"admin/accounts/{city.Account("clerk").Id}", "admin/rights", "account"]), ("audit", ["admin/audit/proof", "admin/audit/ledger"]), ("security", [$"admin/accounts/{city.Account("clerk").Id}"]), ("clerk", ["account"]), ("district", ["checkup"]) })
        {
            await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
            if (login.Length > 0)
                await context.AddCookiesAsync([await CookieOf(city, login)]);
            var page = await context.NewPageAsync();
            await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
            page.Console += (_, message) =>
            {
                if (message.Type == "error" && !message.Text.Contains("403", StringComparison.Ordinal))
                    complaints.Add($"{page.Url}: {message.Text} {message.Location}");
            };
            foreach (var path in paths)
            {
                await page.GotoAsync($"{city.Served.Address}{path}?lang={language}");
                page.Url.ShouldContain(path);
                await Look($"{path.Split('/')[0]}-{Array.IndexOf(paths, path)}-{login}");
            }

            if (login != "clerk")
                continue;
            await page.FillAsync("form[action$='/second-factor'] input[name='password']", ClosedCity.Password);
            await page.ClickAsync("form[action$='/second-factor'] button");
            await page.WaitForSelectorAsync("svg.qr");
            await Look("qr");

            async Task Look(string name)
            {
                complaints.AddRange(await AccessibilityTests.Barriers(page, axe));
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, name);
                if (Environment.GetEnvironmentVariable("MINGZHU_PICTURES") is { Length: > 0 } pictures)
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(pictures, $"{name}-{width}-{language}.png"), FullPage = true });
            }
        }

        complaints.ShouldBeEmpty();
    }

    private static async Task<Microsoft.Playwright.Cookie> CookieOf(ClosedCity city, string login)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var client = await city.As(login, handler);
        var session = cookies.GetCookies(city.Served.Address)["mingzhu.session"]!;
        return new Microsoft.Playwright.Cookie { Name = session.Name, Value = session.Value, Url = city.Served.Address.ToString() };
    }

    [GeneratedRegex("class=\"secret\"><code>([^<]+)</code>")]
    private static partial Regex Once();
}
