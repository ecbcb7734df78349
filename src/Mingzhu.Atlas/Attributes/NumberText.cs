using System.Globalization;

namespace Mingzhu.Atlas;

/// <summary>A number as departments write it: "1,234.5", "１２", "1.2亿元", "3.5公顷", "1.2万", "12%".</summary>
internal static class NumberText
{
    /// <summary>The number, and the unit written behind it (null if none); null if it is no number. A bare multiplier (1.2万) is multiplied in.</summary>
    public static (double Value, Unit? Unit)? Read(object found, Units units) => found switch
    {
        long whole => (whole, null),
        double real when double.IsFinite(real) => (real, null),
        bool truth => (truth ? 1 : 0, null),
        string text => Read(text, units),
        _ => null,
    };

    private static (double Value, Unit? Unit)? Read(string text, Units units)
    {
        text = Spelling.HalfWidth(text).Trim();
        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]) && text[end - 1] != '.')
            end--;
        // "km2" and "㎡" end in what looks like a digit once they are spelled out, but a unit never begins with one.
        var (number, behind) = (text[..end], text[end..]);
        if (Plain(number) is not { } value)
            return Trailing(text, units);
        if (behind.Length == 0)
            return (value, null);
        if (units.Multiplier(behind) is { } times)
            return (Times(value, times), null);
        return units.Find(behind) is { } unit ? (value, unit) : null;
    }

    /// <summary>A number before a unit that itself ends in a digit: "120 m2".</summary>
    private static (double Value, Unit? Unit)? Trailing(string text, Units units)
    {
        var from = 0;
        while (from < text.Length && (char.IsAsciiDigit(text[from]) || text[from] is '+' or '-' or '.' or ',' or ' '))
            from++;
        return from > 0 && from < text.Length && Plain(text[..from]) is { } value && units.Find(text[from..]) is { } unit ? (value, unit) : null;
    }

    private static double? Plain(string text) =>
        double.TryParse(Ungrouped(text.Trim()), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static double Times(double value, decimal times) => Math.Abs(value) < 1e15 ? (double)((decimal)value * times) : value * (double)times;

    /// <summary>Commas that part thousands are dropped; any other comma stays and makes the text no number.</summary>
    private static string Ungrouped(string text)
    {
        if (!text.Contains(',', StringComparison.Ordinal))
            return text;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var groups = (point < 0 ? text : text[..point]).Split(',');
        var first = groups[0].TrimStart('+', '-');
        var parted = first.Length is >= 1 and <= 3 && first.All(char.IsAsciiDigit) && groups.Skip(1).All(group => group.Length == 3 && group.All(char.IsAsciiDigit));
        return parted ? text.Replace(",", "", StringComparison.Ordinal) : text;
    }
}
