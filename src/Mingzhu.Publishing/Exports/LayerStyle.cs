using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.Publishing.Exports;

/// <summary>How a shape is drawn. Colours are "#rrggbb" or "#rrggbbaa"; lengths are millimetres on paper.</summary>
/// <param name="Fill">Of areas and points; null for outlines only.</param>
/// <param name="Stroke">Of lines and edges.</param>
/// <param name="WidthMm">Of lines and edges.</param>
/// <param name="DashMm">Strokes and gaps in turn; empty if unbroken.</param>
/// <param name="Casing">Colour of an edge along both sides of a line, or of an area's edge; null if it has none.</param>
/// <param name="SizeMm">Across a point.</param>
/// <param name="PointFill">Of points, where it is another; null where not.</param>
public sealed record ShapeStyle(string? Fill, string Stroke, double WidthMm, ImmutableArray<double> DashMm, string? Casing, double SizeMm, string? PointFill = null);

/// <summary>What differs for one value of the field that decides.</summary>
/// <param name="Value">The value.</param>
/// <param name="Title">What a legend calls it.</param>
/// <param name="Shape">How it is drawn.</param>
public sealed record StyleCase(string Value, string Title, ShapeStyle Shape);

/// <summary>How features are named on a map.</summary>
/// <param name="Field">The field that stands there.</param>
/// <param name="SizePt">Height of the letters, points.</param>
/// <param name="Colour">Their colour.</param>
/// <param name="NearerThan">Denominator of the smallest scale at which they show; null for all.</param>
/// <param name="Of">Only features with these values of the field that decides; empty for all.</param>
public sealed record LabelStyle(string Field, double SizePt, string Colour, double? NearerThan, ImmutableArray<string> Of);

/// <summary>How a layer looks in other programs (图层样式), by the pack's styles.yaml.</summary>
/// <param name="Rank">Its place in drawing order; the lowest is drawn first.</param>
/// <param name="Shape">How its features are drawn, but for the cases.</param>
/// <param name="By">The field that decides; null where all look alike.</param>
/// <param name="Cases">What differs, by value.</param>
/// <param name="Label">How its features are named; null if not.</param>
/// <param name="Fonts">Fonts of the names; the first that is there is taken.</param>
public sealed partial record LayerStyle(int Rank, ShapeStyle Shape, string? By, ImmutableArray<StyleCase> Cases, LabelStyle? Label, ImmutableArray<string> Fonts)
{
    private static readonly ShapeStyle Plain = new("#c7ccd1", "#5a6b7b", 0.3, [], null, 2);

    /// <summary>The style of a layer; a plain grey one, drawn last, where the pack says none.</summary>
    public static LayerStyle Of(Pack pack, LayerSchema schema) => All(pack, [schema]).GetValueOrDefault(schema.Id) ?? new(int.MaxValue, Plain, null, [], null, []);

    /// <summary>Reads the styles of some layers, by id; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ImmutableDictionary<string, LayerStyle> All(Pack pack, IEnumerable<LayerSchema> layers)
    {
        var file = pack.File("styles.yaml");
        var schemas = layers.ToDictionary(layer => layer.Id);
        var fonts = file["fonts"].Texts().ToImmutableArray();
        return file["layers"].Items().Index()
            .Where(item => schemas.ContainsKey(item.Item["layer"].Text()))
            .ToImmutableDictionary(item => item.Item["layer"].Text(), item => Read(item.Item, item.Index, schemas[item.Item["layer"].Text()], fonts));
    }

    /// <summary>Checks the whole file against all layers; faults go to <see cref="Pack.Problems"/>.</summary>
    public static void Check(Pack pack)
    {
        var file = pack.File("styles.yaml");
        var schemas = LayerSchema.Of(pack);
        file.OnlyKeys("source", "fonts", "layers");
        if (file["layers"].Exists || file["layers"].IsList)
            file["source"].Citation();
        foreach (var unknown in file["layers"].Items().Select(node => node["layer"]).Where(layer => schemas.All(schema => schema.Id != layer.Text())))
            unknown.Report(new($"没有图层“{unknown.TextOrNull()}”", $"there is no layer '{unknown.TextOrNull()}'"));
        foreach (var twice in file["layers"].Items().GroupBy(node => node["layer"].Text()).SelectMany(group => group.Skip(1)))
            twice.Report(new($"图层“{twice["layer"].Text()}”重复", $"layer '{twice["layer"].Text()}' stands twice"));
        if (pack.Problems.All(problem => problem.File != file.File))
            All(pack, schemas);
    }

    private static LayerStyle Read(PackNode node, int rank, LayerSchema schema, ImmutableArray<string> fonts)
    {
        node.OnlyKeys("layer", "fill", "stroke", "width_mm", "dash_mm", "casing", "size_mm", "point_fill", "by", "cases", "label");
        var shape = Drawn(node, Plain with { Fill = null });
        var by = FieldOf(node["by"], schema);
        return new LayerStyle(rank, shape, by?.Id, [.. node["cases"].Entries().Select(entry => Case(entry.Key, entry.Value, shape, by))], node["label"].IsMap ? ReadLabel(node["label"], schema) : null, fonts);
    }

    private static StyleCase Case(string value, PackNode node, ShapeStyle otherwise, FieldSchema? by)
    {
        node.OnlyKeys("fill", "stroke", "width_mm", "dash_mm", "casing", "size_mm", "point_fill");
        if (by is null || !by.Codes.Contains(value))
            node.Report(new($"字段 by 没有值“{value}”", $"the field of 'by' has no value '{value}'"));
        return new StyleCase(value, by?.Titles.GetValueOrDefault(value) ?? value, Drawn(node, otherwise));
    }

    private static ShapeStyle Drawn(PackNode node, ShapeStyle otherwise) => new(
        Colour(node["fill"]) ?? otherwise.Fill, Colour(node["stroke"]) ?? otherwise.Stroke, node["width_mm"].NumberOrNull() ?? otherwise.WidthMm,
        node["dash_mm"].IsList ? [.. node["dash_mm"].Items().Select(length => length.Number())] : otherwise.DashMm, Colour(node["casing"]) ?? otherwise.Casing, node["size_mm"].NumberOrNull() ?? otherwise.SizeMm, Colour(node["point_fill"]) ?? otherwise.PointFill);

    private static LabelStyle ReadLabel(PackNode node, LayerSchema schema)
    {
        node.OnlyKeys("field", "size_pt", "colour", "nearer_than", "of");
        return new LabelStyle(FieldOf(node["field"], schema)?.Id ?? "", node["size_pt"].Number(), Colour(node["colour"]) ?? Plain.Stroke, node["nearer_than"].NumberOrNull(), [.. node["of"].Texts()]);
    }

    private static FieldSchema? FieldOf(PackNode node, LayerSchema schema)
    {
        var id = node.TextOrNull();
        var field = schema.Fields.FirstOrDefault(field => field.Id == id);
        if (id is not null && field is null)
            node.Report(new($"图层 {schema.Id} 没有字段“{id}”", $"layer {schema.Id} has no field '{id}'"));
        return field;
    }

    private static string? Colour(PackNode node)
    {
        if (node.TextOrNull() is not { } text)
            return null;
        if (Hex().IsMatch(text))
            return text;
        node.Report(new($"“{text}”不是颜色；应为 #rrggbb 或 #rrggbbaa", $"'{text}' is no colour; #rrggbb or #rrggbbaa is expected"));
        return null;
    }

    [GeneratedRegex("^#[0-9a-f]{6}([0-9a-f]{2})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hex();
}
