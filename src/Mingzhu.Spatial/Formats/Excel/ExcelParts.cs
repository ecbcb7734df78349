using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>The parts of a workbook that are not sheets.</summary>
internal static class ExcelParts
{
    public const string XmlHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string HeadingStyle = " s=\"1\"";
    public const string DateStyle = " s=\"2\"";
    public const string QuotedStyle = " s=\"3\"";
    public const string NoteStyle = " s=\"4\"";

    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Number format 164 is the first that is not built in; the styles stand in the order of the constants above.</summary>
    public const string Styles = XmlHead + $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    public const string Relations = XmlHead + $"""
        <Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    /// <param name="sheets">Their names, and the row of each one's headings, which every printed page repeats.</param>
    public static string Workbook(IReadOnlyList<(string Name, int HeadingRow)> sheets) => Each(
        $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>",
        sheets.Count,
        (number, to) =>
        {
            to.Write("<sheet name=\"");
            ExcelText.Write(to, sheets[number - 1].Name);
            to.Write(string.Create(CultureInfo.InvariantCulture, $"\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        },
        $"</sheets>{RepeatedRows(sheets)}</workbook>");

    private static string RepeatedRows(IReadOnlyList<(string Name, int HeadingRow)> sheets)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.Write("<definedNames>");
        for (var sheet = 0; sheet < sheets.Count; sheet++)
        {
            var (name, row) = sheets[sheet];
            text.Write(string.Create(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{sheet}\">'"));
            ExcelText.Write(text, name.Replace("'", "''", StringComparison.Ordinal));
            text.Write(string.Create(CultureInfo.InvariantCulture, $"'!${row}:${row}</definedName>"));
        }

        text.Write("</definedNames>");
        return text.ToString();
    }

    public static string WorkbookRelations(int sheets) => Each(
        $"<Relationships xmlns=\"{Package}\">",
        sheets,
        (number, to) => to.Write(string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{number}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")),
        string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{sheets + 1}\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>"));

    public static string ContentTypes(int sheets) => Each(
        $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + $"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Sheets}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Sheets}.styles+xml\"/>",
        sheets,
        (number, to) => to.Write(string.Create(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{Sheets}.worksheet+xml\"/>")),
        "</Types>");

    private static string Each(string head, int count, Action<int, TextWriter> write, string foot)
    {
        using var text = new StringWriter(new StringBuilder(XmlHead), CultureInfo.InvariantCulture);
        text.Write(head);
        for (var number = 1; number <= count; number++)
            write(number, text);
        text.Write(foot);
        return text.ToString();
    }
}
