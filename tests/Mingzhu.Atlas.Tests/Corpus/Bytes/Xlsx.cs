using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>A workbook from raw parts in a zip. A row is an array of cells: text, number, bool, <see cref="DateOnly"/> (a serial number under a date style) or null.</summary>
internal sealed class Xlsx
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly List<(string Name, string Xml, string State, byte[]? Packed)> _sheets = [];
    private readonly List<string> _shared = [];

    /// <summary>Whether day 0 is 1904-01-01, as old Macs counted.</summary>
    public bool Counts1904 { get; init; }

    /// <summary>What stands before the root of sharedStrings.xml: a document type of a bomb.</summary>
    public string SharedPrologue { get; init; } = "";

    /// <summary>The shared table packed already, in place of the one that is made; null: made.</summary>
    public byte[]? SharedPacked { get; init; }

    /// <summary>Puts texts into the shared table instead of into the cells.</summary>
    public bool Shares { get; init; }

    public Xlsx Sheet(string name, object?[][] rows, string merged = "", string state = "", string dimension = "", string after = "")
    {
        var xml = new StringBuilder();
        for (var row = 0; row < rows.Length; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"""<row r="{row + 1}">""");
            for (var column = 0; column < rows[row].Length; column++)
                xml.Append(Cell(rows[row][column], (char)('A' + column) + (row + 1).ToString(CultureInfo.InvariantCulture)));
            xml.Append("</row>");
        }

        var merges = merged.Length == 0 ? "" : $"<mergeCells>{string.Concat(merged.Split(' ').Select(range => $"""<mergeCell ref="{range}"/>"""))}</mergeCells>";
        return Raw(name, $"""{(dimension.Length == 0 ? "" : $"""<dimension ref="{dimension}"/>""")}<sheetData>{xml}</sheetData>{merges}{after}""", state);
    }

    /// <summary>A sheet whose inside is given as XML.</summary>
    public Xlsx Raw(string name, string inside, string state = "", string prologue = "")
    {
        _sheets.Add((name, $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{prologue}<worksheet xmlns="{Main}">{inside}</worksheet>""", state, null));
        return this;
    }

    /// <summary>A sheet that is whole, as it is.</summary>
    public Xlsx Whole(string name, byte[] xml)
    {
        _sheets.Add((name, Encoding.UTF8.GetString(xml), "", null));
        return this;
    }

    /// <summary>The XML of a workbook's first sheet.</summary>
    public static byte[] FirstSheetOf(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        using var whole = new MemoryStream();
        sheet.CopyTo(whole);
        return whole.ToArray();
    }

    /// <summary>A sheet that is packed already, and unpacks to a thousand million bytes.</summary>
    public Xlsx Packed(string name, byte[] packed)
    {
        _sheets.Add((name, "", "", packed));
        return this;
    }

    public byte[] ToBytes() => ToZip().ToBytes();

    public Zip ToZip()
    {
        var zip = new Zip()
            .Add("[Content_Types].xml", Part($"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{string.Concat(_sheets.Select((_, at) => $"""<Override PartName="/xl/worksheets/sheet{at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"""))}</Types>"""))
            .Add("_rels/.rels", Part($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""))
            .Add("xl/workbook.xml", Part($"""<workbook xmlns="{Main}" xmlns:r="{Office}">{(Counts1904 ? "<workbookPr date1904=\"1\"/>" : "")}<sheets>{string.Concat(_sheets.Select((sheet, at) => $"""<sheet name="{WebUtility.HtmlEncode(sheet.Name)}" sheetId="{at + 1}"{(sheet.State.Length == 0 ? "" : $" state=\"{sheet.State}\"")} r:id="rId{at + 1}"/>"""))}</sheets></workbook>"""))
            .Add("xl/_rels/workbook.xml.rels", Part($"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(_sheets.Select((_, at) => $"""<Relationship Id="rId{at + 1}" Type="{Office}/worksheet" Target="worksheets/sheet{at + 1}.xml"/>"""))}<Relationship Id="rIdS" Type="{Office}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="{Office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""))
            .Add("xl/styles.xml", Part($"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="176" applyNumberFormat="1"/></cellXfs></styleSheet>"""));
        _ = SharedPacked is { } shared ? zip.AddPacked("xl/sharedStrings.xml", shared, 1_000_000_000)
            : zip.Add("xl/sharedStrings.xml", Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8"?>{SharedPrologue}<sst xmlns="{Main}" count="{_shared.Count}" uniqueCount="{_shared.Count}">{string.Concat(_shared.Select(text => $"<si>{text}</si>"))}</sst>"""));
        for (var at = 0; at < _sheets.Count; at++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{at + 1}.xml");
            _ = _sheets[at].Packed is { } packed ? zip.AddPacked(part, packed, 1_000_000_000) : zip.Add(part, Encoding.UTF8.GetBytes(_sheets[at].Xml));
        }

        return zip;
    }

    /// <summary>A shared text as raw XML, for rich runs and entities; answers its cell.</summary>
    public RawCell Shared(string inside)
    {
        _shared.Add(inside);
        return new(string.Create(CultureInfo.InvariantCulture, $" t=\"s\"><v>{_shared.Count - 1}</v>"));
    }

    private string Cell(object? value, string at) => value switch
    {
        null => "",
        RawCell raw => $"""<c r="{at}"{raw.Xml}</c>""",
        string text when Shares => Cell(Shared($"<t>{WebUtility.HtmlEncode(text)}</t>"), at),
        string text => $"""<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{WebUtility.HtmlEncode(text)}</t></is></c>""",
        bool truth => $"""<c r="{at}" t="b"><v>{(truth ? 1 : 0)}</v></c>""",
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"""<c r="{at}" s="1"><v>{day.DayNumber - (Counts1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30)).DayNumber}</v></c>"""),
        _ => string.Create(CultureInfo.InvariantCulture, $"""<c r="{at}"><v>{value}</v></c>"""),
    };

    private static byte[] Part(string xml) => Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + xml);
}

/// <summary>What stands in a cell after its address: attributes and content, to the end tag.</summary>
internal sealed record RawCell(string Xml);
