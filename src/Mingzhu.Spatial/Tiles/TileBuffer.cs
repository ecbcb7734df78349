using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Bytes of a tile while it is written, in the few words of the protocol buffer format that tiles know. Grows, and is used again.</summary>
internal sealed class TileBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public static uint ZigZag(int value) => unchecked((uint)((value << 1) ^ (value >> 31)));

    public static ulong ZigZag(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>How many bytes a number takes.</summary>
    public static int Size(uint value) => (BitOperations.Log2(value | 1) / 7) + 1;

    public void Clear() => Length = 0;

    public void Number(int field, ulong value)
    {
        Varint((uint)field << 3);
        Varint(value);
    }

    public void Real(int field, double value)
    {
        Varint(((uint)field << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);
        Length += 8;
    }

    public void Text(int field, string value)
    {
        Head(field, Encoding.UTF8.GetByteCount(value));
        Length += Encoding.UTF8.GetBytes(value, Room(Encoding.UTF8.GetMaxByteCount(value.Length)));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Head(field, value.Length);
        Raw(value);
    }

    /// <summary>What stands before a part of this length.</summary>
    public void Head(int field, int length)
    {
        Varint(((uint)field << 3) | 2);
        Varint((uint)length);
    }

    public void Raw(ReadOnlySpan<byte> written)
    {
        written.CopyTo(Room(written.Length));
        Length += written.Length;
    }

    public void Varint(uint value)
    {
        var room = Room(5);
        var length = 0;
        while (value > 0x7F)
        {
            room[length++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        room[length++] = (byte)value;
        Length += length;
    }

    public void Varint(ulong value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            Varint1((byte)((value & 0x7F) | 0x80));
        }

        Varint1((byte)value);
    }

    private void Varint1(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    private Span<byte> Room(int more)
    {
        if (_bytes.Length - Length < more)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + more));
        }

        return _bytes.AsSpan(Length);
    }
}
