using System.Collections.Immutable;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>Under which heading a file has a field, and in which unit that heading says it is (表头对应).</summary>
/// <param name="Heading">As the file writes it.</param>
/// <param name="Unit">"总投资（亿元）" says 亿元; null if it says none.</param>
internal sealed record FieldColumn(string Heading, Unit? Unit);

/// <summary>
/// Finds the columns of a standard layer among the headings of a file: by what the user says, else a field's id, else one of the headings the pack gives. Width, blanks, line breaks and a unit in
/// brackets make no difference; whatever else differs is another heading.
/// </summary>
internal sealed class Headings
{
    private readonly Dictionary<string, string> _whole = [];
    private readonly Dictionary<string, FieldColumn> _withoutUnit = [];
    private readonly Dictionary<string, FieldColumn?> _lastPart = [];
    private readonly Units _units;

    public Headings(IEnumerable<string> names, Units units)
    {
        _units = units;
        foreach (var name in names)
        {
            _whole.TryAdd(Spelling.Plain(name), name);
            if (Split(name, units) is ({ Length: > 0 } bare, { } unit))
                _withoutUnit.TryAdd(bare, new FieldColumn(name, unit));
            AddLastPart(name);
        }
    }

    /// <summary>One entry a field, null where the file has no such column.</summary>
    public FieldColumn?[] Of(LayerSchema layer, IReadOnlyDictionary<string, string> said) =>
        [.. layer.Fields.Select(field => said.TryGetValue(field.Id, out var heading) ? new FieldColumn(heading, Split(heading, _units).Unit) : Of(field))];

    /// <summary>The same columns, where those of which no heading says a unit have the one that stands above the table for all: "单位：万元".</summary>
    public FieldColumn?[] WithUnitLine(FieldColumn?[] columns, LayerSchema layer, IEnumerable<string> unitLines)
    {
        var said = unitLines.SelectMany(line => Spelling.Plain(line).Split(["单位:", ",", "、", ";"], StringSplitOptions.RemoveEmptyEntries)).Select(_units.Find).OfType<Unit>().ToArray();
        return [.. columns.Zip(layer.Fields, (column, field) => column is { Unit: null } && field.Unit is { } unit && _units.Find(unit) is { } own
            ? column with { Unit = Array.Find(said, one => one.Kind == own.Kind) } : column)];
    }

    /// <summary>Which share of the headings the layer knows, 0 to 1.</summary>
    public double ShareKnown(LayerSchema layer) => _whole.Count == 0 ? 0 : (double)layer.Fields.Select(Of).OfType<FieldColumn>().Select(column => column.Heading).Distinct().Count() / _whole.Count;

    private FieldColumn? Of(FieldSchema field) =>
        field.Headings.Prepend(field.Id).Select(Spelling.Plain).Select(Find).FirstOrDefault(found => found is not null);

    private FieldColumn? Find(string plain) =>
        _whole.TryGetValue(plain, out var name) ? new FieldColumn(name, null) : _withoutUnit.GetValueOrDefault(plain) ?? _lastPart.GetValueOrDefault(plain);

    /// <summary>A heading below another ("基本情况/编号") is known by itself where no other column ends alike.</summary>
    private void AddLastPart(string name)
    {
        var (bare, unit) = Split(name, _units);
        var last = bare[(bare.LastIndexOf('/') + 1)..];
        if (last.Length == bare.Length || last.Length == 0)
            return;
        _lastPart[last] = _lastPart.ContainsKey(last) ? null : new FieldColumn(name, unit);
    }

    /// <summary>"总投资(亿元)", "总投资[单位:亿元]" and "总投资/亿元" are 总投资 in 亿元; a bracket that holds no unit belongs to the name.</summary>
    private static (string Bare, Unit? Unit) Split(string heading, Units units)
    {
        var plain = Spelling.Plain(heading);
        var open = plain.Length == 0 ? -1 : plain[^1] switch
        {
            ')' => plain.LastIndexOf('('),
            ']' => plain.LastIndexOf('['),
            '】' => plain.LastIndexOf('【'),
            '〕' => plain.LastIndexOf('〔'),
            _ => plain.LastIndexOfAny(['/', '_']),
        };
        if (open < 1)
            return (plain, null);
        var within = plain[(open + 1)..].TrimEnd(')', ']', '】', '〕');
        if (within.StartsWith("单位:", StringComparison.Ordinal))
            within = within["单位:".Length..];
        return units.Find(within) is { } unit ? (plain[..open], unit) : (plain, null);
    }
}
