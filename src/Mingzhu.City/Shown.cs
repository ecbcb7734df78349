using System.Globalization;

namespace Mingzhu.City;

/// <summary>The one place that rounds for display (显示取整): half away from zero (四舍五入), thousands separators.</summary>
public static class Shown
{
    /// <summary>A number for people: 12,345.7.</summary>
    /// <param name="value">Any number; one that is not finite is shown as "—".</param>
    /// <param name="decimals">How many decimals, 0 to 15.</param>
    /// <param name="grouped">Whether thousands are set apart by a comma.</param>
    /// <param name="fixedDecimals">Whether trailing zeros stay, as columns need it.</param>
    /// <remarks>Always: rounds as it is written in decimals, so 1.005 at two decimals is 1.01 although the nearest double lies below; no "-0".</remarks>
    public static string Number(double value, int decimals = 0, bool grouped = true, bool fixedDecimals = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 15);
        if (!double.IsFinite(value))
            return "—";
        // decimal takes the shortest way a double is written (15 digits): what people read is what is rounded. Beyond its range nobody sees decimals.
        return Math.Abs(value) < 1e15
            ? Number((decimal)value, decimals, grouped, fixedDecimals)
            : Math.Round(value).ToString(grouped ? "N0" : "F0", CultureInfo.InvariantCulture);
    }

    /// <summary>As <see cref="Number(double, int, bool, bool)"/>, for exact amounts.</summary>
    public static string Number(decimal value, int decimals = 0, bool grouped = true, bool fixedDecimals = true)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        if (rounded == 0)
            rounded = 0;
        var places = fixedDecimals ? new string('0', decimals) : new string('#', decimals);
        return rounded.ToString((grouped ? "#,##0" : "0") + (decimals > 0 ? "." + places : ""), CultureInfo.InvariantCulture);
    }
}
