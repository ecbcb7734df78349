using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Reads GeoJSON files (GeoJSON 文件).</summary>
public static partial class GeoJsonFile
{
    private const int Wgs84 = 4326;
    private static readonly string[] GeometryTypes = ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];

    /// <summary>Reads a FeatureCollection, a bare Feature, a bare geometry, or features line by line.</summary>
    /// <remarks>
    /// The file is read twice: now, whole, to see that it is sound, which coordinate system it names and which fields its features have; and again, feature by feature, whenever
    /// features are enumerated. Only one feature is in memory at a time.<br/>
    /// Out: <see cref="SourceFeature.Row"/> counts features from 1; in a file of lines it is the line, and a line that is broken costs only itself. Values are long, double, bool, string or null, lists and objects their JSON text; a feature's id is the value
    /// "id" where no property has that name. A field whose values are of several types is declared as text, but values come as they are. Z is only told. Rings in the wrong order or
    /// direction are put right without a word.<br/>
    /// By: RFC 7946, RFC 8142, and the <c>crs</c> member of GeoJSON 2008, which many programs still write.
    /// </remarks>
    /// <exception cref="BrokenFileException">Broken JSON (says line and byte), nested more than 64 deep, or no GeoJSON.</exception>
    public static SourceLayer Read(string path)
    {
        if (GeoJsonLines.Is(path))
            return GeoJsonLines.Read(path);
        using var walk = new GeoJsonWalk(path);
        var sight = Seen(walk);
        var isCollection = sight.Type == "FeatureCollection";
        if (isCollection && !walk.SawFeatures)
            throw walk.Broken("FeatureCollection 没有 features；请重新导出", "a FeatureCollection without 'features'; export the file again");
        if (!isCollection && sight.Type != "Feature" && !GeometryTypes.Contains(sight.Type))
        {
            throw walk.Broken(
                $"类型为“{sight.Type}”，应为 FeatureCollection、Feature 或几何；请导出为 GeoJSON",
                $"its type is '{sight.Type}', expected FeatureCollection, Feature or a geometry; export it as GeoJSON");
        }
        var (epsg, evidence) = sight.System;
        var factory = new GeometryFactory(new PrecisionModel(), epsg ?? 0);
        if (!isCollection)
            sight.SeeFeature(Alone(path));
        return new SourceLayer(
            sight.Name ?? Path.GetFileNameWithoutExtension(path),
            epsg,
            evidence,
            [.. sight.Fields],
            isCollection ? Features(path, factory) : One(path, factory))
        {
            Rows = sight.Features,
        };
    }

    private static Sight Seen(GeoJsonWalk walk)
    {
        var sight = new Sight();
        try
        {
            foreach (var part in walk.Parts())
                sight.See(part);
            return sight;
        }
        catch (InvalidOperationException noText)
        {
            throw walk.Broken("文字不是 UTF-8；请将文件另存为 UTF-8", "a text is no UTF-8; save the file as UTF-8", noText);
        }
    }

    private static IEnumerable<SourceFeature> Features(string path, GeometryFactory factory)
    {
        using var walk = new GeoJsonWalk(path);
        long number = 0;
        foreach (var part in walk.Parts())
        {
            if (part.Name is null)
                yield return GeoJsonFeature.Read(part.Json.Span, ++number, factory);
        }
    }

    private static IEnumerable<SourceFeature> One(string path, GeometryFactory factory)
    {
        yield return GeoJsonFeature.Read(Alone(path).Span, 1, factory);
    }

    private static ReadOnlyMemory<byte> Alone(string path)
    {
        using var walk = new GeoJsonWalk(path);
        return walk.Whole();
    }

    [GeneratedRegex(@"^(urn:ogc:def:crs:EPSG:[^:]*:|EPSG:|https?://www\.opengis\.net/def/crs/EPSG/[^/]*/)(?<code>\d{4,6})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex EpsgName();

    /// <summary>What the first pass sees.</summary>
    private sealed class Sight
    {
        private readonly SeenFields _fields = new();
        private string? _crs;
        private bool _crsIsNull;

        public string? Type { get; private set; }

        public string? Name { get; private set; }

        public long Features { get; private set; }

        public IEnumerable<Field> Fields => _fields.Fields;

        public (int? Epsg, (string Zh, string En) Evidence) System
        {
            get
            {
                if (_crsIsNull)
                    return (null, ("成员 crs 为 null", "the member crs is null"));
                if (_crs is null)
                    return (Wgs84, ("RFC 7946：没有 crs 的 GeoJSON 为 WGS 84", "RFC 7946: GeoJSON without crs is WGS 84"));
                if (_crs.EndsWith(":CRS84", StringComparison.OrdinalIgnoreCase))
                    return (Wgs84, ($"crs '{_crs}'", $"crs '{_crs}'"));
                return EpsgName().Match(_crs) is { Success: true } match
                    ? (int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture), ($"crs '{_crs}'", $"crs '{_crs}'"))
                    : (null, ($"crs '{_crs}' 不是 EPSG 代码", $"crs '{_crs}' is no EPSG code"));
            }
        }

        public void See(GeoJsonPart part)
        {
            switch (part.Name)
            {
                case null:
                    SeeFeature(part.Json);
                    break;
                case "type":
                    Type = TextOf(part.Json);
                    break;
                case "name":
                    Name = TextOf(part.Json);
                    break;
                case "crs":
                    SeeSystem(part.Json);
                    break;
                default:
                    break;
            }
        }

        public void SeeFeature(ReadOnlyMemory<byte> json)
        {
            var values = new Dictionary<string, object?>();
            List<SourceProblem>? ignored = null;
            Features++;
            GeoJsonFeature.Values(json.Span, values, ref ignored);
            _fields.See(values);
        }

        private void SeeSystem(ReadOnlyMemory<byte> json)
        {
            using var crs = JsonDocument.Parse(json);
            _crsIsNull = crs.RootElement.ValueKind == JsonValueKind.Null;
            if (_crsIsNull)
                return;
            _crs = crs.RootElement.ValueKind == JsonValueKind.Object
                && crs.RootElement.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
                && properties.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
                    ? name.GetString()!
                    : crs.RootElement.GetRawText();
        }

        private static string? TextOf(ReadOnlyMemory<byte> json)
        {
            using var value = JsonDocument.Parse(json);
            return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : null;
        }
    }
}
