using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Reads one file of a pack's indicators folder; faults go to the pack's problems with file and line.</summary>
internal sealed class CatalogReader(Pack pack, PackNode file)
{
    private readonly string _catalog = file["catalog"].Text();
    private readonly MeasureReader _measures = new(pack, file);

    public IEnumerable<Indicator> Indicators()
    {
        foreach (var entry in file["indicators"].Items())
        {
            var before = pack.Problems.Count;
            var indicator = Read(entry);
            if (pack.Problems.Count == before)
                yield return indicator;
        }
    }

    /// <summary>What this file changes in indicators read before: measure, target or cut-offs.</summary>
    public void Change(List<Indicator> indicators)
    {
        foreach (var change in file["changes"].Items())
        {
            change.OnlyKeys("code", "measure", "reason", "missing", "of", "within", "by", "numerator", "denominator", "proxy", "needs", "population", "circle", "counts", "new", "take", "finds",
                "target", "grade", "responsible", "source");
            var at = indicators.FindIndex(indicator => indicator.Code == change["code"].Text());
            if (at < 0)
                continue; // It changes an indicator of another catalog.
            var source = change["source"].Citation();
            var was = indicators[at];
            indicators[at] = was with
            {
                Measure = change["measure"].Exists ? _measures.Read(change, was.FindingTypes) : was.Measure,
                Target = change["target"].Exists ? TargetOf(change["target"], source) : was.Target,
                GradeFrom = change["grade"].Exists ? Cuts(change["grade"]) : was.GradeFrom,
                GradeSource = change["grade"].Exists ? change["grade"]["source"].Citation() : was.GradeSource,
                Responsible = change["responsible"].TextOrNull() ?? was.Responsible,
            };
        }
    }

    private Indicator Read(PackNode entry)
    {
        entry.OnlyKeys("code", "name", "dimension", "element", "unit", "factor", "kind", "direction", "level", "definition", "target", "grade", "responsible", "measure", "of", "within", "by",
            "numerator", "denominator", "proxy", "population", "needs", "new", "circle", "counts", "take", "reason", "missing", "findings", "finds", "countermeasure", "clause", "source");
        var source = Source(entry);
        var types = entry["findings"].Items().Select(Type).ToImmutableArray();
        return new Indicator(
            entry["code"].Text(), entry["name"].Wording(), Named("dimensions", entry["dimension"]), Named("elements", entry["element"]), entry["unit"].Wording(),
            Choice(entry["kind"], Kinds), Choice(entry["direction"], Directions), LevelOf(entry["level"]), entry["definition"].Wording(),
            entry["target"].Exists ? TargetOf(entry["target"], source) : null, Cuts(entry["grade"]), entry["responsible"].TextOrNull(),
            _measures.Read(entry, types), entry["factor"].NumberOrNull() ?? 1, source)
        {
            FindingTypes = types,
            Countermeasure = entry["countermeasure"].WordingOrNull() ?? default,
            GradeSource = entry["grade"].Exists ? entry["grade"]["source"].Citation() : null,
            Catalog = _catalog,
        };
    }

    /// <summary>An indicator's own source, else the catalog's with the indicator's clause.</summary>
    private Citation Source(PackNode entry)
    {
        if (entry["source"].Exists)
            return entry["source"].Citation();
        var catalog = file["source"].Citation();
        return entry["clause"].TextOrNull() is { } clause ? catalog with { Clause = clause } : catalog;
    }

    private static Target TargetOf(PackNode node, Citation inherited)
    {
        node.OnlyKeys("op", "value", "source", "clause", "from");
        var op = node["op"].Text();
        if (op is not (">=" or "<=" or "="))
            node["op"].Report(new($"“{op}”应为 >=、<= 或 =", $"'{op}': >=, <= or = is expected"));
        var source = node["source"].Exists ? node["source"].Citation() : node["clause"].TextOrNull() is { } clause ? inherited with { Clause = clause } : inherited;
        return new Target(op, node["value"].Number(), node["from"].DayOrNull() is { } from ? source with { Date = from } : source);
    }

    private static ImmutableArray<double> Cuts(PackNode node)
    {
        node.OnlyKeys("from", "source");
        var cuts = node["from"].Items().Select(cut => cut.Number()).ToImmutableArray();
        if (node.Exists && cuts.Length != 3)
            node["from"].Report(new("应有三个分级界限（很好、较好、一般）", "three limits are expected: very good, good, fair"));
        return cuts;
    }

    private static FindingType Type(PackNode node)
    {
        node.OnlyKeys("id", "name", "severity", "class");
        return new FindingType(node["id"].Text(), node["name"].Wording(), Choice(node["severity"], Severities), Choice(node["class"], Remedies));
    }

    private Wording Named(string map, PackNode node)
    {
        var named = file[map][node.Text()];
        if (!named.Exists)
            node.Report(new($"“{node.TextOrNull()}”不在 {map} 中", $"'{node.TextOrNull()}' is not among the file's {map}"));
        return named.WordingOrNull() ?? default;
    }

    private static Level LevelOf(PackNode node)
    {
        var level = Levels.Of(node.Text());
        if (level is null or Level.Zone)
            node.Report(new($"未知的层级“{node.TextOrNull()}”", $"unknown level '{node.TextOrNull()}'"));
        return level ?? Level.City;
    }

    internal static T Choice<T>(PackNode node, (string Text, T Value)[] choices)
    {
        var text = node.Text();
        foreach (var (name, value) in choices)
        {
            if (name == text)
                return value;
        }

        var expected = string.Join(", ", choices.Select(choice => choice.Text));
        node.Report(new($"“{text}”应为其中之一：{expected}", $"'{text}': one of {expected} is expected"));
        return choices[0].Value;
    }

    private static readonly (string, IndicatorKind)[] Kinds =
    [
        ("share", IndicatorKind.Share), ("count", IndicatorKind.Count), ("amount", IndicatorKind.Amount), ("density", IndicatorKind.Density), ("mean", IndicatorKind.Mean),
        ("reported", IndicatorKind.Reported),
    ];

    private static readonly (string, Direction)[] Directions =
        [("higher", Direction.Higher), ("lower", Direction.Lower), ("zero", Direction.Zero), ("record", Direction.Record)];

    internal static readonly (string, Severity)[] Severities = [("general", Severity.General), ("serious", Severity.Serious), ("very-serious", Severity.VerySerious)];

    private static readonly (string, Remedy)[] Remedies = [("deadline", Remedy.Deadline), ("effort", Remedy.Effort)];
}
