using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>One entity as the file has it: its pairs, and those of what belongs to it (vertices, attributes).</summary>
internal sealed class DxfEntity(string type, long line)
{
    public string Type { get; } = type;

    /// <summary>The line at which it begins.</summary>
    public long Line { get; } = line;

    public List<DxfPair> Pairs { get; } = [];

    /// <summary>Vertices of a POLYLINE, attributes of an INSERT.</summary>
    public List<DxfEntity> Parts { get; } = [];

    public string Layer => Value(8)?.Trim() is { Length: > 0 } layer ? layer : "0";

    public string? Value(int code)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Code == code)
                return pair.Value;
            // Extended data repeat codes of their own.
            if (pair.Code == 1001)
                break;
        }
        return null;
    }

    /// <summary>A number; 0 if the file does not give it, as DXF says; NaN where it gives no number.</summary>
    public double Number(int code, double absent = 0) => Value(code) is { } value ? new DxfPair(code, value, Line).Number : absent;

    public int Whole(int code) => Value(code) is { } value ? new DxfPair(code, value, Line).Whole : 0;

    /// <summary>The code that CASS gave to it: the first text that the application SOUTH attached.</summary>
    public string? CassCode
    {
        get
        {
            var isSouth = false;
            foreach (var pair in Pairs)
            {
                if (pair.Code == 1001)
                    isSouth = pair.Value.Trim().Equals("SOUTH", StringComparison.OrdinalIgnoreCase);
                else if (isSouth && pair.Code == 1000 && pair.Value.Trim() is { Length: > 0 } code)
                    return code;
            }
            return null;
        }
    }

    /// <summary>What a text says, without its formatting.</summary>
    public string? Text => Type switch
    {
        "TEXT" or "ATTRIB" or "ATTDEF" => Value(1) is { } text ? DxfText.Plain(text, formatted: false) : null,
        "MTEXT" => DxfText.Plain(string.Concat(Pairs.TakeWhile(pair => pair.Code != 1001).Where(pair => pair.Code is 3).Select(pair => pair.Value)) + Value(1), formatted: true),
        _ => null,
    };
}

/// <summary>Texts of drawings: %%c is ⌀, \U+4E2D a character, \P a new line.</summary>
internal static class DxfText
{
    public static string? Plain(string text, bool formatted)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var rest = text.AsSpan(at);
            if (rest is ['%', '%', var sign, ..])
            {
                plain.Append(char.ToLowerInvariant(sign) switch { 'c' => "⌀", 'd' => "°", 'p' => "±", '%' => "%", _ => "" });
                at += 2;
            }
            else if (rest is ['\\', 'U' or 'u', '+', _, _, _, _, ..] && int.TryParse(rest.Slice(3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                plain.Append((char)unit);
                at += 6;
            }
            else if (formatted && rest is ['\\', var mark, ..])
            {
                at += Formatting(rest, mark, plain);
            }
            else if (!formatted || rest[0] is not ('{' or '}'))
            {
                plain.Append(rest[0]);
            }
        }
        return plain.ToString().Trim() is { Length: > 0 } some ? some : null;
    }

    // How many more characters a format code takes: \P and the like one, \fSimSun|b0; up to its semicolon.
    private static int Formatting(ReadOnlySpan<char> rest, char mark, StringBuilder plain)
    {
        switch (mark)
        {
            case 'P' or 'X':
                plain.Append('\n');
                return 1;
            case '~':
                plain.Append(' ');
                return 1;
            case '\\' or '{' or '}':
                plain.Append(mark);
                return 1;
            case 'S':
                var stacked = rest.IndexOf(';');
                if (stacked < 0)
                    return 1;
                foreach (var sign in rest[2..stacked])
                    plain.Append(sign is '^' or '#' ? '/' : sign);
                return stacked;
            case 'A' or 'C' or 'c' or 'F' or 'f' or 'H' or 'Q' or 'T' or 'W' or 'p':
                return rest.IndexOf(';') is > 0 and var end ? end : 1;
            default:
                return 1;
        }
    }
}
