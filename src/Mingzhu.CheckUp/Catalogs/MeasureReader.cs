using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Reads how an indicator is computed.</summary>
internal sealed class MeasureReader(Pack pack, PackNode file)
{
    public Measure Read(PackNode entry, ImmutableArray<FindingType> types) => entry["measure"].Text() switch
    {
        "coverage" => CoverageOf(entry),
        "tally" => TallyOf(entry),
        "inspected" => InspectedOf(entry, types),
        "lacking" => LackingOf(entry),
        "life-circle" => new LifeCircleMeasure(entry["circle"].Text(), entry["counts"].Exists && CatalogReader.Choice(entry["counts"], [("every-kind", false), ("each-kind", true)])),
        "reported" => new ReportedMeasure(entry["missing"].WordingOrNull()),
        "not-applicable" => new NotApplicableMeasure(entry["reason"].Wording()),
        var other => Unknown(entry["measure"], other),
    };

    private static NotApplicableMeasure Unknown(PackNode node, string text)
    {
        node.Report(new($"未知的算法“{text}”", $"unknown measure '{text}': coverage, tally, inspected, lacking, life-circle, reported or not-applicable is expected"));
        return new NotApplicableMeasure(default);
    }

    private CoverageMeasure CoverageOf(PackNode entry)
    {
        if (!entry["by"].Exists)
            entry["by"].Report(new("缺少 by：由什么图层覆盖", "'by' is missing: the layers that cover"));
        return new CoverageMeasure(Rows(entry["of"]), entry["within"].TextOrNull(), [.. entry["by"].Items().Select(ServerOf)]);
    }

    private Server ServerOf(PackNode node)
    {
        node.OnlyKeys("layer", "where", "unknown", "radius");
        var included = node["unknown"].Exists && CatalogReader.Choice(node["unknown"], [("exclude", false), ("include", true)]);
        return new Server(RowsIn(node), included, RadiusOf(node["radius"]));
    }

