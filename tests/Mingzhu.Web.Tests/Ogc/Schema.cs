using System.Globalization;
using System.Text.Json;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>Checks answers against the schemas of the standards (<c>schemas.json</c>), as much of JSON Schema as those use.</summary>
internal static class Schema
{
    private static readonly JsonElement All = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mingzhu.Web.Tests", "Ogc", "schemas.json"))).RootElement;

    /// <summary>The document must be as the schema of that name says.</summary>
    public static void ShouldFit(this JsonElement document, string schema) => Problems(document, All.GetProperty(schema), "$").ShouldBeEmpty(schema);

    private static IEnumerable<string> Problems(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out var name))
            return Problems(value, All.GetProperty(name.GetString()!), path);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Count(choice => !Problems(value, choice, path).Any()) == 1 ? [] : [$"{path}: fits none or several of the choices"];
        return Own(value, schema, path).Concat(value.ValueKind switch
        {
            JsonValueKind.Object => Members(value, schema, path),
            JsonValueKind.Array => Items(value, schema, path),
            _ => [],
        });
    }

    private static IEnumerable<string> Own(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !Is(value, type.GetString()!))
            yield return $"{path}: {value.ValueKind} is no {type}";
        if (schema.TryGetProperty("enum", out var known) && !known.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
            yield return $"{path}: {value} is none of {known}";
        if (schema.TryGetProperty("format", out var format) && !Reads(value.GetString()!, format.GetString()!))
            yield return $"{path}: {value} is no {format}";
        if (schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble())
            yield return $"{path}: {value} is less than {least}";
        if (schema.TryGetProperty("maximum", out var most) && value.GetDouble() > most.GetDouble())
            yield return $"{path}: {value} is more than {most}";
    }

    private static IEnumerable<string> Members(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var missing in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
                yield return $"{path}: no {missing}";
        }

        if (!schema.TryGetProperty("properties", out var properties))
            yield break;
        foreach (var problem in properties.EnumerateObject().SelectMany(member => value.TryGetProperty(member.Name, out var inner) ? Problems(inner, member.Value, $"{path}.{member.Name}") : []))
            yield return problem;
    }

    private static IEnumerable<string> Items(JsonElement value, JsonElement schema, string path)
    {
        var length = value.GetArrayLength();
        if ((schema.TryGetProperty("minItems", out var least) && length < least.GetInt32()) || (schema.TryGetProperty("maxItems", out var most) && length > most.GetInt32()))
            yield return $"{path}: {length} items";
        if (!schema.TryGetProperty("items", out var items))
            yield break;
        foreach (var problem in value.EnumerateArray().SelectMany((item, at) => Problems(item, items, $"{path}[{at}]")))
            yield return problem;
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => value.ValueKind == JsonValueKind.Number,
    };

    private static bool Reads(string text, string format) => format == "uri"
        ? Uri.TryCreate(text.Replace('{', 'x').Replace('}', 'x'), UriKind.Absolute, out _)
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
