using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Gives a step to another person of the same body (转办).</summary>
public sealed record ReassignStep(Guid Id, string Case, long? Expected, string Step, string To) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, by, reasons) = moment.At(Step, Act.Reassign);
        if (step is not null && !moment.Signer.CanAct(To, step))
            reasons = reasons.Add(new Refusal("case.cannot-act", new("此人没有办理该环节的岗位", "this person has no post to act at this step in")));
        return Taken(reasons, () => [new StepReassigned(by!, Step, To, moment.Today)]);
    }
}

/// <summary>Asks another body for its opinion before the step goes on (加签).</summary>
public sealed record AddReviewer(Guid Id, string Case, long? Expected, string Step, string Body, string Question) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, by, reasons) = moment.At(Step, Act.AddReviewer);
        if (!moment.Context.View<Organisation>().On(moment.Today).Bodies.ContainsKey(Body))
            reasons = reasons.Add(new Refusal("case.no-body", new($"没有机构“{Body}”", $"there is no body '{Body}'")));
        if (step is not null && moment.Case.Steps[Step].Asked.ContainsKey(Body))
            reasons = reasons.Add(new Refusal("case.asked", new("已请该单位出具意见", "this body was asked already")));
        return Taken(reasons.AddRange(TextReasons(Question, "征求意见的事项", "question")), () => [new ReviewerAdded(by!, Step, Body, Question.Trim(), moment.Today)]);
    }
}

/// <summary>Gives the opinion that was asked (出具加签意见): in a post of the same role as that of who asked.</summary>
public sealed record GiveOpinion(Guid Id, string Case, long? Expected, string Step, string Body, string Opinion) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        ImmutableArray<Refusal> reasons = [.. TextReasons(Opinion, "意见", "opinion")];
        if (moment.Case.Procedure.Find(Step) is not { } step || moment.Case.Steps[Step] is not { State: StepState.Open } progress || !progress.Asked.TryGetValue(Body, out var said))
            return Taken(reasons.Add(new Refusal("case.not-asked", new("未请该单位出具意见", "this body was not asked"))), () => []);
        var by = moment.Signer.Of(Body, step.Role);
        if (said is not null)
            reasons = reasons.Add(new Refusal("case.opined", new("该单位已出具意见", "this body gave its opinion already")));
        if (by is null)
            reasons = reasons.Add(new Refusal("case.not-your-unit", new($"须由“{Body}”的{RoleName(moment, step).Zh}岗位出具", $"for a post as {RoleName(moment, step).En} of '{Body}' to give")));
        return Taken(reasons, () => [new OpinionGiven(by!, Step, Body, Opinion.Trim(), moment.Today)]);
    }

    private static Wording RoleName(CaseMoment moment, Step step) => moment.Rights.Role(step.Role)?.Name ?? Wording.Same(step.Role);
}

/// <summary>Overrides a gate (突破检查), where its rule names posts that may: with a reason and a paper. Where it names who attests, that counts only for what the program cannot tell.</summary>
public sealed record OverrideGate(Guid Id, string Case, long? Expected, string Gate, string Reason, string Paper) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        if (moment.Case.Procedure.Steps.SelectMany(step => step.Gates).FirstOrDefault(gate => gate.Id == Gate) is not { } gate)
            return Taken([new Refusal("case.no-gate", new($"没有检查“{Gate}”", $"there is no gate '{Gate}'"))], () => []);
        ImmutableArray<Refusal> reasons = [.. TextReasons(Reason, "突破理由", "reason")];
        var by = moment.Signer.Overriding(gate);
        if (gate is { Override.IsEmpty: true, Attest: null })
            reasons = reasons.Add(new Refusal("gate.no-override", new($"“{gate.Name.Zh}”不得突破", $"'{gate.Name.En}' cannot be overridden"), gate.Rule.Source));
        else if (by is null && gate is { Attest: { } attests, AttestRole: { } named } && (moment.Rights.Role(named)?.Name ?? Wording.Same(named)) is var role)
            reasons = reasons.Add(new Refusal("gate.not-your-override", new($"须由{attests.Name.Zh}的{role.Zh}岗位证明", $"for a post as {role.En} of {attests.Name.En} to attest"), gate.Rule.Source));
        else if (by is null)
            reasons = reasons.Add(new Refusal("gate.not-your-override", new($"须由 {string.Join("、", gate.Override)} 岗位突破", $"for the post {string.Join(", ", gate.Override)} to override"), gate.Rule.Source));
        if (moment.Case.Papers.All(attached => attached.Paper != Paper))
            reasons = reasons.Add(new Refusal("gate.no-paper", new("请先添附作为依据的材料", "attach the paper it rests on first")));
        return Taken(reasons, () => [new GateOverridden(by!, Gate, Reason.Trim(), Paper, moment.Today)]);
    }
}

/// <summary>Records what checks found that compute geometry (空间检查): made outside the queue, by who may act at an open step.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">The case.</param>
/// <param name="Inputs">Hash of each input by name.</param>
/// <param name="Found">What was found, by name of the check.</param>
public sealed record RecordChecks(Guid Id, string Case, ImmutableSortedDictionary<string, string> Inputs, ImmutableSortedDictionary<string, GateFound> Found) : CaseAct(Id, Case, null)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment) => moment.Case.Open.Select(moment.Signer.At).FirstOrDefault(seat => seat is not null) is { } by
        ? new Decision<Event>.Taken([new GatesChecked(by, Inputs, Found, moment.Today)])
        : new Decision<Event>.Refused([new Refusal("case.not-yours", new("须由办理当前环节的岗位发起检查", "for a post that acts at the open step to check"))]);
}
