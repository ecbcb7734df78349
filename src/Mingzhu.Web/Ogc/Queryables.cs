using System.Text.Json.Nodes;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Ogc;

/// <summary>What a filter may name in a collection, as JSON Schema (可筛选字段): every field by its id, titled in the reader's language, with its unit.</summary>
internal static class Queryables
{
    /// <summary>The schema.</summary>
    public static JsonObject Of(Collection collection, Asked asked)
    {
        var (features, reader) = (collection.Features(asked.Book), asked.Reader);
        var names = collection.Layer.Fields.ToDictionary(field => field.Id);
        var properties = new JsonObject();
        if (collection.IsSpatial)
        {
            properties[PlacedRow.Geometry] = new JsonObject
            {
                ["title"] = reader.In(new("几何", "geometry")),
                ["format"] = $"geometry-{collection.Layer.Geometry switch { "line" => "linestring", var kind => kind }}",
                ["x-ogc-role"] = "primary-geometry",
            };
        }

        if (!features.Has(PlacedRow.Id))
            properties[PlacedRow.Id] = new JsonObject { ["title"] = reader.In(new("编号", "id")), ["type"] = "string", ["x-ogc-role"] = "id" };
        foreach (var field in features.Fields)
        {
            var told = names.GetValueOrDefault(field.Name);
            var property = new JsonObject { ["title"] = told is null ? field.Name : reader.In(told.Name), ["type"] = TypeOf(field.Type) };
            if (field.Type == FieldType.Date)
                property["format"] = "date";
            if (told?.Unit is { } unit)
                property["x-ogc-unit"] = reader.In(unit);
            properties[field.Name] = property;
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = asked.At.Queryables(collection.Layer.Id),
            ["type"] = "object",
            ["title"] = reader.In(collection.Layer.Name),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static string TypeOf(FieldType type) => type switch
    {
        FieldType.Integer => "integer",
        FieldType.Real => "number",
        FieldType.Boolean => "boolean",
        _ => "string",
    };
}
