using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Mingzhu.Renewal;
using Mingzhu.Renewal.Tests;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Cases;

/// <summary>Cases by program: the same rights, commands and refusals as by page.</summary>
public sealed class CaseApiTests
{
    private static readonly object Recognition = new { title = "口袋仓库更新情形认定", contents = new Dictionary<string, string> { ["what"] = "口袋仓库更新" } };

    [Fact]
    public async Task A_program_takes_a_small_case_the_whole_way()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        using var mayor = city.Program("mayor");
        using var approver = city.Program("city-approver");

        var (status, opened) = await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", Recognition);
        status.ShouldBe(HttpStatusCode.Created);
        var (id, version) = (opened.GetProperty("id").GetString()!, opened.GetProperty("version").GetInt64());
        opened.GetProperty("missing").EnumerateArray().Single().GetProperty("says").GetString().ShouldBe("S4-4-b 未填写“理由”");
        Acts(opened, "draft").ShouldBe(["fill", "attach", "submit", "reassign"]);

        var (refused, why) = await Act(clerk, id, "submit", new { version, step = "draft" });
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        why.GetProperty("reasons").EnumerateArray().Single().ShouldSatisfyAllConditions(
            reason => reason.GetProperty("code").GetString().ShouldBe("case.content-missing"), reason => reason.GetProperty("source").GetProperty("source").GetString().ShouldBe("聊政字〔2023〕7号"));

        var filled = await Taken(clerk, id, "fill", new { version, contents = new Dictionary<string, string> { ["why"] = "仓库闲置" } });
        var attached = await PeopledCity.Post(clerk, $"/api/cases/{id}/papers?paper=other&name=%E9%99%84%E5%9B%BE.pdf", new { }, content: Pdf());
        attached.Status.ShouldBe(HttpStatusCode.OK);
        attached.Body.GetProperty("papers")[0].GetProperty("file").GetString().ShouldBe("附图.pdf");
        (await ClosedCity.Ask(clerk, $"/api/cases/{id}/papers/0")).Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        await Taken(clerk, id, "submit", new { version = attached.Body.GetProperty("version").GetInt64(), step = "draft" });

        var task = (await PeopledCity.Get(mayor, "/api/tasks")).EnumerateArray().Single();
        task.GetProperty("case").GetString().ShouldBe(id);
        task.GetProperty("act").GetProperty("as").GetString().ShouldBe("review");
        task.GetProperty("step").GetProperty("clock").GetProperty("workingDays").GetInt32().ShouldBe(15);
        var reviewed = await Taken(mayor, id, "pass", new { version = task.GetProperty("version").GetInt64(), step = "review", @as = "review", opinion = "同意" });
        var done = await Taken(approver, id, "pass", new { version = reviewed.GetProperty("version").GetInt64(), step = "recognise", @as = "recognise", opinion = "认定", number = "聊政字〔2026〕9号" });

        done.GetProperty("state").GetString().ShouldBe("done");
        done.GetProperty("effective").GetString().ShouldBe("2026-03-02");
        done.GetProperty("record").EnumerateArray().Select(line => line.GetProperty("event").GetString()).ShouldBe(
            ["procedures.case-opened", "procedures.drafted", "procedures.paper-attached", "procedures.submitted", "procedures.step-passed", "procedures.step-passed"]);
        done.GetProperty("record").EnumerateArray().Last().GetProperty("post").GetString().ShouldBe("city-government/approver");
        var listed = await PeopledCity.Get(clerk, "/api/cases?subject=recognition&place=371502&state=done&q=%E4%BB%93%E5%BA%93%E9%97%B2%E7%BD%AE");
        listed.GetProperty("cases").EnumerateArray().Single().GetProperty("id").GetString().ShouldBe(id);
        filled.GetProperty("missing").GetArrayLength().ShouldBe(0);
        city.City.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_definition_says_is_needed_is_all_that_is_needed()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        var paths = (await PeopledCity.Get(clerk, "/api/openapi.json")).GetProperty("paths");
        JsonElement Needed(string path) => paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("required");

