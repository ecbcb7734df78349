using System.Net;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Renewal.Tests;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Cases;

/// <summary>Many at once on the desk, versions beside each other, and what a search finds.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task Those_ticked_are_done_each_by_itself_and_what_is_refused_is_told()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        string[] ids = [await Submitted(city, clerk, "甲"), await Submitted(city, clerk, "乙"), await Submitted(city, clerk, "丙")];
        using var mayor = await city.As("mayor");

        (await ClosedCity.Text(await ClosedCity.Ask(mayor, "/desk"))).ShouldContain("批量审核通过（3）");
        var page = await ClosedCity.Text(await ClosedCity.Ask(mayor, "/desk?do=review&all=1"));
        ids.ShouldAllBe(id => page.Contains($"value=\"{id}|review|{city[id].Version}\" checked"));
        var stale = city[ids[2]].Version - 1;
        (string, string)[] form = [.. ids[..2].Select(id => ("task", $"{id}|review|{city[id].Version}")), ("task", $"{ids[2]}|review|{stale}"), ("task", "none|review|1"), ("opinion", "一并同意")];
        var answer = await ClosedCity.Send(mayor, "/desk", "/desk/review", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await ClosedCity.Text(answer);
        told.ShouldContain("审核通过：已办理 2 件，未办理 2 件");
        told.ShouldContain("请重新载入后再试");
        told.ShouldContain("没有这个办件，或您不能查看");
        told.ShouldContain(">一并同意</textarea>");
        foreach (var id in ids[..2])
            city[id].Lines[^1].Event.ShouldBeOfType<StepPassed>().ShouldSatisfyAllConditions(passed => passed.Opinion.ShouldBe("一并同意"), passed => passed.By.Post.ShouldBe("task-force/mayor"));
        city[ids[2]].Steps["review"].State.ShouldBe(StepState.Open);
    }

    [Fact]
    public async Task Nobody_does_many_of_what_one_of_them_would_be_refused()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        var id = await Submitted(city, clerk, "甲");
        using var other = await city.As("yanggu-approver");
        using var viewer = await city.As("finance-viewer");

        foreach (var browser in (HttpClient[])[other, viewer])
        {
            (await ClosedCity.Send(browser, "/desk", "/desk/review", ("task", $"{id}|review|{city[id].Version}"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await ClosedCity.Send(browser, "/desk", "/desk/submit", ("task", $"{id}|draft|1"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await ClosedCity.Send(browser, "/desk", "/desk/file")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        city[id].Steps["review"].State.ShouldBe(StepState.Open);
    }

    [Fact]
    public async Task A_submission_is_shown_beside_the_one_before()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        using var mayor = city.Program("mayor");
        var id = await Submitted(city, clerk, "甲");
        (await PeopledCity.Post(mayor, $"/api/cases/{id}/acts/return", new { version = city[id].Version, step = "review", to = "draft", reason = "理由不足" })).Status.ShouldBe(HttpStatusCode.OK);
        (await PeopledCity.Post(clerk, $"/api/cases/{id}/acts/fill", new { version = city[id].Version, contents = new Dictionary<string, string> { ["why"] = "仓库长期闲置" } })).Status.ShouldBe(HttpStatusCode.OK);
        using var browser = await city.As("dongchangfu-clerk");

        var waiting = await ClosedCity.Text(await ClosedCity.Ask(browser, $"/renewal/cases/{id}"));
        waiting.ShouldContain("上次提交后的改动（尚未提交）");
        waiting.ShouldContain("<span>仓库</span><ins><span class=\"unseen\">新增：</span>长期</ins><span>闲置</span>");
        (await PeopledCity.Post(clerk, $"/api/cases/{id}/acts/submit", new { version = city[id].Version, step = "draft" })).Status.ShouldBe(HttpStatusCode.OK);

        Submission.Of(city[id]).Select(one => (one.Number, one.Round, one.Changes.Length)).ShouldBe([(1, 1, 2), (2, 2, 1)]);
        (await ClosedCity.Text(await ClosedCity.Ask(browser, $"/renewal/cases/{id}"))).ShouldContain("第 2 次提交（2026-03-02）");
    }

    [Theory]
    [InlineData("甲\n乙\n丙\n", "甲\n丁\n丙\n", "=甲\n -乙\n +丁\n =丙\n")]
    [InlineData("一致", "一致", "=一致")]
    [InlineData("", "新写", "+新写")]
    [InlineData("容积率 1.8", "容积率 2.0", "=容积率  -1.8 +2.0")]
    [InlineData("甲\n乙", "乙\n甲\n乙", "+乙\n =甲\n乙")]
    public void What_changed_in_a_text_is_found(string before, string after, string pieces)
    {
        var found = TextChange.Between(before, after);

        string.Join(' ', found.Select(piece => (piece.Was ? piece.Is ? "=" : "-" : "+") + piece.Text)).ShouldBe(pieces);
        string.Concat(found.Where(piece => piece.Was).Select(piece => piece.Text)).ShouldBe(before);
        string.Concat(found.Where(piece => piece.Is).Select(piece => piece.Text)).ShouldBe(after);
    }

    [Fact]
    public async Task A_search_finds_cases_by_their_contents_rules_and_policies_and_nothing_that_may_not_be_seen()
    {
        await using var city = await PeopledCity.Serve();
        TestGround.Lay(city.City);
        SampleCases.Play(city.City);
        using var dongchangfu = await city.As("dongchangfu-clerk");
        using var yanggu = await city.As("yanggu-clerk");

        (await Found(dongchangfu, "面粉厂")).ShouldContain("href=\"/renewal/cases/project-old-mill\"");
        (await Found(dongchangfu, "入户征求")).ShouldContain("征求各方意见情况: 示例：入户征求");
        (await Found(yanggu, "面粉厂")).ShouldNotContain("project-old-mill");
        (await Found(yanggu, "S4-6.5-a")).ShouldContain("/renewal/rules?q=S4-6.5-a");
        (await Found(yanggu, "过渡期")).ShouldContain("/renewal/policies/land-transition");
        (await Found(yanggu, "示例吴")).ShouldContain("没有找到");
        (await ClosedCity.Text(await ClosedCity.Ask(yanggu, "/renewal/rules?q=S4-6.5-a"))).ShouldContain("拆除历史建筑");
        (await ClosedCity.Ask(yanggu, "/renewal/rules.xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> Found(HttpClient browser, string asked) => await ClosedCity.Text(await ClosedCity.Ask(browser, "/search?q=" + Uri.EscapeDataString(asked)));

    private static async Task<string> Submitted(PeopledCity city, HttpClient clerk, string title)
    {
        var (_, opened) = await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", new { title, contents = new Dictionary<string, string> { ["what"] = "口袋仓库更新", ["why"] = "仓库闲置" } });
        var id = opened.GetProperty("id").GetString()!;
        (await PeopledCity.Post(clerk, $"/api/cases/{id}/acts/submit", new { version = city[id].Version, step = "draft" })).Status.ShouldBe(HttpStatusCode.OK);
        return id;
    }
}
