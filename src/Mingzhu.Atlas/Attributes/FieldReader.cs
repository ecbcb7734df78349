using System.Globalization;
using System.Text.RegularExpressions;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>What one cell came to.</summary>
/// <param name="Value">In the type and unit of the field; null where it is empty, not applicable or wrong.</param>
/// <param name="Wrong">Why it can't be used; null if it can.</param>
/// <param name="Note">What was understood that does not stand there literally; null where nothing was.</param>
internal readonly record struct ReadValue(object? Value, CellProblem? Wrong = null, CellProblem? Note = null)
{
    public static ReadValue Not(string code, Wording says, Wording? expected = null) => new(null, new CellProblem(code, says, expected));
}

/// <summary>What is wrong with a cell, or worth saying of it, without file, row and schema.</summary>
internal sealed record CellProblem(string Code, Wording Says, Wording? Expected = null);

/// <summary>Turns what stands in one column of a file into what the field of a standard layer holds (字段读取): type, unit, code list, range, check digit, place.</summary>
internal sealed partial class FieldReader(FieldSchema schema, Unit? headingUnit, Units units, KnownPlaces places)
{
    // From here on a double no longer tells every whole number from the next.
    private const double FirstUnsure = 1e15;

    private readonly Unit? _unit = schema.Unit is { } name ? units.Find(name) : null;

    /// <summary>The field it reads.</summary>
    public FieldSchema Field => schema;

    /// <summary>The unit the heading says, where it is another than the field's: every value is converted. Null if none is.</summary>
    public Unit? Converts => headingUnit is not null && _unit is not null && headingUnit.Kind == _unit.Kind && headingUnit.Times * _unit.Per != _unit.Times * headingUnit.Per ? headingUnit : null;

    /// <summary>The unit the heading says that is none of the field's kind; null if it says none or a fitting one.</summary>
    public Unit? Foreign => headingUnit is not null && _unit is not null && headingUnit.Kind != _unit.Kind ? headingUnit : null;

    /// <summary>Reads one cell. Blank is nothing; "/" (不适用) is nothing too, but said; 0 is a value.</summary>
    public ReadValue Read(object? found)
    {
        if (found is string text)
            found = text.Trim();
        if (found is null or "")
            return default;
        if (found is "/" or "／")
            return new(null, null, NotApplicable);
        var read = schema.Type switch
        {
            FieldType.Text when schema.Codes.Length == 0 && LostDigits(found) => DigitsLost(found),
            FieldType.Text => Text(PlainValue.Text(found)),
            FieldType.Integer or FieldType.Real => Number(found),
            FieldType.Boolean => PlainValue.Boolean(found) is { } truth ? new(truth) : Unreadable(found),
            _ => Day(found),
        };
        return read.Wrong is null ? Ranged(read) : read;
    }

    private static CellProblem NotApplicable { get; } = new("value.not-applicable", new("“/” 表示不适用，按空值记", "'/' means not applicable; kept as empty"));

    private ReadValue Text(string text)
    {
        if (schema.Codes.Length > 0)
            return Code(text);
        if (schema.Check != ValueCheck.None)
            return Checked(text);
        return schema.Place ? places.Read(text, schema.Required) : new(text);
    }

    private ReadValue Checked(string text)
    {
        var code = CheckedCode.Spelled(text);
        if (CheckedCode.Passes(code, schema.Check))
            return new(code, null, code == text ? null : new("value.respelled", new($"'{text}' 读作 {code}", $"'{text}' was read as {code}")));
        return ReadValue.Not(
            "value.check",
            schema.Check == ValueCheck.Uscc ? new($"'{text}' 不是有效的统一社会信用代码（应为 18 位，校验位相符）", $"'{text}' is no valid unified social credit code (18 characters, the last one a check)")
                : new($"'{text}' 不是投资项目代码，应为 年 4 位-地区 6 位-部门 2 位-类型 2 位-顺序 6 位", $"'{text}' is no project code; expected year 4 - area 6 - ministry 2 - type 2 - number 6 digits"));
    }

    /// <summary>Whether a spreadsheet took a long code for a number and kept 15 digits of it or fewer: 913715000001234567, or 3.715E+11 in a CSV it saved.</summary>
    private static bool LostDigits(object found) => found switch
    {
        double number => Math.Abs(number) >= FirstUnsure,
        string text => Exponential().IsMatch(text),
        _ => false,
    };

    private static ReadValue DigitsLost(object found)
    {
        var shown = PlainValue.Text(found);
        return ReadValue.Not("value.digits-lost", new(
            $"'{shown}' 是被 Excel 当作数字的编码，末尾几位已丢失；请把该列设为文本后重新填写", $"'{shown}' is a code that Excel took for a number; its last digits are lost: make the column text and fill it in again"));
    }

