using System.Buffers;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace Mingzhu.Atlas;

/// <summary>A small picture of a layer while its rows go by (图层缩略图): every n-th shape, thinned. The same rows give the same picture.</summary>
internal sealed class LayerPicture
{
    private const int MostShapes = 300;

    // A picture is a few hundred pixels wide: what is finer than that is left out.
    private const double Fineness = 400;
    private readonly List<Geometry> _shapes = [];
    private readonly Envelope _extent = new();
    private int _stride = 1;
    private int _met;

    /// <summary>The extent of all shapes.</summary>
    public Envelope Extent => _extent;

    /// <summary>Takes a shape, degrees EPSG:4490.</summary>
    public void Add(Geometry shape)
    {
        _extent.ExpandToInclude(shape.EnvelopeInternal);
        if (_met++ % _stride != 0)
            return;
        _shapes.Add(Thinned(shape, Side(shape.EnvelopeInternal) / Fineness));
        if (_shapes.Count < MostShapes)
            return;
        _stride *= 2;
        for (var at = _shapes.Count - 1; at > 0; at -= 2)
            _shapes.RemoveAt(at);
    }

    /// <summary>A GeoJSON FeatureCollection without attributes; null where nothing was drawn.</summary>
    public string? ToGeoJson()
    {
        if (_shapes.Count == 0)
            return null;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var shape in _shapes)
                Feature(json, Thinned(shape, Side(_extent) / Fineness));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static double Side(Envelope box) => Math.Max(box.Width, box.Height);

    /// <summary>Without what is finer than a tolerance; a shape smaller than that stays a point.</summary>
    private static Geometry Thinned(Geometry shape, double tolerance)
    {
        if (tolerance <= 0 || shape is IPuntal)
            return shape;
        if (Side(shape.EnvelopeInternal) < tolerance)
            return shape.Factory.CreatePoint(shape.EnvelopeInternal.Centre);
        var thin = new DouglasPeuckerSimplifier(shape) { DistanceTolerance = tolerance, EnsureValidTopology = false }.GetResultGeometry();
        return thin.IsEmpty ? shape.Factory.CreatePoint(shape.EnvelopeInternal.Centre) : thin;
    }

    private static void Feature(Utf8JsonWriter json, Geometry shape)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        Shape(json, shape);
        json.WriteEndObject();
    }

    private static void Shape(Utf8JsonWriter json, Geometry shape)
    {
        json.WriteStartObject();
        json.WriteString("type", shape is LinearRing ? "LineString" : shape.GeometryType);
        if (shape is GeometryCollection and not (MultiPoint or MultiLineString or MultiPolygon))
        {
            json.WriteStartArray("geometries");
            foreach (var part in ((GeometryCollection)shape).Geometries)
                Shape(json, part);
            json.WriteEndArray();
        }
        else
        {
            json.WritePropertyName("coordinates");
            Coordinates(json, shape);
        }

        json.WriteEndObject();
    }

    private static void Coordinates(Utf8JsonWriter json, Geometry shape)
    {
        if (shape is Point { IsEmpty: false } point)
        {
            Position(json, point.X, point.Y);
            return;
        }

        json.WriteStartArray();
        switch (shape)
        {
            case LineString line:
                for (var at = 0; at < line.NumPoints; at++)
                    Position(json, line.CoordinateSequence.GetX(at), line.CoordinateSequence.GetY(at));
                break;
            case Polygon polygon:
                Coordinates(json, polygon.ExteriorRing);
                foreach (var hole in polygon.InteriorRings)
                    Coordinates(json, hole);
                break;
            case GeometryCollection parts:
                foreach (var part in parts.Geometries)
                    Coordinates(json, part);
                break;
        }

        json.WriteEndArray();
    }

    private static void Position(Utf8JsonWriter json, double x, double y)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(x, 6));
        json.WriteNumberValue(Math.Round(y, 6));
        json.WriteEndArray();
    }
}
