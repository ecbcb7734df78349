using System.Globalization;
using System.Security;
using System.Text;
using Mingzhu.Atlas;

namespace Mingzhu.Publishing.Exports;

/// <summary>How a layer looks in QGIS (图层样式): the muted planning colours of the program's own maps, as QML and as SLD.</summary>
/// <param name="Fill">Colour of areas and points, "#rrggbb"; null for outlines only.</param>
/// <param name="Stroke">Colour of lines and edges.</param>
/// <param name="WidthMm">Width of lines and edges on paper, millimetres.</param>
internal sealed record LayerLook(string? Fill, string Stroke, double WidthMm)
{
    /// <summary>The look of a layer; of one that has none of its own, that of its shapes.</summary>
    public static LayerLook Of(LayerSchema schema) => schema.Id switch
    {
        "construction-land" => new("#efe9dc", "#d6d2c6", 0.1),
        "parcels" => new("#efeeea", "#d6d2c6", 0.2),
        "residential-land" => new("#f6ecc9", "#e2d6a8", 0.2),
        "built-up-area" => new(null, "#8a6d3b", 0.5),
        "water" => new("#c9dcea", "#b4cfe2", 0.1),
        "rivers" => new(null, "#b4cfe2", 0.6),
        "parks" => new("#d3e5c6", "#b9d2a8", 0.2),
        "greenways" => new(null, "#6fa55c", 0.6),
        "compounds" => new("#f3ead0", "#d9c990", 0.2),
        "buildings" => new("#dcdcda", "#c2c2be", 0.1),
        "roads" => new(null, "#b9b6ae", 0.5),
        "paths" => new(null, "#c9bfae", 0.3),
        "plans" or "zones" => new(null, "#7b4fa0", 0.5),
        "control-lines" => new(null, "#b5482a", 0.6),
        "boundaries" => new(null, "#55554f", 0.4),
        "facilities" => new("#1f4e8c", "#ffffff", 0.2),
        "heritage" => new("#8c4a1f", "#8c4a1f", 0.2),
        _ => new("#c7ccd1", "#5a6b7b", 0.3),
    };

    /// <summary>As QGIS writes it: one symbol, and the fields' titles as aliases.</summary>
    public string Qml(GeometryKind kind, IEnumerable<(string Column, string Title)> titles)
    {
        var (type, symbol, options) = kind switch
        {
            GeometryKind.Point => ("marker", "SimpleMarker", new[] { ("name", "circle"), ("color", Rgba(Fill ?? Stroke)), ("outline_color", Rgba(Stroke)), ("outline_width", Millimetres), ("size", "2"), ("size_unit", "MM") }),
            GeometryKind.Line => ("line", "SimpleLine", [("line_color", Rgba(Stroke)), ("line_width", Millimetres), ("line_width_unit", "MM"), ("capstyle", "round"), ("joinstyle", "round")]),
            _ => ("fill", "SimpleFill", [("color", Rgba(Fill ?? "#ffffff")), ("style", Fill is null ? "no" : "solid"), ("outline_color", Rgba(Stroke)), ("outline_width", Millimetres), ("outline_width_unit", "MM")]),
        };
        var text = new StringBuilder("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology|Fields\">\n")
            .Append("<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"><symbols>")
            .Append(CultureInfo.InvariantCulture, $"<symbol name=\"0\" type=\"{type}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"{symbol}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">");
        foreach (var (name, value) in options)
            text.Append(CultureInfo.InvariantCulture, $"<Option name=\"{name}\" type=\"QString\" value=\"{value}\"/>");
        text.Append("</Option>");
        foreach (var (name, value) in options)
            text.Append(CultureInfo.InvariantCulture, $"<prop k=\"{name}\" v=\"{value}\"/>");
        text.Append("</layer></symbol></symbols></renderer-v2>\n<aliases>");
        foreach (var (column, title) in titles)
            text.Append(CultureInfo.InvariantCulture, $"<alias field=\"{Escaped(column)}\" name=\"{Escaped(title)}\"/>");
        return text.Append("</aliases>\n</qgis>\n").ToString();
    }

    /// <summary>The same as SLD 1.0, for programs that read no QML.</summary>
    public string Sld(GeometryKind kind, string name)
    {
        var stroke = $"<Stroke><CssParameter name=\"stroke\">{Stroke}</CssParameter><CssParameter name=\"stroke-width\">{Pixels}</CssParameter></Stroke>";
        var symbol = kind switch
        {
            GeometryKind.Point => $"<PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName><Fill><CssParameter name=\"fill\">{Fill ?? Stroke}</CssParameter></Fill>{stroke}</Mark><Size>7</Size></Graphic></PointSymbolizer>",
            GeometryKind.Line => $"<LineSymbolizer>{stroke}</LineSymbolizer>",
            _ => $"<PolygonSymbolizer>{(Fill is null ? "" : $"<Fill><CssParameter name=\"fill\">{Fill}</CssParameter></Fill>")}{stroke}</PolygonSymbolizer>",
        };
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<StyledLayerDescriptor version=\"1.0.0\" xmlns=\"http://www.opengis.net/sld\" xmlns:ogc=\"http://www.opengis.net/ogc\">"
            + $"<NamedLayer><Name>{Escaped(name)}</Name><UserStyle><FeatureTypeStyle><Rule>{symbol}</Rule></FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>\n";
    }

    private string Millimetres => WidthMm.ToString(CultureInfo.InvariantCulture);

    // SLD counts in pixels of 0.28 mm.
    private string Pixels => Math.Round(WidthMm / 0.28, 1).ToString(CultureInfo.InvariantCulture);

    private static string Rgba(string hex) => string.Create(
        CultureInfo.InvariantCulture, $"{Convert.ToInt32(hex[1..3], 16)},{Convert.ToInt32(hex[3..5], 16)},{Convert.ToInt32(hex[5..7], 16)},255");

    private static string Escaped(string text) => SecurityElement.Escape(text);
}
