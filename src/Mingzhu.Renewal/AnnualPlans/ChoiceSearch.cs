namespace Mingzhu.Renewal;

/// <summary>How far a search has come.</summary>
/// <param name="Done">Of the work it may do, 0–1; it may end earlier.</param>
/// <param name="Cured">Points the best plan so far cures.</param>
/// <param name="AtMost">Points no plan can exceed.</param>
public readonly record struct ChoiceProgress(double Done, decimal Cured, decimal AtMost);

/// <summary>What a search comes to: the best plan met, null if none, and what no plan exceeds.</summary>
internal sealed record ChoiceFound(ChoiceSelection? Plan, long AtMost, bool Cancelled, long Nodes, double[] Prices)
{
    /// <summary>Whether it is proven that nothing is better (or, without a plan, that there is none).</summary>
    public bool IsOptimal => Plan is null ? AtMost < 0 : AtMost <= Plan.Value;
}

/// <summary>Branch and bound over the candidates: the open branch with the greatest bound is split first, on the candidate the prices are least decided about.</summary>
/// <remarks>Always: the same question gives the same answer on every machine, since work is counted and not time; only cancelling ends it earlier, with the bound that is proven by then.</remarks>
internal sealed class ChoiceSearch
{
    private const int RootSteps = 4000, BranchSteps = 25, DiveSteps = 25;
    private readonly ChoiceCore _core;
    private readonly ushort[] _root;
    private readonly ChoicePrices _prices;
    private readonly ChoiceImprovement _improvement;
    private readonly long _work;
    private readonly IProgress<ChoiceProgress>? _progress;
    private readonly CancellationToken _cancel;
    private readonly PriorityQueue<Branch, (double, long)> _open = new();
    private ChoiceSelection? _best;
    private long _nodes;

    private ChoiceSearch(ChoiceCore core, ushort[] masks, long work, IProgress<ChoiceProgress>? progress, CancellationToken cancel) =>
        (_core, _root, _prices, _improvement, _work, _progress, _cancel) = (core, masks, new(core), new(core, masks, seed: 20_230_701), work, progress, cancel);

    private sealed record Branch(ushort[] Masks, (float[], float[]) Prices, float[] Shares);

    private long Incumbent => _best?.Value ?? -1;

    private long Spent => _prices.Evaluations + 20 * _improvement.Fillings;

    /// <summary>Searches.</summary>
    /// <param name="core">The question.</param>
    /// <param name="masks">What may be done with each candidate.</param>
    /// <param name="start">A plan to begin with; null for none.</param>
    /// <param name="work">How many judgements of all candidates it may take.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Ends it with what is known.</param>
    public static ChoiceFound Of(ChoiceCore core, ushort[] masks, ChoiceSelection? start, long work, IProgress<ChoiceProgress>? progress, CancellationToken cancel) =>
        new ChoiceSearch(core, masks, work, progress, cancel).Run(start);

    private ChoiceFound Run(ChoiceSelection? start)
    {
        Offer(start);
        var masks = (ushort[])_root.Clone();
        if (!Propagate(masks))
            return new ChoiceFound(null, -1, false, 0, new double[_core.Limits.Length]);
        Begin(masks);
        _prices.Begin();
        var bound = _prices.Improve(masks, RootSteps, Incumbent);
        Better(masks, rounds: (int)Math.Clamp(_work / 200, 50, 3000));
        bound = Math.Min(bound, _prices.Improve(masks, RootSteps / 2, Incumbent));
        var (prices, told) = ((double[])_prices.Rows.Clone(), 0L);
        Open(masks, bound);
        while (_open.TryPeek(out _, out var top))
        {
            var most = ChoicePrices.Whole(-top.Item1);
            if (most <= Incumbent)
                break;
            if (_cancel.IsCancellationRequested || Spent >= _work)
                return new ChoiceFound(_best, most, _cancel.IsCancellationRequested, _nodes, prices);
            if (Spent - told > _work / 100)
            {
                told = Spent;
                _progress?.Report(new ChoiceProgress(Math.Min(1, Spent / (double)_work), (decimal)Math.Max(0, Incumbent) / _core.Scale, (decimal)most / _core.Scale));
            }

            Split(_open.Dequeue(), -top.Item1);
        }

        return new ChoiceFound(_best, Incumbent, false, _nodes, prices);
    }

