namespace Mingzhu.Spatial;

/// <summary>What is decided of the candidates on the way through the tree of choices: taken, left out, or open.</summary>
/// <remarks>Invariant: each demand knows how many taken and how many open candidates serve it, so going back is as cheap as going on.</remarks>
internal sealed class CoverChoice
{
    private enum Fate : byte
    {
        Open,
        Taken,
        LeftOut,
    }

    private readonly CoverSets _sets;
    private readonly Fate[] _fate;
    private readonly int[] _takenServers;
    private readonly int[] _openServers;
    private readonly Stack<int> _decided = new();
    private readonly int _count;

    public CoverChoice(CoverSets sets, int count)
    {
        (_sets, _count) = (sets, count);
        (_fate, _takenServers, _openServers) = (new Fate[sets.Candidates], new int[sets.Weight.Length], new int[sets.Weight.Length]);
        for (var candidate = 0; candidate < sets.Candidates; candidate++)
            Add(_openServers, candidate, 1);
    }

    /// <summary>The candidates taken, in the order of taking.</summary>
    public List<int> Taken { get; } = [];

    /// <summary>How many may still be taken.</summary>
    public int Left => _count - Taken.Count;

    /// <summary>How many decisions were made; <see cref="BackTo"/> takes it.</summary>
    public int Mark => _decided.Count;

    public bool IsOpen(int candidate) => _fate[candidate] == Fate.Open;

    public bool IsServed(int demand) => _takenServers[demand] > 0;

    public bool CanBeServed(int demand) => _openServers[demand] > 0;

    public void Take(int candidate)
    {
        Decide(candidate, Fate.Taken);
        Taken.Add(candidate);
        Add(_takenServers, candidate, 1);
    }

    public void LeaveOut(int candidate) => Decide(candidate, Fate.LeftOut);

    /// <summary>Unmakes all decisions since a mark.</summary>
    public void BackTo(int mark)
    {
        while (_decided.Count > mark)
        {
            var candidate = _decided.Pop();
            if (_fate[candidate] == Fate.Taken)
            {
                Taken.RemoveAt(Taken.Count - 1);
                Add(_takenServers, candidate, -1);
            }

            _fate[candidate] = Fate.Open;
            Add(_openServers, candidate, 1);
        }
    }

    private void Decide(int candidate, Fate fate)
    {
        _fate[candidate] = fate;
        _decided.Push(candidate);
        Add(_openServers, candidate, -1);
    }

    private void Add(int[] servers, int candidate, int change)
    {
        foreach (var demand in _sets.Of(candidate))
            servers[demand] += change;
    }
}
