using System.Text;

namespace Mingzhu.Web.Api;

/// <summary>
/// A table as a CSV file that opens rightly in Excel and WPS: UTF-8 with a byte order mark, CRLF, fields quoted where they must be. A text that a spreadsheet would run as a
/// formula (it begins with = + - @, tab or return) gets an apostrophe before it; numbers are written by the program and stay numbers.
/// </summary>
public sealed class Csv
{
    private readonly StringBuilder _text = new("\uFEFF");
    private bool _begun;

    /// <summary>Ends a row.</summary>
    public Csv Row(params ReadOnlySpan<object?> cells)
    {
        foreach (var cell in cells)
            Cell(cell);
        _text.Append("\r\n");
        _begun = false;
        return this;
    }

    /// <summary>The whole file.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Cell(object? value)
    {
        if (_begun)
            _text.Append(',');
        _begun = true;
        switch (value)
        {
            case null:
                break;
            case double number:
                _text.Append(number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case int or long:
                _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{value}");
                break;
            default:
                Quoted(Harmless(value.ToString() ?? ""));
                break;
        }
    }

    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0]) && !IsMark(text) ? "'" + text : text;

    // A lone dash stands for "not filled" in our own tables and runs nothing.
    private static bool IsMark(string text) => text.Length == 1 && text[0] == '-';

    private void Quoted(string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
            _text.Append(text);
        else
            _text.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
