using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Web.Api;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Plans;

/// <summary>The tables of annual plans as files.</summary>
internal static class PlanSheets
{
    /// <summary>The candidates, chosen or not; in a workbook also limits, what more money would buy, and the line.</summary>
    public static Sheet Of(PlanAnswer answer, PlanCandidates candidates, PlanRoom room, PlanWords tell, SheetWords words) => new(
        $"annual-plan-{candidates.Place}", words["year-plan.title"], tell.Proof(answer.Answer),
        words.Headings("column.id", "cases.name", "year-plan.verdict", "year-plan.money", "year-plan.points", "year-plan.interest", "year-plan.why"),
        candidates.Projects.Select(project => (project, In: answer.Answer.Chosen.FirstOrDefault(chosen => chosen.Candidate == project.Project.Id), Out: answer.Answer.LeftOut.FirstOrDefault(left => left.Candidate == project.Project.Id)))
            .Select(row => new object?[]
            {
                row.project.Project.Id, row.project.Project.Title, words[row.In is null ? "year-plan.out" : "year-plan.in"], row.project.Total.Wan, PointsOf(row.project, candidates), words[row.project.Candidate.PublicInterest ? "answer.yes" : "answer.no"],
                row.In is { } chosen ? tell.Why(chosen, candidates) : row.Out is { } left ? tell.Why(left, candidates) : null,
            }))
    {
        Beside =
        [
            new Sheet("limits", words["year-plan.limits"], null, words.Headings("year-plan.limit", "year-plan.used", "year-plan.most"), answer.Answer.Limits.Select(use => new object?[] { tell.Limit(use.Limit), tell.Amount(use.Limit, use.Used), tell.Amount(use.Limit, use.Most) })),
            new Sheet("more", words["year-plan.more-title"], null, words.Headings("year-plan.source", "year-plan.added", "year-plan.cures-more", "year-plan.at-most-more", "year-plan.joins", "year-plan.leaves"), answer.More.Select(more => new object?[]
            {
                words.In(room.Rules.Sources.First(source => source.Id == more.Source).Name), more.Added.Wan, more.CuresMore, more.AtMostMore, PlanWords.Names(more.Joins, candidates), PlanWords.Names(more.Leaves, candidates),
            })),
            new Sheet("line", words["year-plan.line"], null, words.Headings("year-plan.money", "year-plan.share", "year-plan.cured", "year-plan.at-most", "year-plan.count"), answer.Line.Select(point => new object?[] { point.Money.Wan, point.Share, point.Cured, point.AtMost, point.Chosen.Length })),
        ],
    };

    /// <summary>The plans of a year, place by place.</summary>
    public static Sheet Sum(int year, PlanRoom plans, CaseRoom room, SheetWords words) => new(
        $"annual-plans-{year}", words["year-plan.sum", year], words["cases.as-of", Show.Day(room.Today)],
        words.Headings("column.place", "year-plan.plan", "cases.effective", "year-plan.count", "year-plan.of-interest", "year-plan.money", "year-plan.count-before", "year-plan.money-before", "year-plan.carried"),
        plans.Sum(year).Select(one => new object?[]
        {
            words.In(room.Book.NameOf(one.Place)), one.Plan?.Title, one.Plan?.Effective, one.Plan is null ? null : one.Projects.Length, one.Plan is null ? null : one.OfPublicInterest, one.Plan is null ? null : one.Money.Wan,
            one.Before is null ? null : one.ProjectsBefore.Length, one.Before is null ? null : one.MoneyBefore.Wan, one.Plan is null || one.Before is null ? null : one.Carried,
        }));

    /// <summary>Points of the findings a project cures by itself.</summary>
    public static int PointsOf(PlanProject project, PlanCandidates candidates) => project.Candidate.Cures.Sum(cured => candidates.Findings.First(finding => finding.Finding == cured).Weight);
}
