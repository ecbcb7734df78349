using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>The kinds of file that can be read so far.</summary>
public enum FileFormat : byte
{
    /// <summary>OpenStreetMap, protobuf.</summary>
    OsmPbf,

    /// <summary>GeoJSON.</summary>
    GeoJson,

    /// <summary>OGC GeoPackage.</summary>
    GeoPackage,

    /// <summary>Comma-separated values.</summary>
    Csv,
}

/// <summary>Tells formats apart by what stands in the file; the name only where the content can't say.</summary>
public static class FileFormats
{
    extension(FileFormat)
    {
        /// <summary>The format of a file.</summary>
        /// <exception cref="RefusedException">There is no such file, it is empty or a folder, or nothing here reads it.</exception>
        public static FileFormat Of(string path) => Recognise(path);

        /// <summary>Whether a file of a folder is meant to be imported, by its name: what stands beside data (notes, pictures) is passed over.</summary>
        public static bool IsMeantFor(string path) => Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>"osm-pbf", "geojson", "geopackage", "csv".</summary>
    public static string Code(this FileFormat format) => format switch
    {
        FileFormat.OsmPbf => "osm-pbf",
        FileFormat.GeoJson => "geojson",
        FileFormat.GeoPackage => "geopackage",
        _ => "csv",
    };

    private static readonly string[] Endings = [".geojson", ".json", ".gpkg", ".csv", ".pbf"];

    private static FileFormat Recognise(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw Refuse("import.no-file", Directory.Exists(path)
                ? new($"{path} 是文件夹，请指定文件", $"{path} is a folder; name a file")
                : new($"找不到文件 {path}", $"there is no file {path}"));
        }

        Span<byte> head = stackalloc byte[64];
        using (var stream = File.OpenRead(path))
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.Length == 0)
            throw Refuse("import.empty-file", new($"{name} 是空文件", $"{name} is an empty file"));
        if (head.StartsWith("SQLite format 3\0"u8))
            return FileFormat.GeoPackage;
        // A PBF starts with the length of its first header and then field 1 of that header: the text "OSMHeader".
        if (head.IndexOf("OSMHeader"u8) is > 0 and < 16 || name.EndsWith(".pbf", StringComparison.OrdinalIgnoreCase))
            return FileFormat.OsmPbf;
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.Length > 0 && text[0] == (byte)'{')
            return FileFormat.GeoJson;
        if (name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
            return FileFormat.Csv;
        if (name.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            return FileFormat.GeoJson;
        throw Refuse("import.unknown-format", new(
            $"认不出 {name} 的格式；目前可读 OSM PBF、GeoJSON、GeoPackage、CSV", $"{name} is in no format known here; OSM PBF, GeoJSON, GeoPackage and CSV can be read so far"));
    }

    private static RefusedException Refuse(string code, Wording says) => new(new Refusal(code, says));
}
