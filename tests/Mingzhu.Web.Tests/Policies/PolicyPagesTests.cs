using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Mingzhu.Web.Tests.Policies;

public sealed class PolicyPagesTests
{
    private const string Refused = "/renewal/policies/land-supply?way=grant&regulatory_plan=yes&scheme_approved=no&on=2026-06-01";

    [Theory]
    [InlineData("policies", "/renewal/policies")]
    [InlineData("policy", Refused)]
    [InlineData("policy.en", "/renewal/policies/land-transition?plan_conforms=yes&approved=yes&existing=yes&new_business=yes&transferred=no&first_day=2026-01-15&on=2026-06-01&lang=en")]
    public async Task A_page_is_as_it_was_approved(string name, string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        PagesTests.Approve(name, PagesTests.Body(await city.Get(path)));
    }

    [Fact]
    public async Task Before_anything_is_answered_the_page_asks_and_nothing_is_a_yes()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var page = await city.Get("/renewal/policies/registration-unregistered");

        page.ShouldContain("请填写已知的条件");
        page.ShouldContain("没有产权纠纷");
        page.ShouldNotContain("class=\"match\"");
    }

    [Fact]
    public async Task What_is_wrong_is_told_on_the_page_with_what_was_typed_and_files_are_not_there()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var page = WebUtility.HtmlDecode(await city.Get("/renewal/policies/funds?revenue=1,5&bilt=1&on=tomorrow"));

        page.ShouldContain("填写有误");
        page.ShouldContain("value=\"1,5\"");
        page.ShouldContain("查询日期“tomorrow”应为日期");
        WebUtility.HtmlDecode(await city.Get("/renewal/policies/funds?revenue=1,5&bilt=1")).ShouldContain("“资金来源”没有条件项“bilt”");
        (await city.Ask("/renewal/policies/funds.csv?revenue=1,5")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Ask("/renewal/policies/lands")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_answer_and_the_whole_list_are_to_be_had_as_files()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var csv = await city.Get(Refused.Replace("land-supply?", "land-supply.csv?", StringComparison.Ordinal));
        var all = await city.Get("/renewal/policies.csv?lang=en");

        csv.ShouldContain("暂不能供地");
        csv.ShouldContain("项目实施方案已批准 → 是");
        all.ShouldContain("Drawing review", Case.Insensitive);
        all.ShouldContain("S4-7.3-c");
        using var book = new ZipArchive(await city.Client.GetStreamAsync("/renewal/policies.xlsx", TestContext.Current.CancellationToken));
        book.Entries.ShouldContain(entry => entry.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Programs_ask_the_same()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var all = JsonDocument.Parse(await city.Get("/api/policies?lang=en")).RootElement;
        var one = JsonDocument.Parse(await city.Get("/api" + Refused["/renewal".Length..])).RootElement;
        var wrong = await city.Ask("/api/policies/land-supply?way=gift");

        all.EnumerateArray().Select(table => table.GetProperty("id").GetString()).ShouldContain("land-supply");
        one.GetProperty("verdict").GetString().ShouldBe("closed");
        one.GetProperty("matches")[0].GetProperty("basis").GetProperty("rule").GetString().ShouldBe("S4-7.1-c");
        one.GetProperty("nearMisses").EnumerateArray().First(miss => miss.GetProperty("row").GetString() == "tender").GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("input").GetString())
            .ShouldBe(["scheme_approved", "design_required"]);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("policy.bad-answer");
        (await city.Ask("/api/policies/lands")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
