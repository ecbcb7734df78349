using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

/// <summary>The whole way of 聊政字〔2023〕7号, 五, for one project in the central city and one in a county, with what has to be refused on it.</summary>
public sealed class WholeWayTests : IDisposable
{
    private readonly CityHall _hall;

    public WholeWayTests() : this(new CityHall())
    {
    }

    private WholeWayTests(CityHall hall) => _hall = hall;

    public void Dispose() => _hall.Dispose();

    [Fact]
    public void In_the_central_city_from_the_check_up_to_a_scheme_in_effect()
    {
        AdoptCheckUp();
        SpecialPlan("S-1", "central-city-special-plans", "planning/clerk", "planning-committee/member", "city-government/approver");
        UnitPlan("U-1", "371502", "S-1", "government-371502/approver", "planning", "planning", "city-government/approver", filed: false);
        Project("P-1", "371502", "U-1");
        AnnualPlan("A-1", "371502", "P-1");
        Implementer("I-1", "371502", "P-1");
        Classify("C-1", "371502", "P-1", "ordinary");
        Scheme("G-1", "371502", "P-1");

        _hall.Do("government-371502/approver", _hall.Pass("G-1", "approve", Act.Approve));
        _hall["G-1"].Effective.ShouldBeNull("an ordinary scheme is not in effect before its filing");
        _hall.Do("task-force-office/filer", _hall.Pass("G-1", "file", Act.File));

        _hall["G-1"].ShouldSatisfyAllConditions(scheme => scheme.Effective.ShouldBe(new DateOnly(2026, 3, 2)), scheme => scheme.State.ShouldBe(CaseState.Done));
        _hall.City.Verify().Faults.ShouldBeEmpty();
    }

    [Fact]
    public void In_a_county_its_own_bodies_review_and_approve_and_the_city_only_files()
    {
        AdoptCheckUp();
        SpecialPlan("S-2", "371503", "government-371503/clerk", "planning-committee-371503/member", "government-371503/approver");
        UnitPlan("U-2", "371503", "S-2", "government-371503/approver", "planning-371503", "planning-371503", "government-371503/approver", filed: true);

        _hall["U-2"].Lines.Select(line => line.Event.By.Body).Distinct().ShouldBe(["government-371503", "planning-371503", "task-force-office"], ignoreOrder: true);
    }

    [Fact]
    public void S2_7_d_Without_an_adopted_check_up_nothing_is_submitted()
    {
        OpenSpecialPlan("S-1", "central-city-special-plans", "planning/clerk");

        _hall.Try("planning/clerk", _hall.Submit("S-1")).Reasons.ShouldHaveSingleItem().Says.Zh.ShouldStartWith("S2-7-d 先体检后更新，无体检不更新：近 2 年内没有已采用的城市体检覆盖此地（371502、LC-KFQ、LC-GXQ、LC-DJQ）");
    }

    [Fact]
    public void S4_5_3_a_A_unit_plan_waits_for_its_special_plan_and_needs_a_unit_that_it_draws()
    {
        AdoptCheckUp();
        OpenSpecialPlan("S-1", "central-city-special-plans", "planning/clerk");
        _hall.Open("government-371502/approver", "U-1", "unit-plan", "371502", "西关更新单元规划", "S-1");
        Prepare("U-1", "government-371502/approver", "planning", "西关更新单元");

        _hall.Try("planning/clerk", _hall.Submit("U-1")).Reasons.Select(reason => reason.Says.Zh).ShouldBe(
        [
            "S4-5.3-a 单元须在已批准的专项规划内：“中心城区城市更新专项规划”尚未批准（S-1）",
            "S4-5.3-a 单元须由该专项规划划定：“中心城区城市更新专项规划”划定的单元中没有“西关更新单元”：东关更新单元、古城更新单元（S-1）",
        ]);
    }

