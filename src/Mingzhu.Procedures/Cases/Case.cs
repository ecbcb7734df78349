using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Where a case is as a whole.</summary>
public enum CaseState
{
    /// <summary>办理中.</summary>
    Running,

    /// <summary>已办结: every step is done.</summary>
    Done,

    /// <summary>未通过.</summary>
    Refused,

    /// <summary>已撤回.</summary>
    Withdrawn,
}

/// <summary>Where a step is.</summary>
public enum StepState
{
    /// <summary>未到.</summary>
    Waiting,

    /// <summary>办理中.</summary>
    Open,

    /// <summary>待补正: the clock stands still.</summary>
    Stopped,

    /// <summary>已办.</summary>
    Done,

    /// <summary>不涉及.</summary>
    Skipped,
}

/// <summary>A span in which a clock ran; to null while it still does.</summary>
public readonly record struct ClockSpan(DateOnly From, DateOnly? To);

/// <summary>One step of one case (环节办理情况).</summary>
/// <param name="State">Where it is.</param>
/// <param name="Spans">When its clock ran, in this round.</param>
/// <param name="Assigned">Opaque id of the one person it was given to; null while everybody in the post may.</param>
/// <param name="Corrected">Whether correction was asked for already.</param>
/// <param name="Answers">Answers of this round, by body.</param>
/// <param name="Asked">Bodies added for their opinion; what they said, or null.</param>
/// <param name="Done">The day it was brought to its end; null before.</param>
public sealed record StepProgress(
    StepState State, ImmutableArray<ClockSpan> Spans, string? Assigned, bool Corrected, ImmutableSortedDictionary<string, JointAnswer> Answers,
    ImmutableSortedDictionary<string, string?> Asked, DateOnly? Done)
{
    internal static StepProgress Waiting { get; } = new(StepState.Waiting, [], null, false, ImmutableSortedDictionary.Create<string, JointAnswer>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal), null);

    internal StepProgress Start(DateOnly day) => this with { State = StepState.Open, Spans = Spans.Add(new ClockSpan(day, null)) };

    internal StepProgress Halt(StepState state, DateOnly day) => this with { State = state, Spans = [.. Spans.Select(span => span.To is null ? span with { To = day } : span)] };
}

/// <summary>One line of the record of a case (办理记录).</summary>
/// <param name="Seq">The fact.</param>
/// <param name="Actor">Opaque id of who acted.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Event">What happened.</param>
public sealed record CaseLine(long Seq, string Actor, DateTimeOffset At, CaseEvent Event);

