using System.Collections.Immutable;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Exports;

/// <summary>Writes layers as files for other programs (图层导出), in EPSG:4490 or another system asked for. Same layers, same bytes.</summary>
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
    /// <param name="options">How.</param>
    /// <returns>What the format could not hold.</returns>
    public static ImmutableArray<SourceProblem> Write(string path, string format, IReadOnlyList<ExportedLayer> layers, ExportOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(layers.Count);
        if (layers.Count > 1 && !ForMany.Contains(format))
            throw new ArgumentException($"{format} holds one layer", nameof(layers));
        switch (format)
        {
            case "gpkg":
                WriteGeoPackage(path, layers, options);
                return [];
            case "geojson":
                using (var stream = File.Create(path))
                    GeoJsonWriter.Write(stream, layers[0].Schema.Id, layers[0].As(options), options.Crs.Epsg!.Value, DecimalsOf(options.Crs), layers[0].Description);
                return [];
            case "shp":
                return ShapefileWriter.Write(Path.ChangeExtension(path, null), WithIds(layers[0], layers[0].As(options)).Fields, () => Rows(layers[0], options), new ShapefileOptions { Gbk = options.Gbk, Crs = options.Crs }).Notes;
            case "csv":
                WriteCsv(path, layers[0], options);
                return [];
            case "xlsx":
                return WriteExcel(path, layers, options);
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "unknown format");
        }
    }

    private static void WriteGeoPackage(string path, IReadOnlyList<ExportedLayer> layers, ExportOptions options)
    {
        using var connection = SqliteFile.Create(path);
        // QGIS lists layers in this order, and draws the later above the earlier.
        foreach (var layer in layers.OrderBy(layer => layer.Style.Rank))
        {
            var name = options.ChineseLayers ? layer.Schema.Name.Zh : layer.Schema.Id;
            GeoPackageWriter.Write(connection, name, layer.As(options), crs: options.Crs);
            var (columns, kinds) = (layer.Columns(options.Chinese), layer.Kinds);
            new GeoPackageDress(
                layer.Schema.Name.Zh, layer.Description, [.. columns.Select(column => (column.Name, column.Title))],
                QmlStyle.Write(layer.Style, kinds, columns), kinds.IsEmpty ? null : SldStyle.Write(layer.Style, kinds, columns, layer.Schema.Name.Zh)).PutOn(connection, name);
        }
    }

    private static void WriteCsv(string path, ExportedLayer layer, ExportOptions options)
    {
        using var text = new StreamWriter(path, append: false, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var csv = new CsvWriter(text);
        foreach (var row in Flat(layer, options))
            csv.Row(row);
    }

    private static ImmutableArray<SourceProblem> WriteExcel(string path, IReadOnlyList<ExportedLayer> layers, ExportOptions options)
    {
        using var stream = File.Create(path);
        using var book = new ExcelWriter(stream);
        foreach (var layer in layers)
        {
            var rows = Flat(layer, options);
            book.Sheet(layer.Schema.Name.Zh, [.. rows.First().Select(cell => (string)cell!)], layer.Description);
            foreach (var row in rows.Skip(1))
                book.Row(row);
        }

        return book.Problems;
    }

    /// <summary>Headings, then rows: values, then the two coordinates of points, or the shape as WKT. Any system but the usual one is named in their headings.</summary>
    private static IEnumerable<object?[]> Flat(ExportedLayer layer, ExportOptions options)
    {
        var table = WithIds(layer, layer.As(options));
        var points = table.Geometries.All(shape => shape is null or Point);
        var shapes = Array.Exists(table.Geometries, shape => shape is not null);
        string[] place = !shapes ? [] : points ? PointHeadings(options) : ["wkt" + Named(options)];
        yield return [.. table.Fields.Select(field => field.Name), .. place];
        for (var row = 0; row < table.Count; row++)
        {
            var shape = table.Geometries[row];
            object?[] where = !shapes ? [] : !points ? [shape?.AsText()] : shape is Point point ? [Math.Round(point.X, DecimalsOf(options.Crs)), Math.Round(point.Y, DecimalsOf(options.Crs))] : [null, null];
            yield return [.. table.Columns.Select(column => column[row]), .. where];
        }
    }

    /// <summary>Enough that the same canonical rows come back: billionths of a degree, thousandths of a millimetre.</summary>
    private static int DecimalsOf(Crs crs) => crs.IsGeographic ? 9 : 6;

    private static string[] PointHeadings(ExportOptions options)
    {
        string[] names = (options.Crs.IsGeographic, options.Chinese) switch { (true, true) => ["经度", "纬度"], (true, false) => ["lon", "lat"], (false, true) => ["东坐标", "北坐标"], _ => ["x", "y"] };
        return Array.ConvertAll(names, name => name + Named(options));
    }

    private static string Named(ExportOptions options) => options.Crs.Epsg == Crs.Cgcs2000.Epsg ? "" : options.Chinese ? $"（{options.Crs.Name}）" : $" ({options.Crs.Name})";

    private static IEnumerable<ShapefileRow> Rows(ExportedLayer layer, ExportOptions options)
    {
        var table = WithIds(layer, layer.As(options));
        for (var row = 0; row < table.Count; row++)
            yield return new ShapefileRow(table.Geometries[row], [.. table.Columns.Select(column => column[row])]);
    }

    /// <summary>Of a layer without a key, ids as a column of their own.</summary>
    private static FeatureTable WithIds(ExportedLayer layer, FeatureTable table) => layer.Schema.Key is not null || table.Has(IdColumn)
        ? table
        : new FeatureTable([new Field(IdColumn, FieldType.Text), .. table.Fields], table.Ids, table.Geometries, [[.. table.Ids], .. table.Columns]);
}
