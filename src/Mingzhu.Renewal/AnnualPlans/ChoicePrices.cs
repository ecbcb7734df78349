namespace Mingzhu.Renewal;

/// <summary>
/// The Lagrangian relaxation: every limit and every shared finding has a price; at given prices each candidate is judged alone, and what comes out is never less than the best plan cures. The prices are moved to make that bound small.
/// </summary>
/// <remarks>
/// Always: whatever the prices, the bound holds; rounding can only make it looser than it need be.<br/>
/// By: subgradient optimisation with Polyak's step and deflected directions; the averaged answers of the candidates (as in Barahona and Anbil's volume algorithm) say which of them are undecided.
/// </remarks>
internal sealed class ChoicePrices(ChoiceCore core)
{
    private const double Average = 0.1, Deflection = 0.8, FirstStep = 1.2, LeastStep = 0.002, Slower = 1.6, Ahead = 0.99;
    private const int Patience = 100;
    private readonly double[] _rowSlack = new double[core.Limits.Length], _rowWay = new double[core.Limits.Length];
    private readonly double[] _elementSlack = new double[core.Weights.Length], _elementWay = new double[core.Weights.Length];
    private readonly double[] _bestRows = new double[core.Limits.Length], _bestElements = new double[core.Weights.Length];
    private readonly int[] _answers = new int[core.Count], _cheapest = new int[core.Count];
    private ChoiceCluster[] _clusters = [];
    private int[] _single = [.. Enumerable.Range(0, core.Count)];

    /// <summary>Price of one ordinary amount of each limit, in points.</summary>
    public double[] Rows { get; } = new double[core.Limits.Length];

    /// <summary>What a candidate is credited for each shared finding, 0 to its weight.</summary>
    public double[] Elements { get; } = new double[core.Weights.Length];

    /// <summary>How far each candidate is chosen on the average of the latest prices, 0–1.</summary>
    public double[] Shares { get; } = new double[core.Count];

    /// <summary>How often the candidates were judged, since the beginning.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Prices to begin with: a shared finding is credited in equal parts.</summary>
    public void Begin()
    {
        Array.Clear(Rows);
        for (var element = 0; element < Elements.Length; element++)
            Elements[element] = core.Weights[element] / (double)core.Holders[element].Length;
    }

    /// <summary>Judges these together from now on.</summary>
    public void Together(ChoiceCluster[] clusters)
    {
        _clusters = clusters;
        _single = [.. Enumerable.Range(0, core.Count).Except(clusters.SelectMany(cluster => cluster.Members))];
    }

    public void Load((float[] Rows, float[] Elements) prices)
    {
        for (var row = 0; row < Rows.Length; row++)
            Rows[row] = prices.Rows[row];
        for (var element = 0; element < Elements.Length; element++)
            Elements[element] = Math.Min(prices.Elements[element], core.Weights[element]);
    }

    public (float[] Rows, float[] Elements) Saved() => (Array.ConvertAll(Rows, price => (float)price), Array.ConvertAll(Elements, price => (float)price));

    /// <summary>Makes the bound small, beginning at the present prices, which are the best found afterwards.</summary>
    /// <param name="masks">What may be done with each candidate.</param>
    /// <param name="steps">How many times at most.</param>
    /// <param name="target">What is to be gone below; the search ends there.</param>
    /// <returns>The least bound met.</returns>
    public double Improve(ushort[] masks, int steps, long target)
    {
        Array.Clear(_rowWay);
        Array.Clear(_elementWay);
        var (best, step, since) = (double.PositiveInfinity, FirstStep, 0);
        for (var at = 0; at < steps && step > LeastStep; at++)
        {
            var bound = Judge(masks);
            for (var candidate = 0; candidate < _answers.Length; candidate++)
            {
                var chosen = _answers[candidate] == ChoiceSelection.Out ? 0 : 1;
                Shares[candidate] = at == 0 ? chosen : Shares[candidate] + Average * (chosen - Shares[candidate]);
            }

            if (bound < best - 1e-7 * Math.Abs(best) || at == 0)
            {
                (best, since) = (bound, 0);
                Rows.CopyTo(_bestRows, 0);
                Elements.CopyTo(_bestElements, 0);
                if (Whole(best) <= target)
                    break;
            }
            else if (++since >= Patience)
            {
                (step, since) = (step / Slower, 0);
                _bestRows.CopyTo(Rows, 0);
                _bestElements.CopyTo(Elements, 0);
                Array.Clear(_rowWay);
                Array.Clear(_elementWay);
                continue;
            }

            if (!Move(step * (bound - Math.Max(target, Ahead * best))))
                break;
        }

        _bestRows.CopyTo(Rows, 0);
        _bestElements.CopyTo(Elements, 0);
        return best;
    }

