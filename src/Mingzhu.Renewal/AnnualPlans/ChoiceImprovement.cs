namespace Mingzhu.Renewal;

/// <summary>Finds good plans: by the price of what a project takes, then by exchanging projects, then by tearing out a part of the plan and filling it again. Proves nothing; <see cref="ChoicePrices"/> does.</summary>
internal sealed class ChoiceImprovement(ChoiceCore core, ushort[] masks, ulong seed)
{
    private readonly PriorityQueue<int, (double, int)> _queue = new();
    private readonly double[] _prices = new double[core.Limits.Length], _favour = new double[core.Count], _shares = new double[core.Count];
    private readonly int[] _chosen = new int[core.Count], _waiting = new int[core.Count];
    private readonly ChoiceChance _chance = new(seed);

    /// <summary>How many fillings were made: the measure of work.</summary>
    public long Fillings { get; private set; }

    /// <summary>Sets what things cost, so that fillings know what is scarce.</summary>
    /// <param name="rows">Price of one ordinary amount of each limit.</param>
    /// <param name="shares">How far the relaxation chooses each candidate, 0–1.</param>
    /// <param name="noise">How much the order of filling is left to chance.</param>
    public void Price(ReadOnlySpan<double> rows, ReadOnlySpan<double> shares, double noise)
    {
        for (var row = 0; row < _prices.Length; row++)
            _prices[row] = rows[row] + (row < core.Resources ? 1e-3 / Math.Max(1e-9, core.ScaledLimits[row]) : 0);
        shares.CopyTo(_shares);
        for (var candidate = 0; candidate < _favour.Length; candidate++)
            _favour[candidate] = (0.4 + _shares[candidate]) * Math.Exp(noise * (2 * _chance.Next() - 1));
    }

    /// <summary>Adds what fits, the best of what it takes first, until nothing more fits.</summary>
    public void Fill(ChoiceSelection plan)
    {
        Fillings++;
        _queue.Clear();
        for (var candidate = 0; candidate < core.Count; candidate++)
        {
            if (!plan.Has(candidate) && masks[candidate] > 1 && Worth(plan, candidate) is var worth && worth > 0)
                _queue.Enqueue(candidate, (-worth, candidate));
        }

        var waiting = 0;
        while (_queue.TryDequeue(out var candidate, out var queued))
        {
            if (plan.Has(candidate))
                continue;
            var worth = Worth(plan, candidate);
            if (worth <= 0)
                continue;
            if (-worth > queued.Item1 + 1e-12 && _queue.TryPeek(out _, out var next) && next.Item1 < -worth)
            {
                _queue.Enqueue(candidate, (-worth, candidate));
                continue;
            }

            if (!Take(plan, candidate))
            {
                _waiting[waiting++] = candidate;
                continue;
            }

            if (!core.MakesRoom[candidate])
                continue;
            // What did not fit may fit now: a project that retains much makes room for one that demolishes.
            while (waiting > 0)
            {
                var again = _waiting[--waiting];
                if (Worth(plan, again) is var then && then > 0)
                    _queue.Enqueue(again, (-then, again));
            }
        }
    }

    /// <summary>Exchanges one project for another, or its financing for another, as long as that cures more.</summary>
    public void Exchange(ChoiceSelection plan)
    {
        for (var found = true; found;)
        {
            found = false;
            for (var leaving = 0; leaving < core.Count; leaving++)
            {
                if (!plan.Has(leaving) || (masks[leaving] & 1) == 0 || !plan.CanLeave(leaving))
                    continue;
                var (option, before) = (plan.Options[leaving], plan.Value);
                plan.Leave(leaving);
                var best = -1;
                var most = before - plan.Value;
                for (var coming = 0; coming < core.Count; coming++)
                {
                    if (coming != leaving && !plan.Has(coming) && masks[coming] > 1 && plan.Gain(coming) is var gain && gain > most && Cheapest(plan, coming) >= 0)
                        (best, most) = (coming, gain);
                }

                if (best < 0)
                {
                    plan.Add(leaving, option);
                    continue;
                }

                plan.Add(best, Cheapest(plan, best));
                Fill(plan);
                found = true;
            }
        }
    }

    /// <summary>Tears out a part and fills it again, keeping what is not worse; answers how many rounds bettered the best.</summary>
    public int TearAndFill(ChoiceSelection best, ReadOnlySpan<double> rows, ReadOnlySpan<double> shares, int rounds, CancellationToken cancel)
    {
        var (current, trial, bettered) = (best.Copy(), best.Copy(), 0);
        for (var round = 0; round < rounds && !cancel.IsCancellationRequested; round++)
        {
            trial.CopyFrom(current);
            Tear(trial);
            Price(rows, shares, 0.1 + 0.5 * _chance.Next());
            Fill(trial);
            // A little worse is kept now and then, less as the rounds go by, so that the search leaves where it stands.
            var slack = (long)(0.004 * best.Value * (1 - round / (double)rounds) * _chance.Next());
            if (!trial.IsSound || trial.Value + slack < current.Value)
                continue;
            current.CopyFrom(trial);
            if (current.Value > best.Value)
            {
                Price(rows, shares, 0);
                Exchange(current);
                best.CopyFrom(current);
                bettered++;
            }
        }

        return bettered;
    }

