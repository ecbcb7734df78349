using System.Net;
using System.Text.RegularExpressions;
using Mingzhu.People;

namespace Mingzhu.Web.Tests.Gate;

public sealed class SignInOnSqliteTests() : SignInTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class SignInOnPostgresTests() : SignInTests(ServedStore.Postgres);

public abstract partial class SignInTests(ServedStore store)
{
    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_sound_alike_and_five_failures_lock()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = city.Served.Another();

        var wrong = await city.SignIn(browser, "clerk", "not-the-password");
        var unknown = await city.SignIn(browser, "clerc", "not-the-password");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        unknown.StatusCode.ShouldBe(wrong.StatusCode);
        Bare(await ClosedCity.Text(unknown)).ShouldBe(Bare(await ClosedCity.Text(wrong)).Replace("clerk", "clerc"));
        (await ClosedCity.Text(wrong)).ShouldContain("value=\"clerk\"");
        for (var more = 0; more < 4; more++)
            await city.SignIn(browser, "clerk", "not-the-password");

        var locked = await city.SignIn(browser, "clerk", ClosedCity.Password);
        locked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(locked)).ShouldContain("账号已锁定");
        city.Recorded().Count(record => record.Entry is { What: "sign-in", Result: Store.AccessResult.Refused }).ShouldBe(7);
    }

    [Fact]
    public async Task Who_tries_too_often_is_turned_away_before_any_password_is_looked_at()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = city.Served.Another();
        var answers = new List<HttpStatusCode>();

        for (var attempt = 0; attempt < 12; attempt++)
            answers.Add((await city.SignIn(browser, "nobody-here", "x")).StatusCode);

        answers[..10].ShouldAllBe(status => status == HttpStatusCode.UnprocessableEntity);
        answers[10..].ShouldAllBe(status => status == HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_session_from_before_signing_in_is_worth_nothing_after()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = await city.As("viewer");
        var planted = city.Keeper.Accounts.Sessions.Of(city.Account("viewer").Id).Single().Id;

        // Signing in again in a browser that carries a session begins another and ends that one.
        var token = await ClosedCity.Send(browser, "/account", "/sign-in", ("name", "clerk"), ("password", ClosedCity.Password), ("to", "/data"));

        token.Headers.Location!.ToString().ShouldBe("/data");
        city.Keeper.Accounts.Sessions.Of(city.Account("viewer").Id).ShouldBeEmpty();
        city.Keeper.Accounts.Sessions.Of(city.Account("clerk").Id).Single().Id.ShouldNotBe(planted);
        var cookie = token.Headers.GetValues("Set-Cookie").Single(line => line.StartsWith("mingzhu.session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tevil")]
    public async Task Nobody_is_led_away_from_here(string to)
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = city.Served.Another();

        (await city.SignIn(browser, "clerk", ClosedCity.Password, to)).Headers.Location!.ToString().ShouldBe("/");
        (await ClosedCity.Ask(browser, "/sign-in?to=" + Uri.EscapeDataString(to))).Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task A_one_time_password_opens_nothing_but_its_own_change()
    {
        await using var city = await ClosedCity.Serve(store);
        var password = city.Keeper.Accounts.ResetPassword(city.By("system"), city.Account("clerk").Id).OneTimePassword!;
        using var browser = city.Served.Another();
        await city.SignIn(browser, "clerk", password);

        (await ClosedCity.Ask(browser, "/data")).Headers.Location!.ToString().ShouldBe("/account");
        (await ClosedCity.Ask(browser, "/api/layers")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ClosedCity.Send(browser, "/account", "/account/tokens", ("name", "x"), ("days", "9"))).Headers.Location!.ToString().ShouldBe("/account");
        var weak = await ClosedCity.Send(browser, "/account", "/account/password", ("old", password), ("password", "short"), ("again", "short"));
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(weak)).ShouldContain("口令至少 10 位");
        var common = await ClosedCity.Send(browser, "/account", "/account/password", ("old", password), ("password", "Password-2026"), ("again", "Password-2026"));
        common.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(common)).ShouldContain("口令几乎只由常见词、键盘顺序、连续数字或年份组成");
        (await ClosedCity.Send(browser, "/account", "/account/password", ("old", password), ("password", "Copper-Lantern-1"), ("again", "Copper-Lantern-1"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await ClosedCity.Ask(browser, "/data")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_second_factor_an_administrator_gets_nowhere()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = city.Served.Another();
        (await city.SignIn(browser, "audit", ClosedCity.Password, "/admin/audit")).Headers.Location!.ToString().ShouldBe("/sign-in/code?to=%2Fadmin%2Faudit");

        (await ClosedCity.Ask(browser, "/admin/audit")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ClosedCity.Ask(browser, "/account")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var wrong = await ClosedCity.Send(browser, "/sign-in/code", "/sign-in/code", ("code", "000000"), ("to", "/admin/audit"));

        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(wrong)).ShouldContain("动态口令不正确");
        city.Account("audit").Failures.ShouldBe(1);
        using var right = await city.As("audit");
        (await ClosedCity.Ask(right, "/admin/audit")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_post_that_asks_for_a_second_factor_opens_when_one_is_enrolled()
    {
        await using var city = await ClosedCity.Serve(store);
        city.Keeper.Accounts.RemoveSecondFactor(city.By("system"), city.Account("security").Id, "手机遗失");
        using var browser = city.Served.Another();
        await city.SignIn(browser, "security", ClosedCity.Password);

        (await ClosedCity.Ask(browser, "/admin/rights")).Headers.Location!.ToString().ShouldBe("/account");
        var unasked = await ClosedCity.Send(browser, "/account", "/account/second-factor", ("password", "not-mine"));
        unasked.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(unasked)).ShouldContain("现用口令不正确");
        var offered = await ClosedCity.Text(await ClosedCity.Send(browser, "/account", "/account/second-factor", ("password", ClosedCity.Password)));
        offered.ShouldContain("<svg class=\"qr\" role=\"img\"");
        var secret = Secret().Match(offered).Groups[1].Value;
        secret.ShouldBe(city.Account("security").OfferedSecret);
        (await ClosedCity.Send(browser, "/account", "/account/second-factor/confirm", ("code", Totp.Code(secret, city.Time.GetUtcNow())))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await ClosedCity.Ask(browser, "/admin/rights")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_ends_a_session_ends_it_at_once()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        using var viewer = await city.As("viewer");
        using var filer = await city.As("filer");
        using var expert = await city.As("expert");

        city.Keeper.Accounts.Lock(city.By("system"), city.Account("clerk").Id, "调查");
        (await ClosedCity.Ask(clerk, "/data")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        await ClosedCity.Send(viewer, "/account", "/sign-out");
        (await ClosedCity.Ask(viewer, "/data")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        city.Time.Pass(TimeSpan.FromHours(-2)); // the clock moved back: no session lives longer for it
        (await ClosedCity.Ask(filer, "/data")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        city.Recorded().ShouldContain(record => record.Entry.What == Store.AccessRecord.ClockMovedBack);
        city.Time.Pass(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(31));
        (await ClosedCity.Ask(expert, "/map")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task What_was_typed_outlives_the_session_and_comes_back_to_its_sender_only()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = city.Served.Another();
        (string, string)[] typed = [("name", "东湖 <b>公园</b>"), ("c", "+park@116.1,36.4"), ("password", "geheim")];

        var away = (await ClosedCity.Post(browser, "/planning/scenarios", typed)).Headers.Location!.ToString();
        away.ShouldStartWith("/sign-in?to=%2Fsign-in%2Fkept%2F");
        var kept = Uri.UnescapeDataString(away.Split("to=")[1]);
        (await city.SignIn(browser, "clerk", ClosedCity.Password, kept)).Headers.Location!.ToString().ShouldBe(kept);
        var page = await ClosedCity.Text(await ClosedCity.Ask(browser, kept));

        page.ShouldContain("action=\"/planning/scenarios\"");
        page.ShouldContain("value=\"东湖 &lt;b&gt;公园&lt;/b&gt;\"");
        page.ShouldNotContain("geheim");
        using var other = await city.As("viewer");
        (await ClosedCity.Ask(other, kept)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        // What another site sends is not kept.
        using var stranger = city.Served.Another();
        var request = new HttpRequestMessage(HttpMethod.Post, "/planning/scenarios") { Headers = { { "Origin", "https://evil.example" } }, Content = new FormUrlEncodedContent([new("name", "x")]) };
        (await stranger.SendAsync(request, TestContext.Current.CancellationToken)).Headers.Location!.ToString().ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_right_taken_away_while_a_form_is_filled_shows_what_was_typed()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = await city.As("clerk");
        city.Dismiss("clerk");

        var refused = await ClosedCity.Post(browser, "/planning/scenarios", ("name", "东湖公园"), ("__RequestVerificationToken", "x"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var page = await ClosedCity.Text(refused);
        page.ShouldContain("<dd>东湖公园</dd>");
        page.ShouldContain("GB/T 22239-2019");
    }

    [Fact]
    public async Task A_form_without_a_token_of_ours_changes_nothing()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = await city.As("clerk");

        (await ClosedCity.Post(browser, "/account/tokens", ("name", "fremd"), ("days", "9"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ClosedCity.Post(browser, "/sign-out")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ClosedCity.Post(browser, "/sign-in", ("name", "viewer"), ("password", ClosedCity.Password))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        city.Keeper.Accounts.Tokens.Of(city.Account("clerk").Id).ShouldBeEmpty();
        (await ClosedCity.Ask(browser, "/data")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_reads_what_its_owner_may_and_ends_with_them()
    {
        await using var city = await ClosedCity.Serve(store);
        using var program = city.Served.Another(city.TokenOf("clerk"));

        (await ClosedCity.Ask(program, "/api/layers")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ClosedCity.Ask(program, "/ogc/collections?f=json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ClosedCity.Ask(program, "/admin/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ClosedCity.Post(program, "/account/tokens", ("name", "x"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        city.Keeper.Accounts.Leave(city.By("system"), city.Account("clerk").Id);

        (await ClosedCity.Ask(program, "/api/layers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var made = city.Served.Another("mz_" + new string('0', 64));
        (await ClosedCity.Ask(made, "/api/layers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_restart_signs_nobody_out_and_leaves_no_key_in_the_clear()
    {
        await using var city = await ClosedCity.Serve(store);
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var browser = await city.As("clerk", handler);
        var session = cookies.GetCookieHeader(city.Served.Address);

        await using var again = await ServedCity.Of(new InventedBook(), keeper: city.Keeper);

        (await again.Ask("/data", request => request.Headers.Add("Cookie", session))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var keys = Directory.GetFiles(city.Workspace.Folder + ".key.web", "key-*.xml");
        keys.Length.ShouldBe(1);
        var key = await File.ReadAllTextAsync(keys[0], TestContext.Current.CancellationToken);
        key.ShouldContain("<sealed");
        key.ShouldNotContain("<masterKey");
        // The session itself tells nobody anything: changed by a letter it is none.
        (await again.Ask("/api/layers", request => request.Headers.Add("Cookie", session[..^3] + "AAA"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string Bare(string page) => Token().Replace(page, "");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"")]
    private static partial Regex Token();

    [GeneratedRegex("secret=([A-Z2-7]+)")]
    private static partial Regex Secret();
}
