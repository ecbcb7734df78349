using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mingzhu.Store;

namespace Mingzhu.Web.Tests.Gate;

public sealed class GateOnSqliteTests() : GateTests(ServedStore.Sqlite);

public sealed class GateOnPostgresTests() : GateTests(ServedStore.Postgres);

public abstract partial class GateTests(ServedStore store)
{
    private static readonly string[] Who = ["nobody", "viewer", "clerk", "reviewer", "approver", "filer", "expert", "implementer", "system", "security", "audit", "district"];

    /// <summary>The table is approved by reading and changed by hand; its first draft was made from the list of addresses and the rights of the pack, not from the server: + open, . refused. "district" is a clerk of district 990001.</summary>
    [Fact]
    public async Task Every_address_is_open_to_those_and_only_those_the_approved_table_says()
    {
        await using var city = await ClosedCity.Serve(store);
        var browsers = new List<HttpClient>();
        foreach (var who in Who)
            browsers.Add(who == "nobody" ? city.Served.Another() : await city.As(who));

        var lines = new List<string> { "address\t" + string.Join('\t', Who) };
        foreach (var (method, pattern) in Addresses(city.Served).Order(StringComparer.Ordinal).Select(address => address.Split(' ', 2)).Select(parts => (parts[0], parts[1])))
        {
            var marks = new List<string>();
            foreach (var browser in browsers)
                marks.Add(await IsOpen(browser, method, Sample(pattern)) ? "+" : ".");
            lines.Add($"{method} {pattern}\t{string.Join('\t', marks)}");
        }

        var approved = Path.Combine(Repository.Approved, "endpoint-role.tsv");
        var received = Path.Combine(Repository.Approved, "endpoint-role.received.tsv");
        File.Delete(received);
        var wanted = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        if (lines.SequenceEqual(wanted))
            return;
        await File.WriteAllLinesAsync(received, lines, TestContext.Current.CancellationToken);
        Assert.Fail($"{received} is not the approved table:\n{string.Join('\n', lines.Except(wanted).Take(5))}");
    }

