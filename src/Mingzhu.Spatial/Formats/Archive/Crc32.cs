namespace Mingzhu.Spatial;

/// <summary>The checksum of zip files (CRC-32, polynomial 0xEDB88320); the one in the runtime is not public.</summary>
internal struct Crc32()
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1))];
    private uint _state = uint.MaxValue;

    public readonly uint Value => ~_state;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = new Crc32();
        crc.Add(bytes);
        return crc.Value;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            _state = Table[(_state ^ one) & 0xFF] ^ (_state >> 8);
    }
}
