using System.Collections.Immutable;

namespace Mingzhu.Procedures;

/// <summary>What would have to be otherwise for a row to hold.</summary>
internal static class PolicyChanges
{
    /// <summary>The fewest answers to change or to learn; among sets of one size the first in the table's order. Empty if no answers make the row hold.</summary>
    public static ImmutableArray<PolicyChange> Fewest(PolicyRow row, Given given)
    {
        PolicyInput[] inputs = [.. PolicyWorlds.Behind(row.When, given.Table)];
        for (var size = 1; size <= inputs.Length; size++)
        {
            foreach (var chosen in Subsets(inputs, size))
            {
                var answers = Array.ConvertAll(chosen, input => Others(input, given));
                if (PolicyWorlds.Combinations(given, chosen, answers).FirstOrDefault(other => other.IsPossible && row.Holds(other) == true) is { } found)
                    return [.. chosen.Select((input, at) => new PolicyChange(input, Working(row, found, input, answers[at])))];
            }
        }

        return [];
    }

    private static ImmutableArray<object> Others(PolicyInput input, Given given) => [.. PolicyWorlds.Of(input, given.Table, given.On).Where(answer => !answer.Equals(given[input.Id]))];

    /// <summary>For answers that can be listed, all that do; the tries of a number or day are no advice, its condition is.</summary>
    private static ImmutableArray<object> Working(PolicyRow row, Given found, PolicyInput input, ImmutableArray<object> answers) =>
        input.Kind is PolicyInputKind.Number or PolicyInputKind.Day ? [] : [.. answers.Where(answer => found.With(input.Id, answer) is { IsPossible: true } other && row.Holds(other) == true)];

    private static IEnumerable<PolicyInput[]> Subsets(PolicyInput[] of, int size, int from = 0) => size == 0
        ? [[]]
        : Enumerable.Range(from, of.Length - from).SelectMany(first => Subsets(of, size - 1, first + 1).Select(rest => (PolicyInput[])[of[first], .. rest]));
}