    [Fact]
    public async Task A_page_leads_to_signing_in_and_back_and_a_program_is_told_by_which_rule()
    {
        await using var city = await ClosedCity.Serve(store);
        using var browser = city.Served.Another();

        var page = await ClosedCity.Ask(browser, "/findings?severity=serious&q=a b");
        page.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        page.Headers.Location!.ToString().ShouldBe("/sign-in?to=%2Ffindings%3Fseverity%3Dserious%26q%3Da%2520b");
        foreach (var path in new[] { "/api/layers", "/tiles/layers/compounds/10/843/400.mvt", "/ogc/collections?f=json", "/data.csv" })
        {
            var answer = await city.Served.Ask(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await ClosedCity.Text(answer)).ShouldContain("GB/T 22239-2019");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        (await ClosedCity.Text(await ClosedCity.Ask(browser, "/sign-in"))).ShouldNotContain(new InventedBook().Latest!.Manifest.Id);
    }

    [Fact]
    public async Task A_clerk_of_a_district_sees_that_district_and_no_other_by_any_address()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("district");
        var elsewhere = new InventedBook().Latest!.Findings.First(finding => finding.District == 1).Id;

        foreach (var path in new[] { "/places/district/990001", "/places/community/9900010101", "/findings?district=990001", "/api/runs/latest/findings?district=990001", "/api/runs/latest/places/district/990001", "/findings.csv?district=990001", "/places/district/990001.xlsx", "/tiles/findings/latest/10/843/400.mvt?district=990001" })
            ((int)(await ClosedCity.Ask(clerk, path)).StatusCode).ShouldBeLessThan(300, path);
        foreach (var path in new[]
        {
            "/", "/checkup", "/findings", "/places/city/990000", "/places/district/990002", "/places/community/9900020101", "/findings?district=990002", "/findings?district=990001&district=990002", "/findings?place=district:990002",
            "/api/runs/latest/findings", "/api/runs/latest/findings?district=990002", $"/api/runs/latest/findings/{elsewhere}", "/api/runs/latest/places/district/990002", "/api/runs/latest/checkup", "/findings.csv?district=990002",
            "/places/district/990002.xlsx", "/tiles/findings/latest/10/843/400.mvt", "/runs/latest", "/api/overview",
        })
        {
            (await ClosedCity.Ask(clerk, path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        // The menu leads where the door is open.
        var menu = Links().Matches(Menu().Match(await ClosedCity.Text(await ClosedCity.Ask(clerk, "/findings?district=990001"))).Value).Select(link => System.Net.WebUtility.HtmlDecode(link.Groups[1].Value)).ToArray();
        menu[..4].ShouldBe(["/places/district/990001", "/map", "/findings?district=990001", "/renewal/cases"]);
        foreach (var path in menu)
            (await ClosedCity.Ask(clerk, path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        using var again = city.Served.Another();
        (await city.SignIn(again, "district", ClosedCity.Password)).Headers.Location!.ToString().ShouldBe("/desk", "the overview is of the whole city");

        var refused = await ClosedCity.Text(await ClosedCity.Ask(clerk, "/checkup"));
        refused.ShouldContain("href=\"/places/district/990001\"");
        refused.ShouldContain("GB/T 22239-2019");
    }

    [Fact]
    public async Task Layers_are_seen_by_class_and_nothing_one_reader_saw_is_kept_for_another()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        using var viewer = await city.As("viewer");
        const string tile = "/tiles/layers/compounds/10/843/400.mvt?v=1";

        // The invented city's layers are for staff; a viewer sees what is public.
        (await ClosedCity.Text(await ClosedCity.Ask(clerk, "/api/layers"))).ShouldContain("compounds");
        (await ClosedCity.Text(await ClosedCity.Ask(viewer, "/api/layers"))).ShouldBe("[]");
        (await ClosedCity.Ask(viewer, tile)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ClosedCity.Ask(viewer, "/ogc/collections/compounds/items?f=json")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ClosedCity.Ask(viewer, "/data/layers/compounds.csv")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var seen = await ClosedCity.Ask(clerk, tile);
        ((int)seen.StatusCode).ShouldBeLessThan(300);
        seen.Headers.CacheControl!.NoCache.ShouldBeTrue();
        seen.Headers.CacheControl.MaxAge.ShouldBeNull();
        seen.Headers.Vary.ShouldContain("Cookie");
        // The findings of one are not the findings of the other, so neither are their tags.
        var tags = new[] { clerk, viewer }.Select(browser => ClosedCity.Ask(browser, "/tiles/findings/latest/10/843/400.mvt").Result.Headers.ETag!.Tag).ToArray();
        tags[0].ShouldNotBe(tags[1]);
        (await ClosedCity.Ask(clerk, "/data")).Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_not_seen_is_not_asked_about_either_however_the_address_is_spelt()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        using var reviewer = await city.As("reviewer");

        // Who holds a parcel is sensitive: a condition on it would tell.
        foreach (var path in new[] { "/planning/sites?from=parcels%5Bholder%20%3D%20%27x%27%5D", "/Planning/Sites?from=parcels&if=where%20holder%20%3D%20%27x%27", "/planning/one-more?what=clinic&from=vacant&if=outside%20parcels%5BNOT%20holder%20IS%20NULL%5D" })
        {
            (await ClosedCity.Ask(clerk, path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await ClosedCity.Ask(reviewer, path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        // The word alone is no question: not in a name, not of another layer.
        (await ClosedCity.Ask(clerk, "/planning/sites?from=compounds%5Bname%20%3D%20%27holder%27%5D")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var district = await city.As("district");
        foreach (var path in new[] { "/PLACES/district/990002", "/Findings?district=990002", "/API/runs/latest/findings" })
            (await ClosedCity.Ask(district, path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
    }

    [Fact]
    public async Task Every_view_and_every_refusal_is_on_record_and_a_set_of_tiles_once()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        var account = city.Account("clerk").Id;

        await ClosedCity.Ask(clerk, "/data?q=secret");
        await ClosedCity.Ask(clerk, "/admin/audit");
        foreach (var column in new[] { 841, 842, 843 })
            await ClosedCity.Ask(clerk, $"/tiles/layers/compounds/10/{column}/400.mvt");
        for (var again = 0; again < 3; again++)
            await city.Served.Ask("/api/layers");

        var records = city.Recorded();
        var mine = records.Where(record => record.Entry.Actor == account).ToArray();
        mine.Single(record => record.Entry.Thing == "/data").Entry.ShouldSatisfyAllConditions(
            entry => entry.What.ShouldBe("GET /data"), entry => entry.Result.ShouldBe(AccessResult.Allowed), entry => entry.From.ShouldBe("127.0.0.1"), entry => entry.Post.ShouldBe("office/clerk"));
        mine.Single(record => record.Entry.Thing == "/admin/audit").Entry.Result.ShouldBe(AccessResult.Refused);
        mine.Count(record => record.Entry.Thing == "/tiles/layers/compounds").ShouldBe(1);
        records.Count(record => record.Entry is { Actor: "", Thing: "/api/layers", Result: AccessResult.Refused }).ShouldBe(1);
        records.ShouldAllBe(record => !record.Entry.Thing.Contains("secret") && !record.Entry.What.Contains("secret"));
        city.Keeper.Records.Verify(cancel: TestContext.Current.CancellationToken).Sound.ShouldBeTrue();
    }

    [Fact]
    public async Task A_city_without_accounts_has_no_doors()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/sign-in", "/account", "/admin/accounts", "/admin/audit" })
            (await city.Ask(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await city.Get("/")).ShouldNotContain("/sign-out");
    }

    private static IEnumerable<string> Addresses(ServedCity city) =>
        from endpoint in city.Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where endpoint.Metadata.GetMetadata<OpenToAttribute>() is not null
        where method is "GET" or "POST" && !(method == "POST" && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null)
        group 0 by $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}" into address
        select address.Key;

    private static async Task<bool> IsOpen(HttpClient browser, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = new FormUrlEncodedContent([]);
        using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var away = answer.StatusCode == HttpStatusCode.SeeOther && answer.Headers.Location!.ToString() is var to && to.StartsWith("/sign-in", StringComparison.Ordinal) && path is not ("/sign-in" or "/sign-in/code" or "/sign-out");
        return !away && answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
    }

    // A thing of each kind; where it lies in a district, in that of the clerk.
    private static string Sample(string pattern)
    {
        var path = Regexed().Replace(pattern, "csv");
        return Part().Replace(path, part => part.Groups[1].Value.ToLowerInvariant() switch
        {
            "level" or "levelcode" => "district",
            "id" when pattern.Contains("/places/", StringComparison.Ordinal) => "990001",
            "run" => "latest",
            "code" or "what" => "C25-25",
            "layer" => "compounds",
            "z" or "x" or "y" => "0",
            "from" => "1",
            "to" => "2",
            "seq" => "7",
            "number" => "0",
            "set" => "WebMercatorQuad",
            _ => "x",
        });
    }

    [GeneratedRegex("<nav .*?</nav>", RegexOptions.Singleline)]
    private static partial Regex Menu();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Links();

    [GeneratedRegex(@"\{kind:regex[^/]*\}")]
    private static partial Regex Regexed();

    [GeneratedRegex(@"\{\**([A-Za-z]+)[^}]*\}")]
    private static partial Regex Part();
}
