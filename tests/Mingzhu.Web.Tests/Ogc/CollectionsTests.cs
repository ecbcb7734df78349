using System.Net;
using System.Text.Json;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>The collections of the invented city: OGC 17-069r4, 20-024.</summary>
public sealed class CollectionsTests
{
    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-md-op", "core/fc-md-success", "core/fc-md-links", "core/fc-md-items", "core/fc-md-items-links")]
    [AbstractTest("ogcapi-common-2/1.0", "collections/collections-list-op", "collections/collections-list-success", "collections/collections-list-links", "collections/collections-list-collections")]
    [AbstractTest("ogcapi-features-3/1.0", "features-filter/get-collections")]
    public async Task Every_open_layer_is_in_the_list_with_links_to_its_features()
    {
        var book = new InventedBook();
        await using var city = await ServedCity.Of(book);

        var all = await city.Json("/ogc/collections");

        all.ShouldFit("collections");
        all.ShouldHaveWholeLinks();
        all.Links("self").ShouldHaveSingleItem();
        all.Links("alternate").ShouldHaveSingleItem();
        all.GetProperty("collections").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldBe(book.Layers.Where(layer => layer is { Open: true, Version: not null }).Select(layer => layer.Id));
        foreach (var collection in all.GetProperty("collections").EnumerateArray())
        {
            collection.ShouldHaveWholeLinks();
            collection.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == "items").Select(link => link.GetProperty("type").GetString()).ShouldBe(["application/geo+json", "text/html"]);
            collection.GetProperty("crs")[0].GetString().ShouldBe(Asking.Crs84);
        }

        all.GetProperty("collections").EnumerateArray().Select(one => one.GetProperty("title").GetString()).ShouldContain("公园绿地");
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/sfc-md-op", "core/sfc-md-success")]
    [AbstractTest("ogcapi-common-2/1.0", "collections/description-op", "collections/description-success", "collections/description-links")]
    public async Task A_collection_says_the_same_by_itself_as_in_the_list()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var listed in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            var alone = await city.Json($"/ogc/collections/{listed.GetProperty("id").GetString()}");

            alone.ShouldFit("collection");
            alone.Links("self").ShouldHaveSingleItem();
            alone.Links("alternate").ShouldHaveSingleItem();
            alone.GetRawText().ShouldBe(listed.GetRawText());
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-1/1.0", "core/fc-md-extent", "core/crs84")]
    [AbstractTest("ogcapi-common-2/1.0", "collections/description-extent", "collections/description-extent-multi")]
    public async Task Every_feature_lies_within_the_extent_of_its_collection_longitude_first()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var collection in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            var extent = collection.GetProperty("extent");
            var box = extent.GetProperty("spatial").GetProperty("bbox").EnumerateArray().ShouldHaveSingleItem().EnumerateArray().Select(number => number.GetDouble()).ToArray();
            var interval = extent.GetProperty("temporal").GetProperty("interval").EnumerateArray().ShouldHaveSingleItem();
            var features = await city.Json(Asking.Items(collection.GetProperty("id").GetString()!, ("limit", "10000")));

            features.GetProperty("numberReturned").GetInt32().ShouldBe(features.GetProperty("numberMatched").GetInt32());
            foreach (var (x, y) in features.GetProperty("features").EnumerateArray().SelectMany(feature => Positions(feature.GetProperty("geometry").GetProperty("coordinates"))))
            {
                x.ShouldBeInRange(box[0], box[2]);
                y.ShouldBeInRange(box[1], box[3]);
            }

            // The day of the version.
            (interval[0].GetString(), interval[1].GetString()).ShouldBe(("2026-03-31T00:00:00Z", "2026-03-31T23:59:59Z"));
        }
    }

    [Fact]
    public async Task The_page_of_a_collection_tells_the_order_of_axes_of_each_system()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var page = await city.Get("/ogc/collections/parks?f=html");

        foreach (var (crs, axes) in new[] { (Asking.Crs84, "经度、纬度（度）"), (Asking.Epsg(4490), "纬度、经度（度）"), (Asking.Epsg(4548), "北坐标 X、东坐标 Y（米）") })
            System.Text.RegularExpressions.Regex.IsMatch(page, $"{crs}\\s*</th>\\s*<td>{axes}").ShouldBeTrue(crs);
    }

    [Theory]
    [InlineData("/ogc/collections/none")]
    [InlineData("/ogc/collections/none/items")]
    [InlineData("/ogc/collections/none/queryables")]
    [InlineData("/ogc/collections/parks/items/none")]
    [InlineData("/ogc/collections/rivers/items/none?lang=en")]
    public async Task What_is_not_there_is_told_in_the_language_of_the_reader(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var (status, problem) = await city.Refused(path);

        status.ShouldBe(HttpStatusCode.NotFound);
        problem.GetProperty("detail").GetString()!.ShouldContain(path.EndsWith("en", StringComparison.Ordinal) ? "there is no" : "没有");
    }

    private static IEnumerable<(double X, double Y)> Positions(JsonElement coordinates) => coordinates[0].ValueKind == JsonValueKind.Number
        ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Positions);
}
