using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mingzhu.Store;

/// <summary>One recorded event (事实): what a person did, as it stands in the ledger. Never changed.</summary>
/// <param name="Seq">1, 2, 3, … without a gap, over the whole city.</param>
/// <param name="Stream">The thing it happened to: "city", "layer/parks", "run/MOHURD-2025-2026-…".</param>
/// <param name="Version">1, 2, 3, … within the stream.</param>
/// <param name="At">UTC, milliseconds since 1970.</param>
/// <param name="Actor">Opaque id of who did it.</param>
/// <param name="Post">The post (岗位) it was done in; empty until posts exist.</param>
/// <param name="Command">Id of the command; a repeated command gets the first answer.</param>
/// <param name="Kind">What kind of event: "atlas.layer-imported". Old kinds are read for ever.</param>
/// <param name="Body">The exact hashed UTF-8 JSON bytes.</param>
/// <param name="Hash">Of all other columns, each with its length before it, and the previous fact's hash.</param>
public sealed record Fact(
    long Seq, string Stream, long Version, long At, string Actor, string Post, Guid Command, string Kind, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Hash)
{
    /// <summary>1, 2, 3, … among the facts of one command.</summary>
    public int Ordinal { get; init; } = 1;

    /// <summary>How <see cref="Hash"/> was made; a fact keeps the way of its day.</summary>
    public string Alg { get; init; } = Chain.Sha256;

    /// <summary>The body as an event, in the shape of today whatever shape it was recorded in.</summary>
    /// <exception cref="Mingzhu.City.RefusedException">A newer program wrote it; it cannot be read as that.</exception>
    public T Read<T>() => Shapes.Read<T>(this);

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset When => DateTimeOffset.FromUnixTimeMilliseconds(At);
}

/// <summary>How the body of an event is written.</summary>
public static class FactJson
{
    /// <summary>camelCase, no indentation, Chinese unescaped, enums as text.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutKind, Shapes.Number } },
    };

    // [JsonIgnore] is not inherited by an override, and the kind has its own column.
    private static void LeaveOutKind(JsonTypeInfo type)
    {
        if (!typeof(Event).IsAssignableFrom(type.Type))
            return;
        for (var at = type.Properties.Count - 1; at >= 0; at--)
        {
            if (type.Properties[at].Name == "kind")
                type.Properties.RemoveAt(at);
        }
    }
}

/// <summary>An event before it is recorded. A room's events derive from this; <see cref="Kind"/> is the stable name under which it is kept.</summary>
public abstract record Event
{
    /// <summary>"room.what-happened"; never renamed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public abstract string Kind { get; }
}
