namespace Mingzhu.Spatial;

/// <summary>Single labels of a row.</summary>
internal static class Cells
{
    public const uint UnreachedMm = NearestFacility.Unreached;

    /// <summary>Above every label with a facility.</summary>
    public const ulong UnreachedLabel = ((ulong)UnreachedMm << 32) | uint.MaxValue;

    /// <summary>A distance and a facility as one number.</summary>
    public static ulong Label(int distanceMm, int facility) => ((ulong)distanceMm << 32) | (uint)facility;

    public static int DistanceMm(ulong label) => (int)(label >> 32);

    public static int Facility(ulong label) => (int)(label & int.MaxValue);

    public static void Offer(Span<uint> cells, int cell, int distanceMm) => cells[cell] = Math.Min(cells[cell], (uint)distanceMm);

    public static void Offer(Span<ulong> cells, int cell, ulong label) => cells[cell] = Math.Min(cells[cell], label);
}
