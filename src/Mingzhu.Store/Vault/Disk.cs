using System.Runtime.InteropServices;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What has to reach the disk, and what to say when it does not.</summary>
public static partial class Disk
{
    private const int NoSpace = 28, NoSpaceForUser = 122, NotSupportedHere = 22; // ENOSPC, EDQUOT, EINVAL
    private const int SqliteFull = 13; // SQLITE_FULL
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>How the name of a file ends that <see cref="WriteWhole"/> has not finished.</summary>
    internal const string Unfinished = ".new";

    /// <summary>Makes the entries of a folder durable: without it a power failure may forget a file that was renamed into it. Windows does so by itself.</summary>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // .NET opens no folders, so this is asked of libc.
        var handle = Open(folder, 0);
        if (handle < 0)
            throw new IOException($"cannot open folder {folder}", Marshal.GetLastPInvokeError());
        var failed = Sync(handle) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(handle);
        if (failed is not 0 and not NotSupportedHere)
            throw new IOException($"cannot sync folder {folder}", failed);
    }

    /// <summary>Writes a small file whole or not at all, durably.</summary>
    internal static void WriteWhole(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        var next = path + Unfinished;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        using (var file = new FileStream(next, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether something failed because the disk is full, be it a file or an SQLite database.</summary>
    public static bool IsFull(Exception failed) =>
        failed is IOException { HResult: NoSpace or NoSpaceForUser or WindowsDiskFull } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SqliteFull };

    /// <summary>The refusal for a failed write.</summary>
    internal static RefusedException Told(IOException failed, string path) => IsFull(failed)
        ? new RefusedException([new Refusal("vault.disk-full", new(
            $"磁盘已满，未能写入 {path}；什么都没有改变。请腾出空间后重试", $"the disk is full: {path} was not written and nothing has changed; free some space and try again"))], failed)
        : new RefusedException([new Refusal("vault.not-written", new(
            $"未能写入 {path}：{failed.Message}；什么都没有改变", $"{path} was not written and nothing has changed: {failed.Message}"))], failed);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
