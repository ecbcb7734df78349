using System.Buffers.Binary;

namespace Mingzhu.Spatial;

/// <summary>The index of a shapefile (.shx): where each record begins. Never trusted alone.</summary>
internal sealed class ShxFile : IDisposable
{
    private const int HeaderBytes = 100, EntryBytes = 8;
    private readonly FileStream _file;

    private ShxFile(FileStream file) => _file = file;

    /// <summary>How many records it lists.</summary>
    public long Count => (_file.Length - HeaderBytes) / EntryBytes;

    /// <summary>Opens an index; null if the file can't be one.</summary>
    public static ShxFile? Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length >= HeaderBytes)
            return new(file);
        file.Dispose();
        return null;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Where a record begins in the .shp, in bytes; null if it is not listed.</summary>
    public long? Offset(long number)
    {
        if (number > Count)
            return null;
        Span<byte> entry = stackalloc byte[4];
        var at = HeaderBytes + ((number - 1) * EntryBytes);
        if (_file.Position != at)
            _file.Position = at;
        _file.ReadExactly(entry);
        return 2L * BinaryPrimitives.ReadUInt32BigEndian(entry);
    }
}
