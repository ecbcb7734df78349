using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>One column of a DBF file as its header has it.</summary>
/// <param name="Name">Bytes of the name, without filling.</param>
/// <param name="Type">Letter of the type.</param>
/// <param name="Offset">Where it begins in a record.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="Hidden">Whether it is one of FoxPro's own, which no user sees.</param>
/// <param name="NullBit">Bit in FoxPro's column of null flags that says the value is null; −1 if it has none.</param>
/// <param name="LengthBit">Bit there that says the last byte holds the value's length; −1 if it has none.</param>
internal sealed record DbfColumn(byte[] Name, char Type, int Offset, int Length, int Decimals, bool Hidden, int NullBit, int LengthBit);

/// <summary>The header of a DBF file (dBase III to 7, FoxPro, Visual FoxPro), with what it says wrongly put right.</summary>
/// <remarks>By: the published file structures of dBase III, IV and Level 7 and of Visual FoxPro 9; shapelib for what is met in the wild.</remarks>
internal sealed class DbfHeader
{
    private const int MostColumns = 2048;
    private const byte Terminator = 0x0D;
    private const byte HiddenFlag = 0x01, NullableFlag = 0x02;

    /// <summary>Where the first record begins.</summary>
    public required int Length { get; init; }

    /// <summary>Bytes of a record, with the byte in front that marks deleted ones.</summary>
    public required int RecordLength { get; init; }

    /// <summary>Records that the file holds.</summary>
    public required long Records { get; init; }

    /// <summary>Records that the header promises beyond these.</summary>
    public required long Missing { get; init; }

    /// <summary>Language id; 0 says nothing.</summary>
    public required byte Language { get; init; }

    /// <summary>Whether numbers in bytes are in the way of dBase 7, not in that of FoxPro.</summary>
    public required bool Level7 { get; init; }

    /// <summary>Whether B holds a number (FoxPro), not a reference to a memo (dBase).</summary>
    public required bool FoxPro { get; init; }

    /// <summary>The columns in file order.</summary>
    public required ImmutableArray<DbfColumn> Columns { get; init; }

    /// <summary>The column of null flags; null if there is none.</summary>
    public DbfColumn? NullFlags => Columns.FirstOrDefault(column => column.Type == '0');

