using System.Runtime.CompilerServices;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>One line of an inspection: what was looked for on an object, and whether it was seen.</summary>
/// <param name="Finding">Number of the checklist's item, see <see cref="Inspections.NumberOf"/>.</param>
/// <param name="Seen">Whether it was seen.</param>
/// <param name="Count">How many times; null if the record does not say.</param>
/// <param name="Severity">How bad; null if the record does not say.</param>
internal readonly record struct Inspection(int Finding, bool Seen, double? Count, Severity? Severity);

/// <summary>The inspections of a run (检查记录), those of one object side by side.</summary>
/// <remarks>Cost: one pass over the records, 40 bytes a record; asking allocates nothing. Thread-safe.</remarks>
internal sealed class Inspections
{
    private static readonly ConditionalWeakTable<Layer, Inspections> Read = [];
    private readonly Dictionary<string, int> _numberOf = [];
    private readonly Dictionary<string, int> _objectOf = [];
    private readonly ConditionalWeakTable<Layer, int[]> _objectsOfLayer = [];
    private readonly int[] _first;
    private readonly Inspection[] _records;

    private Inspections(Layer? layer)
    {
        var (rows, objects, findings) = Rows(layer);
        _first = new int[_objectOf.Count + 1];
        foreach (var of in objects)
            _first[of + 1]++;
        for (var of = 0; of < _objectOf.Count; of++)
            _first[of + 1] += _first[of];
        _records = new Inspection[rows.Count];
        var (next, table) = (_first[..^1], layer?.Table);
        var (saw, counts, severities) = (table?.Column("seen"), table?.Column("count"), table?.Column("severity"));
        for (var i = 0; i < rows.Count; i++)
            _records[next[objects[i]]++] = new Inspection(findings[i], saw![rows[i]] is true, World.Number(counts?[rows[i]]), SeverityOf(severities?[rows[i]] as string));
    }

    /// <summary>The inspections of a layer, read once while it is in memory; none where there is no layer.</summary>
    public static Inspections Of(Layer? layer) => layer is null ? new(null) : Read.GetValue(layer, static inspected => new(inspected));

    /// <summary>How many items of checklists were looked for, numbered from 0.</summary>
    public int Numbers => _numberOf.Count;

    /// <summary>Number of a checklist's item; −1 if it was never looked for.</summary>
    public int NumberOf(string finding) => _numberOf.GetValueOrDefault(finding, -1);

    /// <summary>Which inspected object every row of a layer is; −1 for one that was not inspected.</summary>
    public int[] ObjectsOf(Layer layer) => _objectsOfLayer.GetValue(layer, of => Array.ConvertAll(of.Table.Ids, id => _objectOf.GetValueOrDefault(id, -1)));

    /// <summary>What was inspected on an object, in the order of the records' ids; nothing on −1.</summary>
    public ReadOnlySpan<Inspection> Of(int inspected) => inspected < 0 ? [] : _records.AsSpan(_first[inspected], _first[inspected + 1] - _first[inspected]);

    /// <summary>The rows that say what was looked for on what, by id: row, object, finding.</summary>
    private (List<int> Rows, List<int> Objects, List<int> Findings) Rows(Layer? layer)
    {
        var (rows, objects, findings) = (new List<int>(layer?.Count ?? 0), new List<int>(layer?.Count ?? 0), new List<int>(layer?.Count ?? 0));
        if (layer?.Table is not { } table || table.Column("object") is not { } ofs || table.Column("finding") is not { } asked || table.Column("seen") is not { } saw)
            return (rows, objects, findings);
        foreach (var row in RowOrder.ById(table.Ids))
        {
            if (ofs[row] is not string of || asked[row] is not string finding || saw[row] is not bool)
                continue;
            rows.Add(row);
            objects.Add(Number(_objectOf, of));
            findings.Add(Number(_numberOf, finding));
        }

        return (rows, objects, findings);
    }

    private static int Number(Dictionary<string, int> numbers, string text)
    {
        if (!numbers.TryGetValue(text, out var number))
            numbers.Add(text, number = numbers.Count);
        return number;
    }

    private static Severity? SeverityOf(string? text)
    {
        foreach (var (name, severity) in CatalogReader.Severities)
        {
            if (name == text)
                return severity;
        }

        return null;
    }
}
