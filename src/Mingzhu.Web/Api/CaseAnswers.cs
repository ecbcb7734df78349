namespace Mingzhu.Web.Api;

/// <summary>Cases, in pages.</summary>
/// <param name="Matched">How many in all.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Cases">The last that moved first.</param>
public sealed record CasesAnswer(int Matched, int Page, int Pages, IReadOnlyList<CaseRow> Cases);

/// <summary>A case in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Subject">What kind of thing.</param>
/// <param name="Procedure">Id of the procedure it goes through.</param>
/// <param name="Place">Code of a district or zone, or id of a group of them.</param>
/// <param name="PlaceName">What that is called.</param>
/// <param name="State">running, done, refused or withdrawn.</param>
/// <param name="Steps">The steps that wait.</param>
/// <param name="Round">How often it was sent back, plus 1.</param>
/// <param name="Opened">The legal day, yyyy-MM-dd.</param>
/// <param name="Effective">The day it took effect; absent before.</param>
public sealed record CaseRow(
    string Id, string Title, string Subject, string Procedure, string Place, string PlaceName, string State, IReadOnlyList<WaitingStepRow> Steps, int Round, string Opened, string? Effective);

/// <summary>A step that waits.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Since">Since when, yyyy-MM-dd.</param>
/// <param name="Clock">How long it may still take; absent if nothing is counted.</param>
public sealed record WaitingStepRow(string Id, string Name, string Since, ClockAnswer? Clock);

/// <summary>A clock, in working days.</summary>
/// <param name="WorkingDays">How long the step may take.</param>
/// <param name="Used">How long it took so far.</param>
/// <param name="Left">What is left; negative when it is overdue.</param>
/// <param name="Due">The last day, yyyy-MM-dd; absent while the clock stands still or has ended.</param>
/// <param name="Provisional">Whether that day may still move, because holidays are not published.</param>
/// <param name="Source">Who says so; absent for a default of this program.</param>
public sealed record ClockAnswer(int WorkingDays, int Used, int Left, string? Due, bool Provisional, CitationAnswer? Source);

/// <summary>A case: where it is, whose turn, what is missing, what it holds, what happened.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Subject">What kind of thing.</param>
/// <param name="Procedure">Id of the procedure it goes through.</param>
/// <param name="ProcedureName">What that is called.</param>
/// <param name="RulesChanged">Whether today's procedure differs from the one it keeps.</param>
/// <param name="Place">Code of a district or zone, or id of a group of them.</param>
/// <param name="PlaceName">What that is called.</param>
/// <param name="State">running, done, refused or withdrawn.</param>
/// <param name="Opened">The legal day, yyyy-MM-dd.</param>
/// <param name="Effective">The day it took effect; absent before.</param>
/// <param name="Round">How often it was sent back, plus 1.</param>
/// <param name="Version">What an act names as the version seen.</param>
/// <param name="Preparer">The body designated to prepare; absent before.</param>
/// <param name="Of">The case it belongs to; absent if to none, or if that may not be seen.</param>
/// <param name="Under">The cases that belong to it and may be seen.</param>
/// <param name="Acts">What who asks may do at the case as a whole: withdraw, override.</param>
/// <param name="Steps">All steps in the order of the procedure.</param>
/// <param name="Missing">What has to be there before it can be submitted, and is not.</param>
/// <param name="Gates">What the checks of the steps that wait find now.</param>
/// <param name="Contents">What it holds.</param>
/// <param name="Papers">The papers, in the order attached.</param>
/// <param name="Submissions">What each submission changed, oldest first.</param>
/// <param name="Record">What happened, oldest first.</param>
public sealed record CaseAnswer(
    string Id, string Title, string Subject, string Procedure, string ProcedureName, bool RulesChanged, string Place, string PlaceName, string State, string Opened, string? Effective, int Round, long Version, NamedRow? Preparer,
    NamedRow? Of, IReadOnlyList<NamedRow> Under, IReadOnlyList<CaseActRow> Acts, IReadOnlyList<CaseStepRow> Steps, IReadOnlyList<CaseReason> Missing, IReadOnlyList<CaseGateRow> Gates, IReadOnlyList<CaseContentRow> Contents,
    IReadOnlyList<CasePaperRow> Papers, IReadOnlyList<SubmissionRow> Submissions, IReadOnlyList<CaseRecordRow> Record);

/// <summary>Why something is not so, or not possible.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Says">What was found and what to do.</param>
/// <param name="Source">Where it is laid down; absent if nowhere.</param>
public sealed record CaseReason(string Code, string Says, CitationAnswer? Source);

