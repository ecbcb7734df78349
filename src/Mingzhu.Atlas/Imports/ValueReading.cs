using System.Globalization;
using System.Text.RegularExpressions;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>Turns what stands in a file into what a field of a standard layer holds.</summary>
internal static partial class ValueReading
{
    /// <summary>The value, or null with the sentence why not. Blank and "/" (不适用) are null without complaint.</summary>
    public static bool TryRead(object? found, FieldSchema field, out object? value, out Wording problem)
    {
        problem = default;
        value = null;
        if (found is null or "" or "/")
            return true;
        if (found is string text && (text = text.Trim()) is "" or "/")
            return true;
        value = field.Type switch
        {
            FieldType.Text => Text(found),
            FieldType.Integer => Integer(found),
            FieldType.Real => Real(found),
            FieldType.Boolean => Boolean(found),
            _ => Day(found),
        };
        if (value is null)
        {
            problem = Expected(found, field.Type);
            return false;
        }

        if (field.Codes.Length == 0 || field.Codes.Contains((string)value))
            return true;
        problem = NoSuchCode(found, field);
        value = null;
        return false;
    }

    private static string Text(object found) => found switch
    {
        string text => text.Trim(),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => found.ToString() ?? "",
    };

    private static object? Integer(object found) => found switch
    {
        long whole => whole,
        double real when real == Math.Truncate(real) && Math.Abs(real) < long.MaxValue => (long)real,
        string text when long.TryParse(Ungrouped(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        string text when double.TryParse(Ungrouped(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) => Integer(real),
        bool truth => truth ? 1L : 0L,
        _ => null,
    };

    private static object? Real(object found) => found switch
    {
        double real when double.IsFinite(real) => real,
        long whole => (double)whole,
        string text when double.TryParse(Ungrouped(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        _ => null,
    };

    /// <summary>Commas that part thousands are dropped; any other comma stays and makes the text no number.</summary>
    private static string Ungrouped(string text)
    {
        text = text.Trim();
        return text.Contains(',', StringComparison.Ordinal) && Grouped().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal) : text;
    }

    [GeneratedRegex(@"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")]
    private static partial Regex Grouped();

    private static object? Boolean(object found) => found switch
    {
        bool truth => truth,
        long and (0 or 1) => (long)found == 1,
        double and (0 or 1) => (double)found == 1,
        string text => text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "1" or "是" or "有" or "y" => true,
            "false" or "no" or "0" or "否" or "无" or "n" => false,
            _ => null,
        },
        _ => null,
    };

    private static object? Day(object found) => found switch
    {
        DateOnly day => day,
        string text when DateOnly.TryParseExact(
            text.Trim(), ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => null,
    };

    private static Wording Expected(object found, FieldType type)
    {
        var shown = Text(found);
        var (zh, en) = type switch
        {
            FieldType.Integer => ("不是整数", "is no whole number"),
            FieldType.Real => ("不是数字", "is no number"),
            FieldType.Boolean => ("应为 是 或 否", "should be yes or no"),
            FieldType.Date => ("不是日期，请写成 2026-01-31", "is no date; write 2026-01-31"),
            _ => ("不是文本", "is no text"),
        };
        var comma = type is FieldType.Integer or FieldType.Real && shown.Contains(',') && double.TryParse(shown.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? shown.Replace(',', '.')
            : null;
        return comma is null
            ? new Wording($"'{shown}' {zh}", $"'{shown}' {en}")
            : new Wording($"'{shown}' {zh}，请改为 {comma}", $"'{shown}' {en}; write {comma}");
    }

    private static Wording NoSuchCode(object found, FieldSchema field)
    {
        var codes = string.Join(", ", field.Codes.Length > 12 ? field.Codes.Take(12).Append("…") : field.Codes);
        return new Wording($"'{found}' 不在代码表中，应为：{codes}", $"'{found}' is not in the code list; expected: {codes}");
    }
}
