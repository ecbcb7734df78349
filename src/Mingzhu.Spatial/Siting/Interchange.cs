namespace Mingzhu.Spatial;

/// <summary>Makes a choice of sites better by exchanging one site for another as long as that helps (顶点替换).</summary>
/// <remarks>By: Teitz and Bart 1968. Ends, since every exchange covers more.</remarks>
internal static class Interchange
{
    /// <summary>The improved choice and what it covers.</summary>
    public static (int[] Chosen, long Covered) Improve(CoverSets sets, IReadOnlyCollection<int> chosen, long stepLimit, ref long steps)
    {
        var (best, servers) = (chosen.ToArray(), new int[sets.Weight.Length]);
        foreach (var candidate in best)
            Add(sets, servers, candidate, 1);
        for (var changed = true; changed && steps < stepLimit;)
        {
            changed = false;
            for (var place = 0; place < best.Length && steps < stepLimit; place++)
            {
                Add(sets, servers, best[place], -1);
                var replacement = MostAdding(sets, servers, best[place], ref steps);
                changed |= replacement != best[place];
                best[place] = replacement;
                Add(sets, servers, replacement, 1);
            }
        }

        return (best, sets.Covered(best));
    }

    private static int MostAdding(CoverSets sets, int[] servers, int present, ref long steps)
    {
        var (best, bestAdds) = (present, Adds(present));
        for (var candidate = 0; candidate < sets.Candidates; candidate++)
        {
            if (Adds(candidate) is var adds && adds > bestAdds)
                (best, bestAdds) = (candidate, adds);
        }

        steps += sets.Pairs;
        return best;

        long Adds(int candidate)
        {
            var sum = 0L;
            foreach (var demand in sets.Of(candidate))
                sum += servers[demand] == 0 ? sets.Weight.Span[demand] : 0;
            return sum;
        }
    }

    private static void Add(CoverSets sets, int[] servers, int candidate, int change)
    {
        foreach (var demand in sets.Of(candidate))
            servers[demand] += change;
    }
}
