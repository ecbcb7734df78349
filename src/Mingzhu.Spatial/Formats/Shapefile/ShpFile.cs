using System.Buffers.Binary;
using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>One shape as the .shp file has it.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Geometry">As repaired; null if there is none that can be used.</param>
/// <param name="Problems">Why there is none, or what was put right; then what the file says wrongly of the record.</param>
internal readonly record struct Shape(long Number, Geometry? Geometry, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>What Z and M it has in the file.</summary>
    public DroppedOrdinates Dropped { get; init; }
}

/// <summary>The frame of a .shp file: records one after the other, each with its number and length in front.</summary>
/// <remarks>
/// Read in file order, for the index may be missing or lie. Where the next record does not begin at the end of this one, it is looked for where the index has it, then where the counts of this
/// one say it ends. A record is held in memory whole, the rest of the file never.
/// </remarks>
internal sealed class ShpFile : IDisposable
{
    private const int HeaderBytes = 100, RecordHeaderBytes = 8, HeadBytes = 44;
    private const int FileCode = 9994;
    private const int BufferBytes = 1 << 16;

    // A polygon of 16 million points: beyond any honest shape.
    private const int MostRecordBytes = 1 << 28;
    private readonly FileStream _file;
    private readonly long _length;
    private readonly GeometryFactory _factory;
    private readonly ShxFile? _index;
    private byte[] _buffer = new byte[4096];

    private ShpFile(FileStream file, int type, long promised, ShxFile? index)
    {
        (_file, _length, Type, Promised, _index) = (file, file.Length, type, promised, index);
        _factory = new GeometryFactory(new PrecisionModel());
    }

    /// <summary>The shape type of the header.</summary>
    public int Type { get; }

    /// <summary>Bytes that the header says the file has.</summary>
    public long Promised { get; }

    /// <summary>How many shapes its index lists; null if there is none.</summary>
    public long? Indexed => _index?.Count;

