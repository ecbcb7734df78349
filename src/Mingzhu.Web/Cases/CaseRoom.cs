using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;

namespace Mingzhu.Web.Cases;

/// <summary>The cases as who asks sees them (办件室): what waits for them, what they may look at, and the one way in for what they do.</summary>
/// <param name="keeper">The city; null where pages are shown without one.</param>
/// <param name="caller">Who asks.</param>
public sealed class CaseRoom(Doorkeeper? keeper, Caller caller)
{
    private OrganisationDay? _organisation;

    /// <summary>Whether there is a city to keep cases in.</summary>
    public bool Open => keeper is not null;

    /// <summary>The city.</summary>
    public Workspace City => keeper!.Workspace;

    /// <summary>The procedures of the adopted pack.</summary>
    public ProcedureBook Book => ProcedureBook.Of(City.Pack);

    /// <summary>The rights of the adopted pack.</summary>
    public Rights Rights => keeper!.Rights;

    /// <summary>The legal day.</summary>
    public DateOnly Today => Organisation.Day;

    /// <summary>The organisation today.</summary>
    public OrganisationDay Organisation => _organisation ??= keeper!.Organisation;

    /// <summary>The working days.</summary>
    public WorkingDays Days => field ??= WorkingDays.Of(City.Pack);

    /// <summary>From how many working days before its end a clock is due soon.</summary>
    public int SoonDays => RenewalRules.Of(City.Pack).SoonDays;

    /// <summary>All cases, seen or not.</summary>
    public Procedures.Cases All => City.View<Procedures.Cases>();

    /// <summary>The cases that may be looked at, the last that moved first.</summary>
    public IEnumerable<Case> Seen => All.All.Values.Where(Sees).OrderByDescending(one => one.Lines[^1].Seq);

    /// <summary>The case of an id, if it may be looked at.</summary>
    public Case? Find(string id) => All.Find(id) is { } found && Sees(found) ? found : null;

    /// <summary>Whether a case may be looked at.</summary>
    public bool Sees(Case one) => caller.May(RightIds.ViewCases, ScopeOf(one, Book.Places));

    /// <summary>Where a case lies, and whose it is: the body that draws it up, where that is one for all places.</summary>
    public static Scope ScopeOf(Case one, Jurisdictions places) => new(
        places.Districts.Concat(places.Zones).Any(place => place.Code == one.Place) ? one.Place : null, DrafterOf(one.Procedure));

    /// <summary>Where a thing of a kind would lie, and whose it would be.</summary>
    public static Scope ScopeOf(string? subject, string place, ProcedureBook book) => new(place, book.All.FirstOrDefault(procedure => procedure.Subject == subject) is { } procedure ? DrafterOf(procedure) : null);

    /// <summary>The body that draws up what goes through a procedure, where that is one for all places; else null.</summary>
    public static string? DrafterOf(Procedure procedure) => procedure.Steps.FirstOrDefault(step => step.Kind == StepKind.Drafting)?.By.Bodies.FirstOrDefault();

    /// <summary>Whether who asks may act at a case at all; at which step is the procedure's to say.</summary>
    public bool ActsOn(Case one) => caller.May(RightIds.ActOnCases, ScopeOf(one, Book.Places));

    /// <summary>What who asks may do at an open step of a case now.</summary>
    public IEnumerable<Act> ActsAt(Case one, Step step)
    {
        var (signer, progress) = (Signer(one), one.Steps[step.Id]);
        if (one.State != CaseState.Running || progress.State != StepState.Open || !ActsOn(one))
            return [];
        return Acts.At(step.Kind).Where(act => act switch
        {
            Act.Answer => signer.Units(step).Any(unit => !progress.Answers.ContainsKey(unit.Body.Id)),
            Act.Reassign => signer.Reassigning(step) is not null,
            Act.AskCorrection => !progress.Corrected && signer.At(step) is not null,
            _ => signer.At(step) is not null,
        }).Concat(progress.Asked.Any(asked => asked.Value is null && signer.Of(asked.Key, step.Role) is not null) ? [Act.Opine] : []);
    }

