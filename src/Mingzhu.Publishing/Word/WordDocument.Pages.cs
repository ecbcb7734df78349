using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Mingzhu.City;

namespace Mingzhu.Publishing.Word;

/// <summary>How the pages of a section lie and are numbered.</summary>
/// <param name="Landscape">Wide pages, for wide tables.</param>
/// <param name="Numbers">i, ii … or 1, 2 …; null prints none.</param>
/// <param name="First">The number of the first page; null goes on counting.</param>
internal readonly record struct Pages(bool Landscape, NumberFormatValues? Numbers, int? First = null);

internal sealed partial class WordDocument
{
    /// <summary>Margins of every page, millimetres.</summary>
    private const double TopMm = 28, BottomMm = 24, SideMm = 27;

    /// <summary>Says how wide the pages from here on are; <see cref="EndSection"/> closes them.</summary>
    public void Turn(bool landscape) => WidthMm = (landscape ? 297 : 210) - 2 * SideMm;

    /// <summary>Ends a section: everything since the last one lies on such pages. The last call of a document ends it.</summary>
    public void EndSection(Pages pages, string running, string? notice, bool last = false)
    {
        var section = ++_sections;
        var properties = new SectionProperties(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = Header(section, running, notice, pages) },
            new FooterReference { Type = HeaderFooterValues.Default, Id = Footer(section, pages) },
            new SectionType { Val = SectionMarkValues.NextPage },
            Size(pages.Landscape),
            new PageMargin
            {
                Top = WordText.Twips(TopMm), Bottom = WordText.Twips(BottomMm), Left = (uint)WordText.Twips(SideMm), Right = (uint)WordText.Twips(SideMm),
                Header = (uint)WordText.Twips(14), Footer = (uint)WordText.Twips(13), Gutter = 0,
            });
        if (pages.Numbers is { } format)
            properties.Append(pages.First is { } first ? new PageNumberType { Format = format, Start = first } : new PageNumberType { Format = format });
        if (last)
            _body.Append(properties);
        else
            _body.Append(new Paragraph(new ParagraphProperties(new SpacingBetweenLines { Line = "20", LineRule = LineSpacingRuleValues.Exact }, properties)));
    }

    /// <summary>Where the table of contents will stand.</summary>
    public void Contents()
    {
        Paragraph("ContentsTitle", _language == Language.Zh ? "目    录" : "Contents");
        _contentsAt = _body.LastChild;
    }

    private static PageSize Size(bool landscape) => landscape
        ? new PageSize { Width = (uint)WordText.Twips(297), Height = (uint)WordText.Twips(210), Orient = PageOrientationValues.Landscape }
        : new PageSize { Width = (uint)WordText.Twips(210), Height = (uint)WordText.Twips(297) };

    private string Header(int section, string running, string? notice, Pages pages)
    {
        var id = $"rIdHeader{section}";
        var part = _main.AddNewPart<HeaderPart>(id);
        var header = new Header();
        if (notice is not null)
            header.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "HeaderNotice" }), Run(notice)));
        if (pages.Numbers is not null || notice is null)
            header.Append(new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = pages.Numbers is null ? "Footer" : "Header" }), Run(pages.Numbers is null ? "" : running)));
        part.Header = header;
        return id;
    }

    private string Footer(int section, Pages pages)
    {
        var id = $"rIdFooter{section}";
        var part = _main.AddNewPart<FooterPart>(id);
        var paragraph = new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }));
        if (pages.Numbers is not null)
            paragraph.Append([Run("— "), .. Field(" PAGE ", "1"), Run(" —")]);
        part.Footer = new Footer(paragraph);
        return id;
    }

    /// <summary>
    /// The contents are one TOC field whose result is filled in, so that a reader sees it before the field is ever updated. Page numbers are PAGEREF fields: only the program
    /// that lays out the pages knows them.
    /// </summary>
    private void FillContents()
    {
        var at = _contentsAt;
        if (at is null)
            return;
        var entries = _headings.Where(heading => heading.Level <= 2).ToList();
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = Entry(entries[index]);
            if (index == 0)
                entry.InsertAfter(Begin(), entry.ParagraphProperties!);
            at = _body.InsertAfter(entry, at);
        }

        _body.InsertAfter(new Paragraph(new Run(new FieldChar { FieldCharType = FieldCharValues.End })), at);
    }

    private static Run Begin() => new(
        new FieldChar { FieldCharType = FieldCharValues.Begin, Dirty = true },
        new FieldCode(" TOC \\o \"1-2\" \\h \\z \\u ") { Space = SpaceProcessingModeValues.Preserve },
        new FieldChar { FieldCharType = FieldCharValues.Separate });

    private static Paragraph Entry((int Level, string Number, string Text, string Bookmark) heading)
    {
        var link = new Hyperlink(Run($"{heading.Number} {heading.Text}"), new Run(new TabChar())) { Anchor = heading.Bookmark, History = true };
        foreach (var run in Field($" PAGEREF {heading.Bookmark} \\h ", ""))
            link.Append(run);
        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = string.Create(CultureInfo.InvariantCulture, $"TOC{heading.Level}") }), link);
    }
}
