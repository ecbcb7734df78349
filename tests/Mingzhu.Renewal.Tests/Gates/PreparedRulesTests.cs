using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

/// <summary>What the documents ask of those who draw up plans, projects and schemes, rule by rule, under Liaocheng's pack. Nothing before is approved here: submitting tells every reason at once, so one looks for those of the rule.</summary>
public sealed class PreparedRulesTests : IDisposable
{
    private const string County = "government-371502/clerk", Central = "planning/clerk", LocalForce = "task-force-371502/clerk", Implementer = "implementers/implementer";
    private readonly CityHall _hall = new();

    public void Dispose() => _hall.Dispose();

    [Fact]
    public void S4_5_2_a_A_special_plan_cites_check_up_and_master_plan_and_says_why_where_it_takes_in_no_other()
    {
        SpecialPlan();

        Told(Central, "S", "S4-5.2-a").ShouldBe(["未填写“依据的城市体检”", "未填写“依据的国土空间总体规划”", "结合详细规划及其他专项规划：未填写“结合的详细规划和其他专项规划”；须说明理由"]);
        _hall.Fill(Central, "S", ("check_up", "T"), ("master_plan", "总体规划"), ("other_plans", "控规"));
        Told(Central, "S", "S4-5.2-a").ShouldBeEmpty();
    }

    [Fact]
    public void S4_5_2_b_A_special_plan_lacks_none_of_its_contents()
    {
        SpecialPlan();
        _hall.Fill(Central, "S", ("goals", "补短板"));

        Told(Central, "S", "S4-5.2-b").ShouldBe(["未填写“重点区域”", "未填写“各区域更新方向”", "未填写“发展策略”", "缺少材料“规划文本和图件”"]);
    }

    [Fact]
    public void S4_5_2_c_A_special_plan_draws_its_units_and_there_is_no_other()
    {
        SpecialPlan();
        UnitPlan();
        Told(Central, "S", "S4-5.2-c").ShouldBe(["未填写“划定的更新单元（名称，每行一个）”"]);

        _hall.Fill(Central, "S", ("units", "东关更新单元"));
        _hall.Fill(Central, "U", ("unit", "西关更新单元"));

        Told(Central, "S", "S4-5.2-c").ShouldBeEmpty();
        Told(Central, "U", "S4-5.3-a").ShouldContain(reason => reason.StartsWith("单元须由该专项规划划定", StringComparison.Ordinal));
    }

    [Fact]
    public void S4_5_2_d_The_special_plan_of_the_central_city_is_drawn_up_by_the_planning_bureau()
    {
        Book.For("special-plan", "central-city-special-plans", Today, Nothing).Procedure!["draft"].By.Bodies.ShouldBe(["planning"]);
        Book.Places.Groups.Single(group => group.Id == "central-city-special-plans").Members.ShouldBe(["371502", "LC-KFQ", "LC-GXQ", "LC-DJQ"], ignoreOrder: true);
        Refused(County, Open("S", "special-plan", "central-city-special-plans")).ShouldBe(["case.not-yours-to-open"]);
        SpecialPlan();

        Refused(County, new FillIn(Guid.NewGuid(), "S", null, CityHall.Map(("goals", "x")))).ShouldContain("case.not-yours");
    }

    [Fact]
    public void S4_5_2_e_The_special_plan_of_a_county_is_drawn_up_by_its_own_government()
    {
        Refused(Central, Open("S", "special-plan", "371521")).ShouldBe(["case.not-yours-to-open"]);
        Refused(County, Open("S", "special-plan", "371521")).ShouldBe(["case.not-yours-to-open"]);

        _hall.Do("government-371521/clerk", Open("S", "special-plan", "371521"));

        _hall["S"].Open.Single().By.Kinds.ShouldBe([BodyKind.LocalGovernment, BodyKind.ZoneCommittee]);
    }

