using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

internal sealed partial class World
{
    private readonly Lazy<Inspections> _inspections;
    private readonly Lazy<Dictionary<(string Indicator, string Place), Reading>> _reported;

    /// <summary>Everything that was inspected.</summary>
    public Inspections Inspections => _inspections.Value;

    /// <summary>What was reported of an indicator for exactly this place in the run's year; null if nothing.</summary>
    public Reading? Reported(string indicator, string place) => _reported.Value.GetValueOrDefault((indicator, place));

    private Dictionary<(string, string), Reading> ReadReported()
    {
        var reported = new Dictionary<(string, string), Reading>();
        if (Find("reported") is not { } layer)
            return reported;
        var table = layer.Table;
        var year = Inputs.Year.ToString(CultureInfo.InvariantCulture);
        // The last by id counts where a place reported twice for the year.
        foreach (var row in RowOrder.ById(table.Ids))
        {
            if (table.Value(row, "indicator") is string indicator && table.Value(row, "place") is string place && table.Value(row, "period") is string period
                && period.Trim() == year && Number(table.Value(row, "value")) is { } value)
            {
                reported[(indicator, Tree.CodeNow(place))] = new Reading(ReadingState.Measured, value, Number(table.Value(row, "denominator")) ?? 0, 1, 1);
            }
        }

        return reported;
    }

    internal static double? Number(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        _ => null,
    };
}
