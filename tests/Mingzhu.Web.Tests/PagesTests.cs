using System.Text.RegularExpressions;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests;

public sealed partial class PagesTests
{
    [Theory]
    [InlineData("overview", "/")]
    [InlineData("overview.en", "/?lang=en")]
    [InlineData("checkup", "/checkup")]
    [InlineData("checkup.missing.en", "/checkup?state=missing&lang=en")]
    [InlineData("indicator", "/checkup/C25-25?level=district")]
    [InlineData("indicator.derived.en", "/checkup/C25-25?level=zone&variant=derived&lang=en")]
    [InlineData("place", "/places/community/9900010101")]
    [InlineData("findings", "/findings?district=990002&severity=very-serious")]
    [InlineData("data", "/data")]
    [InlineData("run.en", "/runs/latest?lang=en")]
    [InlineData("layer", "/data/layers/compounds")]
    [InlineData("compare.en", "/data/layers/compounds/compare?from=1&to=2&lang=en")]
    public async Task A_page_is_as_it_was_approved(string name, string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        Approve(name, Body(await city.Get(path)));
    }

    [Fact]
    public async Task An_empty_city_says_which_command_comes_next()
    {
        await using var city = await ServedCity.Of(new InventedBook(checkedUp: false, filled: false));

        foreach (var path in new[] { "/", "/checkup", "/findings", "/map", "/data", "/search?q=x" })
        {
            var page = await city.Get(path);
            page.ShouldNotContain("示例数据");
            if (path is "/" or "/checkup" or "/findings" or "/map")
                page.ShouldContain("mingzhu import FILE --city city");
        }
    }

    [Fact]
    public async Task A_city_with_data_and_no_check_up_asks_for_the_check_up()
    {
        await using var city = await ServedCity.Of(new InventedBook(checkedUp: false));

        var page = await city.Get("/");

        page.ShouldContain("mingzhu check-up --city city");
        page.ShouldNotContain("mingzhu import");
        page.ShouldContain("示例数据");
    }

    [Theory]
    [InlineData("UTC", "2026-04-02 08:30 UTC<")]
    [InlineData("Asia/Shanghai", "2026-04-02 16:30 UTC+8<")]
    [InlineData("Asia/Kolkata", "2026-04-02 14:00 UTC+5:30<")]
    [InlineData("America/St_Johns", "2026-04-02 06:00 UTC−2:30<")]
    public async Task Moments_are_told_by_the_citys_clocks(string zone, string expected)
    {
        await using var city = await ServedCity.Of(new InventedBook { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) });

