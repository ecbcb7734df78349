using System.Text;

namespace Mingzhu.Spatial;

/// <summary>The files that make up one shapefile (一组 Shapefile 文件): found beside each other, whatever the case of their names.</summary>
/// <param name="Name">Their common name without extension.</param>
/// <param name="Shp">Geometries; null if there is none.</param>
/// <param name="Dbf">Values; null if there is none.</param>
/// <param name="Shx">Index of the geometries; null if there is none.</param>
/// <param name="Prj">Coordinate system; null if there is none.</param>
/// <param name="Cpg">Name of the text encoding; null if there is none.</param>
public sealed record ShapefileSet(string Name, string? Shp, string? Dbf, string? Shx, string? Prj, string? Cpg)
{
    // What programs lay beside a .shp under its name; the longer ending first.
    private static readonly string[] Parts = [".shp.xml", ".shp", ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".fix", ".idx", ".cst"];

    // The longest honest .prj is a few kilobytes of WKT 2.
    private const int MostSideBytes = 1 << 16;

    /// <summary>What a file shares with those it belongs to: the name without the ending of a part of a Shapefile, else the whole name.</summary>
    public static string StemOf(string name) => Parts.FirstOrDefault(part => name.EndsWith(part, StringComparison.OrdinalIgnoreCase)) is { } part ? name[..^part.Length] : name;

    /// <summary>What lies beside one of the files.</summary>
    /// <param name="path">Any file of the set; it need not exist itself.</param>
    public static ShapefileSet Of(string path)
    {
        var asked = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(asked)!, Path.GetFileNameWithoutExtension(asked));
        var all = new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.ReparsePoint };
        string[] beside = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", all).Where(file => Path.GetFileNameWithoutExtension(file).Equals(name, StringComparison.OrdinalIgnoreCase))]
            : [];
        // Where several differ by case alone, the one spelled as asked for goes first.
        string? One(string extension) => beside
            .Where(file => Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase))
            .OrderBy(file => file != asked)
            .ThenBy(file => Path.GetFileNameWithoutExtension(file) != name)
            .ThenBy(file => file, StringComparer.Ordinal)
            .FirstOrDefault();
        return new(name, One(".shp"), One(".dbf"), One(".shx"), One(".prj"), One(".cpg"));
    }

    /// <summary>The text of the .prj; null if there is none or it is blank.</summary>
    public string? CrsText() => Side(Prj)?.Trim('\uFEFF', '\0', ' ', '\r', '\n', '\t') is { Length: > 0 } text ? text : null;

    /// <summary>The text of the .cpg; null if there is none.</summary>
    public string? CpgText() => Side(Cpg);

    private static string? Side(string? path)
    {
        if (path is null)
            return null;
        using var file = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(file.Length, MostSideBytes)];
        file.ReadExactly(bytes);
        var utf16 = bytes is [0xFF, 0xFE, ..];
        var encoding = utf16 ? Encoding.Unicode : ByteFit.Utf8(bytes).Fits == bytes.Length ? Encoding.UTF8 : NamedEncoding.Gb18030.Encoding;
        return encoding.GetString(bytes);
    }
}
