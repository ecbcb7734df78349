using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Texts of one column as they come from a file, equal ones made once (重复值): no string is made to find out that there is one already.</summary>
/// <remarks>Like <see cref="Repeats"/> it remembers a few thousand and starts afresh. Not thread-safe.</remarks>
internal sealed class RepeatedTexts
{
    private const int Places = 8192, LongestKept = 256;
    private readonly string?[] _met = new string?[Places];

    /// <summary>The text of some UTF-8.</summary>
    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
            return Encoding.UTF8.GetString(utf8);
        Span<char> chars = stackalloc char[LongestKept];
        var text = chars[..Encoding.UTF8.GetChars(utf8, chars)];
        ref var met = ref _met[Hash(utf8) % Places];
        return met is not null && text.SequenceEqual(met) ? met : met = text.ToString();
    }

    // FNV-1a over words of eight bytes; a clash only costs a string that was there already.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        const ulong Prime = 0x100000001B3;
        unchecked
        {
            var hash = 0xCBF29CE484222325 ^ (ulong)bytes.Length;
            while (bytes.Length >= sizeof(ulong))
            {
                hash = (hash ^ BitConverter.ToUInt64(bytes)) * Prime;
                hash ^= hash >> 32;
                bytes = bytes[sizeof(ulong)..];
            }

            foreach (var one in bytes)
                hash = (hash ^ one) * Prime;
            return hash ^ (hash >> 32);
        }
    }
}
