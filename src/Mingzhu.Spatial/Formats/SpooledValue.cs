using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>How a row stands in a spool: label and geometry with their lengths in front, then each value with its type.</summary>
internal static class SpooledValue
{
    private const byte Null = 0, Text = 1, Integer = 2, Real = 3, Boolean = 4, Date = 5;

    public static void Write(IBufferWriter<byte> into, string label, ReadOnlySpan<byte> shape, ReadOnlySpan<object?> values)
    {
        WriteText(into, label);
        WriteInt(into, shape.Length);
        into.Write(shape);
        foreach (var value in values)
            Write(into, value);
    }

    public static SpooledRow Read(ReadOnlySpan<byte> record, int fields)
    {
        var label = ReadText(ref record);
        var shape = Take(ref record, BinaryPrimitives.ReadInt32LittleEndian(Take(ref record, 4))).ToArray();
        var values = new object?[fields];
        for (var field = 0; field < fields; field++)
            values[field] = Value(ref record);
        return new SpooledRow(label, shape, values);
    }

    private static void Write(IBufferWriter<byte> into, object? value)
    {
        switch (value)
        {
            case null:
                into.Write([Null]);
                break;
            case string text:
                into.Write([Text]);
                WriteText(into, text);
                break;
            case long whole:
                into.Write([Integer]);
                WriteLong(into, whole);
                break;
            case double real:
                into.Write([Real]);
                WriteLong(into, BitConverter.DoubleToInt64Bits(real));
                break;
            case bool truth:
                into.Write([Boolean, truth ? (byte)1 : (byte)0]);
                break;
            case DateOnly day:
                into.Write([Date]);
                WriteInt(into, day.DayNumber);
                break;
            default:
                throw new ArgumentException($"a table can't hold a {value.GetType().Name}", nameof(value));
        }
    }

    private static object? Value(ref ReadOnlySpan<byte> from) => Take(ref from, 1)[0] switch
    {
        Null => null,
        Text => ReadText(ref from),
        Integer => BinaryPrimitives.ReadInt64LittleEndian(Take(ref from, 8)),
        Real => BinaryPrimitives.ReadDoubleLittleEndian(Take(ref from, 8)),
        Boolean => Take(ref from, 1)[0] == 1,
        _ => DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(Take(ref from, 4))),
    };

    // As two-byte units: a text with half a character in it must come back as it was.
    private static void WriteText(IBufferWriter<byte> into, string text)
    {
        WriteInt(into, 2 * text.Length);
        into.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static string ReadText(ref ReadOnlySpan<byte> from) => new(MemoryMarshal.Cast<byte, char>(Take(ref from, BinaryPrimitives.ReadInt32LittleEndian(Take(ref from, 4)))));

    private static void WriteInt(IBufferWriter<byte> into, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into.GetSpan(4), number);
        into.Advance(4);
    }

    private static void WriteLong(IBufferWriter<byte> into, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(into.GetSpan(8), number);
        into.Advance(8);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int bytes)
    {
        var taken = from[..bytes];
        from = from[bytes..];
        return taken;
    }
}
