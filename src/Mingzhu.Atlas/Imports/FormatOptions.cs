using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>Options that say nothing of the file's format (用错的选项): refused with the right one, instead of being passed over in silence.</summary>
internal static class FormatOptions
{
    /// <summary>Checks the user's answers against the format.</summary>
    /// <exception cref="RefusedException">Every option that does not belong to it.</exception>
    public static void Check(FileFormat format, ImportRequest request)
    {
        var reasons = Wrong(format, request).ToArray();
        if (reasons.Length > 0)
            throw new RefusedException(reasons);
    }

    private static IEnumerable<Refusal> Wrong(FileFormat format, ImportRequest request)
    {
        var many = format is FileFormat.Zip or FileFormat.Folder;
        if ((request.X is null) != (request.Y is null))
            yield return Told(request, new("--x 和 --y 须同时给出", "--x and --y belong together; give both"));
        if (request.X is not null && !many && format is not (FileFormat.Csv or FileFormat.Excel))
            yield return Told(request, new("--x、--y 只用于 CSV 和 Excel；其他格式自带坐标", "--x and --y are for CSV and Excel; other formats carry their coordinates"));
        if (request.Sheet is { } sheet && format != FileFormat.Excel)
            yield return Told(request, new($"--sheet 只用于 Excel；请用 --layer {sheet}", $"--sheet is for Excel; use --layer {sheet}"));
        if (request.Layer is { } layer && format == FileFormat.Excel)
            yield return Told(request, new($"Excel 用 --sheet 选工作表；请用 --sheet {layer}", $"of a workbook choose a sheet: use --sheet {layer}"));
        if (request.Layer is not null && request.Sheet is not null)
            yield return Told(request, new("--layer 与 --sheet 只给一个", "give --layer or --sheet, not both"));
        if (request.OsmTable is not null && format != FileFormat.OsmPbf)
            yield return Told(request, new("--osm-table 只用于 OSM PBF；图层请用 --as 指定", "--osm-table is for OSM PBF; say the layer with --as"));
        if (request.Encoding is not null && format is FileFormat.OsmPbf or FileFormat.GeoPackage or FileFormat.GeoJson or FileFormat.Excel or FileFormat.Kml)
            yield return Told(request, new($"{format.Code()} 的文字编码由格式规定，不能用 --encoding 改变", $"the format {format.Code()} fixes the text encoding; --encoding can't change it"));
        if (request.Crs is not null && format == FileFormat.OsmPbf)
            yield return Told(request, new("OSM 的坐标系由格式规定，不能用 --crs 改变", "OSM fixes the coordinate system; --crs can't change it"));
    }

    private static Refusal Told(ImportRequest request, Wording says) => new("import.option", new($"{request.FileName}：{says.Zh}", $"{request.FileName}: {says.En}"));
}
