using System.IO.Compression;
using System.Text;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>A zip archive written byte by byte: names in any encoding, sizes and flags that lie.</summary>
internal sealed class Zip
{
    private const int Deflated = 8;
    private readonly Little _file = new();
    private readonly List<byte[]> _directory = [];

    /// <summary>Number of entries the end record claims; null for the truth.</summary>
    public int? SaysEntries { get; init; }

    public static Zip Of(params IEnumerable<(string Path, byte[] Bytes)> files)
    {
        var zip = new Zip();
        foreach (var (path, bytes) in files)
            zip.Add(path, bytes);
        return zip;
    }

    /// <summary>The names' encoding; bit 11 is set for UTF-8 only, as Windows never sets it for GBK.</summary>
    public static Zip Of(Encoding names, params IEnumerable<(string Path, byte[] Bytes)> files)
    {
        var zip = new Zip();
        foreach (var (path, bytes) in files)
            zip.Add(path, bytes, names);
        return zip;
    }

    public Zip Add(string name, byte[] content, Encoding? names = null, bool encrypted = false, uint? saysCrc = null, int method = Deflated, uint attributes = 0) =>
        Put(name, Deflate(content), content.Length, saysCrc ?? Crc(content), names, encrypted, method, attributes);

    /// <summary>An entry that is packed already and says it holds so many bytes.</summary>
    public Zip AddPacked(string name, byte[] packed, long saysSize) => Put(name, packed, saysSize, 0, null, false, Deflated, 0);

    private Zip Put(string name, byte[] packed, long size, uint crc, Encoding? names, bool encrypted, int method, uint attributes)
    {
        var bytes = (names ?? Encoding.UTF8).GetBytes(name);
        var flags = (names is null or UTF8Encoding ? 0x800 : 0) | (encrypted ? 1 : 0);
        var header = new Little().Short(20).Short(flags).Short(method).Short(0).Short(0x5D74).Int(crc).Int(packed.Length).Int(size).Short(bytes.Length).Short(0).ToBytes();
        _directory.Add(new Little().Int(0x02014B50).Short(20).Put(header).Short(0).Short(0).Short(0).Int(attributes).Int(_file.Length).Put(bytes).ToBytes());
        _file.Int(0x04034B50).Put(header).Put(bytes).Put(packed);
        return this;
    }

    public byte[] ToBytes()
    {
        var directory = _directory.SelectMany(entry => entry).ToArray();
        var entries = SaysEntries ?? _directory.Count;
        return [.. _file.ToBytes(), .. directory, .. new Little().Int(0x06054B50).Short(0).Short(0).Short(entries).Short(entries).Int(directory.Length).Int(_file.Length).Short(0).ToBytes()];
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal))
            deflate.Write(content);
        return packed.ToArray();
    }

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var one in content)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
