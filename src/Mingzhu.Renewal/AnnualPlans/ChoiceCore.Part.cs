namespace Mingzhu.Renewal;

/// <summary>The question that is left when most candidates are settled: fewer candidates, what the settled ones take and cure taken off.</summary>
internal sealed partial class ChoiceCore
{
    /// <summary>The part of the question that a mask leaves open.</summary>
    /// <param name="masks">What may be done with each candidate; a single bit settles it.</param>
    /// <returns>The smaller question, the candidates it has, and what the settled ones cure.</returns>
    public (ChoiceCore Core, int[] Candidates, long Cured) Part(ushort[] masks)
    {
        int[] open = [.. Enumerable.Range(0, Count).Where(at => (masks[at] & masks[at] - 1) != 0)];
        var (settled, place) = (Settled(masks), open.Select((candidate, at) => (candidate, at)).ToDictionary(pair => pair.candidate, pair => pair.at));
        var used = settled.Used.ToArray();
        var part = new ChoiceCore(Question, Scale)
        {
            Resources = Resources,
            Ordinary = Ordinary,
            Meaning = Meaning,
            Options = [.. open.Select(at => Options[at])],
            Touched = [.. open.Select(at => Touched[at])],
            Takes = [.. open.Select(at => Takes[at])],
            MakesRoom = [.. open.Select(at => MakesRoom[at])],
            Needs = [.. open.Select(at => Needs[at].Where(place.ContainsKey).Select(need => place[need]).ToArray())],
            Limits = [.. Limits.Select((limit, row) => limit - used[row])],
            Own = [.. open.Select(at => Own[at])],
        };
        part.ScaledLimits = [.. part.Limits.Select((limit, row) => limit / Ordinary[row])];
        var left = Enumerable.Range(0, Weights.Length).Where(element => !Holders[element].Any(settled.Has))
            .Select(element => (Holders: Holders[element].Where(place.ContainsKey).Select(holder => place[holder]).ToArray(), Weight: Weights[element]))
            .Where(element => element.Holders.Length > 0);
        part.Read([.. left]);
        return (part, open, settled.Value);
    }

    /// <summary>A plan of the whole question from one of a part of it.</summary>
    public ChoiceSelection Whole(ushort[] masks, int[] candidates, ChoiceSelection plan)
    {
        var whole = Settled(masks);
        for (var at = 0; at < candidates.Length; at++)
            ChoiceImprovement.Put(whole, candidates[at], plan.Options[at]);
        return whole;
    }

    private ChoiceSelection Settled(ushort[] masks)
    {
        var plan = new ChoiceSelection(this);
        for (var at = 0; at < Count; at++)
        {
            if (masks[at] > 1 && (masks[at] & masks[at] - 1) == 0)
                plan.Add(at, System.Numerics.BitOperations.TrailingZeroCount(masks[at]) - 1);
        }

        return plan;
    }
}
