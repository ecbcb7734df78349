using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>The landing page and the definition of the interface: OGC 17-069r4, 19-072.</summary>
public sealed class LandingTests
{
    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/root-op", "core/root-success")]
    [AbstractTest("ogcapi-common-1/1.0", "landing-page/root-op", "landing-page/root-success")]
    public async Task The_landing_page_leads_to_everything()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/ogc", "/ogc/" })
        {
            var landing = await city.Json(path);

            landing.ShouldFit("landingPage");
            landing.ShouldHaveWholeLinks();
            foreach (var rel in new[] { "self", "alternate", "service-desc", "service-doc", "conformance", "http://www.opengis.net/def/rel/ogc/1.0/conformance", "data" })
            {
                landing.Links(rel).ShouldNotBeEmpty(rel);
                foreach (var address in landing.Links(rel))
                    (await city.Ask(address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);
            }

            landing.GetProperty("title").GetString().ShouldBe("云川市 · 开放地理数据接口");
        }

        (await city.Json("/ogc?lang=en")).GetProperty("title").GetString().ShouldBe("Yunchuan · OGC API");
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/http")]
    [AbstractTest("ogcapi-common-1/1.0", "core/http")]
    public async Task Every_address_answers_by_HTTP_1_1()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in Documents)
            (await city.Ask(path)).Version.ShouldBe(HttpVersion.Version11, path);
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/api-definition-op", "core/api-definition-success", "oas30/oas-definition-1", "oas30/oas-definition-2")]
    [AbstractTest("ogcapi-common-1/1.0", "landing-page/api-definition-op", "landing-page/api-definition-success", "oas30/oas-definition-1", "oas30/oas-definition-2")]
    public async Task The_definition_is_there_in_OpenAPI_3_0_and_as_a_page()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var landing = await city.Json("/ogc");
        var answer = await city.Ask(landing.Links("service-desc").ShouldHaveSingleItem());
        var definition = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var page = await city.Ask(landing.Links("service-doc").ShouldHaveSingleItem());

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.oai.openapi+json; version=3.0");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("/ogc/collections/{collectionId}/items/{featureId}");
        definition.GetProperty("openapi").GetString().ShouldStartWith("3.0.");
        definition.GetProperty("info").GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        definition.GetProperty("info").GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        definition.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe(new Uri(city.Address, "/ogc").ToString());
        definition.GetProperty("paths").EnumerateObject().Select(path => path.Value.GetProperty("get").GetProperty("operationId").GetString()).ShouldBeUnique();
        foreach (var reference in References(definition))
            Resolved(definition, reference).ValueKind.ShouldBe(JsonValueKind.Object, reference);
        // Every place in a path is a parameter of it that must be given, and the other way round.
        foreach (var path in definition.GetProperty("paths").EnumerateObject())
        {
            var places = path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray().Select(parameter => Resolved(definition, parameter.GetProperty("$ref").GetString()!)).Where(parameter => parameter.GetProperty("in").GetString() == "path").ToArray();
            places.ShouldAllBe(parameter => parameter.GetProperty("required").GetBoolean());
            places.Select(parameter => $"{{{parameter.GetProperty("name")}}}").Order().ShouldBe(path.Name.Split('/').Where(part => part.StartsWith('{')).Order());
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "oas30/completeness", "oas30/oas-impl")]
    [AbstractTest("ogcapi-common-1/1.0", "oas30/completeness", "oas30/oas-impl")]
    [AbstractTest("ogcapi-tiles-1/1.0", "oas30/completeness")]
    public async Task Every_address_is_in_the_definition_and_the_other_way_round()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var defined = (await city.Json("/ogc/api")).GetProperty("paths").EnumerateObject().ToArray();
        var served = city.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')).Where(path => path.StartsWith("/ogc", StringComparison.Ordinal));

        served.Select(path => path["/ogc".Length..] is "" ? "/" : path["/ogc".Length..].Replace("{id}", "{collectionId}").Replace("{**feature}", "{featureId}").Replace("{set}", "{tileMatrixSetId}").Replace("{z}/{y}/{x}", "{tileMatrix}/{tileRow}/{tileCol}"))
            .Order().ShouldBe(defined.Select(path => path.Name).Order());
        foreach (var path in defined)
        {
            var answer = await city.Ask("/ogc" + Filled(path.Name, "zones", "K1"));

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path.Name);
            path.Value.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(form => form.Name.Split(';')[0]).ShouldContain(answer.Content.Headers.ContentType!.MediaType!, path.Name);
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "oas30/exceptions-codes", "oas30/security")]
    [AbstractTest("ogcapi-common-1/1.0", "oas30/exceptions-codes", "oas30/security")]
    public async Task The_definition_names_every_status_that_is_answered_and_no_key_is_asked_for()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var definition = await city.Json("/ogc/api");

        foreach (var path in definition.GetProperty("paths").EnumerateObject())
        {
            var known = path.Value.GetProperty("get").GetProperty("responses").EnumerateObject().Select(status => status.Name).ToArray();
            foreach (var asked in new[] { Filled(path.Name, "zones", "K1"), Filled(path.Name, "none", "K1"), Filled(path.Name, "zones", "none"), Filled(path.Name, "zones", "K1") + "?colour=red", Filled(path.Name, "zones", "K1") + "?cursor=9-1" })
            {
                var answer = await city.Ask("/ogc" + asked);
                known.ShouldContain(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), asked);
                if (answer.Headers.ETag is { } tag)
                    known.ShouldContain(((int)(await city.Ask("/ogc" + asked, request => request.Headers.IfNoneMatch.Add(tag))).StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), asked);
                answer.Headers.WwwAuthenticate.ShouldBeEmpty();
            }
        }

        definition.TryGetProperty("security", out _).ShouldBeFalse();
    }

    [Fact]
    [AbstractTest("ogcapi-common-1/1.0", "json/definition", "json/content")]
    [AbstractTest("ogcapi-features-1/1.0", "geojson/definition")]
    public async Task Every_document_comes_as_JSON_and_features_as_GeoJSON()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in Documents.Where(path => path != "/ogc/api" && !path.EndsWith("queryables", StringComparison.Ordinal)))
        {
            var form = path.Contains("/items", StringComparison.Ordinal) ? "application/geo+json" : "application/json";
            foreach (var answer in new[] { await city.Ask(path), await city.Ask(path + "?f=json"), await city.Ask(path, request => request.Headers.Accept.ParseAdd("application/geo+json")), await city.Ask(path, request => request.Headers.Accept.ParseAdd(form)) })
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                answer.Content.Headers.ContentType!.MediaType.ShouldBe(form, path);
                JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
            }
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "html/definition", "html/content")]
    [AbstractTest("ogcapi-common-1/1.0", "html/definition", "html/content")]
    public async Task Every_document_has_a_page_in_the_frame_of_the_site()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in Documents)
        {
            foreach (var page in new[] { await city.Ask(path + "?f=html"), await city.Ask(path, request => request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")) })
            {
                page.StatusCode.ShouldBe(HttpStatusCode.OK, path);
                page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html", path);
                var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                text.ShouldStartWith("<!DOCTYPE html>");
                text.ShouldContain("<main id=\"main\"");
                text.ShouldContain("<title>");
                text.ShouldNotContain("style=");
            }
        }
    }

    [Fact]
    public async Task Every_link_of_a_page_leads_to_an_answer()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in Documents)
        {
            var text = await city.Get(path + "?f=html&lang=en");
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, "href=\"([^\"]*/ogc[^\"]*)\""))
                (await city.Ask(WebUtility.HtmlDecode(link.Groups[1].Value))).StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {link.Groups[1].Value}");
        }
    }

    [Fact]
    public async Task Links_use_the_name_and_port_the_client_used()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var answer = await city.Ask("/ogc", request => request.Headers.Host = $"localhost:{city.Address.Port}");
        var landing = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        landing.GetProperty("links").EnumerateArray().ShouldAllBe(link => link.GetProperty("href").GetString()!.StartsWith($"http://localhost:{city.Address.Port}/ogc", StringComparison.Ordinal));
    }

    /// <summary>One of each document there is.</summary>
    private static readonly string[] Documents =
    [
        "/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/parks", "/ogc/collections/parks/queryables", "/ogc/collections/parks/items", "/ogc/collections/parks/items/p1",
        "/ogc/collections/parks/tiles", "/ogc/collections/parks/tiles/WebMercatorQuad", "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad",
    ];

    private static string Filled(string path, string collection, string feature) => path
        .Replace("{collectionId}", collection).Replace("{featureId}", feature).Replace("{tileMatrixSetId}", "WebMercatorQuad").Replace("{tileMatrix}", "10").Replace("{tileRow}", "400").Replace("{tileCol}", "842");

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static JsonElement Resolved(JsonElement definition, string reference) => reference[2..].Split('/').Aggregate(definition, (at, part) => at.GetProperty(part));
}
