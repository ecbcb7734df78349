namespace Mingzhu.Spatial;

/// <summary>The square world of the web map in whole numbers, 2³¹ along a side: x from the west, y from the north. One step is 1.9 cm at the equator.</summary>
/// <remarks>
/// A tile's units are steps rounded to a power of two, counted over the whole world and not from the tile's corner: what two tiles show of one corner is the same corner,
/// and what is true of a shape at a zoom is true in every tile of it.
/// </remarks>
internal static class WorldGrid
{
    /// <summary>The zoom whose units are steps.</summary>
    public const int FinestZoom = 19;

    /// <summary>Binary places of a coordinate.</summary>
    public const int Bits = 31;

    private const double Side = 1u << Bits;

    /// <summary>Where a position lies, degrees; beyond 85.05° at the edge.</summary>
    public static (int X, int Y) At(double longitude, double latitude)
    {
        var (x, y) = TileAddress.World(longitude, latitude);
        return (Whole(x), Whole(y));
    }

    /// <summary>By how many binary places steps and the units of a zoom differ.</summary>
    public static int Shift(int zoom) => FinestZoom - zoom;

    /// <summary>Steps to units, to the nearest; half up.</summary>
    public static int Units(int steps, int shift) => unchecked((int)(((uint)steps + ((1u << shift) >> 1)) >> shift));

    private static int Whole(double share) => (int)Math.Clamp(Math.Floor((share * Side) + 0.5), 0, int.MaxValue);
}
