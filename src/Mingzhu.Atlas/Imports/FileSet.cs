using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>The files that make up one thing to import (文件组): a file alone, a Shapefile with what belongs to it, a folder.</summary>
public static class FileSet
{
    /// <summary>All files of what a path names, sorted by path. Of a folder those of its data sets.</summary>
    public static IReadOnlyList<string> Of(string path)
    {
        if (Directory.Exists(path))
            return [.. In(path).Found.SelectMany(one => Of(one.Path)).Distinct().Order(StringComparer.Ordinal)];
        var set = ShapefileSet.Of(path);
        string?[] parts = [set.Shp, set.Dbf, set.Shx, set.Prj, set.Cpg];
        return parts.Contains(path) ? [.. parts.OfType<string>().Order(StringComparer.Ordinal)] : [path];
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

    /// <summary>The data sets of a folder: those that lie in it, or where none does, those in the folders within it.</summary>
    public static Datasets In(string folder)
    {
        var all = Datasets.In(folder);
        var here = all.Found.Where(one => !one.Relative.Contains('/', StringComparison.Ordinal)).ToImmutableArray();
        return here.IsEmpty ? all : new Datasets(here, [.. all.Others.Where(other => !other.Contains('/', StringComparison.Ordinal))], all.Notes);
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
