using System.Collections.Immutable;
using System.IO.Compression;

namespace Mingzhu.Spatial;

/// <summary>How much a zip file may unpack to.</summary>
/// <param name="MostBytes">Of all files together.</param>
/// <param name="MostEntries">How many entries, leftovers and folders counted.</param>
/// <param name="MostRatio">Bytes unpacked for each byte of the zip file. Blank-filled tables pack well, so it only counts beyond <paramref name="FreeBytes"/>.</param>
/// <param name="FreeBytes">Bytes that any zip file may unpack to, whatever the ratio.</param>
public sealed record UnpackLimits(long MostBytes = 4L << 30, int MostEntries = 10_000, int MostRatio = 100, long FreeBytes = 64L << 20);

/// <summary>What was unpacked.</summary>
/// <param name="Files">Paths within the folder, parts joined by "/", in the order of the archive.</param>
/// <param name="Encoding">How the names were spelled: "UTF-8", "GB18030", "BIG5".</param>
/// <param name="EncodingEvidence">What that rests on.</param>
/// <param name="Notes">Files that were renamed or left packed.</param>
public sealed record UnpackedArchive(ImmutableArray<string> Files, string Encoding, (string Zh, string En) EncodingEvidence, ImmutableArray<SourceProblem> Notes);

/// <summary>Unpacks zip files that strangers made (解压缩).</summary>
public static class ZipUnpacking
{
    private const int Stored = 0, Deflated = 8;
    private const int FolderKind = 0x4000, FileKind = 0x8000;
    private const int ChunkBytes = 1 << 16;

