using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>What a check comes to. Unknown is never a pass.</summary>
public enum Verdict
{
    /// <summary>通过.</summary>
    Passes,

    /// <summary>不通过.</summary>
    Fails,

    /// <summary>无法判断.</summary>
    Unknown,
}

/// <summary>What a check found.</summary>
/// <param name="Verdict">Passed or not.</param>
/// <param name="Says">What was found, in words.</param>
/// <param name="Features">Ids of the features it was found on; empty if none.</param>
public sealed record GateFound(Verdict Verdict, Wording Says, ImmutableArray<string> Features)
{
    /// <summary>A pass.</summary>
    public static GateFound Pass(Wording says) => new(Verdict.Passes, says, []);

    /// <summary>A failure, on these features.</summary>
    public static GateFound Fail(Wording says, params ImmutableArray<string> features) => new(Verdict.Fails, says, features);

    /// <summary>Nobody can tell.</summary>
    public static GateFound Unknown(Wording says) => new(Verdict.Unknown, says, []);
}

/// <summary>What a gate came to when a step was brought to its end, as it is recorded.</summary>
/// <param name="Gate">Id of the gate.</param>
/// <param name="Found">What was found.</param>
/// <param name="Reason">Why it went on all the same: the reason asked for by a warning, or that of an override; null where it passed.</param>
public sealed record GateResult(string Gate, GateFound Found, string? Reason = null);

/// <summary>A check of the program, by the name under which packs call it (程序检查). It looks at the case and at views; it computes no geometry.</summary>
/// <param name="case">The case.</param>
/// <param name="context">Today, views.</param>
public delegate GateFound Check(Case @case, Mingzhu.Store.Context context);