    public void Dispose()
    {
        _file.Dispose();
        _index?.Dispose();
    }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="BrokenFileException">It is no .shp file.</exception>
    public static ShpFile Open(string path, string? index)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || BinaryPrimitives.ReadInt32BigEndian(header) != FileCode)
        {
            file.Dispose();
            var name = Path.GetFileName(path);
            throw new BrokenFileException(new SourceProblem(
                "shp.broken", $"{name}：不是 Shapefile 的 .shp 文件（开头应为 {FileCode}）；请重新导出或复制", $"{name}: is no .shp file (it should begin with {FileCode}); export or copy it again"));
        }
        var promised = 2L * BinaryPrimitives.ReadInt32BigEndian(header[24..]);
        return new ShpFile(file, BinaryPrimitives.ReadInt32LittleEndian(header[32..]), promised, index is null ? null : ShxFile.Open(index));
    }

    /// <summary>All shapes in file order; if the file breaks off, the last one says so.</summary>
    public IEnumerable<Shape> Shapes()
    {
        var (at, said) = ((long)HeaderBytes, new Said());
        for (long number = 1; at < _length; number++)
        {
            if (Header(at) is not { } header)
            {
                // What follows the length that the header promises is nobody's.
                if (at < Promised)
                    yield return new(number, null, [BreaksOff(number, at)]);
                yield break;
            }
            var (next, bytes) = Ends(at, header.Bytes, number);
            if (next < 0)
            {
                yield return new(number, null, [BreaksOff(number, at)]);
                yield break;
            }
            IReadOnlyList<SourceProblem> notes = [.. bytes == header.Bytes ? [] : new[] { LengthLies(header.Bytes, bytes) }, .. said.Notes(header.Number, number, at, _index?.Offset(number))];
            yield return Decoded(number, at + RecordHeaderBytes, bytes, notes);
            at = next;
        }
        if (_index is { } index && index.Count > said.Records)
            yield return new(said.Records + 1, null, [Fewer(said.Records, index.Count)]);
    }

    private Shape Decoded(long number, long at, long bytes, IReadOnlyList<SourceProblem> notes)
    {
        if (bytes > MostRecordBytes)
            return new(number, null, [TooLarge(bytes), .. notes]);
        if (_buffer.Length < bytes)
            _buffer = new byte[Math.Max(2L * _buffer.Length, bytes)];
        var content = _buffer.AsSpan(0, (int)bytes);
        _file.Position = at;
        _file.ReadExactly(content);
        try
        {
            var putRight = new List<SourceProblem>();
            var shape = ShapeRecord.Read(content, _factory, putRight);
            var repaired = GeometryRepair.Repair(shape);
            return new(number, repaired.Geometry, [.. repaired.Problems, .. putRight, .. notes]) { Dropped = ShapeRecord.Dropped(content) };
        }
        catch (RefusedGeometryException refused)
        {
            return new(number, null, [refused.Problem, .. notes]);
        }
    }

    // Where the record ends and the next one begins. −1: nowhere, the file breaks off within it.
    private (long Next, long Bytes) Ends(long at, long bytes, long number)
    {
        var content = at + RecordHeaderBytes;
        if (content + bytes <= _length && BeginsOrEnds(content + bytes))
            return (content + bytes, bytes);
        Span<byte> head = stackalloc byte[HeadBytes];
        _file.Position = content;
        var needed = ShapeRecord.Needed(head[.._file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)]);
        if (_index?.Offset(number + 1) is { } indexed && indexed >= content + needed && indexed < _length && Header(indexed) is not null)
            return (indexed, content + bytes <= indexed && bytes >= needed ? bytes : indexed - content);
        if (needed > 0 && content + needed <= _length && BeginsOrEnds(content + needed))
            return (content + needed, needed);
        // Nothing else begins a record: whole so far, and what follows can't be read.
        return content + bytes <= _length ? (content + bytes, bytes) : (-1, 0);
    }

    private bool BeginsOrEnds(long at) => at == _length || Header(at) is not null;

    // The number and length in front of a record, if both they and its shape type can be.
    private (int Number, long Bytes)? Header(long at)
    {
        Span<byte> bytes = stackalloc byte[RecordHeaderBytes + 4];
        _file.Position = at;
        if (_file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            return null;
        var length = 2L * BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        var type = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        return length < 4 || ShapeRecord.Flat(type) < 0 ? null : (BinaryPrimitives.ReadInt32BigEndian(bytes), length);
    }

    private static SourceProblem BreaksOff(long number, long at) => new(
        "shp.truncated",
        $".shp 在第 {number} 个图形（第 {at} 字节）处中断，其后无法读取；请重新复制或导出",
        $"the .shp breaks off at shape {number} (byte {at}); nothing after it can be read; copy or export it again");

    private static SourceProblem Fewer(long found, long indexed) => new(
        "shp.truncated",
        $".shx 列有 {indexed} 个图形，.shp 只有 {found} 个；.shp 不完整，请重新复制或导出",
        $"the .shx lists {indexed} shapes, the .shp has {found}; the .shp is cut off; copy or export it again");

    private static SourceProblem TooLarge(long bytes) => new(
        "shp.too-large", $"这个图形有 {bytes} 字节，超过 {MostRecordBytes} 字节的上限；请拆分", $"this shape has {bytes} bytes, more than the limit of {MostRecordBytes}; split it");

    private static SourceProblem LengthLies(long said, long found) => new(
        "shp.length",
        $"图形记录写的长度是 {said} 字节，按内容是 {found} 字节；已按内容读取",
        $"the record of the shape says it has {said} bytes, by its contents it has {found}; read by its contents",
        ProblemSeverity.Note);

    /// <summary>What was said of records so far, so that each kind of lie is told once, where it begins.</summary>
    private sealed class Said
    {
        private bool _number, _index;

        public long Records { get; private set; }

        public IEnumerable<SourceProblem> Notes(int saidNumber, long number, long at, long? indexed)
        {
            Records = number;
            if (indexed is { } offset && offset != at && !_index)
            {
                _index = true;
                yield return new("shp.index-lies", $"从第 {number} 个图形起，.shx 与 .shp 不一致；以 .shp 为准", $"from shape {number} on, the .shx contradicts the .shp; the .shp was trusted", ProblemSeverity.Note);
            }
            if (saidNumber == number || _number)
                yield break;
            _number = true;
            yield return new("shp.number", $"第 {number} 个图形的记录号写作 {saidNumber}；按顺序编号", $"the record of shape {number} is numbered {saidNumber}; shapes are numbered in order", ProblemSeverity.Note);
        }
    }
}