    /// <summary>Takes from the masks what cannot be in a plan that cures more than <paramref name="target"/>; answers the bound at the present prices.</summary>
    public double Fix(ushort[] masks, long target)
    {
        var bound = Judge(masks);
        foreach (var candidate in _single)
        {
            if ((masks[candidate] & masks[candidate] - 1) == 0)
                continue;
            var with = Credit(candidate) - Least(candidate, masks[candidate]);
            var without = (masks[candidate] & 1) != 0 ? 0 : double.NegativeInfinity;
            Fix(masks, candidate, bound - Math.Max(with, without), with, without, target);
        }

        foreach (var cluster in _clusters)
        {
            var (within, without) = Allowed(cluster, masks);
            var most = JudgeTogether(cluster, masks);
            for (var member = 0; member < cluster.Members.Length; member++)
            {
                var candidate = cluster.Members[member];
                if ((masks[candidate] & masks[candidate] - 1) != 0 && cluster.Either(member, within, without) is var either)
                    Fix(masks, candidate, bound - most, either.With, either.Without, target);
            }
        }

        return Array.IndexOf(masks, (ushort)0) < 0 ? bound : double.NegativeInfinity;
    }

    // The cheapest option of those allowed is what the bound with the candidate counts on; a dearer one takes the difference off.
    private void Fix(ushort[] masks, int candidate, double others, double with, double without, long target)
    {
        var (before, options) = (masks[candidate], core.Options[candidate]);
        var least = before > 1 ? Least(candidate, before) : 0;
        if ((before & 1) != 0 && Whole(others + without) <= target)
            masks[candidate] &= 0xfffe;
        for (var option = 0; option < options.Length; option++)
        {
            if ((before >> option + 1 & 1) != 0 && Whole(others + with + least - Cost(options[option])) <= target)
                masks[candidate] = (ushort)(masks[candidate] & ~(1 << option + 1));
        }
    }

    /// <summary>The largest whole number of points a bound allows, with room for the rounding of its sum.</summary>
    public static long Whole(double bound) => bound < -1 ? -1 : (long)Math.Min(Math.Floor(bound + 1e-6 + 1e-11 * Math.Abs(bound)), long.MaxValue / 4);

    /// <summary>What an option costs at the present prices.</summary>
    public double Cost(ChoiceOption option)
    {
        var cost = 0.0;
        for (var at = 0; at < option.Rows.Length; at++)
            cost += Rows[option.Rows[at]] * option.Scaled[at];
        return cost;
    }

    private double Credit(int candidate)
    {
        double credit = core.Own[candidate];
        foreach (var element in core.Elements[candidate])
            credit += Elements[element];
        return credit;
    }

    private double Judge(ushort[] masks)
    {
        Evaluations++;
        var bound = 0.0;
        for (var row = 0; row < Rows.Length; row++)
        {
            bound += Rows[row] * core.ScaledLimits[row];
            _rowSlack[row] = core.ScaledLimits[row];
        }

        for (var element = 0; element < Elements.Length; element++)
        {
            bound += core.Weights[element] - Elements[element];
            _elementSlack[element] = -1;
        }

        foreach (var candidate in _single)
            bound += JudgeOne(candidate, masks[candidate]);
        foreach (var cluster in _clusters)
            bound += JudgeTogether(cluster, masks);
        return bound;
    }

