using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal;

/// <summary>The plan of one place in one year beside that of the year before (地方年度计划与上年比较).</summary>
/// <param name="Place">Code of the district or zone.</param>
/// <param name="Plan">The plan of the year: the one in effect, else the one last moved; null where there is none.</param>
/// <param name="Projects">Its projects.</param>
/// <param name="Money">What they cost together.</param>
/// <param name="Before">The plan of the year before, chosen alike; null where there is none.</param>
/// <param name="ProjectsBefore">Its projects.</param>
/// <param name="MoneyBefore">What they cost together.</param>
public sealed record PlanOfPlace(string Place, Case? Plan, ImmutableArray<Case> Projects, Cny Money, Case? Before, ImmutableArray<Case> ProjectsBefore, Cny MoneyBefore)
{
    /// <summary>How many of its projects were in the plan of the year before.</summary>
    public int Carried => Projects.Count(project => ProjectsBefore.Any(before => before.Id == project.Id));

    /// <summary>How many serve the public interest.</summary>
    public int OfPublicInterest => Projects.Count(project => project["public_interest"] is true);
}

/// <summary>The city's annual plan (全市年度实施计划): a sum of the local ones, beside the year before.</summary>
public static class PlanSum
{
    /// <summary>The plans of a year, place by place; places with a plan in neither year are left out.</summary>
    /// <param name="cases">The cases that may be counted.</param>
    /// <param name="year">The year.</param>
    public static ImmutableArray<PlanOfPlace> Of(IReadOnlyCollection<Case> cases, int year)
    {
        var projects = cases.Where(one => one.Procedure.Subject == "project").ToDictionary(project => project.Id);
        var plans = cases.Where(one => one is { Procedure.Subject: "annual-plan", State: not (CaseState.Withdrawn or CaseState.Refused) }).ToArray();
        return
        [
            .. plans.Where(plan => YearOf(plan) is { } of && (of == year || of == year - 1)).Select(plan => plan.Place).Distinct().Order(StringComparer.Ordinal).Select(place =>
            {
                var (now, before) = (Chosen(plans, place, year), Chosen(plans, place, year - 1));
                var (nowIn, beforeIn) = (In(now, projects), In(before, projects));
                return new PlanOfPlace(place, now, nowIn, Cost(nowIn), before, beforeIn, Cost(beforeIn));
            }),
        ];
    }

    /// <summary>The years for which there is a plan, the latest first.</summary>
    public static ImmutableArray<int> Years(IEnumerable<Case> cases) => [.. cases.Where(one => one.Procedure.Subject == "annual-plan").Select(YearOf).OfType<int>().Distinct().OrderDescending()];

    private static Case? Chosen(IEnumerable<Case> plans, string place, int year) =>
        plans.Where(plan => plan.Place == place && YearOf(plan) == year).OrderByDescending(plan => plan.Effective is not null).ThenByDescending(plan => plan.Lines[^1].Seq).FirstOrDefault();

    private static ImmutableArray<Case> In(Case? plan, Dictionary<string, Case> projects) => [.. ContentText.Listed(plan?.Contents.GetValueOrDefault("projects")).Select(projects.GetValueOrDefault).OfType<Case>()];

    private static Cny Cost(ImmutableArray<Case> projects) => projects.Select(project => project["total_investment"] is double yuan ? Cny.FromWan((decimal)yuan / 10_000) : Cny.Zero).Aggregate(Cny.Zero, (sum, one) => sum + one);

    private static int? YearOf(Case plan) => plan["year"] is double and >= 1 and <= 9999 and var year ? (int)year : null;
}
