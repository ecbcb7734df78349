using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>One entry of a zip file, as its central directory has it.</summary>
/// <param name="RawName">Bytes of the name.</param>
/// <param name="Unicode">The name where the entry itself proves it is UTF-8 (flag bit 11, or Info-ZIP's extra field); else null.</param>
/// <param name="Encrypted">Whether it needs a password.</param>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="Crc">CRC-32 of the contents.</param>
/// <param name="Packed">Bytes in the file.</param>
/// <param name="Size">Bytes unpacked, as declared.</param>
/// <param name="Offset">Where its local header begins.</param>
/// <param name="UnixKind">Kind of file by Unix (0xA000 a link), 0 where none is said.</param>
internal sealed record ZipEntry(byte[] RawName, string? Unicode, bool Encrypted, int Method, uint Crc, long Packed, long Size, long Offset, int UnixKind);

/// <summary>The central directory of a zip file (压缩包目录).</summary>
/// <remarks>
/// Read by ourselves: System.IO.Compression shows neither where entries lie (overlapping ones are a bomb), nor which names are UTF-8, nor the extra fields that say so.<br/>
/// By: PKWARE APPNOTE 6.3.10, with Zip64; Info-ZIP Unicode Path (0x7075).
/// </remarks>
internal static class ZipDirectory
{
    private const uint EndMark = 0x06054B50, End64Mark = 0x06064B50, Locator64Mark = 0x07064B50, EntryMark = 0x02014B50, LocalMark = 0x04034B50;
    private const int EndBytes = 22, MostCommentBytes = 65535, Locator64Bytes = 20, End64Bytes = 56, EntryBytes = 46, LocalBytes = 30;
    private const int MostDirectoryBytes = 64 << 20;
    private const ushort Zip64Field = 0x0001, UnicodePathField = 0x7075;

    /// <summary>All entries in the order of the directory.</summary>
    /// <exception cref="BrokenFileException">There is no directory, it is cut off or lies, or lists more than <paramref name="most"/> entries.</exception>
    public static ImmutableArray<ZipEntry> Read(Stream zip, string name, int most)
    {
        var (count, size, offset, end) = End(zip, name);
        var start = end - size;
        if (size > MostDirectoryBytes || start < 0 || start < offset)
            throw Broken(name);
        if (count > most)
            throw TooMany(name, count, most);
        var bytes = new byte[(int)size];
        zip.Position = start;
        zip.ReadExactly(bytes);
        var entries = ImmutableArray.CreateBuilder<ZipEntry>();
        // What stands before the zip file proper (a program that unpacks itself) moves every offset.
        var moved = start - offset;
        for (var at = 0; at < bytes.Length;)
        {
            var (entry, length) = Entry(bytes.AsSpan(at), name, moved);
            if (entries.Count == most)
                throw TooMany(name, entries.Count + 1, most);
            entries.Add(entry);
            at += length;
        }
        if (entries.Count != count)
            throw Broken(name);
        return entries.ToImmutable();
    }

    /// <summary>Where the contents of an entry begin.</summary>
    /// <exception cref="BrokenFileException">There is no such entry, or its contents run beyond the file.</exception>
    public static long Contents(Stream zip, ZipEntry entry, string name)
    {
        Span<byte> local = stackalloc byte[LocalBytes];
        if (entry.Offset < 0 || entry.Offset > zip.Length - LocalBytes)
            throw Broken(name);
        zip.Position = entry.Offset;
        zip.ReadExactly(local);
        var at = entry.Offset + LocalBytes + U16(local, 26) + U16(local, 28);
        return U32(local, 0) == LocalMark && at <= zip.Length && entry.Packed <= zip.Length - at ? at : throw Broken(name);
    }

    // Searched from the end, for a comment of any text may follow it.
    private static (long Count, long Size, long Offset, long End) End(Stream zip, string name)
    {
        var tail = new byte[(int)Math.Min(zip.Length, EndBytes + MostCommentBytes)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            if (U32(tail, at) != EndMark || at + EndBytes + U16(tail, at + 20) > tail.Length)
                continue;
            var position = zip.Length - tail.Length + at;
            var (count, size, offset) = ((long)U16(tail, at + 10), (long)U32(tail, at + 12), (long)U32(tail, at + 16));
            return count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue ? End64(zip, position, name) ?? (count, size, offset, position) : (count, size, offset, position);
        }
        throw new BrokenFileException(new SourceProblem(
            "zip.truncated", $"{name}：找不到 zip 的目录，文件不是 zip 或不完整；请重新复制或压缩", $"{name}: has no zip directory; it is no zip file or cut off; copy or pack it again"));
    }