    private double JudgeTogether(ChoiceCluster cluster, ushort[] masks)
    {
        Span<double> alone = stackalloc double[cluster.Members.Length];
        for (var member = 0; member < alone.Length; member++)
        {
            var candidate = cluster.Members[member];
            alone[member] = core.Own[candidate] - (masks[candidate] > 1 ? Least(candidate, masks[candidate]) : 0);
        }

        var (within, without) = Allowed(cluster, masks);
        var (worth, taken) = cluster.Judge(alone, Elements, within, without);
        for (var member = 0; member < alone.Length; member++)
        {
            var candidate = cluster.Members[member];
            _answers[candidate] = (taken >> member & 1) != 0 ? _cheapest[candidate] : ChoiceSelection.Out;
            if (_answers[candidate] != ChoiceSelection.Out)
                Take(core.Options[candidate][_cheapest[candidate]]);
        }

        for (var at = 0; at < cluster.Elements.Length; at++)
        {
            if ((cluster.Holders[at] & taken) != 0)
                _elementSlack[cluster.Elements[at]]++;
        }

        return worth;
    }

    private static (int Within, int Without) Allowed(ChoiceCluster cluster, ushort[] masks)
    {
        var (within, without) = (0, 0);
        for (var member = 0; member < cluster.Members.Length; member++)
        {
            within |= masks[cluster.Members[member]] > 1 ? 1 << member : 0;
            without |= (masks[cluster.Members[member]] & 1) << member;
        }

        return (within, without);
    }

    private double Least(int candidate, ushort mask)
    {
        var (least, options) = (double.PositiveInfinity, core.Options[candidate]);
        for (var option = 0; option < options.Length; option++)
        {
            if ((mask >> option + 1 & 1) != 0 && Cost(options[option]) is var cost && cost < least)
                (least, _cheapest[candidate]) = (cost, option);
        }

        return least;
    }

    private void Take(ChoiceOption option)
    {
        for (var at = 0; at < option.Rows.Length; at++)
            _rowSlack[option.Rows[at]] -= option.Scaled[at];
    }

    private double JudgeOne(int candidate, ushort mask)
    {
        var with = mask > 1 ? Credit(candidate) - Least(candidate, mask) : double.NegativeInfinity;
        var without = (mask & 1) != 0 ? 0 : double.NegativeInfinity;
        _answers[candidate] = with > without ? _cheapest[candidate] : ChoiceSelection.Out;
        if (with <= without)
            return without;
        Take(core.Options[candidate][_cheapest[candidate]]);
        foreach (var element in core.Elements[candidate])
            _elementSlack[element]++;
        return with;
    }

    // Against the slope: a limit that is overrun becomes dearer, a finding that nobody takes gives more credit. What would leave its range does not count in the length of the step.
    private bool Move(double distance)
    {
        var norm = 0.0;
        for (var row = 0; row < Rows.Length; row++)
        {
            _rowWay[row] = _rowSlack[row] + Deflection * _rowWay[row];
            if (Rows[row] > 0 || _rowWay[row] < 0)
                norm += _rowWay[row] * _rowWay[row];
        }

        for (var element = 0; element < Elements.Length; element++)
        {
            var way = _elementWay[element] = _elementSlack[element] + Deflection * _elementWay[element];
            if ((Elements[element] > 0 || way < 0) && (Elements[element] < core.Weights[element] || way > 0))
                norm += way * way;
        }

        if (norm < 1e-12 || distance <= 0)
            return false;
        var step = distance / norm;
        for (var row = 0; row < Rows.Length; row++)
            Rows[row] = Math.Max(0, Rows[row] - step * _rowWay[row]);
        for (var element = 0; element < Elements.Length; element++)
            Elements[element] = Math.Clamp(Elements[element] - step * _elementWay[element], 0, core.Weights[element]);
        return true;
    }
}
