namespace Mingzhu.Spatial;

/// <summary>Which candidate sites serve which demand (覆盖关系), laid flat both ways.</summary>
/// <remarks>
/// In: of each candidate the demand it would serve, as indices into <c>weight</c>, in any order, repeats allowed; weights at least 0, in one whole unit (people, m²).<br/>
/// Always: no order of candidates or demand changes what any subset covers.<br/>
/// Cost: 8 bytes a pair. Immutable; thread-safe.
/// </remarks>
public sealed class CoverSets
{
    private readonly int[] _firstDemand;
    private readonly int[] _demand;

    /// <summary>Lays the sets out.</summary>
    /// <exception cref="ArgumentException">A demand does not exist, a weight is negative, or all weights together exceed 2⁴⁰.</exception>
    public CoverSets(IReadOnlyList<int[]> demandOf, long[] weight)
    {
        CheckWeights(weight);
        Weight = weight;
        _firstDemand = new int[demandOf.Count + 1];
        var flat = new List<int>();
        for (var candidate = 0; candidate < demandOf.Count; candidate++)
        {
            var own = demandOf[candidate].Distinct().Order().ToArray();
            if (own.Length > 0 && (own[0] < 0 || own[^1] >= weight.Length))
                throw new ArgumentOutOfRangeException(nameof(demandOf), $"Candidate {candidate} serves demand that does not exist.");
            flat.AddRange(own);
            _firstDemand[candidate + 1] = flat.Count;
        }

        _demand = [.. flat];
    }

    /// <summary>How many candidates.</summary>
    public int Candidates => _firstDemand.Length - 1;

    /// <summary>How many pairs of a candidate and a demand it serves.</summary>
    public int Pairs => _demand.Length;

    /// <summary>What each demand weighs: <c>long[demand]</c>.</summary>
    public ReadOnlyMemory<long> Weight { get; }

    /// <summary>The demand a candidate serves, ascending.</summary>
    public ReadOnlySpan<int> Of(int candidate) => _demand.AsSpan(_firstDemand[candidate], _firstDemand[candidate + 1] - _firstDemand[candidate]);

    /// <summary>What some candidates serve together; demand that several of them serve counts once.</summary>
    public long Covered(IEnumerable<int> candidates)
    {
        var (seen, sum) = (new bool[Weight.Length], 0L);
        foreach (var candidate in candidates)
        {
            foreach (var demand in Of(candidate))
            {
                sum += seen[demand] ? 0 : Weight.Span[demand];
                seen[demand] = true;
            }
        }

        return sum;
    }

    private static void CheckWeights(long[] weight)
    {
        var sum = 0L;
        foreach (var one in weight)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(one, nameof(weight));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(one, MaximalCovering.LargestTotal - sum, nameof(weight));
            sum += one;
        }
    }
}
