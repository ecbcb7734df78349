using System.Security.Cryptography;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// Immutable files named by their SHA-256 (保险库), lower-case hex. Written, synced (file and folder), then named. Putting is safe beside any writer: the same content is the same file. Of a city that stands
/// in a database as a whole they are kept there first, and the folder holds what this node has put or asked for.
/// </summary>
public sealed class Vault
{
    private readonly string _folder;
    private readonly WorkRoom _work;
    private readonly PostgresVault? _far;

    internal Vault(string folder, WorkRoom work, PostgresVault? far = null) => (_folder, _work, _far) = (folder, work, far);

    /// <summary>Keeps these bytes; answers their name.</summary>
    /// <exception cref="RefusedException">The disk is full; this content was erased.</exception>
    public string Put(ReadOnlySpan<byte> bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        RequireNotErased(hash);
        _far?.Put(hash, new MemoryStream(bytes.ToArray(), writable: false));
        if (VerifyHere(hash))
        {
            SyncFolders(hash);
            return hash;
        }

        var temporary = _work.NewPath();
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            return Name(temporary, hash);
        }
        catch (IOException failed)
        {
            File.Delete(temporary);
            throw Disk.Told(failed, Locate(hash));
        }
    }

    /// <summary>Keeps a file by moving it in (it must be on the same file system: see <see cref="Workspace.Work"/>); answers its name.</summary>
    /// <exception cref="ArgumentException">The file is not inside the city folder.</exception>
    public string Take(string path)
    {
        var city = Path.GetDirectoryName(_folder)! + Path.DirectorySeparatorChar;
        if (!Path.GetFullPath(path).StartsWith(city, StringComparison.Ordinal))
            throw new ArgumentException($"{path} is not inside the city folder {city}; make it in a folder of Workspace.Work()", nameof(path));
        try
        {
            string hash;
            using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.SequentialScan))
            {
                hash = Convert.ToHexStringLower(SHA256.HashData(file));
                file.Flush(flushToDisk: true);
                RequireNotErased(hash);
                file.Position = 0;
                _far?.Put(hash, file);
            }

            return Name(path, hash);
        }
        catch (IOException failed) when (failed is not FileNotFoundException and not DirectoryNotFoundException)
        {
            throw Disk.Told(failed, path);
        }
    }

    /// <summary>Whether the file is there.</summary>
    public bool Has(string hash) => File.Exists(Locate(hash)) || _far?.Has(hash) == true;

    /// <summary>Opens a file to read. The content is not checked against the name: see <see cref="Verify"/>.</summary>
    /// <exception cref="RefusedException">There is none of that name.</exception>
    public Stream Open(string hash)
    {
        try
        {
            if (!File.Exists(Locate(hash)))
                Fetch(hash);
            return new FileStream(Locate(hash), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(hash);
        }
    }

    /// <summary>All bytes of a file, checked against its name: a damaged disk must not become a wrong number.</summary>
    /// <exception cref="RefusedException">There is none of that name, or its content was altered.</exception>
    public byte[] Read(string hash)
    {
        using var file = Open(hash);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash)
            return bytes;
        return Verify(hash) ? Read(hash) : throw Altered(hash);
    }

    /// <summary>Path of a file, for readers that need one (GeoPackage); the content is checked against the name. Never write to it.</summary>
    /// <exception cref="RefusedException">There is none of that name, or its content was altered.</exception>
    public string PathOf(string hash) => Verify(hash) ? Locate(hash) : throw (Has(hash) ? Altered(hash) : Missing(hash));

    /// <summary>Whether a file is there and its content still has its hash.</summary>
    public bool Verify(string hash) => VerifyHere(hash) || (Fetch(hash) && VerifyHere(hash));

    /// <summary>The fact that erased a file; null if none did.</summary>
    public long? ErasedBy(string hash) => File.Exists(Tombstone(hash)) && long.TryParse(File.ReadAllText(Tombstone(hash)), out var by) ? by : _far?.ErasedBy(hash);

    /// <summary>Names of all files, in order. Whatever else stands in the folder is not the vault's.</summary>
    public IEnumerable<string> Names() => _far?.Names() ?? (IEnumerable<string>)(Directory.Exists(_folder) ? Directory.EnumerateDirectories(_folder) : [])
        .SelectMany(folder => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(folder) + Path.GetFileName(file)))
        .Where(VaultName.IsHash)
        .Order(StringComparer.Ordinal);

    /// <summary>Whether a file is where it is kept, and not only asked for by this node once.</summary>
    internal bool Keeps(string hash) => _far?.Has(hash) ?? File.Exists(Locate(hash));

    /// <summary>Opens a file where it is kept, to read it once from beginning to end.</summary>
    internal Stream OpenKept(string hash) => _far?.Open(hash) ?? Open(hash);

    /// <summary>Erases a file that a recorded act erased: leaves a mark of the fact, and nothing of the content. Doing it again does nothing more.</summary>
    internal void Erase(string hash, long by)
    {
        if (ErasedBy(hash) is not null && !Has(hash))
            return;
        _far?.Erase(hash, by);
        Directory.CreateDirectory(Path.GetDirectoryName(Locate(hash))!);
        Disk.WriteWhole(Tombstone(hash), System.Text.Encoding.ASCII.GetBytes(by.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        File.Delete(Locate(hash));
        SyncFolders(hash);
    }

    private bool VerifyHere(string hash)
    {
        if (!File.Exists(Locate(hash)))
            return false;
        using var file = new FileStream(Locate(hash), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == hash;
    }

    // Brings a file here from the database; false if it has none of that name and content.
    private bool Fetch(string hash)
    {
        using var kept = _far?.Open(hash);
        if (kept is null)
            return false;
        var temporary = _work.NewPath();
        try
        {
            string found;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                kept.CopyTo(file);
                file.Position = 0;
                found = Convert.ToHexStringLower(SHA256.HashData(file));
            }

            if (found == hash)
                Name(temporary, hash);
            else
                File.Delete(temporary);
            return found == hash;
        }
        catch (IOException failed)
        {
            File.Delete(temporary);
            throw Disk.Told(failed, Locate(hash));
        }
    }

    private string Name(string temporary, string hash)
    {
        var path = Locate(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        if (VerifyHere(hash))
            File.Delete(temporary);
        else
            File.Move(temporary, path, overwrite: true); // somebody may have put the same content a moment ago, or what stands there was altered
        SyncFolders(hash);
        return hash;
    }

    // Also for content that is already there: its folder entry may be another thread's work of this moment, not yet durable.
    private void SyncFolders(string hash)
    {
        Disk.SyncFolder(Path.GetDirectoryName(Locate(hash))!);
        Disk.SyncFolder(_folder);
    }

    private string Tombstone(string hash) => Locate(hash) + ".erased";

    private void RequireNotErased(string hash)
    {
        if (ErasedBy(hash) is { } by)
            throw Gone(hash, by);
    }

    private string Locate(string hash) => VaultName.IsHash(hash)
        ? Path.Combine(_folder, hash[..2], hash[2..])
        : throw new ArgumentException($"'{hash}' is no vault name: 64 lower-case hex digits are expected", nameof(hash));

    private static RefusedException Altered(string hash) => new(new Refusal("vault.altered", new(
        $"保险库文件 {hash} 的内容已被改动，不能使用；请运行 mingzhu verify 查看受损的文件，并从备份恢复", $"the content of vault file {hash} was altered, so it can't be used; run 'mingzhu verify' to see what is damaged and restore it from a backup")));

    private static RefusedException Gone(string hash, long by) => new(new Refusal("vault.erased", new(
        $"文件 {hash} 已由第 {by} 条事实销毁，其内容不能再读取或存入", $"file {hash} was erased by fact {by}; its content can be neither read nor kept again")));

    private RefusedException Missing(string hash) => ErasedBy(hash) is { } by ? Gone(hash, by) : new(new Refusal("vault.no-such-file", new(
        $"保险库中没有文件 {hash}；请运行 mingzhu verify 查看缺失的文件，并从备份恢复", $"the vault has no file {hash}; run 'mingzhu verify' to see what is missing and restore it from a backup")));
}
