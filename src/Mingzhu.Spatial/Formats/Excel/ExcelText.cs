using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>How a spreadsheet spells a text in XML.</summary>
/// <remarks>By: ECMA-376 part 1 §22.9.2.19 (ST_Xstring): a character that XML cannot hold is written _xHHHH_, and so is the underscore of a text that looks like that.</remarks>
internal static class ExcelText
{
    /// <summary>What one cell can hold, in UTF-16 units.</summary>
    public const int MostUnits = 32_767;

    private const int EscapeLength = 7;

    /// <summary>At most <see cref="MostUnits"/> units, never half a character.</summary>
    public static string Cut(string text) => text.Length <= MostUnits ? text
        : text[..(char.IsHighSurrogate(text[MostUnits - 2]) ? MostUnits - 2 : MostUnits - 1)] + "…";

    /// <summary>Writes a text as the content of an element. Half a surrogate pair, which nothing can spell, becomes U+FFFD.</summary>
    public static void Write(TextWriter to, ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                to.Write(text.Slice(at++, 2));
            else if (char.IsSurrogate(unit))
                to.Write('\uFFFD');
            else if (Needs(unit) || (unit == '_' && IsEscape(text[at..])))
                to.Write(string.Create(CultureInfo.InvariantCulture, $"_x{(int)unit:X4}_"));
            else if (Entity(unit) is { } entity)
                to.Write(entity);
            else
                to.Write(unit);
        }
    }

    /// <summary>The text that was written so.</summary>
    public static string Read(string written)
    {
        if (!written.Contains("_x", StringComparison.Ordinal))
            return written;
        var text = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '_' && IsEscape(written.AsSpan(at)))
            {
                text.Append((char)int.Parse(written.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += EscapeLength - 1;
            }
            else
            {
                text.Append(written[at]);
            }
        }
        return text.ToString();
    }

    private static bool Needs(char unit) => unit is (< ' ' and not ('\t' or '\n')) or '\uFFFE' or '\uFFFF';

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text is ['_', 'x', var a, var b, var c, var d, '_', ..] && char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b) && char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(d);

    private static string? Entity(char unit) => unit switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => null };
}
