using System.Text;

namespace Mingzhu.Spatial;

/// <summary>The names in a zip file: how they are spelled, and which of them may become paths (压缩包内文件名).</summary>
internal static class ZipNames
{
    private const int MostPartBytes = 255;
    private const int MostParts = 32;
    private static readonly string[] Reserved = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(port => new[] { $"COM{port}", $"LPT{port}" })];
    private static readonly string[] Archives = [".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"];

    /// <summary>The encoding of those names whose entries do not prove it themselves.</summary>
    public static TextEncoding Encoding(string file, IReadOnlyList<ZipEntry> entries) => TextEncoding.Of(file, null, null, 0, proof =>
    {
        foreach (var entry in entries)
        {
            if (entry.Unicode is null)
                proof.Add(entry.RawName, entry.Offset, atEdge: false);
        }
    });

    /// <summary>Whether a name is one of the leftovers of an operating system, that nobody means to hand over.</summary>
    public static bool IsLeftover(string name)
    {
        var parts = name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts is [] || parts.Contains("__MACOSX", StringComparer.OrdinalIgnoreCase) || parts[^1].StartsWith("._", StringComparison.Ordinal)
            || parts[^1].ToUpperInvariant() is ".DS_STORE" or "THUMBS.DB" or "DESKTOP.INI";
    }

    /// <summary>Whether a name is that of another archive.</summary>
    public static bool IsArchive(string name) => Archives.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The path a name means, parts joined by "/", never leading out of its folder; signs that some system can't have in a file name become "_".</summary>
    /// <exception cref="BrokenFileException">It is absolute, names a drive, climbs with "..", or is too long.</exception>
    public static string Safe(string file, string name)
    {
        // Windows writes backslashes where the format wants slashes.
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
            throw Unsafe(file, name);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Length == 0 || parts.Contains(".."))
            throw Unsafe(file, name);
        if (parts.Length > MostParts || parts.Any(part => System.Text.Encoding.UTF8.GetByteCount(part) > MostPartBytes))
            throw TooLong(file, name);
        return string.Join('/', parts.Select(Portable));
    }

    private static string Portable(string part)
    {
        var signs = part.Select(sign => char.IsControl(sign) || sign is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '\uFFFD' ? '_' : sign).ToArray();
        for (var at = signs.Length - 1; at >= 0 && signs[at] is '.' or ' '; at--)
            signs[at] = '_';
        var name = new string(signs);
        return Reserved.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase) ? "_" + name : name;
    }

    private static BrokenFileException Unsafe(string file, string name) => new(new SourceProblem(
        "zip.unsafe-name",
        $"{file}：压缩包中的文件名“{Shown(name)}”会写到文件夹之外，已拒绝；请重新压缩，只用相对路径",
        $"{file}: the name '{Shown(name)}' in the archive would be written outside its folder; refused; pack it again with relative paths only")
    {
        Found = Shown(name),
    });

    private static BrokenFileException TooLong(string file, string name) => new(new SourceProblem(
        "zip.name-too-long",
        $"{file}：压缩包中的文件名“{Shown(name)}”太长（每级最多 {MostPartBytes} 字节，最多 {MostParts} 级）；请改短后重新压缩",
        $"{file}: the name '{Shown(name)}' in the archive is too long (at most {MostPartBytes} bytes a part and {MostParts} parts); shorten it and pack again")
    {
        Found = Shown(name),
    });

    public static string Shown(string name)
    {
        var shown = new StringBuilder();
        foreach (var sign in name.Take(80))
            shown.Append(char.IsControl(sign) ? '?' : sign);
        return name.Length > 80 ? shown.Append('…').ToString() : shown.ToString();
    }
}
