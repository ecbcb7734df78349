using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Asks the gates of a step (检查): every one, all findings at once.</summary>
/// <param name="checks">The checks of the program by name.</param>
public sealed class Gates(ImmutableDictionary<string, Check> checks)
{
    private const int MostNamed = 10;

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
        var (on, onEn) = found.Features.IsDefaultOrEmpty ? ("", "") : ($"（{Named(found.Features, Language.Zh)}）", $" ({Named(found.Features, Language.En)})");
        return new Refusal(gate.Weight == Weight.Warns ? "gate.reason-asked" : "gate.failed", new($"{id}{asks.Zh}：{says.Zh}{on}{zh}", $"{id}{asks.En}: {says.En}{onEn}{en}"), gate.Rule.Source);
    }

    private GateFound Find(Case @case, GateRule gate, Context context)
    {
        if (gate.Check is { } name)
            return checks.TryGetValue(name, out var check) ? check(@case, context) : GateFound.Unknown(new($"本程序没有检查“{name}”", $"this program has no check '{name}'"));
        var asked = gate.Requires.Fields.Select(field => @case.Procedure.Contents.FirstOrDefault(content => content.Id == field) ?? new Content(field, Wording.Same(field), ContentKind.Text, null, [], Required: false, RuleRef.None)).ToArray();
        return gate.Requires.Holds(@case) switch
        {
            true => GateFound.Pass(new("符合", "holds")),
            false => GateFound.Fail(new(Told(@case, asked, Language.Zh), Told(@case, asked, Language.En)), Counted(@case, asked)),
            null => GateFound.Unknown(asked.Where(content => @case[content.Id] is null).ToArray() is { Length: > 0 } missing
                ? new(Told(@case, missing, Language.Zh), Told(@case, missing, Language.En))
                : new("无法判断", "cannot be told")),
        };
    }

    // What a gate asks holds a single count of rows: those that were counted are what it was found on.
    private static ImmutableArray<string> Counted(Case @case, Content[] asked) => asked.Select(content => content.Sum).OfType<TableSum>().Where(sum => sum is { Column: null, Less: null }).ToArray() is [var sum] ? Sums.Counted(@case, sum) : [];

    // What each holds; then what nobody has filled in. What follows from a table is filled in there.
    private static string Told(Case @case, Content[] asked, Language language)
    {
        var known = asked.Where(content => @case[content.Id] is not null).Select(content => language == Language.Zh ? $"{content.Name.Zh}为 {Shown(@case, content, language)}" : $"{content.Name.En} is {Shown(@case, content, language)}");
        var missing = asked.Where(content => @case[content.Id] is null).SelectMany(content => content.Sum is { } sum
            ? sum.Parts.Where(part => Sums.Of(@case, part) is null).Select(part => (Content: @case.Procedure.Contents.First(table => table.Id == part.Of), Rows: Sums.Wanting(@case, part)))
            : [(Content: content, Rows: ImmutableArray<string>.Empty)]).DistinctBy(pair => pair.Content.Id).ToArray();
        var blank = missing.Where(pair => pair.Rows.IsEmpty).Select(pair => pair.Content.Name).ToArray();
        return string.Join(language == Language.Zh ? "，" : ", ", known
            .Concat(blank is [] ? [] : [language == Language.Zh ? $"未填写{string.Join("、", blank.Select(name => $"“{name.Zh}”"))}" : $"not filled in: {string.Join(", ", blank.Select(name => $"'{name.En}'"))}"])
            .Concat(missing.Where(pair => !pair.Rows.IsEmpty).Select(pair => language == Language.Zh ? $"“{pair.Content.Name.Zh}”未填全（{Named(pair.Rows, language)}）" : $"'{pair.Content.Name.En}' is not complete ({Named(pair.Rows, language)})")));
    }

    private static string Named(ImmutableArray<string> all, Language language) => language == Language.Zh
        ? $"{string.Join("、", all.Take(MostNamed))}{(all.Length > MostNamed ? $" 等 {all.Length} 处" : "")}"
        : $"{string.Join(", ", all.Take(MostNamed))}{(all.Length > MostNamed ? $" and others, {all.Length} in all" : "")}";

    private static string Shown(Case @case, Content content, Language language) => content.Sum is null && @case.Contents.TryGetValue(content.Id, out var text)
        ? ContentText.Shown(content, text, language)
        : @case[content.Id] is double number ? ContentText.Shown(content, ContentText.Of(content, number), language) : $"“{@case[content.Id]}”";
}
