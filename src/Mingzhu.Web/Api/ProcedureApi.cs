using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Api;

/// <summary>The prescribed ways, as JSON: the drawn procedure as data.</summary>
internal static class ProcedureApi
{
    public static void MapProcedureApi(this RouteGroupBuilder api)
    {
        api.MapGet("/procedures", All).WithSummary("办理程序 / The prescribed ways: of what, where, since when").Opens(RightIds.ViewPolicies);
        api.MapGet("/procedures/{id}", One).WithSummary("一个办理程序 / A prescribed way: steps, who acts, clocks, checks, contents and papers, each with its rule").Opens(RightIds.ViewPolicies);
    }

    private static Results<Ok<IReadOnlyList<ProcedureRow>>, NotFound> All(CaseRoom room, Reader reader) =>
        room.Open ? TypedResults.Ok<IReadOnlyList<ProcedureRow>>([.. room.Book.All.Select(procedure => Row(procedure, room.Book, reader))]) : TypedResults.NotFound();

    /// <param name="id">Id of a procedure.</param>
    private static Results<Ok<ProcedureAnswer>, NotFound> One(string id, CaseRoom room, Reader reader)
    {
        if (!room.Open || room.Book.Find(id) is not { } procedure)
            return TypedResults.NotFound();
        return TypedResults.Ok(new ProcedureAnswer(
            Row(procedure, room.Book, reader), [.. procedure.Steps.Select(step => Step(procedure, step, reader))],
            [.. procedure.Contents.Select(content => new ProcedureContentRow(
                content.Id, reader.In(content.Name), CaseCodes.Of(content.Kind), content.Unit is { } unit ? reader.In(unit) : null, content.Required, [.. content.Choices.Select(choice => new NamedRow(choice.Id, reader.In(choice.Name)))], content.Rule.Id,
                CaseTelling.Cited(content.Rule.Source)))],
            [.. procedure.Papers.Select(paper => new ProcedurePaperRow(paper.Id, reader.In(paper.Name), Said(paper.When), paper.Rule.Id, CaseTelling.Cited(paper.Rule.Source)))]));
    }

    private static ProcedureRow Row(Procedure procedure, ProcedureBook book, Reader reader)
    {
        var subject = book.Subjects.First(known => known.Id == procedure.Subject);
        return new(
            procedure.Id, reader.In(procedure.Name), subject.Id, reader.In(subject.Name), subject.Parent, [.. book.PlacesOf(procedure).Select(place => new NamedRow(place, reader.In(book.NameOf(place))))], procedure.Shared, Said(procedure.When),
            procedure.From is { } from ? Show.Day(from) : null, procedure.Until is { } until ? Show.Day(until) : null, procedure.Rule.Id, CaseTelling.Cited(procedure.Rule.Source));
    }

    private static ProcedureStepRow Step(Procedure procedure, Step step, Reader reader) => new(
        step.Id, reader.In(step.Name), CaseCodes.Of(step.Kind), reader.In(step.By.Name), step.Role, [.. step.Units.Select(unit => reader.In(unit.Name))], step.After, Said(step.When), step.Id == procedure.Effect,
        step.Clock?.WorkingDays, step.Clock is { } clock ? CaseTelling.Cited(clock.Source) : null,
        [.. step.Gates.Select(gate => new ProcedureGateRow(
            gate.Id, reader.In(gate.Name), gate.Check, gate.Check is null ? gate.Requires.ToString() : null, CaseCodes.Of(gate.Weight), gate.Override, gate.Rule.Id, CaseTelling.Cited(gate.Rule.Source)))],
        step.Rule.Id, CaseTelling.Cited(step.Rule.Source));

    private static string? Said(Expression when) => when.Equals(Expression.True) ? null : when.ToString();
}

/// <summary>A prescribed way in a list. What has no rule and no source is a default of this program.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Subject">What kind of thing goes through it.</param>
/// <param name="SubjectName">What that is called.</param>
/// <param name="Of">The kind of thing that belongs to; absent if to none.</param>
/// <param name="Places">Where it may be begun.</param>
/// <param name="Shared">Whether these places have one thing in common, rather than each its own.</param>
/// <param name="When">What else has to hold, as an expression; absent if nothing.</param>
/// <param name="From">The day from which it counts, yyyy-MM-dd; absent if nobody says.</param>
/// <param name="Until">Its last day; absent as long as it goes on.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Source">Where that is laid down.</param>
public sealed record ProcedureRow(
    string Id, string Name, string Subject, string SubjectName, string? Of, IReadOnlyList<NamedRow> Places, bool Shared, string? When, string? From, string? Until, string? Rule, CitationAnswer? Source);

/// <summary>A prescribed way.</summary>
/// <param name="Procedure">Of what, where, since when.</param>
/// <param name="Steps">In written order; those with the same steps before them are branches beside each other.</param>
/// <param name="Contents">What has to be put together.</param>
/// <param name="Papers">What has to be attached.</param>
public sealed record ProcedureAnswer(ProcedureRow Procedure, IReadOnlyList<ProcedureStepRow> Steps, IReadOnlyList<ProcedureContentRow> Contents, IReadOnlyList<ProcedurePaperRow> Papers);

/// <summary>A step of a prescribed way.</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What happens at it.</param>
/// <param name="By">Who acts.</param>
/// <param name="Role">In a post of which role.</param>
/// <param name="Units">Who answers, at a joint review.</param>
/// <param name="After">The steps that come before.</param>
/// <param name="When">Left out where this is no; absent if it never is.</param>
/// <param name="Effect">Whether the thing takes effect at its end.</param>
/// <param name="WorkingDays">How long it may take; absent if nothing is counted.</param>
/// <param name="WorkingDaysSource">Who says so; absent for a default of this program.</param>
/// <param name="Gates">What is checked when it is brought to its end.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Source">Where that is laid down.</param>
public sealed record ProcedureStepRow(
    string Id, string Name, string Kind, string By, string Role, IReadOnlyList<string> Units, IReadOnlyList<string> After, string? When, bool Effect, int? WorkingDays, CitationAnswer? WorkingDaysSource,
    IReadOnlyList<ProcedureGateRow> Gates, string? Rule, CitationAnswer? Source);

/// <summary>Something that is checked.</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it asks.</param>
/// <param name="Check">The check of the program; absent for an expression.</param>
/// <param name="Requires">The expression that has to be true; absent for a check of the program.</param>
/// <param name="Weight">refuses or warns.</param>
/// <param name="Overriders">Posts that may override it; empty where nobody may.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Source">Where that is laid down.</param>
public sealed record ProcedureGateRow(string Id, string Name, string? Check, string? Requires, string Weight, IReadOnlyList<string> Overriders, string? Rule, CitationAnswer? Source);

/// <summary>Something that has to be put together.</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Unit">Of a number; absent if it has none.</param>
/// <param name="Required">Whether nothing can be submitted without it.</param>
/// <param name="Choices">Of a choice.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Source">Where that is laid down.</param>
public sealed record ProcedureContentRow(string Id, string Name, string Kind, string? Unit, bool Required, IReadOnlyList<NamedRow> Choices, string? Rule, CitationAnswer? Source);

/// <summary>A paper that has to be attached.</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it is called.</param>
/// <param name="When">Asked where this is not no; absent if it always is.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Source">Where that is laid down.</param>
public sealed record ProcedurePaperRow(string Id, string Name, string? When, string? Rule, CitationAnswer? Source);
