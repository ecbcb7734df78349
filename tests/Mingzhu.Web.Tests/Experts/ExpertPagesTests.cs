using System.Net;
using Mingzhu.Civic;
using Mingzhu.Web.Tests.Gate;
using Mingzhu.Web.Tests.Plans;

namespace Mingzhu.Web.Tests.Experts;

public sealed class ExpertPagesTests : IAsyncLifetime
{
    private const string Case = "project-drains";
    private SampleHall _hall = null!;

    private ExpertBook Book => _hall.City.View<ExpertBook>();

    public async ValueTask InitializeAsync() => _hall = await SampleHall.Serve();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_list_is_brought_or_every_fault_of_it_is_told_and_names_are_masked_as_the_rights_say()
    {
        using var clerk = await _hall.As("planning-clerk");
        using var viewer = await _hall.As("finance-viewer");
        using var county = await _hall.As("yanggu-clerk");

        (await SampleHall.Text(clerk, "/civic/experts")).ShouldContain("还没有专家名单：先下载空表");
        var wrong = await Import(clerk, "名单.csv", "编号,姓名,类别,专业领域,工作单位\nE1,张三,专家库,玄学,甲院\nE1,李四,顾问,法律,乙院\n");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await ClosedCity.Text(wrong);
        told.ShouldContain("没有专业领域“玄学”");
        told.ShouldContain("编号“E1”出现两次");
        told.ShouldContain("类别“顾问”应为");
        (await Import(clerk, "名单.pdf", "x")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Import(clerk, "名单.xlsx", "no workbook")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Book.Experts.ShouldBeEmpty();

        await Bring(clerk);
        var page = await SampleHall.Text(clerk, "/civic/experts?field=law");
        page.ShouldContain("E05 专家五");
        page.ShouldNotContain("E01 专家一");
        (await ClosedCity.Ask(viewer, "/civic/experts")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await SampleHall.Text(county, "/civic/experts")).ShouldNotContain("导入名单");
        (await ClosedCity.Text(await ClosedCity.Ask(clerk, "/civic/experts.csv"))).Split("\r\n").Length.ShouldBe(1 + 6 + 1);
        var facts = string.Concat(_hall.City.Facts(0, 10_000).Select(fact => System.Text.Encoding.UTF8.GetString(fact.Body.Span)));
        facts.ShouldNotContain("专家五");
    }

    [Fact]
    public async Task Experts_are_drawn_on_a_case_before_a_witness_of_another_account_and_what_they_say_counts_at_its_step()
    {
        using var office = await _hall.As("planning-clerk");
        using var clerk = await _hall.As("dongchangfu-clerk");
        using var approver = await _hall.As("dongchangfu-approver");
        await Bring(office);
        (await SampleHall.Text(clerk, $"/renewal/cases/{Case}")).ShouldContain($"href=\"/civic/experts/draw/{Case}\"");

        var few = await ClosedCity.Send(clerk, $"/civic/experts/draw/{Case}", $"/civic/experts/draw/{Case}", ("from", "library"), ("seats.planning", "9"), ("kin", "X9"));
        (await ClosedCity.Text(few)).ShouldContain("没有编号为“X9”的专家");
        var opened = await ClosedCity.Send(clerk, $"/civic/experts/draw/{Case}", $"/civic/experts/draw/{Case}", ("from", "library"), ("seats.planning", "2"), ("employers", "丙院"));
        opened.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var draw = opened.Headers.Location!.ToString();

        // E01 took part in the plan the project belongs to, E03 works for an organisation concerned.
        var settled = await SampleHall.Text(clerk, draw);
        settled.ShouldContain("E01 专家一 <small>项目回避");
        settled.ShouldContain("E03 专家三 <small>单位回避");
        settled.ShouldNotContain("种子</dt>");
        (await ClosedCity.Ask(clerk, draw + "/record.json")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ClosedCity.Send(clerk, draw, draw + "/witness", ("says", "8461"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ClosedCity.Text(await Pass(approver))).ShouldContain("专家抽取尚未揭示");

        (await ClosedCity.Send(approver, draw, draw + "/witness", ("says", "!"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Send(approver, draw, draw + "/witness", ("says", "8461"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var record = DrawRecord.FromJson(await (await ClosedCity.Ask(clerk, draw + "/record.json")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        record.Check().ShouldBeEmpty();
        record.WitnessIsAnother.ShouldBeTrue();
        (await SampleHall.Text(clerk, draw)).ShouldContain("已重新计算：名单、顺序和补抽与记录一致。");
        (await ClosedCity.Text(await ClosedCity.Ask(clerk, draw + "/record.html"))).ShouldContain("专家抽取记录");

        var seats = record.Seats.Select(seat => seat.Expert).ToArray();
        (await ClosedCity.Send(clerk, draw, draw + "/refuse", ("expert", seats[0]), ("because", "Busy"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await ClosedCity.Send(clerk, draw, draw + "/hear", ("expert", seats[0]), ("stance", "Agree"), ("opinion", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var seat in Book.Draws.Values.Single().Seats)
        {
            (await ClosedCity.Text(await Pass(approver))).ShouldContain("没有发表意见");
            (await ClosedCity.Send(clerk, draw, draw + "/hear", ("expert", seat.Expert), ("stance", "Amend"), ("opinion", "补充雨水管径"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        (await SampleHall.Text(approver, $"/renewal/cases/{Case}")).ShouldContain("修改后同意 补充雨水管径");
        (await Pass(approver)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static Task<HttpResponseMessage> Pass(HttpClient approver) => ClosedCity.Send(approver, $"/renewal/cases/{Case}", $"/renewal/cases/{Case}/pass", ("step", "determine"), ("as", "Determine"), ("opinion", "同意"));

    private static async Task Bring(HttpClient clerk) => (await Import(clerk, "名单.csv", """
        编号,姓名,类别,专业领域,工作单位,参与项目
        E01,专家一,专家库,城乡规划,甲院,unit-plan-dongguan
        E02,专家二,专家库,城乡规划,乙院,
        E03,专家三,专家库,城乡规划,丙院,
        E04,专家四,专家库,城乡规划,丁院,
        E05,专家五,专家委员会,法律,戊所,
        E06,专家六,专家库,城乡规划,己院,
        """)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

    private static async Task<HttpResponseMessage> Import(HttpClient browser, string name, string text)
    {
        var (field, token) = await ClosedCity.TokenOn(browser, "/civic/experts");
        using var form = new MultipartFormDataContent { { new StringContent(token), field }, { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "list", name } };
        return await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/civic/experts/import") { Headers = { { "Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority) } }, Content = form }, TestContext.Current.CancellationToken);
    }
}
