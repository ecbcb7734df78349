using Microsoft.Playwright;

namespace Mingzhu.Journeys;

/// <summary>
/// The whole way of 聊政字〔2023〕7号, 五, in a browser, each act by the person whose post it is: check-up, special plan, unit plan, project, annual plan, implementer, scheme, with a correction, a return, a plan that touches
/// the regulatory plan, and a historic building that cannot be demolished; in the central city and in a county.
/// </summary>
[Trait("Length", "Long")]
public sealed class ApprovalJourney : IAsyncLifetime
{
    private Clerks _clerks = null!;

    public async ValueTask InitializeAsync() => _clerks = await Clerks.Come(cases: false, maps: true);

    public ValueTask DisposeAsync() => _clerks.DisposeAsync();

    [Fact]
    public async Task From_the_check_up_to_a_scheme_in_effect_in_the_central_city()
    {
        await CheckUp();
        var special = await SpecialPlan("planning-clerk", "central-city-special-plans", "中心城区城市更新专项规划");
        await _clerks.Passed("committee-member", special, "审议通过");
        await _clerks.Passed("city-approver", special, "批准");
        await _clerks.Passed("office-filer", special, "备案");

        // The unit plan touches the regulatory plan, is to be corrected once, and waits for the result of the other procedure.
        var unit = await _clerks.Open("dongchangfu-approver", "unit-plan", "371502", "东关更新单元规划", special);
        await _clerks.Designate("dongchangfu-approver", unit, "planning");
        await UnitPlan("planning-clerk", unit, touchesRegulatoryPlan: true);
        await _clerks.Act("planning-clerk", unit, "一次性告知补正", ("defects", "图件缺少比例尺"), folded: true);
        (await (await _clerks.At("planning-clerk", unit)).InnerTextAsync(".acting .missing")).ShouldBe("图件缺少比例尺", "what to correct stands where it is submitted again");
        await _clerks.Fill("planning-clerk", unit, ("sequence", "先北后南，补充比例尺"));
        await _clerks.Act("planning-clerk", unit, "提交");
        await _clerks.Passed("planning-clerk", unit, "受理");
        await _clerks.Passed("planning-reviewer", unit, "审核通过");
        (await _clerks.State("city-approver", unit)).ShouldNotContain("已办结");
        await _clerks.Act("planning-clerk", unit, "登记结果", ("reference", "聊政复〔2026〕5号"), ("on", Clerks.Today));
        await _clerks.Passed("city-approver", unit, "批准");

        // What would take down a historic building goes no further; retained, it does.
        var project = await _clerks.Open("dongchangfu-clerk", "project", "371502", "古城片区改造", unit);
        await Project("dongchangfu-clerk", project, "X000001", demolish: true);
        await _clerks.Act("dongchangfu-clerk", project, "提交");
        (await _clerks.Text("dongchangfu-clerk", project)).ShouldContain("S4-6.5-a 不拆除历史建筑、不拆真遗存：拟拆除");
        await _clerks.Decide("dongchangfu-clerk", project, "renovate");
        await _clerks.Act("dongchangfu-clerk", project, "提交");
        await _clerks.Act("dongchangfu-approver", project, "退回", ("reason", "补充征求意见"), folded: true);
        await _clerks.Fill("dongchangfu-clerk", project, ("opinions", "入户征求并公示"));
        await _clerks.Act("dongchangfu-clerk", project, "提交");
        await _clerks.Passed("dongchangfu-approver", project, "确定");

        var plan = await _clerks.Open("dongchangfu-clerk", "annual-plan", "371502", $"东昌府区 {Clerks.Year} 年度实施计划");
        await _clerks.Fill("dongchangfu-clerk", plan, ("year", Clerks.Year), ("projects", Clerks.Id(project)), ("sequence", "先急后缓"), ("funds", "财政 1800 万元"));
        await _clerks.Attach("dongchangfu-clerk", plan, "text");
        await _clerks.Act("dongchangfu-clerk", plan, "提交");
        await _clerks.Passed("dongchangfu-approver", plan, "批准");
        await _clerks.Passed("mayor", plan, "审核通过");

        var scheme = await Scheme("dongchangfu", "371502", project);
        await _clerks.Passed("dongchangfu-approver", scheme, "批准");
        (await _clerks.State("implementer", scheme)).ShouldNotContain("生效）");
        await _clerks.Passed("office-filer", scheme, "备案");
        (await _clerks.State("implementer", scheme)).ShouldContain("已办结");

        (await _clerks.Text("dongchangfu-clerk", "/findings?district=371502")).ShouldContain("处实施方案已生效");

        // A unit that the machine proposes becomes a case with its ground.
        var page = await _clerks.At("dongchangfu-clerk", "/renewal/units/propose/371502?least=1&most=400&line=roads&go=1");
        await Browser.Until(page, "() => document.querySelector('.taking button')");
        await page.Locator(".taking button").First.ClickAsync();
        await Browser.Arrival(page, "/renewal/cases/unit-plan-[0-9a-f]+");
        (await page.InnerTextAsync("main")).ShouldContain("机器建议第 1 号");
        _clerks.Mingzhu("verify");
        _clerks.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_county_its_own_bodies_decide_and_the_city_files()
    {
        await CheckUp();
        var special = await SpecialPlan("yanggu-clerk", "371521", "阳谷县城市更新专项规划");
        await _clerks.Passed("committee-member", special, "审议通过");
        await _clerks.Passed("yanggu-approver", special, "批准");
        await _clerks.Passed("office-filer", special, "备案");
        var unit = await _clerks.Open("yanggu-approver", "unit-plan", "371521", "东关更新单元规划", special);
        await _clerks.Designate("yanggu-approver", unit, "planning-371521");
        await UnitPlan("yanggu-planner", unit, touchesRegulatoryPlan: false);
        await _clerks.Passed("yanggu-planner", unit, "受理");
        await _clerks.Passed("yanggu-planner", unit, "审核通过");
        await _clerks.Passed("yanggu-approver", unit, "批准");
        await _clerks.Passed("office-filer", unit, "备案");

        (await _clerks.State("yanggu-clerk", unit)).ShouldContain("已办结");
        (await (await _clerks.As("dongchangfu-clerk")).GotoAsync(_clerks.Address + unit))!.Status.ShouldBe(403, "another county does not see it");
        var project = await _clerks.Open("yanggu-clerk", "project", "371521", "城关改造", unit);
        await Project("yanggu-clerk", project, "X000003", demolish: false);
        await _clerks.Act("yanggu-clerk", project, "提交");
        await _clerks.Passed("yanggu-approver", project, "确定");
        var scheme = await Scheme("yanggu", "371521", project);
        await _clerks.Passed("yanggu-approver", scheme, "批准");
        await _clerks.Passed("office-filer", scheme, "备案");
        (await _clerks.State("implementer", scheme)).ShouldContain("已办结");
    }

    private async Task CheckUp()
    {
        var run = await _clerks.Open("housing-clerk", "check-up-adoption", "371500", $"聊城市 {Clerks.Year} 年城市体检");
        await _clerks.Fill("housing-clerk", run, ("run", "latest"), ("year", Clerks.Year), ("covers", "city"), ("self", "一"), ("third_party", "二"), ("satisfaction", "三"));
        await _clerks.Attach("housing-clerk", run, "report");
        await _clerks.Act("housing-clerk", run, "提交");
        await _clerks.Passed("office-director", run, "审核通过");
        await _clerks.Passed("city-approver", run, "批准");
    }

    private async Task<string> SpecialPlan(string clerk, string place, string title)
    {
        var plan = await _clerks.Open(clerk, "special-plan", place, title);
        await _clerks.Fill(clerk, plan, ("check_up", $"聊城市 {Clerks.Year} 年城市体检"), ("master_plan", "总体规划"), ("other_plans", "控规"), ("key_areas", "古城"), ("directions", "保护"), ("goals", "补短板"), ("strategy", "分期"), ("units", "东关更新单元"));
        await _clerks.Attach(clerk, plan, "text");
        await _clerks.Act(clerk, plan, "提交");
        return plan;
    }

    private async Task UnitPlan(string clerk, string plan, bool touchesRegulatoryPlan)
    {
        // Two of the sample's compounds, inside the development boundary, written corner by corner.
        await _clerks.Ground(clerk, plan, "115.9822,36.4537\n115.9835,36.4537\n115.9835,36.4560\n115.9822,36.4560");
        await _clerks.Fill(
            clerk, plan, ("unit", "东关更新单元"), ("positioning", "宜居"), ("facilities", "幼儿园"), ("economics", "平衡"), ("sequence", "先北后南"), ("total_investment", "12000"), ("consistent", touchesRegulatoryPlan ? "no" : "yes"),
            ("changes_regulatory_plan", touchesRegulatoryPlan ? "yes" : "no"));
        await _clerks.FillRow(
            clerk, plan, "index_list", ("parcel", "A-01"), ("use", "residential"), ("area", "3.2"), ("far", touchesRegulatoryPlan ? "2" : "1.8"), ("density", "28"), ("green_ratio", "35"), ("height", "24"), ("plan", "控规〔2020〕1号"), ("plan_use", "residential"), ("plan_far", "1.8"), ("plan_density", "30"),
            ("plan_green_ratio", "35"), ("plan_height", "24"));
        await _clerks.FillRow(clerk, plan, "costs", ("item", "管网"), ("kind", "infrastructure"), ("amount", "12000"));
        await _clerks.FillRow(clerk, plan, "funds", ("fund", "区财政"), ("kind", "fiscal"), ("amount", "12000"), ("secured", "yes"));
        await _clerks.Attach(clerk, plan, "text");
        await _clerks.Act(clerk, plan, "提交");
    }

    private async Task Project(string clerk, string project, string compound, bool demolish)
    {
        var page = await _clerks.At(clerk, project);
        await page.Locator("summary", new() { HasText = "取自图层要素" }).ClickAsync();
        await page.SelectOptionAsync("select[name=layer]", "compounds");
        await page.FillAsync("input[name=feature]", compound);
        await page.GetByRole(AriaRole.Button, new() { Name = "采用此轮廓" }).ClickAsync();
        await Browser.Arrival(page, "done=take-area");
        await page.GetByRole(AriaRole.Button, new() { Name = "列出范围内的建筑" }).ClickAsync();
        await Browser.Arrival(page, "done=list-buildings");
        await _clerks.Decide(clerk, project, demolish ? "demolish" : "renovate");
        await _clerks.RecordWishes(clerk, project);
        await _clerks.FillRow(clerk, project, "works_list", ("item", "雨污水管网"), ("category", "pipes"), ("quantity", "820"), ("unit", "m"), ("cost", "120"));
        await _clerks.Fill(clerk, project, ("kind", "old-compound"), ("works", "管网"), ("opinions", "入户征求"), ("public_interest", "yes"), ("new_area", "0"), ("old_style", "no"), ("nearby_resettlement", "80"), ("total_investment", "1800"));
        await (await _clerks.At(clerk, project)).Locator("ul.picks input[type=checkbox]").First.CheckAsync();
        await Clerks.Saved(await _clerks.As(clerk), "ul.picks");
        await _clerks.Attach(clerk, project, "opinions");
    }

    private async Task<string> Scheme(string authority, string place, string project)
    {
        var implementer = await _clerks.Open(authority + "-clerk", "implementer", place, "实施主体", project);
        await _clerks.Fill(authority + "-clerk", implementer, ("route", "department"), ("is_organisation", "yes"), ("credit_code", "91350100M000100Y43"), ("basis", "常务会议"));
        await _clerks.Act(authority + "-clerk", implementer, "提交");
        await _clerks.Passed(authority + "-approver", implementer, "确认");
        var classification = await _clerks.Open(authority + "-clerk", "classification", place, "方案分类", project);
        await _clerks.Fill(authority + "-clerk", classification, ("class", "ordinary"), ("reason", "投资规模"));
        await _clerks.Act(authority + "-clerk", classification, "提交");
        await _clerks.Passed("office-director", classification, "确认");
        var scheme = await _clerks.Open("implementer", "scheme", place, "实施方案", project, ("class", "ordinary"));
        await _clerks.Fill(
            "implementer", scheme, ("mode", "改造"), ("path", "政府主导"), ("design", "见图"), ("construction", "两期"), ("management", "物业"), ("operation", "自持"), ("high_rise", "无高层"), ("land_supplied", "no"), ("goals", "2027 年完成"));
        await _clerks.FillRow("implementer", scheme, "design_list", ("item", "屋顶"), ("aspect", "form"), ("asks", "坡屋顶"), ("carried", "yes"));
        await _clerks.FillRow("implementer", scheme, "milestones", ("milestone", "竣工"), ("kind", "completion"), ("planned", "2027-06-30"));
        await _clerks.Attach("implementer", scheme, "scheme");
        await _clerks.Act("implementer", scheme, "提交");
        return scheme;
    }
}
