using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>The cases a table can tell apart: for every input the few answers at which its conditions may turn.</summary>
/// <remarks>
/// A number is tried at every value written in a condition that uses it, halfway between neighbours, and beyond the ends, unless the table says which values to try; a day at the day of asking, at
/// those written, at those from which a computed day falls there, and a day before and after each.
/// </remarks>
internal static class PolicyWorlds
{
    /// <summary>The answers worth trying for one input.</summary>
    public static ImmutableArray<object> Of(PolicyInput input, PolicyTable table, DateOnly on) => input.Kind switch
    {
        PolicyInputKind.YesNo => [true, false],
        PolicyInputKind.Choice => [.. input.Choices.Select(choice => choice.Id)],
        PolicyInputKind.Number => input.Tries.IsEmpty ? Numbers(Written<double>(input, table)) : [.. input.Tries],
        _ => Days(input, table, on),
    };

    /// <summary>How many cases there are; beyond <see cref="int.MaxValue"/> that many.</summary>
    public static long Count(PolicyTable table, DateOnly on) => Asked(table).Aggregate(1L, (count, input) => Math.Min(int.MaxValue, count * Of(input, table, on).Length));

    /// <summary>Every possible case with all inputs known.</summary>
    public static IEnumerable<Given> All(PolicyTable table, DateOnly on)
    {
        var inputs = Asked(table).ToArray();
        var choices = Array.ConvertAll(inputs, input => Of(input, table, on));
        return Combinations(new Given(table, ImmutableDictionary<string, object>.Empty, on), inputs, choices).Where(given => given.IsPossible);
    }

    /// <summary>Every way to answer some inputs, the rest as given.</summary>
    public static IEnumerable<Given> Combinations(Given given, PolicyInput[] inputs, ImmutableArray<object>[] answers, int at = 0) =>
        at == inputs.Length ? [given] : answers[at].SelectMany(answer => Combinations(given.With(inputs[at].Id, answer), inputs, answers, at + 1));

    /// <summary>The inputs a row looks at, a computed day as the one it is counted from, in the table's order.</summary>
    public static IEnumerable<PolicyInput> Behind(IEnumerable<PolicyCondition> conditions, PolicyTable table)
    {
        var fields = conditions.SelectMany(condition => condition.If.Fields).Select(field => table.Input(field)?.After?.Input ?? field).ToHashSet();
        return table.Inputs.Where(input => fields.Contains(input.Id));
    }

    private static IEnumerable<PolicyInput> Asked(PolicyTable table) => table.Inputs.Where(input => input.IsAsked);

    private static IEnumerable<T> Written<T>(PolicyInput input, PolicyTable table) =>
        table.Rows.SelectMany(row => row.When).Concat(table.Demands).Where(condition => condition.If.Fields.Contains(input.Id)).SelectMany(condition => condition.If.Values.OfType<T>()).Distinct().Order();

    private static ImmutableArray<object> Numbers(IEnumerable<double> turns)
    {
        double[] at = [.. turns.DefaultIfEmpty(0)];
        var between = at.Zip(at.Skip(1), (low, high) => low + ((high - low) / 2));
        return [.. at.Concat(between).Append(at[0] - 1).Append(at[^1] + 1).Distinct().Order()];
    }

    private static ImmutableArray<object> Days(PolicyInput input, PolicyTable table, DateOnly on)
    {
        var turns = Written<DateOnly>(input, table).Append(on).ToArray();
        var back = table.Inputs.Select(other => other.After).OfType<DayAfter>().Where(after => after.Input == input.Id)
            .SelectMany(after => turns.Select(turn => turn.AddDays(-after.Days).AddYears(-after.Years)));
        return [.. turns.Concat(back).SelectMany(turn => new[] { turn.AddDays(-1), turn, turn.AddDays(1) }).Distinct().Order()];
    }
}
