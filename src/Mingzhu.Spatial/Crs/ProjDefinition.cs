using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Reads a "+proj=…" text as a <see cref="CrsSpec"/>.</summary>
/// <remarks>By: PROJ's manual. An ellipsoid stands for its datum there: PROJ has no word for China's.</remarks>
internal static class ProjDefinition
{
    /// <summary>The definition; null if the text is none.</summary>
    public static CrsDefinition? Read(string text)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=');
            words[word[..(equals < 0 ? word.Length : equals)].TrimStart('+')] = equals < 0 ? "" : word[(equals + 1)..];
        }

        double? Of(string name) => words.TryGetValue(name, out var value) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
        if (words.GetValueOrDefault("pm", "greenwich") is not ("greenwich" or "0"))
            return CrsDefinition.Unsupported(text, "本初子午线不是格林尼治", "its prime meridian is not Greenwich");
        var method = words.GetValueOrDefault("proj", "");
        if (method.Length == 0)
            return null;
        if (method is "utm")
            return Of("zone") is >= 1 and <= 60 and var zone && zone == Math.Floor(zone) ? Utm(text, (int)zone, words) : null;
        var webMercator = method == "merc" && Of("a") == 6_378_137 && Of("b") == 6_378_137;
        return new CrsSpec
        {
            Name = text,
            DatumNames = [words.GetValueOrDefault("datum", "")],
            Ellipsoid = webMercator ? Ellipsoid.Wgs84 : Figure(words, Of),
            EllipsoidNamesDatum = words.GetValueOrDefault("datum") is not "unknown",
            Method = method is "longlat" or "latlong" or "lonlat" or "latlon" ? null : webMercator ? "WebMercator" : method,
            Parameters = Parameters(Of),
            UnitM = Of("to_meter") ?? UnitOf(words.GetValueOrDefault("units", "m")),
            HasShift = words.GetValueOrDefault("towgs84", "").Any(letter => letter is >= '1' and <= '9'),
        }.Read();
    }

    private static CrsDefinition Utm(string text, int zone, Dictionary<string, string> words)
    {
        var south = words.ContainsKey("south");
        return words.GetValueOrDefault("datum", words.GetValueOrDefault("ellps", "WGS84")).Equals("WGS84", StringComparison.OrdinalIgnoreCase)
            ? CrsDefinition.OfCode((south ? 32700 : 32600) + zone)
            : CrsDefinition.Unsupported(text, "UTM 只支持 WGS 84", "UTM is known here on WGS 84 only");
    }

    private static Ellipsoid? Figure(Dictionary<string, string> words, Func<string, double?> of)
    {
        if (of("a") is { } a)
            return of("rf") is { } rf ? new(a, rf) : of("b") is { } b && a != b ? new(a, a / (a - b)) : null;
        return words.GetValueOrDefault("ellps", words.GetValueOrDefault("datum", "WGS84")).ToUpperInvariant() switch
        {
            "WGS84" or "UNKNOWN" => Ellipsoid.Wgs84,
            "GRS80" or "CGCS2000" => Ellipsoid.Cgcs2000,
            "KRASS" or "BEIJING54" => Ellipsoid.Krassovsky,
            "IAU76" or "IAG75" or "XIAN80" => Ellipsoid.Iag75,
            _ => null,
        };
    }

    private static Dictionary<string, double> Parameters(Func<string, double?> of) => new(StringComparer.Ordinal)
    {
        ["centralmeridian"] = of("lon_0") ?? 0,
        ["latitudeoforigin"] = of("lat_0") ?? 0,
        ["scalefactor"] = of("k") ?? of("k_0") ?? 1,
        ["falseeasting"] = of("x_0") ?? 0,
        ["falsenorthing"] = of("y_0") ?? 0,
    };

    private static double UnitOf(string name) => name switch { "km" => 1000, "us-ft" => 1200.0 / 3937, "ft" => 0.3048, _ => 1 };
}
