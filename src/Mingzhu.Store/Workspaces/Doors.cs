using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>Who is at the door (会话): every act and every reading carries one.</summary>
/// <param name="Actor">Opaque id of the person. Until accounts exist there is one: <c>operator</c>.</param>
/// <param name="Language">In which language messages are read.</param>
/// <param name="Post">The post acted in; empty until posts exist.</param>
public sealed record Session(string Actor, Language Language, string Post = "")
{
    /// <summary>The one actor there is until accounts exist.</summary>
    public static Session Operator(Language language) => new("operator", language);
}

/// <summary>What a decision may know (上下文): everything impure, handed in.</summary>
public abstract class Context
{
    /// <summary>The legal day, in the pack's time zone.</summary>
    public abstract DateOnly Today { get; }

    /// <summary>Who acts.</summary>
    public abstract Session Session { get; }

    /// <summary>The adopted pack.</summary>
    public abstract Pack Pack { get; }

    /// <summary>Sequence number of the last fact seen.</summary>
    public abstract long Seq { get; }

    /// <summary>A projection at <see cref="Seq"/>.</summary>
    public abstract TView View<TView>() where TView : class, IView<TView>;
}

/// <summary>
/// A projection (投影): what follows from the facts so far. Immutable: <see cref="Apply"/> answers a new one, so a failed commit discards its scratch state by forgetting
/// it. Facts of kinds it does not know are ignored.
/// </summary>
public interface IView<TSelf> where TSelf : class, IView<TSelf>
{
    /// <summary>Before the first fact.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>After one more fact.</summary>
    TSelf Apply(Fact fact);

    /// <summary>The only thing whose facts change it, so that a long ledger need not be read for it; null if there is none.</summary>
    static virtual string? Stream => null;

    /// <summary>All of it as bytes, so that a long ledger need not be replayed at every start; null for a projection that is always replayed.</summary>
    static virtual byte[]? ToBytes(TSelf view) => null;

    /// <summary>What <see cref="ToBytes"/> wrote.</summary>
    static virtual TSelf? FromBytes(ReadOnlySpan<byte> bytes) => null;
}

/// <summary>An act a person asks for (命令). Decided against the state of one moment; recorded whole or not at all.</summary>
/// <param name="Id">The same id twice gets the first answer and does nothing again.</param>
/// <param name="Stream">The thing it acts on.</param>
/// <param name="ExpectedVersion">Refused if the stream has moved on; null where that does not matter.</param>
public abstract record Command(Guid Id, string Stream, long? ExpectedVersion = null)
{
    /// <summary>The code of the refusal of a command whose stream has moved on from the version it expects.</summary>
    public const string Stale = "ledger.moved-on";

    /// <summary>Decides; touches nothing. Computes no geometry: that is done before, and its inputs named by hash.</summary>
    public abstract Decision<Event> Decide(Context context);
}

/// <summary>A question to the city (查询).</summary>
public abstract record Query<TAnswer>
{
    /// <summary>Answers from projections and vault files; writes nothing.</summary>
    public abstract TAnswer Answer(Context context, Workspace workspace);
}

/// <summary>What became of a command.</summary>
/// <param name="Facts">The facts recorded (or recorded when the command first came); empty when refused.</param>
/// <param name="Reasons">Every reason against it; empty when taken.</param>
public sealed record Outcome(IReadOnlyList<Fact> Facts, IReadOnlyList<Refusal> Reasons)
{
    /// <summary>Whether it was taken.</summary>
    public bool Taken => Reasons.Count == 0;
}
