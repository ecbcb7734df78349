using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>The end of the access records at some moment (访问记录末端).</summary>
/// <param name="Seq">Number of the last record; 0 before the first.</param>
/// <param name="Hash">Its hash, lower-case hex.</param>
public readonly record struct AccessHead(long Seq, string Hash);

/// <summary>The end of the access records was noted in the ledger (封存访问记录): none up to it can be cut off unseen any more.</summary>
/// <param name="Head">The end.</param>
/// <param name="Day">The legal day.</param>
public sealed record AccessRecordsSealed(AccessHead Head, DateOnly Day) : Event
{
    internal const string Name = "access.sealed";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Notes the end of the access records in the ledger: the one thing of them that stands there, once a day.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Head">The end, of <see cref="AccessRecords.Head"/>.</param>
public sealed record SealAccessRecords(Guid Id, AccessHead Head) : Command(Id, "access")
{
    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context) => context.View<SealedAccess>().Heads.LastOrDefault().Seq is var last && Head.Seq > last
        ? new Decision<Event>.Taken([new AccessRecordsSealed(Head, context.Today)])
        : new Decision<Event>.Refused([new Refusal("access.sealed-already", new("自上次封存以来没有新的访问记录", "no access was recorded since the records were sealed last"))]);
}

/// <summary>The ends that were noted, oldest first.</summary>
/// <param name="Heads">The ends.</param>
/// <param name="Day">The day of the last; null before the first.</param>
public sealed record SealedAccess(ImmutableList<AccessHead> Heads, DateOnly? Day) : IView<SealedAccess>
{
    /// <inheritdoc/>
    public static SealedAccess Empty { get; } = new([], null);

    /// <inheritdoc/>
    public SealedAccess Apply(Fact fact) => fact.Kind == AccessRecordsSealed.Name && fact.Read<AccessRecordsSealed>() is var noted ? new(Heads.Add(noted.Head), noted.Day) : this;
}
