using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Store;

/// <summary>
/// How facts are chained (哈希链): every fact's hash covers all its columns and the hash before it, so no column of an old fact can change unseen. Each fact names how it was hashed, so a ledger may
/// change from one way to the other and stays one chain.
/// </summary>
internal static class Chain
{
    /// <summary>SHA-256 over the previous hash and then every column in the order of the table, each with its length (8 bytes, big-endian) before it.</summary>
    public const string Sha256 = "sha256";

    /// <summary>The same with SM3 (国密).</summary>
    public const string Sm3 = "sm3";

    /// <summary>The ways to hash that this program knows.</summary>
    public static IReadOnlyList<string> Ways { get; } = [Sha256, Sm3];

    /// <summary>The hash before the first fact.</summary>
    public static byte[] Origin { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash a fact must have after <paramref name="previous"/>; null if its <see cref="Fact.Alg"/> is unknown.</summary>
    public static byte[]? Hash(Fact fact, ReadOnlySpan<byte> previous)
    {
        var columns = new ArrayBufferWriter<byte>(512 + fact.Body.Length);
        Add(columns, previous);
        Add(columns, fact.Seq);
        Add(columns, fact.Stream);
        Add(columns, fact.Version);
        Add(columns, fact.At);
        Add(columns, fact.Actor);
        Add(columns, fact.Post);
        Add(columns, fact.Command.ToString("D"));
        Add(columns, fact.Ordinal);
        Add(columns, fact.Kind);
        Add(columns, fact.Body.Span);
        Add(columns, fact.Alg);
        return fact.Alg switch
        {
            Sha256 => SHA256.HashData(columns.WrittenSpan),
            Sm3 => Store.Sm3.HashData(columns.WrittenSpan),
            _ => null,
        };
    }

    private static void Add(ArrayBufferWriter<byte> to, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(to, length);
        to.Advance(Encoding.UTF8.GetBytes(text, to.GetSpan(length)));
    }

    private static void Add(ArrayBufferWriter<byte> to, long number)
    {
        Write(to, sizeof(long));
        Write(to, number);
    }

    private static void Add(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        Write(to, bytes.Length);
        to.Write(bytes);
    }

    private static void Write(ArrayBufferWriter<byte> to, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), number);
        to.Advance(sizeof(long));
    }
}

/// <summary>The end of the ledger (账头): names everything recorded so far. Printed on papers, checked by <c>verify --head</c>.</summary>
/// <param name="Seq">Sequence number of the last fact; 0 before the first.</param>
/// <param name="Hash">Its hash, lower-case hex; 64 zeros before the first.</param>
public readonly record struct Head(long Seq, string Hash)
{
    /// <summary>Before the first fact.</summary>
    public static Head Origin { get; } = new(0, Convert.ToHexStringLower(Chain.Origin));

    /// <summary>"17:9f86d0…".</summary>
    public override string ToString() => $"{Seq}:{Hash}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out Head head)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        head = Origin;
        if (colon < 1 || !long.TryParse(text.AsSpan(0, colon), out var seq) || seq < 0 || !VaultName.IsHash(text[(colon + 1)..]))
            return false;
        head = new Head(seq, text[(colon + 1)..]);
        return true;
    }
}
