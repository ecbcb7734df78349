using System.Text.Json;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Sample.Tests;

/// <summary>A sample city as its files say it, read back without any code of the sample itself.</summary>
public sealed class WrittenCity : IDisposable
{
    private static readonly GeometryFactory Factory = new();
    private readonly Dictionary<string, List<Feature>> _layers = [];

    public WrittenCity(int buildings, int seed, bool surveyed = false)
    {
        Folder = Directory.CreateTempSubdirectory("mingzhu-sample-").FullName;
        Files = SampleCity.Write(Folder, buildings, seed, surveyed);
    }

    public string Folder { get; }

    public IReadOnlyList<string> Files { get; }

    public List<Feature> Layer(string id)
    {
        if (!_layers.TryGetValue(id, out var features))
        {
            var package = Path.Combine(Folder, id + ".gpkg");
            if (File.Exists(package))
                return _layers[id] = FromGeoPackage(package, id);
            using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, id + ".geojson")));
            _layers[id] = features = [.. json.RootElement.GetProperty("features").EnumerateArray().Select(Read)];
        }

        return features;
    }

    public string[][] Table(string id) => [.. File.ReadAllLines(Path.Combine(Folder, id + ".csv")).Skip(1).Select(line => line.Split(','))];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static List<Feature> FromGeoPackage(string path, string layer)
    {
        using var connection = SqliteFile.OpenForeign(path);
        var table = GeoPackage.ReadTable(connection, layer);
        return [.. Enumerable.Range(0, table.Count).Select(row =>
        {
            var values = new Dictionary<string, JsonElement> { ["id"] = JsonSerializer.SerializeToElement(table.Ids[row]) };
            foreach (var field in table.Fields)
            {
                if (table.Value(row, field.Name) is { } value)
                    values[field.Name] = JsonSerializer.SerializeToElement(value);
            }

            return new Feature(values, table.Geometries[row]!);
        })];
    }

    private static Feature Read(JsonElement feature)
    {
        var geometry = feature.GetProperty("geometry");
        return new Feature(
            feature.GetProperty("properties").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.Clone()),
            Shape(geometry.GetProperty("type").GetString()!, geometry.GetProperty("coordinates")));
    }

    private static Geometry Shape(string type, JsonElement at) => type switch
    {
        "Point" => Factory.CreatePoint(Position(at)),
        "LineString" => Factory.CreateLineString(Positions(at)),
        "Polygon" => Polygon(at),
        "MultiPolygon" => Factory.CreateMultiPolygon([.. at.EnumerateArray().Select(Polygon)]),
        _ => throw new InvalidOperationException(type),
    };

    private static Polygon Polygon(JsonElement rings) =>
        Factory.CreatePolygon(Factory.CreateLinearRing(Positions(rings[0])), [.. rings.EnumerateArray().Skip(1).Select(ring => Factory.CreateLinearRing(Positions(ring)))]);

    private static Coordinate[] Positions(JsonElement points) => [.. points.EnumerateArray().Select(Position)];

    private static Coordinate Position(JsonElement at) => new(at[0].GetDouble(), at[1].GetDouble());
}

public sealed record Feature(Dictionary<string, JsonElement> Values, Geometry Shape)
{
    /// <summary>About 1/9 996 m² a square of 1e-7 degrees; what matters here is only what is large and what is small.</summary>
    public double RoughM2 => Shape.Area * 89_500 * 110_950;

    public string Text(string field) => Values.TryGetValue(field, out var value) ? value.GetString()! : "";

    public int Whole(string field) => Values[field].GetInt32();

    public bool Flag(string field) => Values[field].GetBoolean();
}
