using System.Globalization;
using System.Net;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>How the values of parameters are read: OGC 19-072, clause 8.</summary>
public sealed class ParameterTests
{
    private const string Everywhere = "-180,-90,180,90";

    [Fact]
    [AbstractTest("ogcapi-common-1/1.0", "core/query-param-capitalization")]
    public async Task A_name_in_other_letters_is_another_name()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var values = new Dictionary<string, string>
        {
            ["bbox"] = Everywhere, ["bbox-crs"] = Asking.Crs84, ["crs"] = Asking.Crs84, ["cursor"] = "1-0", ["datetime"] = "2026-03-31", ["f"] = "json", ["filter"] = "TRUE", ["filter-crs"] = Asking.Crs84,
            ["filter-lang"] = "cql2-text", ["lang"] = "zh", ["limit"] = "3", ["name"] = "南湖公园",
        };

        foreach (var (name, value) in values)
        {
            (await city.Ask(Asking.Items("parks", (name, value)))).StatusCode.ShouldBe(HttpStatusCode.OK, name);
            (await city.Refused(Asking.Items("parks", (name.ToUpperInvariant(), value)))).Status.ShouldBe(HttpStatusCode.BadRequest, name);
        }

        // Nothing the definition names was left out; queryables stand for all fields, and v is for tiles.
        var defined = (await city.Json("/ogc/api")).GetProperty("components").GetProperty("parameters").EnumerateObject().Where(parameter => parameter.Value.GetProperty("in").GetString() == "query").Select(parameter => parameter.Name);
        defined.Except(["queryables", "v"]).Order().ShouldBe(values.Keys.Except(["name"]).Order());
    }

    [Theory]
    [InlineData("bbox=116.09,36.50,116.11,36.53", "p1")]
    [InlineData("bbox=116.09%2C36.50%2C116.11%2C36.53", "p1")]
    [InlineData("bbox=116.09,%2036.50,%20116.11,36.53", "p1")]
    [InlineData("bbox=", "p1,p2")]
    [InlineData("bbox=116.09;36.50;116.11;36.53", null)]
    [InlineData("bbox=116.09 36.50 116.11 36.53", null)]
    [InlineData("bbox=116,09,36.50,116.11,36.53", null)]
    [AbstractTest("ogcapi-common-1/1.0", "core/query-param-list-delimiter", "core/query-param-list-escape", "core/query-param-list-empty")]
    public async Task A_list_has_commas_between_its_items_and_may_be_empty(string query, string? expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var path = $"/ogc/collections/parks/items?{query}";

        if (expected is null)
            (await city.Refused(path)).Status.ShouldBe(HttpStatusCode.BadRequest);
        else
            string.Join(',', (await city.Json(path)).Ids()).ShouldBe(expected);
    }

    [Theory]
    [InlineData("open=true", "1")]
    [InlineData("open=false", "0")]
    [InlineData("open=yes", null)]
    [InlineData("households=-12", "0")]
    [InlineData("households=0012", "1")]
    [InlineData("households=1.5", null)]
    [InlineData("area=0012.5000", "1")]
    [InlineData("area=-7.2500", "0")]
    [InlineData("area=8", "2")]
    [InlineData("area=0008", "2")]
    [InlineData("area=4.2949673120e9", "3")]
    [InlineData("area=-5000000000.2500", "4")]
    [InlineData("area=NaN", null)]
    [InlineData("area=1e999", null)]
    [InlineData("built=2020-05-01", "1")]
    [InlineData("built=2020-5-1", null)]
    [AbstractTest("ogcapi-common-1/1.0", "core/query-param-value-boolean", "core/query-param-value-integer", "core/query-param-value-decimal", "core/query-param-value-double")]
    public async Task Truths_whole_numbers_numbers_and_days_are_read_as_they_are_written(string query, string? expected)
    {
        await using var city = await ServedCity.Of(new BookOfLayers(("sites", "point", Sites)));
        var path = $"/ogc/collections/sites/items?{query}";

        if (expected is null)
            (await city.Refused(path)).Status.ShouldBe(HttpStatusCode.BadRequest);
        else
            (await city.Json(path)).Ids().ShouldBe([expected]);
    }

    private static FeatureTable Sites { get; } = new(
        [new Field("open", FieldType.Boolean), new Field("households", FieldType.Integer), new Field("area", FieldType.Real), new Field("built", FieldType.Date)],
        [.. Enumerable.Range(0, 5).Select(at => at.ToString(CultureInfo.InvariantCulture))],
        [.. Enumerable.Range(0, 5).Select(at => new Point(116 + (at / 10d), 36) { SRID = 4490 })],
        [
            [false, true, null, null, null], [-12L, 12L, 13L, 14L, 15L], [-7.25, 12.5, 8.0, 4_294_967_312.0, -5_000_000_000.25],
            [new DateOnly(2019, 1, 1), new DateOnly(2020, 5, 1), null, null, null],
        ]);
}
