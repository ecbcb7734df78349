using System.Buffers.Binary;
using System.IO.Compression;

namespace Mingzhu.Spatial.Tests.Formats.Archives;

/// <summary>One entry to write: everything about it can be a lie.</summary>
internal sealed record ZipPart(byte[] Name, byte[] Contents)
{
    public bool Utf8 { get; init; }

    public bool Encrypted { get; init; }

    public int? Method { get; init; }

    public uint? SaysSize { get; init; }

    public byte[] Extra { get; init; } = [];

    public int UnixMode { get; init; }

    public int? SaysOffset { get; init; }
}

/// <summary>Builds zip files byte by byte, so that anything in them can be wrong.</summary>
internal static class ZipBytes
{
    public static ZipPart Part(string name, string contents = "x") => new(System.Text.Encoding.UTF8.GetBytes(name), System.Text.Encoding.UTF8.GetBytes(contents));

    public static byte[] Zip(params ZipPart[] parts)
    {
        var (locals, directory) = (new List<byte>(), new List<byte>());
        foreach (var part in parts)
        {
            var packed = Deflated(part.Contents);
            var method = part.Method ?? 8;
            var bytes = method == 8 ? packed : part.Contents;
            var offset = part.SaysOffset ?? locals.Count;
            byte[] middle =
            [
                20, 0, (byte)(part.Encrypted ? 1 : 0), (byte)(part.Utf8 ? 8 : 0), .. U16(method), 0, 0, 0x21, 0x5B, .. U32(Crc(part.Contents)), .. U32((uint)bytes.Length), .. U32(part.SaysSize ?? (uint)part.Contents.Length),
                .. U16(part.Name.Length), .. U16(part.Extra.Length),
            ];
            locals.AddRange([0x50, 0x4B, 3, 4, .. middle, .. part.Name, .. part.Extra, .. bytes]);
            directory.AddRange([0x50, 0x4B, 1, 2, 20, (byte)(part.UnixMode == 0 ? 0 : 3), .. middle, 0, 0, 0, 0, 0, 0, .. U32((uint)part.UnixMode << 16), .. U32((uint)offset), .. part.Name, .. part.Extra]);
        }
        return [.. locals, .. directory, 0x50, 0x4B, 5, 6, 0, 0, 0, 0, .. U16(parts.Length), .. U16(parts.Length), .. U32((uint)directory.Count), .. U32((uint)locals.Count), 0, 0];
    }

    /// <summary>Slow and obvious: bit by bit.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    public static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] U32(uint value) => BitConverter.GetBytes(value);

    private static byte[] Deflated(byte[] contents)
    {
        using var to = new MemoryStream();
        using (var deflate = new DeflateStream(to, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(contents);
        return to.ToArray();
    }
}
