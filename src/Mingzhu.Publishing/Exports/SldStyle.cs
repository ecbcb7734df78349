using System.Globalization;
using System.Xml.Linq;
using Mingzhu.Atlas;

namespace Mingzhu.Publishing.Exports;

/// <summary>Writes a layer's style as OGC SLD 1.0, for programs that read no QML: shapes and cases, no names.</summary>
internal static class SldStyle
{
    private static readonly XNamespace Sld = "http://www.opengis.net/sld";
    private static readonly XNamespace Ogc = "http://www.opengis.net/ogc";

    /// <summary>The whole style.</summary>
    public static string Write(LayerStyle style, IReadOnlyList<GeometryKind> kinds, IReadOnlyList<ExportedColumn> columns, string name)
    {
        var by = columns.FirstOrDefault(column => column.Field.Id == style.By)?.Name;
        IEnumerable<XElement> rules = by is null || style.Cases.IsEmpty
            ? [new XElement(Sld + "Rule", Symbols(style.Shape, kinds))]
            : [.. style.Cases.Select(one => Rule(one, by, kinds)), new XElement(Sld + "Rule", new XElement(Sld + "ElseFilter"), Symbols(style.Shape, kinds))];
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new XElement(Sld + "StyledLayerDescriptor",
            new XAttribute("version", "1.0.0"), new XAttribute("xmlns", Sld.NamespaceName), new XAttribute(XNamespace.Xmlns + "ogc", Ogc.NamespaceName),
            new XElement(Sld + "NamedLayer", new XElement(Sld + "Name", name), new XElement(Sld + "UserStyle", new XElement(Sld + "FeatureTypeStyle", rules)))).ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static XElement Rule(StyleCase one, string by, IReadOnlyList<GeometryKind> kinds) => new(Sld + "Rule",
        new XElement(Sld + "Title", one.Title),
        new XElement(Ogc + "Filter", new XElement(Ogc + "PropertyIsEqualTo", new XElement(Ogc + "PropertyName", by), new XElement(Ogc + "Literal", one.Value))), Symbols(one.Shape, kinds));

    private static IEnumerable<XElement> Symbols(ShapeStyle shape, IReadOnlyList<GeometryKind> kinds) => kinds.Select(kind => kind switch
    {
        GeometryKind.Point => new XElement(Sld + "PointSymbolizer", new XElement(Sld + "Graphic",
            new XElement(Sld + "Mark", new XElement(Sld + "WellKnownName", "circle"), Fill(shape.PointFill ?? shape.Fill ?? shape.Stroke), Stroke(shape)), new XElement(Sld + "Size", Pixels(shape.SizeMm)))),
        GeometryKind.Line => new XElement(Sld + "LineSymbolizer", Stroke(shape)),
        _ => new XElement(Sld + "PolygonSymbolizer", shape.Fill is { } fill ? Fill(fill) : null, Stroke(shape)),
    });

    private static XElement Fill(string colour) => new(Sld + "Fill", Parameter("fill", colour[..7]), Opacity("fill-opacity", colour));

    private static XElement Stroke(ShapeStyle shape) => new(Sld + "Stroke",
        Parameter("stroke", shape.Stroke[..7]), Opacity("stroke-opacity", shape.Stroke), Parameter("stroke-width", Pixels(shape.WidthMm)),
        shape.DashMm.IsEmpty ? null : Parameter("stroke-dasharray", string.Join(' ', shape.DashMm.Select(Pixels))));

    private static XElement? Opacity(string name, string colour) => colour.Length > 7 ? Parameter(name, (Convert.ToInt32(colour[7..9], 16) / 255.0).ToString("0.##", CultureInfo.InvariantCulture)) : null;

    private static XElement Parameter(string name, string value) => new(Sld + "CssParameter", new XAttribute("name", name), value);

    // SLD counts in pixels of 0.28 mm.
    private static string Pixels(double mm) => (mm / 0.28).ToString("0.#", CultureInfo.InvariantCulture);
}
