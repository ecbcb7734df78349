using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Web.Api;

/// <summary>A policy table as the list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Asks">The question it answers.</param>
/// <param name="Rules">Ids of the rules it encodes.</param>
public sealed record PolicyTableAnswer(string Id, string Name, string Asks, IReadOnlyList<string> Rules)
{
    /// <summary>Of a table, in a language.</summary>
    public static PolicyTableAnswer Of(PolicyTable table, Language language) => new(
        table.Id, table.Name.In(language), table.Asks.In(language), [.. table.Rows.Select(row => row.Rule?.Id).OfType<string>().Distinct()]);
}

/// <summary>A policy table asked: the same under /api and on the command line.</summary>
/// <param name="Id">Id of the table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Asks">The question it answers.</param>
/// <param name="On">The day of asking, yyyy-MM-dd.</param>
/// <param name="Verdict">open, closed, noted, undecided or silent; only open is a yes.</param>
/// <param name="Says">The verdict in words.</param>
/// <param name="Inputs">What it asks for, with what was answered.</param>
/// <param name="Matches">The rows that hold.</param>
/// <param name="NearMisses">The rows that do not: those that would open a way first, fewest changes first.</param>
public sealed record PolicyResult(
    string Id, string Name, string Asks, string On, string Verdict, string Says, IReadOnlyList<PolicyInputRow> Inputs, IReadOnlyList<PolicyMatchRow> Matches, IReadOnlyList<PolicyNearMissRow> NearMisses)
{
    /// <summary>Of an answer, in a language.</summary>
    public static PolicyResult Of(PolicyAnswer answer, Language language)
    {
        var (given, table) = (answer.Given, answer.Given.Table);
        return new PolicyResult(
            table.Id, table.Name.In(language), table.Asks.In(language), PolicyInput.Write(given.On), answer.Code, answer.Says.In(language),
            [.. table.Inputs.Where(input => input.IsAsked).Select(input => PolicyInputRow.Of(input, given[input.Id], language))],
            [.. answer.Matches.Select(match => PolicyMatchRow.Of(match, language))], [.. answer.NearMisses.Select(miss => PolicyNearMissRow.Of(miss, language))]);
    }
}

/// <summary>A question of a policy table.</summary>
/// <param name="Id">Its id, as a query names it.</param>
/// <param name="Name">The question.</param>
/// <param name="Hint">Who knows it, or what it means; absent if that is plain.</param>
/// <param name="Kind">yes-no, choice, number or day.</param>
/// <param name="Unit">The unit of a number.</param>
/// <param name="Choices">The answers of a choice.</param>
/// <param name="Answer">What was answered; absent if it is not known.</param>
public sealed record PolicyInputRow(string Id, string Name, string? Hint, string Kind, string? Unit, IReadOnlyList<NamedRow> Choices, string? Answer)
{
    internal static PolicyInputRow Of(PolicyInput input, object? answer, Language language) => new(
        input.Id, input.Name.In(language), input.Hint?.In(language), input.Kind == PolicyInputKind.YesNo ? "yes-no" : input.Kind.ToString().ToLowerInvariant(), input.Unit?.In(language),
        [.. input.Choices.Select(choice => new NamedRow(choice.Id, choice.Name.In(language)))], answer is null ? null : PolicyInput.Write(answer));
}

