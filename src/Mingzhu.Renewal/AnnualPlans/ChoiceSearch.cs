namespace Mingzhu.Renewal;

/// <summary>How far a search has come.</summary>
/// <param name="Done">Of the work it may do, 0–1; it may end earlier.</param>
/// <param name="Cured">Points the best plan so far cures.</param>
/// <param name="AtMost">Points no plan can exceed.</param>
public readonly record struct ChoiceProgress(double Done, decimal Cured, decimal AtMost);

/// <summary>What a search comes to: the best plan met, null if none, and what no plan exceeds.</summary>
internal sealed record ChoiceFound(ChoiceSelection? Plan, long AtMost, bool Cancelled, long Nodes, double[] Prices, long Spent)
{
    /// <summary>Whether it is proven that nothing is better (or, without a plan, that there is none).</summary>
    public bool IsOptimal => Plan is null ? AtMost < 0 : AtMost <= Plan.Value;
}

/// <summary>Branch and bound over the candidates: the open branch with the greatest bound is split first, on the candidate the prices are least decided about. What branching does not close, smaller questions near the best plan make smaller.</summary>
/// <remarks>Always: the same question gives the same answer on every machine, since work is counted and not time; only cancelling ends it earlier, with the bound that is proven by then.</remarks>
internal sealed partial class ChoiceSearch
{
    private const double Decided = 0.001, BranchesFirst = 0.3, NearUntil = 0.95;
    private readonly ChoiceCore _core;
    private readonly ushort[] _root;
    private readonly ChoicePrices _prices;
    private readonly ChoiceImprovement _improvement;
    private readonly ChoiceNeighbourhood? _near;
    private readonly ChoiceEffort _effort;
    private readonly long _work, _floor;
    private readonly IProgress<ChoiceProgress>? _progress;
    private readonly CancellationToken _cancel;
    private readonly PriorityQueue<Branch, (double, long)> _open = new();
    private ChoiceSelection? _best;
    private long _nodes, _spentNear, _told;

    private ChoiceSearch(ChoiceCore core, ushort[] masks, long work, long floor, ChoiceEffort effort, ChoiceNeighbourhood? near, IProgress<ChoiceProgress>? progress, CancellationToken cancel) =>
        (_core, _root, _prices, _improvement, _work, _floor, _effort, _near, _progress, _cancel) = (core, masks, new(core), new(core, masks, seed: 20_230_701), work, floor, effort, near, progress, cancel);

    private sealed record Branch(ushort[] Masks, (float[], float[]) Prices, float[] Shares);

    private long Incumbent => _best?.Value ?? _floor;

    private long Spent => _prices.Evaluations + 20 * _improvement.Fillings + _spentNear;

    /// <summary>Searches.</summary>
    /// <param name="core">The question.</param>
    /// <param name="masks">What may be done with each candidate.</param>
    /// <param name="start">A plan to begin with; null for none.</param>
    /// <param name="work">How many judgements of all candidates it may take.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Ends it with what is known.</param>
    public static ChoiceFound Of(ChoiceCore core, ushort[] masks, ChoiceSelection? start, long work, IProgress<ChoiceProgress>? progress, CancellationToken cancel) =>
        new ChoiceSearch(core, masks, work, floor: -1, ChoiceEffort.Whole(work), ChoiceEffort.HasParts(work) ? new ChoiceNeighbourhood(core) : null, progress, cancel).Run(start);

    private ChoiceFound Run(ChoiceSelection? start)
    {
        Offer(start);
        var masks = (ushort[])_root.Clone();
        if (!Propagate(masks))
            return new ChoiceFound(null, -1, false, 0, new double[_core.Limits.Length], Spent);
        Begin(masks);
        _prices.Begin();
        var bound = _prices.Improve(masks, _effort.RootSteps, Incumbent);
        bound = Math.Min(bound, JudgeTogether(masks));
        Better(masks);
        bound = Math.Min(bound, _prices.Improve(masks, _effort.RootSteps / 2, Incumbent));
        var (prices, shares, near) = ((double[])_prices.Rows.Clone(), (double[])_prices.Shares.Clone(), _near is null);
        Open(masks, bound);
        while (_open.TryPeek(out _, out var top))
        {
            var most = ChoicePrices.Whole(-top.Item1);
            if (most <= Incumbent)
                break;
            if (_cancel.IsCancellationRequested || Spent >= _work)
                return new ChoiceFound(_best, most, _cancel.IsCancellationRequested, _nodes, prices, Spent);
            Tell(most);
            if (!near && Spent > BranchesFirst * _work)
            {
                Near(masks, shares, most);
                near = true;
                continue;
            }

            Split(_open.Dequeue(), -top.Item1);
        }

        return new ChoiceFound(_best, Incumbent, false, _nodes, prices, Spent);
    }

