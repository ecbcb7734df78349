using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>What a table says of a case.</summary>
public enum PolicyVerdict
{
    /// <summary>A row that opens the way holds.</summary>
    Open,

    /// <summary>A row that closes it holds.</summary>
    Closed,

    /// <summary>Only rows hold that ask for something beside it.</summary>
    Noted,

    /// <summary>No row holds, and for some it cannot be told yet: treated as a no.</summary>
    Undecided,

    /// <summary>No row holds whatever the unknowns are: the documents do not say.</summary>
    Silent,
}

/// <summary>A figure that was computed.</summary>
public sealed record PolicyValue(Wording Name, object Value, Wording? Unit);

/// <summary>A row that holds.</summary>
public sealed record PolicyMatch(PolicyRow Row, ImmutableArray<PolicyValue> Figures);

/// <summary>A condition that does not hold: no, or unknown.</summary>
/// <param name="Condition">Which.</param>
/// <param name="Holds">false, or null for unknown.</param>
public sealed record PolicyUnmet(PolicyCondition Condition, bool? Holds);

/// <summary>One answer that would have to be another (or known).</summary>
/// <param name="Input">Which.</param>
/// <param name="To">Answers that would do, the others of the same near miss given; empty for a number or day, where the condition says it.</param>
public sealed record PolicyChange(PolicyInput Input, ImmutableArray<object> To);

/// <summary>A row that does not hold, why, and the fewest answers that would have to change for it to (差一点).</summary>
/// <param name="Row">Which.</param>
/// <param name="Unmet">Its conditions that fail or are unknown, in written order.</param>
/// <param name="Changes">The fewest changes that make it hold; empty if none can.</param>
public sealed record PolicyNearMiss(PolicyRow Row, ImmutableArray<PolicyUnmet> Unmet, ImmutableArray<PolicyChange> Changes);

/// <summary>The answer of a policy table (政策查询结果).</summary>
/// <param name="Given">What was known.</param>
/// <param name="Verdict">What it comes to. Unknown is never a yes.</param>
/// <param name="Matches">Rows that hold, in written order.</param>
/// <param name="NearMisses">Rows that do not and lead elsewhere: those that would open a way first, among them fewest changes first, else in written order.</param>
public sealed record PolicyAnswer(Given Given, PolicyVerdict Verdict, ImmutableArray<PolicyMatch> Matches, ImmutableArray<PolicyNearMiss> NearMisses)
{
    /// <summary>Asks the table.</summary>
    /// <remarks>Always: another answer made known never turns an open way into an undecided one; the verdict is what a slow walk over all rows gives.</remarks>
    public static PolicyAnswer Of(Given given)
    {
        var rows = given.Table.Rows;
        PolicyRow[] holding = [.. rows.Where(row => row.Holds(given) == true)];
        var outcomes = holding.Select(row => row.Outcome.Id).ToHashSet();
        var misses = rows.Where(row => !outcomes.Contains(row.Outcome.Id))
            .Select(row => new PolicyNearMiss(row, Unmet(row, given), PolicyChanges.Fewest(row, given)));
        return new PolicyAnswer(
            given, VerdictOf(holding, rows.Any(row => row.Holds(given) is null)),
            [.. holding.Select(row => new PolicyMatch(row, Figures(row, given)))],
            [.. misses.OrderBy(miss => miss.Changes.IsEmpty).ThenBy(miss => miss.Row.Outcome.Effect).ThenBy(miss => miss.Changes.Length)]);
    }

    /// <summary>The verdict as addresses and programs write it: open, closed, noted, undecided, silent.</summary>
    public string Code => Verdict.ToString().ToLowerInvariant();

    /// <summary>The verdict in words.</summary>
    public Wording Says => Verdict switch
    {
        PolicyVerdict.Open => new("可以", "Yes"),
        PolicyVerdict.Closed => new("不可以", "No"),
        PolicyVerdict.Noted => new("未作出结论，另有要求", "No conclusion; something is asked for"),
        PolicyVerdict.Undecided => new("尚不能认定，按“否”处理", "It cannot be told yet, and counts as no"),
        _ => new("文件未作规定", "The documents do not say"),
    };

    private static PolicyVerdict VerdictOf(PolicyRow[] holding, bool someUnknown) =>
        holding.Any(row => row.Outcome.Effect == PolicyEffect.Refuses) ? PolicyVerdict.Closed
        : holding.Any(row => row.Outcome.Effect == PolicyEffect.Opens) ? PolicyVerdict.Open
        : someUnknown ? PolicyVerdict.Undecided
        : holding.Length > 0 ? PolicyVerdict.Noted : PolicyVerdict.Silent;

    private static ImmutableArray<PolicyUnmet> Unmet(PolicyRow row, Given given) =>
        [.. row.When.Select(condition => new PolicyUnmet(condition, condition.If.Holds(given))).Where(unmet => unmet.Holds != true)];

    private static ImmutableArray<PolicyValue> Figures(PolicyRow row, Given given) =>
        [.. row.Figures.Select(figure => (figure, Value: figure.Value.Value(given))).Where(pair => pair.Value is not null).Select(pair => new PolicyValue(pair.figure.Name, pair.Value!, pair.figure.Unit))];
}
