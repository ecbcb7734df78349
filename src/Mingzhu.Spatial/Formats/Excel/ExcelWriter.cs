using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Writes workbooks (Excel 工作簿, .xlsx), row by row and in constant memory.</summary>
/// <remarks>
/// In: sheets one after the other; cells are text, whole or real numbers, truth, <see cref="DateOnly"/> or null; anything else is written as its text. Call <see cref="Dispose"/> to finish the file.<br/>
/// Out: each sheet has an optional note line, bold headings that stay in sight and can be filtered by, columns as wide as their first rows, and pages of A4 that hold all columns and repeat the headings. Text is always text: none is ever a formula, and one that begins
/// with = + - @, tab or return is marked so that it stays text when it is edited. Whole numbers from 10¹⁵ on are written as text, since a spreadsheet would lose digits; so are days before 1 March 1900.
/// Characters that XML cannot hold are spelled as Excel does. What does not fit is told in <see cref="Problems"/>: a text longer than 32,767 is cut, rows beyond 1,048,576 go on in a next sheet.<br/>
/// Always: same sheets, same bytes.<br/>
/// By: ECMA-376 (Office Open XML).
/// </remarks>
/// <param name="to">Where to; need not seek; left open.</param>
public sealed class ExcelWriter(Stream to) : IDisposable
{
    private const int LongestName = 31;
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip = new(to, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> _names = [];
    private readonly List<int> _headingRows = [];
    private readonly List<SourceProblem> _problems = [];
    private ExcelSheetWriter? _sheet;
    private (string Name, string[] Headings, string? Note) _asked;
    private int _part;

    /// <summary>What did not fit and what was done instead; empty if all of it did.</summary>
    public ImmutableArray<SourceProblem> Problems => [.. _problems];

    /// <summary>Begins a sheet.</summary>
    /// <param name="name">Its name; what Excel does not allow in it is replaced, and a second sheet of that name gets a number.</param>
    /// <param name="headings">Names of its columns.</param>
    /// <param name="note">A line above the headings, such as the unit of all amounts; null: none.</param>
    /// <exception cref="ArgumentException">More columns than a sheet can have.</exception>
    public ExcelWriter Sheet(string name, ReadOnlySpan<string> headings, string? note = null)
    {
        if (headings.Length is 0 or > ExcelSheetWriter.MostColumns)
            throw new ArgumentException($"a sheet has 1 to {ExcelSheetWriter.MostColumns} columns", nameof(headings));
        EndSheet();
        _asked = (name, headings.ToArray(), note);
        _part = 1;
        Begin(name);
        return this;
    }

    /// <summary>Writes one row of the sheet that was begun last.</summary>
    /// <exception cref="InvalidOperationException">No sheet was begun.</exception>
    /// <exception cref="ArgumentException">More cells than headings, or a number that is not finite.</exception>
    public ExcelWriter Row(params ReadOnlySpan<object?> cells)
    {
        if (_sheet is null)
            throw new InvalidOperationException("begin a sheet before its rows");
        if (cells.Length > _asked.Headings.Length)
            throw new ArgumentException($"{cells.Length} cells under {_asked.Headings.Length} headings", nameof(cells));
        if (_sheet.IsFull)
            Continue();
        _sheet.Row(cells);
        return this;
    }

    /// <summary>Finishes the file; a workbook without sheets gets an empty one, since Excel opens no other.</summary>
    public void Dispose()
    {
        if (_names.Count == 0)
            Sheet("Sheet1", [""]);
        EndSheet();
        Part("xl/styles.xml", ExcelParts.Styles);
        Part("xl/workbook.xml", ExcelParts.Workbook([.. _names.Zip(_headingRows)]));
        Part("xl/_rels/workbook.xml.rels", ExcelParts.WorkbookRelations(_names.Count));
        Part("_rels/.rels", ExcelParts.Relations);
        Part("[Content_Types].xml", ExcelParts.ContentTypes(_names.Count));
        _zip.Dispose();
    }

    private void Continue()
    {
        EndSheet();
        _part++;
        var full = _names[^1];
        Begin(string.Create(CultureInfo.InvariantCulture, $"{_asked.Name} ({_part})"));
        _problems.Add(new(
            "excel.rows-continued",
            $"工作表“{full}”已满（{ExcelSheetWriter.MostRows} 行），后面的行写入工作表“{_names[^1]}”",
            $"the sheet '{full}' is full ({ExcelSheetWriter.MostRows} rows); the rows after it are in the sheet '{_names[^1]}'",
            ProblemSeverity.Note));
    }

    private void Begin(string name)
    {
        _names.Add(Free(name));
        _sheet = new ExcelSheetWriter(Entry(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_names.Count}.xml")), _asked.Headings, _asked.Note);
        _headingRows.Add(_sheet.HeadingRow);
    }

    private void EndSheet()
    {
        if (_sheet is null)
            return;
        _sheet.Dispose();
        if (_sheet.TextsCut > 0)
        {
            _problems.Add(new(
                "excel.text-cut",
                $"工作表“{_names[^1]}”有 {_sheet.TextsCut} 个文本超过 {ExcelText.MostUnits} 字，已截断",
                $"the sheet '{_names[^1]}' has {_sheet.TextsCut} texts longer than {ExcelText.MostUnits} characters; they were cut",
                ProblemSeverity.Note));
        }
        _sheet = null;
    }

    // Excel allows 31 units, none of []:*?/\, no apostrophe at either end, and not "History".
    private string Free(string wanted)
    {
        var allowed = string.Concat(wanted.Select(unit => unit is '[' or ']' or ':' or '*' or '?' or '/' or '\\' || char.IsControl(unit) || char.IsSurrogate(unit) ? '_' : unit)).Trim().Trim('\'');
        var name = allowed is "" || allowed.Equals("History", StringComparison.OrdinalIgnoreCase) ? $"_{allowed}" : Short(allowed, LongestName);
        for (var number = 2; _names.Contains(name, StringComparer.OrdinalIgnoreCase); number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
            name = Short(allowed, LongestName - suffix.Length) + suffix;
        }
        return name;
    }

    private static string Short(string name, int most) => name.Length <= most ? name : name[..most].TrimEnd('\'', ' ');

    private Stream Entry(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = FixedTime;
        return entry.Open();
    }

    private void Part(string name, string xml)
    {
        using var entry = new StreamWriter(Entry(name), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        entry.Write(xml);
    }
}