    /// <summary>What the header says wrongly.</summary>
    public required ImmutableArray<SourceProblem> Problems { get; init; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="BrokenFileException">The file is no DBF file.</exception>
    public static DbfHeader Read(Stream file, string name)
    {
        Span<byte> start = stackalloc byte[32];
        if (file.ReadAtLeast(start, 32, throwOnEndOfStream: false) < 32)
            throw Broken(name, $"只有 {file.Length} 字节，不足一个文件头", $"has only {file.Length} bytes, less than a header");
        var level7 = (start[0] & 7) == 4;
        var said = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        var descriptors = new byte[(int)Math.Min(file.Length, 64 + (MostColumns * 48) + 1)];
        file.Position = 0;
        file.ReadExactly(descriptors);
        var columns = Descriptors(descriptors, level7, out var end);
        if (columns.TrueForAll(column => column.Length == 0))
            throw Broken(name, "文件头中没有字段，可能不是 DBF 文件", "its header has no fields; perhaps it is no DBF file");
        var problems = ImmutableArray.CreateBuilder<SourceProblem>();
        var length = HeaderLength(file, said, end, BinaryPrimitives.ReadUInt16LittleEndian(start[10..]));
        if (length != said)
            problems.Add(Lies(name, "文件头长度", "the length of the header", said, length));
        var width = RecordWidth(columns, BinaryPrimitives.ReadUInt16LittleEndian(start[10..]), out var wide);
        if (width != BinaryPrimitives.ReadUInt16LittleEndian(start[10..]))
            problems.Add(Lies(name, "记录长度", "the length of a record", BinaryPrimitives.ReadUInt16LittleEndian(start[10..]), width));
        long promised = BinaryPrimitives.ReadUInt32LittleEndian(start[4..]);
        var records = Count(file, length, width, promised);
        if (records > promised)
            problems.Add(Lies(name, "记录数", "the number of records", promised, records));
        return new DbfHeader
        {
            Length = length,
            RecordLength = width,
            Records = records,
            Missing = Math.Max(0, promised - records),
            Language = start[29],
            Level7 = level7,
            FoxPro = start[0] is 0x30 or 0x31 or 0x32 or 0xF5 or 0xFB,
            Columns = Laid(columns, wide),
            Problems = problems.ToImmutable(),
        };
    }

    private static List<Descriptor> Descriptors(ReadOnlySpan<byte> header, bool level7, out int end)
    {
        var (size, nameLength) = level7 ? (48, 32) : (32, 11);
        var found = new List<Descriptor>();
        end = level7 ? 68 : 32;
        for (; end + size <= header.Length && header[end] != Terminator && found.Count < MostColumns; end += size)
        {
            var one = header.Slice(end, size);
            var zero = one[..nameLength].IndexOf((byte)0);
            var type = (char)one[level7 ? 32 : 11];
            if (!char.IsAsciiLetterOrDigit(type) && type is not ('@' or '+'))
                break;
            found.Add(new(
                one[..(zero < 0 ? nameLength : zero)].Trim((byte)' ').ToArray(), char.ToUpperInvariant(type), one[level7 ? 33 : 16], one[level7 ? 34 : 17], level7 ? (byte)0 : one[18]));
        }
        end = Math.Min(end + 1, header.Length);
        return found;
    }

    // The first record begins with a blank or a star; what does not point to one is not believed, unless nothing does.
    private static int HeaderLength(Stream file, int said, int computed, int record)
    {
        bool Begins(long at)
        {
            if (at < computed - 1 || at >= file.Length)
                return false;
            file.Position = at;
            return file.ReadByte() is ' ' or '*';
        }
        if (Begins(said) || said == file.Length)
            return said;
        if (Begins(computed) && (record == 0 || computed + record >= file.Length || Begins(computed + record)))
            return computed;
        return said >= computed - 1 && said <= file.Length ? said : computed;
    }

    // Clipper and FoxPro write texts longer than 255 bytes with the high byte where others have decimals.
    private static int RecordWidth(List<Descriptor> columns, int said, out bool wide)
    {
        var (narrow, broad) = (1 + columns.Sum(column => column.Length), 1 + columns.Sum(column => column.Length + (column.Type == 'C' ? column.Decimals * 256 : 0)));
        wide = narrow != said && broad <= said && broad > narrow;
        return Math.Max(said, wide ? broad : narrow);
    }

    private static long Count(Stream file, int length, int width, long promised)
    {
        var room = (file.Length - length) / width;
        if (room <= promised)
            return Math.Max(0, room);
        var records = promised;
        for (; records < room; records++)
        {
            file.Position = length + (records * width);
            if (file.ReadByte() is not (' ' or '*'))
                break;
        }
        return records;
    }

    private static ImmutableArray<DbfColumn> Laid(List<Descriptor> columns, bool wide)
    {
        var laid = ImmutableArray.CreateBuilder<DbfColumn>(columns.Count);
        var (offset, bit) = (1, 0);
        foreach (var column in columns)
        {
            var isWide = wide && column.Type == 'C';
            var length = column.Length + (isWide ? column.Decimals * 256 : 0);
            var lengthBit = column.Type is 'V' or 'Q' ? bit++ : -1;
            var nullBit = (column.Flags & NullableFlag) != 0 ? bit++ : -1;
            laid.Add(new(column.Name, column.Type, offset, length, isWide ? 0 : column.Decimals, column.Type == '0' || (column.Flags & HiddenFlag) != 0, nullBit, lengthBit));
            offset += length;
        }
        return laid.MoveToImmutable();
    }

    private static SourceProblem Lies(string file, string zh, string en, long said, long found) => new(
        "dbf.header", $"{file}：文件头写的{zh}是 {said}，按内容是 {found}；已按内容读取", $"{file}: the header says {en} is {said}, by its contents it is {found}; read by its contents", ProblemSeverity.Note)
    {
        Found = said.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Expected = found.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static BrokenFileException Broken(string file, string zh, string en) =>
        new(new SourceProblem("dbf.broken", $"{file}：{zh}；请重新导出该文件", $"{file}: {en}; export the file again"));

    private readonly record struct Descriptor(byte[] Name, char Type, byte Length, byte Decimals, byte Flags);
}
