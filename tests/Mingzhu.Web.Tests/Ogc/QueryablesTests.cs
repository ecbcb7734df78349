using System.Net;
using System.Text.Json;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>What filters may name, and filters of the query: OGC 19-079r2 (Features, part 3).</summary>
public sealed class QueryablesTests
{
    private const string Queryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    [Fact]
    [AbstractTest("ogcapi-features-3/1.0", "queryables/get-queryables-uris", "queryables/get-queryables", "features-filter/get-collection")]
    [AbstractTest("cql2/1.0", "basic-cql2/basic-test")]
    public async Task Every_collection_leads_to_its_queryables_each_with_its_type()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var id in await Collections(city))
        {
            var items = await city.Ask($"/ogc/collections/{id}/items");
            var address = new Uri(city.Address, $"/ogc/collections/{id}/queryables").ToString();

            items.Headers.GetValues("Link").ShouldBe([$"<{address}>; rel=\"{Queryables}\"; type=\"application/schema+json\""]);
            (await city.Json($"/ogc/collections/{id}")).Links(Queryables).ShouldBe([address]);
            (await city.Json($"/ogc/collections/{id}/items")).Links(Queryables).ShouldBe([address]);

            var answer = await city.Ask(address, request => request.Headers.Accept.ParseAdd("application/schema+json"));
            var schema = await city.Json(address);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/schema+json");
            schema.ShouldFit("queryables");
            schema.GetProperty("$id").GetString().ShouldBe(address);
            schema.GetProperty("properties").EnumerateObject().Count().ShouldBeGreaterThan(1);
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
            {
                if (property.Name == "geometry")
                    property.Value.GetProperty("format").GetString().ShouldBeOneOf("geometry-point", "geometry-linestring", "geometry-polygon");
                else
                    property.Value.GetProperty("type").GetString().ShouldBeOneOf("string", "integer", "number", "boolean");
                property.Value.TryGetProperty("type", out _).ShouldBe(property.Name != "geometry");
            }
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-3/1.0", "queryables-query-parameters/query-param")]
    public async Task Every_queryable_of_a_simple_kind_is_a_parameter()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var id in await Collections(city))
        {
            var first = (await city.Json($"/ogc/collections/{id}/items?limit=1")).GetProperty("features")[0];
            foreach (var property in (await city.Json($"/ogc/collections/{id}/queryables")).GetProperty("properties").EnumerateObject().Where(property => property.Name != "geometry"))
            {
                string Value(JsonElement feature) => property.Name == "id" ? feature.GetProperty("id").GetString()! : feature.GetProperty("properties").GetProperty(property.Name).ToString();
                var found = await city.Json(Asking.Items(id, (property.Name, Value(first)), ("limit", "10000")));

                found.GetProperty("features").EnumerateArray().Select(Value).Distinct().ShouldBe([Value(first)], $"{id} {property.Name}");
                found.GetProperty("numberMatched").GetInt32().ShouldBe((await city.Json(Asking.Items(id, ("limit", "10000")))).GetProperty("features").EnumerateArray().Count(feature => Value(feature) == Value(first)));
                if (property.Value.GetProperty("type").GetString() == "integer")
                    (await city.Refused(Asking.Items(id, (property.Name, "many")))).Status.ShouldBe(HttpStatusCode.BadRequest);
            }
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-3/1.0", "filter/filter-param", "filter/filter-lang-default", "features-filter/filter-on-items")]
    public async Task A_filter_is_heeded_in_both_languages_and_text_is_the_usual_one()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var id in await Collections(city))
        {
            var all = await city.Found(id);
            foreach (var (filter, lang, expected) in new[]
            {
                ("name IS NULL", "cql2-text", Array.Empty<string>()), ("name IS NOT NULL", "cql2-text", all), ("name IS NULL", null, []), ("name IS NOT NULL", null, all),
                ("""{"op":"isNull","args":[{"property":"name"}]}""", "cql2-json", []), ("""{"op":"not","args":[{"op":"isNull","args":[{"property":"name"}]}]}""", "cql2-json", all),
            })
                (await city.Found(id, [("filter", filter), .. lang is null ? Array.Empty<(string, string)>() : [("filter-lang", lang)]])).ShouldBe(expected, filter);
            foreach (var lang in new[] { "cql2-text", "cql2-json" })
                (await city.Refused(Asking.Items(id, ("filter", "THIS IS NOT A FILTER"), ("filter-lang", lang)))).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await city.Refused(Asking.Items(id, ("filter", "THIS IS NOT A FILTER")))).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        var language = (await city.Json("/ogc/api")).GetProperty("components").GetProperty("parameters").GetProperty("filter-lang").GetProperty("schema");
        language.GetProperty("enum").EnumerateArray().Select(one => one.GetString()).ShouldBe(["cql2-text", "cql2-json"]);
        language.GetProperty("default").GetString().ShouldBe("cql2-text");
    }

    [Fact]
    [AbstractTest("ogcapi-features-3/1.0", "filter/expression-construction", "filter/get-functions")]
    public async Task A_filter_that_names_what_is_no_queryable_is_refused_and_no_functions_of_our_own_are_announced()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var id in await Collections(city))
        {
            (await city.Json($"/ogc/collections/{id}/queryables")).GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
            (await city.Refused(Asking.Items(id, ("filter", "this_is_not_a_queryable IS NULL")))).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await city.Refused(Asking.Items(id, ("filter", "S_INTERSECTS(this_is_not_a_queryable, POINT(116 36))")))).Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        // The test of /functions is for those who claim the class "functions" of CQL2.
        AbstractTests.OfClass.Keys.ShouldNotContain("cql2/1.0/conf/functions");
    }

    [Fact]
    [AbstractTest("ogcapi-features-3/1.0", "filter/filter-crs-wgs84", "filter/filter-crs-param", "features-filter/mixing-expression")]
    public async Task Shapes_of_a_filter_are_in_CRS84_or_in_the_system_said_and_a_bbox_must_hold_too()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var id in await Collections(city))
        {
            var all = await city.Found(id);
            var box = (await city.Json($"/ogc/collections/{id}")).GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()).ToArray();
            string Filter(double x1, double y1, double x2, double y2) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"S_INTERSECTS(geometry,BBOX({x1:R},{y1:R},{x2:R},{y2:R}))");
            var extent = Filter(box[0], box[1], box[2], box[3]);

            (await city.Found(id, ("filter", extent))).ShouldBe(all);
            (await city.Refused(Asking.Items(id, ("filter", Filter(1_000_000, 1_000_000, 2_000_000, 2_000_000))))).Status.ShouldBe(HttpStatusCode.BadRequest);

            foreach (var epsg in new[] { 4326, 4490 })
                (await city.Found(id, ("filter", Filter(box[1], box[0], box[3], box[2])), ("filter-crs", Asking.Epsg(epsg)))).ShouldBe(all);
            // In the plane the corners of a box of degrees are not those of the features: a box around all of them.
            var plane = Spatial.Plane.OfEpsg(4548);
            var corners = new[] { (box[0], box[1]), (box[0], box[3]), (box[2], box[1]), (box[2], box[3]) }.Select(corner => plane.Project(corner.Item1, corner.Item2)).ToArray();
            var projected = Filter(corners.Min(corner => corner.Y) - 100, corners.Min(corner => corner.X), corners.Max(corner => corner.Y), corners.Max(corner => corner.X));
            (await city.Found(id, ("filter", projected), ("filter-crs", Asking.Epsg(4548)))).ShouldBe(all);
            (await city.Refused(Asking.Items(id, ("filter", extent), ("filter-crs", "http://www.opengis.net/def/crs/OGC/0/does_not_exist")))).Status.ShouldBe(HttpStatusCode.BadRequest);

            (await city.Found(id, ("filter", extent), ("bbox", "115,35,118,38"))).ShouldBe(all);
            (await city.Found(id, ("filter", extent), ("bbox", "10,10,11,11"))).ShouldBeEmpty();
        }
    }

    private static async Task<string[]> Collections(ServedCity city) => [.. (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray().Select(collection => collection.GetProperty("id").GetString()!)];
}
