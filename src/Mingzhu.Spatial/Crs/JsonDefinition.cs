using System.Globalization;
using System.Text.Json;

namespace Mingzhu.Spatial;

/// <summary>Reads PROJJSON as a <see cref="CrsSpec"/>; also GeoJSON's old {"type": "name"} and ESRI's {"wkid"}.</summary>
/// <remarks>By: PROJJSON 0.7.</remarks>
internal static class JsonDefinition
{
    /// <summary>The definition; null if the text is none.</summary>
    public static CrsDefinition? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(document.RootElement, depth: 0);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are what half a surrogate pair is answered with, in the text and in an escape.
            return null;
        }
    }

    private static CrsDefinition? Read(JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object || depth > 4)
            return null;
        if ((Number(json, "latestWkid") ?? Number(json, "wkid")) is { } wkid)
            return wkid is >= 1 and <= 1_000_000 ? CrsDefinition.OfCode((int)wkid) : null;
        return Text(json, "type") switch
        {
            "name" => Member(json, "properties") is { } properties ? CrsDefinition.Code(Text(properties, "name")) : null,
            "GeographicCRS" or "GeodeticCRS" => Spec(json, json, conversion: null).Read(),
            "ProjectedCRS" when Member(json, "base_crs") is { } geographic && Member(json, "conversion") is { } conversion => Spec(json, geographic, conversion).Read(),
            "BoundCRS" => Member(json, "source_crs") is { } source ? Read(source, depth + 1) : null,
            "CompoundCRS" => Member(json, "components") is { ValueKind: JsonValueKind.Array } parts && parts.GetArrayLength() > 0 ? Read(parts[0], depth + 1) : null,
            _ => null,
        };
    }

    private static CrsSpec Spec(JsonElement json, JsonElement geographic, JsonElement? conversion)
    {
        var datum = Member(geographic, "datum") ?? Member(geographic, "datum_ensemble");
        var figure = datum is { } known ? Member(known, "ellipsoid") : null;
        return new CrsSpec
        {
            Name = Text(json, "name"),
            DatumNames = [datum is { } named ? Text(named, "name") : "", Text(geographic, "name"), figure is { } body ? Text(body, "name") : ""],
            Ellipsoid = figure is { } of ? FigureOf(of) : null,
            Epsg = Code(json),
            Method = conversion is { } way ? (Member(way, "method") is { } method ? Text(method, "name") : "") : null,
            Parameters = conversion is { } steps ? Parameters(steps) : new Dictionary<string, double>(),
        };
    }

    private static Ellipsoid? FigureOf(JsonElement figure) => (Number(figure, "semi_major_axis"), Number(figure, "inverse_flattening"), Number(figure, "semi_minor_axis")) switch
    {
        ({ } a, { } rf, _) => new Ellipsoid(a, rf),
        ({ } a, null, { } b) when a != b => new Ellipsoid(a, a / (a - b)),
        _ => null,
    };

    private static Dictionary<string, double> Parameters(JsonElement conversion)
    {
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        if (Member(conversion, "parameters") is not { ValueKind: JsonValueKind.Array } list)
            return parameters;
        foreach (var parameter in list.EnumerateArray())
        {
            if (parameter.ValueKind == JsonValueKind.Object && Number(parameter, "value") is { } value)
                parameters[WktDefinition.Named(Datums.Plain(Text(parameter, "name")))] = value * (Member(parameter, "unit") is { } unit ? Number(unit, "conversion_factor") ?? 1 : 1);
        }

        return parameters;
    }

    private static int? Code(JsonElement json) =>
        Member(json, "id") is { } id && Text(id, "authority").Equals("EPSG", StringComparison.OrdinalIgnoreCase) && Number(id, "code") is >= 1 and <= 1_000_000 and var code
            ? (int)code
            : null;

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    private static string Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>A number, also where it is written as a text or with its unit: {"value": 6378137, "unit": "metre"}.</summary>
    private static double? Number(JsonElement json, string name) => Member(json, name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
        { ValueKind: JsonValueKind.Object } within when within.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number => value.GetDouble(),
        _ => null,
    };
}
