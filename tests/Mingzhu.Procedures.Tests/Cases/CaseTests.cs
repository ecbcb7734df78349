using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures.Tests;

/// <summary>One case at a time: what an act does, and what it says when it is refused.</summary>
public sealed class CaseTests
{
    private const string Id = "U-1";
    private static readonly Pack Pack = Packs.Load("liaocheng");
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly Gates Passing = new(((string[])["check-up-covers", "parent-in-effect", "unit-drawn", "experts-heard", "inside-boundary", "off-red-lines", "notice-over"]).ToImmutableDictionary(name => name, _ => (Check)((_, _) => GateFound.Pass(new("符合", "holds")))));
    private static readonly Attachment File = new(new VaultName(new string('a', 64)), "规划.pdf", "application/pdf", 7);

    [Fact]
    public void What_is_missing_is_told_all_at_once()
    {
        var hall = Begun();

        var reasons = hall.Reasons("planning/clerk", new SubmitCase(Guid.NewGuid(), Id, null, "draft", None, Gates.Plain));

        reasons.Select(reason => reason.Code).Distinct().ShouldBe(["case.content-missing", "case.paper-missing", "gate.failed", "gate.reason-asked"]);
        reasons.Count(reason => reason.Code == "case.content-missing").ShouldBe(12);
        reasons.ShouldContain(reason => reason.Says.Zh == "S4-5.3-c 未填写“单元发展定位”" && reason.Basis!.Clause == "五（三）");
    }

    [Fact]
    public void An_unknown_is_never_a_pass()
    {
        var reasons = Begun().Reasons("planning/clerk", new SubmitCase(Guid.NewGuid(), Id, null, "draft", None, Gates.Plain));

        reasons.ShouldContain(reason => reason.Says.Zh == "S4-5.3-b 与各类规划相协调：未填写“涉及控制性详细规划调整”、“与国土空间总体规划、详细规划、专项规划相协调”；无法判断不视为通过");
    }

    [Fact]
    public void Only_a_post_of_the_body_and_role_may_act_and_the_refusal_says_whose_turn_it_is()
    {
        var hall = Submitted();

        hall.Reasons("housing/reviewer", Pass("accept", Act.Accept)).ShouldHaveSingleItem().Says.Zh.ShouldBe("“受理”须由市自然资源和规划局的经办岗位办理");
        hall.Reasons("planning/reviewer", Pass("accept", Act.Accept)).ShouldHaveSingleItem().Code.ShouldBe("case.not-yours");
    }

    [Fact]
    public void A_step_out_of_order_is_refused_with_what_comes_first() =>
        Submitted().Reasons("planning/reviewer", Pass("review", Act.Review)).ShouldHaveSingleItem().Says.Zh.ShouldBe("尚未到“审核”：先须完成“受理”");

    [Fact]
    public void Who_reviews_cannot_approve_instead() =>
        Accepted().Reasons("planning/reviewer", Pass("review", Act.Approve)).ShouldHaveSingleItem().Says.Zh.ShouldBe("“审核”须审核通过");

    [Fact]
    public void Of_two_who_sign_at_once_the_second_is_told_that_it_is_done()
    {
        var hall = Accepted().After("planning/reviewer", Pass("review", Act.Review));

        hall.Reasons("planning/reviewer", Pass("review", Act.Review)).ShouldHaveSingleItem().Says.Zh.ShouldBe("“审核”已于 2026-03-02 办结");
    }

    [Fact]
    public void Defects_are_told_once()
    {
        var hall = Submitted().After("planning/clerk", new AskCorrection(Guid.NewGuid(), Id, null, "accept", ["图件缺比例尺"]))
            .After("planning/clerk", new SubmitCase(Guid.NewGuid(), Id, null, "draft", None, Passing));

        hall.Reasons("planning/clerk", new AskCorrection(Guid.NewGuid(), Id, null, "accept", ["再补一份"])).ShouldHaveSingleItem().Code.ShouldBe("case.corrected-once");
    }

    [Fact]
    public void The_clock_stands_still_while_something_is_corrected()
    {
        var days = WorkingDays.Of(Pack);
        var hall = Submitted();
        Clocks.Of(hall.Cases.Find(Id)!, "accept", days, Monday)!.Due.ShouldBe(new DateOnly(2026, 3, 9));

        // Two working days used, then five in which it waits for the correction.
        hall = hall.On(new DateOnly(2026, 3, 4)).After("planning/clerk", new AskCorrection(Guid.NewGuid(), Id, null, "accept", ["图件缺比例尺"]));
        Clocks.Of(hall.Cases.Find(Id)!, "accept", days, new DateOnly(2026, 3, 6))!.ShouldSatisfyAllConditions(clock => clock.Due.ShouldBeNull(), clock => clock.Left.ShouldBe(3));
        hall = hall.On(new DateOnly(2026, 3, 11)).After("planning/clerk", new SubmitCase(Guid.NewGuid(), Id, null, "draft", None, Passing));

        Clocks.Of(hall.Cases.Find(Id)!, "accept", days, new DateOnly(2026, 3, 11))!.Due.ShouldBe(new DateOnly(2026, 3, 16));
    }

