using System.Collections.Immutable;
using System.Text.Json;

namespace Mingzhu.City;

/// <summary>Shapes in CQL2 JSON: GeoJSON geometries and <c>{"bbox": […]}</c>.</summary>
internal static partial class JsonParser
{
    private static Node Placed(JsonElement json, string at)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out _))
            return Checked(Geometry(json, at, inCollection: false), at);
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("bbox", out var box))
            return Checked(Box(box, $"{at}.bbox"), at);
        return Read(json, at) is Field field ? field : throw Expected(at, new("几何字段或几何", "a geometry field or a shape"));
    }

    private static Shape Checked(ShapeLiteral shape, string at) => shape.Problem() is { } problem ? throw Fault(at, problem) : new Shape(shape);

    private static ShapeLiteral Geometry(JsonElement json, string at, bool inCollection)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type)
            || !Enum.TryParse<ShapeLiteralKind>(Text(type, $"{at}.type"), out var kind) || kind.ToString() != Text(type, $"{at}.type") || kind == ShapeLiteralKind.Box)
            throw Expected($"{at}.type", new("GeoJSON 几何类型", "a type of GeoJSON geometry"));
        if (kind != ShapeLiteralKind.GeometryCollection)
            return Body(kind, Member(json, "coordinates", at), $"{at}.coordinates");
        return inCollection
            ? throw Fault(at, new("集合中不能再有集合", "a collection holds no collection"))
            : ShapeLiteral.Of(kind, Each(Member(json, "geometries", at), $"{at}.geometries", (item, where) => Geometry(item, where, inCollection: true)));
    }

    private static JsonElement Member(JsonElement json, string name, string at) => json.TryGetProperty(name, out var member) ? member : throw Expected($"{at}.{name}", new("数组", "an array"));

    private static ShapeLiteral Body(ShapeLiteralKind kind, JsonElement json, string at) => kind switch
    {
        ShapeLiteralKind.Point => ShapeLiteral.Flat(kind, [Position(json, at)]),
        ShapeLiteralKind.LineString => ShapeLiteral.Flat(kind, Each(json, at, Position)),
        _ => ShapeLiteral.Of(kind, Each(json, at, (item, where) => Body(ShapeLiteral.MemberOf(kind)!.Value, item, where))),
    };

    private static ShapePosition Position(JsonElement json, string at) => Numbers(json, at) is [var x, var y, ..] and { Length: <= 3 }
        ? new ShapePosition(x, y)
        : throw Expected(at, new("两个或三个坐标", "two or three coordinates"));

    private static ShapeLiteral Box(JsonElement json, string at) => Numbers(json, at) switch
    {
        [var west, var south, var east, var north] => ShapeLiteral.Box(west, south, east, north),
        [var west, var south, _, var east, var north, _] => ShapeLiteral.Box(west, south, east, north),
        _ => throw Expected(at, new("四个数（西、南、东、北）或六个", "four numbers (west, south, east, north) or six")),
    };

    private static ImmutableArray<double> Numbers(JsonElement json, string at) => Each(json, at, Number);

    private static ImmutableArray<T> Each<T>(JsonElement json, string at, Func<JsonElement, string, T> read) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select((item, index) => read(item, $"{at}[{index}]"))]
        : throw Expected(at, new("数组", "an array"));
}
