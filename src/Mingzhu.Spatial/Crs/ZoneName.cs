using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>What a plane's name says of its zone: "CGCS2000_3_Degree_GK_Zone_39", "Xian 1980 / Gauss-Kruger CM 117E", "WGS_1984_UTM_Zone_50N".</summary>
internal static class ZoneName
{
    /// <summary>What the name means, if that is not what the plane is; null if they agree or the name says nothing.</summary>
    public static (string Zh, string En)? Contradiction(string name, Plane plane)
    {
        var words = Words(name);
        if (After(words, "CM") is { } meridian)
            return meridian == plane.CentralMeridian && plane.ZonePrefix == 0 ? null : ($"中央经线 {meridian}°、无带号", $"central meridian {meridian}° and no zone number");
        if (After(words, "ZONE") is not { } zone)
            return null;
        if (words.Contains("UTM"))
            return zone is < 1 or > 60 || (6 * zone) - 183 == plane.CentralMeridian ? null : ($"UTM {zone} 带（中央经线 {(6 * zone) - 183}°）", $"UTM zone {zone} (central meridian {(6 * zone) - 183}°)");
        return OfNumber(zone) is not { } expected || (expected == plane.CentralMeridian && plane.ZonePrefix == zone)
            ? null
            : ($"中央经线 {expected}°、东坐标前有带号 {zone}", $"central meridian {expected}° and zone number {zone} before the easting");
    }

    /// <summary>The central meridian of a national zone: 13–23 are 6° zones, 25–45 are 3° zones, so a number tells its width; null for others.</summary>
    public static int? OfNumber(int zone) => zone switch
    {
        >= 13 and <= 23 => (6 * zone) - 3,
        >= 25 and <= 45 => 3 * zone,
        _ => null,
    };

    private static string[] Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 0; at <= name.Length; at++)
        {
            if (at < name.Length && char.IsLetterOrDigit(name[at]))
                continue;
            if (at > start)
                words.Add(name[start..at].ToUpperInvariant());
            start = at + 1;
        }

        return [.. words];
    }

    /// <summary>The whole number of the word behind a word, without the compass letter behind it: 117 of "CM 117E".</summary>
    private static int? After(string[] words, string word)
    {
        var at = Array.IndexOf(words, word);
        return at >= 0 && at + 1 < words.Length && int.TryParse(words[at + 1].TrimEnd('E', 'N', 'S'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
