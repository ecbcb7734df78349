using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Decodes one feature, given whole.</summary>
internal static class GeoJsonFeature
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = GeoJsonWalk.MostNested };

    /// <summary>A feature, or a bare geometry taken as one.</summary>
    public static SourceFeature Read(ReadOnlySpan<byte> json, long number, GeometryFactory factory)
    {
        var values = new Dictionary<string, object?>();
        List<SourceProblem>? problems = null;
        var isFeature = Values(json, values, ref problems);
        if (!isFeature && problems is null && json[0] != '{')
            return new(number, null, values, NoFeature);
        var repaired = GeometryOf(json, isFeature, factory, out var dropped);
        return new(number, repaired.Geometry, values, SourceProblem.All(repaired.Problems, problems)) { Dropped = dropped };
    }

    /// <summary>Properties, and the id where no property has that name; whether this is a feature.</summary>
    public static bool Values(ReadOnlySpan<byte> json, Dictionary<string, object?> values, ref List<SourceProblem>? problems)
    {
        var reader = new Utf8JsonReader(json, Options);
        var isFeature = false;
        object? id = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isProperties, isId) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("properties"u8), reader.ValueTextEquals("id"u8));
            reader.Read();
            if (isType)
                isFeature = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Feature"u8);
            if (isProperties && reader.TokenType == JsonTokenType.StartObject)
                Properties(ref reader, json, values, ref problems);
            else if (isId)
                id = Value(ref reader, json, "id", ref problems);
            else
                reader.Skip();
        }
        if (id is not null)
            values.TryAdd("id", id);
        return isFeature;
    }

    private static SourceProblem NoFeature { get; } =
        new("geojson.no-feature", "该项不是 GeoJSON 要素，请删除或重新导出", "this item is no GeoJSON feature; delete it or export the file again");

    private static RepairedGeometry GeometryOf(ReadOnlySpan<byte> json, bool isFeature, GeometryFactory factory, out DroppedOrdinates dropped)
    {
        dropped = default;
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            if (!isFeature)
                return GeometryRepair.Repair(GeoJsonGeometry.Read(ref reader, factory, ref dropped));
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isGeometry = reader.ValueTextEquals("geometry"u8);
                reader.Read();
                if (isGeometry)
                    return GeometryRepair.Repair(GeoJsonGeometry.Read(ref reader, factory, ref dropped));
                reader.Skip();
            }
            return new(null, GeometryProblem.Missing);
        }
        catch (RefusedGeometryException refused)
        {
            return new(null, refused.Problem);
        }
        catch (InvalidOperationException)
        {
            return new(null, NoUtf8);
        }
    }

    private static void Properties(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Dictionary<string, object?> values, ref List<SourceProblem>? problems)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader, null, ref problems) ?? "";
            reader.Read();
            values[name] = Value(ref reader, json, name, ref problems);
        }
    }

    private static object? Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string name, ref List<SourceProblem>? problems)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text(ref reader, name, ref problems);
            case JsonTokenType.Number:
                return Number(ref reader, name, ref problems);
            case JsonTokenType.True or JsonTokenType.False:
                return reader.TokenType == JsonTokenType.True;
            case JsonTokenType.Null:
                return null;
            default:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                return Encoding.UTF8.GetString(json[from..(int)reader.BytesConsumed]);
        }
    }

    private static object? Number(ref Utf8JsonReader reader, string name, ref List<SourceProblem>? problems)
    {
        if (reader.TryGetInt64(out var whole))
            return whole;
        var number = reader.GetDouble();
        if (double.IsFinite(number))
            return number;
        (problems ??= []).Add(new("value.not-finite", "属性值超出数的范围；请改正", "a property is beyond the range of numbers; correct it") { Field = name });
        return null;
    }

    private static string? Text(ref Utf8JsonReader reader, string? field, ref List<SourceProblem>? problems)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            (problems ??= []).Add(NoUtf8 with { Field = field });
            return null;
        }
    }

    private static SourceProblem NoUtf8 { get; } =
        new("text.encoding", "文字不是 UTF-8（可能是 GBK）；请将文件另存为 UTF-8", "a text is no UTF-8 (perhaps GBK); save the file as UTF-8");
}
