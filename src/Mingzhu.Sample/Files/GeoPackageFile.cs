using Mingzhu.Sample.Land;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Sample.Files;

/// <summary>One layer as a GeoPackage: for the large layers, which departments hand over that way. Rows are kept until the end, then written at once.</summary>
internal sealed class GeoPackageFile(string path, string layer, Earth earth) : LayerFile
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);
    private readonly List<string> _ids = [];
    private readonly List<Geometry?> _shapes = [];
    private readonly List<(string Name, List<object?> Values)> _columns = [];

    public override void Add(Shape shape, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        _ids.Add((string)values[0].Value!);
        _shapes.Add(Degrees(shape));
        for (var k = 1; k < values.Length; k++)
        {
            if (_columns.Count < k)
                _columns.Add((values[k].Name, []));
            _columns[k - 1].Values.Add(values[k].Value is int whole ? (long)whole : values[k].Value);
        }
    }

    public override void Dispose()
    {
        File.Delete(path);
        using var connection = SqliteFile.Create(path);
        GeoPackageWriter.Write(connection, layer, new FeatureTable(
            [.. _columns.Select(column => new Spatial.Field(column.Name, TypeOf(column.Values)))], [.. _ids], [.. _shapes], [.. _columns.Select(column => column.Values.ToArray())]));
    }

    private static FieldType TypeOf(List<object?> values) => values.Find(value => value is not null) switch
    {
        long => FieldType.Integer,
        double => FieldType.Real,
        bool => FieldType.Boolean,
        _ => FieldType.Text,
    };

    private Geometry Degrees(Shape shape) => shape.Kind == ShapeKind.Line
        ? Factory.CreateLineString([.. shape.Parts[0][0].Select(Rounded)])
        : Factory.CreatePolygon([.. shape.Parts[0][0].Append(shape.Parts[0][0][0]).Select(Rounded)]);

    private Coordinate Rounded(Pt at)
    {
        var (lon, lat) = earth.Degrees(at);
        return new Coordinate(Math.Round(lon, 7), Math.Round(lat, 7));
    }
}
