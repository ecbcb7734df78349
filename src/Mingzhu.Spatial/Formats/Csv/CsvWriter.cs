using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Writes rows of CSV that a spreadsheet opens rightly (写出 CSV).</summary>
/// <remarks>
/// Cells are quoted where they must be; numbers are written in the shortest form that reads back the same, truth as true and false, days as yyyy-MM-dd. A text that a spreadsheet would run as a formula (it
/// begins with = + - @, tab or return) gets an apostrophe before it; a lone dash, our mark for "not filled", runs nothing and stays.<br/>
/// By: RFC 4180.
/// </remarks>
/// <param name="to">Where to; left open.</param>
/// <param name="newLine">How a row ends: CRLF for files, LF on a terminal.</param>
public sealed class CsvWriter(TextWriter to, string newLine = "\r\n")
{
    /// <summary>Writes one row.</summary>
    public CsvWriter Row(params ReadOnlySpan<object?> cells)
    {
        for (var cell = 0; cell < cells.Length; cell++)
        {
            if (cell > 0)
                to.Write(',');
            to.Write(Cell(cells[cell]));
        }

        to.Write(newLine);
        return this;
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double or float or decimal or int or long => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(Harmless(value.ToString() ?? "")),
    };

    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && text != "-" ? "'" + text : text;

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
