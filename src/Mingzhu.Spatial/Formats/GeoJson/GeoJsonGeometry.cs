using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Decodes the geometry of a GeoJSON feature.</summary>
internal static class GeoJsonGeometry
{
    /// <summary>The geometry at which the reader stands; leaves it at its end. Null for JSON null.</summary>
    /// <exception cref="RefusedGeometryException">No GeoJSON geometry, unclosed or short rings.</exception>
    public static Geometry? Read(ref Utf8JsonReader reader, GeometryFactory factory)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Broken("geometry 不是对象", "'geometry' is no object");
        var type = TypeOf(reader);
        Geometry? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals(type == "GeometryCollection" ? "geometries"u8 : "coordinates"u8);
            reader.Read();
            if (isContent)
                found = Content(type, ref reader, factory);
            else
                reader.Skip();
        }
        return found ?? throw Broken($"类型“{type}”没有坐标", $"a '{type}' without coordinates");
    }

    // The type may stand behind the coordinates, so it is looked for first, on a copy of the reader.
    private static string TypeOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
                return reader.GetString()!;
            reader.Skip();
        }
        throw Broken("几何没有 type", "a geometry without 'type'");
    }

    private static Geometry Content(string type, ref Utf8JsonReader reader, GeometryFactory factory)
    {
        switch (type)
        {
            case "Point":
                return reader.TokenType == JsonTokenType.StartArray && IsEmpty(reader) ? Emptied(ref reader, factory) : factory.CreatePoint(Position(ref reader));
            case "LineString":
                return GeometryRepair.Line(Positions(ref reader), factory);
            case "Polygon":
                return Polygon(ref reader, factory);
            case "MultiPoint":
                return factory.CreateMultiPointFromCoords(Positions(ref reader));
            case "MultiLineString":
                return factory.CreateMultiLineString([.. Many(ref reader, factory, static (ref r, f) => GeometryRepair.Line(Positions(ref r), f))]);
            case "MultiPolygon":
                return factory.CreateMultiPolygon([.. Many(ref reader, factory, Polygon)]);
            case "GeometryCollection":
                return factory.CreateGeometryCollection([.. Many(ref reader, factory, static (ref r, f) => Read(ref r, f) ?? throw Broken("集合中有空几何", "null in a collection"))]);
            default:
                throw Broken($"未知的几何类型“{type}”", $"unknown geometry type '{type}'");
        }
    }

    private delegate T Part<T>(ref Utf8JsonReader reader, GeometryFactory factory);

    private static List<T> Many<T>(ref Utf8JsonReader reader, GeometryFactory factory, Part<T> read)
    {
        Expect(reader, JsonTokenType.StartArray);
        var parts = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            parts.Add(read(ref reader, factory));
        return parts;
    }

    private static Polygon Polygon(ref Utf8JsonReader reader, GeometryFactory factory)
    {
        var rings = Many(ref reader, factory, static (ref r, f) => GeometryRepair.Ring(Positions(ref r), f));
        rings.RemoveAll(ring => ring.IsEmpty);
        return rings.Count == 0 ? factory.CreatePolygon() : Ordered(rings, factory);
    }

    // RFC 7946: the outer ring first and counter-clockwise, holes clockwise. Files that do otherwise are common, and what they mean is plain.
    private static Polygon Ordered(List<LinearRing> rings, GeometryFactory factory)
    {
        var outer = rings.MaxBy(ring => Area.OfRing(ring.CoordinateSequence))!;
        LinearRing Turned(LinearRing ring, bool ccw)
        {
            if (Area.OfRingSigned(ring.CoordinateSequence) > 0 != ccw)
                return ring;
            var turned = (LinearRing)ring.Reverse();
            turned.UserData = ring.UserData;
            return turned;
        }

        return factory.CreatePolygon(Turned(outer, ccw: true), [.. rings.Where(ring => !ReferenceEquals(ring, outer)).Select(ring => Turned(ring, ccw: false))]);
    }

    private static Coordinate[] Positions(ref Utf8JsonReader reader)
    {
        Expect(reader, JsonTokenType.StartArray);
        var points = new List<Coordinate>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            points.Add(Position(ref reader));
        return [.. points];
    }

    private static Coordinate Position(ref Utf8JsonReader reader)
    {
        Expect(reader, JsonTokenType.StartArray);
        var at = new Coordinate(Number(ref reader), Number(ref reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Expect(reader, JsonTokenType.Number);
        return at;
    }

    private static double Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(reader, JsonTokenType.Number);
        return reader.GetDouble();
    }

    private static bool IsEmpty(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.EndArray;

    private static Point Emptied(ref Utf8JsonReader reader, GeometryFactory factory)
    {
        reader.Read();
        return factory.CreatePoint();
    }

    private static void Expect(in Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw Broken(
                $"坐标中有 {reader.TokenType}，应为{(type == JsonTokenType.Number ? "数" : "数组")}",
                $"{reader.TokenType} among coordinates, expected {(type == JsonTokenType.Number ? "a number" : "a list")}");
        }
    }

    private static RefusedGeometryException Broken(string zh, string en) => new(GeometryProblem.Encoding(zh, en));
}
