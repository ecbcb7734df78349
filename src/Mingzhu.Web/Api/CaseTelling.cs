using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Api;

/// <summary>A case as programs are told of it: the same as its page shows to who asks.</summary>
internal sealed class CaseTelling(CaseRoom room, CaseWords words, Reader reader, Show show)
{
    public CaseRow Row(Case one) => new(
        one.Id, one.Title, one.Procedure.Subject, one.Procedure.Id, one.Place, words.Place(one.Place), CaseCodes.Of(one.State), [.. one.Open.Select(step => Waiting(room.TaskOf(one, step)))], one.Round, Show.Day(one.Opened),
        one.Effective is { } day ? Show.Day(day) : null);

    public TaskRow Task(CaseTask task) => new(
        task.Case.Id, task.Case.Title, task.Case.Procedure.Id, task.Case.Place, Waiting(task), Act(Acts.Passing(task.Step.Kind)), task.Case.Round, task.Case.Version);

    public CaseAnswer Whole(Case one) => new(
        one.Id, one.Title, one.Procedure.Subject, one.Procedure.Id, reader.In(one.Procedure.Name), room.Book.Find(one.Procedure.Id) is not { } now || one.Procedure.Differs(now), one.Place, words.Place(one.Place),
        CaseCodes.Of(one.State), Show.Day(one.Opened), one.Effective is { } day ? Show.Day(day) : null, one.Round, one.Version, one.Preparer is { } preparer ? new NamedRow(preparer, words.Body(preparer)) : null,
        one.Of is { } of && room.Find(of) is { } parent ? new NamedRow(parent.Id, parent.Title) : null, [.. room.All.Under(one.Id).Where(room.Sees).Select(child => new NamedRow(child.Id, child.Title))],
        [.. room.ActsAt(one).Select(Act)], [.. one.InOrder.Select(pair => Step(one, pair.Step, pair.Progress))],
        one.State == CaseState.Running && one.Open.Any(step => step.Kind == StepKind.Drafting) ? [.. Preparing.Missing(one).Select(Reason)] : [],
        one.State == CaseState.Running ? [.. one.Open.SelectMany(step => room.Gates(one, step).Select(asked => Gate(one, step, asked.Gate, asked.Found)))] : [],
        [.. one.Procedure.Contents.Select(content => Content(one, content))], [.. one.Papers.Select((paper, number) => Paper(one, paper, number))], [.. Submission.Of(one).Select(Submitted)], [.. one.Lines.Select(line => Line(one, line))]);

    public CaseReason Reason(Refusal reason) => new(reason.Code, reader.In(reason.Says), reason.Basis is { IsDefault: false } basis ? Cited(basis) : null);

    public CaseActRow Act(Act act)
    {
        var (address, passing) = CaseCodes.Address(act);
        return new(address, passing, reader.In(Acts.Name(act)));
    }

    /// <summary>Where something is laid down; null for a default of this program.</summary>
    public static CitationAnswer? Cited(Citation source) => source.IsDefault ? null : new(source.Source, source.Clause, source.Date is { } day ? Show.Day(day) : null, source.Confidence);

    private WaitingStepRow Waiting(CaseTask task) => new(task.Step.Id, reader.In(task.Step.Name), Show.Day(task.Since), task.Clock is { } clock ? Clock(clock) : null);

    private static ClockAnswer Clock(ClockState clock) => new(clock.Limit.WorkingDays, clock.Used, clock.Left, clock.Due is { } due ? Show.Day(due) : null, clock.Provisional, Cited(clock.Limit.Source));

    private CaseStepRow Step(Case one, Step step, StepProgress progress)
    {
        var signer = room.Signer(one);
        var bodies = step.Kind != StepKind.JointReview ? signer.BodiesOf(step.By) : progress.State == StepState.Open ? signer.Unanswered(step) : step.Units.SelectMany(signer.BodiesOf);
        return new(
            step.Id, reader.In(step.Name), CaseCodes.Of(step.Kind), CaseCodes.Of(progress.State), [.. bodies.Select(body => new NamedRow(body.Id, reader.In(body.Name)))], step.Role, step.After, step.Id == one.Procedure.Effect,
            progress.Done is { } done ? Show.Day(done) : null, progress.State == StepState.Open ? Show.Day(room.TaskOf(one, step).Since) : null, Clocks.Of(one, step.Id, room.Days, room.Today) is { } clock ? Clock(clock) : null,
            [.. room.ActsAt(one, step).Select(Act)], step.Rule.Id);
    }

    private CaseGateRow Gate(Case one, Step step, GateRule gate, GateFound found) => new(
        step.Id, gate.Id, reader.In(gate.Name), CaseCodes.Of(found.Verdict), reader.In(found.Says), found.Features.IsDefault ? [] : found.Features, CaseCodes.Of(gate.Weight), gate.Override, Gates.Overridden(one, gate, found)?.Reason, gate.Rule.Id,
        Cited(gate.Rule.Source));

    private CaseContentRow Content(Case one, Content content) => new(
        content.Id, reader.In(content.Name), CaseCodes.Of(content.Kind), content.Required, one.Contents.GetValueOrDefault(content.Id), one.Contents.TryGetValue(content.Id, out var text) ? words.Value(one, content.Id, text) : null, content.Rule.Id);

    private CasePaperRow Paper(Case one, PaperAttached paper, int number) => new(
        number, paper.Paper, words.PaperName(one, paper.Paper), paper.File.Name, paper.File.MediaType, paper.File.Bytes, paper.File.File.Hash, Show.Day(paper.Day));

    private static SubmissionRow Submitted(Submission one) => new(
        one.Number, one.Round, one.Line is { } line ? Show.Day(line.Event.Day) : null, [.. one.Changes.Select(change => new ContentChangeRow(change.Content.Id, change.Before, change.After))], [.. one.Papers.Select(paper => paper.File.Name)]);

    private CaseRecordRow Line(Case one, CaseLine line) => new(
        line.Seq, line.At, show.Who(line.Actor), line.Event.By.Post, line.Event.By.Body, line.Event.By.Behalf is { } behalf ? show.Who(behalf) : null, line.Event.Kind, words.Did(line.Event, one),
        [.. words.Said(line.Event, one).Where(said => said.Length > 0)]);
}
