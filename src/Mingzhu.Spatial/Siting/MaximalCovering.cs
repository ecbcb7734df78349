using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>The best sites found, and how good they are proved to be.</summary>
/// <param name="Chosen">The sites, each the one of them that adds most to those before it.</param>
/// <param name="Gains">What each adds to those before it, in the unit of the weights.</param>
/// <param name="Covered">What they serve together.</param>
/// <param name="Bound">No choice of as many sites serves more. Equal to <paramref name="Covered"/>: the choice is proved the best.</param>
/// <param name="Greedy">What choosing one by one would serve.</param>
/// <param name="GreedyBound">What the choice one by one alone proves that no choice can exceed.</param>
public sealed record SiteChoice(ImmutableArray<int> Chosen, ImmutableArray<long> Gains, long Covered, long Bound, long Greedy, long GreedyBound)
{
    /// <summary>Whether no choice of as many sites can be better.</summary>
    public bool IsBest => Covered == Bound;

    /// <summary>How much better another choice could be at most, as a share of this one's bound, 0–1.</summary>
    public double Gap => Bound == 0 ? 0 : (double)(Bound - Covered) / Bound;
}

/// <summary>The sites that together serve most demand (最大覆盖选址): greedy, then better by exchange, then proved or improved by branch and bound.</summary>
/// <remarks>
/// Always: a choice of at most the sites asked for; what it covers ≤ bound; never less than the greedy choice; the same answer on every machine, since the work is bounded by pairs looked at and
/// not by a clock.<br/>
/// Cost: greedy O(pairs · count) at worst; the proof may need any time, so it ends after so many steps with the gap that is left.<br/>
/// By: Church and ReVelle 1974 for the problem; bounds by <see cref="CoverBound"/>; candidates that can be in no better choice, or must be in every one, are decided by what they earn.
/// </remarks>
public sealed class MaximalCovering
{
    /// <summary>The most that all demand together may weigh: with <see cref="LargestCount"/>, no sum of prices overflows.</summary>
    internal const long LargestTotal = 1L << 40;

    /// <summary>The most sites that can be asked for.</summary>
    public const int LargestCount = 4096;

    /// <summary>About ten seconds on an office machine.</summary>
    public const long DefaultSteps = 4_000_000_000;

    private const int RootRounds = 300;
    private const int Rounds = 25;
    private const int PatienceRounds = 8;

    private readonly CoverSets _sets;
    private readonly CoverBound _bound;
    private readonly CoverChoice _choice;
    private readonly long _stepLimit;
    private readonly CancellationToken _cancel;
    private readonly IProgress<double>? _progress;
    private long _steps;
    private long _openBound;
    private int[] _best;
    private long _bestCovered;

    private MaximalCovering(CoverSets sets, int count, long stepLimit, IProgress<double>? progress, CancellationToken cancel)
    {
        _progress = progress;
        (_sets, _bound, _choice, _stepLimit, _cancel) = (sets, new(sets), new(sets, count), stepLimit, cancel);
        (_best, _bestCovered) = ([], 0);
    }