        Needed("/api/cases").EnumerateArray().Single().GetString().ShouldBe("title");
        Needed("/api/cases/{case}/acts/{act}").EnumerateArray().Single().GetString().ShouldBe("version");
        var (status, opened) = await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", new { title = "只有名称" });
        status.ShouldBe(HttpStatusCode.Created);
        var id = opened.GetProperty("id").GetString()!;
        await Taken(clerk, id, "fill", new { version = opened.GetProperty("version").GetInt64(), contents = new Dictionary<string, string> { ["what"] = "口袋仓库更新", ["why"] = "仓库闲置" } });
        (await Act(clerk, id, "submit", new { step = "draft" })).Body.GetProperty("code").GetString().ShouldBe("api.missing");
        await Taken(clerk, id, "withdraw", new { version = city[id].Version, reason = "重复" });
    }

    [Fact]
    public async Task Sent_twice_it_is_done_once_and_from_an_old_version_not_at_all()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");

        var first = await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", Recognition, "once");
        var again = await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", Recognition, "once");
        again.Status.ShouldBe(HttpStatusCode.Created);
        var id = first.Body.GetProperty("id").GetString()!;
        again.Body.GetProperty("id").GetString().ShouldBe(id);
        city.City.View<Procedures.Cases>().All.Count.ShouldBe(1);

        var version = first.Body.GetProperty("version").GetInt64();
        var why = new { version, contents = new Dictionary<string, string> { ["why"] = "先到" } };
        (await Act(clerk, id, "fill", why, "fill-1")).Status.ShouldBe(HttpStatusCode.OK);
        (await Act(clerk, id, "fill", why, "fill-1")).Status.ShouldBe(HttpStatusCode.OK);
        city[id].Lines.Count.ShouldBe(2);

        var (status, stale) = await Act(clerk, id, "fill", new { version, contents = new Dictionary<string, string> { ["why"] = "后到" } }, "fill-2");
        status.ShouldBe(HttpStatusCode.Conflict);
        stale.GetProperty("code").GetString().ShouldBe("ledger.moved-on");
        city[id].Contents["why"].ShouldBe("先到");
    }

    [Fact]
    public async Task One_district_neither_sees_nor_changes_what_is_another_s()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        using var other = city.Program("yanggu-clerk");
        var id = (await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", Recognition)).Body.GetProperty("id").GetString()!;

        foreach (var path in (string[])[$"/api/cases/{id}", $"/api/cases/{id}/papers/0"])
            (await ClosedCity.Ask(other, path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        foreach (var act in (string[])["fill", "submit", "withdraw", "pass"])
            (await Act(other, id, act, new { version = 1, step = "draft", @as = "review", reason = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden, act);
        (await PeopledCity.Post(other, $"/api/cases/{id}/papers?paper=other&name=a.pdf", new { }, content: Pdf())).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PeopledCity.Post(other, "/api/cases?subject=recognition&place=371502", Recognition)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PeopledCity.Post(other, "/api/cases?subject=recognition&place=371521&place=371502", Recognition)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PeopledCity.Get(other, "/api/cases")).GetProperty("matched").GetInt32().ShouldBe(0);
        (await PeopledCity.Get(other, "/api/search?q=%E5%8F%A3%E8%A2%8B%E4%BB%93%E5%BA%93")).EnumerateArray().ShouldBeEmpty();
        (await PeopledCity.Get(clerk, "/api/search?q=%E5%8F%A3%E8%A2%8B%E4%BB%93%E5%BA%93")).EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("case");
        city[id].Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_only_reads_and_a_page_of_another_site_change_nothing()
    {
        await using var city = await PeopledCity.Serve();
        using var reading = city.Program("dongchangfu-clerk", acts: false);
        using var acting = city.Program("dongchangfu-clerk");
        using var browser = await city.As("dongchangfu-clerk");
        const string open = "/api/cases?subject=recognition&place=371502";

        (await PeopledCity.Post(reading, open, Recognition)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await ClosedCity.Post(acting, "/account/tokens", ("name", "x"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        browser.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        (await PeopledCity.Post(browser, open, Recognition)).Status.ShouldBe(HttpStatusCode.Forbidden);
        browser.DefaultRequestHeaders.Remove("Origin");
        (await PeopledCity.Post(browser, open, Recognition, content: new StringContent(JsonSerializer.Serialize(Recognition), new MediaTypeHeaderValue("text/plain")))).Status.ShouldBe(HttpStatusCode.BadRequest);
        city.City.View<Procedures.Cases>().All.ShouldBeEmpty();

        (await PeopledCity.Post(browser, open, Recognition)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_told_and_nothing_is_done()
    {
        await using var city = await PeopledCity.Serve();
        using var clerk = city.Program("dongchangfu-clerk");
        var opened = (await PeopledCity.Post(clerk, "/api/cases?subject=recognition&place=371502", Recognition)).Body;
        var (id, version) = (opened.GetProperty("id").GetString()!, opened.GetProperty("version").GetInt64());

        (HttpStatusCode, string)[] told =
        [
            Code(await Act(clerk, id, "submit", new { step = "draft" })), Code(await Act(clerk, id, "burn", new { version })), Code(await Act(clerk, id, "pass", new { version, step = "draft" })), Code(await Act(clerk, id, "fill", new { version, wishes = 1 })),
            Code(await Act(clerk, id, "fill", new { version }, "")), Code(await Act(clerk, id, "withdraw", new { version, reason = "" })), Code(await PeopledCity.Post(clerk, "/api/cases?subject=moon&place=371502", Recognition)),
        ];

        told.ShouldBe(
        [
            (HttpStatusCode.UnprocessableEntity, "api.missing"), (HttpStatusCode.NotFound, "api.no-act"), (HttpStatusCode.UnprocessableEntity, "api.unknown"), (HttpStatusCode.BadRequest, "api.unreadable"),
            (HttpStatusCode.BadRequest, "api.no-key"), (HttpStatusCode.UnprocessableEntity, "case.text-missing"), (HttpStatusCode.UnprocessableEntity, "case.no-subject"),
        ]);
        city[id].Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_drawn_way_and_the_rules_are_data()
    {
        await using var city = await PeopledCity.Serve();
        using var viewer = city.Program("finance-viewer");

        var way = await PeopledCity.Get(viewer, "/api/procedures/unit-plan-central");
        way.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()).ShouldBe(["designation", "drafting", "acceptance", "review", "external", "approval"]);
        way.GetProperty("steps")[5].GetProperty("after").EnumerateArray().Select(step => step.GetString()).ShouldBe(["review", "regulatory-plan"]);
        way.GetProperty("steps")[4].GetProperty("when").GetString().ShouldBe("changes_regulatory_plan = TRUE");
        (await PeopledCity.Get(viewer, "/api/procedures")).EnumerateArray().Select(one => one.GetProperty("id").GetString()).ShouldContain("scheme-special");
        var rule = (await PeopledCity.Get(viewer, "/api/rules?q=S4-5.3-e")).EnumerateArray().Single();
        rule.GetProperty("held").EnumerateArray().Select(held => held.GetString()).ShouldBe(["中心城区城市更新单元规划", "jurisdictions.yaml"]);
        (await ClosedCity.Ask(viewer, "/api/procedures/none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_case_of_the_sample_is_told_whole()
    {
        await using var city = await PeopledCity.Serve();
        TestGround.Lay(city.City);
        SampleCases.Play(city.City);
        using var mayor = city.Program("mayor");

        var all = await PeopledCity.Get(mayor, "/api/cases?limit=7&page=2");
        all.GetProperty("cases").GetArrayLength().ShouldBe(7);
        foreach (var one in city.City.View<Procedures.Cases>().All.Values)
        {
            var told = await PeopledCity.Get(mayor, $"/api/cases/{one.Id}");
            told.GetProperty("contents").GetArrayLength().ShouldBe(one.Procedure.Contents.Length);
            told.GetProperty("record").GetArrayLength().ShouldBe(one.Lines.Count);
        }

        var mill = await PeopledCity.Get(mayor, "/api/cases/project-old-mill");
        mill.GetProperty("gates").EnumerateArray().Single(gate => gate.GetProperty("id").GetString() == "heritage").ShouldSatisfyAllConditions(
            gate => gate.GetProperty("verdict").GetString().ShouldBe("fails"), gate => gate.GetProperty("overriders").GetArrayLength().ShouldBe(0), gate => gate.GetProperty("rule").GetString().ShouldBe("S4-6.5-a"));
    }

    private static (HttpStatusCode, string) Code((HttpStatusCode Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("code").GetString()!);

    private static Task<(HttpStatusCode Status, JsonElement Body)> Act(HttpClient program, string id, string act, object body, string? key = null) => PeopledCity.Post(program, $"/api/cases/{id}/acts/{act}", body, key);

    private static async Task<JsonElement> Taken(HttpClient program, string id, string act, object body)
    {
        var (status, answer) = await Act(program, id, act, body);
        status.ShouldBe(HttpStatusCode.OK, $"{act}: {answer}");
        return answer;
    }

    private static string[] Acts(JsonElement @case, string step) =>
        [.. @case.GetProperty("steps").EnumerateArray().Single(one => one.GetProperty("id").GetString() == step).GetProperty("acts").EnumerateArray().Select(act => act.GetProperty("act").GetString()!)];

    private static ByteArrayContent Pdf() => new("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
}