    private void Begin(ushort[] masks)
    {
        var plan = new ChoiceSelection(_core);
        for (var candidate = 0; candidate < masks.Length; candidate++)
        {
            if ((masks[candidate] & 1) == 0)
                plan.Add(candidate, Lowest(masks[candidate] >> 1));
        }

        _improvement.Price(new double[_core.Limits.Length], new double[_core.Count], 0);
        if (!plan.IsSound && !_improvement.Repair(plan))
            return;
        _improvement.Fill(plan);
        _improvement.Exchange(plan);
        Offer(plan);
    }

    /// <summary>Plans in the sense of the prices at the root, the best of them bettered at length.</summary>
    private void Better(ushort[] masks, int rounds)
    {
        for (var threshold = 0.15; threshold < 1; threshold += 0.15)
            Dive(masks, threshold);
        if (_best is not null)
            _improvement.TearAndFill(_best, _prices.Rows, _prices.Shares, rounds, _cancel);
    }

    private void Split(Branch branch, double bound)
    {
        _nodes++;
        var at = Undecided(branch);
        if (at < 0)
        {
            Leaf(branch.Masks);
            return;
        }

        foreach (var part in Parts(branch.Masks[at]))
        {
            var masks = (ushort[])branch.Masks.Clone();
            masks[at] = part;
            if (!Propagate(masks))
                continue;
            _prices.Load(branch.Prices);
            var least = Math.Min(bound, _prices.Improve(masks, BranchSteps, Incumbent));
            if (ChoicePrices.Whole(least) <= Incumbent)
                continue;
            if (_nodes <= 60 || _nodes % 16 == 0 || _best is null)
                Dive(masks);
            Open(masks, least);
        }
    }

    private void Open(ushort[] masks, double bound)
    {
        bound = Math.Min(bound, _prices.Fix(masks, Incumbent));
        if (ChoicePrices.Whole(bound) > Incumbent && Propagate(masks))
            _open.Enqueue(new Branch(masks, _prices.Saved(), Array.ConvertAll(_prices.Shares, share => (float)share)), (-bound, _open.Count + (_nodes << 20)));
    }

    /// <summary>A plan in the sense of the branch's prices: what they choose mostly, made sound, filled, exchanged.</summary>
    private void Dive(ushort[] masks, double threshold = 0.3)
    {
        var plan = new ChoiceSelection(_core);
        var order = Enumerable.Range(0, _core.Count).Where(candidate => masks[candidate] > 1).OrderByDescending(candidate => (masks[candidate] & 1) == 0 ? 2 : _prices.Shares[candidate]).ToArray();
        _improvement.Price(_prices.Rows, _prices.Shares, 0);
        foreach (var candidate in order)
        {
            if ((masks[candidate] & 1) != 0 && _prices.Shares[candidate] < threshold)
                break;
            var fits = Enumerable.Range(0, _core.Options[candidate].Length).Where(option => (masks[candidate] >> option + 1 & 1) != 0 && ((masks[candidate] & 1) == 0 || plan.Fits(candidate, option)));
            if (fits.Cast<int?>().MinBy(option => _prices.Cost(_core.Options[candidate][option!.Value])) is { } best)
                plan.Add(candidate, best);
        }

        if (!plan.IsSound && !_improvement.Repair(plan))
            return;
        _improvement.Fill(plan);
        if (plan.Value * 1.01 < Incumbent)
            return;
        _improvement.Exchange(plan);
        _improvement.TearAndFill(plan, _prices.Rows, _prices.Shares, DiveSteps, _cancel);
        Offer(plan);
    }

