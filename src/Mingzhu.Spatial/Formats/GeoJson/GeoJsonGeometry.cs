using System.Text;
using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Decodes the geometry of a GeoJSON feature.</summary>
public static class GeoJsonGeometry
{
    /// <summary>The geometry that a text is, and nothing else; null where it is none.</summary>
    public static Geometry? Read(string json, GeometryFactory factory)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            var dropped = default(DroppedOrdinates);
            return reader.Read() && Read(ref reader, factory, ref dropped) is { } geometry && !reader.Read() ? geometry : null;
        }
        catch (Exception broken) when (broken is JsonException or RefusedGeometryException)
        {
            return null;
        }
    }

    /// <summary>The geometry at which the reader stands, without Z and M, of which note is taken; leaves it at its end. Null for JSON null.</summary>
    /// <exception cref="RefusedGeometryException">No GeoJSON geometry, unclosed or short rings.</exception>
    internal static Geometry? Read(ref Utf8JsonReader reader, GeometryFactory factory, ref DroppedOrdinates dropped)
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
                found = Content(type, ref reader, factory, ref dropped);
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

    private static Geometry Content(string type, ref Utf8JsonReader reader, GeometryFactory factory, ref DroppedOrdinates dropped)
    {
        switch (type)
        {
            case "Point":
                return reader.TokenType == JsonTokenType.StartArray && IsEmpty(reader) ? Emptied(ref reader, factory) : factory.CreatePoint(Position(ref reader, ref dropped));
            case "LineString":
                return GeometryRepair.Line(Positions(ref reader, ref dropped), factory);
            case "Polygon":
                return Polygon(ref reader, factory, ref dropped);
            case "MultiPoint":
                return factory.CreateMultiPointFromCoords(Positions(ref reader, ref dropped));
            case "MultiLineString":
                return factory.CreateMultiLineString([.. Many(ref reader, factory, static (ref r, f, ref d) => GeometryRepair.Line(Positions(ref r, ref d), f), ref dropped)]);
            case "MultiPolygon":
                return factory.CreateMultiPolygon([.. Many(ref reader, factory, Polygon, ref dropped)]);
            case "GeometryCollection":
                return factory.CreateGeometryCollection([.. Many(ref reader, factory, static (ref r, f, ref d) => Read(ref r, f, ref d) ?? throw Broken("集合中有空几何", "null in a collection"), ref dropped)]);
            default:
                throw Broken($"未知的几何类型“{type}”", $"unknown geometry type '{type}'");
        }
    }

    private delegate T Part<T>(ref Utf8JsonReader reader, GeometryFactory factory, ref DroppedOrdinates dropped);

    private static List<T> Many<T>(ref Utf8JsonReader reader, GeometryFactory factory, Part<T> read, ref DroppedOrdinates dropped)
    {
        Expect(reader, JsonTokenType.StartArray);
        var parts = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            parts.Add(read(ref reader, factory, ref dropped));
        return parts;
    }

    private static Polygon Polygon(ref Utf8JsonReader reader, GeometryFactory factory, ref DroppedOrdinates dropped)
    {
        var rings = Many(ref reader, factory, static (ref r, f, ref d) => GeometryRepair.Ring(Positions(ref r, ref d), f), ref dropped);
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

    private static Coordinate[] Positions(ref Utf8JsonReader reader, ref DroppedOrdinates dropped)
    {
        Expect(reader, JsonTokenType.StartArray);
        var points = new List<Coordinate>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            points.Add(Position(ref reader, ref dropped));
        return [.. points];
    }

    // RFC 7946: a third number is a height; what a fourth means nobody says, and programs write measures there.
    private static Coordinate Position(ref Utf8JsonReader reader, ref DroppedOrdinates dropped)
    {
        Expect(reader, JsonTokenType.StartArray);
        var at = new Coordinate(Number(ref reader), Number(ref reader));
        for (var ordinate = 3; reader.Read() && reader.TokenType != JsonTokenType.EndArray; ordinate++)
        {
            Expect(reader, JsonTokenType.Number);
            if (ordinate == 3)
                dropped.AddZ(reader.GetDouble());
            else if (ordinate == 4)
                dropped.AddM(reader.GetDouble());
        }
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
