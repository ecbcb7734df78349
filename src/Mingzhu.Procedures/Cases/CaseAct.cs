using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>An act at a case (办理动作). Decided on the case as it stands: by whom, at which step, and whether everything asked for is there. All reasons are told at once.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">The case.</param>
/// <param name="Expected">The version the one who acts has seen; null where that does not matter.</param>
public abstract record CaseAct(Guid Id, string Case, long? Expected) : Command(Id, Cases.StreamOf(Case), Expected)
{
    /// <summary>The longest opinion or reason.</summary>
    public const int LongestOpinion = 4_000;

    /// <inheritdoc/>
    public sealed override Decision<Event> Decide(Context context)
    {
        if (context.View<Cases>().Find(Case) is not { } @case)
            return new Decision<Event>.Refused([new Refusal("case.none", new($"没有办件“{Case}”", $"there is no case '{Case}'"))]);
        var rights = Rights.Of(context.Pack);
        var moment = new CaseMoment(@case, new Signer(@case, context.View<Organisation>().On(context.Today), rights, context.Session), rights, context);
        if (@case.State != CaseState.Running)
            return new Decision<Event>.Refused([Ended(@case)]);
        return Decide(moment);
    }

    /// <summary>Decides on a running case.</summary>
    protected abstract Decision<Event> Decide(CaseMoment moment);

    /// <summary>Taken with these events if there is no reason against it.</summary>
    protected static Decision<Event> Taken(IEnumerable<Refusal> reasons, Func<IEnumerable<CaseEvent>> events)
    {
        var against = reasons.Distinct().ToImmutableArray();
        return against.IsEmpty ? new Decision<Event>.Taken([.. events()]) : new Decision<Event>.Refused(against);
    }

    /// <summary>The reasons against a text that has to be there.</summary>
    protected static IEnumerable<Refusal> TextReasons(string text, string zh, string en)
    {
        if (string.IsNullOrWhiteSpace(text))
            yield return new Refusal("case.text-missing", new($"请填写{zh}", $"fill in the {en}"));
        if (text.Length > LongestOpinion)
            yield return new Refusal("case.text-too-long", new($"{zh}共 {text.Length} 字，最多 {LongestOpinion} 字", $"the {en} has {text.Length} characters; at most {LongestOpinion} are possible"));
    }

    private static Refusal Ended(Case @case) => new("case.ended", @case.State switch
    {
        CaseState.Done => new("此办件已办结；已批准的内容只能按其自身程序调整", "this case is done; what was approved changes only by its own procedure"),
        CaseState.Refused => new("此办件已不予通过，不能再办理", "this case was refused and has ended"),
        _ => new("此办件已撤回，不能再办理", "this case was withdrawn and has ended"),
    });
}

/// <summary>A case, who acts, and everything else a decision may know.</summary>
/// <param name="Case">As it stands.</param>
/// <param name="Signer">Who asks.</param>
/// <param name="Rights">Of the adopted pack.</param>
/// <param name="Context">Today and views.</param>
public sealed record CaseMoment(Case Case, Signer Signer, Rights Rights, Context Context)
{
    /// <summary>The legal day.</summary>
    public DateOnly Today => Context.Today;

    /// <summary>The reasons against acting at a step: no such step, not open, another kind of step, somebody else's.</summary>
    /// <param name="step">Id of the step.</param>
    /// <param name="act">What is to be done.</param>
    public (Step? Step, Signature? By, ImmutableArray<Refusal> Reasons) At(string step, Act act)
    {
        if (Case.Procedure.Find(step) is not { } found)
            return (null, null, [new Refusal("case.no-step", new($"没有环节“{step}”", $"there is no step '{step}'"))]);
        var reasons = ImmutableArray.CreateBuilder<Refusal>();
        if (!Acts.At(found.Kind).Contains(act))
            reasons.Add(new Refusal("case.other-act", new($"“{found.Name.Zh}”是{Acts.Name(found.Kind).Zh}环节，不能{Acts.Name(act).Zh}", $"'{found.Name.En}' is a step of {Acts.Name(found.Kind).En}: no place to {Acts.Name(act).En.ToLowerInvariant()}"), found.Rule.Source));
        if (NotOpen(found) is { } closed)
            reasons.Add(closed);
        var by = act == Act.Reassign ? Signer.Reassigning(found) : Signer.At(found);
        if (by is null && act != Act.Answer)
            reasons.Add(Signer.NotYours(found, Rights));
        return (found, by, reasons.ToImmutable());
    }

    /// <summary>Why a step is not open; null if it is.</summary>
    public Refusal? NotOpen(Step step)
    {
        var progress = Case.Steps[step.Id];
        var before = step.After.Where(earlier => Case.Steps[earlier].State is not (StepState.Done or StepState.Skipped)).Select(earlier => Case.Procedure[earlier].Name).ToArray();
        return progress.State switch
        {
            StepState.Open => null,
            StepState.Done => new Refusal("case.step-done", new($"“{step.Name.Zh}”已于 {progress.Done:yyyy-MM-dd} 办结", $"'{step.Name.En}' was done on {progress.Done:yyyy-MM-dd}"), step.Rule.Source),
            StepState.Skipped => new Refusal("case.step-skipped", new($"此办件不涉及“{step.Name.Zh}”", $"'{step.Name.En}' does not concern this case"), step.Rule.Source),
            StepState.Stopped => new Refusal("case.step-stopped", new($"“{step.Name.Zh}”待补正后继续", $"'{step.Name.En}' waits for the correction"), step.Rule.Source),
            _ => new Refusal("case.step-waits", new(
                $"尚未到“{step.Name.Zh}”：先须完成{string.Join("、", before.Select(name => $"“{name.Zh}”"))}", $"'{step.Name.En}' is not reached: {string.Join(", ", before.Select(name => $"'{name.En}'"))} comes first"), step.Rule.Source),
        };
    }
}
