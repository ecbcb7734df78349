using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Brings a step to its end (办结环节): accepts, deliberates, reviews, approves, determines, files, confirms or recognises, as the kind of the step says.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">The case.</param>
/// <param name="Expected">The version seen.</param>
/// <param name="Step">The step.</param>
/// <param name="As">The act; it has to be that of the step, so that nobody approves where there is only to file.</param>
/// <param name="Opinion">What is said.</param>
/// <param name="Number">Number of the document or of the filing; null if none.</param>
/// <param name="Why">Reasons for gates that only warn, by id.</param>
/// <param name="Gates">The checks of the program.</param>
public sealed record PassStep(Guid Id, string Case, long? Expected, string Step, Act As, string Opinion, string? Number, ImmutableSortedDictionary<string, string> Why, Gates Gates) : CaseAct(Id, Case, Expected)
{
    private static readonly Act[] Others = [Act.Submit, Act.Designate, Act.Answer, Act.RecordResult];

    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, by, reasons) = moment.At(Step, As);
        if (step is null)
            return Taken(reasons, () => []);
        if (Acts.Passing(step.Kind) != As || Others.Contains(As))
            reasons = [.. reasons.Where(reason => reason.Code != "case.other-act"), new Refusal("case.other-act", new($"“{step.Name.Zh}”须{Acts.Name(Acts.Passing(step.Kind)).Zh}", $"'{step.Name.En}' ends by: {Acts.Name(Acts.Passing(step.Kind)).En}"), step.Rule.Source)];
        if (Opinion.Length > LongestOpinion)
            reasons = reasons.AddRange(TextReasons(Opinion, "意见", "opinion"));
        foreach (var (body, _) in moment.Case.Steps[step.Id].Asked.Where(asked => asked.Value is null))
            reasons = reasons.Add(new Refusal("case.opinion-awaited", new($"加签单位“{body}”尚未出具意见", $"the opinion of '{body}', which was asked, is not there yet")));
        var (found, against) = Gates.Pass(moment.Case, step, moment.Context, Why);
        return Taken([.. reasons, .. against], () => [new StepPassed(by!, Step, As, Opinion.Trim(), string.IsNullOrWhiteSpace(Number) ? null : Number.Trim(), found, moment.Today)]);
    }
}

/// <summary>Tells what has to be corrected (一次性告知补正): once, and all of it. What the program finds missing is told besides.</summary>
public sealed record AskCorrection(Guid Id, string Case, long? Expected, string Step, ImmutableArray<string> Defects) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, by, reasons) = moment.At(Step, Act.AskCorrection);
        if (step is null)
            return Taken(reasons, () => []);
        if (moment.Case.Steps[Step].Corrected)
            reasons = reasons.Add(new Refusal("case.corrected-once", new("补正须一次告知全部内容，此环节已告知过；请受理、退回或不予通过", "defects are told once, all of them, and they were; accept it or refuse it"), step.Rule.Source));
        ImmutableArray<Wording> defects = [.. Defects.Select(defect => defect.Trim()).Where(defect => defect.Length > 0).Select(Wording.Same), .. Preparing.Missing(moment.Case).Select(missing => missing.Says)];
        if (defects.IsEmpty)
            reasons = reasons.AddRange(TextReasons("", "须补正的内容", "defects"));
        if (defects.Any(defect => defect.Zh.Length > LongestOpinion))
            reasons = reasons.AddRange(TextReasons(defects.First(defect => defect.Zh.Length > LongestOpinion).Zh, "补正内容", "defect"));
        return Taken(reasons, () => [new CorrectionAsked(by!, Step, defects, moment.Today)]);
    }
}

