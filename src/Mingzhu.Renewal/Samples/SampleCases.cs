using System.Collections.Immutable;
using System.Text;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal;

/// <summary>
/// Cases of a sample city (示例办件), in every state: done, filed, waiting, in correction, sent back, refused, withdrawn. Every one of them is made by playing the real commands, in the posts of the sample's
/// invented people; what a gate would refuse is refused here too.
/// </summary>
public sealed class SampleCases
{
    private const string Central = "central-city-special-plans", District = "371502", County = "371521";
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private readonly Workspace _city;
    private readonly Attachment _paper;
    private int _played;

    private SampleCases(Workspace city)
    {
        _city = city;
        _paper = city.Attach(new MemoryStream(Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")), "示例材料.pdf", 1 << 20);
    }

    /// <summary>Plays them.</summary>
    /// <returns>How many acts were played; 0 where the city has cases already.</returns>
    /// <exception cref="RefusedException">A post is not held by anybody, or an act was refused: the pack is another than this sample was written for.</exception>
    public static int Play(Workspace city)
    {
        if (!city.View<Cases>().All.IsEmpty)
            return 0;
        var sample = new SampleCases(city);
        sample.CheckUp();
        sample.SpecialPlans();
        sample.UnitPlans();
        sample.Projects();
        sample.AfterProjects();
        return sample._played;
    }

    private void CheckUp()
    {
        Open("housing/clerk", "check-up-2026", "check-up-adoption", _city.Pack.Root["code"].Text(), "2026 年城市体检");
        Fill("housing/clerk", "check-up-2026", ("run", "latest"), ("year", Year), ("covers", "city"), ("self", "示例：自体检成果"), ("third_party", "示例：第三方体检成果"), ("satisfaction", "示例：满意度调查成果"));
        Attach("housing/clerk", "check-up-2026", "report");
        Submit("housing/clerk", "check-up-2026");
        Pass("task-force-office/director", "check-up-2026", "review", Act.Review);
        Pass("city-government/approver", "check-up-2026", "approve", Act.Approve, "示例政字〔2026〕1号");
    }

    private void SpecialPlans()
    {
        SpecialPlan("planning/clerk", "special-plan-central", Central, "中心城区城市更新专项规划");
        Submit("planning/clerk", "special-plan-central");
        Pass("planning-committee/member", "special-plan-central", "deliberate", Act.Deliberate);
        Pass("city-government/approver", "special-plan-central", "approve", Act.Approve, "示例政字〔2026〕2号");
        Pass("task-force-office/filer", "special-plan-central", "file", Act.File, "示例备〔2026〕1号");

        SpecialPlan("government-371521/clerk", "special-plan-yanggu", County, "阳谷县城市更新专项规划");
        Submit("government-371521/clerk", "special-plan-yanggu");
        Pass("planning-committee-371521/member", "special-plan-yanggu", "deliberate", Act.Deliberate);
        Pass("government-371521/approver", "special-plan-yanggu", "approve", Act.Approve);
    }

    private void UnitPlans()
    {
        UnitPlan("unit-plan-dongguan", District, "special-plan-central", "东关更新单元", changes: false);
        Pass("planning/clerk", "unit-plan-dongguan", "accept", Act.Accept);
        Pass("planning/reviewer", "unit-plan-dongguan", "review", Act.Review);
        Pass("city-government/approver", "unit-plan-dongguan", "approve", Act.Approve, "示例政字〔2026〕3号");

        UnitPlan("unit-plan-gucheng", District, "special-plan-central", "古城更新单元", changes: true);
        Pass("planning/clerk", "unit-plan-gucheng", "accept", Act.Accept);
        Pass("planning/reviewer", "unit-plan-gucheng", "review", Act.Review);

        UnitPlan("unit-plan-yanggu", County, "special-plan-yanggu", "东关更新单元", changes: false);
        Do("planning-371521/clerk", new AskCorrection(Id(), "unit-plan-yanggu", null, "accept", ["图件缺少比例尺", "经济分析未说明资金来源"]));

        UnitPlan("unit-plan-xinqu", "LC-GXQ", "special-plan-central", "高新更新单元", changes: false, submit: false);
    }

    private void Projects()
    {
        Project("project-dongguan-street", "东关街老旧小区改造", ("public_interest", "yes"));
        Submit("government-371502/clerk", "project-dongguan-street");
        Pass("government-371502/approver", "project-dongguan-street", "determine", Act.Determine);
        Project("project-canal-plaza", "运河旧商业广场改造", ("public_interest", "no"), ("kind", "key-area"), ("total_investment", "6500"));
        Submit("government-371502/clerk", "project-canal-plaza");
        Pass("government-371502/approver", "project-canal-plaza", "determine", Act.Determine);
        Project("project-drains", "东关片区雨污分流", ("public_interest", "yes"), ("kind", "infrastructure"), ("total_investment", "2400"));
        Submit("government-371502/clerk", "project-drains");
        // This one can never be submitted as it is: it would take down a historic building.
        Project("project-old-mill", "面粉厂旧址片区改造", ("demolished_heritage", "1"), ("demolished_area", "1200"), ("why_demolished", "示例：结构老化"), ("nearby_resettlement", "60"));
        Project("project-east-gate", "东门棚户区改造", ("kind", "shantytown"));
        Do("government-371502/clerk", new WithdrawCase(Id(), "project-east-gate", null, "示例：并入东关街项目"));
    }

    private void AfterProjects()
    {
        Open("task-force-371502/clerk", "annual-plan-dongchangfu", "annual-plan", District, $"东昌府区 {Year} 年度实施计划");
        Fill("task-force-371502/clerk", "annual-plan-dongchangfu", ("year", Year), ("projects", "project-dongguan-street\nproject-canal-plaza"), ("sequence", "示例：先小区后商业"), ("funds", "示例：财政 1800 万元，社会资本 6500 万元"));
        Attach("task-force-371502/clerk", "annual-plan-dongchangfu", "text");
        Submit("task-force-371502/clerk", "annual-plan-dongchangfu");
        Pass("government-371502/approver", "annual-plan-dongchangfu", "approve", Act.Approve);

        Implementer("project-dongguan-street");
        Classify("project-dongguan-street", "ordinary");
        Scheme("scheme-dongguan-street", "project-dongguan-street", "东关街老旧小区改造实施方案", "ordinary");
        Pass("government-371502/approver", "scheme-dongguan-street", "approve", Act.Approve);

        Implementer("project-canal-plaza");
        Classify("project-canal-plaza", "major");
        Scheme("scheme-canal-plaza", "project-canal-plaza", "运河旧商业广场改造实施方案", "major");
        Do("planning/reviewer", new AnswerJointly(Id(), "scheme-canal-plaza", null, "joint", "planning", JointAnswer.Agree, ""));
        Do("finance/reviewer", new AnswerJointly(Id(), "scheme-canal-plaza", null, "joint", "finance", JointAnswer.Amend, "示例：补充资金平衡表"));

        Open("government-371502/clerk", "recognition-night-market", "recognition", District, "夜市街区微更新认定");
        Fill("government-371502/clerk", "recognition-night-market", ("what", "示例：夜市街区微更新"), ("why", "示例：不属于已列八类"));
        Submit("government-371502/clerk", "recognition-night-market");
        Do("task-force/mayor", new RefuseCase(Id(), "recognition-night-market", null, "review", "示例：可归入公共服务配套完善"));
    }

    private string Year => _city.Read(Session.Operator(Language.Zh), new ThisYear());

    private void SpecialPlan(string clerk, string id, string place, string title)
    {
        Open(clerk, id, "special-plan", place, title);
        Fill(clerk, id, ("check_up", "check-up-2026"), ("master_plan", "示例：国土空间总体规划"), ("other_plans", "示例：控制性详细规划"), ("key_areas", "示例：古城、东关"), ("directions", "示例：保护、改造"), ("goals", "示例：补短板"), ("strategy", "示例：分期"), ("units", "东关更新单元\n古城更新单元\n高新更新单元"));
        Attach(clerk, id, "text");
    }

    private void UnitPlan(string id, string place, string of, string unit, bool changes, bool submit = true)
    {
        var (authority, preparer) = place switch
        {
            County => ("government-371521/approver", "planning-371521"),
            District => ("government-371502/approver", "planning"),
            _ => ("committee-gxq/approver", "planning"),
        };
        Open(authority, id, "unit-plan", place, unit + "规划", of);
        if (!submit)
            return;
        Do(authority, new DesignatePreparer(Id(), id, null, "designate", preparer));
        Fill(preparer + "/clerk", id, ("unit", unit), ("positioning", "示例：宜居社区"), ("control_indices", "示例：容积率不高于 1.8"), ("facilities", "示例：幼儿园、口袋公园各一处"), ("economics", "示例：投入 1.2 亿元，财政与社会资本各半"), ("sequence", "示例：先北后南"), ("total_investment", "12000"), ("consistent", changes ? "no" : "yes"), ("changes_regulatory_plan", changes ? "yes" : "no"));
        Attach(preparer + "/clerk", id, "text");
        Submit(preparer + "/clerk", id);
    }

    private void Project(string id, string title, params (string Key, string Value)[] other)
    {
        const string Clerk = "government-371502/clerk";
        Open(Clerk, id, "project", District, title, "unit-plan-dongguan");
        (string Key, string Value)[] usual =
        [
            ("kind", "old-compound"), ("works", "示例：管网、外墙、加装电梯"), ("findings", "示例：管网老化"), ("opinions", "示例：入户征求"), ("public_interest", "yes"), ("inside_boundary", "yes"), ("crosses_red_lines", "no"), ("buildings", "12"), ("buildings_year_known", "12"),
            ("holders", "320"), ("wishes_recorded", "320"), ("existing_area", "26000"), ("renovated_area", "24000"), ("demolished_area", "0"), ("exempt_area", "0"), ("new_area", "0"), ("why_not_retained", "示例：设施老化"), ("demolished_heritage", "0"), ("old_style", "no"), ("total_investment", "1800"),
        ];
        Fill(Clerk, id, [.. usual.Where(pair => other.All(own => own.Key != pair.Key)), .. other]);
        Attach(Clerk, id, "opinions");
    }

    private void Implementer(string project)
    {
        var id = "implementer-" + project;
        Open("government-371502/clerk", id, "implementer", District, "实施主体：" + Title(project), project);
        Fill("government-371502/clerk", id, ("route", "department"), ("is_organisation", "no"), ("basis", "示例：区政府常务会议"));
        Submit("government-371502/clerk", id);
        Pass("government-371502/approver", id, "confirm", Act.Confirm);
    }

    private void Classify(string project, string @class)
    {
        var id = "classification-" + project;
        Open("government-371502/clerk", id, "classification", District, "方案分类：" + Title(project), project);
        Fill("government-371502/clerk", id, ("class", @class), ("reason", "示例：按投资规模"));
        Submit("government-371502/clerk", id);
        Pass("task-force-office/director", id, "confirm", Act.Confirm);
    }

    private void Scheme(string id, string project, string title, string @class)
    {
        const string Bearer = "implementers/implementer";
        Do(Bearer, new OpenCase(Id(), id, "scheme", District, title, project, None.Add("class", @class)));
        Fill(Bearer, id, ("mode", "示例：整治提升"), ("path", "示例：政府主导"), ("design", "示例：见图册"), ("construction", "示例：两期"), ("management", "示例：物业接管"), ("operation", "示例：自持运营"), ("urban_design", "示例：坡屋顶、灰墙"), ("high_rise", "示例：无新建高层"), ("land_supplied", "no"), ("goals", "示例：2027 年底完成"));
        Attach(Bearer, id, "scheme");
        Submit(Bearer, id);
    }

    private string Title(string id) => _city.View<Cases>().Find(id)!.Title;

    private void Open(string post, string id, string subject, string place, string title, string? of = null) => Do(post, new OpenCase(Id(), id, subject, place, title, of, None));

    private void Fill(string post, string id, params (string Key, string Value)[] contents) => Do(post, new FillIn(Id(), id, null, contents.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)));

    private void Attach(string post, string id, string paper) => Do(post, new AttachPaper(Id(), id, null, paper, _paper));

    private void Submit(string post, string id) => Do(post, new SubmitCase(Id(), id, null, "draft", None, RenewalChecks.All));

    private void Pass(string post, string id, string step, Act act, string? number = null) => Do(post, new PassStep(Id(), id, null, step, act, "示例意见", number, None, RenewalChecks.All));

    // Whoever holds the post acts in it.
    private void Do(string post, Command command)
    {
        var holder = _city.View<Organisation>().Holdings.Values.FirstOrDefault(holding => holding.PostId == post)?.Person
            ?? throw new RefusedException(new Refusal("sample.post-vacant", new($"示例办件需要岗位“{post}”，但无人任职", $"the sample cases need the post '{post}', which nobody holds")));
        var outcome = _city.Execute(new Session(holder, Language.Zh, post), command);
        if (!outcome.Taken)
            throw new RefusedException(outcome.Reasons);
        _played++;
    }

    private static Guid Id() => Guid.CreateVersion7();

    private sealed record ThisYear : Query<string>
    {
        public override string Answer(Context context, Workspace workspace) => context.Today.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
