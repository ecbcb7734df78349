using System.Globalization;
using Microsoft.Extensions.Localization;
using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Web.Cases;

/// <summary>How what happened at a case is told (办理记录的措辞).</summary>
/// <param name="text">The words of the pages.</param>
/// <param name="reader">In which language.</param>
/// <param name="room">Names of places and bodies.</param>
public sealed class CaseWords(IStringLocalizer text, Reader reader, CaseRoom room)
{
    /// <summary>The kind of thing a case is about.</summary>
    public string Subject(string subject) => room.Book.Subjects.FirstOrDefault(known => known.Id == subject) is { } known ? reader.In(known.Name) : subject;

    /// <summary>The kind of thing a case is about, where a line begins with it.</summary>
    public string Titled(string subject) => room.Book.Subjects.FirstOrDefault(known => known.Id == subject) is { } known ? reader.Titled(known.Name) : subject;

    /// <summary>A place.</summary>
    public string Place(string place) => reader.In(room.Book.NameOf(place));

    /// <summary>A role; its id if the pack has none of the name.</summary>
    public string Role(string role) => room.Rights.Role(role) is { } known ? reader.In(known.Name) : role;

    /// <summary>A body; its id if it is no more.</summary>
    public string Body(string body) => room.Organisation.Bodies.TryGetValue(body, out var known) ? reader.In(known.Name) : body;

    /// <summary>The post an act was signed in.</summary>
    public string Signed(Signature by) => by.Post.Length == 0 || !room.Organisation.Posts.TryGetValue(by.Post, out var post) ? Body(by.Body) : $"{Body(by.Body)} {reader.In(post.Name)}";

    /// <summary>Where a case is.</summary>
    public string State(Case one) => one.State switch
    {
        CaseState.Running when one.Effective is not null => text["case.state-effect"],
        CaseState.Running => text["case.state-running"],
        CaseState.Done => text["case.state-done"],
        CaseState.Refused => text["case.state-refused"],
        _ => text["case.state-withdrawn"],
    };

    /// <summary>Where a step is.</summary>
    public string State(StepState state) => state switch
    {
        StepState.Waiting => text["step.waiting"],
        StepState.Open => text["step.open"],
        StepState.Stopped => text["step.stopped"],
        StepState.Done => text["step.done"],
        _ => text["step.skipped"],
    };

    /// <summary>The mark of a state, beside its word.</summary>
    public static string Mark(StepState state) => state switch
    {
        StepState.Waiting => "·",
        StepState.Open => "▶",
        StepState.Stopped => "‖",
        StepState.Done => "✓",
        _ => "∅",
    };

    /// <summary>Where a clock stands, in words.</summary>
    public string Clock(ClockState clock) => clock switch
    {
        { Due: { } due, Left: < 0 } => text["clock.overdue", -clock.Left, Show.Day(due)],
        { Due: { } due } => text["clock.due", Show.Day(due), clock.Left],
        _ => text["clock.limit", clock.Limit.WorkingDays],
    };

    /// <summary>What was done.</summary>
    public string Did(CaseEvent happened, Case one) => happened switch
    {
        CaseOpened => text["did.opened"],
        PreparerDesignated designated => text["did.designated", Body(designated.Preparer)],
        Drafted drafted => text["did.drafted", drafted.Changes.Count],
        PaperAttached attached => text["did.attached", PaperName(one, attached.Paper)],
        Submitted => reader.In(Acts.Name(Act.Submit)),
        CorrectionAsked => reader.In(Acts.Name(Act.AskCorrection)),
        Answered answered => text["did.answered", Body(answered.Body), Answer(answered.Answer)],
        StepPassed passed => reader.In(Acts.Name(passed.As)) + (passed.Number is { } number ? $" {number}" : ""),
        ResultRecorded recorded => text["did.result", recorded.Reference, Show.Day(recorded.On), recorded.Passed ? text["result.passed"].Value : text["result.failed"].Value],
        SentBack back => text["did.sent-back", reader.In(one.Procedure[back.To].Name)],
        CaseRefused => reader.In(Acts.Name(Act.Refuse)),
        CaseWithdrawn => reader.In(Acts.Name(Act.Withdraw)),
        StepReassigned => reader.In(Acts.Name(Act.Reassign)),
        ReviewerAdded added => text["did.asked", Body(added.Body)],
        OpinionGiven => reader.In(Acts.Name(Act.Opine)),
        GatesChecked => text["did.checked"],
        GateOverridden overridden => text["did.overrode", GateName(one, overridden.Gate)],
        _ => happened.Kind,
    };

