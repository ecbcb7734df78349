using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Api;

public sealed partial class ApiTests
{
    [Fact]
    public async Task Every_address_under_api_is_defined_and_the_other_way_round()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var served = city.Endpoints.OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Where(path => path.StartsWith("/api/", StringComparison.Ordinal) && path != "/api/openapi.json");
        var defined = (await city.Json("/api/openapi.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name);

        served.Select(path => Constraint().Replace(path, "{$1}")).Distinct().Order().ShouldBe(defined.Order());
    }

    [Fact]
    public async Task Every_address_says_what_it_is_and_what_it_answers()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var document = await city.Json("/api/openapi.json");

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(one => one.Name is "get" or "post"))
            {
                operation.Value.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(path.Name);
                var content = operation.Value.GetProperty("responses").EnumerateObject().First(answer => answer.Name is "200" or "201").Value.GetProperty("content");
                (content.TryGetProperty("application/octet-stream", out _) || content.GetProperty("application/json").TryGetProperty("schema", out _)).ShouldBeTrue(path.Name);
            }
        }

        document.GetProperty("components").GetProperty("schemas").GetProperty("IndicatorRow").GetProperty("properties").GetProperty("known").GetProperty("description").GetString().ShouldBe("How much of what should be known is known, 0–1.");
    }

    [Fact]
    public async Task The_definition_is_as_approved()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var document = JsonNode.Parse((await city.Json("/api/openapi.json")).GetRawText())!.AsObject();
        // Where it is served differs from run to run.
        document.Remove("servers");
        var received = document.ToJsonString(Readable) + "\n";

        var approved = Path.Combine(Repository.Approved, "openapi.json");
        var unread = Path.Combine(Repository.Approved, "openapi.received.json");
        File.Delete(unread);
        if (File.Exists(approved) && await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken) == received)
            return;
        await File.WriteAllTextAsync(unread, received, TestContext.Current.CancellationToken);
        Assert.Fail($"{unread} differs from {approved}: read it, and copy it over if it is right");
    }

    private static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every page, and where what it shows can be had as JSON.</summary>
    private static readonly SortedDictionary<string, string[]> Twins = new(StringComparer.Ordinal)
    {
        ["/"] = ["/api/overview", "/api/runs"],
        ["/checkup"] = ["/api/runs/{run}/checkup"],
        ["/checkup/{Code}"] = ["/api/runs/{run}/indicators/{code}", "/api/runs/{run}/findings"],
        ["/data"] = ["/api/layers", "/api/imports", "/api/uploads"],
        ["/data/imports/{Seq:long}"] = ["/api/imports/{seq}"],
        ["/data/layers/{Id}"] = ["/api/layers/{layer}", "/api/layers/{layer}/features/{id}"],
        ["/data/layers/{Id}/compare"] = ["/api/layers/{layer}/compare"],
        ["/data/uploads/{Id}"] = ["/api/uploads/{id}"],
        ["/findings"] = ["/api/runs/{run}/findings", "/api/runs/{run}/findings/{id}"],
        ["/map"] = ["/api/layers", "/api/runs/{run}/places/{level}/{id}/{code}"],
        ["/places/{LevelCode}/{Id}"] = ["/api/runs/{run}/places/{level}/{id}"],
        ["/planning"] = ["/api/planning/scenarios"],
        ["/planning/circle"] = ["/api/planning/circle"],
        ["/planning/compare"] = ["/api/planning/compare"],
        ["/planning/one-more"] = ["/api/planning/one-more"],
        ["/planning/scenarios/{Id}"] = ["/api/planning/scenarios/{id}"],
        ["/planning/sites"] = ["/api/planning/siting", "/api/planning/sites"],
        ["/planning/try"] = ["/api/planning/kinds", "/api/planning/kinds/{kind}/sites", "/api/planning/kinds/{kind}/beyond", "/api/planning/try"],
        ["/runs/{Id}"] = ["/api/runs/{run}"],
        ["/renewal/policies"] = ["/api/policies"],
        ["/renewal/policies/{table}"] = ["/api/policies/{table}"],
        ["/search"] = ["/api/search"],
    };

    /// <summary>The pages that are there only once people sign in, and their twins.</summary>
    private static readonly SortedDictionary<string, string[]> TwinsOfCases = new(StringComparer.Ordinal)
    {
        ["/desk"] = ["/api/tasks"],
        ["/renewal/cases"] = ["/api/cases"],
        ["/renewal/cases/new"] = ["/api/procedures", "/api/procedures/{id}"],
        ["/renewal/cases/{case}"] = ["/api/cases/{case}", "/api/cases/{case}/papers", "/api/cases/{case}/papers/{number}", "/api/cases/{case}/acts/{act}"],
        ["/renewal/rules"] = ["/api/rules"],
    };

    [Fact]
    public async Task Every_page_has_its_twin()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var defined = (await city.Json("/api/openapi.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToHashSet(StringComparer.Ordinal);

        var pages = typeof(CityServer).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<Microsoft.AspNetCore.Components.RouteAttribute>()).Select(route => route.Template);

        string[] described = [.. Twins.Keys];
        described.ShouldBe([.. pages.Order(StringComparer.Ordinal)], "a page without a line in this table: say where what it shows can be had as JSON");
        var twins = Twins.Values.Concat(TwinsOfCases.Values).SelectMany(twins => twins).ToArray();
        twins.Except(defined).ShouldBeEmpty();
        defined.Except(twins).ShouldBeEmpty("an address that is no page's: which page shows it?");
    }

    [Theory]
    [InlineData("/api/overview")]
    [InlineData("/api/runs")]
    [InlineData("/api/runs/latest")]
    [InlineData("/api/runs/latest/checkup")]
    [InlineData("/api/runs/latest/checkup?state=missing&lang=en")]
    [InlineData("/api/runs/latest/indicators/C25-07")]
    [InlineData("/api/runs/latest/places/district/990001")]
    [InlineData("/api/runs/latest/findings")]
    [InlineData("/api/layers")]
    [InlineData("/api/layers/parks")]
    [InlineData("/api/imports")]
    [InlineData("/api/uploads")]
    [InlineData("/api/search?q=C25")]
    public async Task Every_address_answers(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Json(path)).GetRawText().Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Pages_of_findings_together_are_all_findings_once()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var first = await city.Json("/api/runs/latest/findings?limit=7");
        var found = new List<string>();
        for (var page = 1; page <= first.GetProperty("pages").GetInt32(); page++)
            found.AddRange((await city.Json($"/api/runs/latest/findings?limit=7&page={page}")).GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!));

        found.Count.ShouldBe(first.GetProperty("matched").GetInt32());
        found.ShouldBe(new InventedBook().Latest!.Findings.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("/api/runs/latest/findings?page=0", 400)]
    [InlineData("/api/runs/latest/findings?limit=99999", 400)]
    [InlineData("/api/runs/none", 404)]
    [InlineData("/api/runs/latest/places/district/none", 404)]
    [InlineData("/api/layers/none", 404)]
    [InlineData("/api/imports/99", 404)]
    public async Task What_cannot_be_answered_is_said_by_its_status(string path, int status)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        ((int)(await city.Ask(path)).StatusCode).ShouldBe(status);
    }

    [GeneratedRegex(@"\{\**(\w+)(?::\w+)?\}")]
    private static partial Regex Constraint();
}
