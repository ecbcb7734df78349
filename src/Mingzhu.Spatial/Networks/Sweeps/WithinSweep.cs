using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mingzhu.Spatial;

/// <summary>How many of a few facilities lie within a limit of every junction and every station: a sweep that leaves out whole subtrees.</summary>
/// <remarks>
/// Idea: a lane is a facility. Who walks into a subtree passes an upper neighbour of its root (<see cref="EliminationTree"/>), so where none of those is within the limit of any facility, and none of
/// them lies below, nothing in the subtree is: its places, a contiguous range, are jumped over with all that hangs there.<br/>
/// Invariant: when a place's turn comes, the column holds the rows of all its ancestors, and says which of them are within the limit.<br/>
/// A station takes the nearest of both ends of its chain, or the way along it to a facility on the same one; never twice in one lane.<br/>
/// Cost: the places near the facilities, and the ancestors of the facilities. Not thread-safe: one object a thread.<br/>
/// By: the restricted sweeps of Delling, Goldberg and Werneck 2011 (RPHAST), cut by distance instead of by targets.
/// </remarks>
internal sealed class WithinSweep<TRow>(EliminatedNetwork network, Stations stations)
    where TRow : unmanaged, ILanes<TRow>
{
    private readonly Rising<TRow> _rising = new(network.Tree, network.ArcLengthMm);
    private readonly RowBuffer<TRow> _column = new();
    private readonly bool[] _isNear = new bool[network.Tree.Height];
    private readonly int[] _nearAbove = new int[network.Tree.Height + 1];
    private readonly long[] _sumOf = new long[512];
    private readonly long[] _weight = new long[WithinSources.Lanes];

    /// <summary>Adds, at every junction and station, what the facilities within the limit weigh.</summary>
    /// <param name="seeds">Of at most <c>TRow.Count</c> facilities, a lane each, ascending by place.</param>
    /// <param name="ways">Where facilities stand on chains, with their lanes, ascending by chain; the lower ends of those chains are among the seeds' places.</param>
    /// <param name="limitMm">Farthest walk.</param>
    /// <param name="weight">By lane.</param>
    /// <param name="atJunctions">By place; empty if nobody asks.</param>
    /// <param name="atStations">By station.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<Seed> seeds, ReadOnlySpan<(int Lane, StretchOnChain Stretch)> ways, int limitMm, ReadOnlySpan<long> weight, Span<long> atJunctions, Span<long> atStations)
    {
        var tree = network.Tree;
        _column.Require(tree.Height);
        _rising.PlantAscending(seeds);
        _rising.Rise(limitMm);
        TabulateSums(weight);
        var column = _column.Rows;
        var risen = _rising.Rows;
        var places = _rising.Places;
        ReadOnlySpan<int> firstArc = tree.FirstArc, arcDepth = tree.ArcDepth, lengthMm = network.ArcLengthMm, depths = tree.Depth;
        ReadOnlySpan<int> firstAt = stations.FirstAt, upperDepth = stations.UpperDepth;
        ReadOnlySpan<ChainEnds> ends = stations.Ends;
        ReadOnlySpan<long> sumOf = _sumOf;
        Span<int> nearAbove = _nearAbove;
        Span<bool> isNearAt = _isNear;
        var (slot, way) = (places.Length - 1, ways.Length - 1);
        for (var place = tree.Count - 1; place >= 0;)
        {
            var (depth, isNear, row) = (depths[place], false, TRow.Unreached);
            if (slot >= 0 && places[slot] == place)
            {
                (isNear, row) = (true, risen[slot--]);
            }

            if (nearAbove[depth] > 0)
            {
                for (var arc = firstArc[place]; arc < firstArc[place + 1]; arc++)
                {
                    isNear |= isNearAt[arcDepth[arc]];
                    row = TRow.Nearer(row, TRow.Farther(column[arcDepth[arc]], lengthMm[arc]));
                }
            }

            if (!isNear)
            {
                place = tree.First[place] - 1;
                continue;
            }

            var within = TRow.Within(row, limitMm);
            column[depth] = row;
            isNearAt[depth] = within != 0;
            nearAbove[depth + 1] = nearAbove[depth] + (within != 0 ? 1 : 0);
            if (!atJunctions.IsEmpty)
            {
                atJunctions[place] += sumOf[(int)(within & 255)] + sumOf[256 + (int)(within >> 8)];
            }

            for (var station = firstAt[place]; station < firstAt[place + 1]; station++)
            {
                within = TRow.Within(TRow.Nearer(TRow.Farther(row, ends[station].ToLowerMm), TRow.Farther(column[upperDepth[station]], ends[station].ToUpperMm)), limitMm);
                atStations[station] += sumOf[(int)(within & 255)] + sumOf[256 + (int)(within >> 8)];
            }

            while (way >= 0 && network.Lower[ways[way].Stretch.Chain] == place)
            {
                way = AddAlong(ways, way, row, limitMm, atStations);
            }

            place--;
        }
    }

    /// <summary>What facilities on a chain add to its stations, beyond those that come by its ends.</summary>
    /// <returns>The last way before those on this chain.</returns>
    private int AddAlong(ReadOnlySpan<(int Lane, StretchOnChain Stretch)> ways, int last, TRow row, int limitMm, Span<long> sums)
    {
        var (chain, first) = (ways[last].Stretch.Chain, last);
        while (first > 0 && ways[first - 1].Stretch.Chain == chain)
        {
            first--;
        }

        for (var station = stations.FirstOn[chain]; station < stations.FirstOn[chain + 1]; station++)
        {
            var byEnds = TRow.Within(TRow.Nearer(TRow.Farther(row, stations.Ends[station].ToLowerMm), TRow.Farther(_column.Rows[stations.UpperDepth[station]], stations.Ends[station].ToUpperMm)), limitMm);
            var along = 0u;
            for (var way = first; way <= last; way++)
            {
                along |= ways[way].Stretch.AlongMm(stations.AtMm[station]) + stations.ConnectorMm[station] <= limitMm ? 1u << ways[way].Lane : 0;
            }

            sums[station] += Sum(along & ~byEnds);
        }

        return first - 1;
    }

    private long Sum(uint within) => _sumOf[within & 255] + _sumOf[256 + (within >> 8)];

    /// <summary>What every set of eight lanes weighs, the lower eight first.</summary>
    private void TabulateSums(ReadOnlySpan<long> weight)
    {
        if (weight.SequenceEqual(_weight))
        {
            return;
        }

        weight.CopyTo(_weight);
        for (var half = 0; half < 2; half++)
        {
            for (var set = 1; set < 256; set++)
            {
                var lane = (8 * half) + BitOperations.TrailingZeroCount(set);
                _sumOf[(256 * half) + set] = _sumOf[(256 * half) + (set & (set - 1))] + weight[lane];
            }
        }
    }
}
