using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mingzhu.Spatial;

/// <summary>Writes GeoJSON files (写出 GeoJSON).</summary>
public static class GeoJsonWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a FeatureCollection, one feature a line.</summary>
    /// <remarks>
    /// Coordinates have at most seven decimals (about a centimetre) if not said otherwise, outer rings run counter-clockwise. The coordinate system is named in a <c>crs</c> member, since
    /// RFC 7946 alone would say WGS 84.<br/>
    /// Always: the same table gives the same bytes; UTF-8 without mark, lines end with LF.
    /// </remarks>
    /// <param name="into">Where to; left open.</param>
    /// <param name="name">Name of the layer.</param>
    /// <param name="table">What to write; coordinates x = longitude or easting.</param>
    /// <param name="epsg">Code of the coordinates' system; the tables of this program are in 4490.</param>
    /// <param name="decimals">How many decimals coordinates have at most; with nine the same canonical rows come back.</param>
    /// <param name="description">What the data are, as a <c>description</c> member; null: none.</param>
    public static void Write(Stream into, string name, FeatureTable table, int epsg = 4490, int decimals = 7, string? description = null)
    {
        var shape = new GeoJsonShape(decimals: decimals);
        var line = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(line, Options);
        into.Write("{\"type\":\"FeatureCollection\",\"name\":"u8);
        json.WriteStringValue(name);
        Flush(json, line, into);
        into.Write(",\n"u8);
        if (description is not null)
        {
            into.Write("\"description\":"u8);
            json.WriteStringValue(description);
            Flush(json, line, into);
            into.Write(",\n"u8);
        }

        into.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::{epsg}\"}}}},\n\"features\":[")));
        for (var row = 0; row < table.Count; row++)
        {
            into.Write(row == 0 ? "\n"u8 : ",\n"u8);
            Feature(json, table, row, shape);
            Flush(json, line, into);
        }
        into.Write("\n]}\n"u8);
    }

    private static void Flush(Utf8JsonWriter json, ArrayBufferWriter<byte> line, Stream into)
    {
        json.Flush();
        into.Write(line.WrittenSpan);
        line.ResetWrittenCount();
        json.Reset();
    }

    private static void Feature(Utf8JsonWriter json, FeatureTable table, int row, GeoJsonShape shape)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", table.Ids[row]);
        json.WriteStartObject("properties");
        for (var column = 0; column < table.Columns.Length; column++)
        {
            json.WritePropertyName(table.Fields[column].Name);
            Value(json, table.Columns[column][row]);
        }
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        if (table.Geometries[row] is { } geometry)
            shape.Write(json, geometry);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }

    /// <summary>Writes one value of a table.</summary>
    public static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
