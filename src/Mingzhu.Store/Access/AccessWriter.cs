using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// Appends to the newest segment. While it does it holds DIR/access/lock (for which it waits two seconds at most), and it looks at the end of the file first: whoever wrote meanwhile is continued. A line that a power cut left without its
/// end was never acknowledged and is cut off.
/// </summary>
internal sealed class AccessWriter(string folder, TimeZoneInfo zone, TimeProvider time)
{
    private const int Attempts = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private (string Path, long Length, AccessTail Tail)? _known;

    public void Append(IReadOnlyList<AccessEntry> entries)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                Disk.SyncFolder(Path.GetDirectoryName(folder)!);
            }

            using var held = Hold();
            var newest = AccessSegment.In(folder).LastOrDefault();
            var tail = newest is null ? AccessTail.Origin : TailOf(newest);
            var now = time.GetUtcNow();
            var today = AccessSegment.PathOf(folder, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime));
            // A clock that was set back does not lead back into an older segment: the order is that of the numbers.
            var path = newest is not null && string.CompareOrdinal(today, newest) < 0 ? newest : today;
            Write(path, newest, tail, now.ToUnixTimeMilliseconds(), entries);
        }
        catch (IOException failed)
        {
            _known = null;
            throw Unwritten(failed);
        }
        catch (UnauthorizedAccessException failed)
        {
            _known = null;
            throw Unwritten(failed);
        }
    }

    private void Write(string path, string? newest, AccessTail tail, long at, IReadOnlyList<AccessEntry> entries)
    {
        using var bytes = new MemoryStream();
        if (path != newest)
            tail = Add(bytes, tail, at, Opening(newest, tail));
        if (at < tail.At)
            tail = Add(bytes, tail, at, new AccessEntry("", "", AccessRecord.ClockMovedBack, FormattableString.Invariant($"{tail.At - at} ms"), AccessResult.Failed, ""));
        foreach (var entry in entries)
            tail = Add(bytes, tail, at, entry);
        using (var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            bytes.WriteTo(file);
            file.Flush(flushToDisk: true);
            _known = (path, file.Length, tail);
        }

        if (path != newest)
            Disk.SyncFolder(folder);
    }

    private static AccessTail Add(MemoryStream to, AccessTail tail, long at, AccessEntry entry)
    {
        var json = new AccessRecord(tail.Seq + 1, at, entry).ToBytes();
        var hash = AccessSegment.Hash(tail.Hash, json);
        to.Write(AccessSegment.Line(hash, json));
        return new AccessTail(tail.Seq + 1, at, hash);
    }

    private static AccessEntry Opening(string? newest, AccessTail tail) =>
        new("", "", AccessRecord.SegmentOpened, newest is null ? "" : $"{Path.GetFileName(newest)} {Convert.ToHexStringLower(tail.Hash)}", AccessResult.Allowed, "");

    private AccessTail TailOf(string path)
    {
        var length = new FileInfo(path).Length;
        if (_known is { } known && known.Path == path && known.Length == length)
            return known.Tail;
        var (tail, sound) = AccessReader.Tail(path);
        if (sound < length)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read);
            file.SetLength(sound);
            file.Flush(flushToDisk: true);
        }

        return tail;
    }

    private FileStream Hold()
    {
        for (var attempt = 1; ; attempt++)
        {
            if (OpenFile.TryHold(Path.Combine(folder, "lock")) is { } held)
                return held;
            if (attempt == Attempts)
                throw new IOException("held by another process for too long");
            Thread.Sleep(Pause);
        }
    }

    private RefusedException Unwritten(Exception failed) => new([new Refusal(AccessRecords.NotWritten, Disk.IsFull(failed)
        ? new($"磁盘已满，访问记录未能写入 {folder}；因此未作答。请腾出空间后重试", $"the disk is full and the access record was not written to {folder}, so nothing is answered; free some space and try again")
        : new($"访问记录未能写入 {folder}：{failed.Message}；因此未作答", string.Create(CultureInfo.InvariantCulture, $"the access record was not written to {folder}, so nothing is answered: {failed.Message}")))], failed);
}

/// <summary>Where the chain stands.</summary>
internal readonly record struct AccessTail(long Seq, long At, byte[] Hash)
{
    public static AccessTail Origin { get; } = new(0, 0, AccessSegment.Origin);
}