    [Fact]
    public void S4_6_5_a_A_historic_building_is_not_demolished_whoever_signs()
    {
        ToUnitPlan();
        OpenProject("P-1", "371502", "U-1", ("area", TestGround.Compound(9)), ("building_list", TestGround.Buildings(9, other: at => at == 10 ? [("action", "demolish"), ("reason", "结构无法加固")] : [])), ("new_area", "500"), ("nearby_resettlement", "80"));

        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.ShouldHaveSingleItem().Says.Zh.ShouldBe("S4-6.5-a 不拆除历史建筑、不拆真遗存：拟拆除 B910（H1）");
        // The mayor has no say in it, and what the planning department attests counts for nothing against what was found.
        _hall.Try("task-force/mayor", new OverrideGate(Guid.NewGuid(), "P-1", null, "heritage", "急需", "opinions")).Taken.ShouldBeFalse();
        _hall.Do("planning/reviewer", new OverrideGate(Guid.NewGuid(), "P-1", null, "heritage", "已核", "opinions"));
        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Taken.ShouldBeFalse();
    }

    [Fact]
    public void N_63_a_More_than_a_fifth_is_not_demolished_unless_the_mayor_overrides_it_with_a_paper()
    {
        ToUnitPlan();
        OpenProject("P-1", "371502", "U-1", ("building_list", TestGround.Buildings(1, demolished: 3)), ("new_area", "3000"), ("nearby_resettlement", "80"));
        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.ShouldHaveSingleItem().Says.Zh.ShouldContain("拆除建筑面积为 3000 平方米，其中违法建筑和经鉴定为危房且无修缮保留价值的为 0 平方米，现状总建筑面积为 10000 平方米");

        _hall.Do("task-force/mayor", new OverrideGate(Guid.NewGuid(), "P-1", null, "demolition-share", "市政府专题会议同意", "opinions"));
        _hall.Do("government-371502/clerk", _hall.Submit("P-1"));

        _hall["P-1"].Lines.Select(line => line.Event).OfType<Submitted>().Single().Gates.Single(gate => gate.Gate == "demolition-share").Reason.ShouldBe("市政府专题会议同意");
    }

    [Fact]
    public void N_63_a_What_is_illegal_or_beyond_repair_does_not_count()
    {
        ToUnitPlan();
        OpenProject("P-1", "371502", "U-1", ("building_list", TestGround.Buildings(1, demolished: 3, other: at => at == 1 ? [("exempt", "yes")] : [])), ("new_area", "3000"), ("nearby_resettlement", "80"));

        _hall["P-1"]["exempt_area"].ShouldBe(1000d);
        _hall.Do("government-371502/clerk", _hall.Submit("P-1"));
    }

    [Fact]
    public void S4_5_4_c_Every_wish_is_recorded_building_by_building_and_to_disagree_is_one()
    {
        ToUnitPlan();
        OpenProject("P-1", "371502", "U-1", ("wish_list", TestGround.Wishes(("B101-01", "disagree"), ("B101-02", "abstain"), ("B102-05", ""))));
        string Told() => _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.ShouldHaveSingleItem().Says.Zh;
        Told().ShouldBe("S4-5.4-c 每一物业权利人的更新意愿均已登记：120 户已登记 119 户，下列楼栋未登记齐全（B102）");

        // What one building has too many does not make up for what another lacks.
        var rows = _hall["P-1"].TableOf("wish_list")!.Value.Select(row => row.Cells).ToArray();
        _hall.Fill("government-371502/clerk", "P-1", ("wish_list", TableText.Of([.. rows, CityHall.Map(("holder", "B101-13"), ("building", "B101"), ("wish", "agree"))])));
        Told().ShouldEndWith("120 户已登记 120 户，下列楼栋未登记齐全（B102）");
        _hall.Fill("government-371502/clerk", "P-1", ("wish_list", TestGround.Wishes(("B101-01", "disagree"), ("B101-02", "abstain"))));

        (_hall["P-1"]["wishes_disagree"], _hall["P-1"].Procedure["draft"].Gates.Single(gate => gate.Id == "wishes").Override).ShouldBe((1d, []));
        _hall.Do("government-371502/clerk", _hall.Submit("P-1"));
    }