    private static (long Count, long Size, long Offset, long End)? End64(Stream zip, long end, string name)
    {
        if (end < Locator64Bytes)
            return null;
        var locator = new byte[Locator64Bytes];
        zip.Position = end - Locator64Bytes;
        zip.ReadExactly(locator);
        if (U32(locator, 0) != Locator64Mark)
            return null;
        var at = I64(locator, 8);
        var record = new byte[End64Bytes];
        if (at < 0 || at > zip.Length - End64Bytes)
            throw Broken(name);
        zip.Position = at;
        zip.ReadExactly(record);
        var (count, size, offset) = (I64(record, 32), I64(record, 40), I64(record, 48));
        return U32(record, 0) == End64Mark && count >= 0 && size >= 0 && size <= at && offset >= 0 ? (count, size, offset, at) : throw Broken(name);
    }

    private static (ZipEntry Entry, int Length) Entry(ReadOnlySpan<byte> bytes, string file, long moved)
    {
        if (bytes.Length < EntryBytes || U32(bytes, 0) != EntryMark)
            throw Broken(file);
        var (nameLength, extraLength) = (U16(bytes, 28), U16(bytes, 30));
        var length = EntryBytes + nameLength + extraLength + U16(bytes, 32);
        if (length > bytes.Length)
            throw Broken(file);
        var name = bytes.Slice(EntryBytes, nameLength);
        var extra = bytes.Slice(EntryBytes + nameLength, extraLength);
        var (flags, host) = (U16(bytes, 8), bytes[5]);
        var (packed, size, offset) = Sizes(U32(bytes, 20), U32(bytes, 24), U32(bytes, 42), extra);
        if (packed < 0 || size < 0 || offset < 0 || offset > long.MaxValue - moved)
            throw Broken(file);
        var unicode = (flags & 0x0800) != 0 && ByteFit.Utf8(name).Fits == name.Length ? System.Text.Encoding.UTF8.GetString(name) : UnicodePath(name, extra);
        // 3 is Unix, 19 the Mac: the upper half of the attributes is then st_mode.
        var kind = host is 3 or 19 ? (int)(U32(bytes, 38) >> 16) & 0xF000 : 0;
        var method = U16(bytes, 10);
        return (new(name.ToArray(), unicode, (flags & 0x0041) != 0 || method == 99, method, U32(bytes, 16), packed, size, offset + moved, kind), length);
    }

    private static (long Packed, long Size, long Offset) Sizes(uint packed, uint size, uint offset, ReadOnlySpan<byte> extra)
    {
        var (longPacked, longSize, longOffset) = ((long)packed, (long)size, (long)offset);
        var field = Field(extra, Zip64Field);
        Take(ref field, size, ref longSize);
        Take(ref field, packed, ref longPacked);
        Take(ref field, offset, ref longOffset);
        return (longPacked, longSize, longOffset);

        static void Take(ref ReadOnlySpan<byte> field, uint said, ref long value)
        {
            if (said != uint.MaxValue || field.Length < 8)
                return;
            value = I64(field, 0);
            field = field[8..];
        }
    }

    private static string? UnicodePath(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        var field = Field(extra, UnicodePathField);
        return field.Length > 5 && field[0] == 1 && U32(field, 1) == Crc32.Of(name) && ByteFit.Utf8(field[5..]).Fits == field.Length - 5 ? System.Text.Encoding.UTF8.GetString(field[5..]) : null;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> extra, ushort wanted)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (U16(extra, 0), U16(extra, 2));
            if (4 + length > extra.Length)
                break;
            if (id == wanted)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long I64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static BrokenFileException TooMany(string file, long count, int most) => new(new SourceProblem(
        "zip.too-many", $"{file}：压缩包中有 {count} 个文件，超过 {most} 个的上限；请分开压缩", $"{file}: holds {count} entries, more than the limit of {most}; pack them apart"));

    private static BrokenFileException Broken(string file) => new(new SourceProblem(
        "zip.broken", $"{file}：压缩包的目录已损坏；请重新复制或压缩", $"{file}: the directory of the zip file is broken; copy or pack it again"));
}
