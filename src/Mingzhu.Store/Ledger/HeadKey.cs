using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>A head somebody vouches for (签名账头): who rewrites the whole database can't make one. "17:9f86d0…;2026-06-30T02:15:00Z;BASE64URL".</summary>
/// <param name="Head">The end of the ledger.</param>
/// <param name="At">When it was signed, UTC, whole seconds.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256, of <see cref="Signed"/>.</param>
public sealed record SignedHead(Head Head, DateTimeOffset At, ReadOnlyMemory<byte> Signature)
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <inheritdoc/>
    public override string ToString() => $"{Head};{Moment};{Base64Url.EncodeToString(Signature.Span)}";

    /// <summary>Reads what <see cref="ToString"/> writes; null if it is none.</summary>
    public static SignedHead? Parse(string text) =>
        text.Split(';') is [var head, var at, var signature] && Head.TryParse(head, out var read) && Base64Url.IsValid(signature)
        && DateTimeOffset.TryParseExact(at, Seconds, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? new SignedHead(read, moment, Base64Url.DecodeFromChars(signature))
            : null;

    internal byte[] Signed() => Encoding.ASCII.GetBytes($"mingzhu head\n{Head}\n{Moment}");

    private string Moment => At.UtcDateTime.ToString(Seconds, CultureInfo.InvariantCulture);
}

/// <summary>The key that signs heads (账头密钥): a PEM file outside the city folder and the database. A file with the public half alone can check but not sign.</summary>
public sealed class HeadKey : IDisposable
{
    /// <summary>The environment variable that names the key file.</summary>
    public const string Variable = "MINGZHU_HEAD_KEY";

    private readonly ECDsa _key;

    private HeadKey(string path, ECDsa key) => (Path, _key) = (path, key);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The public half, for those who check.</summary>
    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The key file of a city: what <paramref name="asked"/> or the environment names, else one beside the folder.</summary>
    public static string PathFor(string cityFolder, string? asked = null) => System.IO.Path.GetFullPath(
        asked ?? Environment.GetEnvironmentVariable(Variable) ?? System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(cityFolder)) + ".head.pem");

    /// <summary>Reads a key file.</summary>
    /// <exception cref="RefusedException">It is missing or no key.</exception>
    public static HeadKey Open(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new HeadKey(path, key);
        }
        catch (Exception unreadable) when (unreadable is IOException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw Refused("head.key", $"账头密钥 {path} 无法读取：{unreadable.Message}；请用 --head-key 或环境变量 {Variable} 指明", $"the head key {path} cannot be read: {unreadable.Message}; name it with --head-key or {Variable}", unreadable);
        }
    }

    /// <summary>Reads a key file, or makes one that only its owner can read.</summary>
    /// <exception cref="RefusedException">It cannot be written, or would lie inside the city folder.</exception>
    public static HeadKey OpenOrMake(string path, string cityFolder)
    {
        if (File.Exists(path))
            return Open(path);
        if (path.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(cityFolder)) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw Refused("head.key-inside", $"账头密钥 {path} 在城市文件夹之内，改动账本者可一并取得；请放到别处", $"the head key {path} lies inside the city folder, where whoever rewrites the ledger finds it; keep it elsewhere");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            Disk.WriteWhole(path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return new HeadKey(path, key);
        }
        catch (IOException failed)
        {
            key.Dispose();
            throw Disk.Told(failed, path);
        }
    }

    /// <summary>Vouches for a head.</summary>
    /// <exception cref="RefusedException">The file holds the public half alone.</exception>
    public SignedHead Sign(Head head, TimeProvider time)
    {
        var unsigned = new SignedHead(head, DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()), default);
        try
        {
            return unsigned with { Signature = _key.SignData(unsigned.Signed(), HashAlgorithmName.SHA256) };
        }
        catch (CryptographicException noPrivate)
        {
            throw Refused("head.key-public", $"{Path} 只有公钥，不能签名", $"{Path} holds the public key alone and can't sign", noPrivate);
        }
    }

    /// <summary>Whether this key signed it.</summary>
    public bool Vouches(SignedHead head) => _key.VerifyData(head.Signed(), head.Signature.Span, HashAlgorithmName.SHA256);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static RefusedException Refused(string code, string zh, string en, Exception? cause = null) => new([new Refusal(code, new(zh, en))], cause);
}