/// <summary>A row that holds.</summary>
/// <param name="Row">Its id in the table.</param>
/// <param name="Outcome">Id of what it comes to.</param>
/// <param name="Name">What it comes to.</param>
/// <param name="Effect">opens, refuses or asks.</param>
/// <param name="Conditions">Its conditions in words; all hold.</param>
/// <param name="Figures">What follows in figures.</param>
/// <param name="Papers">What has to be brought.</param>
/// <param name="Note">What else is to be known.</param>
/// <param name="Basis">What it rests on.</param>
public sealed record PolicyMatchRow(
    string Row, string Outcome, string Name, string Effect, IReadOnlyList<string> Conditions, IReadOnlyList<PolicyFigureRow> Figures, IReadOnlyList<string> Papers, string? Note, PolicyBasisRow Basis)
{
    internal static PolicyMatchRow Of(PolicyMatch match, Language language) => new(
        match.Row.Id, match.Row.Outcome.Id, match.Row.Outcome.Name.In(language), match.Row.Outcome.Code, [.. match.Row.When.Select(condition => condition.Says.In(language))],
        [.. match.Figures.Select(figure => new PolicyFigureRow(figure.Name.In(language), PolicyInput.Write(figure.Value), figure.Unit?.In(language)))],
        [.. match.Row.Papers.Select(paper => paper.In(language))], match.Row.Note?.In(language), PolicyBasisRow.Of(match.Row, language));
}

/// <summary>A figure that follows.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">A number or a day.</param>
/// <param name="Unit">Its unit; absent for a day.</param>
public sealed record PolicyFigureRow(string Name, string Value, string? Unit);

/// <summary>What a row rests on.</summary>
/// <param name="Rule">Id of the rule; absent for a default of the program.</param>
/// <param name="Source">Document, clause, day.</param>
/// <param name="Quotes">The document's words.</param>
/// <param name="Open">What the document does not say.</param>
/// <param name="Confirmed">false for practice that was announced and whose document is not at hand.</param>
public sealed record PolicyBasisRow(string? Rule, CitationAnswer? Source, IReadOnlyList<string> Quotes, IReadOnlyList<string> Open, bool Confirmed)
{
    internal static PolicyBasisRow Of(PolicyRow row, Language language) => new(
        row.Rule?.Id, row.Basis.IsDefault ? null : new CitationAnswer(row.Basis.Source, row.Basis.Clause, row.Basis.Date is { } day ? Show.Day(day) : null, row.Basis.Confidence),
        [.. row.Rule?.Quotes ?? []], [.. row.Rule?.Open.Select(open => open.In(language)) ?? []], row.Rule is null or { Confirmed: true } or { Document.Weight: not DocumentWeight.Announced });
}

/// <summary>A row that does not hold.</summary>
/// <param name="Row">Its id in the table.</param>
/// <param name="Outcome">Id of what it would come to.</param>
/// <param name="Name">What it would come to.</param>
/// <param name="Effect">opens, refuses or asks.</param>
/// <param name="Rule">Id of its rule.</param>
/// <param name="Unmet">Conditions that fail or are unknown.</param>
/// <param name="Changes">The fewest answers that would have to change.</param>
public sealed record PolicyNearMissRow(string Row, string Outcome, string Name, string Effect, string? Rule, IReadOnlyList<PolicyUnmetRow> Unmet, IReadOnlyList<PolicyChangeRow> Changes)
{
    internal static PolicyNearMissRow Of(PolicyNearMiss miss, Language language) => new(
        miss.Row.Id, miss.Row.Outcome.Id, miss.Row.Outcome.Name.In(language), miss.Row.Outcome.Code, miss.Row.Rule?.Id,
        [.. miss.Unmet.Select(unmet => new PolicyUnmetRow(unmet.Condition.Says.In(language), unmet.Holds is null ? "unknown" : "no"))],
        [.. miss.Changes.Select(change => new PolicyChangeRow(change.Input.Id, change.Input.Name.In(language), [.. change.To.Select(to => new NamedRow(PolicyInput.Write(to), change.Input.Show(to).In(language)))]))]);
}

/// <summary>A condition that does not hold.</summary>
/// <param name="Condition">In words.</param>
/// <param name="Holds">no or unknown.</param>
public sealed record PolicyUnmetRow(string Condition, string Holds);

/// <summary>An answer that would have to be another one.</summary>
/// <param name="Input">Id of the question.</param>
/// <param name="Name">The question.</param>
/// <param name="To">Answers that would do; empty for a number or day, where the condition says it.</param>
public sealed record PolicyChangeRow(string Input, string Name, IReadOnlyList<NamedRow> To);
