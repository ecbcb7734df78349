using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Siting;
using Choice = Mingzhu.Renewal.Choice;

namespace Mingzhu.Web.Plans;

/// <summary>A choice of an annual plan, and what belongs to it (年度计划优选).</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">The plan.</param>
/// <param name="More">What more money would buy, source by source.</param>
/// <param name="Line">How much is cured for less and for more money.</param>
public sealed record PlanAnswer(ChoiceQuestion Question, ChoiceAnswer Answer, ImmutableArray<MoreMoney> More, ImmutableArray<BudgetPoint> Line);

/// <summary>The annual plans as who asks sees them (年度计划室): candidates, choices, drafts they can be taken into.</summary>
/// <param name="room">The cases.</param>
/// <param name="book">The check-up.</param>
/// <param name="caller">Who asks.</param>
/// <param name="shelf">The choices made lately.</param>
public sealed class PlanRoom(CaseRoom room, ICityBook book, Caller caller, AnswerShelf<PlanAnswer> shelf)
{
    /// <summary>The kind of thing an annual plan is.</summary>
    public const string Subject = "annual-plan";

    /// <summary>The rules of the adopted pack.</summary>
    public AnnualPlanRules Rules => AnnualPlanRules.Of(room.City.Pack);

    /// <summary>The places that draw up an annual plan, of those whose cases may be looked at.</summary>
    public IEnumerable<string> Places => room.Book.PlacesOf(Subject, room.Today).Where(Sees);

    /// <summary>The plans of a year beside the year before, of the cases that may be looked at.</summary>
    public ImmutableArray<PlanOfPlace> Sum(int year) => PlanSum.Of([.. room.Seen], year);

    /// <summary>The years for which there is a plan that may be looked at, the latest first.</summary>
    public ImmutableArray<int> Years => PlanSum.Years(room.Seen);

    /// <summary>Whether the cases of a place may be looked at.</summary>
    public bool Sees(string place) => caller.May(RightIds.ViewCases, Scope.In(place));

    /// <summary>Whether a place draws up an annual plan.</summary>
    public bool Draws(string place) => room.Book.PlacesOf(Subject, room.Today).Contains(place);

    /// <summary>What can be chosen among. Findings are those of the latest check-up that who asks may see.</summary>
    public PlanCandidates Candidates(string place)
    {
        var found = (book.Latest?.Findings ?? []).DistinctBy(finding => finding.Id).ToDictionary(finding => finding.Id);
        var points = Rules.Points;
        return PlanCandidates.Of(room.All, place, Rules, id => found.TryGetValue(id, out var finding) ? finding.Severity switch
        {
            Severity.VerySerious => points.VerySerious,
            Severity.Serious => points.Serious,
            _ => points.General,
        } : null);
    }

    /// <summary>The choice; begun if nobody has asked the same lately.</summary>
    public SitingWork<PlanAnswer> Choose(ChoiceQuestion question)
    {
        var step = Rules.Step;
        var key = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((question.Candidates, question.Findings, question.Money, question.Works, question.Pinned, question.Banned).ToTuple(), FactJson.Options)));
        return shelf.Ask($"{key} {question.PublicInterest.Priority} {question.PublicInterest.Factor} {question.Demolition?.DemolishedShare} {question.Demolition?.NewPerDemolished} {step.Fen}", work =>
        {
            var answer = Choice.Choose(question, Choice.OrdinaryWork, new Told(work), work.Stopped);
            work.Report(new CheckUpProgress(new("正在计算追加资金的效果", "working out what more money would buy"), 0.5));
            var more = Choice.WithMore(question, answer, step, cancel: work.Stopped);
            work.Report(new CheckUpProgress(new("正在计算资金—治愈曲线", "drawing the line from money to findings cured"), 0.75));
            return new PlanAnswer(question, answer, more, Choice.Frontier(question, cancel: work.Stopped));
        });
    }

    /// <summary>The drafts of annual plans of a place that who asks may fill in.</summary>
    public IEnumerable<Case> Drafts(string place) => room.All.Of(Subject).Where(plan => plan.Place == place && plan.State == CaseState.Running && plan.Open.FirstOrDefault(step => step.Kind == StepKind.Drafting) is { } drafting && room.Signer(plan).At(drafting) is not null);

    private sealed class Told(SitingWork<PlanAnswer> work) : IProgress<ChoiceProgress>
    {
        public void Report(ChoiceProgress value) => work.Report(new CheckUpProgress(
            new($"正在优选：已找到治愈 {Shown.Number(value.Cured)} 分的方案，最多 {Shown.Number(value.AtMost)} 分", $"choosing: a plan that cures {Shown.Number(value.Cured)} points is found, {Shown.Number(value.AtMost)} at most"), value.Done * 0.5));
    }
}
