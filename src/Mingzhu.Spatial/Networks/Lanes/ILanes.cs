using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>A row of labels, one for each category of facility, that are lengthened and compared all at once (SIMD).</summary>
/// <remarks>
/// A label is a distance in millimetres, or a distance and a facility. A sweep is written once for every row: whatever the width of the registers, the same labels come out, for minimum and sum of
/// integers know no order.<br/>
/// Invariant: a stored distance is at most <see cref="NearestFacility.Unreached"/>, and so is a length; their sum fits 32 bits, and the minimum with a stored label brings it back below.
/// </remarks>
internal interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>How many labels.</summary>
    static abstract int Count { get; }

    /// <summary>Nothing reached in any lane.</summary>
    static abstract TSelf Unreached { get; }

    /// <summary>The nearer label, lane by lane.</summary>
    static abstract TSelf Nearer(TSelf a, TSelf b);

    /// <summary>All labels farther by a length; not yet clamped.</summary>
    static abstract TSelf Farther(TSelf row, int byMm);

    /// <summary>One bit a lane, the lowest for the first: whether its distance is at most so much.</summary>
    static abstract uint Within(TSelf row, int limitMm);

    /// <summary>Lowers one label of one row; whether it was higher.</summary>
    static abstract bool Offer(Span<TSelf> rows, int row, int lane, int distanceMm, int facility);
}

/// <summary>A row made of two halves: how a wide row stands on narrow registers.</summary>
internal readonly struct Pair<TRow>(TRow low, TRow high) : ILanes<Pair<TRow>>
    where TRow : unmanaged, ILanes<TRow>
{
    private readonly TRow _low = low;
    private readonly TRow _high = high;

    public static int Count => 2 * TRow.Count;

    public static Pair<TRow> Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TRow.Unreached, TRow.Unreached);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TRow> Nearer(Pair<TRow> a, Pair<TRow> b) => new(TRow.Nearer(a._low, b._low), TRow.Nearer(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<TRow> Farther(Pair<TRow> row, int byMm) => new(TRow.Farther(row._low, byMm), TRow.Farther(row._high, byMm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Pair<TRow> row, int limitMm) => TRow.Within(row._low, limitMm) | (TRow.Within(row._high, limitMm) << TRow.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Pair<TRow>> rows, int row, int lane, int distanceMm, int facility) =>
        TRow.Offer(MemoryMarshal.Cast<Pair<TRow>, TRow>(rows), (2 * row) + (lane / TRow.Count), lane % TRow.Count, distanceMm, facility);
}
