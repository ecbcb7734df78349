using System.Globalization;
using System.Net;
using System.Text.Json;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>The features of the collections: OGC 17-069r4.</summary>
public sealed class FeaturesTests
{
    private static readonly GeometryFactory Shapes = new(new PrecisionModel(), 4490);

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-op", "core/fc-response", "core/fc-links", "core/fc-timeStamp", "core/fc-numberMatched", "core/fc-numberReturned", "geojson/content")]
    public async Task Every_collection_gives_features_that_count_themselves()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var collection in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            var id = collection.GetProperty("id").GetString()!;
            var page = await city.Json($"/ogc/collections/{id}/items");

            page.ShouldFit("features");
            page.GetProperty("numberReturned").GetInt32().ShouldBe(page.GetProperty("features").GetArrayLength());
            page.GetProperty("numberMatched").GetInt32().ShouldBe((await city.Found(id)).Length);
            page.ShouldHaveWholeLinks();
            page.Links("self").ShouldHaveSingleItem();
            page.Links("alternate").ShouldHaveSingleItem();
            (DateTimeOffset.Parse(page.GetProperty("timeStamp").GetString()!, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-bbox-definition", "core/fc-limit-definition", "core/fc-time-definition")]
    public async Task The_parameters_are_defined_as_the_standard_defines_them()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var parameters = (await city.Json("/ogc/api")).GetProperty("components").GetProperty("parameters");

        parameters.GetProperty("bbox").GetRawText().ShouldBe(
            """{"name":"bbox","in":"query","required":false,"schema":{"type":"array","oneOf":[{"minItems":4,"maxItems":4},{"minItems":6,"maxItems":6}],"items":{"type":"number"}},"style":"form","explode":false}""");
        parameters.GetProperty("limit").GetRawText().ShouldBe("""{"name":"limit","in":"query","required":false,"schema":{"type":"integer","minimum":1,"maximum":10000,"default":10},"style":"form","explode":false}""");
        parameters.GetProperty("datetime").GetRawText().ShouldBe("""{"name":"datetime","in":"query","required":false,"schema":{"type":"string"},"style":"form","explode":false}""");
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
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-bbox-response")]
    public async Task A_box_finds_what_it_meets(string bbox, string expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        string.Join(',', await city.Found("parks", ("bbox", bbox))).ShouldBe(expected);
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-bbox-response")]
    public async Task A_box_finds_every_feature_that_lies_nowhere()
    {
        await using var city = await ServedCity.Of(new BookOfLayers(("finds", "point", Table(Shapes.CreatePoint(new Coordinate(116, 36)), null, Shapes.CreatePoint(new Coordinate(117, 37))))));

        (await city.Found("finds", ("bbox", "115,35,116.5,36.5"))).ShouldBe(["0", "1"]);
        (await city.Found("finds", ("filter", "S_INTERSECTS(geometry, BBOX(115, 35, 116.5, 36.5))"))).ShouldBe(["0"]);
        (await city.Json("/ogc/collections/finds/items/1")).GetProperty("geometry").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10000", 10_000)]
    [InlineData("10001", 10_000)]
    [InlineData("99999999999", 10_000)]
    [InlineData("", 10)]
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-limit-response")]
    public async Task An_answer_has_as_many_features_as_asked_for_and_never_more_than_the_most(string limit, int expected)
    {
        await using var city = await ServedCity.Of(new BookOfLayers(("points", "point", Table([.. Enumerable.Range(0, 10_050).Select(k => Shapes.CreatePoint(new Coordinate(116 + (k * 1e-5), 36)))]))));

        var answer = await city.Json($"/ogc/collections/points/items?limit={limit}");

        answer.GetProperty("features").GetArrayLength().ShouldBe(expected);
        answer.GetProperty("numberReturned").GetInt32().ShouldBe(expected);
        answer.GetProperty("numberMatched").GetInt32().ShouldBe(10_050);
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
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-time-response")]
    public async Task A_time_finds_the_features_of_a_layer_that_describes_a_day_in_it(string datetime, int expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Found("parks", ("datetime", datetime))).Length.ShouldBe(expected);
        (await city.Found("parks", ("datetime", datetime), ("bbox", "116.09,36.50,116.11,36.53"))).Length.ShouldBe(expected / 2);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=1&limit=2")]
    [InlineData("bbox=1,2,3")]
    [InlineData("bbox=1,2,3,x")]
    [InlineData("bbox=1,40,3,30")]
    [InlineData("bbox=1,NaN,3,30")]
    [InlineData("bbox=1,2,3,91")]
    [InlineData("datetime=yesterday")]
    [InlineData("datetime=../..")]
    [InlineData("datetime=2026-02-30")]
    [InlineData("datetime=2026-04-01/2026-03-01")]
    [InlineData("datetime=2026-04-01/2026-03-01/2026-05-01")]
    [InlineData("f=xml")]
    [InlineData("lang=fr")]
    [InlineData("cursor=1")]
    [InlineData("cursor=1--3")]
    [InlineData("filter-lang=ecql")]
    [InlineData("filter=name=")]
    [InlineData("filter=colour='red'")]
    [InlineData("year=old")]
    [AbstractTest("ogcapi-features-1/1.0", "core/query-param-invalid")]
    [AbstractTest("ogcapi-common-1/1.0", "core/query-param-value-invalid")]
    public async Task A_parameter_that_will_not_do_is_refused(string query)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var (status, problem) = await city.Refused($"/ogc/collections/compounds/items?{query}");

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/ogc")]
    [InlineData("/ogc/api")]
    [InlineData("/ogc/conformance")]
    [InlineData("/ogc/collections")]
    [InlineData("/ogc/collections/parks")]
    [InlineData("/ogc/collections/parks/items")]
    [InlineData("/ogc/collections/parks/items/p1")]
    [InlineData("/ogc/collections/parks/queryables")]
    [InlineData("/ogc/collections/parks/tiles")]
    [InlineData("/ogc/collections/parks/tiles/WebMercatorQuad")]
    [InlineData("/ogc/collections/parks/tiles/WebMercatorQuad/10/400/842")]
    [InlineData("/ogc/tileMatrixSets")]
    [InlineData("/ogc/tileMatrixSets/WebMercatorQuad")]
    [AbstractTest("ogcapi-features-1/1.0", "core/query-param-unknown")]
    [AbstractTest("ogcapi-common-1/1.0", "core/query-param-name-unknown")]
    public async Task A_parameter_that_is_unknown_is_refused(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Refused(path + "?colour=red")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/f-op", "core/f-success", "core/f-links", "geojson/content")]
    public async Task A_feature_stands_alone_as_it_stands_in_its_collection()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var collection in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray().Select(one => one.GetProperty("id").GetString()!))
        {
            foreach (var listed in (await city.Json($"/ogc/collections/{collection}/items?limit=5")).GetProperty("features").EnumerateArray())
            {
                var id = listed.GetProperty("id").GetString()!;
                var feature = await city.Json($"/ogc/collections/{collection}/items/{id}");

                feature.ShouldFit("feature");
                feature.GetProperty("id").GetString().ShouldBe(id);
                feature.GetProperty("properties").GetRawText().ShouldBe(listed.GetProperty("properties").GetRawText());
                feature.GetProperty("geometry").GetRawText().ShouldBe(listed.GetProperty("geometry").GetRawText());
                feature.ShouldHaveWholeLinks();
                foreach (var rel in new[] { "self", "alternate", "collection" })
                    feature.Links(rel).ShouldHaveSingleItem(rel);
            }
        }
    }

    [Fact]
    public async Task The_page_of_features_counts_them_and_goes_on_and_back()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var second = await city.Get("/ogc/collections/facilities/items?f=html&limit=15&cursor=1-15");
        var none = await city.Get("/ogc/collections/facilities/items?f=html&name=none");

        second.ShouldContain("第 16–30 个要素，共 40 个");
        second.ShouldContain("cursor=1-0");
        second.ShouldContain("cursor=1-30");
        none.ShouldContain("没有符合条件的要素");
        none.ShouldNotContain("<table");
    }

    /// <summary>Points numbered from 0, or nothing.</summary>
    private static FeatureTable Table(params Geometry?[] shapes) => new([], [.. shapes.Select((_, at) => at.ToString(CultureInfo.InvariantCulture))], shapes, []);
}