    [Fact]
    public void S4_5_4_a_Works_are_listed_by_kind_and_quantity_and_cost_no_more_than_the_whole()
    {
        ToUnitPlan();
        OpenProject("P-1", "371502", "U-1", ("works_list", Works.Replace("\"120\"", "\"1900\"", StringComparison.Ordinal)));

        _hall["P-1"]["works_cost"].ShouldBe(19_000_000d, "yuan");
        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.ShouldHaveSingleItem().Says.Zh.ShouldBe("各项工程费用不超过总投资：总投资为 1800 万元，各项工程费用合计为 1900 万元；须说明理由");
        _hall.Fill("government-371502/clerk", "P-1", ("works_list", Works.Replace("\"820\"", "\"\"", StringComparison.Ordinal)));
        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.ShouldHaveSingleItem().Says.Zh.ShouldBe("S4-5.4-a “工程类别和工程量”未填写“工程量”：雨污水管网");
        _hall.Fill("government-371502/clerk", "P-1", ("works_list", Works));
        _hall.Do("government-371502/clerk", _hall.Submit("P-1"));
    }

    private const string Works = """[{"item":"雨污水管网","category":"pipes","quantity":"820","unit":"m","cost":"120"},{"item":"外墙修缮","category":"buildings","quantity":"6000","unit":"m2"}]""";

    public static TheoryData<string, string, string> Stops => new()
    {
        { "building_list", TestGround.Buildings(1, 2, at => at == 1 ? [("reason", "")] : []), "S4-5.4-b 留改拆优先级：拆除须说明不能保留和改造的理由：拆除而未说明理由为 1 栋（B101）" },
        { "wish_list", TestGround.Wishes(("B104-03", "")), "S4-5.4-c 每一物业权利人的更新意愿均已登记：120 户已登记 119 户，下列楼栋未登记齐全（B104）" },
        { "building_list", TestGround.Buildings(1, 2, at => at == 4 ? [("year", "")] : []), "S4-5.4-c 每栋建筑的建成年份均已查明：建成年份未查明为 1 栋（B104）" },
        { "building_list", TestGround.Buildings(2, 2), "S4-5.4-b 范围内建筑均已列入留改拆：范围内 10 栋，10 栋未列入（B101、B102" },
        { "area", TestGround.Area(1900, 100, 2100, 200), "S4-4-a 在城市（县城）开发边界范围内：有 9999 平方米位于开发边界外（共 19998 平方米）" },
        { "area", TestGround.Area(1550, 100, 1650, 200), "S5-1.5-a 不得逾越三区三线：与控制线重叠 5000 平方米（KX2）" },
        { "area", TestGround.Area(0, 1850, 100, 1950), "S4-5.4-a 项目范围须在单元范围内：有 5000 平方米位于“东关更新单元规划”的范围外（U-1）" },
        { "old_style", "yes", "S4-6.5-a 不建假古董" },
        { "new_area", "5000", "N-63-b 拆建比不大于 2" },
    };

    [Theory]
    [MemberData(nameof(Stops))]
    public void Each_of_these_stops_a_project(string field, string value, string says)
    {
        ToUnitPlan();
        // What is taken down is not on the ground that moves away.
        var elsewhere = field == "area" ? "[]" : TestGround.Buildings(1, demolished: 2);
        (string, string)[] usual = [("building_list", elsewhere), ("new_area", field == "area" ? "0" : "4000"), ("nearby_resettlement", "80")];
        OpenProject("P-1", "371502", "U-1", [.. usual.Where(pair => pair.Item1 != field), (field, value)]);

        var reasons = _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.Select(reason => reason.Says.Zh).ToArray();
        reasons.ShouldContain(reason => reason.StartsWith(says, StringComparison.Ordinal));
        // What lies outside the boundary or across a line lies outside its unit too, for no unit does either.
        reasons.Where(reason => field != "area" || !reason.StartsWith("S4-5.4-a 项目范围须在单元范围内", StringComparison.Ordinal)).Count().ShouldBe(says.Contains("单元范围", StringComparison.Ordinal) ? 0 : 1);
    }

