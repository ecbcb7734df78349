namespace Mingzhu.Spatial;

/// <summary>From which zoom on something of a size is drawn (综合). A pixel is a 512th of a tile's side: tiles are shown 512 pixels wide.</summary>
internal static class ZoomRule
{
    /// <summary>Units in a pixel.</summary>
    public const int Pixel = TilePen.Extent / 512;

    /// <summary>From here on every feature is drawn, however small, and every one by itself.</summary>
    public const int EveryFeature = 14;

    /// <summary>From here on every corner is drawn that a unit can tell: maps enlarge these tiles instead of asking for deeper ones.</summary>
    public const int EveryCorner = 15;

    /// <summary>A zoom at which nothing is drawn.</summary>
    public const byte Never = WorldGrid.FinestZoom + 1;

    // Half a pixel; where maps enlarge, half a unit.
    private static readonly double[] CornerSquared = [.. Enumerable.Range(0, Never).Select(zoom => Square(Steps(zoom, zoom < EveryCorner ? Pixel / 2.0 : 0.5)))];

    /// <summary>For a corner that stands out from the line without it by a distance, square steps.</summary>
    public static byte OfCorner(double squared)
    {
        var zoom = 0;
        while (zoom < Never && squared <= CornerSquared[zoom])
        {
            zoom++;
        }

        return (byte)zoom;
    }

    /// <summary>The first zoom at which a length in steps is at least so many pixels, at the latest where every feature is drawn.</summary>
    public static byte OfLength(double length, double pixels)
    {
        var zoom = 0;
        while (zoom < EveryFeature && length < Steps(zoom, pixels * Pixel))
        {
            zoom++;
        }

        return (byte)zoom;
    }

    private static double Steps(int zoom, double units) => Math.ScaleB(units, WorldGrid.Shift(zoom));

    private static double Square(double value) => value * value;
}
