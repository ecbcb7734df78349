using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>One reason why an act, a file or a request is refused (拒绝的理由).</summary>
/// <param name="Code">Stable and never translated: "atlas.unknown-layer".</param>
/// <param name="Says">What happened, where, what to do.</param>
/// <param name="Basis">The rule it rests on; null where it is no rule but a plain impossibility.</param>
public record Refusal(string Code, Wording Says, Citation? Basis = null);

/// <summary>What a decision comes to: events, or every reason against it.</summary>
/// <typeparam name="TEvent">The events of the room that decides.</typeparam>
public abstract record Decision<TEvent>
{
    private Decision()
    {
    }

    /// <summary>The act is taken; these events record it.</summary>
    public sealed record Taken(ImmutableArray<TEvent> Events) : Decision<TEvent>;

    /// <summary>The act is refused for all of these reasons; nothing happened.</summary>
    public sealed record Refused(ImmutableArray<Refusal> Reasons) : Decision<TEvent>;

    /// <summary>One delegate a case.</summary>
    public TResult Match<TResult>(Func<Taken, TResult> taken, Func<Refused, TResult> refused) =>
        this is Taken t ? taken(t) : refused((Refused)this);
}

/// <summary>A refusal that has to leave a call at once: a broken file, a locked city, a full disk. Never a bug: those are other exceptions.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>Carries every reason.</summary>
    public RefusedException(params IEnumerable<Refusal> reasons)
        : this([.. reasons], null)
    {
    }

    /// <summary>Carries every reason and the technical cause.</summary>
    public RefusedException(ImmutableArray<Refusal> reasons, Exception? cause)
        : base(string.Join("; ", reasons.Select(r => r.Says.En)), cause) => Reasons = reasons;

    /// <summary>All reasons, in the order they were met.</summary>
    public ImmutableArray<Refusal> Reasons { get; }
}
