using System.Net;
using System.Text.Json;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Planning;

/// <summary>The life circles of a point of a town of streets 250 m apart.</summary>
public sealed class CircleTests : IDisposable
{
    // The corner at which the first kindergarten stands.
    private static readonly string Corner = InventedPlanning.Degrees(500, 500);

    private readonly InventedPlanning _planning = new();

    public void Dispose() => _planning.Dispose();

    [Fact]
    public async Task A_page_is_as_it_was_approved()
    {
        await using var city = await _planning.Served();

        PagesTests.Approve("circle.en", PagesTests.Body(await city.Get($"/planning/circle?at={Corner}&lang=en")));
    }

    [Fact]
    public async Task Who_lives_within_a_walk_is_counted_and_the_nearest_of_each_kind_has_its_way()
    {
        await using var city = await _planning.Served();

        var circles = await city.Json($"/api/planning/circle?lon={Corner.Split(',')[0]}&lat={Corner.Split(',')[1]}&to=parks,p1");

        // Within 300 m of a corner: the homes at both sides of it, 145 m; 500 m: also those one block north and south, 395 m, and those two blocks along, 395 m.
        circles.GetProperty("circles").EnumerateArray().Select(circle => circle.GetProperty("buildings").GetInt32()).Take(2).ShouldBe([2, 8]);
        circles.GetProperty("place").GetString().ShouldBe("西社区");
        var kindergarten = circles.GetProperty("kinds").EnumerateArray().Single(kind => kind.GetProperty("kind").GetString() == "kindergarten");
        kindergarten.GetProperty("reached").GetBoolean().ShouldBeTrue();
        kindergarten.GetProperty("way").GetProperty("type").GetString().ShouldBe("LineString");
        // From (500, 500) along the street to where it meets the park, (3000, 500).
        circles.GetProperty("route").GetProperty("metres").GetDouble().ShouldBe(2500, 2);
        circles.GetProperty("route").TryGetProperty("minutes", out var minutes).ShouldBeTrue();
        minutes.ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_page_the_part_that_follows_and_the_file_tell_the_same_shapes()
    {
        await using var city = await _planning.Served();

        var page = WebUtility.HtmlDecode(await city.Get($"/planning/circle?at={Corner}"));
        var live = WebUtility.HtmlDecode(await city.Get($"/planning/circle/outcome?at={Corner}"));
        var file = await city.Get($"/planning/circle.geojson?at={Corner}");

        page.ShouldContain(file);
        live.ShouldContain(file);
        var features = JsonDocument.Parse(file).RootElement.GetProperty("features").EnumerateArray().ToArray();
        features.Select(feature => feature.GetProperty("properties").GetProperty("what").GetString()).Distinct().ShouldBe(["circle", "way", "facility", "point"], ignoreOrder: true);
        (await city.Get($"/planning/circle.csv?at={Corner}")).ShouldContain("第一幼儿园");
    }

    [Theory]
    [InlineData("/planning/circle?at=0,0", "不在本市及周边")]
    [InlineData("/planning/circle?at=nowhere", "不是经纬度")]
    [InlineData("/planning/circle?spot=nowhere", "没有找到")]
    [InlineData("/planning/circle", "先选一点")]
    [InlineData("/planning/circle?at=116.005,36.4545&to=facilities,f9", "没有编号为")]
    [InlineData("/planning/circle?at=116.005,36.4545&to=f9", "应为 图层,编号")]
    [InlineData("/planning/circle?at=116.09,36.45", "附近")]
    public async Task What_cannot_be_shown_is_said(string path, string told)
    {
        await using var city = await _planning.Served();

        var answer = await city.Ask(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(told);
    }

    [Theory]
    [InlineData("/api/planning/circle?lon=0&lat=0", 400)]
    [InlineData("/api/planning/circle?lon=116.005&lat=36.4545&to=facilities,f9", 400)]
    [InlineData("/api/planning/circle?lon=x&lat=36", 400)]
    [InlineData("/planning/circle/outcome?at=0,0", 400)]
    [InlineData("/planning/circle/outcome", 400)]
    [InlineData("/planning/circle.geojson?at=0,0", 400)]
    [InlineData("/planning/circle.xlsx", 404)]
    public async Task What_cannot_be_answered_is_said_by_its_status(string path, int status)
    {
        await using var city = await _planning.Served();

        ((int)(await city.Ask(path)).StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task A_building_leads_to_its_circles()
    {
        await using var city = await _planning.Served();

        (await city.Get("/places/building/99000101010101")).ShouldContain("href=\"/planning/circle?at=116");
    }
}
