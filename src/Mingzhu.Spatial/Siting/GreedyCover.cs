namespace Mingzhu.Spatial;

/// <summary>Sites chosen one after the other, each the one that adds most to those before it (贪心选址).</summary>
/// <remarks>
/// Invariant: what a site adds only shrinks as others are chosen, so an old figure is a bound, and a candidate is counted again only when it leads (lazy evaluation).<br/>
/// By: Nemhauser, Wolsey and Fisher 1978 – the greedy choice covers at least 1 − 1/e (63 %) of the best; Minoux 1978 for the lazy way.
/// </remarks>
internal static class GreedyCover
{
    /// <summary>The greedy choice, in the order of choosing, ties to the lower number; stops early when nothing adds anything.</summary>
    /// <param name="sets">Who serves what.</param>
    /// <param name="count">At most so many sites.</param>
    /// <param name="steps">Raised by the pairs looked at.</param>
    public static GreedyChoice Choose(CoverSets sets, int count, ref long steps)
    {
        var (covered, queue) = (new bool[sets.Weight.Length], new PriorityQueue<int, (long, int)>());
        for (var candidate = 0; candidate < sets.Candidates; candidate++)
            queue.Enqueue(candidate, (-Adds(sets, candidate, covered, ref steps), candidate));

        var (chosen, gains) = (new List<int>(), new List<long>());
        while (chosen.Count < count && queue.TryDequeue(out var candidate, out var known))
        {
            var adds = Adds(sets, candidate, covered, ref steps);
            if (queue.TryPeek(out _, out var next) && next.CompareTo((-adds, candidate)) < 0)
            {
                queue.Enqueue(candidate, (-adds, candidate));
                continue;
            }

            if (adds == 0)
                break;
            chosen.Add(candidate);
            gains.Add(adds);
            foreach (var demand in sets.Of(candidate))
                covered[demand] = true;
        }

        return new([.. chosen], [.. gains], Bound(sets, chosen, covered, count, ref steps));
    }

    /// <summary>Any choice covers at most what this one does and the most that so many sites could add to it one by one.</summary>
    private static long Bound(CoverSets sets, List<int> chosen, bool[] covered, int count, ref long steps)
    {
        var adds = new long[sets.Candidates];
        for (var candidate = 0; candidate < adds.Length; candidate++)
            adds[candidate] = Adds(sets, candidate, covered, ref steps);
        return sets.Covered(chosen) + adds.OrderDescending().Take(count).Sum();
    }

    private static long Adds(CoverSets sets, int candidate, bool[] covered, ref long steps)
    {
        var sum = 0L;
        var weight = sets.Weight.Span;
        foreach (var demand in sets.Of(candidate))
            sum += covered[demand] ? 0 : weight[demand];
        steps += sets.Of(candidate).Length;
        return sum;
    }
}

/// <summary>What the greedy way chose.</summary>
/// <param name="Chosen">In the order of choosing.</param>
/// <param name="Gains">What each added when it was chosen.</param>
/// <param name="Bound">No choice of as many sites covers more.</param>
internal sealed record GreedyChoice(int[] Chosen, long[] Gains, long Bound);
