using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>What pack.yaml says of the city as a whole (城市包设置).</summary>
/// <param name="Plane">The plane in which lengths and areas are measured: "EPSG:4548", or "extent" for a transverse Mercator on the centre of the data.</param>
/// <param name="TimeZone">Where "today" is decided.</param>
/// <param name="Place">What the whole is called.</param>
/// <param name="Code">Its official code; null for a city without one.</param>
/// <param name="Extent">Where it lies, as long as none of its layers tells: west, south, east, north, degrees EPSG:4490; empty if not said.</param>
public sealed record PackSettings(string Plane, TimeZoneInfo TimeZone, Wording Place, string? Code, ImmutableArray<double> Extent)
{
    /// <summary>Reads pack.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static PackSettings Of(Pack pack)
    {
        var root = pack.Root;
        root.OnlyKeys("id", "name", "version", "base", "timeZone", "plane", "place", "code", "extent", "hash");
        root["version"].Integer();
        return new PackSettings(ReadPlane(root["plane"]), ReadTimeZone(root["timeZone"]), root["place"].Wording(), root["code"].TextOrNull(), ReadExtent(root["extent"]));
    }

    /// <summary>Reads an extent; what is none is reported and empty.</summary>
    public static ImmutableArray<double> ReadExtent(PackNode node)
    {
        ImmutableArray<double> sides = [.. node.Items().Select(side => side.Number())];
        if (sides.IsEmpty || (sides is [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north] && west < east && south < north))
            return sides;
        node.Report(new("应为 [西, 南, 东, 北]，单位为度", "[west, south, east, north] in degrees is expected"));
        return [];
    }

    private static string ReadPlane(PackNode node)
    {
        var plane = node.Text();
        if (plane == "extent" || (plane.StartsWith("EPSG:", StringComparison.Ordinal) && plane.Length > 5 && plane.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0))
            return plane;
        node.Report(new($"“{plane}”应为 extent 或 EPSG:代码", $"'{plane}': extent or EPSG:code is expected"));
        return "extent";
    }

    private static TimeZoneInfo ReadTimeZone(PackNode node)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(node.Text(), out var zone))
            return zone;
        node.Report(new($"没有时区“{node.TextOrNull()}”", $"there is no time zone '{node.TextOrNull()}'"));
        return TimeZoneInfo.Utc;
    }
}
