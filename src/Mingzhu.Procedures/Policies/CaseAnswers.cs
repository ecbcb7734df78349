using System.Collections.Immutable;

namespace Mingzhu.Procedures;

/// <summary>What cases answer of a policy table already (由办件填入): that of the thing the table is about, or one under it; those it belongs to; and those that belong to it, where they agree.</summary>
public static class CaseAnswers
{
    /// <summary>The answers by input, as <see cref="PolicyInput.Read"/> takes them. What no case says, or says in different ways, is not among them.</summary>
    /// <param name="table">Whose inputs.</param>
    /// <param name="one">The case asked from.</param>
    /// <param name="cases">All cases.</param>
    /// <param name="seen">Which of them who asks may look at: the others answer nothing.</param>
    public static ImmutableSortedDictionary<string, string> Of(PolicyTable table, Case one, Cases cases, Func<Case, bool> seen)
    {
        if (table.About is not { } about || Above(one, about, cases) is not { } thing)
            return ImmutableSortedDictionary<string, string>.Empty;
        var answers = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var input in table.Inputs)
        {
            foreach (var sources in input.From.GroupBy(source => source.Subject))
            {
                var kin = Above(one, sources.Key, cases) is { } above ? [above] : Below(thing, sources.Key, cases);
                var said = kin.Select(each => seen(each) ? Answer(sources, each) : "").Distinct().ToArray();
                if (said is [{ Length: > 0 } answer])
                    answers.TryAdd(input.Id, answer);
            }
        }

        return answers.ToImmutable();
    }

    // The first condition that holds; one that is unknown leaves those after it unsaid.
    private static string Answer(IEnumerable<CaseSource> sources, Case kin)
    {
        foreach (var source in sources)
        {
            if (source.Answer is null)
                return PolicyInput.Write(source.Value.Value(kin));
            if (source.Value.Holds(kin) is not false and var holds)
                return holds is true ? source.Answer : "";
        }

        return "";
    }

    // Itself, or the one it belongs to, at any distance.
    private static Case? Above(Case one, string subject, Cases cases)
    {
        for (var at = one; at is not null; at = at.Of is { } of ? cases.Find(of) : null)
        {
            if (at.Procedure.Subject == subject)
                return at;
        }

        return null;
    }

    private static Case[] Below(Case thing, string subject, Cases cases) => [.. cases.Under(thing.Id).Where(below => below.Procedure.Subject == subject && below.State is CaseState.Running or CaseState.Done)];
}
