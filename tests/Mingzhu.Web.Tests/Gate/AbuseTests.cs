using System.Net;
using System.Net.Sockets;
using System.Text;
using Mingzhu.People;

namespace Mingzhu.Web.Tests.Gate;

public sealed class AbuseOnSqliteTests() : AbuseTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class AbuseOnPostgresTests() : AbuseTests(ServedStore.Postgres);

/// <summary>What somebody tries who means no good, or whose line is bad.</summary>
public abstract class AbuseTests(ServedStore store)
{
    [Fact]
    public async Task Who_stops_in_the_middle_of_a_form_is_not_waited_for()
    {
        await using var city = await ClosedCity.Serve(store);

        var said = await Say(city, "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\nname=clerk");

        (said.Length == 0 || said.StartsWith("HTTP/1.1 408", StringComparison.Ordinal)).ShouldBeTrue(said);
    }

    [Fact, Trait("Length", "Long")]
    public async Task Who_never_ends_the_headers_is_not_waited_for()
    {
        await using var city = await ClosedCity.Serve(store);

        (await Say(city, "GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-More: ")).ShouldStartWith("HTTP/1.1 408");
    }

    [Fact]
    public async Task Forms_and_headers_have_a_size()
    {
        await using var city = await ClosedCity.Serve(store);
        // Said by hand: a client that begins to send would sometimes find the door closed before it has heard the answer.
        using var large = new TcpClient();
        await large.ConnectAsync(city.Served.Address.Host, city.Served.Address.Port, TestContext.Current.CancellationToken);
        await large.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /sign-in HTTP/1.1\r\nHost: {city.Served.Address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {5 << 20}\r\nExpect: 100-continue\r\n\r\n"), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(large.GetStream());

        (await answer.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldStartWith("HTTP/1.1 413 ");
        (await city.Served.Ask("/sign-in", request => request.Headers.Add("X-More", new string('x', 40_000)))).StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    [Fact]
    public async Task A_cookie_or_session_that_somebody_planted_opens_nothing_before_or_after()
    {
        await using var city = await ClosedCity.Serve(store);
        // A thief's own session, planted in the victim's browser: after signing in it is the thief's no more, and the victim's is another.
        var planted = new CookieContainer();
        using var thief = await city.As("viewer", new HttpClientHandler { CookieContainer = planted, AllowAutoRedirect = false });
        var cookie = planted.GetCookies(city.Served.Address)["mingzhu.session"]!.Value;
        var own = new CookieContainer();
        own.Add(city.Served.Address, new Cookie("mingzhu.session", cookie));
        using var victim = city.Served.Another(handler: new HttpClientHandler { CookieContainer = own, AllowAutoRedirect = false });

        (await ClosedCity.Send(victim, "/account", "/sign-in", ("name", "clerk"), ("password", ClosedCity.Password), ("to", "/data"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        own.GetCookies(city.Served.Address)["mingzhu.session"]!.Value.ShouldNotBe(cookie);
        (await ClosedCity.Ask(thief, "/data")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        (await ClosedCity.Ask(victim, "/data")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var made in new[] { "", "x", new string('A', 4000), "../../etc/passwd", "%00" })
            (await city.Served.Ask("/api/layers", request => request.Headers.TryAddWithoutValidation("Cookie", "mingzhu.session=" + made))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, made);
    }

    [Fact]
    public async Task Nothing_of_a_colleague_who_has_left_opens_anything_any_more()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = await city.As("reviewer");
        using var program = city.Served.Another(city.TokenOf("reviewer"));
        city.Do(new DelegatePost(Guid.NewGuid(), new Delegation("d", city.Keeper.Organisation.Holdings.Single(holding => holding.PostId == "office/approver").Id, city.Account("reviewer").Id, new Term(new(2026, 3, 1), new(2026, 12, 31)))));

        city.Keeper.Accounts.Leave(city.By("system"), city.Account("reviewer").Id);

        (await ClosedCity.Ask(program, "/api/layers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ClosedCity.Ask(program, "/tiles/layers/compounds/10/843/400.mvt")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ClosedCity.Ask(browser, "/data")).Headers.Location!.ToString().ShouldStartWith("/sign-in");
        (await city.SignIn(browser, "reviewer", ClosedCity.Password)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_ledger_changed_by_hand_is_named_on_the_audit_page()
    {
        await using var city = await ClosedCity.Serve(store);
        using var audit = await city.As("audit");
        (await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit/ledger"))).ShouldContain("账本完好");

        city.ChangeLedger("UPDATE facts SET actor = 'somebody-else' WHERE seq = 5");

        var page = await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit/ledger"));
        page.ShouldContain("账本已被改动或损坏");
        page.ShouldContain("5");
        page.ShouldContain("<code>verify.");
        using var security = await city.As("security");
        (await ClosedCity.Ask(security, "/admin/audit/ledger")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_stored_script_is_text_on_every_page_that_tells_it_and_in_the_files()
    {
        const string script = "<script>alert(1)</script>";
        await using var city = await ClosedCity.Serve(store, new InventedBook { Imports = [InventedBook.Imported with { FileName = $"{script}.gpkg" }] });
        using var system = await city.As("system");
        using var audit = await city.As("audit");
        using var clerk = await city.As("clerk");
        var id = city.Keeper.Accounts.Create(city.By("system"), new NewAccount("zhaoliu", script)).Account.Id;
        city.Do(new GivePost(Guid.NewGuid(), new Holding("h", "office/clerk", id, Term.Always)));
        city.Keeper.Accounts.Lock(city.By("system"), id, $"=HYPERLINK(\"x\") {script}");

        foreach (var (browser, path) in new[]
        {
            (system, "/admin/accounts"), (system, $"/admin/accounts/{id}"), (system, "/admin/rights"), (audit, "/admin/audit"), (audit, "/admin/audit?who=" + Uri.EscapeDataString(script)), (clerk, "/data"), (clerk, "/data/imports/7"), (clerk, "/admin/rights"),
        })
        {
            (await ClosedCity.Text(await ClosedCity.Ask(browser, path))).ShouldNotContain("<script>alert", customMessage: path);
        }

        var csv = await ClosedCity.Text(await ClosedCity.Ask(audit, "/admin/audit.csv"));
        csv.ShouldNotContain(",=HYPERLINK");
        csv.ShouldNotContain(",\"=HYPERLINK");
        using var zip = new System.IO.Compression.ZipArchive(await (await ClosedCity.Ask(audit, "/admin/audit.xlsx")).Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        foreach (var part in zip.Entries.Where(part => part.FullName.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await part.OpenAsync(TestContext.Current.CancellationToken));
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            text.ShouldNotContain("<script>", customMessage: part.FullName);
            text.ShouldNotContain("<f>", customMessage: part.FullName);
        }
    }

    // Sends the beginning of a request and waits for what the server says, or until it hangs up.
    private static async Task<string> Say(ClosedCity city, string beginning)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, city.Served.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(40));
        var said = new MemoryStream();
        try
        {
            await stream.CopyToAsync(said, patience.Token);
        }
        catch (IOException)
        {
            // it hung up
        }

        return Encoding.UTF8.GetString(said.ToArray());
    }
}
