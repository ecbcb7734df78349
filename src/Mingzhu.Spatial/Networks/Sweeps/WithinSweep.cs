using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mingzhu.Spatial;

/// <summary>How many of a few sources lie within a limit of every place: a sweep that leaves out whole subtrees.</summary>
/// <remarks>
/// Idea: a lane is a source. Who walks into a subtree passes an upper neighbour of its root (<see cref="EliminationTree"/>), so where none of those is within the limit of any source, and no source
/// lies below, nothing in the subtree is: its places, a contiguous range, are jumped over.<br/>
/// Invariant: when a place's turn comes, the column holds the rows of all its ancestors, and says which of them are within the limit.<br/>
/// Cost: the places near the sources, and the ancestors of the sources. Not thread-safe: one object a thread.<br/>
/// By: the restricted sweeps of Delling, Goldberg and Werneck 2011 (RPHAST), cut by distance instead of by targets.
/// </remarks>
internal sealed class WithinSweep<TRow>(EliminationTree tree, int[] arcLengthMm)
    where TRow : unmanaged, ILanes<TRow>
{
    private readonly Rising<TRow> _rising = new(tree, arcLengthMm);
    private readonly RowBuffer<TRow> _column = new();
    private readonly bool[] _isNear = new bool[tree.Height];
    private readonly int[] _nearAbove = new int[tree.Height + 1];

    /// <summary>Adds, at every place, what the sources within the limit weigh.</summary>
    /// <param name="sources">At most <c>TRow.Count</c> seeds, a lane each, ascending by place.</param>
    /// <param name="limitMm">Farthest walk.</param>
    /// <param name="weight">By lane; empty: each counts one.</param>
    /// <param name="sums">By place.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<Seed> sources, int limitMm, ReadOnlySpan<long> weight, Span<long> sums)
    {
        _column.Require(tree.Height);
        _rising.PlantAscending(sources);
        _rising.Rise(limitMm);
        var column = _column.Rows;
        var risen = _rising.Rows;
        var places = _rising.Places;
        ReadOnlySpan<int> firstArc = tree.FirstArc, arcDepth = tree.ArcDepth, lengthMm = arcLengthMm, depths = tree.Depth;
        var slot = places.Length - 1;
        for (var place = tree.Count - 1; place >= 0;)
        {
            var (depth, isSeeded) = (depths[place], slot >= 0 && places[slot] == place);
            var (row, isNear) = (isSeeded ? risen[slot--] : TRow.Unreached, isSeeded);
            if (_nearAbove[depth] > 0)
            {
                for (var arc = firstArc[place]; arc < firstArc[place + 1]; arc++)
                {
                    if (_isNear[arcDepth[arc]])
                    {
                        isNear = true;
                        row = TRow.Nearer(row, TRow.Farther(column[arcDepth[arc]], lengthMm[arc]));
                    }
                }
            }

            if (!isNear)
            {
                place = tree.First[place] - 1;
                continue;
            }

            var within = TRow.Within(row, limitMm);
            column[depth] = row;
            _isNear[depth] = within != 0;
            _nearAbove[depth + 1] = _nearAbove[depth] + (within != 0 ? 1 : 0);
            sums[place] += weight.IsEmpty ? BitOperations.PopCount(within) : Sum(within, weight);
            place--;
        }
    }

    private static long Sum(uint within, ReadOnlySpan<long> weight)
    {
        var sum = 0L;
        for (; within != 0; within &= within - 1)
        {
            sum += weight[BitOperations.TrailingZeroCount(within)];
        }

        return sum;
    }
}
