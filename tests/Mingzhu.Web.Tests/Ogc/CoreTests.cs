using System.Net;
using System.Text.Json;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>The abstract tests of OGC 17-069 (Features, part 1), by number and name, over the collections of the invented city.</summary>
public sealed class CoreTests
{
    private const string Core = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core";

    [Fact]
    public async Task Abstract_test_2_core_crs84_geometries_are_longitude_latitude_unless_asked_otherwise()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var answer = await city.Json("/ogc/collections/zones/items/K1");

        answer.GetProperty("geometry").GetProperty("coordinates")[0][0].EnumerateArray().Select(number => number.GetDouble()).ShouldBe([116.1, 36.4]);
    }

    [Fact]
    public async Task Abstract_tests_3_and_4_core_root_op_and_root_success()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var landing = await city.Json("/ogc");

        landing.ShouldHaveWholeLinks();
        foreach (var rel in new[] { "self", "alternate", "service-desc", "conformance", "data" })
            landing.Links(rel).ShouldNotBeEmpty(rel);
        landing.GetProperty("title").GetString().ShouldBe("云川市 · 开放地理数据接口");
        (await city.Json("/ogc?lang=en")).GetProperty("title").GetString().ShouldBe("Yunchuan · OGC API");
    }

    [Fact]
    public async Task Abstract_tests_5_and_6_core_api_definition_op_and_success()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var landing = await city.Json("/ogc");
        var answer = await city.Ask(landing.Links("service-desc")[0]);
        var definition = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.oai.openapi+json; version=3.0");
        definition.GetProperty("openapi").GetString().ShouldStartWith("3.0.");
        definition.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe(new Uri(city.Address, "/ogc").ToString());
        foreach (var path in definition.GetProperty("paths").EnumerateObject())
        {
            foreach (var parameter in path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray())
                definition.GetProperty("components").GetProperty("parameters").TryGetProperty(parameter.GetProperty("$ref").GetString()!.Split('/')[^1], out _).ShouldBeTrue(path.Name);
            path.Value.GetProperty("get").GetProperty("responses").TryGetProperty("200", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Every_address_is_in_the_definition_and_the_other_way_round()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var defined = (await city.Json("/ogc/api")).GetProperty("paths").EnumerateObject().Select(path => path.Name);
        var served = city.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')).Where(path => path.StartsWith("/ogc", StringComparison.Ordinal));

        served.Select(path => path["/ogc".Length..] is "" ? "/" : path["/ogc".Length..].Replace("{id}", "{collectionId}").Replace("{**feature}", "{featureId}").Replace("{set}", "{tileMatrixSetId}").Replace("{z}/{y}/{x}", "{tileMatrix}/{tileRow}/{tileCol}"))
            .Order().ShouldBe(defined.Order());
    }

    [Fact]
    public async Task Abstract_tests_7_and_8_core_conformance_op_and_success()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var classes = (await city.Json((await city.Json("/ogc")).Links("conformance")[0])).GetProperty("conformsTo").EnumerateArray().Select(one => one.GetString()!).ToArray();

        classes.ShouldContain(Core);
        classes.ShouldBeUnique();
        classes.ShouldAllBe(one => one.StartsWith("http://www.opengis.net/spec/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Abstract_tests_9_to_14_core_collections_their_links_items_and_extent()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var all = await city.Json("/ogc/collections");

        all.ShouldHaveWholeLinks();
        all.Links("self").ShouldHaveSingleItem();
        all.Links("alternate").ShouldHaveSingleItem();
        foreach (var collection in all.GetProperty("collections").EnumerateArray())
        {
            collection.ShouldHaveWholeLinks();
            collection.Links("items").Length.ShouldBe(2);
            collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].GetArrayLength().ShouldBe(4);
            collection.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0][0].GetString().ShouldBe("2026-03-31T00:00:00Z");
            collection.GetProperty("crs")[0].GetString().ShouldBe(Asking.Crs84);
        }

        all.GetProperty("collections").EnumerateArray().Select(one => one.GetProperty("title").GetString()).ShouldContain("公园绿地");
    }

    [Fact]
    public async Task Abstract_tests_16_and_17_core_a_collection_says_the_same_by_itself_as_in_the_list()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var listed in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray())
            (await city.Json($"/ogc/collections/{listed.GetProperty("id").GetString()}")).GetRawText().ShouldBe(listed.GetRawText());
    }

    [Fact]
    public async Task Abstract_tests_18_and_27_to_31_core_every_collection_gives_features_that_count_themselves()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var collection in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            var page = await city.Json($"/ogc/collections/{collection.GetProperty("id").GetString()}/items");

            page.GetProperty("type").GetString().ShouldBe("FeatureCollection");
            page.GetProperty("numberReturned").GetInt32().ShouldBe(page.GetProperty("features").GetArrayLength());
            page.GetProperty("numberMatched").GetInt32().ShouldBeGreaterThanOrEqualTo(page.GetProperty("numberReturned").GetInt32());
            page.ShouldHaveWholeLinks();
            page.Links("self").ShouldHaveSingleItem();
            page.Links("alternate").ShouldHaveSingleItem();
            (DateTimeOffset.Parse(page.GetProperty("timeStamp").GetString()!, System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData("116.09,36.50,116.11,36.53", "p1")]
    [InlineData("116.0,36.0,117.0,37.0", "p1,p2")]
    [InlineData("116.0,36.0,-9999,117.0,37.0,9999", "p1,p2")]
    [InlineData("10,10,11,11", "")]
    // The corner of p1's box, where the round park itself is not.
    [InlineData("116.1115,36.5275,116.112,36.528", "")]
    // Over the 180th meridian the whole way round.
    [InlineData("116.2,36,116.0,37", "p2")]
    public async Task Abstract_test_20_core_fc_bbox_response(string bbox, string expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        string.Join(',', await city.Found("parks", ("bbox", bbox))).ShouldBe(expected);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10000", 838)]
    [InlineData("20000", 838)]
    [InlineData("99999999999", 838)]
    public async Task Abstract_test_22_core_fc_limit_response(string limit, int expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var buildings = await city.Json($"/ogc/collections/buildings/items?limit={limit}");

        buildings.GetProperty("numberReturned").GetInt32().ShouldBe(Math.Min(expected, buildings.GetProperty("numberMatched").GetInt32()));
    }

    [Theory]
    [InlineData("2026-03-31T12:00:00Z", 2)]
    [InlineData("2026-03-31", 2)]
    [InlineData("2026-01-01T00:00:00Z/2026-12-31T00:00:00Z", 2)]
    [InlineData("2026-04-01T00:00:00Z/..", 0)]
    [InlineData("2026-04-01T00:00:00Z/", 0)]
    [InlineData("../2026-03-31T00:00:00Z", 2)]
    [InlineData("/2026-03-30T23:59:59Z", 0)]
    [InlineData("2026-04-01T07:00:00+08:00", 2)]
    public async Task Abstract_test_24_core_fc_time_response(string datetime, int expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Found("parks", ("datetime", datetime))).Length.ShouldBe(expected);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=1,2,3,x")]
    [InlineData("bbox=1,40,3,30")]
    [InlineData("bbox=1,NaN,3,30")]
    [InlineData("datetime=yesterday")]
    [InlineData("datetime=../..")]
    [InlineData("datetime=2026-02-30")]
    [InlineData("datetime=2026-04-01/2026-03-01")]
    [InlineData("f=xml")]
    [InlineData("cursor=1")]
    [InlineData("filter-lang=ecql")]
    [InlineData("filter=name=")]
    [InlineData("filter=colour='red'")]
    [InlineData("year=old")]
    public async Task Abstract_test_25_core_query_param_invalid(string query)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var (status, problem) = await city.Refused($"/ogc/collections/compounds/items?{query}");

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/ogc?colour=red")]
    [InlineData("/ogc/collections?colour=red")]
    [InlineData("/ogc/collections/parks?limit=1")]
    [InlineData("/ogc/collections/parks/items?colour=red")]
    [InlineData("/ogc/collections/parks/items/p1?limit=1")]
    [InlineData("/ogc/collections/parks/queryables?colour=red")]
    public async Task Abstract_test_26_core_query_param_unknown(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Refused(path)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Abstract_tests_32_to_34_core_a_feature_stands_alone_as_it_stands_in_its_collection()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var listed in (await city.Json("/ogc/collections/roads/items?limit=5")).GetProperty("features").EnumerateArray())
        {
            var feature = await city.Json($"/ogc/collections/roads/items/{listed.GetProperty("id").GetString()}");

            feature.GetProperty("properties").GetRawText().ShouldBe(listed.GetProperty("properties").GetRawText());
            feature.GetProperty("geometry").GetRawText().ShouldBe(listed.GetProperty("geometry").GetRawText());
            feature.ShouldHaveWholeLinks();
            foreach (var rel in new[] { "self", "alternate", "collection" })
                feature.Links(rel).ShouldHaveSingleItem(rel);
        }
    }

    [Theory]
    [InlineData("/ogc/collections/none")]
    [InlineData("/ogc/collections/none/items")]
    [InlineData("/ogc/collections/parks/items/none")]
    [InlineData("/ogc/collections/rivers/items/none?lang=en")]
    public async Task What_is_not_there_is_told_in_the_language_of_the_reader(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var (status, problem) = await city.Refused(path);

        status.ShouldBe(HttpStatusCode.NotFound);
        problem.GetProperty("detail").GetString()!.ShouldContain(path.EndsWith("en", StringComparison.Ordinal) ? "there is no" : "没有");
    }

    [Fact]
    public async Task Abstract_test_html_content_every_document_has_a_page_in_the_frame_of_the_site()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/parks", "/ogc/collections/parks/items", "/ogc/collections/parks/items/p1" })
        {
            foreach (var page in new[] { await city.Ask(path + "?f=html"), await city.Ask(path, request => request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")) })
            {
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
    public async Task Links_use_the_name_and_port_the_client_used()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var answer = await city.Ask("/ogc", request => request.Headers.Host = $"localhost:{city.Address.Port}");
        var landing = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        landing.GetProperty("links").EnumerateArray().ShouldAllBe(link => link.GetProperty("href").GetString()!.StartsWith($"http://localhost:{city.Address.Port}/ogc", StringComparison.Ordinal));
    }
}
