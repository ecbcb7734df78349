using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.Excel;

/// <summary>Workbooks part by part, so that tests can write what no program would.</summary>
internal sealed class XlsxBuilder
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private readonly List<(string Name, string State, string Xml)> _sheets = [];
    private string? _texts;
    private string? _styles;
    private string _workbook = "";

    public XlsxBuilder Sheet(string rows, string name = "Sheet1", string state = "visible", string before = "", string after = "")
    {
        _sheets.Add((name, state, $"<worksheet {Main}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"));
        return this;
    }

    /// <summary>A sheet of texts and numbers: rows by line, cells by |, merged ranges as "A1:C1".</summary>
    public XlsxBuilder Table(string rows, string[]? merges = null, string name = "Sheet1", string state = "visible")
    {
        var xml = new StringBuilder();
        foreach (var line in rows.Split('\n'))
            xml.Append("<row>").AppendJoin("", line.Split('|').Select(Cell)).Append("</row>");
        return Sheet(xml.ToString(), name, state, after: merges is null ? "" : $"<mergeCells>{string.Concat(merges.Select(range => $"<mergeCell ref=\"{range}\"/>"))}</mergeCells>");
    }

    public XlsxBuilder Texts(string xml)
    {
        _texts = $"<sst {Main}>{xml}</sst>";
        return this;
    }

    public XlsxBuilder Styles(string xml)
    {
        _styles = $"<styleSheet {Main}>{xml}</styleSheet>";
        return this;
    }

    public XlsxBuilder From1904()
    {
        _workbook = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    public byte[] Bytes()
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string text)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
            Part("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook {Main}>{_workbook}<sheets>{string.Concat(_sheets.Select((sheet, at) => $"<sheet name=\"{sheet.Name}\" state=\"{sheet.State}\" sheetId=\"{at + 1}\" r:id=\"r{at}\"/>"))}</sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships>{string.Concat(_sheets.Select((_, at) => $"<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"))}<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"/xl/texts.xml\"/><Relationship Id=\"y\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>");
            if (_texts is not null)
                Part("xl/texts.xml", _texts);
            if (_styles is not null)
                Part("xl/styles.xml", _styles);
            for (var at = 0; at < _sheets.Count; at++)
                Part($"xl/worksheets/s{at}.xml", _sheets[at].Xml);
        }
        return to.ToArray();
    }

    private static string Cell(string text) => text.Length == 0 ? "<c/>"
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"<c><v>{text}</v></c>"
        : $"<c t=\"inlineStr\"><is><t>{text.TrimStart('\'')}</t></is></c>";
}