    [Fact]
    public void What_is_sent_back_begins_anew_from_there()
    {
        var hall = Accepted().After("planning/reviewer", new SendBack(Guid.NewGuid(), Id, null, "review", "draft", "定位与专项规划不符"));

        var @case = hall.Cases.Find(Id)!;
        @case.Round.ShouldBe(2);
        @case.Open.Single().Id.ShouldBe("draft");
        @case.Steps["accept"].State.ShouldBe(StepState.Waiting);
    }

    [Fact]
    public void An_external_procedure_keeps_its_result_when_the_plan_is_sent_back()
    {
        var hall = Accepted(changesRegulatoryPlan: true);
        hall.Cases.Find(Id)!.Open.Select(step => step.Id).ShouldBe(["review", "regulatory-plan"]);
        hall.Reasons("planning/clerk", new RecordResult(Guid.NewGuid(), Id, null, "regulatory-plan", "聊规〔2026〕1号", Monday.AddDays(-1), true)).ShouldHaveSingleItem().Code.ShouldBe("case.day-before");

        hall = hall.After("planning/clerk", new RecordResult(Guid.NewGuid(), Id, null, "regulatory-plan", "聊规〔2026〕1号", Monday, true))
            .After("planning/reviewer", new SendBack(Guid.NewGuid(), Id, null, "review", "draft", "图件有误"));

        hall.Cases.Find(Id)!.Steps["regulatory-plan"].State.ShouldBe(StepState.Done);
    }

    [Fact]
    public void An_external_procedure_that_did_not_pass_keeps_the_plan_from_approval()
    {
        var hall = Accepted(changesRegulatoryPlan: true).After("planning/clerk", new RecordResult(Guid.NewGuid(), Id, null, "regulatory-plan", "聊规〔2026〕1号", Monday, false)).After("planning/reviewer", Pass("review", Act.Review));

        hall.Reasons("city-government/approver", Pass("approve", Act.Approve)).ShouldHaveSingleItem().Says.Zh.ShouldBe("尚未到“批准”：先须完成“控规调整程序”");
    }

    [Fact]
    public void An_added_reviewer_has_to_speak_first()
    {
        var hall = Accepted().After("planning/reviewer", new AddReviewer(Guid.NewGuid(), Id, null, "review", "water", "是否影响河道"));

        hall.Reasons("planning/reviewer", Pass("review", Act.Review)).ShouldHaveSingleItem().Code.ShouldBe("case.opinion-awaited");
        hall.After("water/reviewer", new GiveOpinion(Guid.NewGuid(), Id, null, "review", "water", "不影响")).Reasons("planning/reviewer", Pass("review", Act.Review)).ShouldBeEmpty();
    }

    [Fact]
    public void Once_it_is_approved_nothing_changes()
    {
        var hall = Accepted().After("planning/reviewer", Pass("review", Act.Review)).After("city-government/approver", Pass("approve", Act.Approve));

        hall.Cases.Find(Id)!.ShouldSatisfyAllConditions(@case => @case.State.ShouldBe(CaseState.Done), @case => @case.Effective.ShouldBe(Monday));
        hall.Reasons("planning/clerk", new FillIn(Guid.NewGuid(), Id, null, None.Add("positioning", "改"))).ShouldHaveSingleItem().Code.ShouldBe("case.ended");
    }

    [Fact]
    public void A_running_case_keeps_the_rules_it_began_with()
    {
        var before = Accepted().Cases.Find(Id)!.Procedure;

        before["review"].Rule.Id.ShouldBe("S4-5.3-e");
        before.Differs(ProcedureBook.Of(Pack).Find(before.Id)!).ShouldBeFalse();
        before.Differs(before with { Steps = before.Steps.RemoveAt(2) }).ShouldBeTrue();
    }

    [Fact]
    public void Who_holds_no_post_in_the_place_opens_nothing() =>
        new Townhall(Pack, Monday).Reasons("government-371503/clerk", Open()).Select(reason => reason.Code).ShouldBe(["case.no-parent", "case.not-yours-to-open"]);