    /// <summary>The best so many sites.</summary>
    /// <param name="sets">Who serves what.</param>
    /// <param name="count">How many sites at most, 0 to <see cref="LargestCount"/>.</param>
    /// <param name="steps">How many pairs of candidate and demand to look at before the proof is given up.</param>
    /// <param name="progress">Told the share of the steps used, 0–1; the proof may be found long before they are.</param>
    /// <param name="cancel">Ends the search at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">Such a count, or steps below 0, can't be.</exception>
    public static SiteChoice Solve(CoverSets sets, int count, long steps = DefaultSteps, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, LargestCount);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        return new MaximalCovering(sets, Math.Min(count, sets.Candidates), steps, progress, cancel).Solve(count);
    }

    private SiteChoice Solve(int count)
    {
        var greedy = GreedyCover.Choose(_sets, count, ref _steps);
        Offer(greedy.Chosen);
        if (_bestCovered < greedy.Bound)
        {
            (_best, _bestCovered) = Interchange.Improve(_sets, _best, _stepLimit, ref _steps);
            Search(_bound.FirstPrices(), RootRounds);
        }

        var order = GreedyCover.Choose(new CoverSets([.. _best.Select(site => _sets.Of(site).ToArray())], _sets.Weight.ToArray()), count, ref _steps);
        var bound = Math.Min(greedy.Bound, Math.Max(_bestCovered, _openBound));
        return new([.. order.Chosen.Select(at => _best[at])], [.. order.Gains], _bestCovered, bound, greedy.Gains.Sum(), greedy.Bound);
    }

    /// <summary>Everything that can still come of the choice so far: bounds it, decides what the bound decides, then takes the most promising candidate and, after that, leaves it out.</summary>
    private void Search(long[] prices, int rounds)
    {
        var mark = _choice.Mark;
        while (Promises(prices, rounds) is { } candidate)
        {
            var inside = _choice.Mark;
            _choice.Take(candidate);
            Search([.. prices], Rounds);
            _choice.BackTo(inside);
            _choice.LeaveOut(candidate);
            rounds = Rounds;
        }

        _choice.BackTo(mark);
    }

    /// <summary>The candidate to branch on; null where nothing better can come, or the steps are used up: then the bound stands as open.</summary>
    private int? Promises(long[] prices, int rounds)
    {
        var (least, sharpest, boldness, idle) = (long.MaxValue, (long[])[.. prices], 2.0, 0);
        for (var round = 0; round < rounds; round++)
        {
            _cancel.ThrowIfCancellationRequested();
            _progress?.Report(_stepLimit == 0 ? 1 : Math.Min(1, (double)_steps / _stepLimit));
            _bound.Look(_choice, prices, ref _steps);
            Offer([.. _choice.Taken, .. _bound.Best]);
            if (_bound.ScaledBound < least)
            {
                (least, idle) = (_bound.ScaledBound, 0);
                prices.CopyTo(sharpest, 0);
            }
            else if (++idle >= PatienceRounds)
            {
                (boldness, idle) = (boldness / 2, 0);
            }

            if (CoverBound.Units(least) <= _bestCovered)
                return null;
            if (_steps >= _stepLimit || !_bound.Move(_choice, prices, _bestCovered, boldness))
                break;
        }

        sharpest.CopyTo(prices, 0);
        _bound.Look(_choice, prices, ref _steps);
        if (_steps >= _stepLimit)
        {
            _openBound = Math.Max(_openBound, CoverBound.Units(least));
            return null;
        }

        DecideByBound();
        return _choice.Left > 0 && _bound.Best.FirstOrDefault(_choice.IsOpen, -1) is >= 0 and var candidate ? candidate : null;
    }

    /// <summary>Leaves out what can be in no better choice and takes what must be in every better one.</summary>
    private void DecideByBound()
    {
        var (bound, left) = (_bound.ScaledBound, _choice.Left);
        var worst = _bound.Best.Count < left || left == 0 ? 0 : _bound.Earns[_bound.Best[^1]];
        var best = _bound.Best.ToHashSet();
        for (var candidate = 0; candidate < _sets.Candidates; candidate++)
        {
            if (_choice.IsOpen(candidate) && !best.Contains(candidate) && CoverBound.Units(bound - worst + _bound.Earns[candidate]) <= _bestCovered)
                _choice.LeaveOut(candidate);
        }

        foreach (var candidate in _bound.Best)
        {
            if (CoverBound.Units(bound - _bound.Earns[candidate] + _bound.NextEarns) <= _bestCovered)
                _choice.Take(candidate);
        }
    }

    private void Offer(int[] chosen)
    {
        var covered = _sets.Covered(chosen);
        foreach (var candidate in chosen)
            _steps += _sets.Of(candidate).Length;
        if (covered > _bestCovered || _best.Length == 0)
            (_best, _bestCovered) = (chosen, covered);
    }
}