    private void Tell(long most)
    {
        if (Spent - _told <= _work / 100)
            return;
        _told = Spent;
        _progress?.Report(new ChoiceProgress(Math.Min(1, Spent / (double)_work), (decimal)Math.Max(0, Incumbent) / _core.Scale, (decimal)most / _core.Scale));
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

    /// <summary>Searches smaller questions near the best plan for a better one.</summary>
    private void Near(ushort[] masks, double[] shares, long most)
    {
        while (Spent < NearUntil * _work && most > Incumbent && !_cancel.IsCancellationRequested)
        {
            _spentNear++;
            Tell(most);
            var near = _near!.Next(masks, shares);
            if (near.SequenceEqual(masks))
                return;
            if (!Propagate(near))
                continue;
            var (part, candidates, cured) = _core.Part(near);
            var floor = _near.Floor(Incumbent, most);
            var found = new ChoiceSearch(part, [.. candidates.Select(at => near[at])], ChoiceEffort.PartWork, floor - cured, ChoiceEffort.Part, null, null, _cancel).Run(null);
            // A question of fewer candidates is so much less work.
            _spentNear += found.Spent * part.Count / _core.Count;
            if (found.Plan is not null)
                Offer(_core.Whole(near, candidates, found.Plan));
            _near.Learn(found.Plan is not null, found.AtMost <= floor - cured);
        }
    }

    /// <summary>Candidates that the prices leave undecided and that overlap are judged together, by and by more of them; the clusters with the least bound are kept.</summary>
    private double JudgeTogether(ushort[] masks)
    {
        var undecided = new double[_core.Count];
        var (least, best, prices) = (double.PositiveInfinity, Array.Empty<ChoiceCluster>(), _prices.Saved());
        for (var round = 0; round < _effort.ClusterRounds && ChoicePrices.Whole(least) > Incumbent; round++)
        {
            for (var candidate = 0; candidate < undecided.Length; candidate++)
                undecided[candidate] = Math.Max(undecided[candidate], Math.Min(_prices.Shares[candidate], 1 - _prices.Shares[candidate]) - Decided);
            var clusters = ChoiceCluster.Of(_core, undecided, _effort.ClusterMost);
            _prices.Together(clusters);
            if (_prices.Improve(masks, _effort.RootSteps, Incumbent) is var bound && bound < least)
                (least, best, prices) = (bound, clusters, _prices.Saved());
        }

        _prices.Together(best);
        _prices.Load(prices);
        return least;
    }

    /// <summary>Plans in the sense of the prices at the root, the best of them bettered at length.</summary>
    private void Better(ushort[] masks)
    {
        for (var threshold = 0.15; threshold < 1; threshold += 0.15)
            Dive(masks, threshold);
        if (_best is null)
            return;
        _improvement.TearAndFill(_best, _prices.Rows, _prices.Shares, _effort.Torn, _cancel);
        _near?.Know(_best);
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
            var least = Math.Min(bound, _prices.Improve(masks, _effort.BranchSteps, Incumbent));
            if (ChoicePrices.Whole(least) <= Incumbent)
                continue;
            if (_nodes <= _effort.FirstDives || _nodes % _effort.DiveEvery == 0 || (_best is null && _floor < 0))
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
        _improvement.TearAndFill(plan, _prices.Rows, _prices.Shares, _effort.TornInDive, _cancel);
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
        if (plan is not { IsSound: true })
            return;
        _near?.Know(plan);
        if (plan.Value > Incumbent)
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

    private static int Lowest(int bits) => System.Numerics.BitOperations.TrailingZeroCount(bits);
}