/// <summary>A step of a case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What happens at it: drafting, acceptance, review, approval, filing …</param>
/// <param name="State">waiting, open, stopped, done or skipped.</param>
/// <param name="Bodies">Who acts; at a joint review while it is open, who has not answered yet.</param>
/// <param name="Role">In a post of which role.</param>
/// <param name="After">The steps that come before.</param>
/// <param name="Effect">Whether the thing takes effect at its end.</param>
/// <param name="Done">The day it was brought to its end, yyyy-MM-dd; absent before.</param>
/// <param name="Since">Since when it waits; absent if it does not.</param>
/// <param name="Clock">Its clock; absent if nothing is counted, or not yet.</param>
/// <param name="Acts">What who asks may do at it now.</param>
/// <param name="Rule">Id of its rule; absent for a default of this program.</param>
public sealed record CaseStepRow(
    string Id, string Name, string Kind, string State, IReadOnlyList<NamedRow> Bodies, string Role, IReadOnlyList<string> After, bool Effect, string? Done, string? Since, ClockAnswer? Clock, IReadOnlyList<CaseActRow> Acts, string? Rule);

/// <summary>An act that is possible.</summary>
/// <param name="Act">How /api/cases/{case}/acts/{act} calls it.</param>
/// <param name="As">What pass names as its act; absent for others.</param>
/// <param name="Name">The word on the button.</param>
public sealed record CaseActRow(string Act, string? As, string Name);

/// <summary>A check of a step that waits.</summary>
/// <param name="Step">The step.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it asks.</param>
/// <param name="Verdict">passes, fails or unknown; unknown is no pass.</param>
/// <param name="Says">What was found.</param>
/// <param name="Features">What it was found on.</param>
/// <param name="Weight">refuses, or warns: then a reason is asked for.</param>
/// <param name="Overriders">Posts that may override it; empty where nobody may.</param>
/// <param name="Overridden">Why it was overridden; absent if it was not.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Source">Where that is laid down.</param>
public sealed record CaseGateRow(
    string Step, string Id, string Name, string Verdict, string Says, IReadOnlyList<string> Features, string Weight, IReadOnlyList<string> Overriders, string? Overridden, string? Rule, CitationAnswer? Source);

/// <summary>A content of a case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">How it is written: text, number, day, yes-no, choice, money …</param>
/// <param name="Required">Whether nothing can be submitted without it.</param>
/// <param name="Value">As it was written; absent if it was not.</param>
/// <param name="Shown">As people read it; absent if there is none.</param>
/// <param name="Rule">Id of its rule.</param>
public sealed record CaseContentRow(string Id, string Name, string Kind, bool Required, string? Value, string? Shown, string? Rule);

/// <summary>A paper of a case; the file is had at /api/cases/{case}/papers/{number}.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Paper">Id of what was asked; other if nobody did.</param>
/// <param name="Name">What was asked.</param>
/// <param name="File">Name of the file.</param>
/// <param name="MediaType">By its content.</param>
/// <param name="Bytes">How large.</param>
/// <param name="Hash">Hash of its bytes, as the ledger names it.</param>
/// <param name="Day">When it was attached, yyyy-MM-dd.</param>
public sealed record CasePaperRow(int Number, string Paper, string Name, string File, string MediaType, long Bytes, string Hash, string Day);

/// <summary>What a submission changed since the one before.</summary>
/// <param name="Number">The how-manieth, from 1.</param>
/// <param name="Round">In which round.</param>
/// <param name="Day">When, yyyy-MM-dd; absent for what is not submitted yet.</param>
/// <param name="Changes">Contents that differ.</param>
/// <param name="Papers">Names of files attached since.</param>
public sealed record SubmissionRow(int Number, int Round, string? Day, IReadOnlyList<ContentChangeRow> Changes, IReadOnlyList<string> Papers);

/// <summary>A content before and after.</summary>
public sealed record ContentChangeRow(string Content, string Before, string After);

/// <summary>Something that happened at a case.</summary>
/// <param name="Seq">The fact of the ledger.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Who">Who, as far as the reader may know.</param>
/// <param name="Post">In which post.</param>
/// <param name="Body">Of which body.</param>
/// <param name="Behalf">On whose behalf; absent where the post is held.</param>
/// <param name="Event">What, as the ledger calls it.</param>
/// <param name="Did">What, in words.</param>
/// <param name="Said">What was said.</param>
public sealed record CaseRecordRow(long Seq, DateTimeOffset At, string Who, string Post, string Body, string? Behalf, string Event, string Did, IReadOnlyList<string> Said);

/// <summary>A step of a case that waits for who asks.</summary>
/// <param name="Case">Id of the case.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="Place">Code of a district or zone, or id of a group of them.</param>
/// <param name="Step">The step.</param>
/// <param name="Act">The act that brings it to its end.</param>
/// <param name="Round">How often the case was sent back, plus 1.</param>
/// <param name="Version">What an act names as the version seen.</param>
public sealed record TaskRow(string Case, string Title, string Procedure, string Place, WaitingStepRow Step, CaseActRow Act, int Round, long Version);

/// <summary>Why an act was not taken, by RFC 9457; nothing was changed.</summary>
/// <param name="Title">Short.</param>
/// <param name="Status">400 unreadable, 403 not allowed, 409 the case has moved on, 422 refused.</param>
/// <param name="Detail">All reasons, one a line.</param>
/// <param name="Code">The code of the first.</param>
/// <param name="Reasons">All of them.</param>
public sealed record CaseProblem(string Title, int Status, string Detail, string Code, IReadOnlyList<CaseReason> Reasons);
