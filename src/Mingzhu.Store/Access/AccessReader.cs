using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What a check of the access records found.</summary>
/// <param name="Records">How many records stand in sound lines.</param>
/// <param name="Segments">In how many files.</param>
/// <param name="Faults">Empty if all is sound; else the first bad line, named. What follows it proves nothing.</param>
public sealed record AccessVerification(long Records, int Segments, ImmutableArray<AccessFault> Faults)
{
    /// <summary>Whether all is sound.</summary>
    public bool Sound => Faults.IsEmpty;
}

/// <summary>A line that is not what was written.</summary>
/// <param name="Segment">The file.</param>
/// <param name="Line">1-based line in it; 0 for the file itself.</param>
/// <param name="Says">What is wrong.</param>
public sealed record AccessFault(string Segment, int Line, Wording Says);

/// <summary>Reads and checks segments of access records.</summary>
internal static class AccessReader
{
    public static IEnumerable<AccessRecord> Read(string folder, DateOnly first, DateOnly until) =>
        from segment in AccessSegment.In(folder)
        let day = DayOf(segment)
        where day >= first && day <= until
        from line in Lines(segment)
        where line.Ended && AccessSegment.Parse(line.Bytes) is not null
        let record = AccessRecord.Read(AccessSegment.Parse(line.Bytes)!.Value.Json)
        where record is not null
        select record;

    /// <summary>Where the chain stands at the end of a segment, and how many bytes it has up to the end of its last line that is one: what comes after is what a power cut left.</summary>
    public static (AccessTail Tail, long Sound) Tail(string segment)
    {
        var (tail, sound, at) = (AccessTail.Origin, 0L, 0L);
        foreach (var (bytes, ended) in Lines(segment))
        {
            at += bytes.Length + 1;
            if (ended && AccessSegment.Parse(bytes) is var (hash, json) && AccessRecord.Read(json) is { } record)
                (tail, sound) = (new AccessTail(record.Seq, record.At, hash), at);
        }

        return (tail, sound);
    }

    public static AccessVerification Verify(string folder, IReadOnlyDictionary<long, string> expected, CancellationToken cancel)
    {
        var (tail, segments) = (AccessTail.Origin, 0);
        string? before = null;
        foreach (var segment in AccessSegment.In(folder))
        {
            cancel.ThrowIfCancellationRequested();
            segments++;
            var number = 0;
            foreach (var (bytes, ended) in Lines(segment))
            {
                number++;
                if (Fault(bytes, ended, tail, number == 1 ? Continues(before, tail) : null, out var next) is { } says)
                    return new AccessVerification(tail.Seq, segments, [new AccessFault(Path.GetFileName(segment), number, says)]);
                tail = next;
                if (expected.TryGetValue(tail.Seq, out var noted) && noted != Convert.ToHexStringLower(tail.Hash))
                    return new AccessVerification(tail.Seq, segments, [new AccessFault(Path.GetFileName(segment), number, new("与账本中封存的末端不符：记录被整体改写", "is not the end that the ledger sealed: the records were written anew"))]);
            }

            before = Path.GetFileName(segment);
        }

        var last = expected.Keys.DefaultIfEmpty(0).Max();
        return new AccessVerification(tail.Seq, segments, tail.Seq >= last ? [] :
        [
            new AccessFault(before ?? "", 0, new(
                FormattableString.Invariant($"账本封存到第 {last} 条，而文件止于第 {tail.Seq} 条：末尾的记录被删去"), FormattableString.Invariant($"the ledger sealed {last} records, the files end with {tail.Seq}: the last ones were cut off"))),
        ]);
    }

    private static string Continues(string? before, AccessTail tail) => before is null ? "" : $"{before} {Convert.ToHexStringLower(tail.Hash)}";

    private static Wording? Fault(byte[] line, bool ended, AccessTail tail, string? continues, out AccessTail next)
    {
        next = tail;
        if (!ended)
            return new("行未写完（写入时断电），下次写入时会被截去", "the line was not finished (power was cut while it was written); the next record cuts it off");
        if (AccessSegment.Parse(line) is not var (hash, json) || AccessRecord.Read(json) is not { } record)
            return new("不是访问记录的行", "is no line of an access record");
        if (record.Seq != tail.Seq + 1)
            return new(FormattableString.Invariant($"序号应为 {tail.Seq + 1}，实为 {record.Seq}：中间有记录被删去或调换"), FormattableString.Invariant($"has number {record.Seq} where {tail.Seq + 1} is due: records were taken out or moved"));
        if (!hash.AsSpan().SequenceEqual(AccessSegment.Hash(tail.Hash, json)))
            return new("散列不符：这一行或它之前的行被改动", "its hash is another: this line was changed, or one before it");
        if (continues is not null && (record.Entry.What != AccessRecord.SegmentOpened || record.Entry.Thing != continues))
            return new("文件的首行没有接续前一天的文件", "the first line does not carry on from the segment before");
        next = new AccessTail(record.Seq, record.At, hash);
        return null;
    }

    private static IEnumerable<(byte[] Bytes, bool Ended)> Lines(string segment)
    {
        using var file = new FileStream(segment, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        var line = new List<byte>(256);
        for (var next = file.ReadByte(); next >= 0; next = file.ReadByte())
        {
            if (next == '\n')
            {
                yield return (line.ToArray(), true);
                line.Clear();
            }
            else
            {
                line.Add((byte)next);
            }
        }

        if (line.Count > 0)
            yield return (line.ToArray(), false);
    }

    private static DateOnly? DayOf(string segment) =>
        DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(segment), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
