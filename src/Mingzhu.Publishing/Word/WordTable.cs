using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Mingzhu.Publishing.Word;

/// <summary>Where the text of a column stands.</summary>
internal enum Side : byte
{
    /// <summary>Text.</summary>
    Left,

    /// <summary>Units, states, grades.</summary>
    Centre,

    /// <summary>Numbers.</summary>
    Right,
}

/// <summary>A column of a printed table.</summary>
internal readonly record struct Column(string Head, double WidthMm, Side Side = Side.Left);

/// <summary>A cell: its text, and a light ground where the value is graded (the text says the same).</summary>
internal readonly record struct Cell(string Text, string? Ground = null)
{
    /// <summary>A cell of plain text.</summary>
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>A printed table: heading row repeated on every page, no row split over two pages. A row of one cell spans the table and opens a group.</summary>
internal static class WordTable
{
    public static Table Of(ImmutableArray<Column> columns, IEnumerable<ImmutableArray<Cell>> rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Width(columns.Sum(column => column.WidthMm)), Type = TableWidthUnitValues.Dxa },
                new TableJustification { Val = TableRowAlignmentValues.Center },
                Borders(),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TableCellLeftMargin { Width = 60, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 60, Type = TableWidthValues.Dxa })),
            new TableGrid(columns.Select(column => new GridColumn { Width = Width(column.WidthMm) })));
        table.Append(Row(columns, [.. columns.Select(column => new Cell(column.Head, "DCE6F1"))], head: true));
        foreach (var row in rows)
            table.Append(row.Length == 1 && columns.Length > 1 ? Group(columns, row[0]) : Row(columns, row, head: false));
        return table;
    }

    private static TableBorders Borders() => new(
        new TopBorder { Val = BorderValues.Single, Size = 12, Color = "404040" },
        new LeftBorder { Val = BorderValues.Nil },
        new BottomBorder { Val = BorderValues.Single, Size = 12, Color = "404040" },
        new RightBorder { Val = BorderValues.Nil },
        new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = "BFBFBF" },
        new InsideVerticalBorder { Val = BorderValues.Single, Size = 4, Color = "E3E3E3" });

    private static TableRow Row(ImmutableArray<Column> columns, ImmutableArray<Cell> cells, bool head)
    {
        var row = new TableRow(Unsplit(head));
        for (var at = 0; at < columns.Length; at++)
            row.Append(Box(cells[at], columns[at].WidthMm, 1, head ? "TableHead" : "TableText", head ? Side.Centre : columns[at].Side));
        return row;
    }

    private static TableRow Group(ImmutableArray<Column> columns, Cell cell) =>
        new(Unsplit(head: false), Box(cell with { Ground = "F2F2F2" }, columns.Sum(column => column.WidthMm), columns.Length, "TableText", Side.Left, keep: true));

    private static TableRowProperties Unsplit(bool head) =>
        head ? new(new CantSplit(), new TableHeader()) : new TableRowProperties(new CantSplit());

    private static TableCell Box(Cell cell, double widthMm, int span, string style, Side side, bool keep = false)
    {
        var shape = new TableCellProperties(new TableCellWidth { Width = Width(widthMm), Type = TableWidthUnitValues.Dxa });
        if (span > 1)
            shape.Append(new GridSpan { Val = span });
        if (cell.Ground is { } ground)
            shape.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = ground });
        shape.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        var paragraph = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (keep)
            paragraph.Append(new KeepNext());
        if (side != Side.Left)
            paragraph.Append(new Justification { Val = side == Side.Right ? JustificationValues.Right : JustificationValues.Center });
        var run = new Run(new Text(WordText.Clean(cell.Text)) { Space = SpaceProcessingModeValues.Preserve });
        if (keep)
            run.RunProperties = new RunProperties(new Bold());
        return new TableCell(shape, new Paragraph(paragraph, run));
    }

    private static string Width(double mm) => WordText.Twips(mm).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Text and lengths as Word wants them.</summary>
internal static class WordText
{
    /// <summary>Twentieths of a point.</summary>
    public static int Twips(double mm) => (int)Math.Round(mm / 25.4 * 1440, MidpointRounding.AwayFromZero);

    /// <summary>English metric units of drawings.</summary>
    public static long Emu(double mm) => (long)Math.Round(mm * 36000, MidpointRounding.AwayFromZero);

    /// <summary>Without the control characters that XML cannot carry: names come from foreign files.</summary>
    public static string Clean(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is >= ' ' and not (0xFFFE or 0xFFFF) ? rune.ToString() : " ");
        return clean.ToString();
    }

    /// <summary>As content of an XML text or attribute.</summary>
    public static string Escape(string text) => System.Security.SecurityElement.Escape(Clean(text))!;
}
