using System.Net;
using System.Text.Json;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Plans;

public sealed class UnitPagesTests
{
    private const string Place = "/renewal/units/propose/990001", Asked = Place + "?least=0.1&most=500&line=roads&go=1";

    [Fact]
    public async Task Units_are_proposed_on_the_ground_of_a_place_to_who_sees_its_cases()
    {
        await using var city = await ClosedCity.Serve(ServedStore.Sqlite);
        using var clerk = await city.As("district");

        (await SampleHall.Text(clerk, "/renewal/units/propose")).ShouldContain("href=\"/renewal/units/propose/990001\"");
        (await SampleHall.Text(clerk, Place)).ShouldContain("选好范围和大小");
        (await SampleHall.Text(clerk, Place + "?least=x&line=roads&go=1")).ShouldContain("最小面积“x”应为 0 至 100,000 的数");
        (await SampleHall.Text(clerk, Place + "?least=9&most=2&line=roads&go=1")).ShouldContain("最小面积 9.0 公顷大于最大面积 2.0 公顷");
        (await SampleHall.Text(clerk, Place + "?go=1")).ShouldContain("请至少勾选一种边界线");
        var page = await SampleHall.Text(clerk, Asked);
        var shapes = JsonDocument.Parse(await SampleHall.Text(clerk, Place + "/shapes" + Asked[Place.Length..])).RootElement.GetProperty("features").EnumerateArray().ToArray();
        var csv = await SampleHall.Text(clerk, Asked.Replace("990001?", "990001.csv?", StringComparison.Ordinal));
        var proposals = shapes.Count(shape => shape.GetProperty("properties").GetProperty("part").GetString() == "shape");
        page.Split("<tr data-site=").Length.ShouldBe(proposals + 1);
        csv.Trim().Split("\r\n").Length.ShouldBe(proposals + 1);
        proposals.ShouldBeGreaterThan(0);
        var one = JsonDocument.Parse(await SampleHall.Text(clerk, Place + "/1.geojson" + Asked[Place.Length..])).RootElement.GetProperty("features").EnumerateArray().Single();
        one.GetProperty("geometry").GetProperty("type").GetString().ShouldEndWith("Polygon");
        (await ClosedCity.Ask(clerk, Asked.Replace("990001", "990002", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ClosedCity.Ask(clerk, Place + "/99.geojson" + Asked[Place.Length..])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
