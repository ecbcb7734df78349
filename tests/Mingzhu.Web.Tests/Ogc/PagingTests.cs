using System.Net;
using System.Net.Http.Headers;
using Mingzhu.Atlas;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests.Ogc;

public sealed class PagingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Following_next_finds_every_feature_once_in_order(int limit)
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var found = new List<string>();

        for (string? next = $"/ogc/collections/facilities/items?limit={limit}"; next is not null;)
        {
            var page = await city.Json(next);
            found.AddRange(page.Ids());
            next = page.Links("next").SingleOrDefault();
        }

        found.ShouldBe(Enumerable.Range(0, 40).Select(k => $"f{k:00}"));
    }

    [Fact]
    public async Task Next_keeps_what_was_asked()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var page = await city.Json(Asking.Items("roads", ("filter", "class = 'branch' AND name LIKE '云%'"), ("limit", "2"), ("crs", Asking.Epsg(4490))));
        var next = await city.Json(page.Links("next")[0]);

        page.Ids().ShouldBe(["h01", "h02"]);
        next.Ids().ShouldBe(["h04", "h05"]);
        next.GetProperty("numberMatched").GetInt32().ShouldBe(page.GetProperty("numberMatched").GetInt32());
        next.GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0][0].GetDouble().ShouldBe(36.38);
    }

    [Fact]
    public async Task A_page_of_a_version_that_is_gone_is_a_conflict_and_not_other_features()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var (status, problem) = await city.Refused("/ogc/collections/facilities/items?cursor=2-10&lang=en");

        status.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("detail").GetString().ShouldBe("the layer has gone from version 2 to 1; begin again at the first page");
    }

    [Fact]
    public async Task An_answer_already_known_is_not_sent_again()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var first = await city.Ask("/ogc/collections/parks/items?limit=1");
        var tag = first.Headers.ETag!;

        tag.IsWeak.ShouldBeTrue();
        async Task<HttpStatusCode> Again(string path) => (await city.Ask(path, request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(tag.Tag, isWeak: true)))).StatusCode;
        (await Again("/ogc/collections/parks/items?limit=1")).ShouldBe(HttpStatusCode.NotModified);
        (await Again("/ogc/collections/parks/items?limit=2")).ShouldBe(HttpStatusCode.OK);
        (await Again("/ogc/collections/parks/items?limit=1&f=html")).ShouldBe(HttpStatusCode.OK);
        (await Again("/ogc/collections/water/items?limit=1")).ShouldBe(HttpStatusCode.OK);
    }
}
