using System.IO.Compression;
using System.Security.Cryptography;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace Mingzhu.Publishing.Tests.Reports;

public class CheckUpReportTests
{
    [Theory]
    [InlineData(true, Language.Zh)]
    [InlineData(true, Language.En)]
    [InlineData(false, Language.Zh)]
    [InlineData(false, Language.En)]
    public void The_package_and_the_workbooks_in_its_charts_have_no_fault_in_the_eyes_of_the_validator(bool large, Language language)
    {
        using var stream = new MemoryStream(Report(large, language));
        // For looking at: the folder to leave the four reports in.
        if (Environment.GetEnvironmentVariable("MINGZHU_REPORTS") is { } folder)
            File.WriteAllBytes(Path.Combine(folder, $"{(large ? "large" : "small")}-{language}.docx"), stream.ToArray());

        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        var faults = Faults(package).ToList();
        foreach (var chart in package.MainDocumentPart!.ChartParts)
        {
            using var workbook = SpreadsheetDocument.Open(chart.EmbeddedPackagePart!.GetStream(), isEditable: false);
            faults.AddRange(Faults(workbook));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Without_places_findings_or_values_there_is_still_a_report()
    {
        var bare = InventedCity.Small() with { Findings = [], Layers = [], Lines = [.. InventedCity.Small().Lines.Where(line => !line.City.HasValue)] };
        using var stream = new MemoryStream();

        CheckUpReport.Write(stream, bare);

        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        Faults(package).ShouldBeEmpty();
        package.MainDocumentPart!.Document.Body!.InnerText.ShouldContain("本次体检没有形成问题记录");
    }

    [Fact]
    public void The_same_source_gives_the_same_bytes()
    {
        Hash(Written(large: true, Language.Zh)).ShouldBe(Hash(Report(large: true, Language.Zh)));
        using var zip = new ZipArchive(new MemoryStream(Report(large: false, Language.Zh)));
        zip.Entries.Select(entry => entry.FullName).Skip(1).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        zip.Entries.ShouldAllBe(entry => entry.LastWriteTime.Year == 1980);
        using var core = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith("core.xml", StringComparison.Ordinal)).Open());
        core.ReadToEnd().ShouldContain("2026-06-30T00:00:00Z</dcterms:created>");
    }

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void The_small_report_reads_as_approved(Language language) => Approved.ShouldBeApproved(Outline(Report(large: false, language)), $"small-{language}.txt");

    [Fact]
    public void The_headings_captions_and_contents_of_the_large_report_are_as_approved()
    {
        var lines = Outline(Report(large: true, Language.Zh)).Split('\n').Where(line => line.StartsWith('[') && !line.StartsWith("[TableText", StringComparison.Ordinal) && !line.StartsWith("[BodyText", StringComparison.Ordinal));
        Approved.ShouldBeApproved(string.Join('\n', lines), "large-Zh-outline.txt");
    }

    [Fact]
    public void English_and_Chinese_have_the_same_headings_tables_charts_and_maps()
    {
        using var chinese = WordprocessingDocument.Open(new MemoryStream(Report(large: true, Language.Zh)), isEditable: false);
        using var english = WordprocessingDocument.Open(new MemoryStream(Report(large: true, Language.En)), isEditable: false);

        Shape(english).ShouldBe(Shape(chinese));
        // What is left in Chinese is names of places and what the source itself has in one language only.
        var prose = english.MainDocumentPart!.Document.Body!.Elements<Paragraph>().Where(paragraph => paragraph.InnerText.Length > 0).Select(paragraph => paragraph.InnerText);
        prose.Where(text => text.Count(c => c is >= '\u4e00' and <= '\u9fff') > text.Length / 4).ShouldBeEmpty();
    }

