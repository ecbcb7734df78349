using System.Globalization;
using System.Net;
using Mingzhu.City;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>OGC 19-079 (Features, part 3) with CQL2 as filter language.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("parks", "name LIKE '%公园'", "p2")]
    [InlineData("parks", "casei(name) = casei('北园') OR id = 'p2'", "p1,p2")]
    [InlineData("zones", "name IN ('高新区', '别处')", "K1")]
    [InlineData("zones", "NOT name = '高新区'", "K2")]
    [InlineData("zones", "name IS NULL", "")]
    [InlineData("zones", "geometry IS NOT NULL AND name <> ''", "K1,K2")]
    [InlineData("zones", "S_INTERSECTS(geometry, POINT(116.15 36.45))", "K1")]
    [InlineData("zones", "S_DISJOINT(geometry, POINT(116.15 36.45))", "K2")]
    [InlineData("zones", "S_WITHIN(geometry, BBOX(116.0, 36.3, 116.25, 36.6))", "K1")]
    [InlineData("zones", "S_WITHIN(POINT(116.35 36.55), geometry)", "K2")]
    [InlineData("zones", "S_CONTAINS(geometry, LINESTRING(116.31 36.51, 116.39 36.59))", "K2")]
    [InlineData("zones", "S_TOUCHES(geometry, POLYGON((116.05 36.4, 116.1 36.4, 116.1 36.5, 116.05 36.5, 116.05 36.4)))", "K1")]
    [InlineData("zones", "S_OVERLAPS(geometry, BBOX(116.15, 36.45, 116.3, 36.6))", "K1")]
    [InlineData("zones", "S_CROSSES(geometry, LINESTRING(116.0 36.45, 116.15 36.45))", "K1")]
    [InlineData("zones", "S_EQUALS(geometry, BBOX(116.3, 36.5, 116.39999999999999, 36.6))", "K2")]
    [InlineData("zones", "S_INTERSECTS(geometry, MULTIPOINT((116.15 36.45), (116.35 36.55)))", "K1,K2")]
    [InlineData("zones", "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(116.15 36.45), POINT(0 0)))", "K1")]
    [InlineData("zones", "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(116.15 36.45), LINESTRING(0 0, 1 1)))", "K1")]
    [InlineData("zones", "S_DISJOINT(GEOMETRYCOLLECTION(POINT(116.15 36.45), LINESTRING(0 0, 1 1)), geometry)", "K2")]
    [InlineData("zones", "S_INTERSECTS(geometry, MULTIPOINT(116.15 36.45, 116.35 36.55))", "K1,K2")]
    [InlineData("zones", "S_INTERSECTS(geometry, BBOX(116.35, 36.4, 116.05, 36.6))", "K2")]
    public async Task A_filter_finds_what_it_says(string collection, string filter, string expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        string.Join(',', await city.Found(collection, ("filter", filter))).ShouldBe(expected);
        Expression.TryParse(filter, out var expression, out _).ShouldBeTrue();
        string.Join(',', await city.Found(collection, ("filter", expression.ToJson()), ("filter-lang", "cql2-json"))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_filter_in_another_system_has_that_systems_order_of_axes()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Found("zones", ("filter", "S_INTERSECTS(geometry, POINT(36.45 116.15))"), ("filter-crs", Asking.Epsg(4490)))).ShouldBe(["K1"]);
        (await city.Found("zones", ("filter", "S_WITHIN(geometry, BBOX(36.3, 116.0, 36.6, 116.25))"), ("filter-crs", Asking.Epsg(4326)))).ShouldBe(["K1"]);
        var (x, y) = Spatial.Plane.OfEpsg(4548).Project(116.35, 36.55);
        (await city.Found("zones", ("filter", string.Create(CultureInfo.InvariantCulture, $"S_INTERSECTS(geometry, POINT({y:R} {x:R}))")), ("filter-crs", Asking.Epsg(4548)))).ShouldBe(["K2"]);
    }

    [Fact]
    public async Task Bbox_time_fields_and_filter_all_must_hold()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Found("roads", ("class", "arterial"), ("bbox", "116.0,36.2,116.5,36.41"), ("filter", "name LIKE '云%'"))).ShouldBe(["h00"]);
        (await city.Found("roads", ("class", "arterial"), ("name", "云0路"))).ShouldBe(["h00"]);
        (await city.Found("compounds", ("year", "1985"))).Length.ShouldBe(5);
        (await city.Found("roads", ("class", "arterial"), ("datetime", "2020-01-01"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", "crosses itself")]
    [InlineData("S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1)))", "one kind only")]
    [InlineData("S_INTERSECTS(geometry, POINT(36 116))", "lies outside")]
    [InlineData("S_INTERSECTS(area, POINT(116 36))", "there is none of")]
    [InlineData("T_DURING(name, INTERVAL('2026-01-01', '..'))", "intervals only")]
    public async Task A_filter_that_cannot_be_meant_is_told(string filter, string expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var (status, problem) = await city.Refused(Asking.Items("zones", ("filter", filter), ("lang", "en")));

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString()!.ShouldContain(expected);
    }

    [Fact]
    public async Task Queryables_name_every_field_with_title_type_and_unit()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var answer = await city.Ask("/ogc/collections/compounds/queryables?lang=en");
        var schema = await city.Json("/ogc/collections/compounds/queryables?lang=en");

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/schema+json");
        schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).ShouldBe(["geometry", "id", "name", "year", "households"]);
        schema.GetProperty("properties").GetProperty("households").GetRawText().ShouldBe("""{"title":"Households","type":"integer","x-ogc-unit":"households"}""");
        schema.GetProperty("properties").GetProperty("geometry").GetProperty("format").GetString().ShouldBe("geometry-polygon");
    }

    [Fact]
    public async Task The_index_finds_what_a_look_at_every_feature_finds()
    {
        var book = new InventedBook();
        await using var city = await ServedCity.Of(book);
        var (buildings, read, dice) = (book.Features("buildings")!, new WKTReader(), new Random(5));

        for (var i = 0; i < 12; i++)
        {
            var (lon, lat, size) = (116 + (dice.NextDouble() * 0.45), 36.3 + (dice.NextDouble() * 0.36), dice.NextDouble() * 0.1);
            var triangle = string.Create(CultureInfo.InvariantCulture, $"POLYGON(({lon:R} {lat:R}, {lon + size:R} {lat:R}, {lon:R} {lat + size:R}, {lon:R} {lat:R}))");
            var shape = read.Read(triangle);
            foreach (var (function, holds) in new (string, Func<Geometry, bool>)[] { ("S_INTERSECTS", shape.Intersects), ("S_WITHIN", shape.Covers), ("S_DISJOINT", shape.Disjoint), ("NOT S_INTERSECTS", shape.Disjoint) })
            {
                (await city.Found("buildings", ("filter", $"{function}(geometry, {triangle}) AND floors > 2")))
                    .ShouldBe(Enumerable.Range(0, buildings.Count).Where(row => holds(buildings.Geometries[row]!)).Select(row => buildings.Ids[row]), $"{function} {triangle}");
            }
        }
    }
}
