using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Siting;

public sealed class SitesPageTests
{
    [Theory]
    [InlineData("sites", InventedSiting.Selection)]
    [InlineData("sites.en", InventedSiting.Selection + "&rank=area&site=D1&lang=en")]
    public async Task A_page_is_as_it_was_approved(string name, string path)
    {
        await using var city = await Served();

        PagesTests.Approve(name, PagesTests.Body(await city.Get(path)));
    }

    [Fact]
    public async Task Sites_stand_in_their_groups_with_a_reason_for_each_condition()
    {
        await using var city = await Served();

        var page = await city.Get(InventedSiting.Selection);

        Listed(page).ShouldBe(["D1", "D5", "D3"]);
        page.ShouldContain("5 处候选：1 处符合，1 处无法判断，1 处差一点");
        // D3 has 3,300 of 3,500 m².
        page.ShouldContain("小 200 平方米");
        page.ShouldContain("&lt;b&gt;用途不明的地&lt;/b&gt;");
        page.ShouldNotContain("<b>用途不明的地");
    }

    [Theory]
    [InlineData("from=land-register&c0.kind=area&c0.least=400&c0.most=&do=apply", "/planning/sites?from=land-register&if=area%20400..#result")]
    [InlineData("from=land-register&do=add:walk", "/planning/sites?from=land-register&if=walk%20kindergarten%20%3C%3D%20500#c0")]
    [InlineData("from=land-register&c0.kind=area&c0.least=400&do=add:outside", "/planning/sites?from=land-register&if=area%20400..&if=outside%20water#c1")]
    [InlineData("from=land-register&c0.kind=area&c0.least=400&c1.kind=outside&c1.name=water&do=remove:0", "/planning/sites?from=land-register&if=outside%20water#result")]
    [InlineData("from=parcels&f.field=land_use&f.how=in&f.value=vacant&rank=area&do=apply", "/planning/sites?rank=area&from=parcels%5Bland_use%20%3D%20%27vacant%27%5D#result")]
    [InlineData("from=land-register&c0.kind=area&c0.least=x&site=D1&do=apply", "/planning/sites?from=land-register&if=area%20x..#result")]
    public async Task Every_button_of_the_form_leads_to_an_address_that_can_be_handed_on(string form, string address)
    {
        await using var city = await Served();

        var answer = await city.Ask("/planning/sites/compose?" + form);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe(address);
    }

