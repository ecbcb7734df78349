using System.Globalization;
using System.Xml.Linq;
using Mingzhu.Atlas;

namespace Mingzhu.Publishing.Exports;

/// <summary>Writes a layer's style the way QGIS does (QML): renderer, names, titles of fields, words for codes.</summary>
/// <remarks>A layer of several kinds of shape gets a rule for each, since QGIS draws a shape only with a symbol of its kind.</remarks>
internal static class QmlStyle
{
    // The width a casing adds on each side, millimetres: just visible in print.
    private const double CasingMm = 0.15;

    /// <summary>The whole style.</summary>
    /// <param name="style">How the layer looks.</param>
    /// <param name="kinds">The kinds of its shapes.</param>
    /// <param name="columns">Its columns: name in the file, field of the schema, title.</param>
    public static string Write(LayerStyle style, IReadOnlyList<GeometryKind> kinds, IReadOnlyList<ExportedColumn> columns)
    {
        string? Column(string? field) => columns.FirstOrDefault(column => column.Field.Id == field)?.Name;
        var by = style.Cases.IsEmpty ? null : Column(style.By);
        var root = new XElement("qgis",
            new XAttribute("version", "3.22.0"), new XAttribute("styleCategories", "Symbology|Labeling|Fields|Forms"), new XAttribute("labelsEnabled", style.Label is null ? 0 : 1),
            kinds.Count > 1 ? Rules(style, kinds, by) : kinds is not [var kind] ? null : by is null ? Single(style, kind) : Categories(style, kind, by));
        if (kinds.Count > 0 && style.Label is { } label && Column(label.Field) is { } named)
            root.Add(Labels(label, named, by, kinds, style.Fonts));
        root.Add(
            new XElement("fieldConfiguration", columns.Select(Words)),
            new XElement("aliases", columns.Select((column, index) => new XElement("alias", new XAttribute("index", index), new XAttribute("field", column.Name), new XAttribute("name", column.Title)))));
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static XElement Single(LayerStyle style, GeometryKind kind) => Renderer("singleSymbol", style, [kind], null, null, new XElement("symbols", Symbol(0, kind, style.Shape)));

    private static XElement Categories(LayerStyle style, GeometryKind kind, string by)
    {
        var cases = WithRest(style).ToArray();
        return Renderer("categorizedSymbol", style, [kind], by, new XAttribute("attr", by),
            new XElement("categories", cases.Select((one, index) => new XElement("category",
                new XAttribute("symbol", index), new XAttribute("value", one.Value), new XAttribute("type", one.Value.Length == 0 ? "NULL" : "string"), new XAttribute("label", one.Title), new XAttribute("render", "true")))),
            new XElement("symbols", cases.Select((one, index) => Symbol(index, kind, one.Shape))));
    }

    private static XElement Rules(LayerStyle style, IReadOnlyList<GeometryKind> kinds, string? by)
    {
        var rules = (by is null ? [new StyleCase("", "", style.Shape)] : WithRest(style)).SelectMany(_ => kinds, (one, kind) => (Case: one, Kind: kind)).ToArray();
        string Filter((StyleCase Case, GeometryKind Kind) rule)
        {
            var kind = $"geometry_type($geometry) = '{rule.Kind}'";
            return by is null ? kind
                : rule.Case.Value.Length > 0 ? $"{kind} AND {Name(by)} = {Text(rule.Case.Value)}"
                : $"{kind} AND ({Name(by)} IS NULL OR {Name(by)} NOT IN ({string.Join(", ", style.Cases.Select(known => Text(known.Value)))}))";
        }

        return Renderer("RuleRenderer", style, kinds, by, null,
            new XElement("rules", new XAttribute("key", "root"), rules.Select((rule, index) => new XElement("rule",
                new XAttribute("key", string.Create(CultureInfo.InvariantCulture, $"rule-{index}")), new XAttribute("symbol", index), new XAttribute("filter", Filter(rule)),
                new XAttribute("label", rule.Case.Title + Word(rule.Kind))))),
            new XElement("symbols", rules.Select((rule, index) => Symbol(index, rule.Kind, rule.Case.Shape))));
    }

    /// <summary>The cases, and last what has none of their values.</summary>
    private static IEnumerable<StyleCase> WithRest(LayerStyle style) => style.Cases.Append(new StyleCase("", "其他", style.Shape));

    // Lines with casings cross each other cleanly only when all casings are drawn before all lines. Areas side by side share an edge: each is drawn whole, the later case above the
    // earlier, so that its casing takes away the dashes below, which would fill its gaps.
    private static XElement Renderer(string type, LayerStyle style, IReadOnlyList<GeometryKind> kinds, string? by, XAttribute? attribute, params XElement[] parts)
    {
        var cased = style.Shape.Casing is not null;
        var ordered = cased && by is not null && kinds.Contains(GeometryKind.Polygon);
        var order = ordered ? new XElement("orderby", new XElement("orderByClause", new XAttribute("asc", 1), new XAttribute("nullsFirst", 1), $"array_find(array({string.Join(", ", style.Cases.Select(one => Text(one.Value)))}), {Name(by!)})")) : null;
        return new("renderer-v2",
            new XAttribute("type", type), new XAttribute("symbollevels", cased && !ordered ? 1 : 0), new XAttribute("enableorderby", ordered ? 1 : 0), new XAttribute("forceraster", 0), attribute, parts, order);
    }

    private static XElement Symbol(int index, GeometryKind kind, ShapeStyle shape) => new("symbol",
        new XAttribute("name", index), new XAttribute("type", kind switch { GeometryKind.Point => "marker", GeometryKind.Line => "line", _ => "fill" }),
        new XAttribute("alpha", 1), new XAttribute("clip_to_extent", 1), new XAttribute("force_rhr", 0),
        kind switch { GeometryKind.Point => [Marker(shape)], GeometryKind.Line => Line(shape), _ => Area(shape) });

    private static XElement Marker(ShapeStyle shape) => Layer("SimpleMarker", 0,
        ("name", "circle"), ("color", Rgba(shape.PointFill ?? shape.Fill ?? shape.Stroke)), ("outline_color", Rgba(shape.Stroke)), ("outline_width", Number(shape.WidthMm)), ("outline_width_unit", "MM"), ("size", Number(shape.SizeMm)), ("size_unit", "MM"));

    private static XElement[] Line(ShapeStyle shape) => shape.Casing is { } casing
        ? [Stroke(casing, shape.WidthMm + (2 * CasingMm), [], 0), Stroke(shape.Stroke, shape.WidthMm, shape.DashMm, 1)]
        : [Stroke(shape.Stroke, shape.WidthMm, shape.DashMm, 0)];

    private static XElement[] Area(ShapeStyle shape)
    {
        var fill = Layer("SimpleFill", 0,
            ("color", Rgba(shape.Fill ?? shape.Stroke)), ("style", shape.Fill is null ? "no" : "solid"), ("outline_style", shape.DashMm.IsEmpty ? "solid" : "no"),
            ("outline_color", Rgba(shape.Stroke)), ("outline_width", Number(shape.WidthMm)), ("outline_width_unit", "MM"), ("joinstyle", "round"));
        return shape.DashMm.IsEmpty ? [fill] : [.. shape.Fill is null ? Array.Empty<XElement>() : [fill], .. shape.Casing is { } casing ? [Stroke(casing, shape.WidthMm + (2 * CasingMm), [], 0)] : Array.Empty<XElement>(), Stroke(shape.Stroke, shape.WidthMm, shape.DashMm, 0)];
    }

    private static XElement Stroke(string colour, double widthMm, IReadOnlyCollection<double> dashMm, int pass) => Layer("SimpleLine", pass,
        ("line_color", Rgba(colour)), ("line_style", "solid"), ("line_width", Number(widthMm)), ("line_width_unit", "MM"), ("capstyle", dashMm.Count > 0 ? "flat" : "round"), ("joinstyle", "round"),
        ("use_custom_dash", dashMm.Count > 0 ? "1" : "0"), ("customdash", dashMm.Count > 0 ? string.Join(';', dashMm.Select(Number)) : "5;2"), ("customdash_unit", "MM"));

    /// <summary>Options as QGIS 3.22 reads them, and as older ones do.</summary>
    private static XElement Layer(string name, int pass, params (string Name, string Value)[] options) => new("layer",
        new XAttribute("class", name), new XAttribute("enabled", 1), new XAttribute("locked", 0), new XAttribute("pass", pass),
        new XElement("Option", new XAttribute("type", "Map"), options.Select(option => Option(option.Name, option.Value))),
        options.Select(option => new XElement("prop", new XAttribute("k", option.Name), new XAttribute("v", option.Value))));

    private static XElement Labels(LabelStyle label, string column, string? by, IReadOnlyList<GeometryKind> kinds, IReadOnlyList<string> fonts)
    {
        var some = by is not null && !label.Of.IsEmpty;
        var field = some ? $"CASE WHEN {Name(by!)} IN ({string.Join(", ", label.Of.Select(Text))}) THEN {Name(column)} END" : column;
        return new XElement("labeling", new XAttribute("type", "simple"), new XElement("settings", new XAttribute("calloutType", "simple"),
            new XElement("text-style",
                new XAttribute("fieldName", field), new XAttribute("isExpression", some ? 1 : 0), new XAttribute("fontFamily", fonts.Count > 0 ? fonts[0] : "sans-serif"), new XAttribute("fontSize", Number(label.SizePt)),
                new XAttribute("fontSizeUnit", "Point"), new XAttribute("fontWeight", 50), new XAttribute("textColor", Rgba(label.Colour)), new XAttribute("textOpacity", 1),
                new XElement("families", fonts.Select(font => new XElement("family", new XAttribute("name", font)))),
                new XElement("text-buffer", new XAttribute("bufferDraw", 1), new XAttribute("bufferSize", 0.6), new XAttribute("bufferSizeUnits", "MM"), new XAttribute("bufferColor", Rgba("#ffffff")), new XAttribute("bufferOpacity", 0.85))),
            new XElement("placement", Placement(kinds), new XAttribute("dist", 0.6), new XAttribute("distUnits", "MM"), new XAttribute("centroidInside", 1), new XAttribute("placementFlags", 9), new XAttribute("repeatDistance", kinds is [GeometryKind.Line] ? 60 : 0), new XAttribute("repeatDistanceUnits", "MM")),
            new XElement("rendering",
                new XAttribute("drawLabels", 1), new XAttribute("mergeLines", 1), new XAttribute("obstacle", 0), new XAttribute("scaleVisibility", label.NearerThan is null ? 0 : 1), new XAttribute("scaleMin", 0), new XAttribute("scaleMax", Number(label.NearerThan ?? 0)))));
    }

    // QGIS's numbers: around a point in order of preference (6), along a line (3), lying within an area (4), anywhere around (0).
    private static XAttribute Placement(IReadOnlyList<GeometryKind> kinds) => new("placement", kinds is not [var kind] ? 0 : kind switch { GeometryKind.Point => 6, GeometryKind.Line => 3, _ => 4 });

    /// <summary>What a table shows for a code: its word, where the pack has one.</summary>
    private static XElement Words(ExportedColumn column) => new("field", new XAttribute("name", column.Name), column.Field.Titles.IsEmpty
        ? null
        : new XElement("editWidget", new XAttribute("type", "ValueMap"), new XElement("config", new XElement("Option", new XAttribute("type", "Map"), new XElement("Option", new XAttribute("name", "map"), new XAttribute("type", "List"),
            column.Field.Codes.Select(code => new XElement("Option", new XAttribute("type", "Map"), Option(column.Field.Titles.GetValueOrDefault(code, code), code))))))));

    private static XElement Option(string name, string value) => new("Option", new XAttribute("name", name), new XAttribute("type", "QString"), new XAttribute("value", value));

    private static string Word(GeometryKind kind) => kind switch { GeometryKind.Point => "（点）", GeometryKind.Line => "（线）", _ => "（面）" };

    private static string Name(string column) => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Rgba(string hex)
    {
        int At(int from) => Convert.ToInt32(hex[from..(from + 2)], 16);
        return string.Create(CultureInfo.InvariantCulture, $"{At(1)},{At(3)},{At(5)},{(hex.Length > 7 ? At(7) : 255)}");
    }
}
