using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mingzhu.Web.Ogc;

/// <summary>How answers are written as JSON: names in camelCase, nothing that is null, Chinese as it is.</summary>
internal static class OgcJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An answer, in its form.</summary>
    public static IResult Answer<T>(T value, string form = Forms.Json) => Results.Json(value, Options, form);
}
