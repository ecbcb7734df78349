using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

internal sealed partial class World
{
    private static readonly List<Inspection> NotInspected = [];
    private readonly Lazy<Dictionary<string, List<Inspection>>> _inspections;
    private readonly Lazy<Dictionary<(string Indicator, string Place), Reading>> _reported;

    /// <summary>What was inspected on an object, in the order of the records' ids.</summary>
    public List<Inspection> InspectionsOf(string objectId) => _inspections.Value.GetValueOrDefault(objectId, NotInspected);

    /// <summary>What was reported of an indicator for exactly this place in the run's year; null if nothing.</summary>
    public Reading? Reported(string indicator, string place) => _reported.Value.GetValueOrDefault((indicator, place));

    private Dictionary<string, List<Inspection>> ReadInspections()
    {
        var records = new Dictionary<string, List<Inspection>>();
        if (Find("inspections") is not { } layer)
            return records;
        var table = layer.Table;
        var (objects, findings, saw, counts, severities) = (table.Column("object"), table.Column("finding"), table.Column("seen"), table.Column("count"), table.Column("severity"));
        foreach (var row in RowOrder.ById(table.Ids))
        {
            if (objects?[row] is not string of || findings?[row] is not string finding || saw?[row] is not bool seen)
                continue;
            if (!records.TryGetValue(of, out var list))
                records[of] = list = [];
            list.Add(new Inspection(finding, seen, Number(counts?[row]), SeverityOf(severities?[row] as string)));
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

    private static Severity? SeverityOf(string? text) => text is null ? null
        : CatalogReader.Severities.Where(pair => pair.Item1 == text).Select(pair => (Severity?)pair.Item2).FirstOrDefault();

    private static double? Number(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        _ => null,
    };
}
