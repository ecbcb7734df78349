using System.Net;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Siting;

public sealed class SitingApiTests
{
    private const string Sites = "/api/planning/sites?from=land-register";

    [Fact]
    public async Task What_can_be_asked_is_told_and_every_ready_selection_can_be_asked()
    {
        await using var city = await SitesPageTests.Served();

        var words = await city.Json("/api/planning/siting");

        words.GetProperty("usualFrom").GetString().ShouldBe("land-register");
        words.GetProperty("candidates").EnumerateArray().Select(group => group.GetProperty("id").GetString()).ShouldContain("leftover");
        foreach (var ready in words.GetProperty("selections").EnumerateArray().Where(each => each.GetProperty("from").GetString() is "land-register" or "leftover"))
        {
            var path = $"/api/planning/sites?from={ready.GetProperty("from").GetString()}{string.Concat(ready.GetProperty("conditions").EnumerateArray().Select(condition => "&if=" + Uri.EscapeDataString(condition.GetString()!)))}";
            (await city.Ask(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task Sites_come_with_a_reason_for_each_condition_and_no_more_than_asked_for()
    {
        await using var city = await SitesPageTests.Served();

        var answer = await city.Json(Sites + "&if=area%203500..&if=walk%20kindergarten%20%3E%3D%20300&limit=1");

        (answer.GetProperty("fit").GetInt32(), answer.GetProperty("nearMisses").GetInt32()).ShouldBe((2, 1));
        answer.GetProperty("sites").GetArrayLength().ShouldBe(2);
        answer.GetProperty("sites")[0].GetProperty("reasons").GetArrayLength().ShouldBe(2);
        (await city.Json(Sites + "&if=area%205..&if=area%20..4")).GetProperty("notes")[0].GetString().ShouldBe("第 1 条与第 2 条互相矛盾，没有地块能同时满足");
    }

    [Theory]
    [InlineData(Sites + "&if=area%205..1", "siting.area")]
    [InlineData(Sites + "&if=nonsense", "siting.condition")]
    [InlineData(Sites + "&if=walk%20moon%20%3C%3D%205", "siting.no-target")]
    [InlineData(Sites + "&if=where%20colour%20%3D%201&if=walk%20moon%20%3C%3D%205", "siting.no-field")]
    [InlineData(Sites + "&rank=9", "choosing.rank")]
    [InlineData(Sites + "&limit=-1", "choosing.limit")]
    [InlineData("/api/planning/sites?from=moon", "siting.no-layer")]
    [InlineData("/api/planning/sites?from=two%20words", "siting.target")]
    [InlineData("/api/planning/one-more?what=moon", "siting.no-what")]
    [InlineData("/api/planning/one-more?what=kindergarten&sites=1000", "choosing.sites")]
    [InlineData("/api/planning/one-more?what=kindergarten&reach=0", "choosing.reach")]
    [InlineData("/api/planning/one-more?what=kindergarten&from=all-parcels&limit=99999", "choosing.limit")]
    public async Task What_can_not_be_answered_is_refused_with_every_reason(string path, string code)
    {
        await using var city = await SitesPageTests.Served();

        var answer = await city.Ask(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"{code}\"");
    }

    [Fact]
    public async Task The_same_question_asked_by_many_at_once_is_answered_once()
    {
        await using var city = await SitesPageTests.Served();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => city.Get("/api/planning/one-more?what=kindergarten&sites=3&from=all-parcels&wait=60")));

        answers.Distinct().Count().ShouldBe(1);
    }
}
