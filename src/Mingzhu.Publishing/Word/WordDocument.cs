using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Mingzhu.City;
using Mingzhu.Publishing.Charts;

namespace Mingzhu.Publishing.Word;

/// <summary>A Word file in the making (Word 文档): paragraphs, numbered headings, tables, charts and pictures in reading order, with fixed ids so that the same calls give the same bytes.</summary>
internal sealed partial class WordDocument : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly WordprocessingDocument _package;
    private readonly MainDocumentPart _main;
    private readonly Body _body = new();
    private readonly Language _language;
    private readonly List<(int Level, string Number, string Text, string Bookmark)> _headings = [];
    private readonly int[] _numbers = new int[4];
    private char? _appendix;
    private int _tables, _figures, _drawings, _sections;
    private OpenXmlElement? _contentsAt;

    public WordDocument(Language language, string title, DateOnly created)
    {
        _language = language;
        _package = WordprocessingDocument.Create(_bytes, WordprocessingDocumentType.Document);
        _main = _package.AddMainDocumentPart();
        _package.ChangeIdOfPart(_main, "rId1");
        _main.Document = new Document(_body);
        Feed(_main.AddNewPart<StyleDefinitionsPart>("rIdStyles"), Styles.Xml(language));
        Feed(_main.AddNewPart<NumberingDefinitionsPart>("rIdNumbering"), Styles.NumberingXml(language));
        Feed(_main.AddNewPart<DocumentSettingsPart>("rIdSettings"), SettingsXml);
        Feed(_package.AddNewPart<CoreFilePropertiesPart>("application/vnd.openxmlformats-package.core-properties+xml", "rId2"), CoreXml(title, created));
    }

    /// <summary>Usable width of the current page, millimetres.</summary>
    public double WidthMm { get; private set; } = 156;

    /// <summary>A heading of level 1–3 with its number; level 1 begins a page.</summary>
    public void Heading(int level, string text)
    {
        _numbers[level - 1]++;
        Array.Clear(_numbers, level, _numbers.Length - level);
        if (_appendix is { } letter)
            Heading(level, $"AppendixHeading{level}", string.Join('.', _numbers.Skip(1).Take(level - 1).Select(Invariant).Prepend($"{letter}")), text);
        else
            Heading(level, $"Heading{level}", string.Join('.', _numbers.Take(level)), text);
    }

    /// <summary>The heading of an appendix: 附录A.</summary>
    public void Appendix(char letter, string text)
    {
        _appendix = letter;
        Array.Clear(_numbers);
        Heading(1, "AppendixHeading1", (_language == Language.Zh ? "附录" : "Appendix ") + letter, text);
    }

    /// <summary>A paragraph of running text.</summary>
    public void Text(string text) => Paragraph("BodyText", text);

    /// <summary>A paragraph in a style.</summary>
    public void Paragraph(string style, string text, int spaceBeforeMm = 0)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (spaceBeforeMm > 0)
            properties.Append(new SpacingBetweenLines { Before = WordText.Twips(spaceBeforeMm).ToString(CultureInfo.InvariantCulture) });
        _body.Append(new Paragraph(properties, Run(text)));
    }

    /// <summary>A numbered table under its caption.</summary>
    public void Table(string caption, ImmutableArray<Column> columns, IEnumerable<ImmutableArray<Cell>> rows, string? note = null)
    {
        _body.Append(Caption(_language == Language.Zh ? "表" : "Table", ++_tables, caption, keepNext: true));
        _body.Append(WordTable.Of(columns, rows));
        Paragraph("SourceLine", note ?? "");
    }

    /// <summary>A chart that Word can edit, over its numbered caption.</summary>
    public void Chart(string caption, Chart chart, string? note = null)
    {
        var id = $"rIdChart{++_figures}";
        var part = _main.AddNewPart<ChartPart>(id);
        var workbook = part.AddEmbeddedPackagePart(EmbeddedPackagePartType.Xlsx);
        part.ChangeIdOfPart(workbook, "rId1");
        workbook.FeedData(new MemoryStream(ChartWorkbook.Write(chart)));
        Feed(part, ChartXml.Write(chart));
        var inner = $"<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"{id}\"/></a:graphicData>";
        Drawing(inner, WidthMm, chart.HeightMm, caption, note);
    }

    /// <summary>A vector picture (EMF) over its numbered caption.</summary>
    public void Picture(string caption, byte[] emf, double widthMm, double heightMm, string note)
    {
        var id = $"rIdPicture{++_figures}";
        _main.AddNewPart<ImagePart>("image/x-emf", id).FeedData(new MemoryStream(emf));
        var size = $"cx=\"{WordText.Emu(widthMm)}\" cy=\"{WordText.Emu(heightMm)}\"";
        var inner = "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"
            + $"<pic:nvPicPr><pic:cNvPr id=\"{_drawings + 1}\" name=\"map{_figures}.emf\"/><pic:cNvPicPr/></pic:nvPicPr>"
            + $"<pic:blipFill><a:blip r:embed=\"{id}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            + $"<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>";
        Drawing(inner, widthMm, heightMm, caption, note);
    }

    /// <summary>Closes the document; answers its bytes.</summary>
    public byte[] Close()
    {
        FillContents();
        _main.Document.Save();
        _package.Dispose();
        return FixedPackage.Of(_bytes.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private void Heading(int level, string style, string number, string text)
    {
        var bookmark = $"_Toc{_headings.Count + 1:D6}";
        _headings.Add((level, number, text, bookmark));
        var mark = _headings.Count.ToString(CultureInfo.InvariantCulture);
        _body.Append(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = style }),
            new BookmarkStart { Id = mark, Name = bookmark }, Run(text), new BookmarkEnd { Id = mark }));
    }

    private void Drawing(string graphic, double widthMm, double heightMm, string caption, string? note)
    {
        var id = ++_drawings;
        var drawing = "<w:drawing xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
            + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + $"<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{WordText.Emu(widthMm)}\" cy=\"{WordText.Emu(heightMm)}\"/>"
            + $"<wp:docPr id=\"{id}\" name=\"Figure {id}\" descr=\"{WordText.Escape(caption)}\"/><wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>";
        _body.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Figure" }), new Run(new Drawing(drawing))));
        _body.Append(Caption(_language == Language.Zh ? "图" : "Figure", _figures, caption, keepNext: note is not null));
        if (note is not null)
            Paragraph("SourceLine", note);
    }

    private static Paragraph Caption(string label, int number, string text, bool keepNext)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = "Caption" });
        if (keepNext)
            properties.Append(new KeepNext());
        return new Paragraph([properties, Run(label + " "), .. Field($" SEQ {label} \\* ARABIC ", number.ToString(CultureInfo.InvariantCulture)), Run("  " + text)]);
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Run Run(string text) => new(new Text(WordText.Clean(text)) { Space = SpaceProcessingModeValues.Preserve });

    private static IEnumerable<OpenXmlElement> Field(string code, string shown) =>
    [
        new Run(new FieldChar { FieldCharType = FieldCharValues.Begin }),
        new Run(new FieldCode(code) { Space = SpaceProcessingModeValues.Preserve }),
        new Run(new FieldChar { FieldCharType = FieldCharValues.Separate }),
        Run(shown),
        new Run(new FieldChar { FieldCharType = FieldCharValues.End }),
    ];

    private static void Feed(OpenXmlPart part, string xml) => part.FeedData(new MemoryStream(Encoding.UTF8.GetBytes(xml)));

    private const string SettingsXml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
        + "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:updateFields w:val=\"true\"/>"
        + "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
        + "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>";

    private static string CoreXml(string title, DateOnly created) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
        + "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
        + $"<dc:title>{WordText.Escape(title)}</dc:title><dc:creator>Mingzhu</dc:creator>"
        + $"<dcterms:created xsi:type=\"dcterms:W3CDTF\">{created:yyyy-MM-dd}T00:00:00Z</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{created:yyyy-MM-dd}T00:00:00Z</dcterms:modified></cp:coreProperties>";
}
