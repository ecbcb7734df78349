using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal;

/// <summary>
/// The projects an annual plan of one place can choose among (备选项目): those determined there that no plan in effect holds yet, each with what the choice asks of it, as its case says it.
/// </summary>
/// <param name="Place">Code of the district or zone.</param>
/// <param name="Projects">In the order of their ids.</param>
/// <param name="Findings">What curing each finding counts for.</param>
/// <param name="NotAmong">Determined projects that cannot be chosen among, and why.</param>
public sealed record PlanCandidates(string Place, ImmutableArray<PlanProject> Projects, ImmutableArray<FindingWeight> Findings, ImmutableArray<(Case Project, Wording Why)> NotAmong)
{
    private const string Project = "project", AnnualPlan = "annual-plan", AllMoney = "total_investment", AsWritten = "as-written";

    /// <summary>Reads them out of the cases.</summary>
    /// <param name="cases">All cases.</param>
    /// <param name="place">Code of the district or zone.</param>
    /// <param name="rules">From which contents money and works are read.</param>
    /// <param name="pointsOf">What curing the finding of an id counts for; null where there is no such finding: then it is one told in words.</param>
    public static PlanCandidates Of(Cases cases, string place, AnnualPlanRules rules, Func<string, int?> pointsOf)
    {
        var planned = cases.Of(AnnualPlan).Where(plan => plan.Effective is not null && plan.State != CaseState.Withdrawn).SelectMany(plan => ContentText.Listed(plan.Contents.GetValueOrDefault("projects")).Select(project => (project, plan))).ToLookup(pair => pair.project, pair => pair.plan);
        var (projects, without, points) = (ImmutableArray.CreateBuilder<PlanProject>(), ImmutableArray.CreateBuilder<(Case, Wording)>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var project in cases.Of(Project).Where(project => project.Effective is not null && project.Place == place && project.State != CaseState.Withdrawn))
        {
            if (planned[project.Id].FirstOrDefault() is { } plan)
                without.Add((project, new($"已列入“{plan.Title}”", $"in '{plan.Title}' already")));
            else if (project[AllMoney] is not double total)
                without.Add((project, new("未填写总投资", "the total investment is not filled in")));
            else if (Split(project, Yuan(total), rules) is not { } money)
                without.Add((project, new("各来源资金之和超过总投资", "the sources of money come to more than the total investment")));
            else
                projects.Add(Read(project, money, rules, pointsOf, points));
        }

        return new PlanCandidates(place, projects.ToImmutable(), [.. points.Select(finding => new FindingWeight(finding.Key, finding.Value))], without.ToImmutable());
    }

    /// <summary>The sources that any of them is paid from.</summary>
    public IEnumerable<PlanSource> SourcesOf(AnnualPlanRules rules) => rules.Sources.Where(source => Projects.Any(project => project.Candidate.Financings[0].Amounts.Any(amount => amount.Source == source.Id)));

    /// <summary>How much all of them together would take of a source.</summary>
    public Cny AllOf(string source) => Projects.SelectMany(project => project.Candidate.Financings[0].Amounts).Where(amount => amount.Source == source).Aggregate(Cny.Zero, (sum, amount) => sum + amount.Amount);

    /// <summary>How much all of them together would take of a kind of work.</summary>
    public long AllWorks(string kind) => Projects.SelectMany(project => project.Candidate.Works).Where(amount => amount.Kind == kind).Sum(amount => amount.Amount);

    /// <summary>How many of them do not say how much they take of a kind of work, and so are not counted: what began before it was asked.</summary>
    public int Unsaid(PlanWorks kind) => kind.Content is { } content ? Projects.Count(project => project.Project[content] is not double) : 0;

    /// <summary>The question to the choice.</summary>
    /// <param name="rules">The rules of the pack.</param>
    /// <param name="money">How much there is of each source.</param>
    /// <param name="works">How much can be done of each kind of work; what is not named is not limited.</param>
    /// <param name="pinned">Ids people take.</param>
    /// <param name="banned">Ids people leave out.</param>
    public ChoiceQuestion Question(AnnualPlanRules rules, IReadOnlyDictionary<string, Cny> money, IReadOnlyDictionary<string, long> works, IEnumerable<string> pinned, IEnumerable<string> banned) => new()
    {
        Candidates = [.. Projects.Select(project => project.Candidate)],
        Findings = Findings,
        Money = [.. SourcesOf(rules).Select(source => new MoneyLimit(source.Id, source.Name, money.GetValueOrDefault(source.Id)))],
        Works = [.. rules.Works.Where(kind => works.ContainsKey(kind.Id)).Select(kind => new WorksLimit(kind.Id, kind.Name, kind.Unit.En, works[kind.Id]))],
        Demolition = rules.Demolition,
        PublicInterest = rules.PublicInterest,
        Pinned = pinned.ToImmutableSortedSet(StringComparer.Ordinal),
        Banned = banned.ToImmutableSortedSet(StringComparer.Ordinal),
    };

    private static PlanProject Read(Case project, ImmutableArray<MoneyAmount> money, AnnualPlanRules rules, Func<string, int?> pointsOf, SortedDictionary<string, int> points)
    {
        var cures = ContentText.Listed(project.Contents.GetValueOrDefault("findings"));
        foreach (var finding in cures)
            points[finding] = pointsOf(finding) ?? rules.Points.Described;
        var candidate = new ChoiceCandidate(project.Id, project.Title, cures, [new Financing(AsWritten, money)])
        {
            PublicInterest = project["public_interest"] is true,
            Works = [.. rules.Works.Select(kind => new WorksAmount(kind.Id, kind.Content is { } content ? Whole(project, content) : kind.Each)).Where(amount => amount.Amount > 0)],
            Floor = new FloorAreas(Whole(project, "existing_area"), Math.Max(0, Whole(project, "demolished_area") - Whole(project, "exempt_area")), Whole(project, "new_area")),
        };
        return new PlanProject(project, candidate, cures.Count(finding => pointsOf(finding) is null));
    }

    // Null where the named sources come to more than the whole.
    private static ImmutableArray<MoneyAmount>? Split(Case project, Cny total, AnnualPlanRules rules)
    {
        var (rest, amounts) = (total, ImmutableArray.CreateBuilder<MoneyAmount>());
        foreach (var source in rules.Sources.Where(source => source.Content is not null))
        {
            if (project[source.Content!] is not (double and > 0 and var yuan))
                continue;
            amounts.Add(new MoneyAmount(source.Id, Yuan(yuan)));
            rest -= Yuan(yuan);
        }

        if (rest < Cny.Zero)
            return null;
        if (rest > Cny.Zero)
            amounts.Add(new MoneyAmount(rules.Sources.First(source => source.Content is null).Id, rest));
        return amounts.ToImmutable();
    }

    private static Cny Yuan(double yuan) => Cny.FromWan((decimal)yuan / 10_000);

    private static long Whole(Case project, string content) => project[content] is double and > 0 and var amount ? (long)Math.Ceiling(amount) : 0;
}

/// <summary>A determined project as the choice knows it.</summary>
/// <param name="Project">Its case.</param>
/// <param name="Candidate">What the choice asks of it.</param>
/// <param name="Described">How many of the findings it cures are told in words, without the number of a finding.</param>
public sealed record PlanProject(Case Project, ChoiceCandidate Candidate, int Described)
{
    /// <summary>Everything it costs.</summary>
    public Cny Total => Candidate.Financings[0].Total;
}
