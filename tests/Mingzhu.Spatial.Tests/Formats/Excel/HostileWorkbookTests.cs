using System.IO.Compression;
using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.Excel;

public sealed class HostileWorkbookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_damage_to_a_workbook_is_read_or_refused()
    {
        var sound = new XlsxBuilder().Styles("<cellXfs><xf numFmtId=\"14\"/></cellXfs>").Texts("<si><t>甲</t></si>")
            .Table("标题\n名称|数|lon|lat\n甲|1|115|36\n合计|1", ["A1:D1", "A3:A4"]).Sheet("<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"C3\" s=\"0\"><v>1</v></c></row>", name: "b").Bytes();

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(sound, seed, Read))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    [Fact]
    public void Any_damage_inside_the_parts_of_a_workbook_is_read_or_refused()
    {
        var rows = Encoding.UTF8.GetBytes("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"str\"><v>b</v></c></row><row r=\"2\"><c r=\"A2\" s=\"0\"><v>1.5</v></c><c r=\"B2\" t=\"inlineStr\"><is><r><t>x</t></r></is></c></row>");

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(rows, seed, damaged =>
            Read(new XlsxBuilder().Texts("<si><t>a</t></si>").Sheet(Encoding.Latin1.GetString(damaged), after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>").Bytes())))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    [Fact]
    public void Any_damage_to_an_old_workbook_is_read_or_refused()
    {
        using (var to = File.Create(_folder.Named("ours.xlsx")))
        using (var writer = new ExcelWriter(to))
            writer.Sheet("项目", ["名称", "数"]).Row("甲", 1.5).Row("乙", 2L);
        var sound = File.ReadAllBytes(Office.Convert(_folder, _folder.Named("ours.xlsx"), "xls"));

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(sound, seed, Read))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [InlineData("<row r=\"0\"/>", "excel.broken")]
    [InlineData("<row r=\"1048577\"/>", "excel.broken")]
    [InlineData("<row r=\"99999999999999999999\"/>", "excel.broken")]
    [InlineData("<row r=\"-1\"/>", "excel.broken")]
    [InlineData("<row r=\"2\"/><row r=\"2\"/>", "excel.broken")]
    [InlineData("<row r=\"1000000000\"><c r=\"A1000000000\"><v>1</v></c></row>", "excel.broken")]
    [InlineData("<row><c r=\"XFE1\"><v>1</v></c></row>", "excel.broken")]
    [InlineData("<row><c r=\"AAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>", "excel.broken")]
    [InlineData("<row><c t=\"s\"><v>7</v></c></row>", "excel.broken")]
    [InlineData("<row><c t=\"s\"><v>-7</v></c></row>", "excel.broken")]
    [InlineData("<row><c><v>1</row>", "xml.broken")]
    [InlineData("&bomb;", "xml.broken")]
    public void Lying_numbers_are_refused(string rows, string code) =>
        Refused(new XlsxBuilder().Texts("<si><t>a</t></si>").Sheet(rows).Bytes()).ShouldBe(code);

    [Fact]
    public void A_sheet_that_claims_to_be_huge_is_read_in_no_time()
    {
        var rows = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>name</v></c><c r=\"XFD1\" t=\"str\"><v>last</v></c></row><row r=\"1048576\"><c r=\"A1048576\" t=\"str\"><v>x</v></c><c r=\"XFD1048576\"><v>1</v></c></row>";

        var row = ExcelFile.Read(_folder.File("a.xlsx", new XlsxBuilder().Sheet(rows, before: "<dimension ref=\"A1:XFD1048576\"/>", after: "<mergeCells><mergeCell ref=\"B2:XFC1048575\"/></mergeCells>").Bytes())).Single().Features.Single();

        (row.Row, row.Values["name"], row.Values["last"]).ShouldBe((1048576, "x", 1L));
    }

    [Fact]
    public void Entities_and_document_types_are_refused()
    {
        var bytes = Replaced(new XlsxBuilder().Table("a|b\nc|d").Bytes(), "xl/worksheets/s0.xml", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>");

        Refused(bytes).ShouldBe("xml.broken");
    }

    [Fact]
    public void A_part_that_unpacks_to_a_thousand_times_its_size_is_refused() =>
        Refused(Replaced(new XlsxBuilder().Table("a|b\nc|d").Bytes(), "xl/worksheets/s0.xml", "<worksheet><sheetData>" + string.Concat(Enumerable.Repeat("<x></x>", 8_000_000)))).ShouldBe("zip.too-large");

    [Fact]
    public void A_text_or_a_tag_without_end_is_refused()
    {
        var text = new string('x', 40_000_000);

        Refused(new XlsxBuilder().Sheet($"<row><c t=\"str\"><v>{text}</v></c></row>").Bytes()).ShouldBeOneOf("xml.broken", "zip.too-large");
        Refused(new XlsxBuilder().Sheet($"<row><c t=\"str\" x=\"{text}\"/></row>").Bytes()).ShouldBeOneOf("xml.broken", "zip.too-large");
        Refused(new XlsxBuilder().Sheet(string.Concat(Enumerable.Repeat("<a>", 100_000))).Bytes()).ShouldBe("xml.broken");
    }

    [Fact]
    public void Too_many_columns_are_refused()
    {
        var rows = string.Concat(Enumerable.Range(0, 3).Select(row => "<row>" + string.Concat(Enumerable.Range(0, 16_384).Select(column => $"<c t=\"str\"><v>c{column}</v></c>")) + "</row>"));

        Refused(new XlsxBuilder().Sheet(rows).Bytes()).ShouldBe("table.too-wide");
    }

    [Fact]
    public void What_is_no_workbook_is_called_what_it_is()
    {
        Problem("<html><table>"u8.ToArray()).En.ShouldStartWith("a.xlsx: it is no Excel workbook but a web page or text under a changed name");
        Problem("name\tvalue\r\n"u8.ToArray()).En.ShouldContain("a web page or text");
        Problem([]).En.ShouldStartWith("a.xlsx: it is no Excel workbook;");
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504 + 65_000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[1000]];
        Problem(compound).Code.ShouldBe("excel.password");
        Problem(compound[..512]).Code.ShouldBe("excel.broken");
        var sound = new XlsxBuilder().Table("a|b\nc|d").Bytes();
        Problem(sound[..^30]).Code.ShouldBe("zip.broken");
        using var other = new MemoryStream();
        using (var zip = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("readme.txt");
        Problem(other.ToArray()).Code.ShouldBe("excel.no-workbook");
    }

    private static byte[] Replaced(byte[] book, string part, string xml)
    {
        using var stream = new MemoryStream();
        stream.Write(book);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)!.Delete();
            using var to = new StreamWriter(zip.CreateEntry(part).Open());
            to.Write(xml);
        }
        return stream.ToArray();
    }

    private void Read(byte[] bytes) => Hostile.ReadWhole(ExcelFile.Read(_folder.File("a.xlsx", bytes)));

    private string Refused(byte[] bytes) => Problem(bytes).Code;

    private SourceProblem Problem(byte[] bytes) => Should.Throw<BrokenFileException>(() => Read(bytes)).Problem;
}
