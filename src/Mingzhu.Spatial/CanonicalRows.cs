using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The identity of a layer version: what its rows say, whatever file they stand in (规范行).</summary>
public static class CanonicalRows
{
    internal const int Decimals = 9;

    /// <summary>SHA-256 over the fields and the rows in the order of their ids; 64 lower-case hex digits.</summary>
    /// <remarks>
    /// Hashed: the count of fields, each with name and type; the count of rows, each with id, geometry (WKB, little-endian, coordinates rounded to 1e-9 degree)
    /// and values; every text and geometry with its length in front, every value with its type, null as a type of its own.<br/>
    /// Always: the order of rows does not matter; any change of a field, an id, a value or a coordinate beyond rounding does. Also the order of a geometry's points and parts matters.<br/>
    /// Cost: O(n) where the rows are sorted by id, else O(n log n); one row in memory.
    /// </remarks>
    public static string Hash(FeatureTable table)
    {
        using var hash = new CanonicalHash(table.Fields, table.Count);
        var values = new object?[table.Columns.Length];
        foreach (var row in RowOrder.ById(table.Ids))
        {
            for (var column = 0; column < values.Length; column++)
                values[column] = table.Columns[column][row];
            hash.Add(table.Ids[row], table.Geometries[row], values);
        }
        return hash.Finish();
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

    internal static void Value(ArrayBufferWriter<byte> bytes, object? value)
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

    internal static void Text(ArrayBufferWriter<byte> bytes, string text)
    {
        Number(bytes, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }

    internal static void Number(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(8), number);
        bytes.Advance(8);
    }
}
