using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>Contents are kept as the text a person wrote; here it is read as what its kind says.</summary>
public static class ContentText
{
    /// <summary>The longest text of one content.</summary>
    public const int Longest = 20_000;

    /// <summary>The longest table or outline.</summary>
    public const int LongestTable = 1_000_000;

    private const double WanYuan = 10_000;

    /// <summary>As text, number, day or truth; null where nothing is written, or where it is none. Money is in yuan; a table or an area is its text.</summary>
    public static object? Value(Content content, string? text) => string.IsNullOrWhiteSpace(text) ? null : content.Kind switch
    {
        ContentKind.Number => Number(text),
        ContentKind.Money => Number(text) is { } wan ? wan * WanYuan : null,
        ContentKind.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        ContentKind.YesNo => text switch { "yes" => true, "no" => false, _ => null },
        ContentKind.Choice => content.Choices.Any(choice => choice.Id == text) ? text : null,
        _ => text,
    };

    /// <summary>A number as it would be written: money in 万元.</summary>
    public static string Of(Content content, double number) => (content.Kind == ContentKind.Money ? number / WanYuan : number).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Ids of other cases, as a content lists them: one a line, or with commas between.</summary>
    public static ImmutableArray<string> Listed(string? text) => [.. (text ?? "").Split(['\n', '\r', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>What is kept of what was written: other cases one a line, whatever the form put between them.</summary>
    public static string Kept(Content? content, string text) => content is { Kind: ContentKind.Cases, Of: not null } or { Kind: ContentKind.Findings } ? string.Join('\n', Listed(text)) : text.Trim();

    /// <summary>Whether two texts say the same: findings in any order.</summary>
    public static bool Same(Content? content, string one, string other) => one == other || (content is { Kind: ContentKind.Findings } && Listed(one).ToHashSet().SetEquals(Listed(other)));

    /// <summary>What is wrong with what was written; null if nothing.</summary>
    public static Refusal? Fault(Content content, string text)
    {
        if (text.Length == 0)
            return null;
        var longest = content.Kind is ContentKind.Table or ContentKind.Area ? LongestTable : Longest;
        if (text.Length > longest)
            return new Refusal("content.too-long", new($"“{content.Name.Zh}”共 {text.Length} 字，最多 {longest} 字", $"'{content.Name.En}' has {text.Length} characters; at most {longest} are possible"));
        if (content.Kind == ContentKind.Table)
            return TableText.Fault(content, text);
        if (content.Kind == ContentKind.Area)
            return AreaText.Fault(content, text);
        if (Value(content, text) is not null)
            return null;
        var (zh, en) = content.Kind switch
        {
            ContentKind.Number or ContentKind.Money => ("应为数字，例如 12.5", "a number is expected, like 12.5"),
            ContentKind.Day => ("应为日期，例如 2026-03-01", "a day is expected, like 2026-03-01"),
            ContentKind.YesNo => ("应为“是”或“否”", "yes or no is expected"),
            _ => ($"应为 {string.Join("、", content.Choices.Select(choice => choice.Name.Zh))} 之一", $"one of {string.Join(", ", content.Choices.Select(choice => choice.Name.En))} is expected"),
        };
        return new Refusal("content.unreadable", new($"“{content.Name.Zh}”填写为“{text}”：{zh}", $"'{content.Name.En}' reads '{text}': {en}"));
    }

    /// <summary>As people read it.</summary>
    public static string Shown(Content content, string text, Language language) => content.Kind switch
    {
        ContentKind.YesNo => text == "yes" ? language == Language.Zh ? "是" : "yes" : language == Language.Zh ? "否" : "no",
        ContentKind.Choice => content.Choices.FirstOrDefault(choice => choice.Id == text)?.Name.In(language) ?? text,
        ContentKind.Money => language == Language.Zh ? $"{text} 万元" : $"{text} × 10,000 yuan",
        ContentKind.Number when content.Unit is { } unit => $"{text} {unit.In(language)}",
        ContentKind.Findings => language == Language.Zh ? $"{Listed(text).Length} 处" : $"{Listed(text).Length} findings",
        ContentKind.Table => language == Language.Zh ? $"{TableText.Rows(content, text).Length} 行" : $"{TableText.Rows(content, text).Length} rows",
        ContentKind.Area => AreaText.Shown(text, language),
        _ => text,
    };

    private static double? Number(string text) => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
