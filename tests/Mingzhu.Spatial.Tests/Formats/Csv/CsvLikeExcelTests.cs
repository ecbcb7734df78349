using System.Globalization;
using System.Text;
using Mingzhu.Spatial.Tests.Formats.Excel;

namespace Mingzhu.Spatial.Tests.Formats.Csv;

/// <summary>The same dirty sheet, as a workbook and saved as CSV: one sense of tables understands both.</summary>
public sealed class CsvLikeExcelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_project_list_as_departments_fill_it_in_is_read_the_same_from_a_CSV()
    {
        var layer = Csv(
            """
            聊城市2026年城市更新项目表
            填报单位：市住建局||||单位：万元
            序号|项 目 名 称|总投资|||备注
            |||中央|地方|
            1|阳光小区|1200|200|1000|/
            2|闸口片区|80.5|||'007

            |合计|1340.5||||
            注：地方资金含自筹。
            1.数据截至6月底
            """);

        layer.Fields.Select(field => field.Name).ShouldBe(["序号", "项目名称", "总投资", "总投资/中央", "总投资/地方", "备注"]);
        layer.Features.Select(row => (row.Row, Values(row))).ShouldBe([(5, "1|阳光小区|1200|200|1000|/"), (6, "2|闸口片区|80.5|||007")]);
        layer.Problems.Select(problem => (problem.Code, problem.Found)).ShouldBe([
            ("table.title", "聊城市2026年城市更新项目表"),
            ("table.unit-line", "单位：万元"),
            ("table.totals-row", "合计"),
            ("table.remark-row", "注：地方资金含自筹。；1.数据截至6月底"),
            ("table.empty-rows", null)]);
    }

    [Theory]
    [InlineData("社区人口表\n填报单位：统计局||2026年6月30日\n\n代码|人口|户数\n1|1,234|400")]
    [InlineData("代码|2024|2025|2026\n甲|1|2|3")]
    [InlineData("名称|2026-05-06|数\n甲|1|2")]
    [InlineData("名称|数|数\n甲|1|2\n乙|TRUE|FALSE")]
    [InlineData("名称|资金来源|||\n|财政||自筹|\n|中央|省级|企业|居民\n甲|10|20|30|40")]
    [InlineData("名称|面积|备注\n1|2|3\n甲|5|x")]
    [InlineData("名称|申项1|甴项2||甶项4\n||其中一|其中二|\n小区1|是||是|/", "A1:A2", "B1:B2", "C1:D1", "E1:E2")]
    [InlineData("名称|a|b|c|d\n一、老旧小区\n甲|1|2|3|4")]
    [InlineData("名称|数|\n甲|1|未命名列")]
    [InlineData("甲|12%|1.5\n名称|比例|数\n乙|12%|1.5")]
    [InlineData("名称|经度|纬度\n甲|115.98|36.45\n乙|115°59′06″|36°27′21.6″\n丙||")]
    public void Headings_and_records_are_the_same(string rows, params string[] merges) => ShouldBeTheSame(rows, merges.Length > 0 ? merges : null);

    [Fact]
    public void An_error_that_a_formula_left_is_blank_and_told_in_both()
    {
        var row = Csv("名称|数\n甲|#DIV/0!").Features.Single();

        row.Values["数"].ShouldBeNull();
        row.Problems.Select(problem => (problem.Code, problem.Field, problem.Found)).ShouldBe([("table.error-cell", "数", "#DIV/0!")]);
    }

    [Fact]
    public void Any_sheet_saved_as_CSV_is_understood_as_in_the_workbook() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var (rows, merges) = Sheet(new Random(seed));
            ShouldBeTheSame(rows, merges);
        }).QuickCheckThrowOnFailure();

    private void ShouldBeTheSame(string rows, string[]? merges)
    {
        var (sheet, csv) = (ExcelFile.Read(_folder.File("a.xlsx", new XlsxBuilder().Table(rows, merges, "a").Bytes())).Single(), Csv(rows));

        csv.Fields.Select(field => field.Name).ShouldBe(sheet.Fields.Select(field => field.Name), rows);
        csv.Features.Select(row => (row.Row, Values(row), row.Geometry?.AsText())).ShouldBe(sheet.Features.Select(row => (row.Row, Values(row), row.Geometry?.AsText())), rows);
        csv.Problems.Select(problem => (problem.Code, problem.Found)).ShouldBe(sheet.Problems.Select(problem => (problem.Code, problem.Found)), rows);
    }

    private SourceLayer Csv(string rows)
    {
        var lines = rows.Split('\n').Select(line => line.Split('|')).ToArray();
        var width = lines.Max(line => line.Length);
        // As spreadsheets save: every line as wide as the widest.
        var text = new StringBuilder();
        foreach (var line in lines)
            text.AppendJoin(',', line.Concat(Enumerable.Repeat("", width - line.Length)).Select(cell => Quoted(cell.TrimStart('\'')))).Append("\r\n");
        return CsvFile.Read(_folder.File("a.csv", text.ToString()));
    }

    private static string Quoted(string cell) => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell;

    private static string Values(SourceFeature row) => string.Join('|', row.Values.Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    /// <summary>A sheet with what offices put above, between and below records; of headings in two rows the merged ranges of the workbook.</summary>
    private static (string Rows, string[] Merges) Sheet(Random random)
    {
        var (lines, merges, width) = (new List<string>(), new List<string>(), random.Next(3, 8));
        string Of(string[] texts) => texts[random.Next(texts.Length)];
        bool Now() => random.Next(2) == 0;
        string Line(Func<int, string> cell) => string.Join('|', Enumerable.Range(0, width).Select(cell));
        string Blank() => Line(_ => "");
        if (Now())
            lines.Add("聊城市城市更新项目表" + new string('|', width - 1));
        if (Now())
            lines.Add("填报单位：市住建局" + new string('|', width - 2) + Of(["|单位：万元", "|2026年6月30日", "|"]));
        if (Now() && lines.Count > 0)
            lines.Add(Blank());
        string Name(int column) => column == 0 ? "名称" : $"{(char)('甲' + column)}项{column}";
        var span = Now() ? random.Next(1, width - 1) : -1;
        lines.Add(Line(column => column == span + 1 && span > 0 ? "" : Name(column)));
        if (span > 0)
        {
            lines.Add(Line(column => column == span ? "其中一" : column == span + 1 ? "其中二" : ""));
            for (var column = 0; column < width; column++)
            {
                var letter = (char)('A' + column);
                if (column == span)
                    merges.Add($"{letter}{lines.Count - 1}:{(char)(letter + 1)}{lines.Count - 1}");
                else if (column != span + 1)
                    merges.Add($"{letter}{lines.Count - 1}:{letter}{lines.Count}");
            }
        }

        if (Now())
            lines.Add(Line(column => $"{column + 1}"));
        for (var row = random.Next(1, 6); row > 0; row--)
            lines.Add(Line(column => column == 0 ? $"小区{row}" : Of(["", "/", "12", "7.25", "1,234", "'007", "良好", "-3", "12%", "是"])));
        if (Now())
            lines.Add(Blank());
        if (Now())
            lines.Add(Line(column => column == 0 ? Of(["合计", "总  计", "小计"]) : "9"));
        if (Now())
            lines.Add("注：数据截至6月底" + new string('|', width - 1));
        return (string.Join('\n', lines), [.. merges]);
    }
}
