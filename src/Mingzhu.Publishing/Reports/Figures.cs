using System.Globalization;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Publishing.Reports;

/// <summary>How values are written in a report: — where there is none, / where the question does not arise, 0 only for zero.</summary>
internal static class Figures
{
    public const string None = "—", NotApplicable = "/";

    /// <summary>The value in the indicator's own unit, rounded as it is shown; null where there is none. Text, table, chart and map all take it from here.</summary>
    public static double? Value(Indicator indicator, Reading reading) =>
        reading.Value(indicator.Kind, indicator.UnitFactor) is { } value ? Rounded(value, Decimals(indicator, value)) : null;

    /// <summary>The value as text, without its unit.</summary>
    public static string Text(Indicator indicator, Reading reading) => reading.State == ReadingState.NotApplicable
        ? NotApplicable
        : reading.Value(indicator.Kind, indicator.UnitFactor) is { } value ? Number(value, Decimals(indicator, value)) : None;

    /// <summary>Digits after the point: one for percent, none for what is counted or happens to be whole, two else.</summary>
    public static int Decimals(Indicator indicator, double value) =>
        indicator.Unit.Zh == "%" ? 1
        : indicator.Kind == IndicatorKind.Count || (indicator.Kind is IndicatorKind.Amount or IndicatorKind.Reported && value == Math.Truncate(value)) ? 0
        : 2;

    /// <summary>A number of the measure's own unit: whole if it is, else two digits.</summary>
    public static string Plain(double value) => Number(value, value == Math.Truncate(value) ? 0 : 2);

    /// <summary>A share, 0–1, as percent.</summary>
    public static string Percent(double share) => Number(share * 100, 1) + "%";

    /// <summary>A number with thousands separators, rounded half away from zero.</summary>
    public static string Number(double value, int decimals) => Shown.Number(value, decimals);

    // The number that is shown, for charts and classes of maps: read back from the one place that rounds.
    private static double Rounded(double value, int decimals) => double.Parse(Shown.Number(value, decimals, grouped: false), CultureInfo.InvariantCulture);
}