    [Fact]
    public void What_was_found_on_the_ground_counts_only_as_long_as_nothing_has_changed()
    {
        ToUnitPlan();
        OpenProject("P-1", "371502", "U-1");
        _hall.Do("government-371502/clerk", new FillIn(Guid.NewGuid(), "P-1", null, CityHall.Map(("area", TestGround.Compound(2)))));

        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Reasons.ShouldAllBe(reason => reason.Says.Zh.Contains("检查之后有变化：范围；请重新检查；无法判断不视为通过"));
        _hall.Fill("government-371502/clerk", "P-1", ("area", TestGround.Compound(1)));
        TestGround.Lay(_hall.City);
        _hall.Try("government-371502/clerk", _hall.Submit("P-1")).Taken.ShouldBeTrue("the same layers again are the same inputs");
    }

    [Fact]
    public void What_no_layer_tells_may_be_attested_by_the_planning_department_with_a_paper()
    {
        using var bare = new CityHall(ground: false);
        var ways = new WholeWayTests(bare);
        ways.ToUnitPlan();
        ways.OpenProject("P-1", "371502", "U-1", ("building_list", "[]"));
        bare.Try("government-371502/clerk", bare.Submit("P-1")).Reasons.Select(reason => reason.Says.Zh).ShouldBe(
        [
            "S4-5.4-b 范围内建筑均已列入留改拆：城市数据中没有：buildings；请先导入；无法判断不视为通过",
            "S4-4-a 在城市（县城）开发边界范围内：城市数据中没有：control-lines（kind = 'urban-boundary'）；请先导入；无法判断不视为通过",
            "S5-1.5-a 不得逾越三区三线：城市数据中没有：control-lines（kind = 'ecological-red-line'）、control-lines（kind = 'permanent-farmland'）；请先导入；无法判断不视为通过",
        ]);

        bare.Try("government-371502/clerk", new OverrideGate(Guid.NewGuid(), "P-1", null, "boundary", "在边界内", "opinions")).Taken.ShouldBeFalse("not for who draws it up");
        foreach (var gate in (string[])["listed", "boundary", "red-lines"])
            bare.Do("planning/reviewer", new OverrideGate(Guid.NewGuid(), "P-1", null, gate, "经套合国土空间规划一张图核实", "opinions"));
        bare.Do("government-371502/clerk", bare.Submit("P-1"));
    }

    [Fact]
    public void A_public_notice_that_is_held_runs_its_time_before_the_plan_is_approved()
    {
        AdoptCheckUp();
        OpenSpecialPlan("S-1", "central-city-special-plans", "planning/clerk");
        // Deliberated as it was filled in; what the approval says, if it does not pass.
        string Told(params (string, string)[] notice)
        {
            if (_hall["S-1"].Steps["approve"].State == StepState.Open)
                _hall.Do("city-government/approver", new SendBack(Guid.NewGuid(), "S-1", null, "approve", "draft", "公示期须改"));
            _hall.Fill("planning/clerk", "S-1", notice);
            _hall.Do("planning/clerk", _hall.Submit("S-1"));
            _hall.Do("planning-committee/member", _hall.Pass("S-1", "deliberate", Act.Deliberate));
            return string.Join('|', _hall.Try("city-government/approver", _hall.Pass("S-1", "approve", Act.Approve)).Reasons.Select(reason => reason.Says.Zh));
        }

        Told(("notice_from", "2026-03-01"), ("notice_until", "2026-03-29")).ShouldBe("公示期已满：公示 29 日（2026-03-01 至 2026-03-29），少于 30 日");
        Told(("notice_until", "")).ShouldBe("公示期已满：公示的起止日没有填全；无法判断不视为通过");
        Told(("notice_until", "2026-03-30")).ShouldBe("公示期已满：公示到 2026-03-30 期满");
        _hall.Clock.Pass(29);
        _hall.Do("city-government/approver", _hall.Pass("S-1", "approve", Act.Approve));
    }

