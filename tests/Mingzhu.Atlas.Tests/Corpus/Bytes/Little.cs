using System.Buffers.Binary;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Bytes put one after another, little end first unless said otherwise: what the builders of dirty files write with, so that they share nothing with the readers they are to catch.</summary>
internal sealed class Little
{
    private readonly List<byte> _into = [];

    public int Length => _into.Count;

    public Little Byte(int value) => Put([(byte)value]);

    public Little Short(int value) => Put(Filled(2, bytes => BinaryPrimitives.WriteUInt16LittleEndian(bytes, unchecked((ushort)value))));

    public Little Int(long value) => Put(Filled(4, bytes => BinaryPrimitives.WriteUInt32LittleEndian(bytes, unchecked((uint)value))));

    public Little BigInt(long value) => Put(Filled(4, bytes => BinaryPrimitives.WriteUInt32BigEndian(bytes, unchecked((uint)value))));

    public Little Double(double value) => Put(Filled(8, bytes => BinaryPrimitives.WriteDoubleLittleEndian(bytes, value)));

    public Little Zeros(int count) => Put(new byte[count]);

    public Little Put(byte[] bytes)
    {
        _into.AddRange(bytes);
        return this;
    }

    public byte[] ToBytes() => _into.ToArray();

    private static byte[] Filled(int length, Action<byte[]> fill)
    {
        var bytes = new byte[length];
        fill(bytes);
        return bytes;
    }
}
