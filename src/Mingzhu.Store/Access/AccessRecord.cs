using System.Text.Json;

namespace Mingzhu.Store;

/// <summary>How it ended (结果).</summary>
public enum AccessResult
{
    /// <summary>Done, or shown.</summary>
    Allowed,

    /// <summary>The rules said no, or the password was wrong.</summary>
    Refused,

    /// <summary>A fault of the program.</summary>
    Failed,
}

/// <summary>What somebody did or saw (访问记录), before it has its place in the chain.</summary>
/// <param name="Actor">Opaque id of the account; "operator" for who sits at the machine, empty before anybody has signed in.</param>
/// <param name="Post">The post acted in; empty if none.</param>
/// <param name="What">What kind of thing was done: "sign-in", "account.locked", "personal.unmasked", "GET /projects/{id}".</param>
/// <param name="Thing">To what: an opaque id or an address without its query. Never a name or number of a person.</param>
/// <param name="Result">How it ended.</param>
/// <param name="From">The address it came from.</param>
/// <param name="Reason">The reason given, where one is asked for.</param>
public sealed record AccessEntry(string Actor, string Post, string What, string Thing, AccessResult Result, string From, string? Reason = null);

/// <summary>One record as it stands in its segment. Never changed.</summary>
/// <param name="Seq">1, 2, 3, … without a gap over all segments: the order, whatever the clock said.</param>
/// <param name="At">UTC, milliseconds since 1970, by the clock of the machine.</param>
/// <param name="Entry">Who did what to which thing, how it ended, from where.</param>
public sealed record AccessRecord(long Seq, long At, AccessEntry Entry)
{
    /// <summary>The mark of a clock that stood earlier than at the record before.</summary>
    public const string ClockMovedBack = "clock.moved-back";

    /// <summary>The mark at the head of every segment: names the segment before it and its last hash.</summary>
    public const string SegmentOpened = "segment.opened";

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset When => DateTimeOffset.FromUnixTimeMilliseconds(At);

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new Line(Seq, At, Entry.Actor, Entry.Post, Entry.What, Entry.Thing, Entry.Result, Entry.From, Entry.Reason), FactJson.Options);

    internal static AccessRecord? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(bytes, FactJson.Options) is { Actor: not null, Post: not null, What: not null, Thing: not null, From: not null } line
                ? new AccessRecord(line.Seq, line.At, new AccessEntry(line.Actor, line.Post, line.What, line.Thing, line.Result, line.From, line.Reason))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(long Seq, long At, string Actor, string Post, string What, string Thing, AccessResult Result, string From, string? Reason);
}
