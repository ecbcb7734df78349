using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>The kinds of file that can be read.</summary>
public enum FileFormat : byte
{
    /// <summary>OpenStreetMap, protobuf.</summary>
    OsmPbf,

    /// <summary>GeoJSON, also one feature a line.</summary>
    GeoJson,

    /// <summary>OGC GeoPackage.</summary>
    GeoPackage,

    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>ESRI Shapefile with what lies beside it.</summary>
    Shapefile,

    /// <summary>dBASE table without geometry.</summary>
    Dbf,

    /// <summary>Excel workbook, .xlsx or .xls.</summary>
    Excel,

    /// <summary>KML, also zipped (KMZ).</summary>
    Kml,

    /// <summary>AutoCAD DXF.</summary>
    Dxf,

    /// <summary>A zip of files.</summary>
    Zip,

    /// <summary>A folder of files.</summary>
    Folder,
}

/// <summary>Tells formats apart by what stands in the file; the name only where the content can't say.</summary>
public static class FileFormats
{
    private const int HeadBytes = 4096;

    extension(FileFormat)
    {
        /// <summary>The format of a file or folder.</summary>
        /// <exception cref="RefusedException">There is no such file, it is empty, or nothing here reads it: says what to convert it to.</exception>
        public static FileFormat Of(string path) => Recognise(path);

    }

    /// <summary>"osm-pbf", "geojson", "geopackage", "csv", "shapefile", "dbf", "excel", "kml", "dxf", "zip", "folder".</summary>
    public static string Code(this FileFormat format) => format switch
    {
        FileFormat.OsmPbf => "osm-pbf",
        FileFormat.GeoPackage => "geopackage",
        _ => format.ToString().ToLowerInvariant(),
    };

    private static FileFormat Recognise(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (Directory.Exists(path))
            return Foreign.Folder(path) is { } folder ? throw Refuse(name, folder) : FileFormat.Folder;
        if (!File.Exists(path))
            throw new RefusedException(new Refusal("import.no-file", new($"找不到文件 {path}", $"there is no file {path}")));
        Span<byte> head = new byte[HeadBytes];
        using (var stream = File.OpenRead(path))
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length == 0)
            throw new RefusedException(new Refusal("import.empty-file", new($"{name} 是空文件", $"{name} is an empty file")));
        return Foreign.File(head, name) is { } foreign ? throw Refuse(name, foreign) : ByContent(head, name) ?? ByName(path, head) ?? throw Unknown(name);
    }

    private static FileFormat? ByContent(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("SQLite format 3\0"u8))
            return FileFormat.GeoPackage;
        // A PBF starts with the length of its first header and then field 1 of that header: the text "OSMHeader".
        if (head[..Math.Min(64, head.Length)].IndexOf("OSMHeader"u8) is > 0 and < 16)
            return FileFormat.OsmPbf;
        // .shp and .shx begin alike: 9994, big-endian.
        if (head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0x27, 0x0A]) && !Ends(name, ".shx"))
            return FileFormat.Shapefile;
        // An old workbook, and every zip: a workbook begins with the list of its parts, or is called one.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return FileFormat.Excel;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return Ends(name, ".xlsx") || Ends(name, ".xlsm") || head.IndexOf("[Content_Types].xml"u8) is > 0 and < 64 ? FileFormat.Excel : Ends(name, ".kmz") ? FileFormat.Kml : FileFormat.Zip;
        if (Text(head) is [(byte)'<', ..] && head.IndexOf("<kml"u8) >= 0)
            return FileFormat.Kml;
        return Text(head) is [(byte)'{' or (byte)'[' or 0x1E, ..] ? FileFormat.GeoJson : null;
    }

    /// <summary>What only the name tells, and what lies beside it. A part of a Shapefile stands for the whole, so that its reader says what is missing; a .dbf may stand alone.</summary>
    private static FileFormat? ByName(string path, ReadOnlySpan<byte> head) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pbf" => FileFormat.OsmPbf,
        ".gpkg" => FileFormat.GeoPackage,
        ".dbf" when ShapefileSet.Of(path).Shp is not null => FileFormat.Shapefile,
        ".shp" or ".shx" or ".prj" or ".cpg" => FileFormat.Shapefile,
        ".dbf" => FileFormat.Dbf,
        ".geojson" or ".json" or ".geojsonl" or ".geojsons" or ".ndjson" => FileFormat.GeoJson,
        ".csv" or ".tsv" => FileFormat.Csv,
        ".xlsx" or ".xls" or ".xlsm" => FileFormat.Excel,
        ".zip" => FileFormat.Zip,
        ".kml" or ".kmz" => FileFormat.Kml,
        ".dxf" => FileFormat.Dxf,
        ".txt" when head.IndexOf((byte)0) < 0 || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) => FileFormat.Csv,
        _ => null,
    };

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> head) => (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);

    private static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static RefusedException Refuse(string name, Wording what) => new(new Refusal("import.foreign-format", new($"{name} 是{what.Zh}", $"{name} is {what.En}")));

    private static RefusedException Unknown(string name) => new(new Refusal("import.unknown-format", new(
        $"认不出 {name} 的格式；可读 Shapefile、DBF、GeoPackage、GeoJSON、CSV、Excel、KML、DXF、OSM PBF，以及装有这些文件的 zip 和文件夹",
        $"{name} is in no format known here; Shapefile, DBF, GeoPackage, GeoJSON, CSV, Excel, KML, DXF and OSM PBF can be read, and zips and folders of them")));
}
