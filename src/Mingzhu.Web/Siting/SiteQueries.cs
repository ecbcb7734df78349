using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Siting;

/// <summary>Candidates and conditions as an address holds them, and what is wrong with them.</summary>
/// <param name="From">The candidates, as written.</param>
/// <param name="Conditions">The conditions, as written.</param>
/// <param name="Site">The site picked on the map; empty if none.</param>
public abstract record SiteQuery(string From, ImmutableArray<string> Conditions, string Site)
{
    /// <summary>The most conditions that may be asked at once: an address holds no more.</summary>
    public const int MostConditions = 20;

    /// <summary>The name of the parameter a condition stands in.</summary>
    public const string Condition = "if";

    /// <summary>The page of such questions.</summary>
    public abstract string Page { get; }

    /// <summary>The question as its parameters.</summary>
    protected abstract IEnumerable<(string Key, string? Value)> Parameters { get; }

    /// <summary>The address of its page.</summary>
    public string Address => Addresses.With(Page, Parameters);

    /// <summary>Something else about the same question: its shapes, its progress, an act upon it.</summary>
    public string Act(string act) => Addresses.With($"{Page}/{act}", Parameters);

    /// <summary>What is wrong with each condition; empty where nothing is.</summary>
    public ImmutableArray<ImmutableArray<Refusal>> Faults => [.. Conditions.Select(condition => Wrong(() => SiteCondition.Parse(condition), ConditionFields.Of(condition).Slip()))];

    /// <summary>What is wrong with the candidates, and with the question as a whole.</summary>
    public abstract ImmutableArray<Refusal> OtherFaults { get; }

    /// <summary>Everything wrong, the conditions by their numbers.</summary>
    public ImmutableArray<Refusal> AllFaults =>
    [
        .. OtherFaults,
        .. Faults.SelectMany((faults, at) => faults.Select(fault => fault with { Says = new($"第 {at + 1} 条：{fault.Says.Zh}", $"condition {at + 1}: {fault.Says.En}") })),
    ];

    /// <summary>What the conditions and candidates of an address ask about; nothing where they cannot be read, for then nothing is answered either.</summary>
    public static ImmutableArray<AskedAbout> About(IQueryCollection query, SitingRules rules, FacilityKinds kinds)
    {
        try
        {
            return AskedAbout.Of(rules, kinds, query["from"].ToString().Trim() is { Length: > 0 } from ? SiteTarget.Parse(from) : null, ConditionsOf(query).Select(SiteCondition.Parse));
        }
        catch (RefusedException)
        {
            return [];
        }
    }

    /// <summary>The same with other conditions and candidates.</summary>
    public abstract SiteQuery With(string from, ImmutableArray<string> conditions);

    /// <summary>The same with a site picked.</summary>
    public SiteQuery Picking(string site) => this with { Site = site };

    protected ImmutableArray<Refusal> TooMany => Conditions.Length > MostConditions
        ? [new Refusal("choosing.too-many", new($"一次最多 {MostConditions} 条条件，这里有 {Conditions.Length} 条", $"at most {MostConditions} conditions can be asked at a time, and there are {Conditions.Length}"))]
        : [];

    protected SiteTarget? Target => From.Length == 0 ? null : SiteTarget.Parse(From);

    protected ImmutableArray<SiteCondition> Asked => [.. Conditions.Select(SiteCondition.Parse)];

    protected IEnumerable<(string Key, string? Value)> Shared => [("from", From), .. Conditions.Select(condition => (Condition, (string?)condition)), ("site", Site)];

    protected static ImmutableArray<string> ConditionsOf(IQueryCollection query) => [.. query[Condition].OfType<string>().Where(condition => condition.Trim().Length > 0)];

    protected static ImmutableArray<Refusal> Wrong(Action read, Refusal? slip = null)
    {
        try
        {
            if (slip is not null)
                return [slip];
            read();
            return [];
        }
        catch (RefusedException refused)
        {
            return refused.Reasons;
        }
    }

    protected static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A site selection as its address holds it (选址地址).</summary>
/// <param name="From">The candidates; empty before any were chosen.</param>
/// <param name="Conditions">The conditions.</param>
/// <param name="Rank">By the N-th condition, from 1; "area"; empty for what says most.</param>
/// <param name="Site">The site picked on the map.</param>
public sealed record SelectionQuery(string From, ImmutableArray<string> Conditions, string Rank, string Site) : SiteQuery(From, Conditions, Site)
{
    private const string ByArea = "area";

    /// <inheritdoc/>
    public override string Page => Addresses.Sites;

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, string? Value)> Parameters => [("rank", Rank), .. Shared];

