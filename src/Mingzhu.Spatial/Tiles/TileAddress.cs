namespace Mingzhu.Spatial;

/// <summary>Which square of the web map (瓦片): zoom, column from the west, row from the north.</summary>
/// <remarks>By: the XYZ scheme on spherical Web Mercator. It draws the map; nothing is ever measured in it.</remarks>
public readonly record struct TileAddress
{
    /// <summary>The deepest zoom, a tile of 76 m and units of 1.9 cm; more than a map needs.</summary>
    public const int MaxZoom = WorldGrid.FinestZoom;

    /// <summary>The tile in this column and row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tile.</exception>
    public TileAddress(int z, int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(z);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(z, MaxZoom);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, 1 << z);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, 1 << z);
        (Z, X, Y) = (z, x, y);
    }

    /// <summary>Zoom, 0 for the whole world.</summary>
    public int Z { get; }

    /// <summary>Column from the west.</summary>
    public int X { get; }

    /// <summary>Row from the north.</summary>
    public int Y { get; }

    /// <summary>The tile in which a position lies, degrees; positions beyond 85.05° lie in the outermost row.</summary>
    public static TileAddress At(double longitude, double latitude, int z)
    {
        var (x, y) = World(longitude, latitude);
        var last = (1 << z) - 1;
        return new(z, (int)Math.Clamp(Math.Floor(x * (1 << z)), 0, last), (int)Math.Clamp(Math.Floor(y * (1 << z)), 0, last));
    }

    /// <summary>A position on the square world: x from the west, y from the north, both 0–1.</summary>
    internal static (double X, double Y) World(double longitude, double latitude)
    {
        var sin = Math.Sin(Math.Clamp(latitude, -89.9, 89.9) * Math.PI / 180);
        return ((longitude + 180) / 360, 0.5 - (Math.Atanh(sin) / (2 * Math.PI)));
    }
}
