using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>The few words of the protocol buffer format that tiles are written in.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    public static uint ZigZag(int value) => unchecked((uint)((value << 1) ^ (value >> 31)));

    public static ulong ZigZag(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    public void Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
    }

    public void Real(int field, double value)
    {
        Varint(((ulong)field << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Raw(ReadOnlySpan<byte> written) => _bytes.Write(written);

    public void Packed(int field, ReadOnlySpan<uint> values)
    {
        var length = 0;
        foreach (var value in values)
        {
            length += (System.Numerics.BitOperations.Log2(value | 1) / 7) + 1;
        }

        Varint(((ulong)field << 3) | 2);
        Varint((ulong)length);
        foreach (var value in values)
        {
            Varint(value);
        }
    }

    private void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        while (value > 0x7F)
        {
            span[length++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