    [Fact]
    public void A_seat_that_only_looks_on_opens_nothing() =>
        new Townhall(Pack, Monday).Reasons("task-force/seat-finance", new OpenCase(Guid.NewGuid(), Id, "recognition", "371502", "夜市", null, None)).ShouldHaveSingleItem().Code.ShouldBe("case.not-yours-to-open");

    [Fact]
    public void What_lies_elsewhere_is_not_built_upon()
    {
        var hall = new Townhall(Pack, Monday).After("government-371521/clerk", new OpenCase(Guid.NewGuid(), "S-2", "special-plan", "371521", "阳谷县专项规划", null, None));

        hall.Reasons("government-371502/approver", Open() with { Of = "S-2" }).ShouldHaveSingleItem().Says.Zh.ShouldBe("“阳谷县专项规划”属于阳谷县，不在东昌府区");
    }

    [Fact]
    public void A_number_that_is_none_is_refused_with_what_was_written() =>
        Begun().Reasons("planning/clerk", new FillIn(Guid.NewGuid(), Id, null, None.Add("total_investment", "12,5"))).ShouldHaveSingleItem().Says.Zh.ShouldBe("“总投资”填写为“12,5”：应为数字，例如 12.5");

    [Fact]
    public void An_override_is_by_the_named_post_with_a_paper_and_counts_for_the_contents_as_they_are()
    {
        var hall = new Townhall(Pack, Monday).After("government-371502/clerk", new OpenCase(Guid.NewGuid(), Id, "project", "371502", "东关片区", "P-0", None), force: true);
        hall = hall.After("government-371502/clerk", new FillIn(Guid.NewGuid(), Id, null, None.Add("building_list", """[{"building":"B1","floor_area":"1000","action":"demolish"}]""")));
        hall = hall.After("government-371502/clerk", new AttachPaper(Guid.NewGuid(), Id, null, "opinions", File));
        var over = new OverrideGate(Guid.NewGuid(), Id, null, "demolition-share", "市政府专题会议纪要", "opinions");

        hall.Reasons("government-371502/approver", over).ShouldHaveSingleItem().Code.ShouldBe("gate.not-your-override");
        hall.Reasons("task-force/mayor", over with { Gate = "years" }).ShouldHaveSingleItem().Says.Zh.ShouldBe("“每栋建筑的建成年份均已查明”不得突破");
        hall = hall.After("task-force/mayor", over);
        hall.Cases.Find(Id)!.OverrideOf("demolition-share").ShouldNotBeNull();
        hall.After("government-371502/clerk", new FillIn(Guid.NewGuid(), Id, null, None.Add("building_list", """[{"building":"B1","floor_area":"900","action":"demolish"}]"""))).Cases.Find(Id)!.OverrideOf("demolition-share").ShouldBeNull();
    }

    private static OpenCase Open() => new(Guid.NewGuid(), Id, "unit-plan", "371502", "东关更新单元规划", "S-1", None);

    private static PassStep Pass(string step, Act act) => new(Guid.NewGuid(), Id, null, step, act, "同意", null, None, Passing);

    private static Townhall Begun()
    {
        var hall = new Townhall(Pack, Monday).After("government-371502/approver", Open(), force: true);
        return hall.After("government-371502/approver", new DesignatePreparer(Guid.NewGuid(), Id, null, "designate", "planning"));
    }

    private static Townhall Submitted(bool changesRegulatoryPlan = false)
    {
        var filled = ((string[])["unit", "positioning", "facilities", "economics", "sequence"]).ToImmutableSortedDictionary(id => id, _ => "有", StringComparer.Ordinal)
            .Add("area", """{"type":"Polygon","coordinates":[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]}""").Add("total_investment", "1200").Add("consistent", "yes").Add("changes_regulatory_plan", changesRegulatoryPlan ? "yes" : "no")
            .Add("index_list", """[{"parcel":"A-01","use":"green","area":"1","plan":"控规","plan_use":"green"}]""").Add("costs", """[{"item":"绿化","kind":"infrastructure","amount":"1200"}]""").Add("funds", """[{"fund":"区财政","kind":"fiscal","amount":"1200"}]""");
        return Begun().After("planning/clerk", new FillIn(Guid.NewGuid(), Id, null, filled)).After("planning/clerk", new AttachPaper(Guid.NewGuid(), Id, null, "text", File))
            .After("planning/clerk", new SubmitCase(Guid.NewGuid(), Id, null, "draft", None, Passing));
    }

    private static Townhall Accepted(bool changesRegulatoryPlan = false) => Submitted(changesRegulatoryPlan).After("planning/clerk", Pass("accept", Act.Accept));
}