    [Fact]
    public void S4_5_4_e_The_citys_review_may_return_the_annual_plan()
    {
        ToUnitPlan();
        Project("P-1", "371502", "U-1");
        OpenAnnualPlan("A-1", "371502", "P-1");
        _hall.Do("government-371502/approver", _hall.Pass("A-1", "approve", Act.Approve));

        _hall["A-1"].Effective.ShouldBeNull();
        _hall.Do("task-force/mayor", new SendBack(Guid.NewGuid(), "A-1", null, "review", "draft", "资金未落实"));
        _hall["A-1"].Open.Single().Id.ShouldBe("draft");
    }

    [Fact]
    public void S4_6_1_a_A_public_interest_project_left_out_asks_for_a_reason()
    {
        ToUnitPlan();
        Project("P-1", "371502", "U-1", ("public_interest", "no"));
        Project("P-2", "371502", "U-1", ("public_interest", "yes"));

        _hall.Open("task-force-371502/clerk", "A-1", "annual-plan", "371502", "东昌府区 2026 年度实施计划");
        FillAnnualPlan("A-1", "P-1");
        _hall.Try("task-force-371502/clerk", _hall.Submit("A-1")).Reasons.ShouldHaveSingleItem().Says.Zh.ShouldBe("S4-6.1-a 优先保障公共利益项目：下列公共利益项目未列入，而其他项目列入（P-2）；须说明理由");
        _hall.Do("task-force-371502/clerk", _hall.Submit("A-1", ("public-interest", "管网方案未定，列入明年")));
    }

    [Fact]
    public void S4_5_6_c_A_major_scheme_is_answered_by_every_unit_once_and_comes_back_with_all_that_was_said()
    {
        ToUnitPlan();
        Project("P-1", "371502", "U-1");
        Implementer("I-1", "371502", "P-1");
        Classify("C-1", "371502", "P-1", "major");
        Scheme("G-1", "371502", "P-1", "major");
        foreach (var (body, answer, opinion) in ((string, JointAnswer, string)[])[("planning", JointAnswer.Agree, ""), ("reform", JointAnswer.Amend, "投资估算缺依据"), ("finance", JointAnswer.NotConcerned, ""), ("ecology", JointAnswer.Amend, "补充环评")])
            _hall.Do(body + "/reviewer", new AnswerJointly(Guid.NewGuid(), "G-1", null, "joint", body, answer, opinion));
        _hall.Try("reform/reviewer", new AnswerJointly(Guid.NewGuid(), "G-1", null, "joint", "reform", JointAnswer.Agree, "")).Reasons.ShouldHaveSingleItem().Code.ShouldBe("case.answered");

        _hall.Do("fire/reviewer", new AnswerJointly(Guid.NewGuid(), "G-1", null, "joint", "fire", JointAnswer.Agree, ""));

        _hall["G-1"].Round.ShouldBe(2);
        _hall["G-1"].Lines.Select(line => line.Event).OfType<SentBack>().Single().Reason.ShouldBe("投资估算缺依据；补充环评");
    }

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y42", false)]
    [InlineData("91350100I000100Y43", false)]
    [InlineData("91350100M000100Y4", false)]
    public void A_credit_code_is_checked_by_GB_32100(string code, bool valid) => CreditCode.IsValid(code).ShouldBe(valid);

