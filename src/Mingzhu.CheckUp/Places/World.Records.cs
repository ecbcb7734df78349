using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

internal sealed partial class World
{
    private readonly Lazy<Dictionary<string, List<Inspection>>> _inspections;
    private readonly Lazy<Dictionary<(string Indicator, string Place), Reading>> _reported;

    /// <summary>What was inspected on an object, in the order of the records' ids.</summary>
    public IReadOnlyList<Inspection> InspectionsOf(string objectId) => _inspections.Value.TryGetValue(objectId, out var records) ? records : ImmutableArray<Inspection>.Empty;

    /// <summary>What was reported of an indicator for exactly this place in the run's year; null if nothing.</summary>
    public Reading? Reported(string indicator, string place) => _reported.Value.GetValueOrDefault((indicator, place));

    private Dictionary<string, List<Inspection>> ReadInspections()
    {
        var records = new Dictionary<string, List<Inspection>>();
        if (Find("inspections") is not { } layer)
            return records;
        var table = layer.Table;
        foreach (var row in Enumerable.Range(0, table.Count).OrderBy(row => table.Ids[row], StringComparer.Ordinal))
        {
            if (table.Value(row, "object") is not string of || table.Value(row, "finding") is not string finding || table.Value(row, "seen") is not bool seen)
                continue;
            if (!records.TryGetValue(of, out var list))
                records[of] = list = [];
            list.Add(new Inspection(finding, seen, Number(table.Value(row, "count")), SeverityOf(table.Value(row, "severity") as string)));
        }

        return records;
    }

    private Dictionary<(string, string), Reading> ReadReported()
    {
        var reported = new Dictionary<(string, string), Reading>();
        if (Find("reported") is not { } layer)
            return reported;
        var table = layer.Table;
        var year = Inputs.Year.ToString(CultureInfo.InvariantCulture);
        // The last by id counts where a place reported twice for the year.
        foreach (var row in Enumerable.Range(0, table.Count).OrderBy(row => table.Ids[row], StringComparer.Ordinal))
        {
            if (table.Value(row, "indicator") is string indicator && table.Value(row, "place") is string place && table.Value(row, "period") is string period
                && period.Trim() == year && Number(table.Value(row, "value")) is { } value)
            {
                reported[(indicator, place)] = new Reading(ReadingState.Measured, value, Number(table.Value(row, "denominator")) ?? 0, 1, 1);
            }
        }

        return reported;
    }

    private static Severity? SeverityOf(string? text) =>
        CatalogReader.Severities.Where(pair => pair.Item1 == text).Select(pair => (Severity?)pair.Item2).FirstOrDefault();

    private static double? Number(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        _ => null,
    };
}
