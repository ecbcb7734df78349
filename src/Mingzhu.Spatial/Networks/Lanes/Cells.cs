using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mingzhu.Spatial;

/// <summary>Single labels of a row.</summary>
internal static class Cells
{
    public const uint UnreachedMm = NearestFacility.Unreached;

    /// <summary>Above every label with a facility.</summary>
    public const ulong UnreachedLabel = ((ulong)UnreachedMm << 32) | uint.MaxValue;

    /// <summary>A distance and a facility as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Label(int distanceMm, int facility) => ((ulong)distanceMm << 32) | (uint)facility;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DistanceMm(ulong label) => (int)(label >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Facility(ulong label) => (int)(label & int.MaxValue);

    /// <summary>The lower of two, without a branch: which one it is nobody can predict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Min(uint a, uint b) => unchecked((uint)(b + (((long)a - b) & (((long)a - b) >> 63))));

    /// <inheritdoc cref="Min(uint, uint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Min(ulong a, ulong b) => Vector128.Min(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar();

    /// <summary>The sum of two lengths, unless that is farther than any walk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAdd(int aMm, int bMm, out int sumMm)
    {
        sumMm = unchecked(aMm + bMm);
        return unchecked((uint)sumMm) < UnreachedMm;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<uint> cells, int cell, int distanceMm)
    {
        ref var here = ref cells[cell];
        var isNearer = (uint)distanceMm < here;
        here = isNearer ? (uint)distanceMm : here;
        return isNearer;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Offer(Span<ulong> cells, int cell, ulong label)
    {
        ref var here = ref cells[cell];
        var isNearer = label < here;
        here = isNearer ? label : here;
        return isNearer;
    }
}