    private void AdoptCheckUp()
    {
        _hall.Open("housing/clerk", "T-1", "check-up-adoption", "371500", "聊城市 2026 年城市体检");
        _hall.Fill("housing/clerk", "T-1", ("run", "MOHURD-2025-2026"), ("year", "2026"), ("covers", "city"), ("self", "2026-01"), ("third_party", "2026-02"), ("satisfaction", "2026-02"));
        _hall.Attach("housing/clerk", "T-1", "report");
        _hall.Do("housing/clerk", _hall.Submit("T-1"));
        _hall.Do("task-force-office/director", _hall.Pass("T-1", "review", Act.Review));
        _hall.Do("city-government/approver", _hall.Pass("T-1", "approve", Act.Approve));
    }

    private void OpenSpecialPlan(string id, string place, string clerk)
    {
        _hall.Open(clerk, id, "special-plan", place, place == "371503" ? "茌平区城市更新专项规划" : "中心城区城市更新专项规划");
        _hall.Fill(clerk, id, ("check_up", "T-1"), ("master_plan", "聊城市国土空间总体规划（2021—2035年）"), ("other_plans", "控规"), ("key_areas", "古城、东关"), ("directions", "保护、改造"), ("goals", "补短板"), ("strategy", "分期"), ("units", "东关更新单元\n古城更新单元"));
        _hall.Attach(clerk, id, "text");
    }

    private void SpecialPlan(string id, string place, string clerk, string member, string approver)
    {
        OpenSpecialPlan(id, place, clerk);
        _hall.Do(clerk, _hall.Submit(id));
        _hall.Do(member, _hall.Pass(id, "deliberate", Act.Deliberate));
        _hall.Do(approver, _hall.Pass(id, "approve", Act.Approve));
        _hall[id].Effective.ShouldNotBeNull("a special plan is in effect on approval");
        _hall.Do("task-force-office/filer", _hall.Pass(id, "file", Act.File));
    }

    private void Prepare(string id, string authority, string preparer, string unit)
    {
        _hall.Do(authority, new DesignatePreparer(Guid.NewGuid(), id, null, "designate", preparer));
        _hall.Fill(preparer + "/clerk", id, ("unit", unit), ("area", TestGround.Area(0, 0, 1450, 1900)), ("positioning", "宜居"), ("index_list", TestPlan.Indices()), ("facilities", "幼儿园一处"), ("economics", "平衡"), ("costs", TestPlan.Costs), ("funds", TestPlan.Funds), ("sequence", "先北后南"), ("total_investment", "12000"), ("consistent", "yes"), ("changes_regulatory_plan", "no"));
        _hall.Attach(preparer + "/clerk", id, "text");
    }

    private void UnitPlan(string id, string place, string of, string authority, string preparer, string reviewer, string approver, bool filed)
    {
        _hall.Open(authority, id, "unit-plan", place, "东关更新单元规划", of);
        Prepare(id, authority, preparer, "东关更新单元");
        if (_hall.City.View<Atlas.Layers>().Current("control-lines") is null)
        {
            foreach (var gate in (string[])["boundary", "red-lines"])
                _hall.Do(reviewer + "/reviewer", new OverrideGate(Guid.NewGuid(), id, null, gate, "经套合国土空间规划一张图核实", "text"));
        }

        _hall.Do(preparer + "/clerk", _hall.Submit(id));
        _hall.Do(reviewer + "/clerk", _hall.Pass(id, "accept", Act.Accept));
        _hall.Do(reviewer + "/reviewer", _hall.Pass(id, "review", Act.Review));
        _hall.Do(approver, _hall.Pass(id, "approve", Act.Approve));
        if (filed)
            _hall.Do("task-force-office/filer", _hall.Pass(id, "file", Act.File));
        _hall[id].State.ShouldBe(CaseState.Done);
    }

    private void ToUnitPlan()
    {
        AdoptCheckUp();
        SpecialPlan("S-1", "central-city-special-plans", "planning/clerk", "planning-committee/member", "city-government/approver");
        UnitPlan("U-1", "371502", "S-1", "government-371502/approver", "planning", "planning", "city-government/approver", filed: false);
    }

