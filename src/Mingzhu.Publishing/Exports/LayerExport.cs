using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Exports;

/// <summary>A layer version to export.</summary>
/// <param name="Schema">Its layer.</param>
/// <param name="Version">Which version.</param>
/// <param name="Table">Its rows.</param>
public sealed record ExportedLayer(LayerSchema Schema, LayerVersion Version, FeatureTable Table)
{
    /// <summary>Opens a version of a layer; the newest for null.</summary>
    /// <exception cref="RefusedException">There is no such layer or version.</exception>
    public static ExportedLayer Open(Workspace workspace, string layer, int? number)
    {
        var version = LayerVersions.Find(workspace.Pack, workspace.View<Layers>(), layer, number);
        return new ExportedLayer(LayerSchema.Of(workspace.Pack).First(schema => schema.Id == layer), version, LayerStore.Open(workspace, version));
    }
}

/// <summary>Writes layers as files for other programs (图层导出), EPSG:4490. Same layers, same bytes.</summary>
public static class LayerExport
{
    /// <summary>The formats, by the option that names them.</summary>
    public static ImmutableArray<string> Formats { get; } = ["gpkg", "geojson", "shp", "csv", "xlsx"];

    /// <summary>Formats that hold several layers in one file.</summary>
    public static ImmutableArray<string> ForMany { get; } = ["gpkg", "xlsx"];

    /// <summary>Under which name a column of feature ids stands in tables without a key; short enough for a Shapefile.</summary>
    public const string IdColumn = "mingzhu_id";

