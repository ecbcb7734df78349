using System.Collections.Immutable;

namespace Mingzhu.CheckUp;

/// <summary>Two trials on one ground beside each other (方案比较).</summary>
/// <param name="A">One.</param>
/// <param name="B">The other.</param>
/// <param name="Kinds">Every kind that either changes, as either leaves it; in the order of the kinds.</param>
/// <param name="Indicators">Every indicator that looks at what either changes, as either leaves it; in catalog order.</param>
public sealed record TrialPair(Trial A, Trial B, ImmutableArray<(KindTrial A, KindTrial B)> Kinds, ImmutableArray<(IndicatorTrial A, IndicatorTrial B)> Indicators)
{
    /// <summary>The changes of one that the other has not, in their order.</summary>
    public static ImmutableArray<Change> Only(Trial one, Trial other)
    {
        // The same change twice in one and once in the other is in the one alone once.
        var left = other.Changes.Select(ChangeText.Write).ToList();
        return [.. one.Changes.Where(change => !left.Remove(ChangeText.Write(change)))];
    }

    /// <summary>The changes both have, in the order of the first.</summary>
    public ImmutableArray<Change> Both
    {
        get
        {
            var left = B.Changes.Select(ChangeText.Write).ToList();
            return [.. A.Changes.Where(change => left.Remove(ChangeText.Write(change)))];
        }
    }

    /// <summary>What only one of them touches is in the other as the data are.</summary>
    internal static TrialPair Of(Trial a, Trial b, IEnumerable<TriedKind> kinds, IEnumerable<Standing> standings)
    {
        var pairs = kinds.Select(kind => (A: a.Kinds.FirstOrDefault(one => one.Kind == kind), B: b.Kinds.FirstOrDefault(one => one.Kind == kind)))
            .Where(pair => (pair.A ?? pair.B) is not null).Select(pair => (pair.A ?? pair.B!.Unchanged(), pair.B ?? pair.A!.Unchanged()));
        IndicatorTrial? In(Trial trial, Standing standing) => trial.Indicators.FirstOrDefault(one => one.Indicator.Code == standing.Indicator.Code && one.Variant == standing.Variant);
        var indicators = standings.Select(standing => (A: In(a, standing), B: In(b, standing)))
            .Where(pair => (pair.A ?? pair.B) is not null).Select(pair => (pair.A ?? Unchanged(pair.B!), pair.B ?? Unchanged(pair.A!)));
        return new TrialPair(a, b, [.. pairs], [.. indicators]);
    }

    private static IndicatorTrial Unchanged(IndicatorTrial other) => other with { After = other.Before };
}