    [Theory]
    [InlineData("from=land-register&if=area%20500..&if=area%20..400", "第 1 条与第 2 条互相矛盾")]
    [InlineData("from=land-register&if=area%20500..400", "第 1 条：面积下限 500 大于上限 400")]
    [InlineData("from=land-register&if=walk%20moon%20%3C%3D%20300", "“moon”既不是设施类别也不是图层")]
    [InlineData("from=land-register&if=outside%20water", "未导入图层“水体”")]
    [InlineData("from=land-register&if=where%20colour%20%3D%201", "没有字段“colour”")]
    [InlineData("from=moon", "未导入图层“moon”")]
    [InlineData("from=parcels[", "应为 名称 或 名称[条件]")]
    [InlineData("from=parcels[land_use%20%3D%20%27green%27]", "这个候选来源里没有地块")]
    [InlineData("from=land-register&rank=7", "排序“7”应为")]
    [InlineData("from=land-register&if=nonsense", "第 1 条：")]
    [InlineData("", "点一个常用选址")]
    public async Task What_can_not_be_answered_is_told_where_it_stands(string query, string says)
    {
        await using var city = await Served();

        var answer = await city.Ask("/planning/sites?" + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.ShouldContain(says);
        page.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task So_many_conditions_are_too_many_and_what_was_typed_stays()
    {
        await using var city = await Served();

        var page = await city.Get("/planning/sites?from=land-register" + string.Concat(Enumerable.Range(0, 21).Select(at => $"&if=area%20{at}.5..")));

        page.ShouldContain("一次最多 20 条条件，这里有 21 条");
        page.ShouldContain("value=\"20.5\"");
    }

    [Fact]
    public async Task A_table_holds_every_listed_site_and_nothing_in_it_runs_as_a_formula()
    {
        await using var city = await Served();

        var csv = await city.Get(InventedSiting.Selection.Replace("/sites?", "/sites.csv?", StringComparison.Ordinal));
        csv.Trim().Split("\r\n").Length.ShouldBe(4);
        csv.ShouldContain("'=HYPERLINK");

        var book = await city.Client.GetByteArrayAsync(InventedSiting.Selection.Replace("/sites?", "/sites.xlsx?", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await using var zip = new ZipArchive(new MemoryStream(book));
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await sheet.ReadToEndAsync(TestContext.Current.CancellationToken);
        xml.ShouldNotContain("<f>");
        xml.ShouldContain("=HYPERLINK");
        xml.ShouldContain("差一点");
    }

    [Fact]
    public async Task The_map_draws_what_the_table_lists_in_the_same_order()
    {
        await using var city = await Served();

        var features = JsonDocument.Parse(await city.Get(InventedSiting.Selection.Replace("/sites?", "/sites/shapes?", StringComparison.Ordinal))).RootElement.GetProperty("features").EnumerateArray()
            .Select(feature => feature.GetProperty("properties")).Where(feature => feature.GetProperty("part").GetString() == "mark").ToArray();

        features.Select(feature => (feature.GetProperty("group").GetString(), feature.GetProperty("n").GetString(), feature.GetProperty("id").GetString())).ShouldBe([("fits", "1", "D1"), ("undecided", "1", "D5"), ("near-miss", "1", "D3")]);
        (await city.Ask("/planning/sites/shapes?from=moon")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Ask("/planning/sites/shapes?from=land-register&if=area%209..1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task While_the_city_is_read_the_page_says_so_and_shows_the_answer_afterwards()
    {
        var ground = new TaskCompletionSource<CheckUp.SiteGround>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var city = await ServedCity.Of(new InventedBook(), siting: new InventedSiting { Found = ground.Task });

        (await city.Get(InventedSiting.Selection)).ShouldContain("正在读入图层、步行网络和住宅");
        (await city.Ask(InventedSiting.Selection.Replace("/sites?", "/sites/progress?", StringComparison.Ordinal))).Headers.Contains("HX-Refresh").ShouldBeFalse();
        ground.SetResult(InventedSiting.Town);
        await city.Json(InventedSiting.Selection.Replace("/planning/sites?", "/api/planning/sites?", StringComparison.Ordinal));

        (await city.Ask(InventedSiting.Selection.Replace("/sites?", "/sites/progress?", StringComparison.Ordinal))).Headers.Contains("HX-Refresh").ShouldBeTrue();
        Listed(await city.Get(InventedSiting.Selection)).ShouldBe(["D1", "D5", "D3"]);
    }

    [Fact]
    public async Task A_ground_that_can_not_be_made_is_told_with_its_reasons()
    {
        var broken = Task.FromException<CheckUp.SiteGround>(new City.RefusedException(new City.Refusal("test.lost", new("文件丢失", "the file is lost"))));
        await using var city = await ServedCity.Of(new InventedBook(), siting: new InventedSiting { Found = broken });

        (await city.Get(InventedSiting.Selection)).ShouldContain("文件丢失");
    }

    [Fact]
    public async Task Without_a_city_to_choose_in_the_page_says_so()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Get("/planning/sites")).ShouldContain("这里没有可供选址的城市数据");
        (await city.Ask("/planning/sites/compose?do=apply")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Ask("/api/planning/sites?from=parcels")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A city in which the answer is known already: no page has to wait for it.</summary>
    internal static async Task<ServedCity> Served()
    {
        var city = await ServedCity.Of(new InventedBook(), siting: new InventedSiting { Found = Task.FromResult(InventedSiting.Town) });
        await city.Json(InventedSiting.Selection.Replace("/planning/sites?", "/api/planning/sites?", StringComparison.Ordinal));
        await city.Json(InventedSiting.Selection.Replace("/planning/sites?", "/api/planning/sites?rank=area&", StringComparison.Ordinal));
        return city;
    }

    internal static string[] Listed(string page) => [.. System.Text.RegularExpressions.Regex.Matches(page, "<tr data-site=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];
}
