using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Writes the XML of one sheet.</summary>
internal sealed class ExcelSheetWriter : IDisposable
{
    public const int MostRows = 1_048_576;
    public const int MostColumns = 16_384;

    // Widths stand before the rows in the file, so the first rows are held back to be measured.
    private const int MeasuredRows = 256;
    private const int NarrowestColumn = 8;
    private const int WidestColumn = 60;

    // About as many characters as stand beside each other on an upright A4 page before they get small.
    private const int UprightWidth = 95;

    // A spreadsheet keeps 15 digits of a number.
    private const long MostWhole = 1_000_000_000_000_000;

    private readonly StreamWriter _to;
    private readonly string[] _headings;
    private readonly string? _note;
    private readonly string[] _letters;
    private List<object?[]>? _ahead = [];
    private bool _upright;
    private int _row;

    public ExcelSheetWriter(Stream to, string[] headings, string? note)
    {
        _to = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        (_headings, _note) = (headings, note);
        _letters = [.. Enumerable.Range(0, headings.Length).Select(ExcelCells.Letters)];
        _row = HeadingRow;
    }

    /// <summary>How many texts were too long for a cell.</summary>
    public int TextsCut { get; private set; }

    public bool IsFull => _row >= MostRows;

    /// <summary>The row of the headings, which every printed page repeats.</summary>
    public int HeadingRow => _note is null ? 1 : 2;

    public void Row(ReadOnlySpan<object?> cells)
    {
        foreach (var cell in cells)
        {
            if (cell is double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity)
                throw new ArgumentException("a cell can't hold a number that is not finite; write null and say why", nameof(cells));
        }
        _row++;
        if (_ahead is null)
        {
            WriteRow(_row, cells);
            return;
        }
        _ahead.Add(cells.ToArray());
        if (_ahead.Count == MeasuredRows)
            Begin();
    }

    public void Dispose()
    {
        Begin();
        _to.Write("</sheetData>");
        _to.Write(string.Create(CultureInfo.InvariantCulture, $"<autoFilter ref=\"A{HeadingRow}:{_letters[^1]}{_row}\"/>"));
        // A4, all columns on one page, the page's number below.
        _to.Write("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>");
        _to.Write($"<pageSetup paperSize=\"9\" orientation=\"{(_upright ? "portrait" : "landscape")}\" fitToWidth=\"1\" fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>");
        _to.Dispose();
    }

    private void Begin()
    {
        if (_ahead is null)
            return;
        _to.Write(ExcelParts.XmlHead);
        _to.Write($"<worksheet xmlns=\"{ExcelParts.Main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\">");
        _to.Write(string.Create(CultureInfo.InvariantCulture, $"<pane ySplit=\"{HeadingRow}\" topLeftCell=\"A{HeadingRow + 1}\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
        _to.Write("</sheetView></sheetViews><cols>");
        int[] widths = [.. _headings.Select((_, column) => WidthOf(column, _ahead))];
        _upright = widths.Sum() <= UprightWidth;
        for (var column = 0; column < widths.Length; column++)
            _to.Write(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{column + 1}\" max=\"{column + 1}\" width=\"{widths[column]}\" customWidth=\"1\"/>"));
        _to.Write("</cols><sheetData>");
        if (_note is not null)
        {
            _to.Write("<row r=\"1\">");
            WriteText("A", 1, _note, ExcelParts.NoteStyle);
            _to.Write("</row>");
        }
        WriteHeadings();
        var row = HeadingRow;
        foreach (var cells in _ahead)
            WriteRow(++row, cells);
        _ahead = null;
    }

    private void WriteHeadings()
    {
        _to.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{HeadingRow}\">"));
        for (var column = 0; column < _headings.Length; column++)
            WriteText(_letters[column], HeadingRow, _headings[column], ExcelParts.HeadingStyle);
        _to.Write("</row>");
    }

    private void WriteRow(int row, ReadOnlySpan<object?> cells)
    {
        _to.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row}\">"));
        for (var column = 0; column < cells.Length; column++)
            WriteCell(_letters[column], row, cells[column]);
        _to.Write("</row>");
    }

    private void WriteCell(string letters, int row, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case bool truth:
                WriteValue(letters, row, " t=\"b\"", truth ? "1" : "0");
                break;
            case DateOnly day when ExcelDate.Serial(day) is { } serial:
                WriteValue(letters, row, ExcelParts.DateStyle, serial.ToString(CultureInfo.InvariantCulture));
                break;
            case DateOnly early:
                WriteText(letters, row, early.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "");
                break;
            case long and (>= MostWhole or <= -MostWhole) or ulong and >= (ulong)MostWhole:
                WriteText(letters, row, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), "");
                break;
            case long or int or short or byte or uint or ushort or sbyte or ulong or double or float or decimal:
                WriteValue(letters, row, "", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                var words = value.ToString() ?? "";
                WriteText(letters, row, words, words is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? ExcelParts.QuotedStyle : "");
                break;
        }
    }

    private void WriteValue(string letters, int row, string attributes, string value) =>
        _to.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{letters}{row}\"{attributes}><v>{value}</v></c>"));

    private void WriteText(string letters, int row, string text, string style)
    {
        if (text.Length == 0)
            return;
        TextsCut += text.Length > ExcelText.MostUnits ? 1 : 0;
        _to.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{letters}{row}\" t=\"inlineStr\"{style}><is><t xml:space=\"preserve\">"));
        ExcelText.Write(_to, ExcelText.Cut(text));
        _to.Write("</t></is></c>");
    }

    private int WidthOf(int column, List<object?[]> rows)
    {
        // Three more for the filter's button and the margins.
        var widest = Width(_headings[column]) + 3;
        foreach (var cells in rows)
        {
            if (column < cells.Length && widest < WidestColumn)
                widest = Math.Max(widest, 2 + cells[column] switch { null => 0, DateOnly => 10, string text => Width(text), IFormattable value => value.ToString(null, CultureInfo.InvariantCulture).Length, var other => Width(other.ToString() ?? "") });
        }
        return Math.Clamp(widest, NarrowestColumn, WidestColumn);
    }

    // Chinese characters and the like take two places; of a text only its longest line counts.
    private static int Width(string text)
    {
        var (line, widest) = (0, 0);
        foreach (var unit in text.AsSpan(0, Math.Min(text.Length, 4 * WidestColumn)))
        {
            line = unit == '\n' ? 0 : line + (unit >= '\u1100' ? 2 : 1);
            widest = Math.Max(widest, line);
        }
        return widest;
    }
}