    private void Leaf(ushort[] masks)
    {
        var plan = new ChoiceSelection(_core);
        for (var candidate = 0; candidate < masks.Length; candidate++)
        {
            if (masks[candidate] > 1)
                plan.Add(candidate, Lowest(masks[candidate] >> 1));
        }

        Offer(plan);
    }

    private void Offer(ChoiceSelection? plan)
    {
        if (plan is { IsSound: true } && plan.Value > Incumbent)
            _best = plan.Copy();
    }

    // The more a candidate weighs and the less the prices agree on it, the more is won by deciding it.
    private int Undecided(Branch branch)
    {
        var (best, most) = (-1, double.NegativeInfinity);
        for (var candidate = 0; candidate < _core.Count; candidate++)
        {
            var mask = branch.Masks[candidate];
            if ((mask & mask - 1) == 0)
                continue;
            var share = branch.Shares[candidate];
            double weight = 1 + _core.Own[candidate];
            foreach (var element in _core.Elements[candidate])
                weight += 0.5 * _core.Weights[element];
            var open = (mask & 1) == 0 ? 0.02 : 0.02 + Math.Min(share, 1 - share);
            if (open * weight > most)
                (best, most) = (candidate, open * weight);
        }

        return best;
    }

    private static ushort[] Parts(ushort mask)
    {
        if ((mask & 1) != 0)
            return [(ushort)(mask & ~1), 1];
        var first = (ushort)(mask & -mask);
        return [first, (ushort)(mask & ~first)];
    }

    /// <summary>Takes from the masks what no limit leaves room for; whether anything is left.</summary>
    private bool Propagate(ushort[] masks)
    {
        var least = new long[_core.Limits.Length];
        for (var changed = true; changed;)
        {
            changed = false;
            Array.Clear(least);
            for (var candidate = 0; candidate < masks.Length; candidate++)
            {
                foreach (var (row, amount) in Least(candidate, masks[candidate]))
                    least[row] += amount;
            }

            for (var row = 0; row < least.Length; row++)
            {
                if (least[row] > _core.Limits[row])
                    return false;
            }

            for (var candidate = 0; candidate < masks.Length; candidate++)
            {
                if ((masks[candidate] & masks[candidate] - 1) == 0)
                    continue;
                var before = masks[candidate];
                Narrow(masks, candidate, least);
                changed |= masks[candidate] != before;
                if (masks[candidate] == 0)
                    return false;
            }
        }

        return true;
    }

    private void Narrow(ushort[] masks, int candidate, long[] least)
    {
        var own = Least(candidate, masks[candidate]).ToDictionary();
        for (var option = ChoiceSelection.Out; option < _core.Options[candidate].Length; option++)
        {
            if ((masks[candidate] >> option + 1 & 1) == 0)
                continue;
            var taken = option == ChoiceSelection.Out ? null : _core.Options[candidate][option];
            foreach (var (row, amount) in own)
            {
                var at = taken is null ? -1 : Array.IndexOf(taken.Rows, row);
                if (least[row] - amount + (at < 0 ? 0 : taken!.Amounts[at]) > _core.Limits[row])
                {
                    masks[candidate] = (ushort)(masks[candidate] & ~(1 << option + 1));
                    break;
                }
            }
        }
    }

    /// <summary>The least a candidate can take of every limit that one of its options touches.</summary>
    private List<KeyValuePair<int, long>> Least(int candidate, ushort mask)
    {
        var all = new List<KeyValuePair<int, long>>();
        foreach (var row in _core.Touched[candidate])
        {
            var least = (mask & 1) != 0 ? 0 : long.MaxValue;
            for (var option = 0; option < _core.Options[candidate].Length; option++)
            {
                if ((mask >> option + 1 & 1) != 0)
                    least = Math.Min(least, Array.IndexOf(_core.Options[candidate][option].Rows, row) is var at and >= 0 ? _core.Options[candidate][option].Amounts[at] : 0);
            }

            all.Add(KeyValuePair.Create(row, least));
        }

        return all;
    }

    private static int Lowest(int bits) => System.Numerics.BitOperations.TrailingZeroCount(bits);
}
