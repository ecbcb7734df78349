namespace Mingzhu.Renewal;

/// <summary>
/// Says which smaller question to search next for a better plan: candidates on which the relaxation, the best plan and another good plan agree are settled, some tens of the others are left open.
/// </summary>
/// <remarks>
/// Near the best plan a search finds in hundreds of branches what it would not find in millions from the root. How many are left open follows how the last question went: more when it was searched to its end in vain, fewer when it was not.<br/>
/// By: relaxation induced neighbourhoods (Danna, Rothberg and Le Pape 2005), with other good plans as in Rothberg's polishing (2007); who is left open is drawn by weight as Efraimidis and Spirakis (2006) do.
/// </remarks>
internal sealed class ChoiceNeighbourhood(ChoiceCore core)
{
    private const int Plans = 16, LeastOpen = 40, Wider = 8, Narrower = 4;
    private const double Anyhow = 0.05, Differing = 0.7, Higher = 0.2;
    private readonly ChoiceChance _chance = new(seed: 20_210_830);
    private readonly List<ChoiceSelection> _plans = [];
    private int _open = 60, _round;

    /// <summary>Remembers a sound plan, if it is among the best and not one of them already.</summary>
    public void Know(ChoiceSelection plan)
    {
        if ((_plans.Count == Plans && plan.Value <= _plans[^1].Value) || _plans.Any(other => other.Options.SequenceEqual(plan.Options)))
            return;
        // After those of the same value, so that the first found stays the best.
        var place = _plans.FindIndex(other => other.Value < plan.Value);
        _plans.Insert(place < 0 ? _plans.Count : place, plan.Copy());
        if (_plans.Count > Plans)
            _plans.RemoveAt(Plans);
    }

    /// <summary>What may be done with each candidate in the next question.</summary>
    /// <param name="masks">What may be done with it at all.</param>
    /// <param name="shares">How far the relaxation chooses it.</param>
    public ushort[] Next(ushort[] masks, double[] shares)
    {
        var relaxed = _plans.Count == 0 || _round++ == 0;
        var (best, other) = relaxed ? (null, null) : (_plans[0], _plans[(_round & 1) == 0 ? 0 : (int)(_chance.Next() * _plans.Count)]);
        var keys = new double[core.Count];
        for (var at = 0; at < keys.Length; at++)
        {
            var apart = Math.Abs(shares[at] - (best is null ? Math.Round(shares[at]) : best.Has(at) ? 1 : 0)) + (best is not null && best.Options[at] != other!.Options[at] ? Differing : 0);
            keys[at] = best is null ? -apart : -Math.Log(Math.Max(1e-300, _chance.Next())) / (Anyhow + apart);
        }

        var near = (ushort[])masks.Clone();
        foreach (var at in Enumerable.Range(0, core.Count).OrderBy(at => keys[at]).ThenBy(at => at).Skip(_open))
        {
            var settled = best is not null ? 1 << best.Options[at] + 1 : shares[at] < 0.5 ? 1 : ~1;
            if ((masks[at] & settled) != 0)
                near[at] = (ushort)(masks[at] & settled);
        }

        return near;
    }

    /// <summary>What the next question is to exceed: a little more than the best plan, at times, so that its search is short.</summary>
    public long Floor(long best, long bound) => best + (long)(Higher * (bound - best) * _chance.Next());

    /// <summary>How the question went.</summary>
    public void Learn(bool better, bool toItsEnd)
    {
        if (!better)
            _open = toItsEnd ? Math.Min(core.Count, _open + Wider) : Math.Max(LeastOpen, _open - Narrower);
    }
}