/// <summary>Answers for a body in a joint review (联审答复): one answer of each body and round. With the last one it goes on, or back to be amended with all that was said.</summary>
public sealed record AnswerJointly(Guid Id, string Case, long? Expected, string Step, string Body, JointAnswer Answer, string Opinion) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, _, reasons) = moment.At(Step, Act.Answer);
        if (step is null || step.Kind != StepKind.JointReview)
            return Taken(reasons, () => []);
        var by = moment.Signer.Units(step).FirstOrDefault(unit => unit.Body.Id == Body).By;
        if (by is null)
            reasons = reasons.Add(new Refusal("case.not-your-unit", new($"须由“{Body}”的岗位答复", $"for a post of '{Body}' to answer"), step.Rule.Source));
        if (moment.Case.Steps[Step].Answers.ContainsKey(Body))
            reasons = reasons.Add(new Refusal("case.answered", new($"第 {moment.Case.Round} 轮已答复；每轮每个单位答复一次", $"answered already in round {moment.Case.Round}: one answer of each body and round"), step.Rule.Source));
        if (Answer == JointAnswer.Amend)
            reasons = reasons.AddRange(TextReasons(Opinion, "修改意见", "what is to be amended"));
        return Taken(reasons, () => Events(moment, step, by!));
    }

    private IEnumerable<CaseEvent> Events(CaseMoment moment, Step step, Signature by)
    {
        yield return new Answered(by, Step, Body, Answer, Opinion.Trim(), moment.Today);
        if (moment.Signer.Unanswered(step).Any(body => body.Id != Body))
            yield break;
        var answers = moment.Case.Steps[Step].Answers.SetItem(Body, Answer);
        if (answers.Values.All(answer => answer != JointAnswer.Amend))
            yield return new StepPassed(by, Step, Act.Answer, "", null, [], moment.Today);
        else
            yield return new SentBack(by, Step, moment.Case.Procedure.Preceding(Step).Last(earlier => earlier.Kind == StepKind.Drafting).Id, string.Join("；", Amendments(moment.Case)), moment.Today);
    }

    private IEnumerable<string> Amendments(Case @case) => @case.Lines.Select(line => line.Event).OfType<Answered>()
        .Where(answer => answer.Step == Step && @case.Steps[Step].Answers.ContainsKey(answer.Body)).TakeLast(@case.Steps[Step].Answers.Count).Append(new Answered(new Signature("", ""), Step, Body, Answer, Opinion.Trim(), default))
        .Where(answer => answer.Answer == JointAnswer.Amend).Select(answer => answer.Opinion);
}

/// <summary>Records what a procedure that is not ours came to (登记外部程序结果). One that did not pass leaves the step open.</summary>
public sealed record RecordResult(Guid Id, string Case, long? Expected, string Step, string Reference, DateOnly? On, bool Passed) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (_, by, reasons) = moment.At(Step, Act.RecordResult);
        reasons = reasons.AddRange(TextReasons(Reference, "文号", "reference"));
        if (On is null || On > moment.Today)
            reasons = reasons.Add(new Refusal("case.day", new("请填写不晚于今天的日期", "give a day not later than today")));
        if (On < moment.Case.Opened)
            reasons = reasons.Add(new Refusal("case.day-before", new($"日期 {On:yyyy-MM-dd} 早于立案日 {moment.Case.Opened:yyyy-MM-dd}", $"{On:yyyy-MM-dd} lies before the case began on {moment.Case.Opened:yyyy-MM-dd}")));
        return Taken(reasons, () => [new ResultRecorded(by!, Step, Reference.Trim(), On!.Value, Passed, moment.Today)]);
    }
}

/// <summary>Sends it back to a named step before (退回).</summary>
public sealed record SendBack(Guid Id, string Case, long? Expected, string Step, string To, string Reason) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, by, reasons) = moment.At(Step, Act.Return);
        if (step is not null && moment.Case.Procedure.Preceding(Step).All(earlier => earlier.Id != To || earlier.Kind == StepKind.External))
            reasons = reasons.Add(new Refusal("case.not-before", new($"“{To}”不在此环节之前", $"'{To}' does not come before this step")));
        return Taken(reasons.AddRange(TextReasons(Reason, "退回理由", "reason")), () => [new SentBack(by!, Step, To, Reason.Trim(), moment.Today)]);
    }
}

/// <summary>Refuses it (不予通过): the case ends.</summary>
public sealed record RefuseCase(Guid Id, string Case, long? Expected, string Step, string Reason) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (_, by, reasons) = moment.At(Step, Act.Refuse);
        return Taken(reasons.AddRange(TextReasons(Reason, "不予通过的理由", "reason")), () => [new CaseRefused(by!, Step, Reason.Trim(), moment.Today)]);
    }
}

/// <summary>Withdraws it (撤回), by who prepares it, before it took effect.</summary>
public sealed record WithdrawCase(Guid Id, string Case, long? Expected, string Reason) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var drafting = moment.Case.Procedure.Steps.First(step => step.Kind == StepKind.Drafting);
        var by = moment.Signer.Reassigning(drafting);
        ImmutableArray<Refusal> reasons = [.. TextReasons(Reason, "撤回理由", "reason")];
        if (by is null)
            reasons = reasons.Add(moment.Signer.NotYours(drafting, moment.Rights));
        if (moment.Case.Effective is not null)
            reasons = reasons.Add(new Refusal("case.in-effect", new("已生效，不能撤回；只能按其自身程序调整", "it has taken effect and changes only by its own procedure"), moment.Case.Procedure.Rule.Source));
        return Taken(reasons, () => [new CaseWithdrawn(by!, Reason.Trim(), moment.Today)]);
    }
}
