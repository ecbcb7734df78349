using Mingzhu.City;

namespace Mingzhu.Publishing.Reports;

/// <summary>How many indicators of a set are known, and how many of those with a target reach it (指标汇总). Counts the value by the rule; a derived line is no indicator of its own.</summary>
internal sealed record Tally(int All, int Measured, int Partial, int Proxy, int Missing, int NotApplicable, int Judged, int Met)
{
    /// <summary>Counts the ruled lines.</summary>
    public static Tally Of(IEnumerable<IndicatorLine> lines)
    {
        var ruled = lines.Where(line => line.Variant == CheckUp.Variant.Ruled).ToList();
        int In(ReadingState state) => ruled.Count(line => line.City.State == state);
        return new Tally(
            ruled.Count, In(ReadingState.Measured), In(ReadingState.Partial), In(ReadingState.Proxy), In(ReadingState.Missing), In(ReadingState.NotApplicable),
            ruled.Count(line => IsMet(line) is not null), ruled.Count(line => IsMet(line) is true));
    }

    /// <summary>Indicators that have a value.</summary>
    public int Valued => Measured + Partial + Proxy;

    /// <summary>Whether the city's value reaches the target; null where there is no target or no value. The exact value is judged, not the rounded one.</summary>
    public static bool? IsMet(IndicatorLine line) =>
        line.Indicator.Target is { } target && line.City.Value(line.Indicator.Kind, line.Indicator.UnitFactor) is { } value ? target.Met(value) : null;
}