    [Fact]
    public void S4_5_3_b_A_unit_plan_is_in_line_with_the_plans_or_goes_the_way_of_the_regulatory_plan()
    {
        UnitPlan();
        Told(Central, "U", "S4-5.3-b").ShouldContain(reason => reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));

        _hall.Fill(Central, "U", ("consistent", "no"), ("changes_regulatory_plan", "no"));
        Told(Central, "U", "S4-5.3-b").ShouldBe(["与各类规划相协调：涉及控制性详细规划调整为 否，与国土空间总体规划、详细规划、专项规划相协调为 否"]);
        _hall.Fill(Central, "U", ("changes_regulatory_plan", "yes"));

        Told(Central, "U", "S4-5.3-b").ShouldBeEmpty();
        var external = _hall["U"].Procedure["regulatory-plan"];
        external.When.Holds(_hall["U"]).ShouldBe(true);
        _hall["U"].Procedure["approve"].After.ShouldContain(external.Id);
    }

    [Fact]
    public void S4_5_3_c_A_unit_plan_lacks_none_of_its_five_contents()
    {
        UnitPlan();
        string[] five = ["单元发展定位", "规划控制指标", "基础设施及公共服务设施布局", "经济分析及资金来源安排", "地块（项目）实施时序"];

        var told = Told(Central, "U", "S4-5.3-c");

        five.ShouldAllBe(content => told.Contains($"未填写“{content}”"));
        told.ShouldContain("未填写“投资估算”");
        told.ShouldContain("未填写“资金来源”");
        told.ShouldContain("缺少材料“规划文本和图件”");
    }

    [Fact]
    public void S4_5_3_c_A_table_without_a_row_is_as_good_as_none_and_every_parcel_that_is_built_on_has_its_indices()
    {
        UnitPlan();
        _hall.Fill(Central, "U", ("index_list", TestPlan.Indices(("height", ""))), ("costs", "[]"), ("funds", TestPlan.Funds));

        Told(Central, "U", "S4-5.3-c").ShouldContain("“投资估算”至少须有 1 行");
        Told(Central, "U", "S4-5.3-c").ShouldContain("每一建设地块的规划控制指标均已填全：指标未填全的地块为 1 个（A-01）", "the park is not built on");
        _hall.Fill(Central, "U", ("index_list", TestPlan.Indices()), ("costs", TestPlan.Costs));

        Told(Central, "U", "S4-5.3-c").ShouldNotContain(reason => reason.Contains("指标") || reason.Contains("投资估算") || reason.Contains("资金来源”"));
        (_hall["U"]["parcels"], _hall["U"]["parcels_area"], _hall["U"]["parcels_beyond"]).ShouldBe((2d, 3.6, 0d));
    }

    public static TheoryData<string, string> Beyond => new() { { "far", "1.81" }, { "density", "30.5" }, { "green_ratio", "34" }, { "height", "24.1" }, { "use", "commercial" } };

    [Theory]
    [MemberData(nameof(Beyond))]
    public void S4_5_3_g_What_goes_beyond_the_regulatory_plan_takes_its_change_and_unknown_is_no_pass(string index, string value)
    {
        UnitPlan();
        _hall.Fill(Central, "U", ("index_list", TestPlan.Indices((index, value))), ("changes_regulatory_plan", "no"));
        Told(Central, "U", "S4-5.3-g").ShouldBe(["指标或用途超出控规的，须办理控规调整：涉及控制性详细规划调整为 否，超出控规的地块为 1 个（A-01）"]);

        _hall.Fill(Central, "U", ("changes_regulatory_plan", ""));
        Told(Central, "U", "S4-5.3-g").ShouldContain(reason => reason.StartsWith("指标或用途超出控规的", StringComparison.Ordinal) && reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));
        _hall.Fill(Central, "U", ("changes_regulatory_plan", "yes"));

        Told(Central, "U", "S4-5.3-g").ShouldBeEmpty();
    }

    [Fact]
    public void S4_5_3_g_A_limit_that_nobody_looked_up_is_unknown_and_no_pass()
    {
        UnitPlan();
        _hall.Fill(Central, "U", ("index_list", TestPlan.Indices(("plan_height", ""))), ("changes_regulatory_plan", "no"));

        Told(Central, "U", "S4-5.3-g").ShouldBe(["指标或用途超出控规的，须办理控规调整：“规划控制指标”未填全（A-01）；无法判断不视为通过"]);
        _hall["U"].Procedure["draft"].Gates.Single(gate => gate.Id == "beyond").ShouldSatisfyAllConditions(gate => gate.Weight.ShouldBe(Weight.Refuses), gate => gate.Override.ShouldBeEmpty());
    }

    [Fact]
    public void S4_7_2_a_Public_funds_beyond_infrastructure_and_public_services_ask_for_a_reason()
    {
        UnitPlan();
        _hall.Fill(Central, "U", ("costs", TestPlan.Costs), ("funds", TestPlan.Funds.Replace("\"5000\"", "\"7500\"", StringComparison.Ordinal)));
        Told(Central, "U", "S4-7.2-a").ShouldBe(["财政资金用于基础设施和公共服务设施：其中基础设施和公共服务设施为 7000 万元，其中财政资金为 7500 万元；须说明理由"]);

        _hall.Fill(Central, "U", ("funds", TestPlan.Funds));

        Told(Central, "U", "S4-7.2-a").ShouldBeEmpty();
        _hall["U"]["funds_secured"].ShouldBe(50_000_000d, "yuan");
    }

    [Fact]
    public void A_plan_whose_money_does_not_balance_or_add_up_says_why()
    {
        UnitPlan();
        string[] Money() => [.. _hall.Try(Central, _hall.Submit("U")).Reasons.Select(reason => reason.Says.Zh).Where(said => said.StartsWith("资金来源覆盖投资", StringComparison.Ordinal) || said.StartsWith("总投资与", StringComparison.Ordinal))];
        _hall.Fill(Central, "U", ("costs", TestPlan.Costs), ("total_investment", "12500"));
        Money().ShouldBe(["资金来源覆盖投资：未填写“资金来源”；须说明理由", "总投资与投资估算合计一致：投资估算合计为 12000 万元，总投资为 12500 万元；须说明理由"]);

        _hall.Fill(Central, "U", ("funds", TestPlan.Funds.Replace("\"7000\"", "\"6000\"", StringComparison.Ordinal)), ("total_investment", "12000.5"));
        Money().ShouldBe(["资金来源覆盖投资：资金平衡（来源减投资，负数为缺口）为 -1000 万元；须说明理由"]);
        _hall.Fill(Central, "U", ("funds", TestPlan.Funds));

        Money().ShouldBeEmpty();
    }

    [Fact]
    public void S4_5_3_d_The_local_authority_designates_who_draws_up_a_unit_plan_and_nobody_does_before()
    {
        SpecialPlan();
        _hall.Open("government-371502/approver", "U", "unit-plan", "371502", "东关更新单元规划", "S");

        Refused(Central, new FillIn(Guid.NewGuid(), "U", null, CityHall.Map(("unit", "东关")))).ShouldBe(["case.step-waits"]);
        Refused("planning/approver", new DesignatePreparer(Guid.NewGuid(), "U", null, "designate", "planning")).ShouldBe(["case.not-yours"]);
        _hall.Do("government-371502/approver", new DesignatePreparer(Guid.NewGuid(), "U", null, "designate", "housing"));

        Refused(Central, new FillIn(Guid.NewGuid(), "U", null, CityHall.Map(("unit", "东关")))).ShouldBe(["case.not-yours"]);
        _hall.Fill("housing/clerk", "U", ("unit", "东关"));
    }

    [Fact]
    public void S4_5_4_d_Each_county_and_zone_has_an_annual_plan_of_its_own_drawn_up_by_its_own_task_force()
    {
        Book.All.Where(procedure => procedure.Subject == "annual-plan").ShouldAllBe(procedure => !procedure.Shared);
        Refused("task-force-371521/clerk", Open("A", "annual-plan", "371502")).ShouldBe(["case.not-yours-to-open"]);
        Refused("task-force-office/clerk", Open("A", "annual-plan", "371500")).ShouldContain("procedure.none-prescribed");

        foreach (var (force, place) in ((string, string)[])[("task-force-371502", "371502"), ("task-force-371521", "371521"), ("task-force-gxq", "LC-GXQ")])
            _hall.Do(force + "/clerk", Open("A-" + place, "annual-plan", place));

        Told(LocalForce, "A-371502", "S4-5.4-d").ShouldBe(["未填写“年度”", "未填写“列入的项目”", "缺少材料“年度实施计划文本”"]);
    }

    [Fact]
    public void S4_2_6_a_An_annual_plan_says_in_which_order_and_why_and_with_which_money()
    {
        _hall.Do(LocalForce, Open("A", "annual-plan", "371502"));
        Told(LocalForce, "A", "S4-2.6-a").ShouldBe(["未填写“实施时序及理由”", "未填写“资金安排”"]);

        _hall.Fill(LocalForce, "A", ("sequence", "先急后缓"), ("funds", "财政 1800 万元"));

        Told(LocalForce, "A", "S4-2.6-a").ShouldBeEmpty();
    }

    [Fact]
    public void S4_5_5_b_Partners_and_their_part_are_recorded_where_there_are_any()
    {
        Project();
        _hall.Open(County, "I", "implementer", "371502", "实施主体", "P");
        Told(County, "I", "S4-5.5-b").ShouldBeEmpty();

        _hall.Fill(County, "I", ("partners", "某设计院：设计；某公司：运营"));

        _hall["I"].Contents["partners"].ShouldBe("某设计院：设计；某公司：运营");
    }

    [Fact]
    public void S4_5_6_a_The_implementer_draws_up_the_scheme_with_its_six_contents()
    {
        Project();
        Refused(County, Open("G", "scheme", "371502", "P", ("class", "ordinary"))).ShouldBe(["case.not-yours-to-open"]);
        _hall.Do(Implementer, Open("G", "scheme", "371502", "P", ("class", "ordinary")));

        Told(Implementer, "G", "S4-5.6-a").ShouldBe(
            ["未填写“更新方式”", "未填写“实现途径”", "未填写“设计方案”", "未填写“建设方案”", "未填写“管理机制”", "未填写“运营方案”", "缺少材料“实施方案文本和图纸”", "实施主体已选定：项目的实施主体尚未选定"]);
    }

    [Fact]
    public void S4_5_6_d_and_S4_6_2_a_and_S4_6_2_b_A_scheme_has_milestones_and_answers_for_high_buildings_and_urban_design()
    {
        Project();
        _hall.Do(Implementer, Open("G", "scheme", "371502", "P", ("class", "ordinary")));

        Told(Implementer, "G", "S4-5.6-d").ShouldBe(["未填写“任务目标”", "未填写“任务节点”"]);
        Told(Implementer, "G", "S4-6.2-a").ShouldBe(["未填写“新建高层建筑管控和“贪大、媚洋、求怪”自查”"]);
        Told(Implementer, "G", "S4-6.2-b")[0].ShouldBe("未填写“规划条件中的城市设计要求”");
    }

    [Fact]
    public void S4_5_6_d_A_milestone_has_its_day_and_a_scheme_at_least_one_of_them()
    {
        Project();
        _hall.Do(Implementer, Open("G", "scheme", "371502", "P", ("class", "ordinary")));
        _hall.Fill(Implementer, "G", ("goals", "两年完成"), ("milestones", "[]"));
        Told(Implementer, "G", "S4-5.6-d").ShouldBe(["“任务节点”至少须有 1 行"]);

        _hall.Fill(Implementer, "G", ("milestones", TestPlan.Rows([("milestone", "开工"), ("kind", "start")])));
        Told(Implementer, "G", "S4-5.6-d").ShouldBe(["“任务节点”未填写“计划日期”：开工"]);
        _hall.Fill(Implementer, "G", ("milestones", TestPlan.Milestones));

        Told(Implementer, "G", "S4-5.6-d").ShouldBeEmpty();
    }

    [Fact]
    public void S4_6_2_b_An_urban_design_requirement_that_the_conditions_do_not_carry_stops_a_scheme_and_is_named()
    {
        Project();
        _hall.Do(Implementer, Open("G", "scheme", "371502", "P", ("class", "ordinary")));
        _hall.Fill(Implementer, "G", ("design_list", TestPlan.Design.Replace("\"yes\"", "\"no\"", StringComparison.Ordinal)));
        Told(Implementer, "G", "S4-6.2-b").ShouldBe(["城市设计要求已纳入规划条件（建设条件）：未纳入规划条件的城市设计要求为 1 项（屋顶）"]);

        _hall.Fill(Implementer, "G", ("design_list", TestPlan.Design));

        Told(Implementer, "G", "S4-6.2-b").ShouldBeEmpty();
    }

    [Fact]
    public void S5_1_4_a_and_S4_6_1_b_An_approved_plan_changes_only_by_its_own_procedure_which_asks_for_its_evaluation()
    {
        UnitPlan();
        _hall.Open(County, "D", "adjustment", "371502", "东关更新单元规划调整", "U");

        Told(County, "D", "S5-1.4-a").ShouldBe(["未填写“调整内容”", "未填写“调整理由”", "缺少材料“调整后的规划文本和图件”", "原规划已批准：“东关更新单元规划”尚未批准（U）"]);
        Told(County, "D", "S4-6.1-b").ShouldBe(["未填写“规划实施评估情况”"]);
    }

    [Fact]
    public void S4_5_1_a_A_check_up_is_adopted_with_all_three_results_or_not()
    {
        CheckUp(("self", "住建局 2026-01"), ("third_party", "某院 2026-02"));

        Told("housing/clerk", "T", "S4-5.1-a").ShouldBe(["未填写“社会满意度调查”"]);
    }

    [Fact]
    public void S1_1_1_b_and_S1_1_1_d_A_check_up_names_its_year_and_run_and_brings_its_report()
    {
        CheckUp();

        Told("housing/clerk", "T", "S1-1.1-b").ShouldBe(["未填写“年度”"]);
        Told("housing/clerk", "T", "S1-1.1-d").ShouldBe(["未填写“体检批次”", "缺少材料“城市体检报告”"]);
    }

    [Fact]
    public void S1_1_1_a_A_check_up_covers_places_and_only_there_it_opens_the_way()
    {
        CheckUp(("run", "R"), ("year", "2026"), ("covers", "371521"), ("self", "一"), ("third_party", "二"), ("satisfaction", "三"));
        _hall.Attach("housing/clerk", "T", "report");
        _hall.Do("housing/clerk", _hall.Submit("T"));
        _hall.Do("task-force-office/director", _hall.Pass("T", "review", Act.Review));
        _hall.Do("city-government/approver", _hall.Pass("T", "approve", Act.Approve));
        SpecialPlan();
        _hall.Do("government-371521/clerk", Open("S-2", "special-plan", "371521"));

        Told(Central, "S", "S2-7-d").ShouldHaveSingleItem();
        Told("government-371521/clerk", "S-2", "S2-7-d").ShouldBeEmpty();
    }

    [Fact]
    public void S4_4_a_and_S5_1_5_a_Outside_the_boundary_or_across_a_line_is_no_project_and_no_unit_and_unknown_is_no_pass()
    {
        Project();
        Told(County, "P", "S4-4-a").ShouldContain(reason => reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));
        Told(County, "P", "S5-1.5-a").ShouldContain(reason => reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));

        _hall.Fill(County, "P", ("area", TestGround.Area(1590, 100, 2100, 200)));

        Told(County, "P", "S4-4-a").ShouldHaveSingleItem().ShouldStartWith("在城市（县城）开发边界范围内：");
        Told(County, "P", "S5-1.5-a").ShouldHaveSingleItem().ShouldStartWith("不得逾越三区三线：");
        _hall["P"].Procedure["draft"].Gates.Where(gate => gate.Rule.Id is "S4-4-a" or "S5-1.5-a").ShouldAllBe(gate => gate.Weight == Weight.Refuses && gate.Override.IsEmpty);

        // Nor is it a unit.
        Told(Central, "U", "S5-1.5-a").ShouldContain(reason => reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));
        _hall.Fill(Central, "U", ("area", TestGround.Area(1590, 100, 2100, 200)));
        Told(Central, "U", "S4-4-a").ShouldHaveSingleItem().ShouldStartWith("在城市（县城）开发边界范围内：");
        Told(Central, "U", "S5-1.5-a").ShouldHaveSingleItem().ShouldStartWith("不得逾越三区三线：");
    }

    [Fact]
    public void S4_5_4_b_and_S4_5_4_c_Retained_renovated_demolished_with_reasons_every_wish_and_every_year()
    {
        Project();
        var gates = _hall["P"].Procedure["draft"].Gates.Where(gate => gate.Rule.Id is "S4-5.4-b" or "S4-5.4-c").ToArray();

        gates.Select(gate => gate.Id).ShouldBe(["listed", "retain-first", "demolish-last", "wishes", "years"], ignoreOrder: true);
        gates.Where(gate => gate.Id != "retain-first").ShouldAllBe(gate => gate.Weight == Weight.Refuses && gate.Override.IsEmpty);
        Told(County, "P", "S4-5.4-b").ShouldContain(reason => reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));
        Told(County, "P", "S4-5.4-c").ShouldContain(reason => reason.EndsWith("无法判断不视为通过", StringComparison.Ordinal));
    }

    private static DateOnly Today { get; } = new(2026, 3, 2);

    private static IRow Nothing { get; } = new NoRow();

    private ProcedureBook Book => ProcedureBook.Of(_hall.City.Pack);

    private void SpecialPlan() => _hall.Do(Central, Open("S", "special-plan", "central-city-special-plans"));

    private void UnitPlan()
    {
        if (_hall["S"] is null)
            SpecialPlan();
        _hall.Open("government-371502/approver", "U", "unit-plan", "371502", "东关更新单元规划", "S");
        _hall.Do("government-371502/approver", new DesignatePreparer(Guid.NewGuid(), "U", null, "designate", "planning"));
    }

    private void Project()
    {
        UnitPlan();
        _hall.Open(County, "P", "project", "371502", "东关街老旧小区改造", "U");
    }

    private void CheckUp(params (string, string)[] contents)
    {
        _hall.Do("housing/clerk", Open("T", "check-up-adoption", "371500"));
        if (contents.Length > 0)
            _hall.Fill("housing/clerk", "T", contents);
    }

    private static OpenCase Open(string id, string subject, string place, string? of = null, params (string, string)[] known) => new(Guid.NewGuid(), id, subject, place, id, of, CityHall.Map(known));

    private string[] Refused(string post, Mingzhu.Store.Command command) => [.. _hall.Try(post, command).Reasons.Select(reason => reason.Code)];

    /// <summary>What submitting says of a rule, without its id.</summary>
    private string[] Told(string post, string id, string rule) =>
        [.. _hall.Try(post, _hall.Submit(id)).Reasons.Select(reason => reason.Says.Zh).Where(said => said.StartsWith(rule + " ", StringComparison.Ordinal)).Select(said => said[(rule.Length + 1)..])];

    private sealed class NoRow : IRow
    {
        public object? this[string field] => null;
    }
}