    private void OpenProject(string id, string place, string of, params (string Key, string Value)[] other)
    {
        _hall.Open($"government-{place}/clerk", id, "project", place, $"东关街老旧小区改造（{id}）", of);
        (string Key, string Value)[] usual =
        [
            ("kind", "old-compound"), ("works", "管网、外墙、加装电梯"), ("findings", "F-1"), ("opinions", "已征求"), ("public_interest", "yes"), ("area", TestGround.Compound(1)), ("building_list", TestGround.Buildings(1)),
            ("wish_list", TestGround.Wishes()), ("works_list", Works), ("new_area", "0"), ("old_style", "no"), ("total_investment", "1800"),
        ];
        _hall.Fill($"government-{place}/clerk", id, [.. usual.Where(pair => other.All(own => own.Key != pair.Key)), .. other]);
        _hall.Attach($"government-{place}/clerk", id, "opinions");
        if (other.Any(pair => pair.Key == "old_style"))
            _hall.Attach($"government-{place}/clerk", id, "no-fake-opinion");
    }

    private void Project(string id, string place, string of, params (string, string)[] other)
    {
        OpenProject(id, place, of, other);
        _hall.Do($"government-{place}/clerk", _hall.Submit(id));
        _hall.Do($"government-{place}/approver", _hall.Pass(id, "determine", Act.Determine));
    }

    private void FillAnnualPlan(string id, string projects)
    {
        _hall.Fill("task-force-371502/clerk", id, ("year", "2026"), ("projects", projects), ("sequence", "先急后缓"), ("funds", "财政 1800 万元"));
        _hall.Attach("task-force-371502/clerk", id, "text");
    }

    private void OpenAnnualPlan(string id, string place, string projects)
    {
        _hall.Open($"task-force-{place}/clerk", id, "annual-plan", place, "东昌府区 2026 年度实施计划");
        FillAnnualPlan(id, projects);
        _hall.Do($"task-force-{place}/clerk", _hall.Submit(id));
    }

    private void AnnualPlan(string id, string place, string projects)
    {
        OpenAnnualPlan(id, place, projects);
        _hall.Do($"government-{place}/approver", _hall.Pass(id, "approve", Act.Approve));
        _hall.Do("task-force/mayor", _hall.Pass(id, "review", Act.Review));
    }

    private void Implementer(string id, string place, string of)
    {
        _hall.Open($"government-{place}/clerk", id, "implementer", place, "东关街项目实施主体", of);
        _hall.Fill($"government-{place}/clerk", id, ("route", "department"), ("is_organisation", "yes"), ("credit_code", "91350100M000100Y43"), ("basis", "区政府常务会议"));
        _hall.Do($"government-{place}/clerk", _hall.Submit(id));
        _hall.Do($"government-{place}/approver", _hall.Pass(id, "confirm", Act.Confirm));
    }

    private void Classify(string id, string place, string of, string @class)
    {
        _hall.Open($"government-{place}/clerk", id, "classification", place, "东关街项目方案分类", of);
        _hall.Fill($"government-{place}/clerk", id, ("class", @class), ("reason", "投资规模"));
        _hall.Do($"government-{place}/clerk", _hall.Submit(id));
        _hall.Do("task-force-office/director", _hall.Pass(id, "confirm", Act.Confirm));
    }

    private void Scheme(string id, string place, string of, string @class = "ordinary")
    {
        _hall.Open("implementers/implementer", id, "scheme", place, "东关街项目实施方案", of, ("class", @class));
        _hall.Fill("implementers/implementer", id, ("mode", "改造"), ("path", "政府主导"), ("design", "见图"), ("construction", "两期"), ("management", "红色物业"), ("operation", "自持"), ("design_list", TestPlan.Design), ("high_rise", "无高层"), ("land_supplied", "no"), ("goals", "2027 年完成"), ("milestones", TestPlan.Milestones));
        _hall.Attach("implementers/implementer", id, "scheme");
        _hall.Do("implementers/implementer", _hall.Submit(id));
    }
}
