using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>
/// Which projects should one local annual plan (年度实施计划) hold? Everything the answer may depend on: the candidates, the findings they cure, the limits of money, works and demolition, and what people have decided already.
/// </summary>
public sealed record ChoiceQuestion
{
    /// <summary>The projects that could be in the plan.</summary>
    public required ImmutableArray<ChoiceCandidate> Candidates { get; init; }

    /// <summary>What curing each finding counts for. A finding cured by several chosen projects counts once.</summary>
    public required ImmutableArray<FindingWeight> Findings { get; init; }

    /// <summary>How much there is of every source of money. A source that is not named has no money: unknown is not unlimited.</summary>
    public required ImmutableArray<MoneyLimit> Money { get; init; }

    /// <summary>How much of a kind of work can be done within the year. A kind that is not named is not limited.</summary>
    public ImmutableArray<WorksLimit> Works { get; init; } = [];

    /// <summary>How much the chosen projects may demolish, together; null where the pack limits nothing.</summary>
    public DemolitionLimits? Demolition { get; init; }

    /// <summary>How projects of public interest come first.</summary>
    public PublicInterestRule PublicInterest { get; init; } = PublicInterestRule.Equal;

    /// <summary>Projects of which at most one may be chosen.</summary>
    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    /// <summary>Ids of projects people have decided to take (必选).</summary>
    public ImmutableSortedSet<string> Pinned { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Ids of projects people have decided to leave out (排除).</summary>
    public ImmutableSortedSet<string> Banned { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}

/// <summary>A project that could be in the plan (备选项目).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Cures">Ids of the findings it cures.</param>
/// <param name="Financings">The ways to pay for it; exactly one of them is taken with the project.</param>
public sealed record ChoiceCandidate(string Id, string Name, ImmutableArray<string> Cures, ImmutableArray<Financing> Financings)
{
    /// <summary>Whether it serves the public interest first of all (基础设施、公共服务设施、公益阵地、其他公共利益).</summary>
    public bool PublicInterest { get; init; }

    /// <summary>How much of each kind of work it takes.</summary>
    public ImmutableArray<WorksAmount> Works { get; init; } = [];

    /// <summary>Its floor areas, for the limits of demolition.</summary>
    public FloorAreas Floor { get; init; }

    /// <summary>Ids of candidates without which it cannot be done.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];
}

/// <summary>One way to pay for a project (资金方案).</summary>
/// <param name="Id">Its id within the project.</param>
/// <param name="Amounts">How much from which source; a source at most once.</param>
public sealed record Financing(string Id, ImmutableArray<MoneyAmount> Amounts)
{
    /// <summary>All of it together.</summary>
    public Cny Total => Amounts.Aggregate(Cny.Zero, (sum, amount) => sum + amount.Amount);
}

/// <summary>Money of one source (资金来源): fiscal, special bond, social capital …</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Amount">Not negative.</param>
public readonly record struct MoneyAmount(string Source, Cny Amount);

/// <summary>How much there is of a source (资金额度).</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Limit">Not negative.</param>
public sealed record MoneyLimit(string Source, Wording Name, Cny Limit);

/// <summary>An amount of one kind of work (工程量).</summary>
/// <param name="Kind">Id of the kind.</param>
/// <param name="Amount">In the unit of the kind; not negative.</param>
public readonly record struct WorksAmount(string Kind, long Amount);

/// <summary>How much of a kind of work can be done in the year (施工能力).</summary>
/// <param name="Kind">Id of the kind.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Unit">m², km, projects at once …</param>
/// <param name="Limit">Not negative.</param>
public sealed record WorksLimit(string Kind, Wording Name, string Unit, long Limit);

/// <summary>Floor areas of a project (建筑面积), m². What the rule exempts, such as illegal buildings and dangerous ones beyond repair, is not counted as demolished.</summary>
/// <param name="ExistingM2">现状总建筑面积.</param>
/// <param name="DemolishedM2">拆除建筑面积.</param>
/// <param name="NewM2">新建（改建、扩建）建筑面积.</param>
public readonly record struct FloorAreas(long ExistingM2, long DemolishedM2, long NewM2);

/// <summary>Limits of demolition over all chosen projects (防止大拆大建).</summary>
/// <param name="DemolishedShare">Most that may be demolished of what exists, 0–1.</param>
/// <param name="NewPerDemolished">Most that may be built new per demolished area (拆建比).</param>
/// <param name="ShareSource">Where the first comes from.</param>
/// <param name="RatioSource">Where the second comes from.</param>
public sealed record DemolitionLimits(decimal DemolishedShare, decimal NewPerDemolished, Citation ShareSource, Citation RatioSource);

/// <summary>What curing a finding counts for.</summary>
/// <param name="Finding">Its id.</param>
/// <param name="Weight">Points, 1 or more.</param>
public readonly record struct FindingWeight(string Finding, int Weight);

/// <summary>Projects of which at most one may be chosen (互斥项目): two schemes for one place.</summary>
/// <param name="Candidates">Ids, two or more.</param>
/// <param name="Reason">Why, for the reader.</param>
public sealed record Exclusion(ImmutableArray<string> Candidates, Wording Reason);

/// <summary>How public interest counts.</summary>
public enum PublicInterestPriority
{
    /// <summary>Like any other project.</summary>
    Equal,

    /// <summary>First: what public-interest projects can cure is chosen first and held; the others share what is left.</summary>
    First,

    /// <summary>A finding cured by a public-interest project counts more, by a factor.</summary>
    Weighted,
}

/// <summary>How public interest comes first (公共利益项目优先).</summary>
/// <param name="Priority">Which way.</param>
/// <param name="Factor">For <see cref="PublicInterestPriority.Weighted"/>: 1 or more, in thousandths.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record PublicInterestRule(PublicInterestPriority Priority, decimal Factor, Citation Source)
{
    /// <summary>No priority.</summary>
    public static PublicInterestRule Equal { get; } = new(PublicInterestPriority.Equal, 1, Citation.None);
}
