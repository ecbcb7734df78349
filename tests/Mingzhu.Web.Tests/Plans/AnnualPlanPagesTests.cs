using System.Net;
using Mingzhu.Web.Tests.Gate;

namespace Mingzhu.Web.Tests.Plans;

public sealed class AnnualPlanPagesTests : IAsyncLifetime
{
    private const string Place = "/renewal/annual-plan/371502", Asked = Place + "?year=2026&m.fiscal=2000&m.bond=2000&m.credit=2000&m.social=2000&m.rest=1000";
    private SampleHall _hall = null!;

    public async ValueTask InitializeAsync() => _hall = await SampleHall.Serve();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_choice_says_why_each_is_in_or_out_and_goes_into_a_draft_whose_projects_are_boxes_to_tick()
    {
        using var clerk = await _hall.As("dongchangfu-clerk");

        (await SampleHall.Text(clerk, Place)).ShouldContain("请填写各来源今年能用多少万元");
        (await SampleHall.Text(clerk, Place + "?m.fiscal=x")).ShouldContain("“财政资金”填写为“x”，应为万元数");
        var page = await SampleHall.Text(clerk, Asked);
        page.ShouldContain("已证明：在这些限额内没有治愈更多的方案。");
        page.ShouldContain("“运河旧商业广场改造”");
        page.ShouldContain("额度不够：财政资金还差");
        page.ShouldContain("<data-chart kind=\"line\"");
        (await SampleHall.Text(clerk, Asked + "&pin=project-canal-plaza")).ShouldContain("没有方案能同时满足这些条件");
        (await SampleHall.Text(clerk, Asked + "&ban=project-nursery")).ShouldContain("人工排除");
        (await SampleHall.Text(clerk, Asked + "&w.pipes=500")).ShouldContain("市政管网长度还差 400 米");
        var table = await ClosedCity.Ask(clerk, Asked.Replace("371502?", "371502.csv?", StringComparison.Ordinal));
        (await ClosedCity.Text(table)).Split("\r\n").Length.ShouldBe(1 + 6 + 1);

        var taken = await ClosedCity.Send(clerk, Asked, Asked.Replace("371502?", "371502/take?", StringComparison.Ordinal), ("case", ""), ("title", "明年的计划"), ("year", "2027"), ("projects", "project-nursery\nproject-canal-walk"), ("funds", "财政"));
        taken.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var @case = taken.Headers.Location!.ToString();
        var draft = await SampleHall.Text(clerk, @case);
        draft.ShouldContain("value=\"project-nursery\" checked");
        draft.ShouldContain("value=\"project-pipes-east\" />");

        (await ClosedCity.Send(clerk, @case, @case + "/fill", ("content.projects", ""), ("content.projects", "project-pipes-east"), ("content.projects", "project-nursery"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _hall.City.View<Procedures.Cases>().All[@case.Split('/')[^1]].Contents["projects"].ShouldBe("project-pipes-east\nproject-nursery");
    }

    [Fact]
    public async Task The_citys_plan_is_a_sum_and_another_county_sees_neither_it_nor_the_choice()
    {
        using var office = await _hall.As("office-clerk");
        using var yanggu = await _hall.As("yanggu-clerk");

        (await SampleHall.Text(office, "/renewal/annual-plan?year=2026")).ShouldContain("合计（2 份计划）");
        (await ClosedCity.Text(await ClosedCity.Ask(office, "/renewal/annual-plan.csv?year=2026"))).ShouldContain("东昌府区 2026 年度实施计划,,2,1,8300,1,1800,1");
        (await ClosedCity.Ask(yanggu, Asked)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SampleHall.Text(yanggu, "/renewal/annual-plan")).ShouldNotContain("东昌府区");
        (await SampleHall.Text(yanggu, "/renewal/annual-plan/371521")).ShouldContain("西关小学操场和接送区");
        (await SampleHall.Text(office, "/renewal/annual-plan/LC-GXQ")).ShouldContain("此地没有可供优选的项目");
        (await ClosedCity.Ask(office, "/renewal/annual-plan/moon")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
