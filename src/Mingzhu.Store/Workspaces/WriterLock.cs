using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>Who writes in a city folder now.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Port">The loopback port on which it takes commands over; 0 if it takes none.</param>
/// <param name="Token">What a command that is handed over must show; only the owner of the folder can read it.</param>
public sealed record WriterNote(int Pid, int Port, string Token);

/// <summary>
/// The lock of the one writer. DIR/lock is held open by the operating system's lock, so it is free the moment the process ends, however it ends; DIR/lock.json tells the others who holds it.
/// </summary>
internal sealed class WriterLock : IDisposable
{
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _held;
    private readonly string _note;

    private WriterLock(string folder, FileStream held) => (_held, _note) = (held, NotePath(folder));

    public static WriterLock Take(string folder)
    {
        // Somebody who only asks who writes holds the lock for an instant: ask again before refusing.
        for (var attempt = 1; ; attempt++)
        {
            if (OpenFile.TryHold(LockPath(folder)) is { } held)
            {
                try
                {
                    var taken = new WriterLock(folder, held);
                    taken.Announce(0, "");
                    return taken;
                }
                catch
                {
                    held.Dispose();
                    throw;
                }
            }

            if (attempt == Attempts)
                throw Refused(folder, ReadNote(folder));
            Thread.Sleep(Pause);
        }
    }

    public static WriterNote? Holder(string folder)
    {
        try
        {
            return File.Exists(LockPath(folder)) && OpenFile.IsHeld(LockPath(folder)) ? ReadNote(folder) ?? new WriterNote(0, 0, "") : null;
        }
        catch (UnauthorizedAccessException)
        {
            return null; // whoever may not open the lock can't know, and can't write here either
        }
    }

    public void Announce(int port, string token) => Disk.WriteWhole(
        _note, JsonSerializer.SerializeToUtf8Bytes(new WriterNote(Environment.ProcessId, port, token), FactJson.Options), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public void Dispose()
    {
        File.Delete(_note);
        _held.Dispose();
    }

    private static WriterNote? ReadNote(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<WriterNote>(File.ReadAllBytes(NotePath(folder)), FactJson.Options);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            return null; // between taking the lock and writing the note; or the note is another user's
        }
    }

    private static RefusedException Refused(string folder, WriterNote? by) => new(new Refusal("city.locked", by switch
    {
        null => new($"{folder} 正被另一进程写入；请稍后再试", $"{folder} is being written by another process; try again in a moment"),
        { Port: 0 } => new($"{folder} 正被进程 {by.Pid} 写入（端口 0：不接受转交）；请等它结束", $"{folder} is being written by process {by.Pid} (port 0: it takes no commands over); wait until it ends"),
        _ => new($"{folder} 正被进程 {by.Pid} 写入，服务端口 {by.Port}；请通过该服务操作，或先停止它", $"{folder} is being written by process {by.Pid}, serving on port {by.Port}; act through that server, or stop it first"),
    }));

    private static string LockPath(string folder) => Path.Combine(folder, CityFolder.LockFile);

    private static string NotePath(string folder) => Path.Combine(folder, CityFolder.LockNote);
}

/// <summary>A file as a lock: whoever holds it open without sharing has it, and the operating system takes it back when the process ends.</summary>
internal static class OpenFile
{
    private const int WouldBlock = 11, WouldBlockMac = 35; // EAGAIN
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>The held file, or null if another has it.</summary>
    public static FileStream? TryHold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held.HResult is WouldBlock or WouldBlockMac or SharingViolation)
        {
            return null;
        }
    }

    /// <summary>Whether a live process holds it.</summary>
    public static bool IsHeld(string path)
    {
        using var probe = TryHold(path);
        return probe is null;
    }
}
