using System.IO.Compression;

namespace Mingzhu.Publishing.Word;

/// <summary>Makes an Office package (a zip) depend on its parts alone: entries sorted by name, one fixed time for all.</summary>
internal static class FixedPackage
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same parts, in the fixed form. The list of content types stands first, as Word writes it.</summary>
    public static byte[] Of(byte[] package)
    {
        using var source = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var bytes = new MemoryStream();
        using (var target = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml").ThenBy(entry => entry.FullName, StringComparer.Ordinal))
                Copy(entry, target);
        }

        return bytes.ToArray();
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive target)
    {
        var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
        copy.LastWriteTime = Epoch;
        using var from = entry.Open();
        using var to = copy.Open();
        from.CopyTo(to);
    }
}
