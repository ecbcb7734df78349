using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mingzhu.Spatial;

/// <summary>For every node the label of the nearest seed, in every lane: one sweep up the elimination tree and one down, then once along all chains.</summary>
/// <remarks>
/// Up: <see cref="Rising{TRow}"/>.<br/>
/// Down: a row is the least of what came up and of the ancestors' rows over the arcs. The ancestors of the place whose turn it is are the only rows read, so they stand in a column by depth, which
/// the nearest cache holds; every other row is written once.<br/>
/// Chains: a vertex inside a chain takes the nearer of its two ends. Seeds there are pushed to both ends first, and last along their own chain.<br/>
/// Always: exact, by <see cref="EliminationTree"/>; the same bits for every width of row.<br/>
/// Cost: O(arcs) row operations, about 8 bytes an arc and 8 a place read, 16 a vertex in a chain, one row a node written. Not thread-safe: buffers are kept.<br/>
/// By: Delling and others 2011 (PHAST) and Dibbelt and others 2016, on an order without witness search.
/// </remarks>
internal sealed class NearestSweep<TRow>(EliminatedNetwork network)
    where TRow : unmanaged, ILanes<TRow>
{
    private const int None = -1;

    private readonly Rising<TRow> _rising = new(network.Tree, network.ArcLengthMm);
    private readonly RowBuffer<TRow> _column = new();
    private readonly ulong[] _seededChains = new ulong[(network.LengthMm.Length + 63) / 64];
    private readonly int[] _firstSeed = new int[network.LengthMm.Length];
    private int[] _nextSeed = [];
    private Seed[] _lifted = [];

    /// <summary>Fills in the row of every node of the network.</summary>
    /// <param name="seeds">By row, any order, any number.</param>
    /// <param name="limitMm">What is farther need not be told exactly; <see cref="NearestFacility.Unreached"/> − 1 for all.</param>
    /// <param name="rows">By <see cref="EliminatedNetwork.Row"/>; what was in it is overwritten.</param>
    public void Run(ReadOnlySpan<Seed> seeds, int limitMm, Span<TRow> rows)
    {
        var junctions = network.Tree.Count;
        RunJunctions(Lifted(seeds), limitMm, rows[..junctions]);
        ListByChain(seeds, junctions);
        FillChains(network.Links, seeds, rows[..junctions], rows[junctions..]);
    }

    /// <summary>The same for junctions alone.</summary>
    public void RunJunctions(ReadOnlySpan<Seed> seeds, int limitMm, Span<TRow> rows)
    {
        _column.Require(network.Tree.Height);
        _rising.Plant(seeds);
        _rising.Rise(limitMm);
        Fall(network.Tree, network.ArcLengthMm, _rising.Places, _rising.Rows, _column.Rows, rows);
    }

    /// <summary>Seeds inside chains as seeds at both ends.</summary>
    private ReadOnlySpan<Seed> Lifted(ReadOnlySpan<Seed> seeds)
    {
        if (_lifted.Length < 2 * seeds.Length)
        {
            _lifted = new Seed[2 * seeds.Length];
        }

        var (links, junctions, count) = (network.Links, network.Tree.Count, 0);
        foreach (ref readonly var seed in seeds)
        {
            if (seed.Row < junctions)
            {
                _lifted[count++] = seed;
                continue;
            }

            ref readonly var ends = ref links.Ends[seed.Row - junctions];
            if (Cells.TryAdd(seed.DistanceMm, ends.ToLowerMm, out var lowerMm))
            {
                _lifted[count++] = new(ends.Lower, seed.Lane, lowerMm, seed.Facility);
            }

            if (Cells.TryAdd(seed.DistanceMm, ends.ToUpperMm, out var upperMm))
            {
                _lifted[count++] = new(ends.Upper, seed.Lane, upperMm, seed.Facility);
            }
        }

        return _lifted.AsSpan(0, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fall(EliminationTree tree, ReadOnlySpan<int> lengthMm, ReadOnlySpan<int> places, ReadOnlySpan<TRow> risen, Span<TRow> column, Span<TRow> rows)
    {
        ReadOnlySpan<int> firstArc = tree.FirstArc, arcDepth = tree.ArcDepth, depth = tree.Depth;
        var (slot, end) = (places.Length - 1, lengthMm.Length);
        var nextSeeded = slot >= 0 ? places[slot] : -1;
        for (var place = rows.Length - 1; place >= 0; place--)
        {
            var row = TRow.Unreached;
            if (place == nextSeeded)
            {
                row = risen[slot--];
                nextSeeded = slot >= 0 ? places[slot] : -1;
            }

            var first = firstArc[place];
            for (var arc = first; arc < end; arc++)
            {
                row = TRow.Nearer(row, TRow.Farther(column[arcDepth[arc]], lengthMm[arc]));
            }

            end = first;
            column[depth[place]] = row;
            rows[place] = row;
        }
    }

    /// <summary>Chains the seeds on each chain, and marks which chains have any.</summary>
    private void ListByChain(ReadOnlySpan<Seed> seeds, int junctions)
    {
        if (_nextSeed.Length < seeds.Length)
        {
            _nextSeed = new int[seeds.Length];
        }

        var chains = network.Links.Chain;
        for (var seed = 0; seed < seeds.Length; seed++)
        {
            if (seeds[seed].Row >= junctions)
            {
                var chain = chains[seeds[seed].Row - junctions];
                ref var mark = ref _seededChains[chain >> 6];
                _nextSeed[seed] = (mark & (1UL << chain)) == 0 ? None : _firstSeed[chain];
                (_firstSeed[chain], mark) = (seed, mark | (1UL << chain));
            }
        }
    }

    /// <summary>All vertices inside chains, in their order; a chain with seeds is finished while its rows are still in the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillChains(Stations links, ReadOnlySpan<Seed> seeds, ReadOnlySpan<TRow> junctions, Span<TRow> rows)
    {
        ReadOnlySpan<int> firstOn = links.FirstOn, atMm = links.AtMm;
        ReadOnlySpan<ChainEnds> ends = links.Ends;
        var filled = 0;
        for (var word = 0; word < _seededChains.Length; word++)
        {
            for (var bits = _seededChains[word]; bits != 0; bits &= bits - 1)
            {
                var chain = (word << 6) + BitOperations.TrailingZeroCount(bits);
                Fill(ends[filled..firstOn[chain + 1]], junctions, rows[filled..]);
                filled = firstOn[chain + 1];
                for (var seed = _firstSeed[chain]; seed != None; seed = _nextSeed[seed])
                {
                    ref readonly var here = ref seeds[seed];
                    TRow.Offer(rows, here.Row - junctions.Length, here.Lane, here.DistanceMm, here.Facility);
                }

                SpreadAlong(atMm[firstOn[chain]..filled], rows[firstOn[chain]..filled]);
            }

            _seededChains[word] = 0;
        }

        Fill(ends[filled..], junctions, rows[filled..]);
    }

    /// <summary>Vertices inside chains take the nearer of their two ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(ReadOnlySpan<ChainEnds> ends, ReadOnlySpan<TRow> junctions, Span<TRow> rows)
    {
        for (var link = 0; link < ends.Length; link++)
        {
            ref readonly var here = ref ends[link];
            rows[link] = TRow.Nearer(TRow.Unreached, TRow.Nearer(TRow.Farther(junctions[here.Lower], here.ToLowerMm), TRow.Farther(junctions[here.Upper], here.ToUpperMm)));
        }
    }

    /// <summary>Along a chain, one way and back: a row takes its neighbour's over the step between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadAlong(ReadOnlySpan<int> atMm, Span<TRow> rows)
    {
        var row = rows[0];
        for (var link = 1; link < atMm.Length; link++)
        {
            rows[link] = row = TRow.Nearer(rows[link], TRow.Farther(row, Math.Abs(atMm[link] - atMm[link - 1])));
        }

        for (var link = atMm.Length - 2; link >= 0; link--)
        {
            rows[link] = row = TRow.Nearer(rows[link], TRow.Farther(row, Math.Abs(atMm[link + 1] - atMm[link])));
        }
    }
}
