using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web;

/// <summary>The shapes of a GeoJSON text of ours.</summary>
internal sealed class PreviewShapes
{
    private const int DeepestCollection = 8;

    public List<Coordinate[]> Rings { get; } = [];

    public List<Coordinate[]> Lines { get; } = [];

    public List<Coordinate> Points { get; } = [];

    public Envelope Box { get; } = new();

    public static PreviewShapes? Read(IEnumerable<string> geoJson)
    {
        var shapes = new PreviewShapes();
        try
        {
            foreach (var text in geoJson)
            {
                using var json = JsonDocument.Parse(text);
                shapes.Add(json.RootElement, 0);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null; // a picture is left out rather than a page
        }

        return shapes.Box.IsNull ? null : shapes;
    }

    private void Add(JsonElement element, int depth)
    {
        if (depth > DeepestCollection || element.ValueKind != JsonValueKind.Object)
            return;
        switch (element.GetProperty("type").GetString())
        {
            case "FeatureCollection":
                foreach (var feature in element.GetProperty("features").EnumerateArray())
                    Add(feature, depth + 1);
                break;
            case "Feature":
                Add(element.GetProperty("geometry"), depth + 1);
                break;
            case "GeometryCollection":
                foreach (var part in element.GetProperty("geometries").EnumerateArray())
                    Add(part, depth + 1);
                break;
            case var kind:
                AddShape(kind, element.GetProperty("coordinates"));
                break;
        }
    }

    private void AddShape(string? kind, JsonElement coordinates)
    {
        switch (kind)
        {
            case "Point":
                Points.Add(At(coordinates));
                break;
            case "MultiPoint":
                Points.AddRange(coordinates.EnumerateArray().Select(At));
                break;
            case "LineString":
                Lines.Add(Line(coordinates));
                break;
            case "MultiLineString":
                Lines.AddRange(coordinates.EnumerateArray().Select(Line));
                break;
            case "Polygon":
                Rings.AddRange(coordinates.EnumerateArray().Select(Line));
                break;
            case "MultiPolygon":
                Rings.AddRange(coordinates.EnumerateArray().SelectMany(part => part.EnumerateArray()).Select(Line));
                break;
        }
    }

    private Coordinate[] Line(JsonElement coordinates) => [.. coordinates.EnumerateArray().Select(At)];

    private Coordinate At(JsonElement position)
    {
        var at = new Coordinate(position[0].GetDouble(), position[1].GetDouble());
        Box.ExpandToInclude(at);
        return at;
    }
}
