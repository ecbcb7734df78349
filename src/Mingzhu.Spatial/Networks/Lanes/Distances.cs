using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mingzhu.Spatial;

/// <summary>One distance, millimetres.</summary>
internal readonly struct Distances1(uint mm) : ILanes<Distances1>
{
    private readonly uint _mm = mm;

    public static int Count => 1;

    public static Distances1 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Cells.UnreachedMm);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances1 Nearer(Distances1 a, Distances1 b) => new(Cells.Min(a._mm, b._mm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances1 Farther(Distances1 row, int byMm) => new(unchecked(row._mm + (uint)byMm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Distances1 row, int limitMm) => row._mm <= unchecked((uint)limitMm) ? 1u : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Distances1> rows, int row, int lane, int distanceMm, int facility) => Cells.Offer(MemoryMarshal.Cast<Distances1, uint>(rows), row, distanceMm);
}

/// <summary>4 distances in a register of 128 bits.</summary>
internal readonly struct Distances4(Vector128<uint> mm) : ILanes<Distances4>
{
    private readonly Vector128<uint> _mm = mm;

    public static int Count => 4;

    public static Distances4 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128.Create(Cells.UnreachedMm));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances4 Nearer(Distances4 a, Distances4 b) => new(Vector128.Min(a._mm, b._mm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances4 Farther(Distances4 row, int byMm) => new(row._mm + Vector128.Create(unchecked((uint)byMm)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Distances4 row, int limitMm) => (uint)Vector128.LessThanOrEqual(row._mm, Vector128.Create(unchecked((uint)limitMm))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Distances4> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Distances4, uint>(rows), (Count * row) + lane, distanceMm);
}

/// <summary>8 distances in a register of 256 bits.</summary>
internal readonly struct Distances8(Vector256<uint> mm) : ILanes<Distances8>
{
    private readonly Vector256<uint> _mm = mm;

    public static int Count => 8;

    public static Distances8 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256.Create(Cells.UnreachedMm));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances8 Nearer(Distances8 a, Distances8 b) => new(Vector256.Min(a._mm, b._mm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances8 Farther(Distances8 row, int byMm) => new(row._mm + Vector256.Create(unchecked((uint)byMm)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Distances8 row, int limitMm) => (uint)Vector256.LessThanOrEqual(row._mm, Vector256.Create(unchecked((uint)limitMm))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Distances8> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Distances8, uint>(rows), (Count * row) + lane, distanceMm);
}

/// <summary>16 distances in a register of 512 bits.</summary>
internal readonly struct Distances16(Vector512<uint> mm) : ILanes<Distances16>
{
    private readonly Vector512<uint> _mm = mm;

    public static int Count => 16;

    public static Distances16 Unreached
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512.Create(Cells.UnreachedMm));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances16 Nearer(Distances16 a, Distances16 b) => new(Vector512.Min(a._mm, b._mm));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Distances16 Farther(Distances16 row, int byMm) => new(row._mm + Vector512.Create(unchecked((uint)byMm)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(Distances16 row, int limitMm) => (uint)Vector512.LessThanOrEqual(row._mm, Vector512.Create(unchecked((uint)limitMm))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<Distances16> rows, int row, int lane, int distanceMm, int facility) =>
        Cells.Offer(MemoryMarshal.Cast<Distances16, uint>(rows), (Count * row) + lane, distanceMm);
}