    /// <summary>Writes a file (of a Shapefile: its files beside each other).</summary>
    /// <param name="path">A path where nothing is yet.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="layers">What to write; more than one only for <see cref="ForMany"/>.</param>
    /// <param name="chinese">Chinese headings instead of field ids, where the pack has them.</param>
    /// <param name="gbk">Texts of a Shapefile in GBK instead of UTF-8.</param>
    /// <returns>What the format could not hold.</returns>
    public static ImmutableArray<SourceProblem> Write(string path, string format, IReadOnlyList<ExportedLayer> layers, bool chinese, bool gbk)
    {
        ArgumentOutOfRangeException.ThrowIfZero(layers.Count);
        if (layers.Count > 1 && !ForMany.Contains(format))
            throw new ArgumentException($"{format} holds one layer", nameof(layers));
        switch (format)
        {
            case "gpkg":
                WriteGeoPackage(path, layers, chinese);
                return [];
            case "geojson":
                using (var stream = File.Create(path))
                    GeoJsonWriter.Write(stream, layers[0].Schema.Id, Headed(layers[0], chinese));
                return [];
            case "shp":
                return ShapefileWriter.Write(Path.ChangeExtension(path, null), WithIds(layers[0], Headed(layers[0], chinese)).Fields, () => Rows(layers[0], chinese), new ShapefileOptions { Gbk = gbk }).Notes;
            case "csv":
                WriteCsv(path, layers[0], chinese);
                return [];
            case "xlsx":
                return WriteExcel(path, layers, chinese);
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "unknown format");
        }
    }

    private static void WriteGeoPackage(string path, IReadOnlyList<ExportedLayer> layers, bool chinese)
    {
        using var connection = SqliteFile.Create(path);
        foreach (var layer in layers)
        {
            var table = Headed(layer, chinese);
            GeoPackageWriter.Write(connection, layer.Schema.Id, table);
            var titles = layer.Schema.Fields.Where(field => layer.Table.Has(field.Id) && field.Headings is [_, ..]).Select(field => (Column: chinese ? NameOf(layer, field.Id, chinese) : field.Id, Title: field.Headings[0])).ToImmutableArray();
            var look = LayerLook.Of(layer.Schema);
            var kind = KindOf(table);
            new GeoPackageDress(layer.Schema.Name.Zh, Description(layer), titles, look.Qml(kind, titles), look.Sld(kind, layer.Schema.Name.Zh)).PutOn(connection, layer.Schema.Id);
        }
    }

    private static void WriteCsv(string path, ExportedLayer layer, bool chinese)
    {
        using var text = new StreamWriter(path, append: false, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var csv = new CsvWriter(text);
        foreach (var row in Flat(layer, chinese))
            csv.Row(row);
    }

    private static ImmutableArray<SourceProblem> WriteExcel(string path, IReadOnlyList<ExportedLayer> layers, bool chinese)
    {
        using var stream = File.Create(path);
        using var book = new ExcelWriter(stream);
        foreach (var layer in layers)
        {
            var rows = Flat(layer, chinese);
            book.Sheet(layer.Schema.Name.Zh, [.. rows.First().Select(cell => (string)cell!)], Description(layer));
            foreach (var row in rows.Skip(1))
                book.Row(row);
        }

        return book.Problems;
    }

    /// <summary>Headings, then rows: values, then longitude and latitude of points, or the shape as WKT.</summary>
    private static IEnumerable<object?[]> Flat(ExportedLayer layer, bool chinese)
    {
        var table = WithIds(layer, Headed(layer, chinese));
        var points = table.Geometries.All(shape => shape is null or Point);
        var shapes = Array.Exists(table.Geometries, shape => shape is not null);
        string[] place = !shapes ? [] : points ? chinese ? ["经度", "纬度"] : ["lon", "lat"] : ["wkt"];
        yield return [.. table.Fields.Select(field => field.Name), .. place];
        for (var row = 0; row < table.Count; row++)
        {
            var shape = table.Geometries[row];
            object?[] where = !shapes ? [] : !points ? [shape?.AsText()] : shape is Point point ? [Math.Round(point.X, 9), Math.Round(point.Y, 9)] : [null, null];
            yield return [.. table.Columns.Select(column => column[row]), .. where];
        }
    }

    private static IEnumerable<ShapefileRow> Rows(ExportedLayer layer, bool chinese)
    {
        var table = WithIds(layer, Headed(layer, chinese));
        for (var row = 0; row < table.Count; row++)
            yield return new ShapefileRow(table.Geometries[row], [.. table.Columns.Select(column => column[row])]);
    }

    /// <summary>Of a layer without a key, ids as a column of their own.</summary>
    private static FeatureTable WithIds(ExportedLayer layer, FeatureTable table) => layer.Schema.Key is not null || table.Has(IdColumn)
        ? table
        : new FeatureTable([new Field(IdColumn, FieldType.Text), .. table.Fields], table.Ids, table.Geometries, [[.. table.Ids], .. table.Columns]);

    private static FeatureTable Headed(ExportedLayer layer, bool chinese) => !chinese
        ? layer.Table
        : new FeatureTable([.. layer.Table.Fields.Select(field => field with { Name = NameOf(layer, field.Name, chinese) })], layer.Table.Ids, layer.Table.Geometries, layer.Table.Columns);

    /// <summary>The first heading the pack has for a field, unless another field of the table is called so.</summary>
    private static string NameOf(ExportedLayer layer, string field, bool chinese)
    {
        var heading = chinese ? layer.Schema.Fields.FirstOrDefault(known => known.Id == field)?.Headings.FirstOrDefault() : null;
        return heading is null || layer.Table.Has(heading) || layer.Schema.Fields.Count(known => known.Headings.FirstOrDefault() == heading) > 1 ? field : heading;
    }

    private static GeometryKind KindOf(FeatureTable table) => table.Geometries.OfType<Geometry>().Select(shape => shape.Dimension).DefaultIfEmpty(Dimension.Surface).Max() switch
    {
        Dimension.Point => GeometryKind.Point,
        Dimension.Curve => GeometryKind.Line,
        _ => GeometryKind.Polygon,
    };

    private static string Description(ExportedLayer layer)
    {
        var guard = layer.Schema.Class switch { DataClass.Public => "公开", DataClass.Staff => "内部", DataClass.Sensitive => "敏感", _ => "个人" };
        return string.Create(CultureInfo.InvariantCulture, $"{layer.Schema.Name.Zh} 第 {layer.Version.Number} 版，数据日期 {layer.Version.AsOf:yyyy-MM-dd}，来源：{layer.Version.Provenance.Source.Zh}，数据分级：{guard}")
            + (layer.Version.Provenance.Invented ? "，虚构数据" : "");
    }
}
