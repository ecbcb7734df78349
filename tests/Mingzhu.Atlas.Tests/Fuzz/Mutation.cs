using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Mingzhu.Atlas.Tests.Fuzz;

/// <summary>Spoils a good file: flipped bits, cuts, splices, numbers at their limits, words of the format in the wrong place. The same number gives the same file on every machine.</summary>
internal ref struct Mutation(ulong number)
{
    private const int MostSteps = 4, MostBytes = 32_768;

    private static readonly long[] Limits =
        [0, 1, -1, 2, 7, 16, 31, 32, 127, 128, 255, 256, 1000, 32_767, 32_768, 65_535, 65_536, 1_000_000, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 40, long.MaxValue, long.MinValue];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2147483647", "-2147483648", "4294967296", "9223372036854775808", "1e308", "1e-320", "1e999", "-0", "NaN", "Infinity", "0x10", "00", "3.71502001001E11", "99999999999999999999", "1,234", ".", "-"];

    private static readonly double[] Reals = [0, -0.0, double.NaN, double.PositiveInfinity, double.MaxValue, double.Epsilon, -1e39, 1e9, 39_409_012.2, 180, -180, 90.0000001];

    // SplitMix64: small, and ours for ever, so that a number found today is the same file tomorrow.
    private ulong _state = number;

    /// <summary>A spoiled copy of one of the seeds.</summary>
    public byte[] Of(byte[][] seeds, byte[][] tokens)
    {
        var file = seeds[Below(seeds.Length)].ToList();
        for (var step = 1 + Below(MostSteps); step > 0; step--)
            Spoil(file, seeds, tokens);
        return file.Count > MostBytes ? [.. file.Take(MostBytes)] : [.. file];
    }

    private void Spoil(List<byte> file, byte[][] seeds, byte[][] tokens)
    {
        var at = Below(file.Count + 1);
        var length = Math.Min(file.Count - at, 1 + Below(Below(4) == 0 ? 256 : 8));
        switch (Below(11))
        {
            case 0 or 1 when at < file.Count:
                file[at] ^= (byte)(1 << Below(8));
                break;
            case 2 when at < file.Count:
                file[at] = (byte)Below(256);
                break;
            case 3:
                Overwrite(file, at, Limit());
                break;
            case 4:
                Overwrite(file, at & ~3, Limit());
                break;
            case 5:
                file.RemoveRange(at, length);
                break;
            case 6:
                file.InsertRange(Below(file.Count + 1), file.GetRange(at, length));
                break;
            case 7 when tokens.Length > 0:
                file.InsertRange(at, tokens[Below(tokens.Length)]);
                break;
            case 8:
                file.RemoveRange(at, file.Count - at);
                file.AddRange(Tail(seeds[Below(seeds.Length)]));
                break;
            case 9:
                NumberAsText(file, at);
                break;
            default:
                file.RemoveRange(at, Below(3) == 0 ? file.Count - at : 0);
                break;
        }
    }

    private byte[] Tail(byte[] other) => other[Below(other.Length + 1)..];

    /// <summary>A number at its limit, in two, four or eight bytes of either order, or a double.</summary>
    private byte[] Limit()
    {
        var bytes = new byte[8];
        var value = Limits[Below(Limits.Length)];
        switch (Below(5))
        {
            case 0:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                return bytes[..2];
            case 1:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                return bytes[..4];
            case 2:
                BinaryPrimitives.WriteInt64BigEndian(bytes, value);
                return bytes[4..];
            case 3:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                return bytes;
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, Reals[Below(Reals.Length)]);
                return bytes;
        }
    }

    private static void Overwrite(List<byte> file, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < file.Count; i++)
            file[at + i] = with[i];
    }

    /// <summary>The next run of digits becomes another number.</summary>
    private void NumberAsText(List<byte> file, int at)
    {
        var from = file.FindIndex(at, one => one is >= (byte)'0' and <= (byte)'9');
        if (from < 0)
            return;
        var to = from;
        while (to < file.Count && file[to] is (>= (byte)'0' and <= (byte)'9') or (byte)'.')
            to++;
        file.RemoveRange(from, to - from);
        var text = Below(3) == 0 ? Limits[Below(Limits.Length)].ToString(CultureInfo.InvariantCulture) : Numbers[Below(Numbers.Length)];
        file.InsertRange(from, Encoding.ASCII.GetBytes(text));
    }

    private int Below(int limit) => limit <= 1 ? 0 : (int)(Next() % (ulong)limit);

    private ulong Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
