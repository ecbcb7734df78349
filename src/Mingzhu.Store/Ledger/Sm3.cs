using System.Buffers.Binary;
using System.Numerics;

namespace Mingzhu.Store;

/// <summary>The hash function SM3 (商用密码杂凑算法), for cities that have to use it: .NET has none. By GB/T 32905-2016; checked against its two examples and against OpenSSL.</summary>
internal sealed class Sm3
{
    public const int HashBytes = 32;
    private const int BlockBytes = 64;
    private readonly uint[] _state = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
    private readonly byte[] _block = new byte[BlockBytes];
    private long _length;

    /// <summary>The hash of these bytes.</summary>
    public static byte[] HashData(ReadOnlySpan<byte> bytes)
    {
        var hash = new Sm3();
        hash.Append(bytes);
        return hash.Finish();
    }

    /// <summary>Takes more bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var filled = (int)(_length % BlockBytes);
        _length += bytes.Length;
        if (filled > 0)
        {
            var some = Math.Min(BlockBytes - filled, bytes.Length);
            bytes[..some].CopyTo(_block.AsSpan(filled));
            bytes = bytes[some..];
            if (filled + some < BlockBytes)
                return;
            Compress(_block);
        }

        for (; bytes.Length >= BlockBytes; bytes = bytes[BlockBytes..])
            Compress(bytes[..BlockBytes]);
        bytes.CopyTo(_block);
    }

    /// <summary>The hash of all that was appended; nothing can be appended after it.</summary>
    public byte[] Finish()
    {
        var bits = (ulong)_length * 8;
        var filled = (int)(_length % BlockBytes);
        Span<byte> end = stackalloc byte[(filled < 56 ? BlockBytes : 2 * BlockBytes) - filled];
        end.Clear();
        end[0] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(end[^8..], bits);
        Append(end);
        var hash = new byte[HashBytes];
        for (var word = 0; word < 8; word++)
            BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(4 * word), _state[word]);
        return hash;
    }

    private void Compress(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[68];
        for (var j = 0; j < 16; j++)
            w[j] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * j)..]);
        for (var j = 16; j < 68; j++)
            w[j] = Spread(w[j - 16] ^ w[j - 9] ^ Turn(w[j - 3], 15), 15, 23) ^ Turn(w[j - 13], 7) ^ w[j - 6];

        var (a, b, c, d) = (_state[0], _state[1], _state[2], _state[3]);
        var (e, f, g, h) = (_state[4], _state[5], _state[6], _state[7]);
        for (var j = 0; j < 64; j++)
        {
            var first = j < 16;
            var a12 = Turn(a, 12);
            var ss1 = Turn(unchecked(a12 + e + Turn(first ? 0x79cc4519u : 0x7a879d8au, j % 32)), 7);
            var tt1 = unchecked((first ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (ss1 ^ a12) + (w[j] ^ w[j + 4]));
            var tt2 = unchecked((first ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j]);
            (d, c, b, a) = (c, Turn(b, 9), a, tt1);
            (h, g, f, e) = (g, Turn(f, 19), e, Spread(tt2, 9, 17));
        }

        ReadOnlySpan<uint> after = [a, b, c, d, e, f, g, h];
        for (var word = 0; word < 8; word++)
            _state[word] ^= after[word];
    }

    private static uint Turn(uint word, int bits) => BitOperations.RotateLeft(word, bits);

    private static uint Spread(uint word, int first, int second) => word ^ Turn(word, first) ^ Turn(word, second);
}
