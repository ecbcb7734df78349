using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Store;

/// <summary>
/// One day's file of access records (日段文件): a line a record, <c>sha256 HASH JSON</c>. The hash covers the hash of the line before and the JSON; the first line carries on from the segment before.
/// </summary>
internal static class AccessSegment
{
    public const string Alg = "sha256";
    public const string Extension = ".log";
    private const int HashLetters = 64;
    private static readonly SearchValues<byte> HexLetters = SearchValues.Create("0123456789abcdef"u8);
    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes(Alg + " ");

    /// <summary>Before the first record of all.</summary>
    public static byte[] Origin { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] Hash(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(json);
        return hash.GetHashAndReset();
    }

    /// <summary>The line of a record, with its end.</summary>
    public static byte[] Line(byte[] hash, byte[] json) => [.. Prefix, .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)), (byte)' ', .. json, (byte)'\n'];

    /// <summary>The hash and the JSON of a line; null if it is none.</summary>
    public static (byte[] Hash, byte[] Json)? Parse(ReadOnlySpan<byte> line)
    {
        var at = Prefix.Length + HashLetters;
        if (line.Length <= at || !line.StartsWith(Prefix) || line[at] != (byte)' ')
            return null;
        var hex = line[Prefix.Length..at];
        return !hex.ContainsAnyExcept(HexLetters) ? (Convert.FromHexString(Encoding.ASCII.GetString(hex)), line[(at + 1)..].ToArray()) : null;
    }

    /// <summary>The segments of a folder, oldest first.</summary>
    public static string[] In(string folder) => Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*" + Extension).Order(StringComparer.Ordinal)] : [];

    public static string PathOf(string folder, DateOnly day) => Path.Combine(folder, $"{day:yyyy-MM-dd}{Extension}");
}
