using System.IO.Compression;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>Where a backup goes: a folder, or one .zip file. It gets its name when it is whole; what was broken off leaves nothing.</summary>
internal abstract class BackupTarget(string path) : IDisposable
{
    /// <summary>The target of this path.</summary>
    /// <exception cref="RefusedException">Something is there already; its folder is missing.</exception>
    public static BackupTarget At(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
            throw new RefusedException(new Refusal("backup.exists", new($"{path} 已存在；请另取名称，备份从不覆盖备份", $"{path} is there already; choose another name: no backup overwrites another")));
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(path)))
            throw new RefusedException(new Refusal("backup.no-folder", new($"没有文件夹 {System.IO.Path.GetDirectoryName(path)}；请先建立", $"there is no folder {System.IO.Path.GetDirectoryName(path)}; make it first")));
        return path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? new Zip(path) : new Folder(path);
    }

    /// <summary>A place beside it for what has to be a file of its own while it is made.</summary>
    public string Beside(string name) => $"{path}.{name}{Disk.Unfinished}";

    /// <summary>Adds a file.</summary>
    /// <param name="name">"vault/ab/cdef…".</param>
    /// <param name="write">Writes its content.</param>
    public abstract void Add(string name, Action<Stream> write);

    /// <summary>Adds a file that was made beside it, and removes that.</summary>
    public void AddAndDelete(string name, string file)
    {
        Add(name, stream =>
        {
            using var made = File.OpenRead(file);
            made.CopyTo(stream);
        });
        File.Delete(file);
    }

    /// <summary>It is whole: on the disk, under its name.</summary>
    public abstract void Finish();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        foreach (var left in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path) + ".*" + Disk.Unfinished + "*"))
            File.Delete(left);
    }

    protected string Path => path;

    private sealed class Folder : BackupTarget
    {
        private readonly string _root;

        public Folder(string path)
            : base(path)
        {
            _root = path + Disk.Unfinished;
            if (Directory.Exists(_root))
                Directory.Delete(_root, recursive: true);
            Directory.CreateDirectory(_root);
        }

        public override void Add(string name, Action<Stream> write)
        {
            var file = System.IO.Path.Combine(_root, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        public override void Finish()
        {
            foreach (var folder in Directory.EnumerateDirectories(_root, "*", SearchOption.AllDirectories).Append(_root))
                Disk.SyncFolder(folder);
            Directory.Move(_root, Path);
            Disk.SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
        }

        public override void Dispose()
        {
            base.Dispose();
            if (Directory.Exists(_root))
                Directory.Delete(_root, recursive: true);
        }
    }

    private sealed class Zip : BackupTarget
    {
        private readonly FileStream _file;
        private readonly ZipArchive _archive;

        public Zip(string path)
            : base(path)
        {
            _file = new FileStream(path + Disk.Unfinished, FileMode.Create, FileAccess.ReadWrite);
            _archive = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
        }

        public override void Add(string name, Action<Stream> write)
        {
            using var stream = _archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            write(stream);
        }

        public override void Finish()
        {
            _archive.Dispose();
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            File.Move(_file.Name, Path);
            Disk.SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
        }

        public override void Dispose()
        {
            if (_file.CanWrite)
            {
                _archive.Dispose();
                _file.Dispose();
            }

            base.Dispose();
            File.Delete(_file.Name);
        }
    }
}
