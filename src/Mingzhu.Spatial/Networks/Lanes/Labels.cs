using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mingzhu.Spatial;

/// <summary>One distance and facility: the distance in the upper half, so that the nearer label is the smaller number and of equally near ones the one with the lower facility.</summary>
internal readonly struct Labels1(ulong label) : ILanes<Labels1>
{
    private readonly ulong _label = label;

    public static int Count => 1;

    public static Labels1 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Cells.UnreachedLabel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels1 Nearer(Labels1 a, Labels1 b) => new(Cells.Min(a._label, b._label));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels1 Farther(Labels1 row, int byMm) => new(unchecked(row._label + ((ulong)byMm << 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Labels1 row, int limitMm) => row._label < Cells.Label(limitMm + 1, 0) ? 1u : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Labels1> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Labels1, ulong>(rows), row, Cells.Label(distanceMm, facility));
}

/// <summary>2 labels in a register of 128 bits.</summary>
internal readonly struct Labels2(Vector128<ulong> label) : ILanes<Labels2>
{
    private readonly Vector128<ulong> _label = label;

    public static int Count => 2;

    public static Labels2 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128.Create(Cells.UnreachedLabel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels2 Nearer(Labels2 a, Labels2 b) => new(Vector128.Min(a._label, b._label));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels2 Farther(Labels2 row, int byMm) => new(row._label + Vector128.Create(unchecked((ulong)byMm << 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Labels2 row, int limitMm) => (uint)Vector128.LessThan(row._label, Vector128.Create(Cells.Label(limitMm + 1, 0))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Labels2> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Labels2, ulong>(rows), (Count * row) + lane, Cells.Label(distanceMm, facility));
}

/// <summary>4 labels in a register of 256 bits.</summary>
internal readonly struct Labels4(Vector256<ulong> label) : ILanes<Labels4>
{
    private readonly Vector256<ulong> _label = label;

    public static int Count => 4;

    public static Labels4 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256.Create(Cells.UnreachedLabel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels4 Nearer(Labels4 a, Labels4 b) => new(Vector256.Min(a._label, b._label));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels4 Farther(Labels4 row, int byMm) => new(row._label + Vector256.Create(unchecked((ulong)byMm << 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Labels4 row, int limitMm) => (uint)Vector256.LessThan(row._label, Vector256.Create(Cells.Label(limitMm + 1, 0))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Labels4> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Labels4, ulong>(rows), (Count * row) + lane, Cells.Label(distanceMm, facility));
}

/// <summary>8 labels in a register of 512 bits.</summary>
internal readonly struct Labels8(Vector512<ulong> label) : ILanes<Labels8>
{
    private readonly Vector512<ulong> _label = label;

    public static int Count => 8;

    public static Labels8 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512.Create(Cells.UnreachedLabel));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels8 Nearer(Labels8 a, Labels8 b) => new(Vector512.Min(a._label, b._label));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Labels8 Farther(Labels8 row, int byMm) => new(row._label + Vector512.Create(unchecked((ulong)byMm << 32)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Labels8 row, int limitMm) => (uint)Vector512.LessThan(row._label, Vector512.Create(Cells.Label(limitMm + 1, 0))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Labels8> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Labels8, ulong>(rows), (Count * row) + lane, Cells.Label(distanceMm, facility));
}
