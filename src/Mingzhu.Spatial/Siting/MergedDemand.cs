namespace Mingzhu.Spatial;

/// <summary>Demand that the same candidates serve, put together (需求合并): a choice never tells the parts apart, so a search need not either.</summary>
/// <remarks>Always: what any candidates cover together is the same before and after; demand that nobody serves or that weighs nothing is gone.</remarks>
public static class MergedDemand
{
    /// <summary>The same candidates over fewer, heavier demands.</summary>
    /// <param name="demandOf">Of each candidate the demand it would serve.</param>
    /// <param name="weight">What each demand weighs.</param>
    public static CoverSets Of(IReadOnlyList<int[]> demandOf, long[] weight)
    {
        var servers = new List<int>?[weight.Length];
        for (var candidate = 0; candidate < demandOf.Count; candidate++)
        {
            foreach (var demand in demandOf[candidate])
            {
                if (weight[demand] > 0)
                    (servers[demand] ??= []).Add(candidate);
            }
        }

        var (groupOf, merged) = (new Dictionary<ServedBy, int>(), new List<long>());
        for (var demand = 0; demand < weight.Length; demand++)
        {
            if (servers[demand] is not { } by)
                continue;
            if (!groupOf.TryGetValue(new(by), out var group))
            {
                groupOf.Add(new(by), group = merged.Count);
                merged.Add(0);
            }

            merged[group] += weight[demand];
        }

        var sets = Array.ConvertAll(new int[demandOf.Count], _ => new List<int>());
        foreach (var (by, group) in groupOf.OrderBy(pair => pair.Value))
            by.Candidates.ForEach(candidate => sets[candidate].Add(group));
        return new CoverSets([.. sets.Select(set => set.ToArray())], [.. merged]);
    }

    private readonly record struct ServedBy(List<int> Candidates)
    {
        public bool Equals(ServedBy other) => Candidates.SequenceEqual(other.Candidates);

        public override int GetHashCode() => Candidates.Aggregate(17, HashCode.Combine);
    }
}
