using System.Buffers.Binary;

namespace Mingzhu.Spatial;

/// <summary>Writes a DBF file, dBase III (写出 DBF), record by record.</summary>
internal sealed class DbfWriter : IDisposable
{
    private const int HeaderBytes = 32, DescriptorBytes = 32;
    private const byte Version = 3, Terminator = 0x0D, End = 0x1A, Chinese = 0x4D;
    private readonly FileStream _file;
    private readonly DbfColumnWriter[] _columns;
    private readonly byte[] _record;
    private readonly byte[] _header = new byte[HeaderBytes];
    private int _records;

    public DbfWriter(string path, DbfColumnWriter[] columns, bool gbk, DateOnly lastChange)
    {
        var (header, record) = (HeaderBytes + (DescriptorBytes * columns.Length) + 1, 1 + columns.Sum(column => column.Length));
        if (columns.Length == 0 || header > ushort.MaxValue || record > ushort.MaxValue)
            throw new ArgumentException($"a DBF file holds 1 to 2046 fields of together at most 65534 bytes, not {columns.Length} of {record - 1}", nameof(columns));
        (_columns, _record) = (columns, new byte[record]);
        _header[0] = Version;
        (_header[1], _header[2], _header[3]) = ((byte)Math.Clamp(lastChange.Year - 1900, 0, 255), (byte)lastChange.Month, (byte)lastChange.Day);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(8), (ushort)header);
        BinaryPrimitives.WriteUInt16LittleEndian(_header.AsSpan(10), (ushort)record);
        _header[29] = gbk ? Chinese : (byte)0;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _file.Write(_header);
        foreach (var column in columns)
            _file.Write(Descriptor(column));
        _file.WriteByte(Terminator);
    }

    /// <summary>Writes a record.</summary>
    /// <param name="values">One a field.</param>
    public void Add(IReadOnlyList<object?> values)
    {
        _record[0] = (byte)' ';
        var at = 1;
        for (var column = 0; column < _columns.Length; column++)
        {
            _columns[column].Write(values[column], _record.AsSpan(at, _columns[column].Length));
            at += _columns[column].Length;
        }
        _file.Write(_record);
        _records++;
    }

    public void Dispose()
    {
        _file.WriteByte(End);
        BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(4), _records);
        _file.Position = 0;
        _file.Write(_header);
        _file.Dispose();
    }

    private static byte[] Descriptor(DbfColumnWriter column)
    {
        var bytes = new byte[DescriptorBytes];
        column.Name.CopyTo(bytes, 0);
        (bytes[11], bytes[16], bytes[17]) = ((byte)column.Type, (byte)column.Length, (byte)column.Decimals);
        return bytes;
    }
}
