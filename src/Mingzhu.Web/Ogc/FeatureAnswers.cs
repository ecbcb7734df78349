using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Ogc;

/// <summary>Writes features as GeoJSON straight onto the wire: one feature in memory at a time, stopped when the client goes.</summary>
internal sealed class FeatureAnswers(HttpContext call, Collection collection, FeatureTable features, OgcAddresses at)
{
    private const int FlushBytes = 32 * 1024;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long _sent;

    /// <summary>A page of features. What is only known at the end – how many matched, whether there are more – stands at the end.</summary>
    public async Task Page(ItemsQuery query, IEnumerable<int> rows, DateTimeOffset now)
    {
        Begin(query.Crs);
        var json = new Utf8JsonWriter(call.Response.BodyWriter, Options);
        await using var _ = json;
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("timeStamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartArray("features");
        var (matched, returned) = (0, 0);
        foreach (var row in rows)
        {
            if (matched++ < query.Offset || returned == query.Limit)
                continue;
            returned++;
            json.WriteStartObject();
            Feature(json, row, query.Crs);
            json.WriteEndObject();
            await Flush(json, FlushBytes);
        }

        json.WriteEndArray();
        json.WriteNumber("numberMatched", matched);
        json.WriteNumber("numberReturned", returned);
        Links(json, [
            new(at.Again(("f", "json")), "self", Forms.GeoJson), new(at.Again(("f", "html")), "alternate", Forms.Html), new(at.Collection(collection.Layer.Id, "json"), "collection", Forms.Json),
            new(at.Queryables(collection.Layer.Id), Link.Queryables, Forms.Schema),
            .. matched > query.Offset + returned ? [new Link(at.Again(("f", "json"), ("cursor", Cursor(query.Offset + returned))), "next", Forms.GeoJson)] : Array.Empty<Link>(),
        ]);
        json.WriteEndObject();
        await Flush(json, 0);
    }

    /// <summary>One feature.</summary>
    public async Task One(int row, OgcCrs crs)
    {
        Begin(crs);
        var json = new Utf8JsonWriter(call.Response.BodyWriter, Options);
        await using var _ = json;
        json.WriteStartObject();
        Feature(json, row, crs);
        Links(json, [
            new(at.Again(("f", "json")), "self", Forms.GeoJson), new(at.Again(("f", "html")), "alternate", Forms.Html), new(at.Collection(collection.Layer.Id, "json"), "collection", Forms.Json),
        ]);
        json.WriteEndObject();
        await Flush(json, 0);
    }

    /// <summary>The token of the page that begins after so many features, in this version.</summary>
    public string Cursor(int offset) => string.Create(CultureInfo.InvariantCulture, $"{collection.Version.Number}-{offset}");

    private void Begin(OgcCrs crs)
    {
        call.Response.ContentType = Forms.GeoJson;
        if (collection.IsSpatial)
            call.Response.Headers["Content-Crs"] = $"<{crs.Uri}>";
    }

    private void Feature(Utf8JsonWriter json, int row, OgcCrs crs)
    {
        json.WriteString("type", "Feature");
        json.WriteString("id", features.Ids[row]);
        json.WriteStartObject("properties");
        for (var column = 0; column < features.Columns.Length; column++)
        {
            json.WritePropertyName(features.Fields[column].Name);
            GeoJsonWriter.Value(json, features.Columns[column][row]);
        }

        json.WriteEndObject();
        json.WritePropertyName("geometry");
        if (features.Geometries[row] is { } geometry)
            crs.Shape.Write(json, geometry);
        else
            json.WriteNullValue();
    }

    private static void Links(Utf8JsonWriter json, Link[] links)
    {
        json.WritePropertyName("links");
        JsonSerializer.Serialize(json, links, OgcJson.Options);
    }

    // The writer hands full buffers on by itself: what it holds back tells nothing of what lies unsent.
    private async Task Flush(Utf8JsonWriter json, int over)
    {
        if (json.BytesCommitted + json.BytesPending - _sent < over)
            return;
        await json.FlushAsync(call.RequestAborted);
        await call.Response.BodyWriter.FlushAsync(call.RequestAborted);
        _sent = json.BytesCommitted;
    }
}
