using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>
/// What a table says wrong without being written wrong (政策表检查): cases without a row, rows that contradict each other, rows that can never hold, conditions that decide on what is not known.
/// </summary>
/// <remarks>Cost: every case the table can tell apart, once; a table with more than a quarter million is refused.</remarks>
public static class PolicyChecking
{
    private const int MostCases = 250_000;

    // Any day does: nothing in a table may depend on when it is checked. No 29 February, so that years later it is the same day.
    private static readonly DateOnly Day = new(2026, 3, 1);

    /// <summary>Checks every table of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static void Check(Pack pack)
    {
        var before = pack.Problems.Count;
        var tables = PolicyTable.In(pack);
        if (pack.Problems.Skip(before).Any(problem => problem.File.StartsWith(PolicyTable.Folder, StringComparison.Ordinal)))
            return;
        foreach (var (table, file) in tables.Zip(PolicyTable.FilesOf(pack)))
        {
            foreach (var fault in FaultsOf(table))
                (fault.Row is { } row ? file["rows"].Items().ElementAt(table.Rows.IndexOf(row)) : file["rows"]).Report(fault.Says);
        }
    }

    /// <summary>What is wrong with one table.</summary>
    internal static IEnumerable<PolicyFault> FaultsOf(PolicyTable table)
    {
        if (PolicyWorlds.Count(table, Day) is > MostCases and var count)
            return [new(null, new($"组合过多（{count}），请用 try 限定数值", $"too many combinations ({count}); say with 'try' which numbers to take"))];
        PolicyFault[] guesses =
        [
            .. from row in table.Rows
               from condition in row.When
               where Guesses(condition, table)
               select new PolicyFault(row, new($"“{condition.If}”对未知的内容作了判断（IS NULL、coalesce 等不可用）", $"'{condition.If}' decides on what is not known (IS NULL, coalesce and the like are not to be used)")),
        ];
        return guesses.Length > 0 ? guesses : CaseFaults(table);
    }

    private static List<PolicyFault> CaseFaults(PolicyTable table)
    {
        var faults = new List<PolicyFault>();
        var (ever, told) = (new HashSet<PolicyRow>(), new HashSet<(PolicyRow?, PolicyRow?)>());
        foreach (var given in PolicyWorlds.All(table, Day))
        {
            PolicyRow[] holding = [.. table.Rows.Where(row => row.Holds(given) == true)];
            ever.UnionWith(holding);
            if (holding.Length == 0 && table.Complete && told.Add(default))
                faults.Add(new(null, new($"没有一行适用于：{Show(given)}", $"no row covers: {Show(given)}")));
            foreach (var (one, other) in Contradictions(table, holding).Where(pair => told.Add(pair)))
                faults.Add(new(other, new($"与“{one.Id}”行矛盾：{Show(given)}", $"contradicts the row '{one.Id}': {Show(given)}")));
        }

        faults.AddRange(table.Rows.Where(row => !ever.Contains(row)).Select(row => new PolicyFault(row, new("这一行永远不会成立", "this row can never hold"))));
        return faults;
    }

    /// <summary>Two outcomes where one is promised; or the way open and closed at once.</summary>
    private static IEnumerable<(PolicyRow One, PolicyRow Other)> Contradictions(PolicyTable table, PolicyRow[] holding) =>
        from one in holding
        from other in holding.SkipWhile(row => row != one).Skip(1)
        where table.Unique ? one.Outcome != other.Outcome : Opposite(one.Outcome.Effect, other.Outcome.Effect)
        select (one, other);

    private static bool Opposite(PolicyEffect one, PolicyEffect other) => one != other && one != PolicyEffect.Asks && other != PolicyEffect.Asks;

    /// <summary>A condition that says yes or no of an unknown answer must say the same whatever the answer turns out to be.</summary>
    private static bool Guesses(PolicyCondition condition, PolicyTable table)
    {
        PolicyInput[] inputs = [.. PolicyWorlds.Behind([condition], table)];
        var answers = Array.ConvertAll(inputs, input => PolicyWorlds.Of(input, table, Day));
        return Partly(new Given(table, ImmutableDictionary<string, object>.Empty, Day), inputs, answers, 0).Any(given =>
            condition.If.Holds(given) is { } said && inputs.Zip(answers).Where(pair => given[pair.First.Id] is null).Any(pair => pair.Second.Any(answer => condition.If.Holds(given.With(pair.First.Id, answer)) != said)));
    }

    /// <summary>Every way to answer some inputs and leave the others unknown.</summary>
    private static IEnumerable<Given> Partly(Given given, PolicyInput[] inputs, ImmutableArray<object>[] answers, int at) =>
        at == inputs.Length ? [given] : Partly(given, inputs, answers, at + 1).Concat(answers[at].SelectMany(answer => Partly(given.With(inputs[at].Id, answer), inputs, answers, at + 1)));

    private static string Show(Given given) =>
        string.Join(", ", given.Table.Inputs.Where(input => input.IsAsked).Select(input => $"{input.Id}={PolicyInput.Write(given[input.Id])}"));
}

/// <summary>Something wrong with a table.</summary>
/// <param name="Row">Which row; null for the table as a whole.</param>
/// <param name="Says">What was found.</param>
internal sealed record PolicyFault(PolicyRow? Row, Wording Says);
