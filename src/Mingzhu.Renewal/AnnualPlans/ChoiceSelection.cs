namespace Mingzhu.Renewal;

/// <summary>Some candidates, each with one of its options, and what they use and cure together. Kept up to date move by move.</summary>
internal sealed class ChoiceSelection
{
    /// <summary>Not chosen.</summary>
    public const int Out = -1;

    private readonly ChoiceCore _core;
    private readonly int[] _option;
    private readonly long[] _used;
    private readonly int[] _cover;
    private int _broken;

    public ChoiceSelection(ChoiceCore core)
    {
        (_core, _option, _used, _cover) = (core, new int[core.Count], new long[core.Limits.Length], new int[core.Weights.Length]);
        Array.Fill(_option, Out);
        _broken = core.Limits.Count(limit => limit < 0);
    }

    private ChoiceSelection(ChoiceSelection other) =>
        (_core, _option, _used, _cover, _broken, Value) = (other._core, [.. other._option], [.. other._used], [.. other._cover], other._broken, other.Value);

    /// <summary>What is cured, in scaled points.</summary>
    public long Value { get; private set; }

    /// <summary>Whether every limit is kept.</summary>
    public bool IsSound => _broken == 0;

    public ReadOnlySpan<int> Options => _option;

    public ReadOnlySpan<long> Used => _used;

    public bool Has(int candidate) => _option[candidate] != Out;

    public ChoiceSelection Copy() => new(this);

    public void CopyFrom(ChoiceSelection other)
    {
        other._option.CopyTo(_option, 0);
        other._used.CopyTo(_used, 0);
        other._cover.CopyTo(_cover, 0);
        (_broken, Value) = (other._broken, other.Value);
    }

    /// <summary>What would be cured in addition.</summary>
    public long Gain(int candidate)
    {
        var gain = _core.Own[candidate];
        foreach (var element in _core.Elements[candidate])
        {
            if (_cover[element] == 0)
                gain += _core.Weights[element];
        }

        return gain;
    }

    /// <summary>What would be cured no longer without a chosen candidate.</summary>
    public long Loss(int candidate)
    {
        var loss = _core.Own[candidate];
        foreach (var element in _core.Elements[candidate])
        {
            if (_cover[element] == 1)
                loss += _core.Weights[element];
        }

        return loss;
    }

    /// <summary>Whether one more option breaks no limit that it takes of.</summary>
    public bool Fits(int candidate, int option)
    {
        var taken = _core.Options[candidate][option];
        for (var at = 0; at < taken.Rows.Length; at++)
        {
            if (taken.Amounts[at] > 0 && _used[taken.Rows[at]] + taken.Amounts[at] > _core.Limits[taken.Rows[at]])
                return false;
        }

        return true;
    }

    /// <summary>Whether leaving a chosen candidate out breaks no limit that it makes room in.</summary>
    public bool CanLeave(int candidate)
    {
        var taken = _core.Options[candidate][_option[candidate]];
        for (var at = 0; at < taken.Rows.Length; at++)
        {
            if (taken.Amounts[at] < 0 && _used[taken.Rows[at]] - taken.Amounts[at] > _core.Limits[taken.Rows[at]])
                return false;
        }

        return true;
    }

    public void Add(int candidate, int option)
    {
        Value += Gain(candidate);
        _option[candidate] = option;
        foreach (var element in _core.Elements[candidate])
            _cover[element]++;
        Use(_core.Options[candidate][option], 1);
    }

    public void Leave(int candidate)
    {
        Use(_core.Options[candidate][_option[candidate]], -1);
        _option[candidate] = Out;
        foreach (var element in _core.Elements[candidate])
            _cover[element]--;
        Value -= Gain(candidate);
    }

    /// <summary>By how much the limits are broken, each over its ordinary amount; 0 where none is.</summary>
    public double Excess()
    {
        var excess = 0.0;
        for (var row = 0; row < _used.Length && _broken > 0; row++)
        {
            if (_used[row] > _core.Limits[row])
                excess += (_used[row] - _core.Limits[row]) / _core.Ordinary[row];
        }

        return excess;
    }

    private void Use(ChoiceOption option, int sign)
    {
        for (var at = 0; at < option.Rows.Length; at++)
        {
            var row = option.Rows[at];
            var before = _used[row] > _core.Limits[row];
            _used[row] += sign * option.Amounts[at];
            var after = _used[row] > _core.Limits[row];
            _broken += (after ? 1 : 0) - (before ? 1 : 0);
        }
    }
}
