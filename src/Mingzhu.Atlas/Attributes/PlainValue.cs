using System.Globalization;

namespace Mingzhu.Atlas;

/// <summary>How exactly a cell says a day.</summary>
internal enum DayPrecision : byte
{
    /// <summary>The day itself.</summary>
    Day,

    /// <summary>A month or a year: its first day is taken.</summary>
    Month,

    /// <summary>The number under which Excel keeps a day.</summary>
    Serial,
}

/// <summary>Texts, truths and days as departments write them.</summary>
internal static class PlainValue
{
    private static readonly string[] DayFormats = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy年M月d", "yyyyMMdd", "yyyy-M-d H:m:s", "yyyy/M/d H:m:s", "yyyy-M-d'T'H:m:s", "yyyy-M-d'T'H:m:s'Z'", "yyyy-M-d H:m", "yyyy/M/d H:m"];
    private static readonly string[] MonthFormats = ["yyyy年M月", "yyyy-M", "yyyy/M", "yyyy.M", "yyyyMM", "yyyy年"];

    // Excel counts days from the last of 1899; these bounds are 1930 and 2100, so that a year or a code is not taken for one.
    private const int FirstSerial = 10_959, LastSerial = 73_050;
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    /// <summary>A value as text; numbers as they would be typed, truths as JSON has them.</summary>
    public static string Text(object found) => found switch
    {
        string text => text.Trim(),
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => found.ToString() ?? "",
    };

    /// <summary>是 or 否 in every usual way; null if it is neither.</summary>
    public static bool? Boolean(object found) => found switch
    {
        bool truth => truth,
        long and (0 or 1) => (long)found == 1,
        double and (0 or 1) => (double)found == 1,
        string text => Spelling.HalfWidth(text).Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "1" or "是" or "有" or "y" or "t" or "√" or "✓" or "✔" or "对" => true,
            "false" or "no" or "0" or "否" or "无" or "n" or "f" or "×" or "✗" or "✘" or "x" or "错" => false,
            _ => null,
        },
        _ => null,
    };

    /// <summary>The day a cell says, and how exactly; null if it says none.</summary>
    public static (DateOnly? Day, DayPrecision Precision) Day(object found) => found switch
    {
        DateOnly day => (day, DayPrecision.Day),
        long number => Number(number),
        double number when number == Math.Truncate(number) && Math.Abs(number) < int.MaxValue => Number((long)number),
        string text => Written(Spelling.HalfWidth(text).Replace(" ", " ", StringComparison.Ordinal).Trim()),
        _ => default,
    };

    private static (DateOnly?, DayPrecision) Number(long number) => number is >= FirstSerial and <= LastSerial
        ? (SerialZero.AddDays((int)number), DayPrecision.Serial)
        : Written(number.ToString(CultureInfo.InvariantCulture));

    private static (DateOnly?, DayPrecision) Written(string text)
    {
        if (DateTime.TryParseExact(text, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (DateOnly.FromDateTime(day), DayPrecision.Day);
        if (DateTime.TryParseExact(text, MonthFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return (DateOnly.FromDateTime(month), DayPrecision.Month);
        return text.Length == 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial
            ? (SerialZero.AddDays(serial), DayPrecision.Serial)
            : default;
    }
}
