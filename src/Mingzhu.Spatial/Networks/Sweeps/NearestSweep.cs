using System.Runtime.CompilerServices;

namespace Mingzhu.Spatial;

/// <summary>For every node the label of the nearest seed, in every lane: one sweep up the elimination tree and one down.</summary>
/// <remarks>
/// Up: <see cref="Rising{TRow}"/>.<br/>
/// Down: a row is the least of what came up and of the ancestors' rows over the arcs. The ancestors of the place whose turn it is are the only rows read, so they stand in a column by depth, which
/// the nearest cache holds; every other row is written once and never read again.<br/>
/// Always: exact, by <see cref="EliminationTree"/>; the same bits for every width of row.<br/>
/// Cost: O(arcs) row operations, about 9 bytes an arc and 12 a place read, one row a node written. Not thread-safe: buffers are kept.<br/>
/// By: Delling and others 2011 (PHAST) and Dibbelt and others 2016, on an order without witness search.
/// </remarks>
internal sealed class NearestSweep<TRow>(EliminationTree tree, int[] arcLengthMm)
    where TRow : unmanaged, ILanes<TRow>
{
    private readonly Rising<TRow> _rising = new(tree, arcLengthMm);
    private readonly RowBuffer<TRow> _column = new();

    /// <summary>Fills in the row of every node of the network.</summary>
    /// <param name="seeds">Any order, any number.</param>
    /// <param name="limitMm">What is farther need not be told exactly; <see cref="NearestFacility.Unreached"/> − 1 for all.</param>
    /// <param name="rows">By node; what was in it is overwritten.</param>
    public void Run(ReadOnlySpan<Seed> seeds, int limitMm, Span<TRow> rows)
    {
        _column.Require(tree.Height);
        _rising.Plant(seeds);
        _rising.Rise(limitMm);
        Fall(rows);
    }

    private void Fall(Span<TRow> rows)
    {
        var risen = _rising.Rows;
        var places = _rising.Places;
        var end = tree.Count;
        for (var slot = places.Length - 1; slot >= 0; slot--)
        {
            FallOver(places[slot] + 1, end, rows);
            Fall(places[slot], risen[slot], rows);
            end = places[slot];
        }

        FallOver(0, end, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FallOver(int first, int end, Span<TRow> rows)
    {
        for (var place = end - 1; place >= first; place--)
        {
            Fall(place, TRow.Unreached, rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fall(int place, TRow row, Span<TRow> rows)
    {
        var column = _column.Rows;
        for (var arc = tree.FirstArc[place]; arc < tree.FirstArc[place + 1]; arc++)
        {
            row = TRow.Nearer(row, TRow.Farther(column[tree.ArcDepth[arc]], arcLengthMm[arc]));
        }

        column[tree.Depth[place]] = row;
        rows[tree.Node[place]] = row;
    }
}
