using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mingzhu.Store;

/// <summary>
/// The name of a vault file as facts and manifests write it: JSON <c>"vault:&lt;64 lower-case hex&gt;"</c>, so that Store finds every file a fact rests on without knowing the kind of the fact.
/// Reads as its bare hash where a <see cref="Vault"/> asks for one.
/// </summary>
[JsonConverter(typeof(VaultNameJson))]
public readonly record struct VaultName
{
    internal const string Prefix = "vault:";
    internal const int HashLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Names the file of this hash.</summary>
    /// <exception cref="ArgumentException">It is not 64 lower-case hex digits.</exception>
    public VaultName(string hash)
    {
        if (!IsHash(hash))
            throw new ArgumentException($"'{hash}' is no vault name: 64 lower-case hex digits are expected", nameof(hash));
        Hash = hash;
    }

    /// <summary>Reads a bare hash.</summary>
    public static bool TryParse(string hash, out VaultName name)
    {
        name = IsHash(hash) ? new VaultName(hash) : default;
        return name.Hash is not null;
    }

    /// <summary>SHA-256 of the content, 64 lower-case hex digits.</summary>
    public string Hash { get; }

    /// <summary>The bare hash.</summary>
    public static implicit operator string(VaultName name) => name.Hash;

    /// <summary>The bare hash.</summary>
    public override string ToString() => Hash;

    internal static bool IsHash(string? text) => text is { Length: HashLength } && !text.AsSpan().ContainsAnyExcept(HexDigits);

    private sealed class VaultNameJson : JsonConverter<VaultName>
    {
        public override VaultName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } text && text.StartsWith(Prefix, StringComparison.Ordinal) && IsHash(text[Prefix.Length..])
                ? new VaultName(text[Prefix.Length..])
                : throw new JsonException("a vault file is named \"vault:<64 lower-case hex digits>\"");

        public override void Write(Utf8JsonWriter writer, VaultName value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Prefix + (value.Hash ?? throw new JsonException("an empty vault name cannot be written")));
    }
}

/// <summary>Finds the names of vault files in JSON text that arrives piece by piece; no other part of the text is looked at.</summary>
internal sealed class VaultNameFinder
{
    private static readonly byte[] Opening = "\"vault:"u8.ToArray();
    private readonly byte[] _hash = new byte[VaultName.HashLength];
    private int _matched;

    /// <summary>All names met so far.</summary>
    public HashSet<string> Found { get; } = [];

    /// <summary>All names in one text.</summary>
    public static HashSet<string> In(ReadOnlySpan<byte> json)
    {
        var finder = new VaultNameFinder();
        if (json.IndexOf(Opening) is var first and >= 0)
            finder.Feed(json[first..]);
        return finder.Found;
    }

    /// <summary>Takes the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_matched == 0)
            {
                var quote = piece.IndexOf((byte)'"');
                if (quote < 0)
                    return;
                piece = piece[quote..];
            }

            Step(piece[0]);
            piece = piece[1..];
        }
    }

    private void Step(byte next)
    {
        if (_matched < Opening.Length)
        {
            _matched = next == Opening[_matched] ? _matched + 1 : next == '"' ? 1 : 0;
            return;
        }

        var digit = _matched - Opening.Length;
        if (digit < VaultName.HashLength && (next is >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'f'))
        {
            _hash[digit] = next;
            _matched++;
            return;
        }

        if (digit == VaultName.HashLength && next == '"')
            Found.Add(System.Text.Encoding.ASCII.GetString(_hash));
        _matched = next == '"' ? 1 : 0;
    }
}
