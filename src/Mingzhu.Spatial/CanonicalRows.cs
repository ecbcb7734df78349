using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The identity of a layer version: what its rows say, whatever file they stand in (规范行).</summary>
public static class CanonicalRows
{
    private const int Decimals = 9;

    /// <summary>SHA-256 over the fields and the rows in the order of their ids; 64 lower-case hex digits.</summary>
    /// <remarks>
    /// Hashed: the count of fields, each with name and type; the count of rows, each with id, geometry (WKB, little-endian, coordinates rounded to 1e-9 degree)
    /// and values; every text and geometry with its length in front, every value with its type, null as a type of its own.<br/>
    /// Always: the order of rows does not matter; any change of a field, an id, a value or a coordinate beyond rounding does. Also the order of a geometry's points and parts matters.<br/>
    /// Cost: O(n) where the rows are sorted by id, else O(n log n); one row in memory.
    /// </remarks>
    public static string Hash(FeatureTable table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new ArrayBufferWriter<byte>(4096);
        Fields(table, bytes);
        Flush(hash, bytes);
        foreach (var row in RowOrder.ById(table.Ids))
        {
            Row(table, row, bytes);
            Flush(hash, bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What a shape says (图形指纹): equal for two geometries exactly if canonical rows spell them alike.</summary>
    /// <remarks>Out: the first 16 bytes of a SHA-256; of nothing for null. Points in another order give another.</remarks>
    public static UInt128 ShapeOf(Geometry? geometry)
    {
        var shape = new ArrayBufferWriter<byte>();
        if (geometry is not null)
            Wkb.Write(geometry, shape, Decimals);
        return First16(shape);
    }

    /// <summary>What some columns of a row say (内容指纹), by name: empty values don't count, so a column more that nobody filled changes nothing.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="row">One of them.</param>
    /// <param name="columns">Which columns, in the order of their names.</param>
    public static UInt128 ContentOf(FeatureTable table, int row, ReadOnlySpan<int> columns)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (var column in columns)
        {
            if (table.Columns[column][row] is not { } value)
                continue;
            Text(content, table.Fields[column].Name);
            Value(content, value);
        }

        return First16(content);
    }

    private static UInt128 First16(ArrayBufferWriter<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private static void Fields(FeatureTable table, ArrayBufferWriter<byte> bytes)
    {
        Number(bytes, table.Fields.Length);
        foreach (var field in table.Fields)
        {
            Text(bytes, field.Name);
            bytes.Write([(byte)field.Type]);
        }
        Number(bytes, table.Count);
    }

    private static void Row(FeatureTable table, int row, ArrayBufferWriter<byte> bytes)
    {
        Text(bytes, table.Ids[row]);
        var shape = new ArrayBufferWriter<byte>();
        if (table.Geometries[row] is { } geometry)
            Wkb.Write(geometry, shape, Decimals);
        Number(bytes, shape.WrittenCount);
        bytes.Write(shape.WrittenSpan);
        foreach (var column in table.Columns)
            Value(bytes, column[row]);
    }

    private static void Value(ArrayBufferWriter<byte> bytes, object? value)
    {
        switch (value)
        {
            case null:
                bytes.Write("0"u8);
                break;
            case string text:
                bytes.Write("t"u8);
                Text(bytes, text);
                break;
            case long number:
                bytes.Write("i"u8);
                Number(bytes, number);
                break;
            case double number:
                bytes.Write("r"u8);
                Number(bytes, BitConverter.DoubleToInt64Bits(number + 0.0));
                break;
            case bool truth:
                bytes.Write(truth ? "b1"u8 : "b0"u8);
                break;
            case DateOnly date:
                bytes.Write("d"u8);
                Number(bytes, date.DayNumber);
                break;
            default:
                throw new ArgumentException($"a table can't hold a {value.GetType().Name}", nameof(value));
        }
    }

    private static void Text(ArrayBufferWriter<byte> bytes, string text)
    {
        Number(bytes, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }

    private static void Number(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(8), number);
        bytes.Advance(8);
    }

    private static void Flush(IncrementalHash hash, ArrayBufferWriter<byte> bytes)
    {
        hash.AppendData(bytes.WrittenSpan);
        bytes.ResetWrittenCount();
    }
}
