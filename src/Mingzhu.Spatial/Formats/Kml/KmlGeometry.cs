using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Decodes the geometry of a placemark.</summary>
internal static class KmlGeometry
{
    public static bool Is(string element) => element is "Point" or "LineString" or "LinearRing" or "Polygon" or "MultiGeometry" or "Track" or "MultiTrack";

    /// <summary>The geometry that starts here, without altitudes, of which note is taken; leaves the reader at its end. Depth is bounded by the reader.</summary>
    /// <exception cref="RefusedGeometryException">Coordinates that are none, unclosed or short rings; the reader is left inside.</exception>
    public static Geometry? Read(ForeignXml xml, GeometryFactory factory, ref DroppedOrdinates dropped) => xml.Name switch
    {
        "Point" => Coordinates(xml, ref dropped) is [var at, ..] ? factory.CreatePoint(at) : factory.CreatePoint(),
        "LineString" => GeometryRepair.Line(Coordinates(xml, ref dropped), factory),
        "LinearRing" => GeometryRepair.Line(Coordinates(xml, ref dropped), factory),
        "Polygon" => Polygon(xml, factory, ref dropped),
        "Track" => Track(xml, factory, ref dropped),
        _ => Parts(xml, factory, ref dropped),
    };

    private static GeometryCollection Parts(ForeignXml xml, GeometryFactory factory, ref DroppedOrdinates dropped)
    {
        var parts = new List<Geometry>();
        foreach (var element in xml.Inside())
        {
            if (Is(element) && Read(xml, factory, ref dropped) is { } part)
                parts.Add(part);
        }
        // Parts of one kind are that kind's collection.
        return parts switch
        {
            _ when parts.Count > 0 && parts.TrueForAll(part => part is Point) => factory.CreateMultiPoint([.. parts.Cast<Point>()]),
            _ when parts.Count > 0 && parts.TrueForAll(part => part is LineString) => factory.CreateMultiLineString([.. parts.Cast<LineString>()]),
            _ when parts.Count > 0 && parts.TrueForAll(part => part is Polygon) => factory.CreateMultiPolygon([.. parts.Cast<Polygon>()]),
            _ => factory.CreateGeometryCollection([.. parts]),
        };
    }

    private static Polygon Polygon(ForeignXml xml, GeometryFactory factory, ref DroppedOrdinates dropped)
    {
        LinearRing? outer = null;
        var inner = new List<LinearRing>();
        var isInner = false;
        foreach (var element in xml.Inside())
        {
            if (element is "outerBoundaryIs" or "innerBoundaryIs")
                isInner = element == "innerBoundaryIs";
            else if (element == "LinearRing" && isInner)
                inner.Add(GeometryRepair.Ring(Coordinates(xml, ref dropped), factory));
            else if (element == "LinearRing")
                outer = GeometryRepair.Ring(Coordinates(xml, ref dropped), factory);
        }
        if (outer is null || outer.IsEmpty)
            return inner.Exists(ring => !ring.IsEmpty) ? throw Broken("面没有外环", "a polygon without outer ring", null) : factory.CreatePolygon();
        return factory.CreatePolygon(outer, [.. inner.Where(ring => !ring.IsEmpty)]);
    }

    // A track is written one position an element: <gx:coord>115.9 36.4 30</gx:coord>.
    private static Geometry? Track(ForeignXml xml, GeometryFactory factory, ref DroppedOrdinates dropped)
    {
        var points = new List<Coordinate>();
        foreach (var element in xml.Inside())
        {
            if (element != "coord")
                continue;
            var text = xml.Text();
            var parts = text.Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries);
            points.Add(parts.Length >= 2 ? new(Number(parts[0], text), Number(parts[1], text)) : throw NoCoordinates(text));
            if (parts.Length > 2)
                dropped.AddZ(Number(parts[2], text));
        }
        return points switch { [] => null, [var only] => factory.CreatePoint(only), _ => factory.CreateLineString([.. points]) };
    }

    private static Coordinate[] Coordinates(ForeignXml xml, ref DroppedOrdinates dropped)
    {
        var points = new List<Coordinate>();
        foreach (var element in xml.Inside())
        {
            if (element == "coordinates")
                Read(xml.Text(), points, ref dropped);
            else
                xml.Skip();
        }
        return [.. points];
    }

    // "x,y,z x,y,z"; people also leave blanks around the commas, which then do not part positions.
    private static void Read(string text, List<Coordinate> into, ref DroppedOrdinates dropped)
    {
        var (at, axis) = (0, 0);
        var (x, y) = (0.0, 0.0);
        while (true)
        {
            var blankBefore = at;
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            var comma = at < text.Length && text[at] == ',' && axis > 0;
            if (!comma && axis > 0)
            {
                into.Add(axis >= 2 ? new(x, y) : throw NoCoordinates(text[Math.Max(0, blankBefore - 20)..blankBefore]));
                axis = 0;
            }
            if (at == text.Length)
                return;
            for (at += comma ? 1 : 0; at < text.Length && char.IsWhiteSpace(text[at]);)
                at++;
            var first = at;
            while (at < text.Length && text[at] != ',' && !char.IsWhiteSpace(text[at]))
                at++;
            var number = Number(text.AsSpan(first, at - first), text.AsSpan(first));
            (x, y) = axis switch { 0 => (number, y), 1 => (x, number), _ => (x, y) };
            if (axis == 2)
                dropped.AddZ(number);
            axis++;
        }
    }

    private static double Number(ReadOnlySpan<char> text, ReadOnlySpan<char> around) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw NoCoordinates(around[..Math.Min(around.Length, 30)].ToString());

    private static RefusedGeometryException NoCoordinates(string found) => Broken($"“{found.Trim()}”不是坐标", $"'{found.Trim()}' is no position", found.Trim());

    private static RefusedGeometryException Broken(string zh, string en, string? found) =>
        new(new SourceProblem("kml.coordinates", $"{zh}；应为“经度,纬度 经度,纬度 …”", $"{en}; expected 'longitude,latitude longitude,latitude …'") { Found = found, Expected = "115.985,36.455" });
}