        System.Net.WebUtility.HtmlDecode(await city.Get("/data/layers/compounds")).ShouldContain(expected);
    }

    [Fact]
    public async Task What_an_import_brought_is_told_by_the_names_of_the_layers()
    {
        await using var city = await ServedCity.Of(new InventedBook { Imports = [InventedBook.Imported] });

        (await city.Get("/data")).ShouldContain("<td>小区 162</td>");
        (await city.Get("/data?lang=en")).ShouldContain("<td>Compounds 162</td>");
    }

    [Fact]
    public async Task Every_page_says_that_the_data_are_invented()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/", "/checkup", "/checkup/C25-12", "/places/district/990001", "/findings", "/map", "/data", "/runs/latest", "/search?q=x", "/checkup/none" })
            (await (await city.Ask(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("均为程序虚构", customMessage: path);
    }

    [Fact]
    public async Task A_running_check_up_is_shown_and_asks_again()
    {
        await using var city = await ServedCity.Of(new InventedBook { Running = new RunProgress("1", new("已检查 12,400 / 60,000 栋", "12,400 of 60,000 buildings"), 0.2067) });

        (await city.Get("/")).ShouldContain("已检查 12,400 / 60,000 栋");
        var fragment = await city.Get("/progress");
        fragment.ShouldContain("hx-get=\"/progress\"");
        fragment.ShouldContain("value=\"0.207\"");
        fragment.ShouldNotContain("<html");
    }

    [Fact]
    public async Task A_page_without_map_or_chart_names_one_script_only()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        Script().Count(await city.Get("/data")).ShouldBe(1);
    }

    [Fact]
    public async Task The_file_of_a_list_has_every_row_of_its_filter()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        // 240 findings in the invented city, and the line of titles.
        (await city.Get("/findings.csv")).TrimEnd().Split("\r\n").Length.ShouldBe(241);
        (await city.Get("/checkup.csv")).TrimEnd().Split("\r\n").Length.ShouldBe(14);
        (await city.Get("/checkup/C25-25.csv?level=community")).TrimEnd().Split("\r\n").Length.ShouldBe(82);
    }

    [Fact]
    public async Task Two_versions_differ_by_what_was_added_removed_moved_and_changed()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var rows = (await city.Get("/data/layers/compounds/compare.csv?from=1&to=2")).TrimEnd().Split("\r\n");

        rows.Skip(1).Select(row => row.Split(',')[0]).ShouldBe(["新增", "删除", "移动", "属性变化", "属性变化"]);
        // A hundredth of a degree at 36.3° N: 0.01 × 111,320 m × cos 36.3° is 897 m.
        double.Parse(rows[3].Split(',')[3], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(897, 3);
        rows[4].ShouldEndWith("建成年份,1999,1988,,");
        (await city.Get("/data/layers/compounds/compare.csv?from=2&to=1&kind=added")).TrimEnd().Split("\r\n").Length.ShouldBe(2);
        (await city.Ask("/data/layers/compounds/compare?from=1&to=9")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await city.Ask("/data/layers/lakes")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/checkup")]
    [InlineData("/checkup/C25-25")]
    [InlineData("/places/community/9900010101")]
    [InlineData("/findings")]
    [InlineData("/runs/latest")]
    [InlineData("/data")]
    [InlineData("/data/layers/compounds")]
    [InlineData("/data/layers/compounds/compare")]
    public async Task Every_table_leaves_as_Excel_with_the_rows_of_its_CSV(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var page = await city.Get(path);
        page.ShouldContain(".xlsx");
        var csv = (await city.Get(path + ".csv")).TrimEnd().Split("\r\n").Length;
        using var workbook = new System.IO.Compression.ZipArchive(await city.Client.GetStreamAsync(path + ".xlsx", TestContext.Current.CancellationToken));
        using var sheet = new StreamReader(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = Row().Count(await sheet.ReadToEndAsync(TestContext.Current.CancellationToken));

        // A workbook may have a line above its headings that says what it speaks of.
        rows.ShouldBeInRange(csv, csv + 1);
    }

    internal static string Body(string page) => Blank().Replace(MainPart().Match(page).Value, "\n");

    internal static void Approve(string name, string html)
    {
        var approved = Path.Combine(Repository.Approved, name + ".html");
        var received = Path.Combine(Repository.Approved, name + ".received.html");
        Directory.CreateDirectory(Repository.Approved);
        File.Delete(received);
        var wanted = File.Exists(approved) ? File.ReadAllText(approved) : "";
        // The version of a tile's address changes with the build.
        if (TileVersion().Replace(html, "") == TileVersion().Replace(wanted, ""))
            return;
        File.WriteAllText(received, html);
        var line = html.Split('\n').Zip(wanted.Split('\n').Append("")).Index().FirstOrDefault(pair => pair.Item.First != pair.Item.Second);
        Assert.Fail($"line {line.Index + 1} of {received} differs from {approved}: read it, and copy it over if it is right\n  received: {line.Item.First}\n  approved: {line.Item.Second}");
    }

    [GeneratedRegex(@"(?<=\.mvt\?v=)[0-9a-f]+")]
    private static partial Regex TileVersion();

    [GeneratedRegex("<row ")]
    private static partial Regex Row();

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex MainPart();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Blank();

    [GeneratedRegex("<script")]
    private static partial Regex Script();
}
