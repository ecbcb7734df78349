using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Plans;

public sealed partial class UnitPagesTests
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
        // What the map draws waits for the answer; the page would say how far it is.
        var shapes = JsonDocument.Parse(await SampleHall.Text(clerk, Place + "/shapes" + Asked[Place.Length..])).RootElement.GetProperty("features").EnumerateArray().ToArray();
        var page = await SampleHall.Text(clerk, Asked);
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

    [Fact]
    public async Task A_proposal_is_taken_as_a_case_with_its_ground_and_its_reasons_by_who_may_open_one_there()
    {
        const string asked = "/renewal/units/propose/371502?least=0.1&most=500&line=roads&go=1";
        var take = asked.Replace("371502?", "371502/1/take?", StringComparison.Ordinal);
        await using var hall = await SampleHall.Serve(new InventedBook(first: "371502"));
        using var clerk = await hall.As("dongchangfu-clerk");
        using var other = await hall.As("yanggu-clerk");
        using var expert = await hall.As("finance-viewer");
        await SampleHall.Text(clerk, asked.Replace("371502?", "371502/shapes?", StringComparison.Ordinal));
        var page = await SampleHall.Text(clerk, asked);
        page.ShouldContain("以此立案");
        page.ShouldContain("<option value=\"高新更新单元\">", customMessage: "the special plan draws it, and no unit plan has it yet");
        page.ShouldNotContain("<option value=\"东关更新单元\">");
        (string, string)[] Typed(string seen, string unit) => [("seen", seen), ("of", "special-plan-central"), ("unit", unit)];
        var seen = Seen().Match(page).Groups[1].Value;

        async Task Refused(string seen, string unit, string says)
        {
            var answer = await ClosedCity.Send(clerk, asked, take, Typed(seen, unit));
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await ClosedCity.Text(answer)).ShouldContain(says);
        }

        await Refused("0123456789abcdef", "高新更新单元", "这一建议不再是您看到的");
        await Refused(seen, " ", "请填写更新单元名称");
        var taken = await ClosedCity.Send(clerk, asked, take, Typed(seen, "高新更新单元"));
        taken.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var one = hall.City.View<Procedures.Cases>().Find(taken.Headers.Location!.ToString().Split('/')[^1])!;
        one.ShouldSatisfyAllConditions(
            unit => unit.Title.ShouldBe("高新更新单元规划"), unit => unit.Of.ShouldBe("special-plan-central"), unit => unit.Procedure.Id.ShouldBe("unit-plan-central"), unit => unit.Contents["unit"].ShouldBe("高新更新单元"),
            unit => unit.Contents["basis"].ShouldStartWith("机器建议第 1 号（"), unit => unit.Contents["basis"].Split('\n').Length.ShouldBeGreaterThan(2),
            unit => Procedures.AreaText.Of(Procedures.AreaText.Read(unit.Contents["area"])!).ShouldBe(unit.Contents["area"]), unit => unit.Open.Single().Id.ShouldBe("designate"));
        await Refused(seen, "高新更新单元", "正在办理中");
        (await ClosedCity.Post(clerk, take, Typed(seen, "西关更新单元"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "without the token of a page of ours");
        (await ClosedCity.Ask(other, asked)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ClosedCity.Post(other, take, Typed(seen, "西关更新单元"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SampleHall.Text(expert, asked)).ShouldNotContain("以此立案");
    }

    [GeneratedRegex("name=\"seen\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Seen();
}
