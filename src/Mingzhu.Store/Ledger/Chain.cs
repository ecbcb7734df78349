using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Mingzhu.Store;

/// <summary>How facts are chained (哈希链): every fact's hash covers all its columns and the hash before it, so no column of an old fact can change unseen.</summary>
internal static class Chain
{
    /// <summary>SHA-256 over the previous hash and then every column in the order of the table, each with its length (8 bytes, big-endian) before it.</summary>
    public const string Sha256 = "sha256";

    /// <summary>The hash before the first fact.</summary>
    public static byte[] Origin { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash a fact must have after <paramref name="previous"/>; null if its <see cref="Fact.Alg"/> is unknown.</summary>
    public static byte[]? Hash(Fact fact, ReadOnlySpan<byte> previous)
    {
        if (fact.Alg != Sha256)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, previous);
        Add(hash, fact.Seq);
        Add(hash, fact.Stream);
        Add(hash, fact.Version);
        Add(hash, fact.At);
        Add(hash, fact.Actor);
        Add(hash, fact.Post);
        Add(hash, fact.Command.ToString("D"));
        Add(hash, fact.Ordinal);
        Add(hash, fact.Kind);
        Add(hash, fact.Body.Span);
        Add(hash, fact.Alg);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(hash, bytes);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
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