    private static Radius RadiusOf(PackNode node)
    {
        if (!node.IsMap)
            return new Radius.Fixed(node.Number());
        node.OnlyKeys("by", "steps", "values", "otherwise", "source");
        var field = node["by"].Text();
        if (node["values"].IsMap)
            return new Radius.ByValue(field, node["values"].Entries().ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Number(), StringComparer.Ordinal), node["otherwise"].NumberOrNull());
        var steps = node["steps"].Items().Select(Step).ToImmutableArray();
        if (steps.IsEmpty)
            node.Report(new("缺少 steps 或 values", "'steps' or 'values' is expected"));
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i].From <= steps[i - 1].From || steps[i].RadiusM < steps[i - 1].RadiusM)
                node["steps"].Report(new("各级起点须递增，半径不得减小", "each step starts higher than the last and its radius is not smaller"));
        }

        return new Radius.BySize(field, steps);
    }

    private static (double From, double RadiusM) Step(PackNode node)
    {
        var pair = node.Items().ToArray();
        if (pair.Length == 2)
            return (pair[0].Number(), pair[1].Number());
        node.Report(new("应为 [起点, 半径]", "[from, radius] is expected"));
        return (0, 0);
    }

    private TallyMeasure TallyOf(PackNode entry)
    {
        var same = entry["denominator"].TextOrNull() == "same";
        var denominator = entry["denominator"].Exists && !same ? TallyIn(entry["denominator"]) : null;
        var unmet = entry["finds"].Exists && CatalogReader.Choice(entry["finds"], [("met", false), ("unmet", true)]);
        return new TallyMeasure(TallyIn(entry["numerator"]), denominator, same, entry["proxy"].WordingOrNull(), unmet);
    }

    /// <summary>A tally written here, or the name of one under <c>define</c>.</summary>
    private Tally TallyIn(PackNode node)
    {
        if (node is { IsMap: false, Exists: true })
        {
            var defined = file["define"][node.Text()];
            if (defined.IsMap)
                return TallyIn(defined);
            node.Report(new($"define 中没有“{node.TextOrNull()}”", $"'{node.TextOrNull()}' is not under define"));
        }

        node.OnlyKeys("layer", "of", "where", "take", "within", "at", "else", "reason");
        var (take, value) = TakeOf(node["take"]);
        var layer = node["layer"].TextOrNull();
        if (layer is null && take != Take.Area)
            node.Report(new("缺少 layer", "'layer' is missing; only the area of an extent needs none"));
        if (layer is not null)
            KnowLayer(node["layer"]);
        return new Tally(
            layer is null ? null : new Rows(layer, Condition(node["of"])), Condition(node["where"]), take, value, node["within"].TextOrNull(), node["at"].TextOrNull(),
            node["else"].Exists ? TallyIn(node["else"]) : null, node["reason"].WordingOrNull());
    }

    private static (Take, Expression?) TakeOf(PackNode node) => node.IsMap
        ? (Take.Value, Condition(node["value"]))
        : (CatalogReader.Choice(node, [("count", Take.Count), ("length", Take.Length), ("area", Take.Area)]), null);

    private InspectedMeasure InspectedOf(PackNode entry, ImmutableArray<FindingType> types)
    {
        if (types.IsEmpty)
            entry["findings"].Report(new("缺少 findings：检查哪些问题", "'findings' is missing: what is inspected"));
        var take = entry["take"].Exists
            ? CatalogReader.Choice(entry["take"], [("count", InspectedTake.Count), ("length", InspectedTake.Length), ("seen", InspectedTake.Seen)])
            : InspectedTake.Count;
        return new InspectedMeasure(Rows(entry["of"]), take, [.. types.Select(type => type.Id)]);
    }

    private LackingMeasure LackingOf(PackNode entry)
    {
        var of = Levels.Of(entry["of"].Text());
        if (of is not (Level.Subdistrict or Level.Community or Level.Compound))
            entry["of"].Report(new("应为 subdistrict、community 或 compound", "subdistrict, community or compound is expected"));
        var population = entry["population"];
        population.OnlyKeys("tally", "atLeast");
        return new LackingMeasure(
            of ?? Level.Community, population.Exists ? TallyIn(population["tally"]) : null, population["atLeast"].NumberOrNull() ?? 0,
            [.. entry["needs"].Items().Select(NeedOf)], Condition(entry["new"]));
    }

    private Need NeedOf(PackNode node)
    {
        node.OnlyKeys("name", "from", "reach");
        var reach = node["reach"];
        reach.OnlyKeys("metres", "by", "share");
        return new Need(
            node["name"].Wording(), [.. node["from"].Items().Select(SourceOf)], reach["metres"].Number(),
            CatalogReader.Choice(reach["by"], [("walk", true), ("straight", false)]), reach["share"].Number());
    }

    private NeedSource SourceOf(PackNode node)
    {
        node.OnlyKeys("layer", "where", "size");
        var size = node["size"];
        size.OnlyKeys("field", "existing", "new");
        return new NeedSource(RowsIn(node), size["field"].TextOrNull(), size["existing"].NumberOrNull() ?? 0, size["new"].NumberOrNull() ?? 0);
    }

    /// <summary>A layer's id, or <c>{layer, where}</c>.</summary>
    private Rows Rows(PackNode node)
    {
        if (node.IsMap)
        {
            node.OnlyKeys("layer", "where");
            return RowsIn(node);
        }

        KnowLayer(node);
        return new Rows(node.Text(), null);
    }

    private Rows RowsIn(PackNode node)
    {
        KnowLayer(node["layer"]);
        return new Rows(node["layer"].Text(), Condition(node["where"]));
    }

    private void KnowLayer(PackNode node)
    {
        var layers = pack.File("layers.yaml")["layers"];
        if (layers.Exists && node.TextOrNull() is { } id && layers.Items().All(layer => layer["id"].TextOrNull() != id))
            node.Report(new($"layers.yaml 中没有图层“{id}”", $"layers.yaml has no layer '{id}'"));
    }

    private static Expression? Condition(PackNode node)
    {
        if (node.TextOrNull() is not { } text)
            return null;
        if (Expression.TryParse(text, out var expression, out var problem))
            return expression;
        node.Report(new($"表达式“{text}”第 {problem.Column} 列：{problem.Says.Zh}", $"expression \"{text}\", column {problem.Column}: {problem.Says.En}"));
        return null;
    }
}
