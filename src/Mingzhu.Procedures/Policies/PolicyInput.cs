using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>What kind of answer a question takes.</summary>
public enum PolicyInputKind
{
    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>A number in a unit.</summary>
    Number,

    /// <summary>A day.</summary>
    Day,
}

/// <summary>One of the answers of a choice.</summary>
/// <param name="Id">As conditions and addresses write it.</param>
/// <param name="Name">For people.</param>
public sealed record PolicyChoice(string Id, Wording Name);

/// <summary>A day that follows from another one: so many years and days after it.</summary>
/// <param name="Input">The day it is counted from.</param>
/// <param name="Years">Whole years after it.</param>
/// <param name="Days">Days after that; below 0 for before.</param>
public sealed record DayAfter(string Input, int Years, int Days);

/// <summary>Where the answer stands in a case (取自办件), so that nobody is asked for what is written there already.</summary>
/// <param name="Subject">In a case about a thing of this kind.</param>
/// <param name="Answer">What is answered where the expression holds; null where its value is the answer.</param>
/// <param name="Value">Over the contents of the case, and <c>effective</c>.</param>
public sealed record CaseSource(string Subject, string? Answer, Expression Value);

/// <summary>One fact that a policy table asks for (条件项).</summary>
/// <param name="Id">As conditions and addresses write it: "scheme_approved".</param>
/// <param name="Name">The question, for people.</param>
/// <param name="Hint">Who knows it, or what it means; null if that is plain.</param>
/// <param name="Kind">What is answered.</param>
/// <param name="Choices">For a choice: its answers.</param>
/// <param name="Unit">For a number: its unit.</param>
/// <param name="Tries">For a number: the values a check of the table tries; empty to take those the conditions turn at.</param>
/// <param name="After">A day that is computed and not asked for; null for what is asked.</param>
public sealed record PolicyInput(
    string Id, Wording Name, Wording? Hint, PolicyInputKind Kind, ImmutableArray<PolicyChoice> Choices, Wording? Unit, ImmutableArray<double> Tries, DayAfter? After)
{
    private static readonly string[] Yes = ["yes", "true", "是", "有"];
    private static readonly string[] No = ["no", "false", "否", "无"];
    private static readonly string[] Unknown = ["", "unknown", "不明", "?"];

    /// <summary>Where cases answer it, in the order in which they are asked; empty where none does.</summary>
    public ImmutableArray<CaseSource> From { get; init; } = [];

    /// <summary>Whether somebody is asked for it.</summary>
    public bool IsAsked => After is null;

    /// <summary>Reads an answer as it is typed or stands in an address; null means that it is not known.</summary>
    /// <exception cref="RefusedException">It is none of the answers this question takes.</exception>
    public object? Read(string typed)
    {
        var text = typed.Trim();
        if (Unknown.Contains(text, StringComparer.OrdinalIgnoreCase))
            return null;
        return Kind switch
        {
            PolicyInputKind.YesNo => Yes.Contains(text, StringComparer.OrdinalIgnoreCase) ? true : No.Contains(text, StringComparer.OrdinalIgnoreCase) ? false : throw Wrong(text, new("应为 yes、no 或 unknown", "yes, no or unknown is expected")),
            PolicyInputKind.Choice => Choices.Any(choice => choice.Id == text) ? text : throw Wrong(text, new($"应为 {string.Join("、", Choices.Select(choice => choice.Id))} 之一", $"one of {string.Join(", ", Choices.Select(choice => choice.Id))} is expected")),
            PolicyInputKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Wrong(text, new("应为数字，小数点用 .", "a number is expected, with a point for decimals")),
            _ => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Wrong(text, new("应为日期，如 2026-06-30", "a date like 2026-06-30 is expected")),
        };
    }

    /// <summary>An answer as <see cref="Read"/> takes it; "" for what is not known.</summary>
    public static string Write(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "yes" : "no",
        double number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    /// <summary>An answer for people.</summary>
    public Wording Show(object? value) => value switch
    {
        null => new("不明", "unknown"),
        true => new("是", "yes"),
        false => new("否", "no"),
        double number when Unit is { } unit => new($"{Shown.Number(number, 2, fixedDecimals: false)} {unit.Zh}", $"{Shown.Number(number, 2, fixedDecimals: false)} {unit.En}"),
        string choice => Choices.FirstOrDefault(one => one.Id == choice)?.Name ?? Wording.Same(choice),
        _ => Wording.Same(Write(value)),
    };

    private RefusedException Wrong(string found, Wording expected) => new(new Refusal("policy.bad-answer", new(
        $"{Name.Zh}（{Id}）：“{found}”不是可用的回答，{expected.Zh}", $"{Name.En} ({Id}): '{found}' is no answer here, {expected.En}")));
}
