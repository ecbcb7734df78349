using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mingzhu.Spatial;

/// <summary>What a row below the headings is.</summary>
internal enum RowKind : byte
{
    /// <summary>A row of the table.</summary>
    Record,

    /// <summary>It holds nothing.</summary>
    Empty,

    /// <summary>A sum of other rows (合计、总计、小计).</summary>
    Total,

    /// <summary>The heading of a part of the table: 一、老旧小区改造.</summary>
    Section,

    /// <summary>The numbers of the columns under the headings: 1, 2, 3 …</summary>
    Numbering,

    /// <summary>Words below the table: 注：…, 填表人：….</summary>
    Remark,
}

/// <summary>Tells records from what else departments write into their tables. Reads rows in order, since remarks go on over rows.</summary>
/// <param name="width">How many columns the table has.</param>
internal sealed partial class TableSense(int width)
{
    private const int LongestTotal = 20;
    private const int FewestNumbered = 3;
    private static readonly string[] Totals = ["合计", "总计", "小计", "共计", "总合计"];
    private static readonly string[] EnglishTotals = ["total", "subtotal", "sub-total", "grand total", "sum"];
    private static readonly string[] Remarks = ["注", "备注", "说明", "填表说明", "填报说明", "填表人", "填报人", "制表人", "审核人", "复核人", "负责人", "单位负责人", "联系人", "填表日期", "填报日期", "联系电话", "Note", "Notes", "Remark", "Remarks", "Source"];

    private static readonly SearchValues<char> UnitEnds = SearchValues.Create("（）() \t\u3000；;\n");
    private static readonly SearchValues<char> ChineseDigits = SearchValues.Create("一二三四五六七八九十");

    private bool _afterRemark;
    private bool _sawRecord;

    public RowKind Kind(TableRow row)
    {
        var kind = row.Cells.Count == 0 ? RowKind.Empty
            : IsRemark(row) ? RowKind.Remark
            : IsTotal(row) ? RowKind.Total
            : !_sawRecord && IsNumbering(row) ? RowKind.Numbering
            : IsSection(row) ? RowKind.Section
            : RowKind.Record;
        _afterRemark = kind == RowKind.Remark || (_afterRemark && kind == RowKind.Empty);
        _sawRecord |= kind == RowKind.Record;
        return kind;
    }

    /// <summary>The unit that all amounts of a table are in, from a text such as "单位：万元" above it; null if it says none.</summary>
    public static string? UnitLine(string text)
    {
        const string Unit = "单位";
        for (var at = text.IndexOf(Unit, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Unit, at + 1, StringComparison.Ordinal))
        {
            var first = at;
            // 填报单位 and 建设单位 are offices, not measures.
            foreach (var kind in (ReadOnlySpan<string>)["金额", "计量", "货币", "面积", "数量"])
                first = text.AsSpan(0, at).EndsWith(kind, StringComparison.Ordinal) ? at - kind.Length : first;
            if (first > 0 && !char.IsWhiteSpace(text[first - 1]) && text[first - 1] is not ('（' or '(' or '，' or ',' or '；' or '：'))
                continue;
            var rest = text.AsSpan(at + Unit.Length).TrimStart();
            if (rest is not ['：' or ':', .. var value])
                continue;
            value = value.TrimStart();
            var end = value.IndexOfAny(UnitEnds);
            value = (end < 0 ? value : value[..end]).TrimEnd("。，,");
            if (value.Length > 0)
                return $"{text.AsSpan(first, at - first)}{Unit}：{value}";
        }
        return null;
    }

    /// <summary>Whether a text is a label with what it labels: 填报日期：2026年5月.</summary>
    public static bool IsLabelled(string text) => text.AsSpan().IndexOfAny('：', ':') is > 0 and var colon && colon < text.Length - 1;

    /// <summary>Whether a text is no number, day or truth, in whatever way a CSV or a cell of text spells those, and so may head a column.</summary>
    public static bool IsWords(object value) => value is string text && !CoordinateText.TryRead(Ungrouped(text).TrimEnd('%'), out _) && !IsDay(text) && !bool.TryParse(text, out _);

    /// <summary>A whole number, also one that stands there as text; null if it is none.</summary>
    public static long? Whole(object? value) => value switch
    {
        long whole => whole,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => null,
    };

    // 1,234 and 12,345.6: what a spreadsheet shows, and a CSV of it holds.
    private static string Ungrouped(string text) => text.Length < 64 && text.Contains(',', StringComparison.Ordinal) && Grouped().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal) : text;

    /// <summary>Whether a cell is a day, also one that stands there as text.</summary>
    public static bool IsDay(object value) => value is DateOnly || (value is string { Length: >= 8 and <= 19 } text && Day().IsMatch(text));

    [GeneratedRegex(@"^[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]{4}([-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Day();

    private bool IsRemark(TableRow row)
    {
        if (row.Cells[0].Value is not string text)
            return false;
        var colon = text.AsSpan().IndexOfAny('：', ':');
        return (colon > 0 && Array.IndexOf(Remarks, Closed(text[..colon])) >= 0) || (_afterRemark && row.Cells.Count == 1);
    }

    // In the first two cells with words, wherever they stand: 序号 is often blank or merged with the word.
    private static bool IsTotal(TableRow row) =>
        row.Cells.Where(cell => cell.Value is string text && IsWords(text)).Take(2).Any(cell => IsTotal((string)cell.Value!));

    private static bool IsTotal(string text)
    {
        if (text.Length > LongestTotal)
            return false;
        var words = Closed(text).TrimEnd('：', ':');
        if (EnglishTotals.Contains(words, StringComparer.OrdinalIgnoreCase) || EnglishTotals.Contains(text.TrimEnd(':'), StringComparer.OrdinalIgnoreCase))
            return true;
        return Array.Exists(Totals, total => words.EndsWith(total, StringComparison.Ordinal)
            || (words.StartsWith(total, StringComparison.Ordinal) && words[total.Length] is '（' or '(' or '：' or ':' or (>= '0' and <= '9')));
    }

    private static bool IsNumbering(TableRow row)
    {
        var numbers = row.Cells.Where(cell => cell.Value is not string text || !IsOrdinalWord(text)).ToList();
        return numbers.Count >= FewestNumbered && numbers.Select((cell, index) => Number(cell.Value) == index + 1).All(matches => matches);

        static long Number(object? value) => value switch
        {
            long whole => whole,
            string text when long.TryParse(text.Trim('(', ')', '（', '）'), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) => whole,
            _ => -1,
        };
    }

    private static bool IsOrdinalWord(string text) => text is "甲" or "乙" or "丙" or "丁" or "戊" or "栏次";

    private bool IsSection(TableRow row)
    {
        if (row.Cells.Count != 1 || width < 4 || row.Cells[0].Value is not string text)
            return false;
        var digits = text.AsSpan().TrimStart('（').TrimStart('(');
        var count = digits.IndexOfAnyExcept(ChineseDigits);
        return count is > 0 and <= 3 && digits[count] is '、' or '）' or ')' or '.' or '．';
    }

    private static string Closed(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}
