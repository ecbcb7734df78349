namespace Mingzhu.Spatial;

/// <summary>Facilities whose surroundings are summed (设施分组), sixteen at a time: those that stand together share their ancestors and their surroundings.</summary>
internal sealed class WithinSources(EliminatedNetwork network)
{
    /// <summary>Facilities of a sweep.</summary>
    public const int Lanes = 16;

    private readonly List<Seed> _seeds = [];
    private readonly List<StretchOnChain> _ways = [];
    private readonly List<int> _firstSeed = [], _firstWay = [];
    private readonly List<long> _weight = [];
    private (int Lowest, int Source)[] _order = [];

    /// <summary>How many sweeps they need.</summary>
    public int BatchCount => (_order.Length + Lanes - 1) / Lanes;

    /// <summary>One more facility, whose ways in follow.</summary>
    public void Add(long weight)
    {
        _firstSeed.Add(_seeds.Count);
        _firstWay.Add(_ways.Count);
        _weight.Add(weight);
    }

    /// <summary>The last facility stands at a node, told by its row.</summary>
    public void EnterAt(int row)
    {
        if (row < network.Tree.Count)
        {
            _seeds.Add(new(row, 0, 0, 0));
        }
        else
        {
            EnterFrom(network.At(row));
        }
    }

    /// <summary>The last facility is entered from a stretch of a chain.</summary>
    public void EnterFrom(StretchOnChain stretch)
    {
        // Also what is out of any reach, for a sweep comes by the ends of every chain on which somebody may have arrived.
        var ends = network.EndsOf(stretch);
        _seeds.Add(new(ends.Lower, 0, ends.ToLowerMm, 0));
        _seeds.Add(new(ends.Upper, 0, ends.ToUpperMm, 0));
        _ways.Add(stretch);
    }

    /// <summary>Ends the list.</summary>
    public void Sort()
    {
        _firstSeed.Add(_seeds.Count);
        _firstWay.Add(_ways.Count);
        _order = new (int, int)[_weight.Count];
        for (var source = 0; source < _order.Length; source++)
        {
            var lowest = int.MaxValue;
            for (var seed = _firstSeed[source]; seed < _firstSeed[source + 1]; seed++)
            {
                lowest = Math.Min(lowest, _seeds[seed].Row);
            }

            _order[source] = (lowest, source);
        }

        Array.Sort(_order);
    }

    /// <summary>Puts the facilities of a sweep into lanes.</summary>
    public void Fill(int batch, List<Seed> seeds, List<(int Lane, StretchOnChain Stretch)> ways, Span<long> weight)
    {
        seeds.Clear();
        ways.Clear();
        weight.Clear();
        var some = _order.AsSpan(batch * Lanes, Math.Min(Lanes, _order.Length - (batch * Lanes)));
        for (var lane = 0; lane < some.Length; lane++)
        {
            var source = some[lane].Source;
            weight[lane] = _weight[source];
            for (var seed = _firstSeed[source]; seed < _firstSeed[source + 1]; seed++)
            {
                seeds.Add(_seeds[seed] with { Lane = lane });
            }

            for (var way = _firstWay[source]; way < _firstWay[source + 1]; way++)
            {
                ways.Add((lane, _ways[way]));
            }
        }

        seeds.Sort(static (a, b) => a.Row.CompareTo(b.Row));
        ways.Sort(static (a, b) => a.Stretch.Chain.CompareTo(b.Stretch.Chain));
    }
}
