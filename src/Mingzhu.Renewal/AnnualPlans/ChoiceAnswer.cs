using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>A plan that cures as much as the limits allow, why each project is in or out, and how sure that is (年度计划优选结果).</summary>
public sealed record ChoiceAnswer
{
    /// <summary>The projects in the plan, in the order of the question.</summary>
    public required ImmutableArray<ChosenProject> Chosen { get; init; }

    /// <summary>The others, in the order of the question.</summary>
    public required ImmutableArray<LeftOutProject> LeftOut { get; init; }

    /// <summary>How far every limit of money, works and demolition is used.</summary>
    public required ImmutableArray<LimitUse> Limits { get; init; }

    /// <summary>Points of the findings cured, each once.</summary>
    public required decimal Cured { get; init; }

    /// <summary>No plan within the limits cures more than this; proven.</summary>
    public required decimal AtMost { get; init; }

    /// <summary>Points of all findings that some candidate cures.</summary>
    public required decimal Curable { get; init; }

    /// <summary>Where public interest comes first: what its projects cure, and at most could. Null otherwise.</summary>
    public PublicInterestShare? PublicInterest { get; init; }

    /// <summary>Whether somebody ended the search before it had proven what it could.</summary>
    public bool Cancelled { get; init; }

    /// <summary>How many branches were split.</summary>
    public long Branches { get; init; }

    /// <summary>How far the plan may be from the best one, 0–1.</summary>
    public decimal Gap => AtMost <= Cured ? 0 : Cured <= 0 ? 1 : (AtMost - Cured) / Cured;

    /// <summary>Whether nothing is better.</summary>
    public bool IsOptimal => AtMost <= Cured && PublicInterest is null or { IsOptimal: true };
}

/// <summary>What projects of public interest cure by themselves, chosen before all others.</summary>
/// <param name="Cured">Points.</param>
/// <param name="AtMost">No plan cures more by them; proven.</param>
public sealed record PublicInterestShare(decimal Cured, decimal AtMost)
{
    /// <summary>Whether that is the most.</summary>
    public bool IsOptimal => AtMost <= Cured;
}

/// <summary>A project in the plan.</summary>
/// <param name="Candidate">Its id.</param>
/// <param name="Financing">How it is paid for.</param>
/// <param name="OnlyHere">Points that would be lost without it.</param>
/// <param name="Pinned">Whether people decided it.</param>
/// <param name="NeededBy">Chosen projects that cannot be done without it.</param>
public sealed record ChosenProject(string Candidate, string Financing, decimal OnlyHere, bool Pinned, ImmutableArray<string> NeededBy);

/// <summary>Why a project is out.</summary>
public enum LeftOutReason
{
    /// <summary>People decided it (排除).</summary>
    Banned,

    /// <summary>Everything it cures is cured by others in the plan, or it cures nothing.</summary>
    NothingToAdd,

    /// <summary>It excludes one that is in.</summary>
    Excluded,

    /// <summary>Another without which it cannot be done is out.</summary>
    NeedsAnother,

    /// <summary>Limits bind: there is no room for it beside those in the plan.</summary>
    NoRoom,

    /// <summary>There would be room; only a search ended early leaves such a project out.</summary>
    NotReached,
}

/// <summary>A project out of the plan, and why.</summary>
/// <param name="Candidate">Its id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Adds">Points it would add to the plan.</param>
/// <param name="Binding">Which limits bind, by the financing that lacks least, and how much is lacking.</param>
/// <param name="Displaces">Were it taken, who would have to go; the best exchange that was found, not proven to be the best there is.</param>
/// <param name="Loses">Points the plan would lose by that exchange.</param>
/// <param name="AsksReason">Whether it serves the public interest while a project that does not is in: a reason is asked for.</param>
public sealed record LeftOutProject(string Candidate, LeftOutReason Reason, decimal Adds, ImmutableArray<LimitLack> Binding, ImmutableArray<string> Displaces, decimal? Loses, bool AsksReason);

/// <summary>A limit that leaves no room.</summary>
/// <param name="Limit">Which.</param>
/// <param name="Lacks">How much is lacking: fen, the unit of the work, m² beyond the limit of demolition; 1 where a project stands against a project.</param>
public sealed record LimitLack(ChoiceLimit Limit, decimal Lacks);

/// <summary>How far a limit is used.</summary>
/// <param name="Limit">Which.</param>
/// <param name="Used">Fen, the unit of the work, or the share or ratio of floor areas; null for a ratio over nothing.</param>
/// <param name="Most">The limit, in the same unit.</param>
public sealed record LimitUse(ChoiceLimit Limit, decimal? Used, decimal Most);

/// <summary>What more money of one source would buy (追加资金的效果).</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Added">How much more.</param>
/// <param name="CuresMore">Points more than the plan, in a plan that was found.</param>
/// <param name="AtMostMore">Points more than the plan at most; proven.</param>
/// <param name="Joins">Who comes in.</param>
/// <param name="Leaves">Who goes.</param>
public sealed record MoreMoney(string Source, Cny Added, decimal CuresMore, decimal AtMostMore, ImmutableArray<string> Joins, ImmutableArray<string> Leaves);

/// <summary>One point of the line from budget to findings cured (资金—治愈曲线).</summary>
/// <param name="Share">All sources at this share of their limits.</param>
/// <param name="Money">All of that together.</param>
/// <param name="Cured">Points cured; null where what is pinned cannot be paid for.</param>
/// <param name="AtMost">No plan cures more for that money; proven.</param>
/// <param name="Chosen">Ids of the projects.</param>
public sealed record BudgetPoint(decimal Share, Cny Money, decimal? Cured, decimal AtMost, ImmutableArray<string> Chosen);