    [Fact]
    public void One_value_is_the_same_number_in_text_table_chart_and_workbook()
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(Report(large: false, Language.Zh)), isEditable: false);
        var body = package.MainDocumentPart!.Document.Body!;
        // 301.25 of 500 is 60.25 %, a tie in decimal: people round it up. 72.5 and 81.2495 are the two values of one indicator.
        foreach (var (code, name, value) in new[] { ("X-2", "公园服务半径覆盖率", "60.3"), ("X-1", "中学服务半径覆盖率", "72.5"), ("X-1", "中学服务半径覆盖率（按派生图层）", "81.2") })
        {
            var rows = body.Descendants<TableRow>().Select(row => row.Elements<TableCell>().Select(cell => cell.InnerText).ToList()).Where(row => row.Count > 6 && row[0] == code && row[1] == name).ToList();
            rows.Count.ShouldBe(2);
            rows.ShouldAllBe(row => row[2] == value);
            var chart = package.MainDocumentPart.ChartParts.Single(part => Names(part).Contains(name));
            var at = Names(chart).IndexOf(name);
            chart.ChartSpace!.Descendants<C.Values>().Single().Descendants<C.NumericPoint>().Single(point => point.Index! == at).InnerText.ShouldBe(value);
            using var workbook = SpreadsheetDocument.Open(chart.EmbeddedPackagePart!.GetStream(), isEditable: false);
            workbook.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<S.Row>().ElementAt(at + 1).Elements<S.Cell>().Select(cell => cell.InnerText).ShouldBe([name, value]);
        }

        body.InnerText.ShouldContain("未达标：中学服务半径覆盖率（72.5%）");
    }

    [Fact]
    public void Missing_not_applicable_and_zero_are_three_things()
    {
        var outline = Outline(Report(large: false, Language.Zh));

        outline.ShouldContain("X-4 | 城市黑臭水体数量 | — | 个 | =0 | — | 缺失：无数据来源");
        outline.ShouldContain("X-5 | 轨道站点周边覆盖通勤比例 | / | % | — | — | 不适用：没有轨道交通");
        outline.ShouldContain("X-1 | 中学服务半径覆盖率 | 0 | 1 | 2 | 3");
    }

    [Fact]
    public void Invented_data_are_announced_on_the_title_page_and_on_every_page_and_real_data_are_not()
    {
        const string Notice = "示例数据";
        using var invented = WordprocessingDocument.Open(new MemoryStream(Report(large: true, Language.Zh)), isEditable: false);
        using var real = WordprocessingDocument.Open(new MemoryStream(Report(large: false, Language.Zh)), isEditable: false);

        var main = invented.MainDocumentPart!;
        main.Document.Body!.Elements<Paragraph>().Take(5).ShouldContain(paragraph => paragraph.InnerText.StartsWith(Notice, StringComparison.Ordinal));
        main.HeaderParts.Count().ShouldBe(main.Document.Descendants<SectionProperties>().Count());
        main.HeaderParts.ShouldAllBe(part => part.Header.InnerText.StartsWith(Notice, StringComparison.Ordinal));
        real.MainDocumentPart!.HeaderParts.ShouldAllBe(part => !part.Header.InnerText.Contains(Notice, StringComparison.Ordinal));
        real.MainDocumentPart.Document.Body!.InnerText.ShouldNotContain(Notice);
    }

    [Fact]
    public void One_invented_layer_is_enough_for_the_notice()
    {
        var small = InventedCity.Small();

        small.Invented.ShouldBeFalse();
        (small with { Layers = [.. small.Layers, InventedCity.Layer("parks", "公园", "Parks", 1, invented: true)] }).Invented.ShouldBeTrue();
        (small with { Run = InventedCity.Run(invented: true, 3) }).Invented.ShouldBeTrue();
    }

    [Fact]
    public void The_findings_of_an_indicator_are_cut_at_the_limit_and_their_total_is_not()
    {
        using var stream = new MemoryStream();
        CheckUpReport.Write(stream, InventedCity.Small(), rowsPerIndicator: 2);

        var outline = Outline(stream.ToArray());

        outline.ShouldContain("X-1 中学服务半径覆盖率：共3个，列出前2个");
        outline.ShouldContain("康乐苑");
        outline.ShouldNotContain("1,005 米");
        outline.ShouldContain("本表共列2个，占全部3个问题的66.7%");
    }

    [Fact]
    public void Control_characters_and_halves_of_characters_in_names_do_not_break_the_file()
    {
        var small = InventedCity.Small();
        using var stream = new MemoryStream();
        CheckUpReport.Write(stream, small with { Findings = [small.Findings[0] with { ObjectName = "甲\u0001乙\ud800<&>𠮷" }] });

        using var package = WordprocessingDocument.Open(stream, isEditable: false);

        package.MainDocumentPart!.Document.Body!.InnerText.ShouldContain("甲 乙\ufffd<&>𠮷");
    }

    [Fact]
    public void Names_that_look_like_fields_formulas_or_markup_are_text_in_the_report_and_in_the_workbooks_of_its_charts()
    {
        const string Markup = "</w:t><w:instrText>INCLUDETEXT \"evil\"</w:instrText><script>x</script>", Formula = "=HYPERLINK(\"http://evil.example\",\"x\")", Field = "{ INCLUDEPICTURE \"http://evil.example\" }";
        var small = InventedCity.Small();
        using var stream = new MemoryStream();
        CheckUpReport.Write(stream, small with
        {
            Findings = [small.Findings[0] with { ObjectName = Markup }, small.Findings[0] with { Id = "f-formula", ObjectName = Formula }, small.Findings[0] with { Id = "f-field", ObjectName = Field }],
            Lines = [.. small.Lines.Select(line => line with { Indicator = line.Indicator with { Name = new(Formula, Formula) } })],
            Layers = [.. small.Layers.Select(layer => layer with { Version = layer.Version with { Provenance = new(new(Markup, Markup), Markup, Formula) } })],
        });

        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        var main = package.MainDocumentPart!;
        main.Document.Body!.InnerText.ShouldSatisfyAllConditions(text => text.ShouldContain(Markup), text => text.ShouldContain(Formula), text => text.ShouldContain(Field));
        main.Document.Descendants<FieldCode>().Select(code => code.Text).ShouldAllBe(code => !code.Contains("evil"));
        main.Document.Descendants<SimpleField>().Select(field => field.Instruction!.Value!).ShouldAllBe(code => !code.Contains("evil"));
        main.ExternalRelationships.ShouldBeEmpty();
        main.HyperlinkRelationships.ShouldAllBe(link => !link.Uri.OriginalString.Contains("evil"));
        Faults(package).ShouldBeEmpty();
        main.ChartParts.ShouldNotBeEmpty();
        foreach (var chart in main.ChartParts)
        {
            using var workbook = SpreadsheetDocument.Open(chart.EmbeddedPackagePart!.GetStream(), isEditable: false);
            workbook.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<S.CellFormula>()).ShouldBeEmpty();
        }

        main.ChartParts.ShouldContain(chart => Names(chart).Contains(Formula));
    }

    // The two large reports are read by many tests and written once.
    private static readonly Dictionary<Language, Lazy<byte[]>> Large = new() { [Language.Zh] = new(() => Written(large: true, Language.Zh)), [Language.En] = new(() => Written(large: true, Language.En)) };

    private static byte[] Report(bool large, Language language) => large ? Large[language].Value : Written(large: false, language);

    private static byte[] Written(bool large, Language language)
    {
        using var stream = new MemoryStream();
        CheckUpReport.Write(stream, large ? InventedCity.Large() : InventedCity.Small(), language);
        return stream.ToArray();
    }

    private static IEnumerable<string> Faults(OpenXmlPackage package) =>
        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(package).Take(10).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}");

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static (int Headings, int Tables, int Charts, int Maps) Shape(WordprocessingDocument package) =>
        (package.MainDocumentPart!.Document.Descendants<BookmarkStart>().Count(), package.MainDocumentPart.Document.Descendants<Table>().Count(),
            package.MainDocumentPart.ChartParts.Count(), package.MainDocumentPart.ImageParts.Count());

    private static List<string> Names(ChartPart chart) => [.. chart.ChartSpace!.Descendants<C.CategoryAxisData>().First().Descendants<C.StringPoint>().Select(point => point.InnerText)];

    /// <summary>Every paragraph with its style, every table row with its cells, in reading order.</summary>
    private static string Outline(byte[] report)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(report), isEditable: false);
        var lines = new List<string>();
        foreach (var element in package.MainDocumentPart!.Document.Body!.ChildElements)
        {
            if (element is Table table)
                lines.AddRange(table.Elements<TableRow>().Select(row => string.Join(" | ", row.Elements<TableCell>().Select(cell => cell.InnerText))));
            else if (element is Paragraph paragraph)
                lines.Add($"[{paragraph.ParagraphProperties?.ParagraphStyleId?.Val}] {string.Concat(paragraph.Descendants<Text>().Select(text => text.Text))}{(paragraph.Descendants<Drawing>().Any() ? "(drawing)" : "")}");
        }

        return string.Join('\n', lines.Select(line => line.TrimEnd())) + "\n";
    }
}
