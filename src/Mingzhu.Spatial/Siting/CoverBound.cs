namespace Mingzhu.Spatial;

/// <summary>An upper bound for what some sites more can cover, by prices on demand (拉格朗日松弛).</summary>
/// <remarks>
/// The idea: demand may be counted as served without a site, but then its price is lost; a site earns the prices of all it serves. Any prices give a bound, good prices a sharp one, and
/// good prices are found by raising that of demand counted without a site and lowering that of demand served twice.<br/>
/// Invariant: prices and bounds are whole numbers, 1,024 to a unit of weight, so a bound is exact and the same on every machine; only the size of a step is a floating-point number.<br/>
/// By: Geoffrion 1974 (Lagrangean relaxation); Galvão and ReVelle 1996 for maximal covering.
/// </remarks>
internal sealed class CoverBound(CoverSets sets)
{
    /// <summary>Parts of a unit of weight in prices.</summary>
    private const long Scale = 1 << 10;

    private readonly long[] _scaled = [.. sets.Weight.ToArray().Select(weight => weight * Scale)];
    private readonly int[] _servedBy = new int[sets.Weight.Length];

    /// <summary>What each candidate earns by the prices last looked at.</summary>
    public long[] Earns { get; } = new long[sets.Candidates];

    /// <summary>The open candidates that earn most, as many as may still be chosen, best first.</summary>
    public List<int> Best { get; } = [];

    /// <summary>What the best candidate left out earns; 0 if none is left out.</summary>
    public long NextEarns { get; private set; }

    /// <summary>The bound by the prices last looked at, in parts of a unit.</summary>
    public long ScaledBound { get; private set; }

    /// <summary>Whole units of a bound in parts.</summary>
    public static long Units(long scaled) => scaled / Scale;

    /// <summary>Prices to start from: of each demand its weight shared out among the candidates that could serve it.</summary>
    public long[] FirstPrices()
    {
        var servers = new int[_scaled.Length];
        for (var candidate = 0; candidate < sets.Candidates; candidate++)
        {
            foreach (var demand in sets.Of(candidate))
                servers[demand]++;
        }

        return [.. _scaled.Select((weight, demand) => servers[demand] == 0 ? 0 : weight / servers[demand])];
    }

    /// <summary>Looks at some prices: what each open candidate earns, the best of them, the bound.</summary>
    /// <param name="choice">What is decided.</param>
    /// <param name="prices">Of each demand, 0 ≤ price ≤ weight.</param>
    /// <param name="steps">Raised by the pairs looked at.</param>
    public void Look(CoverChoice choice, long[] prices, ref long steps)
    {
        Best.Clear();
        NextEarns = 0;
        for (var candidate = 0; candidate < sets.Candidates; candidate++)
        {
            if (!choice.IsOpen(candidate))
                continue;
            var earns = 0L;
            foreach (var demand in sets.Of(candidate))
                earns += choice.IsServed(demand) ? 0 : prices[demand];
            steps += sets.Of(candidate).Length;
            Earns[candidate] = earns;
            Rank(candidate, choice.Left);
        }

        steps += _scaled.Length;
        ScaledBound = Best.Sum(candidate => Earns[candidate]);
        for (var demand = 0; demand < _scaled.Length; demand++)
            ScaledBound += choice.IsServed(demand) ? _scaled[demand] : choice.CanBeServed(demand) ? _scaled[demand] - prices[demand] : 0;
    }

    /// <summary>Moves the prices last looked at a step towards a lower bound; false where they can't get better.</summary>
    /// <param name="choice">What is decided.</param>
    /// <param name="prices">Changed in place.</param>
    /// <param name="best">The best choice known, units.</param>
    /// <param name="boldness">Share of the way to it to go, 0–2.</param>
    public bool Move(CoverChoice choice, long[] prices, long best, double boldness)
    {
        Array.Clear(_servedBy);
        foreach (var candidate in Best)
        {
            foreach (var demand in sets.Of(candidate))
                _servedBy[demand]++;
        }

        var squares = 0L;
        for (var demand = 0; demand < prices.Length; demand++)
            squares += (long)Excess(choice, prices, demand) * Excess(choice, prices, demand);
        if (squares == 0)
            return false;
        var step = boldness * Math.Max(Scale, ScaledBound - (best * Scale)) / squares;
        for (var demand = 0; demand < prices.Length; demand++)
        {
            var excess = Excess(choice, prices, demand);
            if (excess != 0)
                prices[demand] = (long)Math.Clamp(Math.Round(prices[demand] - (step * excess)), 0, _scaled[demand]);
        }

        return true;
    }

    /// <summary>How many times too often a demand is served: −1 counted without a site, 0 in balance. At a full price it may count or not, whichever balances.</summary>
    private int Excess(CoverChoice choice, long[] prices, int demand)
    {
        if (choice.IsServed(demand) || !choice.CanBeServed(demand))
            return 0;
        var counted = prices[demand] < _scaled[demand] ? 1 : Math.Min(1, _servedBy[demand]);
        return _servedBy[demand] - counted;
    }

    /// <summary>Keeps the best so many; of equal ones the lower number.</summary>
    private void Rank(int candidate, int count)
    {
        var at = Best.Count;
        while (at > 0 && Earns[Best[at - 1]] < Earns[candidate])
            at--;
        if (at < count)
            Best.Insert(at, candidate);
        if (at >= count)
            NextEarns = Math.Max(NextEarns, Earns[candidate]);
        else if (Best.Count > count)
        {
            NextEarns = Math.Max(NextEarns, Earns[Best[count]]);
            Best.RemoveAt(count);
        }
    }
}
