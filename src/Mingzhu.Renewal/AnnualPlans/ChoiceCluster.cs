using System.Numerics;

namespace Mingzhu.Renewal;

/// <summary>
/// A few candidates that cure the same findings, judged together at given prices: which of them to take is answered exactly, by looking at every subset at once.
/// </summary>
/// <remarks>
/// Judged one by one, three projects that overlap in pairs look best half taken each, which no plan can be; judged together, they cannot. That is where the bound of a coverage with overlaps is lost.<br/>
/// By: with g(D) the credit of what exactly the members D share (for one member alone: less what it costs), leaving T out loses Σ g(D) over D ⊆ T. All those sums at once are Yates's transform over subsets, n · 2ⁿ additions.<br/>
/// Always: the same bound as one by one, or a lower one; no plan within the masks is worth more.
/// </remarks>
internal sealed class ChoiceCluster
{
    private readonly double[] _lost;

    private ChoiceCluster(ChoiceCore core, int[] members)
    {
        Members = members;
        _lost = new double[1 << members.Length];
        var bits = new SortedDictionary<int, int>();
        for (var at = 0; at < members.Length; at++)
        {
            foreach (var element in core.Elements[members[at]])
                bits[element] = bits.GetValueOrDefault(element) | 1 << at;
        }

        (Elements, Holders) = ([.. bits.Keys], [.. bits.Values]);
    }

    /// <summary>The candidates.</summary>
    public int[] Members { get; }

    /// <summary>The shared elements that some of them cure.</summary>
    public int[] Elements { get; }

    /// <summary>Which members cure each element, a bit each.</summary>
    public int[] Holders { get; }

    /// <summary>Clusters of what is undecided: the two that share most become one, as long as it is not too large.</summary>
    /// <param name="core">The question.</param>
    /// <param name="undecided">How undecided each candidate is, 0 not at all.</param>
    /// <param name="most">How many candidates a cluster may have.</param>
    public static ChoiceCluster[] Of(ChoiceCore core, ReadOnlySpan<double> undecided, int most)
    {
        var (shared, parts) = (new Dictionary<(int, int), double>(), new List<int>[core.Count]);
        for (var candidate = 0; candidate < core.Count; candidate++)
            parts[candidate] = undecided[candidate] > 0 ? [candidate] : [];
        for (var element = 0; element < core.Weights.Length; element++)
        {
            var holders = core.Holders[element];
            for (var one = 0; one < holders.Length; one++)
            {
                for (var other = one + 1; other < holders.Length; other++)
                {
                    if (Math.Min(undecided[holders[one]], undecided[holders[other]]) is var open && open > 0)
                        shared[(holders[one], holders[other])] = shared.GetValueOrDefault((holders[one], holders[other])) + open * core.Weights[element];
                }
            }
        }

        while (shared.Count > 0)
        {
            var ((one, other), _) = shared.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First();
            shared.Remove((one, other));
            if (parts[one].Count + parts[other].Count > most)
                continue;
            parts[one].AddRange(parts[other]);
            parts[other].Clear();
            foreach (var (pair, weight) in shared.Where(pair => pair.Key.Item1 == other || pair.Key.Item2 == other).ToArray())
            {
                shared.Remove(pair);
                var third = pair.Item1 == other ? pair.Item2 : pair.Item1;
                var joined = (Math.Min(one, third), Math.Max(one, third));
                shared[joined] = shared.GetValueOrDefault(joined) + weight;
            }
        }

        return [.. parts.Where(part => part.Count > 1).Select(part => new ChoiceCluster(core, [.. part.Order()]))];
    }

    /// <summary>What the best of its subsets is worth at the prices.</summary>
    /// <param name="alone">What each member is worth by its own, with the least cost of what may be done with it.</param>
    /// <param name="credits">The price of each shared element.</param>
    /// <param name="within">Members that may be taken, a bit each.</param>
    /// <param name="without">Members that may be left out, a bit each.</param>
    /// <returns>Its worth and the members to take; minus infinity where nothing is allowed.</returns>
    public (double Worth, int Taken) Judge(ReadOnlySpan<double> alone, ReadOnlySpan<double> credits, int within, int without)
    {
        Sum(alone, credits);
        var (lost, all, least, best) = (_lost, _lost.Length - 1, double.PositiveInfinity, -1);
        // Those left out are what must be, and any of what may be: the subsets of a mask, ascending.
        var (must, may) = (all & ~within, within & without);
        if ((must & ~without) != 0)
            return (double.NegativeInfinity, 0);
        for (var any = 0; ; any = (any - may) & may)
        {
            if (lost[must | any] < least)
                (least, best) = (lost[must | any], must | any);
            if (any == may)
                break;
        }

        return (lost[all] - least, all & ~best);
    }

    /// <summary>What the best of its subsets with, and without, a member is worth, after <see cref="Judge"/>.</summary>
    public (double With, double Without) Either(int member, int within, int without)
    {
        var (all, with, none) = (_lost.Length - 1, double.PositiveInfinity, double.PositiveInfinity);
        for (var left = 0; left < _lost.Length; left++)
        {
            if ((left & ~without) != 0 || (all & ~left & ~within) != 0)
                continue;
            if ((left >> member & 1) != 0)
                none = Math.Min(none, _lost[left]);
            else
                with = Math.Min(with, _lost[left]);
        }

        return (_lost[all] - with, _lost[all] - none);
    }

    private void Sum(ReadOnlySpan<double> alone, ReadOnlySpan<double> credits)
    {
        Array.Clear(_lost);
        for (var member = 0; member < Members.Length; member++)
            _lost[1 << member] = alone[member];
        for (var at = 0; at < Elements.Length; at++)
            _lost[Holders[at]] += credits[Elements[at]];
        for (var half = 1; half < _lost.Length; half <<= 1)
        {
            for (var from = half; from < _lost.Length; from += 2 * half)
                Add(_lost.AsSpan(from, half), _lost.AsSpan(from - half, half));
        }
    }

    private static void Add(Span<double> to, ReadOnlySpan<double> what)
    {
        var at = 0;
        for (; at <= to.Length - Vector<double>.Count; at += Vector<double>.Count)
            (new Vector<double>(to[at..]) + new Vector<double>(what[at..])).CopyTo(to[at..]);
        for (; at < to.Length; at++)
            to[at] += what[at];
    }
}
