using System.Collections.Immutable;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>Under which heading a file has a field, and in which unit that heading says it is (表头对应).</summary>
/// <param name="Heading">As the file writes it.</param>
/// <param name="Unit">"总投资（亿元）" says 亿元; null if it says none.</param>
internal sealed record FieldColumn(string Heading, Unit? Unit)
{
    /// <summary>What is left of the unit where the file cut the heading off within it: of "总投资（亿" 亿; null if it did not.</summary>
    public string? UnitCutTo { get; init; }

    /// <summary>Whether the heading fills the room the format gives to a name, so that a unit may have stood behind it: 停车泊位数.</summary>
    public bool FillsRoom { get; init; }
}

/// <summary>
/// Finds the columns of a standard layer among the headings of a file: by what the user says, else a field's id, else one of the headings the pack gives. Width, blanks, line breaks and a unit in
/// brackets make no difference; whatever else differs is another heading.
/// </summary>
internal sealed class Headings
{
    private readonly Dictionary<string, string> _whole = [];
    private readonly Dictionary<string, FieldColumn> _withoutUnit = [];
    private readonly Dictionary<string, FieldColumn?> _lastPart = [];
    private readonly ImmutableHashSet<string> _mayBeCut;
    private readonly Units _units;

    /// <param name="layer">The layer of the file.</param>
    /// <param name="units">What is a unit.</param>
    public Headings(SourceLayer layer, Units units)
    {
        (_units, _mayBeCut) = (units, layer.MayBeCut);
        foreach (var name in layer.Fields.Select(field => field.Name))
        {
            _whole.TryAdd(Spelling.Plain(name), name);
            if (Split(name) is (Bare: { Length: > 0 } bare, var column) && (column.Unit is not null || column.UnitCutTo is not null))
                _withoutUnit.TryAdd(bare, column);
            AddLastPart(name);
        }
    }

    /// <summary>One entry a field, null where the file has no such column.</summary>
    public FieldColumn?[] Of(LayerSchema layer, IReadOnlyDictionary<string, string> said) =>
        [.. layer.Fields.Select(field => said.TryGetValue(field.Id, out var heading) ? Split(heading).Column : Of(field))];

    /// <summary>The same columns, where those of which no heading says a unit have the one that stands above the table for all: "单位：万元".</summary>
    public FieldColumn?[] WithUnitLine(FieldColumn?[] columns, LayerSchema layer, IEnumerable<string> unitLines)
    {
        var said = unitLines.SelectMany(line => Spelling.Plain(line).Split(["单位:", ",", "、", ";"], StringSplitOptions.RemoveEmptyEntries)).Select(_units.Find).OfType<Unit>().ToArray();
        return [.. columns.Zip(layer.Fields, (column, field) => column is { Unit: null } && field.Unit is { } unit && _units.Find(unit) is { } own
            ? column with { Unit = Array.Find(said, one => one.Kind == own.Kind) } : column)];
    }

    /// <summary>The headings that may be the beginning of one the field is known by, where they were cut off.</summary>
    public IEnumerable<string> CutOf(FieldSchema field) =>
        _whole.Where(name => _mayBeCut.Contains(name.Value) && field.Headings.Select(Spelling.Plain).Any(known => known.Length > name.Key.Length && known.StartsWith(name.Key, StringComparison.Ordinal))).Select(name => name.Value);

    /// <summary>Which share of the headings the layer knows, 0 to 1.</summary>
    public double ShareKnown(LayerSchema layer) => _whole.Count == 0 ? 0 : (double)layer.Fields.Select(Of).OfType<FieldColumn>().Select(column => column.Heading).Distinct().Count() / _whole.Count;

    private FieldColumn? Of(FieldSchema field) =>
        field.Headings.Prepend(field.Id).Select(Spelling.Plain).Select(Find).FirstOrDefault(found => found is not null);

    private FieldColumn? Find(string plain) =>
        _whole.TryGetValue(plain, out var name) ? Split(name).Column with { Unit = null } : _withoutUnit.GetValueOrDefault(plain) ?? _lastPart.GetValueOrDefault(plain);

    /// <summary>A heading below another ("基本情况/编号") is known by itself where no other column ends alike.</summary>
    private void AddLastPart(string name)
    {
        var (bare, column) = Split(name);
        var last = bare[(bare.LastIndexOf('/') + 1)..];
        if (last.Length == bare.Length || last.Length == 0)
            return;
        _lastPart[last] = _lastPart.ContainsKey(last) ? null : column;
    }

    /// <summary>"总投资(亿元)", "总投资[单位:亿元]" and "总投资/亿元" are 总投资 in 亿元; a bracket that holds no unit belongs to the name; of one that was cut off before it closes, what is left is told.</summary>
    private (string Bare, FieldColumn Column) Split(string heading)
    {
        var (plain, mayBeCut) = (Spelling.Plain(heading), _mayBeCut.Contains(heading));
        if (mayBeCut && CutWithin(plain) is { } cut)
            return (plain[..cut], new FieldColumn(heading, null) { UnitCutTo = Within(plain, cut) });
        var open = plain.Length == 0 ? -1 : plain[^1] switch
        {
            ')' => plain.LastIndexOf('('),
            ']' => plain.LastIndexOf('['),
            '】' => plain.LastIndexOf('【'),
            '〕' => plain.LastIndexOf('〔'),
            _ => plain.LastIndexOfAny(['/', '_']),
        };
        if (open > 0 && _units.Find(Within(plain, open)) is { } unit)
            return (plain[..open], new FieldColumn(heading, unit));
        return (plain, new FieldColumn(heading, null) { FillsRoom = mayBeCut });
    }

    /// <summary>Where the unit of a heading begins that breaks off within it: at a bracket that does not close, or at a stroke behind which a unit begins; null if none does.</summary>
    private int? CutWithin(string plain)
    {
        var bracket = plain.LastIndexOfAny(['(', '[', '【', '〔']);
        if (bracket > 0 && plain.AsSpan(bracket).IndexOfAny(")]】〕") < 0)
            return bracket;
        var stroke = plain.LastIndexOfAny(['/', '_']);
        return stroke > 0 && plain[(stroke + 1)..] is var rest && _units.Find(rest) is null && (rest.Length == 0 || (!char.IsAscii(rest[0]) && _units.Begins(rest))) ? stroke : null;
    }

    private static string Within(string plain, int open)
    {
        var within = plain[(open + 1)..].TrimEnd(')', ']', '】', '〕');
        return within.StartsWith("单位:", StringComparison.Ordinal) ? within["单位:".Length..] : within;
    }
}
