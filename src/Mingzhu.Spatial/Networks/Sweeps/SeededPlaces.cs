using System.Numerics;

namespace Mingzhu.Spatial;

/// <summary>The places below or at which a search begins: those with seeds, and all their ancestors. Only they have anything to push up.</summary>
/// <remarks>
/// Idea: in post-order an ancestor of s that lies at or beyond a later place t is an ancestor of t too. So climbing from each seed in ascending order, and stopping before the next, meets every
/// such place once and in ascending order; nothing is sorted or marked.<br/>
/// Cost: O(places found), 4 bytes a place of the tree kept between calls.
/// </remarks>
internal sealed class SeededPlaces(EliminationTree tree)
{
    private readonly int[] _slot = new int[tree.Count];
    private readonly ulong[] _seeded = new ulong[(tree.Count + 63) / 64];
    private int[] _place = new int[256];
    private int _count;

    /// <summary>The places found, ascending.</summary>
    public ReadOnlySpan<int> Places => _place.AsSpan(0, _count);

    /// <summary>Position in <see cref="Places"/> of a place found; chance for any other.</summary>
    public ReadOnlySpan<int> Slots => _slot;

    /// <summary>Finds the places for many seeds in any order.</summary>
    public void Find(ReadOnlySpan<Seed> seeds)
    {
        foreach (ref readonly var seed in seeds)
        {
            _seeded[seed.Row >> 6] |= 1UL << seed.Row;
        }

        _count = 0;
        var seeded = -1;
        for (var word = 0; word < _seeded.Length; word++)
        {
            for (var bits = _seeded[word]; bits != 0; bits &= bits - 1)
            {
                var next = (word << 6) + BitOperations.TrailingZeroCount(bits);
                Climb(seeded, next);
                seeded = next;
            }

            _seeded[word] = 0;
        }

        Climb(seeded, tree.Count);
    }

    /// <summary>Finds the places for few seeds that ascend; doubles are allowed.</summary>
    public void FindAscending(ReadOnlySpan<Seed> seeds)
    {
        _count = 0;
        for (var i = 0; i < seeds.Length; i++)
        {
            Climb(seeds[i].Row, i + 1 < seeds.Length ? seeds[i + 1].Row : tree.Count);
        }
    }

    private void Climb(int place, int end)
    {
        for (; place >= 0 && place < end; place = tree.Parent[place])
        {
            if (_count == _place.Length)
            {
                Array.Resize(ref _place, _count * 2);
            }

            _slot[place] = _count;
            _place[_count++] = place;
        }
    }
}
