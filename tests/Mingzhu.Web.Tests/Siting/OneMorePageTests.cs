using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Siting;

public sealed partial class OneMorePageTests
{
    private static readonly string Api = InventedSiting.OneMore.Replace("/planning/", "/api/planning/", StringComparison.Ordinal);

    [Theory]
    [InlineData("one-more", InventedSiting.OneMore)]
    [InlineData("one-more.en", "/planning/one-more?what=pocket-park&sites=2&from=all-parcels&lang=en")]
    public async Task A_page_is_as_it_was_approved(string name, string path)
    {
        await using var city = await Served();

        PagesTests.Approve(name, PagesTests.Body(await city.Get(path)));
    }

    [Fact]
    public async Task The_page_the_interface_the_table_and_the_map_tell_the_same_sites()
    {
        await using var city = await Served();

        var page = await city.Get(InventedSiting.OneMore);
        var result = (await city.Json(Api)).GetProperty("result");
        var csv = await city.Get(InventedSiting.OneMore.Replace("/one-more?", "/one-more.csv?", StringComparison.Ordinal));
        var shapes = JsonDocument.Parse(await city.Get(InventedSiting.OneMore.Replace("/one-more?", "/one-more/shapes?", StringComparison.Ordinal))).RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("properties")).ToArray();

        var together = result.GetProperty("together").GetProperty("sites").EnumerateArray().Select(site => site.GetProperty("id").GetString()!).ToArray();
        together.Length.ShouldBe(2);
        SitesPageTests.Listed(page)[..2].ShouldBe(together);
        shapes.Where(shape => shape.GetProperty("group").GetString() == "together" && shape.GetProperty("part").GetString() == "mark").Select(shape => shape.GetProperty("id").GetString()!).ShouldBe(together);
        shapes.Count(shape => shape.GetProperty("group").GetString() == "existing").ShouldBe(2);
        csv.Trim().Split("\r\n").Length.ShouldBe(1 + 2 + result.GetProperty("ranked").GetArrayLength());
        csv.ShouldContain("'=HYPERLINK");
        page.ShouldContain("已证明：在这些候选地中任选 2 处，没有比这更好的组合。");
        // A walk of 300 m: 10 households of 3 a home.
        (result.GetProperty("city").GetProperty("after").GetDouble() - result.GetProperty("city").GetProperty("before").GetDouble()).ShouldBe(result.GetProperty("together").GetProperty("adds").GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("what=kindergarten&sites=101", "一起选“101”处应为 1 到 100 的整数")]
    [InlineData("what=kindergarten&sites=0", "一起选“0”处应为")]
    [InlineData("what=kindergarten&sites=two", "一起选“two”处应为")]
    [InlineData("what=kindergarten&reach=-5", "服务距离“-5”应为")]
    [InlineData("what=kindergarten&reach=NaN", "服务距离“NaN”应为")]
    [InlineData("what=moon", "“moon”不能增设")]
    [InlineData("what=pocket-park&indicator=C99-99", "没有可提高的覆盖率指标")]
    [InlineData("what=kindergarten&from=moon", "未导入图层“moon”")]
    [InlineData("what=kindergarten&from=parcels[colour%20%3D%201]", "没有字段“colour”")]
    [InlineData("what=kindergarten&from=all-parcels&if=area%205..1", "面积下限 5 大于上限 1")]
    [InlineData("what=kindergarten&from=all-parcels&if=area%20900000..", "没有候选地能新增任何覆盖")]
    [InlineData("", "在左侧选增设什么")]
    public async Task What_can_not_be_answered_is_told(string query, string says)
    {
        await using var city = await Served();

        var page = await city.Get("/planning/one-more?" + query);

        page.ShouldContain(says);
        page.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Long_work_says_how_far_it_is_is_cancelled_and_begun_again()
    {
        var ground = new TaskCompletionSource<CheckUp.SiteGround>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var city = await ServedCity.Of(new InventedBook(), siting: new InventedSiting { Found = ground.Task });

        var waiting = await city.Get(InventedSiting.OneMore);
        waiting.ShouldContain("正在读入图层、步行网络和住宅");
        (await city.Json(Api + "&wait=0")).GetProperty("state").GetString().ShouldBe("running");
        (await Act(city, "cancel", waiting)).Headers.Location!.OriginalString.ShouldBe(InventedSiting.OneMore.Replace("&from=all-parcels", "&from=all-parcels", StringComparison.Ordinal));
        var cancelled = await city.Get(InventedSiting.OneMore);
        cancelled.ShouldContain("已取消计算");
        (await city.Json(Api + "&wait=0")).GetProperty("state").GetString().ShouldBe("cancelled");
        await Act(city, "again", cancelled);
        ground.SetResult(InventedSiting.Town);

        (await city.Json(Api + "&wait=60")).GetProperty("state").GetString().ShouldBe("done");
        (await city.Get(InventedSiting.OneMore)).ShouldContain("一起最优");
    }

    [Fact]
    public async Task Nothing_is_cancelled_by_a_form_of_somebody_else()
    {
        var ground = new TaskCompletionSource<CheckUp.SiteGround>();
        await using var city = await ServedCity.Of(new InventedBook(), siting: new InventedSiting { Found = ground.Task });
        await city.Json(Api + "&wait=0");

        await city.Client.PostAsync(InventedSiting.OneMore.Replace("/one-more?", "/one-more/cancel?", StringComparison.Ordinal), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        (await city.Json(Api + "&wait=0")).GetProperty("state").GetString().ShouldBe("running");
    }

    [Fact]
    public async Task The_form_leads_to_an_address_that_can_be_handed_on()
    {
        await using var city = await Served();

        var answer = await city.Ask("/planning/one-more/compose?what=kindergarten&sites=3&reach=400&from=&c0.kind=area&c0.least=500&do=apply");

        answer.Headers.Location!.OriginalString.ShouldBe("/planning/one-more?what=kindergarten&reach=400&sites=3&if=area%20500..#result");
    }

    private static async Task<ServedCity> Served()
    {
        var city = await ServedCity.Of(new InventedBook(), siting: new InventedSiting { Found = Task.FromResult(InventedSiting.Town) });
        await city.Json(Api + "&wait=60");
        await city.Json("/api/planning/one-more?what=pocket-park&sites=2&from=all-parcels&wait=60");
        return city;
    }

    private static Task<HttpResponseMessage> Act(ServedCity city, string act, string page) => city.Client.PostAsync(
        InventedSiting.OneMore.Replace("/one-more?", $"/one-more/{act}?", StringComparison.Ordinal), new FormUrlEncodedContent([new("__RequestVerificationToken", TokenField().Match(page).Groups[1].Value)]), TestContext.Current.CancellationToken);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
