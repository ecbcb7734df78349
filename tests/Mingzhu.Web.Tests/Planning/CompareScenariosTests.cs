using System.Net;
using System.Text.RegularExpressions;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Planning;

public sealed partial class CompareScenariosTests : IDisposable
{
    private readonly InventedPlanning _planning = new();
    private readonly string _a, _b;

    public CompareScenariosTests()
    {
        var shared = "add,kindergarten," + InventedPlanning.Degrees(1500, 1500);
        _a = _planning.Keep("甲案", shared);
        _b = _planning.Keep("乙案 <i>", shared, "add,kindergarten," + InventedPlanning.Degrees(3000, 1500), "remove,parks,p1");
    }

    public void Dispose() => _planning.Dispose();

    [Fact]
    public async Task The_page_tells_who_reaches_more_what_each_changes_and_draws_both()
    {
        await using var city = await _planning.Served();

        var page = WebUtility.HtmlDecode(await city.Get($"/planning/compare?a={_a}&b={_b}"));

        page.ShouldContain("幼儿园乙多够得着 60 人");
        Maps().Count(page).ShouldBe(2);
        page.ShouldContain("甲、乙都有");
        page.ShouldContain("只在乙");
        page.ShouldNotContain("只在甲</td>");
        (await city.Get($"/planning/compare?a={_a}&b={_b}")).ShouldContain("乙案 &lt;i&gt;");
    }

    [Fact]
    public async Task The_interface_and_the_workbook_tell_the_same()
    {
        await using var city = await _planning.Served();

        var compared = await city.Json($"/api/planning/compare?a={_a}&b={_b}");
        compared.GetProperty("both").GetArrayLength().ShouldBe(1);
        compared.GetProperty("onlyA").GetArrayLength().ShouldBe(0);
        compared.GetProperty("onlyB").GetArrayLength().ShouldBe(2);
        var kindergartens = compared.GetProperty("kinds").EnumerateArray().Single(kind => kind.GetProperty("kind").GetString() == "kindergarten").GetProperty("city");
        // Two homes of thirty at every kindergarten.
        (kindergartens.GetProperty("covered").GetDouble(), kindergartens.GetProperty("a").GetDouble(), kindergartens.GetProperty("b").GetDouble()).ShouldBe((120, 180, 240));

        using var workbook = new System.IO.Compression.ZipArchive(await city.Client.GetStreamAsync($"/planning/compare.xlsx?a={_a}&b={_b}", TestContext.Current.CancellationToken));
        workbook.Entries.Count(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).ShouldBe(3);
        (await city.Get($"/planning/compare.csv?a={_a}&b={_b}")).ShouldContain("120,180,240,60");
    }

    [Fact]
    public async Task What_cannot_be_compared_is_said()
    {
        await using var city = await _planning.Served();

        (await city.Get("/planning/compare")).ShouldContain("选好甲、乙两个方案");
        (await city.Get($"/planning/compare?a={_a}&b={_a}")).ShouldContain("甲、乙是同一个方案");
        (await city.Get($"/planning/compare?a={_a}&b=none")).ShouldContain("没有这个方案");
        (await city.Ask($"/api/planning/compare?a={_a}&b=none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Ask($"/api/planning/compare?a={_a}&b={_b}&level=galaxy")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await city.Ask($"/planning/compare.xlsx?a={_a}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var none = new InventedPlanning();
        await using var empty = await none.Served();
        (await empty.Get("/planning/compare")).ShouldContain("先保存两个方案");
    }

    [Fact]
    public async Task A_scenario_the_data_no_longer_allow_is_named()
    {
        var gone = _planning.Keep("旧案", "remove,facilities,f9");
        await using var city = await _planning.Served();

        WebUtility.HtmlDecode(await city.Get($"/planning/compare?a={_a}&b={gone}")).ShouldContain("方案“旧案”：第 1 项改动");
    }

    [GeneratedRegex("<city-map ")]
    private static partial Regex Maps();
}