    /// <summary>What who asks may do at a case as a whole now.</summary>
    public IEnumerable<Act> ActsAt(Case one)
    {
        if (one.State != CaseState.Running || !ActsOn(one))
            yield break;
        if (one.Effective is null && one.Procedure.Steps.FirstOrDefault(step => step.Kind == StepKind.Drafting) is { } drafting && Signer(one).Reassigning(drafting) is not null)
            yield return Act.Withdraw;
        if (one.Open.SelectMany(step => step.Gates).Any(gate => Signer(one).Overriding(gate) is not null))
            yield return Act.Override;
    }

    /// <summary>The cases that a thing of a place can belong to. What is in effect there may be built upon by everybody, whoever drew it up; what was refused or withdrawn by nobody.</summary>
    /// <param name="parent">Of this kind.</param>
    /// <param name="place">Where the thing lies.</param>
    public IEnumerable<Case> ParentsOf(string parent, string place) => All.Of(parent)
        .Where(one => (Sees(one) || one.Effective is not null) && one.State is CaseState.Running or CaseState.Done && Book.Covers(one.Place, place)).OrderByDescending(one => one.Opened);

    /// <summary>Who asks, against a case.</summary>
    public Signer Signer(Case one) => new(one, Organisation, Rights, new Session(caller.Actor, Language.Zh));

    /// <summary>Everything that waits for who asks, the most pressing first.</summary>
    public ImmutableArray<CaseTask> Tasks => field.IsDefault ? field = [.. All.All.Values.Where(one => one.State == CaseState.Running).SelectMany(TasksOf).OrderBy(task => task.Clock?.Due ?? DateOnly.MaxValue).ThenBy(task => task.Case.Lines[^1].Seq)] : field;

    /// <summary>What a step of a case waits for, and since when.</summary>
    public CaseTask TaskOf(Case one, Step step) => new(one, step, Clocks.Of(one, step.Id, Days, Today), one.Steps[step.Id].Spans is [.., var last] ? last.From : one.Opened);

    /// <summary>Takes an act; it is signed in the post that may do it.</summary>
    public Outcome Execute(Language language, CaseAct act, Step? step = null)
    {
        var post = step is not null && All.Find(act.Case) is { } one ? Signer(one).At(step)?.Post ?? "" : "";
        var outcome = City.Execute(new Session(caller.Actor, language, caller.IsOperator ? "" : post), act);
        // What is computed on the ground follows what was filled in, so that nobody has to ask for it.
        if (outcome.Taken && act is FillIn && GroundSurvey.Of(City, All.Find(act.Case)!) is { } checks)
            City.Execute(new Session(caller.Actor, language), checks);
        return outcome;
    }

    /// <summary>Opens a case.</summary>
    public Outcome Execute(Language language, OpenCase act) => City.Execute(new Session(caller.Actor, language), act);

    /// <summary>What every gate of a step finds now.</summary>
    public ImmutableArray<(GateRule Gate, GateFound Found)> Gates(Case one, Step step) => City.Read(new Session(caller.Actor, Language.Zh), new AskGates(one, step));

    private IEnumerable<CaseTask> TasksOf(Case one)
    {
        var signer = Signer(one);
        foreach (var step in one.Open)
        {
            var waits = step.Kind == StepKind.JointReview ? signer.Units(step).Any(unit => !one.Steps[step.Id].Answers.ContainsKey(unit.Body.Id)) : signer.At(step) is not null;
            var asked = one.Steps[step.Id].Asked.Any(pair => pair.Value is null && signer.Of(pair.Key, step.Role) is not null);
            if (waits || asked)
                yield return TaskOf(one, step);
        }
    }

    private sealed record AskGates(Case Case, Step Step) : Query<ImmutableArray<(GateRule Gate, GateFound Found)>>
    {
        public override ImmutableArray<(GateRule Gate, GateFound Found)> Answer(Context context, Workspace workspace) => [.. RenewalChecks.All.Ask(Case, Step, context)];
    }
}

/// <summary>A step that waits for somebody (待办).</summary>
/// <param name="Case">The case.</param>
/// <param name="Step">The step.</param>
/// <param name="Clock">Where its clock stands; null if nothing is counted.</param>
/// <param name="Since">Since when it waits.</param>
public sealed record CaseTask(Case Case, Step Step, ClockState? Clock, DateOnly Since);
