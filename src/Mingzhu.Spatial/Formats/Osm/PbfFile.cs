using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mingzhu.Spatial;

/// <summary>Where one blob of a PBF file stands, and what it says it is.</summary>
internal readonly record struct PbfBlob(string Type, long Offset, int Length);

/// <summary>The outer frame of a PBF file: blobs one after the other, each packed on its own.</summary>
/// <remarks>By: OpenStreetMap wiki, PBF Format: header at most 64 KiB, blob at most 32 MiB, packed or not.</remarks>
internal sealed class PbfFile : IDisposable
{
    private const int MostHeaderBytes = 64 * 1024;
    private const int MostBlobBytes = 32 * 1024 * 1024;
    private readonly SafeFileHandle _file;

    public PbfFile(string path)
    {
        Path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
        Length = RandomAccess.GetLength(_file);
    }

    public string Path { get; }

    public long Length { get; }

    public void Dispose() => _file.Dispose();

    /// <summary>The blobs in file order; only their frames are read.</summary>
    public IEnumerable<PbfBlob> Blobs()
    {
        for (long at = 0; at < Length;)
        {
            var blob = Frame(at);
            if (at == 0 && blob.Type != "OSMHeader")
                throw NoPbf();
            yield return blob;
            at = blob.Offset + blob.Length;
        }
        if (Length == 0)
            throw OsmProblem.Broken(Path, 0, ("空文件", "an empty file"), ("OSM PBF 文件头", "the header of an OSM PBF file"));
    }

    /// <summary>The unpacked contents of a blob.</summary>
    public byte[] Unpacked(PbfBlob blob)
    {
        var bytes = ReadAt(blob.Offset, blob.Length);
        return Reading(blob.Offset, () => Unpack(bytes, blob.Offset));
    }

    /// <summary>Runs a decoder of the part that begins at <paramref name="offset"/>; what it finds broken is told with that place.</summary>
    public T Reading<T>(long offset, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (ProtobufException broken)
        {
            throw OsmProblem.Broken(Path, offset, ($" {broken.Found}", broken.Found), ($" {broken.Expected}", broken.Expected), cause: broken);
        }
    }

    private PbfBlob Frame(long at)
    {
        if (Length - at < 4)
            throw Ends(at, ("4 字节的块头长度", "4-byte length of a blob header"));
        var size = BinaryPrimitives.ReadInt32BigEndian(ReadAt(at, 4));
        if (size is <= 0 or > MostHeaderBytes)
        {
            throw at == 0 ? NoPbf() : OsmProblem.Broken(
                Path, at, ($"长度为 {size} 的块头", $"a blob header of {size} bytes"), ($"1–{MostHeaderBytes} 字节", $"1 to {MostHeaderBytes}"));
        }
        if (Length - at - 4 < size)
            throw at == 0 ? NoPbf() : Ends(at + 4, ($"{size} 字节的块头", $"blob header of {size} bytes"));
        var header = ReadAt(at + 4, size);
        var (type, length) = Reading(at + 4, () => Header(header));
        var start = at + 4 + size;
        if (length is <= 0 or > MostBlobBytes)
            throw OsmProblem.Broken(Path, at + 4, ($"长度为 {length} 的块", $"a blob of {length} bytes"), ($"1–{MostBlobBytes} 字节", $"1 to {MostBlobBytes}"));
        return Length - start < length ? throw Ends(start, ($"{length} 字节的数据块", $"blob of {length} bytes")) : new PbfBlob(type, start, length);
    }

    private static (string Type, int Length) Header(byte[] bytes)
    {
        var reader = new ProtobufReader(bytes);
        var (type, length) = ("", 0);
        for (int field; (field = reader.NextField()) != 0;)
        {
            if (field == 1)
                type = Encoding.ASCII.GetString(reader.Bytes());
            else if (field == 3)
                length = reader.Size();
            else
                reader.Skip();
        }
        return (type, length);
    }

