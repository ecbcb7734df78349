using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// Who saw and did what (访问记录): daily files under DIR/access, append-only and hash-chained; they cannot be switched off, and nothing here deletes them. <see cref="Record"/> answers when the
/// record is on the disk; <see cref="Note"/> at once, and the record follows within a moment. Several processes may write at the same time; every one of them continues the same chain. Thread-safe.
/// </summary>
public sealed class AccessRecords : IDisposable
{
    /// <summary>Code of the refusal when a record could not be written: then nothing is answered.</summary>
    public const string NotWritten = "access.not-written";

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private const int MostWaiting = 10_000;
    private readonly AccessWriter _writer;
    private readonly string _folder;
    private readonly List<AccessEntry> _waiting = [];
    private readonly Lock _gate = new();
    private readonly Lock _order = new();
    private readonly Timer _timer;

    private AccessRecords(string folder, TimeZoneInfo zone, TimeProvider time)
    {
        _folder = folder;
        _writer = new AccessWriter(folder, zone, time);
        _timer = new Timer(_ => FlushQuietly());
    }

    /// <summary>The records of a city.</summary>
    /// <param name="cityFolder">The city folder.</param>
    /// <param name="zone">Where a day ends.</param>
    /// <param name="time">The clock.</param>
    public static AccessRecords Open(string cityFolder, TimeZoneInfo zone, TimeProvider time) => new(Path.Combine(cityFolder, "access"), zone, time);

    /// <summary>Why the last attempt to write failed; null if it did not. While it stands, whoever serves should serve nothing: what happens would go unrecorded.</summary>
    public Refusal? Trouble { get; private set; }

    /// <summary>Records, and answers when it is on the disk.</summary>
    /// <exception cref="RefusedException">It could not be written: then what was asked for must not be answered either.</exception>
    public void Record(AccessEntry entry)
    {
        lock (_gate)
            _waiting.Add(entry);
        Flush();
    }

    /// <summary>Records soon; at once where very many wait, so that a disk that cannot be written stops the work and not the memory.</summary>
    /// <exception cref="RefusedException">Very many wait and they could not be written.</exception>
    public void Note(AccessEntry entry)
    {
        int waiting;
        lock (_gate)
        {
            if (_waiting.Count == 0)
                _timer.Change(Gathering, Timeout.InfiniteTimeSpan);
            _waiting.Add(entry);
            waiting = _waiting.Count;
        }

        if (waiting >= MostWaiting)
            Flush();
    }

    /// <summary>Writes what waits, and answers when it is on the disk.</summary>
    /// <exception cref="RefusedException">It could not be written; it still waits.</exception>
    public void Flush()
    {
        lock (_order)
        {
            ImmutableArray<AccessEntry> batch;
            lock (_gate)
                batch = [.. _waiting];
            if (batch.IsEmpty)
                return;
            try
            {
                _writer.Append(batch);
                Trouble = null;
            }
            catch (RefusedException failed)
            {
                Trouble = failed.Reasons[0];
                throw;
            }

            lock (_gate)
                _waiting.RemoveRange(0, batch.Length);
        }
    }

    /// <summary>The records of some days, in their order, without checking the chain.</summary>
    public IEnumerable<AccessRecord> Read(DateOnly from, DateOnly until)
    {
        Flush();
        return AccessReader.Read(_folder, from, until);
    }

    /// <summary>The end of the records, all that wait included.</summary>
    public AccessHead Head()
    {
        Flush();
        var (seq, _, hash) = AccessSegment.In(_folder).LastOrDefault() is { } newest ? AccessReader.Tail(newest).Tail : AccessTail.Origin;
        return new AccessHead(seq, Convert.ToHexStringLower(hash));
    }

    /// <summary>Checks every line of every segment.</summary>
    /// <param name="expected">Ends noted earlier, which the records must still contain: those of <see cref="SealedAccess"/>.</param>
    /// <param name="cancel">Stops it.</param>
    public AccessVerification Verify(IEnumerable<AccessHead>? expected = null, CancellationToken cancel = default)
    {
        Flush();
        return AccessReader.Verify(_folder, (expected ?? []).ToDictionary(head => head.Seq, head => head.Hash), cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        FlushQuietly();
    }

    // What could not be written stays waiting; Trouble tells.
    private void FlushQuietly()
    {
        try
        {
            Flush();
        }
        catch (RefusedException)
        {
            lock (_gate)
            {
                if (_waiting.Count > 0)
                    Retry();
            }
        }
    }

    private void Retry()
    {
        try
        {
            _timer.Change(Gathering, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // closing: there is no later
        }
    }
}
