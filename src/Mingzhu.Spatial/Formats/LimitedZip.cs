using System.Buffers.Binary;
using System.IO.Compression;

namespace Mingzhu.Spatial;

/// <summary>A zip whose parts are parts of one file (.xlsx, .kmz), read within limits; nothing is ever unpacked onto the disk.</summary>
internal sealed class LimitedZip : IDisposable
{
    private const int MostDirectoryBytes = 4 << 20;
    private const long MostPartBytes = 2L << 30;

    // Deflate can do 1 : 1032; repetitive sheets reach 1 : 100.
    private const long MostRatio = 200;
    private const long RatioMattersFrom = 32L << 20;

    private readonly string _file;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="BrokenFileException">No zip, cut short, or with a directory larger than any honest one.</exception>
    public LimitedZip(string path)
    {
        _file = Path.GetFileName(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            CheckDirectory(stream);
            _zip = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in _zip.Entries)
                _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or ArgumentException or OverflowException or NotSupportedException)
        {
            stream.Dispose();
            throw Broken("zip.broken", "压缩结构已损坏或不完整；请重新保存或重新上传", "its zip structure is broken or cut short; save or upload it again", broken);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Names of the parts, in the file's order, with / between folders.</summary>
    public IEnumerable<string> Names => _zip.Entries.Select(entry => entry.FullName.Replace('\\', '/').TrimStart('/'));

    /// <summary>A part, by its name in any case; null if there is none. Reading it fails beyond the limits.</summary>
    public Stream? Open(string name)
    {
        if (!_parts.TryGetValue(name, out var entry))
            return null;
        if (entry.Length > MostPartBytes)
            throw TooLarge(name);
        try
        {
            return new Counted(entry.Open(), () => TooLarge(name), broken => Damaged(name, broken), entry.CompressedLength);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw Damaged(name, broken);
        }
    }

    public void Dispose() => _zip.Dispose();

    private BrokenFileException Damaged(string name, Exception broken) => Broken("zip.broken", $"其中的 {name} 已损坏；请重新保存", $"{name} in it is damaged; save it again", broken);

    private BrokenFileException TooLarge(string name) => Broken(
        "zip.too-large",
        $"其中的 {name} 解压后过大或压缩比过高，可能是压缩炸弹；请拆分后再试",
        $"{name} in it unpacks to too much or is packed too tightly, like a zip bomb; split it");

    private BrokenFileException Broken(string code, string zh, string en, Exception? cause = null) => new(new SourceProblem(code, $"{_file}：{zh}", $"{_file}: {en}"), cause);

    // The library loads the whole directory at once, however long. It ends where its end record stands; where it begins the record says.
    private void CheckDirectory(FileStream stream)
    {
        Span<byte> tail = new byte[(int)Math.Min(stream.Length, 22 + ushort.MaxValue)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var end = tail.LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + 22 > tail.Length)
            throw Broken("zip.broken", "压缩结构不完整（没有结尾记录）；请重新保存或重新上传", "its zip structure is cut short (no end record); save or upload it again");
        var begins = BinaryPrimitives.ReadUInt32LittleEndian(tail[(end + 16)..]);
        var ends = stream.Length - tail.Length + end;
        if (ends - (begins == uint.MaxValue ? 0 : begins) > MostDirectoryBytes)
            throw Broken("zip.too-large", "压缩包目录过大；请拆分后再试", "its zip directory is too large; split it");
    }

    private sealed class Counted(Stream from, Func<Exception> tooLarge, Func<Exception, Exception> damaged, long packed) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = Packed(buffer);
            _read += read;
            return _read <= MostPartBytes && (_read <= RatioMattersFrom || _read / MostRatio <= packed) ? read : throw tooLarge();
        }

        /// <summary>What is damaged in the packed bytes shows only here.</summary>
        private int Packed(Span<byte> buffer)
        {
            try
            {
                return from.Read(buffer);
            }
            catch (Exception broken) when (broken is InvalidDataException or IOException)
            {
                throw damaged(broken);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                from.Dispose();
            base.Dispose(disposing);
        }
    }
}
