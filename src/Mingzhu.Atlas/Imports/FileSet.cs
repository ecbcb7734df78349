using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Atlas;

/// <summary>The files that make up one thing to import (文件组): a file alone, a Shapefile with what belongs to it, a folder.</summary>
public static class FileSet
{
    private static readonly string[] ShapefileParts = [".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".fbn", ".fbx", ".ain", ".aih", ".atx", ".ixs", ".mxs", ".qpj", ".cst", ".shp.xml"];

    /// <summary>All files of what a path names, sorted by their path within it.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        if (Directory.Exists(path))
            return [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var stem = Stem(path);
        return stem is null || Path.GetDirectoryName(path) is not { Length: > 0 } folder
            ? [path]
            : [.. Directory.EnumerateFiles(folder).Where(file => stem.Equals(Stem(file), StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
    }

    /// <summary>How many bytes they have together.</summary>
    public static long SizeOf(string path) => File.Exists(path) || Directory.Exists(path) ? Of(path).Sum(file => new FileInfo(file).Length) : 0;

    /// <summary>
    /// What identifies them: of one file the SHA-256 of its bytes; of several the SHA-256 of a text with a line for each, sorted by name: its SHA-256 in lower-case hex, two blanks, its path within the
    /// folder with '/', a line feed. That is what <c>sha256sum</c> prints, so anybody can check it.
    /// </summary>
    public static string Hash(string path)
    {
        var files = Of(path);
        if (files is [var one] && File.Exists(path))
            return HashOf(one);
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        var lines = new StringBuilder();
        foreach (var file in files)
            lines.Append(CultureInfo.InvariantCulture, $"{HashOf(file)}  {Path.GetRelativePath(folder, file).Replace('\\', '/')}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    /// <summary>
    /// What a folder holds, each to be imported by itself: a Shapefile with all its parts is one, named by its .shp, or its .dbf where that is missing. Other files stand for themselves. Sorted by name.
    /// </summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder)
        .GroupBy(file => Stem(file)?.ToUpperInvariant() ?? file)
        .Select(group => Headed(group, ".shp") ?? Headed(group, ".dbf") ?? (Stem(group.First()) is null ? group.First() : null))
        .OfType<string>().Order(StringComparer.Ordinal);

    private static string? Headed(IEnumerable<string> files, string ending) => files.FirstOrDefault(file => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The path of a part of a Shapefile without its ending; null if it is none.</summary>
    private static string? Stem(string path) =>
        ShapefileParts.LastOrDefault(part => path.EndsWith(part, StringComparison.OrdinalIgnoreCase)) is { } ending ? path[..^ending.Length] : null;

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
