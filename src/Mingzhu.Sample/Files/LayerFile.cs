using Mingzhu.Sample.Land;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Sample.Files;

/// <summary>
/// One layer being written: GeoJSON, or a GeoPackage for the large layers, as departments hand them over. Rows are kept until the end, then written at once, coordinates to seven decimals: about a
/// centimetre.
/// </summary>
internal sealed class LayerFile(string path, string layer, Plane plane) : IDisposable
{
    private const int Decimals = 7;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);
    private readonly List<string> _ids = [];
    private readonly List<Geometry?> _shapes = [];
    private readonly List<(string Name, List<object?> Values)> _columns = [];

    /// <summary>Adds a feature. The first value identifies it; a field that a feature doesn't name is empty.</summary>
    public void Add(Shape shape, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
        {
            var column = _columns.FindIndex(known => known.Name == name);
            if (column < 0)
            {
                column = _columns.Count;
                _columns.Add((name, [.. Enumerable.Repeat<object?>(null, _ids.Count)]));
            }

            _columns[column].Values.Add(value is int whole ? (long)whole : value);
        }

        _ids.Add(values.Length > 0 && values[0].Value is string id ? id : "");
        _shapes.Add(Degrees(shape));
        foreach (var (_, known) in _columns.Where(column => column.Values.Count < _ids.Count))
            known.Add(null);
    }

    /// <summary>Writes the file.</summary>
    public void Dispose()
    {
        File.Delete(path);
        if (Path.GetExtension(path) == ".gpkg")
        {
            // A GeoPackage has a column for the feature's id; the field of that name would say it twice.
            using var connection = SqliteFile.Create(path);
            GeoPackageWriter.Write(connection, layer, Table(_columns[1..]));
            return;
        }

        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        GeoJsonWriter.Write(file, layer, Table(_columns));
    }

    private FeatureTable Table(List<(string Name, List<object?> Values)> columns) => new(
        [.. columns.Select(column => new Spatial.Field(column.Name, TypeOf(column.Values)))], [.. _ids], [.. _shapes], [.. columns.Select(column => column.Values.ToArray())]);

    private static FieldType TypeOf(List<object?> values) => values.Find(value => value is not null) switch
    {
        long => FieldType.Integer,
        double => FieldType.Real,
        bool => FieldType.Boolean,
        _ => FieldType.Text,
    };

    private Geometry Degrees(Shape shape)
    {
        var parts = Array.ConvertAll(shape.Parts, part => shape.Kind switch
        {
            ShapeKind.Point => Factory.CreatePoint(Rounded(part[0][0])),
            ShapeKind.Line => Factory.CreateLineString(Array.ConvertAll(part[0], Rounded)),
            _ => (Geometry)Factory.CreatePolygon(Ring(part[0]), [.. part.Skip(1).Select(Ring)]),
        });
        return parts.Length == 1 ? parts[0] : Factory.BuildGeometry(parts);
    }

    private LinearRing Ring(Pt[] points) => Factory.CreateLinearRing([.. points.Append(points[0]).Select(Rounded)]);

    private Coordinate Rounded(Pt at)
    {
        var (lon, lat) = plane.Unproject(at.X, at.Y);
        return new Coordinate(Math.Round(lon, Decimals), Math.Round(lat, Decimals));
    }
}