    /// <summary>Unpacks a zip file into a folder.</summary>
    /// <remarks>
    /// Out: every file, in the folders the archive has. Names that do not say they are UTF-8 are UTF-8 if all of them fit, else GB18030 or Big5. Leftovers of macOS and Windows (<c>__MACOSX/</c>, <c>._x</c>,
    /// <c>.DS_Store</c>, <c>Thumbs.db</c>) are passed over; an archive in the archive stays packed, with a note.<br/>
    /// Always: nothing is written outside the folder; either all is unpacked or nothing is left behind; what is written is counted while it is written, whatever the archive declares.<br/>
    /// Refused, the whole archive: names that are absolute, climb or name a drive; links; two names that differ by case alone; encrypted entries; methods other than stored and deflated; entries
    /// that overlap; more than the limits; a directory or contents that are broken.
    /// </remarks>
    /// <param name="zip">The zip file.</param>
    /// <param name="folder">Where to; made if it does not exist, else it must be empty.</param>
    /// <param name="limits">How much it may unpack to; null: the defaults of <see cref="UnpackLimits"/>.</param>
    /// <param name="cancel">Ends it, leaving nothing behind.</param>
    /// <exception cref="BrokenFileException">It is refused; why.</exception>
    /// <exception cref="ArgumentException">The folder is not empty.</exception>
    public static UnpackedArchive Unpack(string zip, string folder, UnpackLimits? limits = null, CancellationToken cancel = default)
    {
        limits ??= new UnpackLimits();
        var made = !Directory.Exists(folder);
        if (!made && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ArgumentException($"the folder {folder} is not empty", nameof(folder));
        using var file = File.OpenRead(zip);
        var name = Path.GetFileName(zip);
        var plan = Plan.Of(file, name, limits);
        Directory.CreateDirectory(folder);
        try
        {
            foreach (var (entry, path) in plan.Files)
                Write(file, name, entry, Target(folder, path), cancel);
        }
        catch
        {
            Clear(folder, made);
            throw;
        }
        return new UnpackedArchive([.. plan.Files.Select(one => one.Path)], plan.Names.Named.Name, plan.Names.Evidence, plan.Notes);
    }

    private static string Target(string folder, string path)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var target = Path.GetFullPath(Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar)));
        // The names were made safe; this holds even if one was not.
        return target.StartsWith(root, StringComparison.Ordinal) ? target : throw new InvalidOperationException($"'{path}' leads out of '{root}'");
    }

    // Never more than the entry declares: what all of them declare is within the limits.
    private static void Write(FileStream zip, string name, ZipEntry entry, string target, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        using var packed = new Window(zip, ZipDirectory.Contents(zip, entry, name), entry.Packed);
        using var from = entry.Method == Stored ? (Stream)packed : new DeflateStream(packed, CompressionMode.Decompress);
        var (buffer, crc, written) = (new byte[ChunkBytes], new Crc32(), 0L);
        try
        {
            for (int read; (read = from.Read(buffer)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                written += read;
                if (written > entry.Size)
                    throw Damaged(name, target);
                crc.Add(buffer.AsSpan(0, read));
                to.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(name, target, broken);
        }
        if (written != entry.Size || crc.Value != entry.Crc)
            throw Damaged(name, target);
    }

    private static void Clear(string folder, bool made)
    {
        if (made)
        {
            Directory.Delete(folder, recursive: true);
            return;
        }
        foreach (var path in Directory.EnumerateDirectories(folder))
            Directory.Delete(path, recursive: true);
        foreach (var path in Directory.EnumerateFiles(folder))
            File.Delete(path);
    }

    internal static BrokenFileException Refused(string code, string file, string zh, string en, Exception? cause = null) => new(new SourceProblem(code, $"{file}：{zh}", $"{file}: {en}"), cause);

    private static BrokenFileException Bomb(string file, long most) => Refused(
        "zip.bomb", file, $"解压后超过 {most} 字节的上限，未解压；请分开压缩", $"unpacks to more than the limit of {most} bytes; refused; pack its files apart");

    private static BrokenFileException Damaged(string file, string target, Exception? cause = null) => Refused(
        "zip.damaged", file, $"压缩包中的“{Path.GetFileName(target)}”已损坏（大小或校验和不符）；请重新复制或压缩", $"'{Path.GetFileName(target)}' in the archive is damaged (its size or checksum is wrong); copy or pack it again", cause);

    /// <summary>What is going to be written, decided before anything is.</summary>
    private sealed record Plan(List<(ZipEntry Entry, string Path)> Files, TextEncoding Names, ImmutableArray<SourceProblem> Notes)
    {
        public static Plan Of(FileStream zip, string file, UnpackLimits limits)
        {
            var entries = ZipDirectory.Read(zip, file, limits.MostEntries);
            var names = ZipNames.Encoding(file, entries);
            var notes = ImmutableArray.CreateBuilder<SourceProblem>();
            var files = new List<(ZipEntry Entry, string Path)>();
            foreach (var entry in entries)
            {
                var name = entry.Unicode ?? names.Named.Encoding.GetString(entry.RawName);
                if (ZipNames.IsLeftover(name))
                    continue;
                var path = ZipNames.Safe(file, name);
                if (entry.UnixKind is not (0 or FolderKind or FileKind))
                    throw Refused("zip.link", file, $"压缩包中的“{ZipNames.Shown(name)}”是链接，已拒绝；请压缩文件本身", $"'{ZipNames.Shown(name)}' in the archive is a link; refused; pack the file itself");
                if (name[^1] is '/' or '\\' || entry.UnixKind == FolderKind)
                    continue;
                if (ZipNames.IsArchive(path))
                    notes.Add(new("zip.nested", $"压缩包中的“{path}”也是压缩包，未打开；如需导入请单独提交", $"'{path}' in the archive is an archive itself and was not opened; hand it over by itself", ProblemSeverity.Note) { Found = path });
                else
                    files.Add((Readable(entry, file, path), path));
                if (path != name.Replace('\\', '/'))
                    notes.Add(new("zip.renamed", $"压缩包中的“{ZipNames.Shown(name)}”改名为“{path}”", $"'{ZipNames.Shown(name)}' in the archive was renamed to '{path}'", ProblemSeverity.Note) { Found = ZipNames.Shown(name), Expected = path });
            }
            NoCollisions(file, files);
            NoOverlaps(zip, file, entries);
            var most = Math.Min(limits.MostBytes, Math.Max(limits.FreeBytes, zip.Length > limits.MostBytes / limits.MostRatio ? limits.MostBytes : zip.Length * limits.MostRatio));
            long declared = 0;
            foreach (var (entry, _) in files)
                declared = entry.Size > most - declared ? throw Bomb(file, most) : declared + entry.Size;
            return new Plan(files, names, notes.ToImmutable());
        }

        private static ZipEntry Readable(ZipEntry entry, string file, string path)
        {
            if (entry.Encrypted)
                throw Refused("zip.encrypted", file, $"压缩包中的“{path}”有密码；请去掉密码后重新压缩", $"'{path}' in the archive needs a password; pack it again without one");
            return entry.Method is Stored or Deflated ? entry : throw Refused(
                "zip.method", file, $"压缩包中的“{path}”用了不支持的压缩方法（{entry.Method}）；请用普通 zip（Deflate）重新压缩", $"'{path}' in the archive is packed by method {entry.Method}, which is not supported; pack it as a plain zip (Deflate)");
        }

        // Also a file where another entry needs a folder.
        private static void NoCollisions(string file, List<(ZipEntry Entry, string Path)> files)
        {
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (_, path) in files)
            {
                if (!taken.Add(path))
                    throw Twice(file, path);
            }
            foreach (var (_, path) in files)
            {
                for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
                {
                    if (taken.Contains(path[..slash]))
                        throw Twice(file, path[..slash]);
                }
            }
        }

        private static BrokenFileException Twice(string file, string path) => Refused(
            "zip.duplicate", file, $"压缩包中有两个“{path}”（大小写不同也算相同）；请改名后重新压缩", $"there are two '{path}' in the archive (upper and lower case are the same here); rename one and pack again");

        private static void NoOverlaps(FileStream zip, string file, ImmutableArray<ZipEntry> entries)
        {
            long end = 0;
            foreach (var entry in entries.OrderBy(entry => entry.Offset))
            {
                if (entry.Offset < end)
                    throw Refused("zip.overlap", file, "压缩包中的文件互相重叠，可能是恶意文件，已拒绝", "entries of the archive overlap; it may be malicious; refused");
                end = ZipDirectory.Contents(zip, entry, file) + entry.Packed;
            }
        }
    }

    /// <summary>A part of a file, as a stream.</summary>
    private sealed class Window(FileStream file, long from, long length) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            file.Position = from + _read;
            var read = file.Read(buffer[..(int)Math.Min(buffer.Length, length - _read)]);
            _read += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
