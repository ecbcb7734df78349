using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>A coordinate as people write it in a table: a number, or degrees with minutes and seconds (度分秒).</summary>
/// <remarks>115.985, E115.98, 115°59′06″, 115度59分6.0秒, 115 59 6.0, 115°59.1′N, W 3°30′. South and west are negative. Comma never stands for the point: 115,985 is refused.</remarks>
internal static class CoordinateText
{
    private const int LongestText = 64;

    public static bool TryRead(string text, out double value)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
            return true;
        value = 0;
        return text.Length <= LongestText && Read(text.Trim(), ref value);
    }

    private static bool Read(string text, ref double value)
    {
        var (rest, sign) = Hemisphere(text);
        Span<double> parts = stackalloc double[3];
        var count = 0;
        for (var at = 0; at < rest.Length;)
        {
            var end = at;
            while (end < rest.Length && (char.IsAsciiDigit(rest[end]) || rest[end] == '.'))
                end++;
            if (end == at || count == 3 || !double.TryParse(rest.AsSpan(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out parts[count]))
                return false;
            at = end;
            // What follows a number must be the mark of its own place, or a blank.
            while (at < rest.Length && !char.IsAsciiDigit(rest[at]) && rest[at] != '.')
            {
                if (!IsMark(rest[at], count))
                    return false;
                at++;
            }
            count++;
        }
        // Whole degrees and minutes where a finer part follows; 60 is the next minute.
        if (count == 0 || parts[1] >= 60 || parts[2] >= 60 || (count > 1 && parts[0] % 1 != 0) || (count > 2 && parts[1] % 1 != 0) || (count > 1 && parts[0] > 360))
            return false;
        value = sign * (parts[0] + (parts[1] / 60) + (parts[2] / 3600));
        return true;
    }

    private static (string Angle, int Sign) Hemisphere(string text)
    {
        var sign = 1;
        text = Cut(text, "东经", "北纬", "E", "N", "e", "n");
        var south = Cut(text, "西经", "南纬", "W", "S", "w", "s", "-");
        if (south.Length != text.Length)
            (text, sign) = (south, -1);
        return (text, sign);
    }

    private static string Cut(string text, params string[] marks)
    {
        foreach (var mark in marks)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal))
                return text[mark.Length..].Trim();
            if (mark != "-" && text.EndsWith(mark, StringComparison.Ordinal))
                return text[..^mark.Length].Trim();
        }
        return text;
    }

    private static bool IsMark(char sign, int place) => char.IsWhiteSpace(sign) || sign is '-' or ':' || place switch
    {
        0 => sign is '°' or 'º' or '˚' or '度',
        1 => sign is '′' or '\'' or '’' or '＇' or '分',
        _ => sign is '″' or '"' or '”' or '＂' or '\'' or '′' or '秒',
    };
}
