using System.IO.Compression;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>A backup to restore from: a folder, or one .zip file. Only names we ask for are looked up, so nothing in it decides where a file goes.</summary>
internal abstract class BackupSource : IDisposable
{
    /// <summary>The backup of this path.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static BackupSource At(string path)
    {
        BackupSource source;
        try
        {
            source = Directory.Exists(path) ? new Folder(path) : new Zip(ZipFile.OpenRead(path));
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw None(path, unreadable);
        }

        if (source.Open(Backup.LedgerName) is { } ledger)
        {
            ledger.Dispose();
            return source;
        }

        source.Dispose();
        throw None(path, null);
    }

    /// <summary>A file of it; null if it has none of that name.</summary>
    public abstract Stream? Open(string name);

    /// <summary>The names in one folder of it, by their last part.</summary>
    public abstract IEnumerable<string> In(string folder);

    /// <summary>Copies a file of it; false if it has none of that name.</summary>
    public bool Extract(string name, string to)
    {
        using var from = Open(name);
        if (from is null)
            return false;
        using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        from.CopyTo(file);
        file.Flush(flushToDisk: true);
        return true;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    private static RefusedException None(string path, Exception? cause) => new([new Refusal("restore.no-backup", new(
        $"{path} 不是明珠的备份：应为含 {Backup.LedgerName} 的文件夹或 zip 文件", $"{path} is no backup of Mingzhu: a folder or zip file with {Backup.LedgerName} in it is expected"))], cause);

    private sealed class Folder(string path) : BackupSource
    {
        public override Stream? Open(string name) => Path.Combine(path, name) is var file && File.Exists(file) ? File.OpenRead(file) : null;

        public override IEnumerable<string> In(string folder) => Directory.Exists(Path.Combine(path, folder)) ? Directory.EnumerateFiles(Path.Combine(path, folder)).Select(file => Path.GetFileName(file)) : [];

        public override void Dispose()
        {
        }
    }

    private sealed class Zip(ZipArchive archive) : BackupSource
    {
        public override Stream? Open(string name) => archive.GetEntry(name)?.Open();

        public override IEnumerable<string> In(string folder) => archive.Entries.Where(entry => entry.FullName == $"{folder}/{entry.Name}").Select(entry => entry.Name);

        public override void Dispose() => archive.Dispose();
    }
}
