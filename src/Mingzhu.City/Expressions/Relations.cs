namespace Mingzhu.City;

/// <summary>The names of spatial and temporal conditions: S_INTERSECTS, T_AFTER. Texts write them in any case.</summary>
internal static class Relations
{
    private static readonly Dictionary<string, SpatialRelation> SpatialNames =
        Enum.GetValues<SpatialRelation>().ToDictionary(how => $"s_{how}", StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, TemporalRelation> TemporalNames =
        Enum.GetValues<TemporalRelation>().ToDictionary(how => $"t_{how}", StringComparer.OrdinalIgnoreCase);

    public static SpatialRelation? Spatial(string name) => SpatialNames.TryGetValue(name, out var how) ? how : null;

    public static TemporalRelation? Temporal(string name) => TemporalNames.TryGetValue(name, out var how) ? how : null;

    /// <summary>Why a relation of intervals has no meaning for an instant.</summary>
    public static Wording IntervalExpected(TemporalRelation how) => new(
        $"T_{how.ToString().ToUpperInvariant()} 只用于时段：INTERVAL(起, 止)；某一天是否在时段内用 T_INTERSECTS",
        $"T_{how.ToString().ToUpperInvariant()} is for intervals only, INTERVAL(from, to); whether a day lies in one is T_INTERSECTS");
}
