using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.People;

/// <summary>Time-based one-time codes (动态口令).</summary>
/// <remarks>By RFC 6238 over RFC 4226: HMAC-SHA-1, 6 digits, steps of 30 s, what authenticator apps know. One step before and after is taken too, for clocks that differ.</remarks>
public static class Totp
{
    private const int StepSeconds = 30, SecretBytes = 20, Drift = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret, Base32.</summary>
    public static string NewSecret() => Encode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What an authenticator app reads from a QR code.</summary>
    public static string Address(string secret, string issuer, string loginName) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(loginName)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";

    /// <summary>The code of a moment.</summary>
    public static string Code(string secret, DateTimeOffset at) => Code(Decode(secret), StepOf(at), 6);

    /// <summary>The step of a code that counts at a moment and was not taken yet; null if it is none.</summary>
    /// <param name="secret">Base32.</param>
    /// <param name="code">As typed; blanks are left out.</param>
    /// <param name="at">Now.</param>
    /// <param name="after">The step of the last code taken.</param>
    public static long? Accept(string secret, string code, DateTimeOffset at, long after)
    {
        var typed = Encoding.UTF8.GetBytes(string.Concat(code.Where(letter => !char.IsWhiteSpace(letter))));
        var (key, now) = (Decode(secret), StepOf(at));
        for (var step = now - Drift; step <= now + Drift; step++)
        {
            if (step > after && CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Code(key, step, 6))))
                return step;
        }

        return null;
    }

    internal static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    internal static string Code(byte[] key, long step, int digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, the one all authenticator apps speak; HMAC does not need SHA-1 to be free of collisions
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf, sizeof(int))) & 0x7fff_ffff;
        var modulus = 1;
        for (var at = 0; at < digits; at++)
            modulus *= 10;
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var next in bytes)
        {
            (bits, count) = (((bits << 8) | next) & 0xfff, count + 8);
            while (count >= 5)
            {
                count -= 5;
                text.Append(Base32[(bits >> count) & 31]);
            }
        }

        return count > 0 ? text.Append(Base32[(bits << (5 - count)) & 31]).ToString() : text.ToString();
    }

    internal static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var letter in text)
        {
            (bits, count) = (((bits << 5) | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xfff, count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)((bits >> count) & 0xff));
            }
        }

        return [.. bytes];
    }
}
