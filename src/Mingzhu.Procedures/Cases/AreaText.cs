using System.Globalization;
using System.Text;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Procedures;

/// <summary>An area (用地范围) is kept as the GeoJSON of a polygon or multipolygon, longitude and latitude in degrees, EPSG:4490.</summary>
public static class AreaText
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>The polygon; null where the text is none. A person may also write its corners, one a line: longitude, latitude.</summary>
    public static Geometry? Read(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : text.TrimStart().StartsWith('{') ? GeoJsonGeometry.Read(text, Factory) is (Polygon or MultiPolygon) and { IsEmpty: false } area ? area : null
        : Corners(text);

    private static Polygon? Corners(string text)
    {
        var corners = new List<Coordinate>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split([',', '，', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is not [var x, var y] || !Degrees(x, out var lon) || !Degrees(y, out var lat))
                return null;
            corners.Add(new Coordinate(lon, lat));
        }

        return corners.Count < 3 ? null : Factory.CreatePolygon([.. corners, corners[0].Copy()]);
    }

    private static bool Degrees(string text, out double degrees) => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && double.IsFinite(degrees);

    /// <summary>Writes a polygon in degrees.</summary>
    public static string Of(Geometry area)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            GeoJsonShape.Plain.Write(json, area);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>What is wrong with an area: no polygon, beyond the globe, or crossing itself.</summary>
    internal static Refusal? Fault(Content content, string text)
    {
        if (Read(text) is not { } area)
            return new Refusal("content.no-area", new($"“{content.Name.Zh}”应为面：GeoJSON Polygon 或 MultiPolygon，或每行一个角点（经度,纬度）", $"'{content.Name.En}' should be a polygon: GeoJSON Polygon or MultiPolygon, or its corners, one a line (longitude, latitude)"));
        var box = area.EnvelopeInternal;
        if (box.MinX < -180 || box.MaxX > 180 || box.MinY < -90 || box.MaxY > 90)
            return new Refusal("content.no-degrees", new($"“{content.Name.Zh}”的坐标不是经纬度（EPSG:4490）", $"the coordinates of '{content.Name.En}' are no longitude and latitude (EPSG:4490)"));
        return area.IsValid ? null : new Refusal("content.area-crosses", new($"“{content.Name.Zh}”的边线自相交或重叠；请重新勾画", $"the outline of '{content.Name.En}' crosses or overlaps itself; draw it again"));
    }

    internal static string Shown(string text, Language language)
    {
        if (Read(text) is not { } area)
            return text;
        var (x, y) = (area.Centroid.X, area.Centroid.Y);
        return string.Create(CultureInfo.InvariantCulture, $"{x:0.####}, {y:0.####} · {(language == Language.Zh ? $"{area.NumPoints - area.NumGeometries} 个顶点" : $"{area.NumPoints - area.NumGeometries} corners")}");
    }
}