    /// <inheritdoc/>
    public override ImmutableArray<Refusal> OtherFaults =>
    [
        .. TooMany, .. Wrong(() => _ = Target),
        .. Rank is "" or ByArea || Whole(Rank) is >= 1 and var number && number <= Conditions.Length ? [] : new[]
        {
            new Refusal("choosing.rank", new($"排序“{Rank}”应为 1 到 {Conditions.Length} 的条件号，或 area", $"the order '{Rank}' should be the number of a condition, 1 to {Conditions.Length}, or area")),
        },
    ];

    /// <summary>Whether anything is asked yet.</summary>
    public bool IsAsked => From.Length > 0;

    /// <summary>The question.</summary>
    /// <exception cref="RefusedException">Something is wrong with it; see <see cref="SiteQuery.AllFaults"/>.</exception>
    public SiteSelection Question => AllFaults is { IsEmpty: false } faults ? throw new RefusedException(faults)
        : new SiteSelection(Target ?? throw new RefusedException(new Refusal("choosing.from", new("请选候选地", "choose the candidates"))), Asked, Rank == ByArea ? SiteSelection.ByArea : Whole(Rank) - 1);

    /// <summary>As an address has it.</summary>
    public static SelectionQuery Of(IQueryCollection query) => new(query["from"].ToString().Trim(), ConditionsOf(query), query["rank"].ToString().Trim(), query["site"].ToString());

    /// <summary>Of a selection made ready.</summary>
    public static SelectionQuery Of(SiteSelection selection) => new(selection.From.ToString(), [.. selection.Conditions.Select(condition => condition.ToString())], "", "");

    /// <inheritdoc/>
    public override SiteQuery With(string from, ImmutableArray<string> conditions) => this with { From = from, Conditions = conditions, Rank = Whole(Rank) > conditions.Length ? "" : Rank };
}

/// <summary>Where one more would help most, as its address holds it (增设地址).</summary>
/// <param name="What">A facility kind or an addition; empty before one was chosen.</param>
/// <param name="From">The candidates; empty for the pack's.</param>
/// <param name="Conditions">What a site must meet.</param>
/// <param name="Reach">How far it serves, metres; empty for the pack's.</param>
/// <param name="Sites">How many are chosen together; empty for the usual number.</param>
/// <param name="Indicator">The indicator to be raised; empty for the first whose target is missed.</param>
/// <param name="Site">The site picked on the map.</param>
public sealed record OneMoreQuery(string What, string From, ImmutableArray<string> Conditions, string Reach, string Sites, string Indicator, string Site) : SiteQuery(From, Conditions, Site)
{
    private const double FarthestM = 100_000;

    /// <inheritdoc/>
    public override string Page => Addresses.OneMore;

    /// <inheritdoc/>
    protected override IEnumerable<(string Key, string? Value)> Parameters => [("what", What), ("reach", Reach), ("sites", Sites), ("indicator", Indicator), .. Shared];

    /// <inheritdoc/>
    public override ImmutableArray<Refusal> OtherFaults =>
    [
        .. TooMany, .. Wrong(() => _ = Target),
        .. Reach.Length == 0 || ReachM is > 0 and <= FarthestM ? [] : new[] { new Refusal("choosing.reach", new($"服务距离“{Reach}”应为 0 到 {FarthestM:0} 之间的米数", $"the reach '{Reach}' should be metres, more than 0 and at most {FarthestM:0}")) },
        .. Sites.Length == 0 || Whole(Sites) is >= 1 and <= CheckUp.OneMore.MostSites ? [] : new[] { new Refusal("choosing.sites", new($"一起选“{Sites}”处应为 1 到 {CheckUp.OneMore.MostSites} 的整数", $"'{Sites}' sites together should be a whole number from 1 to {CheckUp.OneMore.MostSites}")) },
    ];

    /// <summary>Whether anything is asked yet.</summary>
    public bool IsAsked => What.Length > 0;

    /// <summary>The question.</summary>
    /// <exception cref="RefusedException">Something is wrong with it; see <see cref="SiteQuery.AllFaults"/>.</exception>
    public OneMore Question => AllFaults is { IsEmpty: false } faults ? throw new RefusedException(faults)
        : What.Length == 0 ? throw new RefusedException(new Refusal("choosing.what", new("请选增设什么", "choose what to add")))
        : new OneMore(What, ReachM, Target, Asked, Whole(Sites) ?? CheckUp.OneMore.UsualSites, Indicator.Length == 0 ? null : Indicator);

    /// <summary>As an address has it.</summary>
    public static OneMoreQuery Of(IQueryCollection query)
    {
        string Said(string name) => query[name].ToString().Trim();
        return new(Said("what"), Said("from"), ConditionsOf(query), Said("reach"), Said("sites"), Said("indicator"), query["site"].ToString());
    }

    /// <inheritdoc/>
    public override SiteQuery With(string from, ImmutableArray<string> conditions) => this with { From = from, Conditions = conditions };

    private double? ReachM => double.TryParse(Reach, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres) ? metres : Reach.Length == 0 ? null : double.NaN;
}
