using System.Globalization;

namespace Mingzhu.Atlas;

/// <summary>The ids that are given to features without a key (发放的编号): n0000001, n0000002, … within a layer, none of them ever twice.</summary>
internal static class IssuedId
{
    // A number of more digits never was issued, whatever a key may look like.
    private const int MostDigits = 12;

    /// <summary>The id of a number.</summary>
    public static string Of(long number) => "n" + number.ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>The highest number among ids of this form, keys that look like one included; 0 if there is none.</summary>
    public static long Highest(IEnumerable<string> ids) => ids.Select(Number).DefaultIfEmpty().Max();

    /// <summary>Whether an id has this form.</summary>
    public static bool Is(string id) => Number(id) > 0;

    /// <summary>The number of an id of this form; 0 if it is none.</summary>
    public static long Number(string id) =>
        id.Length is >= 8 and <= MostDigits + 1 && id[0] == 'n' && long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
