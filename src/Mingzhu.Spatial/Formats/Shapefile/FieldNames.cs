using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Names of fields as a DBF file can hold them: 10 bytes, never half a character, no two the same (字段名).</summary>
internal static class FieldNames
{
    private const int MostBytes = 10;

    /// <summary>The names to write, in the order of the fields.</summary>
    public static byte[][] Of(IEnumerable<Field> fields, bool gbk)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. fields.Select((field, index) => Free(field.Name.Trim() is { Length: > 0 } name ? name : string.Create(CultureInfo.InvariantCulture, $"field_{index + 1}"), gbk, taken))];
    }

    /// <summary>One character; what GBK does not have becomes "?", a zero byte, which would end the text, a blank.</summary>
    public static int Encode(Rune rune, bool gbk, Span<byte> to)
    {
        if (rune.IsAscii)
        {
            to[0] = (byte)(rune.Value == 0 ? ' ' : rune.Value);
            return 1;
        }
        if (!gbk)
            return rune.EncodeToUtf8(to);
        Span<char> chars = stackalloc char[2];
        var length = NamedEncoding.Gb18030.Encoding.GetBytes(chars[..rune.EncodeToUtf16(chars)], to);
        // Two bytes are GBK; four are beyond it, and programs that read GBK would show four wrong characters.
        if (length == 2)
            return 2;
        to[0] = (byte)'?';
        return 1;
    }

    /// <summary>The name as it will be read.</summary>
    public static string Read(byte[] name, bool gbk) => (gbk ? NamedEncoding.Gb18030 : NamedEncoding.Utf8).Encoding.GetString(name);

    private static byte[] Free(string name, bool gbk, HashSet<string> taken)
    {
        for (var again = 0; ; again++)
        {
            var suffix = again == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{again}");
            var bytes = Cut(name, gbk, MostBytes - suffix.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(suffix));
            if (taken.Add(Read([.. bytes], gbk)))
                return [.. bytes];
        }
    }

    private static List<byte> Cut(string name, bool gbk, int most)
    {
        var bytes = new List<byte>(MostBytes);
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in name.EnumerateRunes())
        {
            var length = Encode(rune, gbk, one);
            if (bytes.Count + length > most)
                break;
            bytes.AddRange(one[..length]);
        }
        return bytes;
    }
}
