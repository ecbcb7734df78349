namespace Mingzhu.Spatial;

/// <summary>How a protobuf field is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>Reads protobuf from a span, a field at a time, without allocating. Every length is checked before it is used.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private WireType _wire;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _bytes.Length;

    /// <summary>Number of the field that comes next; 0 at the end.</summary>
    public int NextField()
    {
        if (AtEnd)
            return 0;
        var key = Varint();
        var field = key >> 3;
        _wire = (WireType)(int)(key & 7);
        if (field is 0 or > 536_870_911)
            throw new ProtobufException(Position, $"field number {field}", "a field number from 1 to 536870911");
        return (int)field;
    }

    /// <summary>Base-128 number.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (Position >= _bytes.Length)
                throw new ProtobufException(Position, "the end", "the rest of a number");
            var next = _bytes[Position++];
            value |= unchecked((ulong)(next & 0x7F) << shift);
            if (next < 0x80)
                return value;
        }
        throw new ProtobufException(Position, "a number of more than ten bytes", "at most ten");
    }

    /// <summary>The field's value as a whole number.</summary>
    public long Int64()
    {
        Expect(WireType.Varint);
        return unchecked((long)Varint());
    }

    /// <summary>The field's value as a zigzag number.</summary>
    public long SInt64()
    {
        Expect(WireType.Varint);
        return ZigZag();
    }

    /// <summary>The next zigzag number of a packed list.</summary>
    public long ZigZag()
    {
        var value = Varint();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>The field's value as a non-negative number that fits an int.</summary>
    public int Size()
    {
        var value = Int64();
        return value is >= 0 and <= int.MaxValue ? (int)value : throw new ProtobufException(Position, $"the size {value}", "a size from 0 to 2147483647");
    }

    /// <summary>The next string index or small number of a packed list.</summary>
    public int Index()
    {
        var value = Varint();
        return value <= int.MaxValue ? (int)value : throw new ProtobufException(Position, $"the index {value}", "an index from 0 to 2147483647");
    }

    /// <summary>The field's value as bytes: text, a message or a packed list.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var range = Range();
        return _bytes[range];
    }

    /// <summary>Where the bytes of the field's value stand.</summary>
    public Range Range()
    {
        Expect(WireType.Bytes);
        var length = Varint();
        if (length > (ulong)(_bytes.Length - Position))
            throw new ProtobufException(Position, $"a length of {length} bytes", $"at most the {_bytes.Length - Position} that are left");
        var start = Position;
        Position += (int)length;
        return start..Position;
    }

    /// <summary>Passes over the field's value.</summary>
    public void Skip()
    {
        switch (_wire)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Bytes:
                Range();
                break;
            case WireType.Fixed64:
                Advance(8);
                break;
            case WireType.Fixed32:
                Advance(4);
                break;
            default:
                throw new ProtobufException(Position, $"wire type {(int)_wire}", "0, 1, 2 or 5");
        }
    }

    private void Advance(int bytes)
    {
        if (bytes > _bytes.Length - Position)
            throw new ProtobufException(Position, "the end", $"{bytes} more bytes");
        Position += bytes;
    }

    private readonly void Expect(WireType wire)
    {
        if (_wire != wire)
            throw new ProtobufException(Position, $"wire type {(int)_wire}", $"{(int)wire}");
    }
}

/// <summary>Bytes that are no protobuf message; turned into a <see cref="BrokenFileException"/> by who knows the file.</summary>
internal sealed class ProtobufException(int position, string found, string expected) : Exception($"byte {position}: found {found}, expected {expected}")
{
    public int Position { get; } = position;

    public string Found { get; } = found;

    public string Expected { get; } = expected;
}