    private byte[] Unpack(byte[] bytes, long offset)
    {
        var reader = new ProtobufReader(bytes);
        Range? raw = null, packed = null;
        int? size = null;
        for (int field; (field = reader.NextField()) != 0;)
        {
            switch (field)
            {
                case 1:
                    raw = reader.Range();
                    break;
                case 2:
                    size = reader.Size();
                    break;
                case 3:
                    packed = reader.Range();
                    break;
                case 4 or 5 or 6 or 7:
                    throw OsmProblem.Broken(
                        Path,
                        offset,
                        ($"以 {Packing(field)} 压缩的块", $"a blob packed with {Packing(field)}"),
                        ("zlib 压缩或未压缩的块", "zlib or none"),
                        ("请用 osmium cat -o new.osm.pbf 转换", "convert it with osmium cat -o new.osm.pbf"));
                default:
                    reader.Skip();
                    break;
            }
        }
        if (raw is { } plain)
            return bytes[plain];
        return packed is { } range
            ? Inflate(bytes, range, size ?? 0, offset)
            : throw OsmProblem.Broken(Path, offset, ("没有内容的块", "a blob without contents"), ("原始数据或 zlib 数据", "raw or zlib data"));
    }

    private byte[] Inflate(byte[] bytes, Range range, int size, long offset)
    {
        var (start, length) = range.GetOffsetAndLength(bytes.Length);
        if (size is <= 0 or > MostBlobBytes)
        {
            throw OsmProblem.Broken(
                Path, offset, ($"解压后为 {size} 字节的块", $"a blob that says it unpacks to {size} bytes"), ($"1–{MostBlobBytes} 字节", $"1 to {MostBlobBytes}"));
        }
        var unpacked = new byte[size];
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(bytes, start, length), CompressionMode.Decompress);
            var read = zlib.ReadAtLeast(unpacked, size, throwOnEndOfStream: false);
            if (read == size && zlib.ReadByte() < 0)
                return unpacked;
            throw OsmProblem.Broken(
                Path,
                offset + start,
                (read < size ? $"解压后只有 {read} 字节" : "解压后的数据过长", read < size ? $"only {read} bytes after unpacking" : "more bytes after unpacking"),
                ($" {size} 字节", $"{size} bytes"));
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            throw OsmProblem.Broken(Path, offset + start, ("无法解压的数据", "data that can't be unpacked"), (" zlib 数据", "zlib data"), cause: cause);
        }
    }

    private static string Packing(int field) => field switch { 4 => "lzma", 5 => "bzip2", 6 => "lz4", _ => "zstd" };

    private BrokenFileException Ends(long at, (string Zh, string En) expected) =>
        OsmProblem.Broken(Path, at, ("文件在此结束（文件不完整）", $"the end of the file after {Length - at} bytes (the file is cut off)"), expected);

    private BrokenFileException NoPbf()
    {
        var start = ReadAt(0, (int)Math.Min(16, Length));
        var text = Encoding.ASCII.GetString(start);
        var kind = text.Contains("<?xml", StringComparison.Ordinal) || text.Contains("<osm", StringComparison.Ordinal) ? "XML"
            : start is [0x1F, 0x8B, ..] ? "gzip"
            : start is [(byte)'P', (byte)'K', ..] ? "zip"
            : $"{Convert.ToHexString(start)}";
        return OsmProblem.Broken(
            Path,
            0,
            ($" {kind}", kind),
            ("以 OSMHeader 开头的 OSM PBF 文件", "an OSM PBF file, which begins with OSMHeader"),
            ("请下载 .osm.pbf 文件，或用 osmium cat 转换", "download the .osm.pbf file, or convert it with osmium cat"));
    }

    private byte[] ReadAt(long offset, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var got = RandomAccess.Read(_file, bytes.AsSpan(read), offset + read);
            if (got == 0)
                throw Ends(offset + read, ($"另外 {length - read} 字节", $"{length - read} more bytes"));
            read += got;
        }
        return bytes;
    }
}