    [GeneratedRegex(@"^[1-9](\.[0-9]+)?E\+[0-9]{2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Exponential();

    private ReadValue Code(string text)
    {
        if (schema.CodeCalled(text) is { } code)
            return new(code);
        var codes = string.Join(", ", schema.Codes.Length > 12 ? schema.Codes.Take(12).Append("…") : schema.Codes);
        return ReadValue.Not("value.unreadable", new($"'{text}' 不在代码表中，应为：{codes}", $"'{text}' is not in the code list; expected: {codes}"), Wording.Same(codes));
    }

    private ReadValue Number(object found)
    {
        var read = NumberText.Read(found, units);
        if (read is not { } number)
            return Unreadable(found);
        var (value, note) = (number.Value, (CellProblem?)null);
        var unit = number.Unit ?? Converts;
        if (unit is not null && _unit is not null && Units.Converted(value, unit, _unit) is { } converted)
        {
            note = number.Unit is null ? null : new("unit.in-value", new($"'{found}' 换算为 {Shown(converted)} {schema.Unit}", $"'{found}' is {Shown(converted)} {schema.Unit}"));
            value = converted;
        }
        else if (number.Unit is not null)
        {
            return ReadValue.Not("value.unit", new(
                $"'{found}' 的单位不能换算为{schema.Unit ?? "该字段的值"}", $"the unit of '{found}' can't be converted to {schema.Unit ?? "what the field holds"}"), schema.Unit is { } expected ? Wording.Same(expected) : null);
        }

        if (schema.Type == FieldType.Real)
            return new(value, null, note);
        return value == Math.Truncate(value) && Math.Abs(value) < long.MaxValue ? new((long)value, null, note) : Unreadable(found);
    }

    private ReadValue Day(object found) => PlainValue.Day(found) switch
    {
        (null, _) => Unreadable(found),
        ({ } day, DayPrecision.Day) => new(day),
        ({ } day, DayPrecision.Serial) => new(day, null, new("value.excel-serial", new($"{found} 按 Excel 日期序号读为 {day:yyyy-MM-dd}", $"{found} was read as Excel's number of {day:yyyy-MM-dd}"))),
        ({ } day, _) => new(day, null, new("value.month", new($"'{found}' 未写到日，按 {day:yyyy-MM-dd} 记", $"'{found}' names no day; kept as {day:yyyy-MM-dd}"))),
    };

    private ReadValue Ranged(ReadValue read)
    {
        double? value = read.Value switch { long whole => whole, double real => real, _ => null };
        if (value is not { } number || (number >= (schema.Min ?? double.NegativeInfinity) && number <= (schema.Max ?? double.PositiveInfinity)))
            return read;
        var (zh, en) = (schema.Min, schema.Max) switch
        {
            ({ } least, { } most) => ($"{Shown(least)} 至 {Shown(most)}", $"{Shown(least)} to {Shown(most)}"),
            ({ } least, _) => ($"不小于 {Shown(least)}", $"{Shown(least)} or more"),
            var (_, most) => ($"不大于 {Shown(most!.Value)}", $"{Shown(most!.Value)} or less"),
        };
        return ReadValue.Not("value.out-of-range", new($"{Shown(number)} 超出范围，应为 {zh}", $"{Shown(number)} is out of range; expected {en}"), new(zh, en));
    }

    private ReadValue Unreadable(object found)
    {
        var shown = PlainValue.Text(found);
        var (zh, en, expected) = schema.Type switch
        {
            FieldType.Integer => ("不是整数", "is no whole number", new Wording("整数", "a whole number")),
            FieldType.Real => ("不是数字", "is no number", new Wording("数字", "a number")),
            FieldType.Boolean => ("应为 是 或 否", "should be yes or no", new Wording("是 或 否", "yes or no")),
            _ => ("不是日期，请写成 2026-01-31", "is no date; write 2026-01-31", new Wording("2026-01-31", "2026-01-31")),
        };
        var comma = schema.Type is FieldType.Integer or FieldType.Real && shown.Contains(',') && double.TryParse(shown.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? shown.Replace(',', '.')
            : null;
        return ReadValue.Not(
            "value.unreadable", comma is null ? new($"'{shown}' {zh}", $"'{shown}' {en}") : new($"'{shown}' {zh}，请改为 {comma}", $"'{shown}' {en}; write {comma}"), comma is null ? expected : Wording.Same(comma));
    }

    private static string Shown(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