/// <summary>A case (办件): a thing on its prescribed way. Immutable; <see cref="Apply"/> answers the next.</summary>
public sealed record Case : IRow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The rules it began with.</summary>
    public required Procedure Procedure { get; init; }

    /// <summary>Code of a district or zone, or id of a group of them.</summary>
    public required string Place { get; init; }

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>Id of the case of the thing it belongs to; null if to none.</summary>
    public string? Of { get; init; }

    /// <summary>The legal day it was opened.</summary>
    public required DateOnly Opened { get; init; }

    /// <summary>Version of its stream: what a form expects.</summary>
    public long Version { get; init; }

    /// <summary>Where it is.</summary>
    public CaseState State { get; init; }

    /// <summary>Each step by id.</summary>
    public required ImmutableSortedDictionary<string, StepProgress> Steps { get; init; }

    /// <summary>How often it was sent back, plus 1.</summary>
    public int Round { get; init; } = 1;

    /// <summary>The body designated to prepare; null before.</summary>
    public string? Preparer { get; init; }

    /// <summary>Contents as they stand, as text.</summary>
    public required ImmutableSortedDictionary<string, string> Contents { get; init; }

    /// <summary>Counts up with every change of contents or papers.</summary>
    public int Draft { get; init; } = 1;

    /// <summary>Papers by id of what was asked, in the order attached.</summary>
    public ImmutableArray<PaperAttached> Papers { get; init; } = [];

    /// <summary>Overrides by gate, with the draft they were given for.</summary>
    public ImmutableSortedDictionary<string, (int Draft, GateOverridden Override)> Overrides { get; init; } = ImmutableSortedDictionary.Create<string, (int, GateOverridden)>(StringComparer.Ordinal);

    /// <summary>What the checks found that are computed outside the queue; null before they were.</summary>
    public GatesChecked? Checked { get; init; }

    /// <summary>The day it took effect; null before.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>Everything that happened, in order.</summary>
    public ImmutableList<CaseLine> Lines { get; init; } = [];

    /// <summary>The step of an id and where it is.</summary>
    public IEnumerable<(Step Step, StepProgress Progress)> InOrder => Procedure.Steps.Select(step => (step, Steps[step.Id]));

    /// <summary>The steps that somebody has to act at.</summary>
    public IEnumerable<Step> Open => Procedure.Steps.Where(step => Steps[step.Id].State == StepState.Open);

    /// <summary>The name under which expressions find whether it has taken effect.</summary>
    internal const string InEffect = "effective";

    /// <summary>The value of a content, as its kind says; null where it is not filled in. Also <c>place</c>, <c>round</c>, <c>preparer</c>, <c>effective</c>.</summary>
    public object? this[string field] => field switch
    {
        "place" => Place,
        "round" => Round,
        "preparer" => Preparer,
        InEffect => Effective is not null,
        _ => Procedure.Contents.FirstOrDefault(content => content.Id == field) is { } content
            ? content.Sum is { } sum ? Sums.Of(this, sum) : ContentText.Value(content, Contents.GetValueOrDefault(field))
            : null,
    };

    /// <summary>The rows of a table; null where it is not filled in or the procedure has none of this name.</summary>
    public ImmutableArray<TableRow>? TableOf(string content) =>
        Contents.TryGetValue(content, out var text) && Procedure.Contents.FirstOrDefault(known => known.Id == content && known.Kind == ContentKind.Table) is { } table ? TableText.Rows(table, text) : null;

    /// <summary>A case as it begins.</summary>
    public static Case Begin(CaseOpened opened) => new Case
    {
        Id = opened.Case, Procedure = opened.Procedure, Place = opened.Place, Title = opened.Title, Of = opened.Of, Opened = opened.Day, Contents = opened.Contents.WithComparers(StringComparer.Ordinal),
        Steps = opened.Procedure.Steps.ToImmutableSortedDictionary(step => step.Id, _ => StepProgress.Waiting, StringComparer.Ordinal),
    }.Advance(opened.Day);

    /// <summary>As it stands after one more event.</summary>
    public Case Apply(CaseEvent happened) => happened switch
    {
        PreparerDesignated designated => (this with { Preparer = designated.Preparer }).Finish(designated.Step, designated.Day),
        Drafted drafted => this with { Draft = Draft + 1, Contents = Contents.SetItems(drafted.Changes).RemoveRange(drafted.Changes.Where(change => change.Value.Length == 0).Select(change => change.Key)) },
        PaperAttached attached => this with { Draft = Draft + 1, Papers = Papers.Add(attached) },
        Submitted submitted => Resume(submitted.Day).Finish(submitted.Step, submitted.Day),
        CorrectionAsked asked => Correct(asked),
        Answered answered => With(answered.Step, step => step with { Answers = step.Answers.SetItem(answered.Body, answered.Answer) }),
        StepPassed passed => Finish(passed.Step, passed.Day),
        ResultRecorded recorded => recorded.Passed ? Finish(recorded.Step, recorded.Day) : this,
        SentBack back => GoBack(back),
        CaseRefused refused => End(CaseState.Refused, refused.Day),
        CaseWithdrawn withdrawn => End(CaseState.Withdrawn, withdrawn.Day),
        StepReassigned reassigned => With(reassigned.Step, step => step with { Assigned = reassigned.To }),
        ReviewerAdded added => With(added.Step, step => step with { Asked = step.Asked.SetItem(added.Body, null) }),
        OpinionGiven given => With(given.Step, step => step with { Asked = step.Asked.SetItem(given.Body, given.Opinion) }),
        GatesChecked found => this with { Checked = found },
        GateOverridden overridden => this with { Overrides = Overrides.SetItem(overridden.Gate, (Draft, overridden)) },
        _ => this,
    };

    /// <summary>Whether an override counts: given for the contents as they are.</summary>
    public GateOverridden? OverrideOf(string gate) => Overrides.TryGetValue(gate, out var given) && given.Draft == Draft ? given.Override : null;

    private Case With(string step, Func<StepProgress, StepProgress> change) => this with { Steps = Steps.SetItem(step, change(Steps[step])) };

    private Case Finish(string step, DateOnly day)
    {
        var done = With(step, progress => progress.Halt(StepState.Done, day) with { Done = day });
        if (step == Procedure.Effect)
            done = done with { Effective = day };
        return done.Advance(day);
    }

    // A step opens when all before it are done or left out; it is left out where its condition is no.
    private Case Advance(DateOnly day)
    {
        var next = this;
        foreach (var step in Procedure.Steps.Where(step => next.Steps[step.Id].State == StepState.Waiting))
        {
            if (!step.After.All(before => next.Steps[before].State is StepState.Done or StepState.Skipped))
                continue;
            next = next.With(step.Id, progress => step.When.Holds(next) == false ? progress with { State = StepState.Skipped } : progress.Start(day));
            if (step.Id == Procedure.Effect && next.Steps[step.Id].State == StepState.Skipped)
                next = next with { Effective = day };
        }

        return next.Steps.Values.All(progress => progress.State is StepState.Done or StepState.Skipped) ? next with { State = CaseState.Done } : next;
    }

    private Case Correct(CorrectionAsked asked)
    {
        var drafting = Procedure.Preceding(asked.Step).Last(step => step.Kind == StepKind.Drafting);
        return With(asked.Step, step => step.Halt(StepState.Stopped, asked.Day) with { Corrected = true }).With(drafting.Id, step => step.Start(asked.Day) with { Done = null });
    }

    private Case Resume(DateOnly day)
    {
        var next = this;
        foreach (var (id, _) in Steps.Where(step => step.Value.State == StepState.Stopped))
            next = next.With(id, step => step.Start(day));
        return next;
    }

    // What follows the step begins anew; a procedure that is not ours keeps its result.
    private Case GoBack(SentBack back)
    {
        var next = this with { Round = Round + 1 };
        foreach (var step in Procedure.Following(back.To).Where(step => step.Kind != StepKind.External || next.Steps[step.Id].State != StepState.Done))
            next = next.With(step.Id, _ => StepProgress.Waiting);
        return next.With(back.To, _ => StepProgress.Waiting.Start(back.Day));
    }

    private Case End(CaseState state, DateOnly day)
    {
        var next = this with { State = state };
        foreach (var step in Open.Select(step => step.Id).Concat(Steps.Where(step => step.Value.State == StepState.Stopped).Select(step => step.Key)).ToArray())
            next = next.With(step, progress => progress.Halt(StepState.Waiting, day));
        return next;
    }
}
