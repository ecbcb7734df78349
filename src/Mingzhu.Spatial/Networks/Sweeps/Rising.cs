using System.Runtime.CompilerServices;

namespace Mingzhu.Spatial;

/// <summary>The upward half of a sweep: what seeds push over upward arcs to all their ancestors.</summary>
/// <remarks>Only places with seeds at or below them have anything to push; their rows lie together. Cost: O(arcs of the places found). Not thread-safe: buffers are kept.</remarks>
internal sealed class Rising<TRow>(EliminationTree tree, int[] arcLengthMm)
    where TRow : unmanaged, ILanes<TRow>
{
    private readonly SeededPlaces _seeded = new(tree);
    private readonly RowBuffer<TRow> _rows = new();

    /// <summary>The places with seeds at or below them, ascending.</summary>
    public ReadOnlySpan<int> Places => _seeded.Places;

    /// <summary>Their rows, after <see cref="Rise"/>: exact over ways that only rise.</summary>
    public Span<TRow> Rows => _rows.Rows;

    /// <summary>Sets seeds in any order.</summary>
    public void Plant(ReadOnlySpan<Seed> seeds)
    {
        _seeded.Find(seeds);
        Sow(seeds);
    }

    /// <summary>Sets few seeds whose places ascend: what is not near them is not looked at.</summary>
    public void PlantAscending(ReadOnlySpan<Seed> seeds)
    {
        _seeded.FindAscending(seeds);
        Sow(seeds);
    }

    /// <summary>Pushes every row up, the lowest place first; rows with nothing within the limit push nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Rise(int limitMm)
    {
        var rows = _rows.Rows;
        var slots = _seeded.Slots;
        var places = _seeded.Places;
        ReadOnlySpan<int> firstArc = tree.FirstArc, arcHead = tree.ArcHead, lengthMm = arcLengthMm;
        for (var slot = 0; slot < places.Length; slot++)
        {
            var (place, row) = (places[slot], rows[slot]);
            if (TRow.Within(row, limitMm) == 0)
            {
                continue;
            }

            for (var arc = firstArc[place]; arc < firstArc[place + 1]; arc++)
            {
                ref var above = ref rows[slots[arcHead[arc]]];
                above = TRow.Nearer(above, TRow.Farther(row, lengthMm[arc]));
            }
        }
    }

    private void Sow(ReadOnlySpan<Seed> seeds)
    {
        _rows.Require(_seeded.Places.Length);
        var rows = _rows.Rows;
        rows[.._seeded.Places.Length].Fill(TRow.Unreached);
        var slots = _seeded.Slots;
        foreach (ref readonly var seed in seeds)
        {
            TRow.Offer(rows, slots[seed.Row], seed.Lane, seed.DistanceMm, seed.Facility);
        }
    }
}
