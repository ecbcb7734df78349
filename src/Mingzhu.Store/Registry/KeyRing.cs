using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// The keys that open the registry (密钥环): one small file outside the city folder, so that neither the folder nor a backup of it tells who anybody is. One line a key: id, base64, day made; the last
/// line is the one in use, the ones before open what was written under them.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The environment variable that names the key file.</summary>
    public const string Variable = "MINGZHU_KEY";

    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode TooOpen = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;
    private readonly ImmutableArray<(string Id, byte[] Key, DateOnly Made)> _keys;

    private KeyRing(string path, ImmutableArray<(string Id, byte[] Key, DateOnly Made)> keys) => (Path, _keys) = (path, keys);

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>The id of the key in use.</summary>
    public string Current => _keys[^1].Id;

    /// <summary>Every id, oldest first.</summary>
    public ImmutableArray<string> Ids => [.. _keys.Select(key => key.Id)];

    /// <summary>The day the key in use was made.</summary>
    public DateOnly CurrentSince => _keys[^1].Made;

    /// <summary>The key file of a city: what <paramref name="asked"/> or the environment names, else one beside the folder.</summary>
    public static string PathFor(string cityFolder, string? asked = null) => System.IO.Path.GetFullPath(
        asked ?? Environment.GetEnvironmentVariable(Variable) ?? System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(cityFolder)) + ".key");

    /// <summary>Reads a key file.</summary>
    /// <exception cref="RefusedException">It is missing, inside the city folder, open to others, or no key file.</exception>
    public static KeyRing Open(string path, string cityFolder)
    {
        RequireOutside(path, cityFolder);
        if (!File.Exists(path))
        {
            throw Refuse(
                "registry.key-missing", $"找不到人员登记册的密钥文件 {path}；请用 --key 或环境变量 {Variable} 指明它的位置。没有它，登记册中的个人信息无法读取",
                $"the registry's key file {path} is missing; name it with --key or the environment variable {Variable}. Without it no personal data of the registry can be read");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & TooOpen) != UnixFileMode.None)
            throw Refuse("registry.key-open", $"密钥文件 {path} 可被其他用户读写；请运行 chmod 600 {path}", $"other users can read or write the key file {path}; run 'chmod 600 {path}'");
        return new KeyRing(System.IO.Path.GetFullPath(path), [.. File.ReadAllLines(path).Where(line => line.Trim().Length > 0).Select((line, at) => Read(path, line, at + 1))]) is { _keys.Length: > 0 } ring
            ? ring
            : throw Unreadable(path, 1);
    }

    /// <summary>Makes a key file with one new key, readable by its owner only. What is there already stays.</summary>
    public static KeyRing Make(string path, string cityFolder, TimeProvider time)
    {
        RequireOutside(path, cityFolder);
        if (File.Exists(path))
            throw new ArgumentException($"{path} is already there", nameof(path));
        var ring = new KeyRing(System.IO.Path.GetFullPath(path), []).WithNew(time);
        ring.Write();
        return ring;
    }

    /// <summary>Seals a few bytes that are kept beside the key file, with a key derived from the one in use; the id of that stands before them.</summary>
    /// <param name="purpose">What for: bytes sealed for one purpose open for no other.</param>
    /// <param name="plain">What.</param>
    public byte[] Seal(string purpose, ReadOnlySpan<byte> plain) => [.. Encoding.ASCII.GetBytes($"{Current}\n"), .. Sealing.Seal(Sealing.Derive(Key(Current), purpose), plain, purpose)];

    /// <summary>Opens what <see cref="Seal"/> sealed, also under an older key of the ring.</summary>
    /// <exception cref="CryptographicException">The bytes were changed, or sealed for something else.</exception>
    /// <exception cref="RefusedException">The key is not in the ring.</exception>
    public byte[] Open(string purpose, ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
            throw new CryptographicException("nothing that was sealed");
        return Sealing.Open(Sealing.Derive(Key(Encoding.ASCII.GetString(bytes[..end])), purpose), bytes[(end + 1)..], purpose);
    }

    /// <summary>With a new key in use; the file is on the disk before this answers, so nothing is ever sealed with a key that a power cut could lose.</summary>
    internal KeyRing Renew(TimeProvider time)
    {
        var next = WithNew(time);
        next.Write();
        return next;
    }

    internal byte[] Key(string id) => _keys.FirstOrDefault(key => key.Id == id).Key ?? throw Refuse(
        "registry.key-unknown", $"登记册用密钥 {id} 封存，而 {Path} 中没有它（有 {string.Join("、", Ids)}）；请换回原来的密钥文件",
        $"the registry is sealed with key {id}, which {Path} does not hold (it holds {string.Join(", ", Ids)}); bring back the key file it was made with");

    private KeyRing WithNew(TimeProvider time) => new(
        Path, _keys.Add((Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), RandomNumberGenerator.GetBytes(KeyBytes), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))));

    private void Write()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            Disk.WriteWhole(Path, Encoding.ASCII.GetBytes(string.Concat(_keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"{key.Id} {Convert.ToBase64String(key.Key)} {key.Made:yyyy-MM-dd}\n")))), OwnerOnly);
        }
        catch (IOException failed)
        {
            throw Disk.Told(failed, Path);
        }
        catch (UnauthorizedAccessException forbidden)
        {
            throw new RefusedException([new Refusal("registry.key-not-written", new(
                $"无法写入密钥文件 {Path}：{forbidden.Message}；请用 --key 或环境变量 {Variable} 另指一处", $"the key file {Path} cannot be written: {forbidden.Message}; name another place with --key or {Variable}"))], forbidden);
        }
    }

    private static (string Id, byte[] Key, DateOnly Made) Read(string path, string line, int number)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var bytes = new byte[KeyBytes];
        return parts is [var id, var key, var made] && Convert.TryFromBase64String(key, bytes, out var count) && count == KeyBytes
            && DateOnly.TryParseExact(made, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (id, bytes, day)
            : throw Unreadable(path, number);
    }

    private static void RequireOutside(string path, string cityFolder)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(cityFolder)) + System.IO.Path.DirectorySeparatorChar;
        if (System.IO.Path.GetFullPath(path).StartsWith(folder, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
        {
            throw Refuse(
                "registry.key-inside", $"密钥文件 {path} 在城市文件夹之内，会随备份一起泄露；请放到别处", $"the key file {path} lies inside the city folder and would leak with every backup; keep it elsewhere");
        }
    }

    private static RefusedException Unreadable(string path, int line) => Refuse(
        "registry.key-unreadable", $"{path} 第 {line} 行不是密钥：应为“编号 base64（32 字节） 日期”；请从保管处恢复", $"{path}, line {line} is no key: 'id base64-of-32-bytes day' is expected; restore it from where you keep it");

    private static RefusedException Refuse(string code, string zh, string en) => new(new Refusal(code, new(zh, en)));
}
