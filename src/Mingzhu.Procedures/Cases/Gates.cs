using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Asks the gates of a step (检查): every one, all findings at once.</summary>
/// <param name="checks">The checks of the program by name.</param>
public sealed class Gates(ImmutableDictionary<string, Check> checks)
{
    /// <summary>Without checks of the program: expressions only.</summary>
    public static Gates Plain { get; } = new(ImmutableDictionary<string, Check>.Empty);

    /// <summary>Whether there is a check of a name.</summary>
    public bool Knows(string check) => checks.ContainsKey(check);

    /// <summary>What each gate of a step finds now.</summary>
    public IEnumerable<(GateRule Gate, GateFound Found)> Ask(Case @case, Step step, Context context) => step.Gates.Select(gate => (gate, Find(@case, gate, context)));

    /// <summary>What the gates of a step come to, and the reasons against going on.</summary>
    /// <param name="case">The case.</param>
    /// <param name="step">The step to be brought to its end.</param>
    /// <param name="context">Today and views.</param>
    /// <param name="why">Reasons given for gates that only warn, by id.</param>
    public (ImmutableArray<GateResult> Results, ImmutableArray<Refusal> Reasons) Pass(Case @case, Step step, Context context, ImmutableSortedDictionary<string, string> why)
    {
        var (results, reasons) = (ImmutableArray.CreateBuilder<GateResult>(), ImmutableArray.CreateBuilder<Refusal>());
        foreach (var (gate, found) in Ask(@case, step, context))
        {
            var reason = found.Verdict == Verdict.Passes ? null : gate.Weight == Weight.Warns ? why.GetValueOrDefault(gate.Id)?.Trim() : Overridden(@case, gate, found)?.Reason;
            results.Add(new GateResult(gate.Id, found, reason is "" ? null : reason));
            if (found.Verdict != Verdict.Passes && string.IsNullOrEmpty(reason))
                reasons.Add(Told(gate, found));
        }

        return (results.ToImmutable(), reasons.ToImmutable());
    }

    /// <summary>The override that lets a gate go; null if there is none. One that only attests says nothing against what was found.</summary>
    public static GateOverridden? Overridden(Case @case, GateRule gate, GateFound found) =>
        found.Verdict == Verdict.Unknown || !gate.Override.IsEmpty ? @case.OverrideOf(gate.Id) : null;

    /// <summary>A gate that does not pass, as a reason: the rule, what was found, and on what.</summary>
    public static Refusal Told(GateRule gate, GateFound found)
    {
        var id = gate.Rule.Id is { } rule ? $"{rule} " : "";
        var (asks, says) = (gate.Name, found.Says);
        var (zh, en) = gate.Weight == Weight.Warns ? ("；须说明理由", "; a reason is asked for") : found.Verdict == Verdict.Unknown ? ("；无法判断不视为通过", "; what is unknown is no pass") : ("", "");
        var (on, onEn) = found.Features.IsDefaultOrEmpty ? ("", "") : ($"（{string.Join("、", found.Features.Take(10))}{(found.Features.Length > 10 ? $" 等 {found.Features.Length} 处" : "")}）", $" ({string.Join(", ", found.Features.Take(10))}{(found.Features.Length > 10 ? $" and others, {found.Features.Length} in all" : "")})");
        return new Refusal(gate.Weight == Weight.Warns ? "gate.reason-asked" : "gate.failed", new($"{id}{asks.Zh}：{says.Zh}{on}{zh}", $"{id}{asks.En}: {says.En}{onEn}{en}"), gate.Rule.Source);
    }

    private GateFound Find(Case @case, GateRule gate, Context context)
    {
        if (gate.Check is { } name)
            return checks.TryGetValue(name, out var check) ? check(@case, context) : GateFound.Unknown(new($"本程序没有检查“{name}”", $"this program has no check '{name}'"));
        var values = gate.Requires.Fields.Select(field => (Name: NameOf(@case, field), Value: @case[field])).ToArray();
        return gate.Requires.Holds(@case) switch
        {
            true => GateFound.Pass(new("符合", "holds")),
            false => GateFound.Fail(new(string.Join("，", values.Select(pair => $"{pair.Name.Zh}为{Shown(pair.Value, Language.Zh)}")), string.Join(", ", values.Select(pair => $"{pair.Name.En} is {Shown(pair.Value, Language.En)}")))),
            null => values.Where(pair => pair.Value is null).Select(pair => pair.Name).ToArray() is { Length: > 0 } missing
                ? GateFound.Unknown(new($"未填写{string.Join("、", missing.Select(field => $"“{field.Zh}”"))}", $"not filled in: {string.Join(", ", missing.Select(field => $"'{field.En}'"))}"))
                : GateFound.Unknown(new("无法判断", "cannot be told")),
        };
    }

    private static Wording NameOf(Case @case, string field) => @case.Procedure.Contents.FirstOrDefault(content => content.Id == field)?.Name ?? Wording.Same(field);

    private static string Shown(object? value, Language language) => value switch
    {
        null => language == Language.Zh ? "未知" : "unknown",
        true => language == Language.Zh ? "是" : "yes",
        false => language == Language.Zh ? "否" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        double number => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
        _ => $"“{value}”",
    };
}
