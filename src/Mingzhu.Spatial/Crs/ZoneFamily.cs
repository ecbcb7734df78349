namespace Mingzhu.Spatial;

/// <summary>A row of Gauss–Krüger zones (高斯-克吕格分带) as the EPSG register numbers them: 75°E to 135°E, one code a zone, eastward.</summary>
/// <param name="Datum">What they are measured from.</param>
/// <param name="FirstEpsg">Code of the zone at 75°E.</param>
/// <param name="Width">Degrees from one central meridian to the next: 3 or 6.</param>
/// <param name="Prefixed">Whether the zone number stands before the easting.</param>
/// <remarks>By: GB/T 17278, the EPSG register v10.076. Without a number, a 6° zone is the same plane as the 3° zone of its meridian; only the codes differ.</remarks>
internal readonly record struct ZoneFamily(Datum Datum, int FirstEpsg, int Width, bool Prefixed)
{
    private const int FirstMeridian = 75;
    private const int LastMeridian = 135;

    /// <summary>All of them, 3° before 6°, so that the first that fits is the usual one.</summary>
    public static readonly ZoneFamily[] All =
    [
        new(Datum.Cgcs2000, 4534, 3, Prefixed: false), new(Datum.Cgcs2000, 4513, 3, Prefixed: true), new(Datum.Cgcs2000, 4502, 6, Prefixed: false), new(Datum.Cgcs2000, 4491, 6, Prefixed: true),
        new(Datum.Xian80, 2370, 3, Prefixed: false), new(Datum.Xian80, 2349, 3, Prefixed: true), new(Datum.Xian80, 2338, 6, Prefixed: false), new(Datum.Xian80, 2327, 6, Prefixed: true),
        new(Datum.Beijing54, 2422, 3, Prefixed: false), new(Datum.Beijing54, 2401, 3, Prefixed: true), new(Datum.Beijing54, 21453, 6, Prefixed: false), new(Datum.Beijing54, 21413, 6, Prefixed: true),
        new(Datum.Beijing54, 21473, 6, Prefixed: false), // deprecated twin of 21453
    ];

    /// <summary>How many zones.</summary>
    public int Count => ((LastMeridian - FirstMeridian) / Width) + 1;

    /// <summary>Central meridian of a zone of the row, degrees east.</summary>
    public int MeridianOf(int index) => FirstMeridian + (Width * index);

    /// <summary>The zone's number: 39 for the 3° zone at 117°E, 20 for the 6° zone.</summary>
    public int NumberOf(int index) => Width == 3 ? MeridianOf(index) / 3 : (MeridianOf(index) + 3) / 6;

    /// <summary>Easting of the central meridian, metres.</summary>
    public int FalseEastingOf(int index) => (Prefixed ? NumberOf(index) * 1_000_000 : 0) + 500_000;

    /// <summary>The row and the place in it of a code; null if it is none of these.</summary>
    public static (ZoneFamily Family, int Index)? Find(int epsg)
    {
        foreach (var family in All)
        {
            if (epsg >= family.FirstEpsg && epsg < family.FirstEpsg + family.Count)
                return (family, epsg - family.FirstEpsg);
        }

        return null;
    }
}
