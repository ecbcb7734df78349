namespace Mingzhu.Spatial;

/// <summary>Numbers all tiles of all zooms: 0 for the whole world, then zoom after zoom, each along a Hilbert curve, so that what lies near in the city lies near in a file.</summary>
/// <remarks>By: PMTiles 3, tile ids. Always: every number is one tile's, every tile has one number.</remarks>
internal static class TileNumber
{
    /// <summary>A tile's number.</summary>
    public static long Of(TileAddress tile)
    {
        var (x, y, number) = (tile.X, tile.Y, Before(tile.Z));
        var last = (1 << tile.Z) - 1;
        for (var side = 1 << tile.Z >> 1; side > 0; side >>= 1)
        {
            var (right, lower) = ((x & side) == 0 ? 0 : 1, (y & side) == 0 ? 0 : 1);
            number += (long)side * side * ((3 * right) ^ lower);
            (x, y) = Turned(x, y, right, lower, last);
        }

        return number;
    }

    /// <summary>The tile of a number.</summary>
    public static TileAddress At(long number)
    {
        var zoom = 0;
        while (Before(zoom + 1) <= number)
        {
            zoom++;
        }

        var (x, y, rest) = (0, 0, number - Before(zoom));
        for (var side = 1; side < 1 << zoom; side <<= 1, rest >>= 2)
        {
            var right = (int)((rest >> 1) & 1);
            var lower = (int)((rest ^ right) & 1);
            (x, y) = Turned(x, y, right, lower, side - 1);
            (x, y) = (x + (side * right), y + (side * lower));
        }

        return new TileAddress(zoom, x, y);
    }

    /// <summary>How many tiles the zooms before one have.</summary>
    private static long Before(int zoom) => ((1L << (2 * zoom)) - 1) / 3;

    /// <summary>The curve runs through a quarter as through the whole, turned over in the upper two.</summary>
    private static (int X, int Y) Turned(int x, int y, int right, int lower, int last) => (lower, right) switch
    {
        (1, _) => (x, y),
        (_, 1) => (last - y, last - x),
        _ => (y, x),
    };
}