    /// <summary>Brings a plan that breaks limits nearer to keeping them, move by move; whether it keeps them in the end.</summary>
    public bool Repair(ChoiceSelection plan)
    {
        for (var move = 0; move < 2 * core.Count && !plan.IsSound; move++)
        {
            var (least, candidate, option) = (plan.Excess() - 1e-12, -1, ChoiceSelection.Out);
            for (var at = 0; at < core.Count; at++)
            {
                var was = plan.Options[at];
                for (var to = ChoiceSelection.Out; to < core.Options[at].Length; to++)
                {
                    if (to == was || (masks[at] >> to + 1 & 1) == 0)
                        continue;
                    Put(plan, at, to);
                    if (plan.Excess() is var excess && excess < least)
                        (least, candidate, option) = (excess, at, to);
                    Put(plan, at, was);
                }
            }

            if (candidate < 0)
                return false;
            Put(plan, candidate, option);
        }

        return plan.IsSound;
    }

    /// <summary>Sets a candidate to an option, or out.</summary>
    public static void Put(ChoiceSelection plan, int candidate, int option)
    {
        if (plan.Has(candidate))
            plan.Leave(candidate);
        if (option != ChoiceSelection.Out)
            plan.Add(candidate, option);
    }

    private void Tear(ChoiceSelection plan)
    {
        var count = 0;
        for (var candidate = 0; candidate < core.Count; candidate++)
        {
            if (plan.Has(candidate) && (masks[candidate] & 1) != 0)
                _chosen[count++] = candidate;
        }

        if (count == 0)
            return;
        var most = Math.Max(2, Math.Min(12, count / 4));
        for (var torn = 1 + (int)(_chance.Next() * most); torn > 0; torn--)
        {
            // Of two, the one the relaxation is less sure of.
            var (candidate, other) = (_chosen[(int)(_chance.Next() * count)], _chosen[(int)(_chance.Next() * count)]);
            if (_shares[other] < _shares[candidate])
                candidate = other;
            if (plan.Has(candidate) && plan.CanLeave(candidate))
                plan.Leave(candidate);
        }
    }

    // What it would cure over what it would take, with what it needs; whether it fits is asked when its turn comes.
    private double Worth(ChoiceSelection plan, int candidate)
    {
        var (gain, cost) = (plan.Gain(candidate), Cost(candidate, Cheapest(plan, candidate, alone: true)));
        foreach (var need in core.Needs[candidate])
        {
            if (plan.Has(need))
                continue;
            if (masks[need] <= 1)
                return 0;
            gain += plan.Gain(need);
            cost += Cost(need, Cheapest(plan, need, alone: true));
        }

        return gain > 0 ? _favour[candidate] * gain / Math.Max(1e-9, cost) : 0;
    }

    private bool Take(ChoiceSelection plan, int candidate)
    {
        var needs = core.Needs[candidate];
        Span<int> added = stackalloc int[needs.Length];
        var (count, whole) = (0, true);
        for (var pass = 0; pass < needs.Length; pass++)
        {
            // In whatever order the needs need one another: each pass takes those that fit by now.
            foreach (var need in needs)
            {
                if (!plan.Has(need) && Cheapest(plan, need) is var way and >= 0)
                {
                    plan.Add(need, way);
                    added[count++] = need;
                }
            }
        }

        foreach (var need in needs)
            whole &= plan.Has(need);
        if (whole && Cheapest(plan, candidate) is var option and >= 0)
        {
            plan.Add(candidate, option);
            return true;
        }

        while (count > 0)
            plan.Leave(added[--count]);
        return false;
    }

    private double Cost(int candidate, int option)
    {
        var (taken, cost) = (core.Options[candidate][option], 0.0);
        for (var at = 0; at < taken.Rows.Length; at++)
            cost += _prices[taken.Rows[at]] * taken.Scaled[at];
        return cost;
    }

    private int Cheapest(ChoiceSelection plan, int candidate, bool alone = false)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var option = 0; option < core.Options[candidate].Length; option++)
        {
            if ((masks[candidate] >> option + 1 & 1) != 0 && (alone || plan.Fits(candidate, option)) && Cost(candidate, option) is var cost && cost < least)
                (best, least) = (option, cost);
        }

        return best;
    }
}