    /// <summary>What was said.</summary>
    public IEnumerable<string> Said(CaseEvent happened, Case one) => happened switch
    {
        Drafted drafted => drafted.Changes.Select(change => $"{NameOf(one, change.Key)}: {Value(one, change.Key, change.Value)}"),
        PaperAttached attached => [attached.File.Name],
        Submitted submitted => Reasons(submitted.Gates, one),
        CorrectionAsked asked => asked.Defects.Select(reader.In),
        Answered answered => [answered.Opinion],
        StepPassed passed => [passed.Opinion, .. Reasons(passed.Gates, one)],
        SentBack back => [back.Reason],
        CaseRefused refused => [refused.Reason],
        CaseWithdrawn withdrawn => [withdrawn.Reason],
        ReviewerAdded added => [added.Question],
        OpinionGiven given => [given.Opinion],
        GatesChecked made => made.Found.Select(found => $"{CheckName(one, found.Key)}: {reader.In(found.Value.Says)}"),
        GateOverridden overridden => [overridden.Reason],
        _ => [],
    };

    /// <summary>How strongly a rule binds.</summary>
    public string Force(RuleForce force) => text[ForceWord(force)];

    /// <summary>The word for how strongly a rule binds, by its name in the list of words.</summary>
    public static string ForceWord(RuleForce force) => force switch
    {
        RuleForce.Must => "force.must",
        RuleForce.Never => "force.never",
        RuleForce.May => "force.may",
        RuleForce.Encouraged => "force.encouraged",
        RuleForce.Target => "force.target",
        RuleForce.Fact => "force.fact",
        _ => "force.proposal",
    };

    /// <summary>An answer in a joint review.</summary>
    public string Answer(JointAnswer answer) => answer switch
    {
        JointAnswer.Agree => text["answer.agree"],
        JointAnswer.Amend => text["answer.amend"],
        _ => text["answer.not-concerned"],
    };

    /// <summary>What a gate came to.</summary>
    public (string Mark, string Word, string Class) Verdict(GateRule gate, GateFound found) => found.Verdict switch
    {
        Procedures.Verdict.Passes => ("✓", text["gate.passes"], "met"),
        Procedures.Verdict.Unknown => ("?", text["gate.unknown"], "unknown"),
        _ when gate.Weight == Weight.Warns => ("!", text["gate.warns"], "missed"),
        _ => ("✗", text["gate.fails"], "missed"),
    };

    /// <summary>A content as people read it.</summary>
    public string Value(Case one, string content, string value) => one.Procedure.Contents.FirstOrDefault(known => known.Id == content) is { Of: not null }
        ? reader.List(ContentText.Listed(value).Select(id => room.All.Find(id)?.Title ?? id))
        : one.Procedure.Contents.FirstOrDefault(known => known.Id == content) is { } known ? ContentText.Shown(known, value, reader.Language) : value;

    /// <summary>The name of a column of a table, with its unit.</summary>
    public string Column(Content column) => reader.In(column.Name) + (column.Kind == ContentKind.Money ? $" ({text["case.wan"]})" : column.Unit is { } unit ? $" ({reader.In(unit)})" : "");

    /// <summary>A paper, as it is asked for.</summary>
    public string PaperName(Case one, string paper) => one.Procedure.Papers.FirstOrDefault(asked => asked.Id == paper) is { } asked ? reader.In(asked.Name) : text["case.other-paper"];

    /// <summary>The rule something rests on; that it is a default where it is one.</summary>
    public string Rule(RuleRef rule) => rule.Source.IsDefault ? text["case.default"] : string.Create(CultureInfo.InvariantCulture, $"{rule.Id} {rule.Source.Source} {rule.Source.Clause}").Trim();

    private IEnumerable<string> Reasons(IEnumerable<GateResult> gates, Case one) => gates.Where(gate => gate.Reason is not null).Select(gate => $"{GateName(one, gate.Gate)}: {gate.Reason}");

    private string GateName(Case one, string gate) => one.Procedure.Steps.SelectMany(step => step.Gates).FirstOrDefault(known => known.Id == gate) is { } known ? reader.In(known.Name) : gate;

    private string CheckName(Case one, string check) => one.Procedure.Steps.SelectMany(step => step.Gates).FirstOrDefault(known => known.Check == check) is { } known ? reader.In(known.Name) : check;

    private string NameOf(Case one, string content) => one.Procedure.Contents.FirstOrDefault(known => known.Id == content) is { } known ? reader.In(known.Name) : content;
}
