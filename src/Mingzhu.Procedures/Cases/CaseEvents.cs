using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>In which post an act at a case was done (署名). Who did it stands beside the event, in the fact.</summary>
/// <param name="Post">Id of the post; "operator" where the city has no accounts yet.</param>
/// <param name="Body">Id of its body.</param>
/// <param name="Behalf">On whose behalf, where the post is delegated; null where it is held.</param>
public sealed record Signature(string Post, string Body, string? Behalf = null);

/// <summary>Something that happened at a case (办理记录).</summary>
/// <param name="By">In which post.</param>
/// <param name="Day">The legal day.</param>
public abstract record CaseEvent(Signature By, DateOnly Day) : Event;

/// <summary>A case was opened (立案), under the rules of that day, which it keeps.</summary>
/// <param name="By">In which post.</param>
/// <param name="Case">Its id.</param>
/// <param name="Procedure">The way it goes.</param>
/// <param name="Place">Code of a district or zone, or id of a group of them.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Of">Id of the case of the thing it belongs to: a unit plan's special plan; null if to none.</param>
/// <param name="Contents">What is known from the start.</param>
/// <param name="Day">The legal day.</param>
public sealed record CaseOpened(
    Signature By, string Case, Procedure Procedure, string Place, string Title, string? Of, ImmutableSortedDictionary<string, string> Contents, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.case-opened";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>The body that prepares was named (指定).</summary>
public sealed record PreparerDesignated(Signature By, string Step, string Preparer, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.preparer-designated";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Contents were filled in (填写): what changed; an empty text takes one back.</summary>
public sealed record Drafted(Signature By, ImmutableSortedDictionary<string, string> Changes, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.drafted";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A paper was attached (添附材料).</summary>
public sealed record PaperAttached(Signature By, string Paper, Attachment File, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.paper-attached";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>It was submitted (提交), with what the gates found.</summary>
public sealed record Submitted(Signature By, string Step, ImmutableArray<GateResult> Gates, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.submitted";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Correction was asked for (一次性告知补正): once, with all defects.</summary>
public sealed record CorrectionAsked(Signature By, string Step, ImmutableArray<Wording> Defects, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.correction-asked";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A body answered in a joint review (联审答复).</summary>
public sealed record Answered(Signature By, string Step, string Body, JointAnswer Answer, string Opinion, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.answered";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>What a body may answer in a joint review.</summary>
public enum JointAnswer
{
    /// <summary>通过.</summary>
    Agree,

    /// <summary>退回修改.</summary>
    Amend,

    /// <summary>不涉及.</summary>
    NotConcerned,
}

/// <summary>A step was brought to its end (办结环节): accepted, deliberated, reviewed, approved, determined, filed, confirmed, recognised.</summary>
/// <param name="By">In which post.</param>
/// <param name="Step">The step.</param>
/// <param name="As">Which of the acts it was.</param>
/// <param name="Opinion">What was said.</param>
/// <param name="Number">Number of the document or the filing; null if none.</param>
/// <param name="Gates">What the gates found.</param>
/// <param name="Day">The legal day.</param>
public sealed record StepPassed(Signature By, string Step, Act As, string Opinion, string? Number, ImmutableArray<GateResult> Gates, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.step-passed";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>What a procedure that is not ours came to (外部程序结果).</summary>
public sealed record ResultRecorded(Signature By, string Step, string Reference, DateOnly On, bool Passed, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.result-recorded";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>It was sent back to a step (退回).</summary>
public sealed record SentBack(Signature By, string Step, string To, string Reason, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.sent-back";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>It was refused (不予通过) and has ended.</summary>
public sealed record CaseRefused(Signature By, string Step, string Reason, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.case-refused";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>It was withdrawn (撤回) and has ended.</summary>
public sealed record CaseWithdrawn(Signature By, string Reason, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.case-withdrawn";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A step was given to one person (转办).</summary>
public sealed record StepReassigned(Signature By, string Step, string To, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.step-reassigned";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Another body was asked for its opinion (加签).</summary>
public sealed record ReviewerAdded(Signature By, string Step, string Body, string Question, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.reviewer-added";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>It gave its opinion (加签意见).</summary>
public sealed record OpinionGiven(Signature By, string Step, string Body, string Opinion, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.opinion-given";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>A gate was overridden (突破检查): it counts as long as the contents stay as they are.</summary>
public sealed record GateOverridden(Signature By, string Gate, string Reason, string Paper, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.gate-overridden";

    /// <inheritdoc/>
    public override string Kind => Name;
}

/// <summary>Checks that compute geometry were made (空间检查), outside the queue: what each found, and on which inputs. An act only looks whether those are still current.</summary>
/// <param name="By">In which post.</param>
/// <param name="Inputs">Hash of each input by name.</param>
/// <param name="Found">What was found, by name of the check.</param>
/// <param name="Day">The legal day.</param>
public sealed record GatesChecked(Signature By, ImmutableSortedDictionary<string, string> Inputs, ImmutableSortedDictionary<string, GateFound> Found, DateOnly Day) : CaseEvent(By, Day)
{
    internal const string Name = "procedures.gates-checked";

    /// <inheritdoc/>
    public override string Kind => Name;
}
