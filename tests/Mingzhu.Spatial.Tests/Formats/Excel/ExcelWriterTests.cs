using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Mingzhu.Spatial.Tests.Formats.Excel;

public sealed class ExcelWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Headings_are_bold_stay_in_sight_and_can_be_filtered_by()
    {
        var sheet = Part(Written(to => to.Sheet("问题", ["行", "列"], note: "单位：万元").Row(1L, "面积")), "xl/worksheets/sheet1.xml");

        sheet.ShouldContain("<pane ySplit=\"2\" topLeftCell=\"A3\" activePane=\"bottomLeft\" state=\"frozen\"/>");
        sheet.ShouldContain("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\" s=\"4\"><is><t xml:space=\"preserve\">单位：万元</t></is></c></row>");
        sheet.ShouldContain("<c r=\"B2\" t=\"inlineStr\" s=\"1\"><is><t xml:space=\"preserve\">列</t></is></c>");
        sheet.ShouldContain("<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">面积</t></is></c></row>");
        sheet.ShouldContain("<autoFilter ref=\"A2:B3\"/>");
    }

    [Theory]
    [InlineData(3, "portrait")]
    [InlineData(30, "landscape")]
    public void It_prints_on_A4_with_all_columns_and_the_headings_on_every_page(int columns, string orientation)
    {
        var path = Written(to => to.Sheet("街道's 表", [.. Enumerable.Range(1, columns).Select(column => $"第 {column} 列")], note: "单位：万元").Row("x"));

        Part(path, "xl/worksheets/sheet1.xml").ShouldContain($"<pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToWidth=\"1\" fitToHeight=\"0\"/>");
        XDocument.Parse(Part(path, "xl/workbook.xml")).Descendants().Single(element => element.Name.LocalName == "definedName").Value.ShouldBe("'街道''s 表'!$2:$2");
    }

    [Fact]
    public void LibreOffice_shows_what_was_written()
    {
        var path = Written(to => to
            .Sheet("sheet", ["text", "whole", "real", "truth", "day"])
            .Row("阳光, \"小区\" <&> 𠮷", 42L, 0.1, true, new DateOnly(2026, 7, 1))
            .Row("=1+1", -7L, 1e300, false, new DateOnly(1900, 3, 1))
            .Row("  edge ", null, -0.25, null, new DateOnly(1899, 12, 31)));

        File.ReadAllText(Office.Convert(_folder, path, "csv")).ShouldBe(
            "text,whole,real,truth,day\n"
            + "\"阳光, \"\"小区\"\" <&> 𠮷\",42,0.1,TRUE,2026-07-01\n"
            + "=1+1,-7,1E+300,FALSE,1900-03-01\n"
            + "  edge ,,-0.25,,1899-12-31\n");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public void A_text_that_a_spreadsheet_would_run_is_a_text_and_marked_as_one(string text)
    {
        var path = Written(to => to.Sheet("a", [text]).Row(text));

        Part(path, "xl/worksheets/sheet1.xml").ShouldContain("<c r=\"A2\" t=\"inlineStr\" s=\"3\">");
        Part(path, "xl/worksheets/sheet1.xml").ShouldNotContain("<f");
        XDocument.Parse(Part(path, "xl/styles.xml")).Descendants().Where(element => element.Name.LocalName == "xf").Where(style => (string?)style.Attribute("quotePrefix") == "1").Count().ShouldBe(3);
    }

    [Fact]
    public void Characters_that_xml_cannot_hold_are_spelled_and_halves_of_characters_replaced()
    {
        var sheet = Part(Written(to => to.Sheet("a", ["a"]).Row("\u0000\u000B\uFFFE|\ud842|\udfb7|_x0041_|a_b\r\n")), "xl/worksheets/sheet1.xml");

        sheet.ShouldContain("_x0000__x000B__xFFFE_|\uFFFD|\uFFFD|_x005F_x0041_|a_b_x000D_\n</t>");
    }

    [Fact]
    public void A_text_too_long_for_a_cell_is_cut_at_a_character_and_told()
    {
        using var to = new MemoryStream();
        var writer = new ExcelWriter(to);
        writer.Sheet("a", ["a"]).Row(new string('a', 32_767)).Row(new string('a', 32_765) + "𠮷𠮷");
        writer.Dispose();

        writer.Problems.Single().En.ShouldBe("the sheet 'a' has 1 texts longer than 32767 characters; they were cut");
        var texts = XDocument.Parse(Part(_folder.File("a.xlsx", to.ToArray()), "xl/worksheets/sheet1.xml")).Descendants().Where(element => element.Name.LocalName == "t").Select(text => text.Value).ToList();
        texts.Select(text => text.Length).ShouldBe([1, 32_767, 32_766]);
        texts[2][^2..].ShouldBe("a…");
    }

    [Fact]
    public void Rows_beyond_a_sheet_go_on_in_the_next_and_it_is_told()
    {
        using var to = new MemoryStream();
        var writer = new ExcelWriter(to);
        writer.Sheet("rows", ["n"]);
        for (var row = 1L; row <= 1_048_576; row++)
            writer.Row(row);
        writer.Dispose();

        writer.Problems.Single().En.ShouldBe("the sheet 'rows' is full (1048576 rows); the rows after it are in the sheet 'rows (2)'");
        var path = _folder.File("a.xlsx", to.ToArray());
        Part(path, "xl/worksheets/sheet1.xml")[^1000..].ShouldContain("<row r=\"1048576\"><c r=\"A1048576\"><v>1048575</v></c></row></sheetData><autoFilter ref=\"A1:A1048576\"/>");
        Part(path, "xl/worksheets/sheet2.xml").ShouldContain("<row r=\"2\"><c r=\"A2\"><v>1048576</v></c></row></sheetData>");
    }

    [Fact]
    public void Names_of_sheets_are_made_ones_that_Excel_allows()
    {
        var path = Written(to => to.Sheet("a/b", ["h"]).Sheet("A_B", ["h"]).Sheet("", ["h"]).Sheet("'历年：更新*项目?'", ["h"]).Sheet("history", ["h"]).Sheet(new string('长', 40), ["h"]).Sheet(new string('长', 40), ["h"]));

        XDocument.Parse(Part(path, "xl/workbook.xml")).Descendants().Where(element => element.Name.LocalName == "sheet").Select(sheet => (string)sheet.Attribute("name")!)
            .ShouldBe(["a_b", "A_B (2)", "_", "历年：更新_项目_", "_history", new string('长', 31), new string('长', 27) + " (2)"]);
    }

    [Fact]
    public void The_same_sheets_give_the_same_bytes()
    {
        static void Write(ExcelWriter to) => to.Sheet("a", ["a", "b"]).Row("x", 1L).Sheet("b", ["c"]);

        File.ReadAllBytes(Written(Write, "one.xlsx")).ShouldBe(File.ReadAllBytes(Written(Write, "two.xlsx")));
        using var zip = ZipFile.OpenRead(_folder.Named("one.xlsx"));
        zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct().ShouldBe([new DateTime(1980, 1, 1)]);
    }

    [Fact]
    public void Columns_are_as_wide_as_what_they_hold()
    {
        var sheet = Part(Written(to => to.Sheet("a", ["名称", "b", "c"]).Row("聊城市东昌府区", 1L, new string('x', 500))), "xl/worksheets/sheet1.xml");

        sheet.ShouldContain("<col min=\"1\" max=\"1\" width=\"16\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"8\" customWidth=\"1\"/><col min=\"3\" max=\"3\" width=\"60\" customWidth=\"1\"/>");
    }

    [Fact]
    public void Misuse_is_refused()
    {
        using var writer = new ExcelWriter(Stream.Null);

        Should.Throw<InvalidOperationException>(() => writer.Row(1L));
        Should.Throw<ArgumentException>(() => writer.Sheet("a", []));
        Should.Throw<ArgumentException>(() => writer.Sheet("a", ["a"]).Row(1L, 2L));
        Should.Throw<ArgumentException>(() => writer.Sheet("a", ["a"]).Row(double.NaN));
    }

    private string Written(Action<ExcelWriter> write, string name = "book.xlsx")
    {
        using var to = new MemoryStream();
        using (var writer = new ExcelWriter(to))
            write(writer);
        return _folder.File(name, to.ToArray());
    }

    private static string Part(string path, string name)
    {
        using var zip = ZipFile.OpenRead(path);
        using var text = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return text.ReadToEnd();
    }
}
