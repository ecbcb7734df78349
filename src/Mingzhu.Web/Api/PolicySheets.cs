using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Book;
using Mingzhu.Web.Policies;

namespace Mingzhu.Web.Api;

/// <summary>The tables of the policy navigator as files.</summary>
internal static class PolicySheets
{
    public static void MapPolicySheets(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").Opens(RightIds.ViewPolicies);
        files.MapGet($"{Addresses.Policies}.{Sheet.Kinds}", (ICityBook book, SheetWords words) => All(book, words));
        files.MapGet($"{Addresses.Policies}/{{table}}.{Sheet.Kinds}", (string table, HttpContext http, ICityBook book, TimeProvider clock, Cases.CaseRoom room, SheetWords words) =>
            PolicyAsked.From(http, table, book, clock, room)?.Given is { } given ? Answer(PolicyAnswer.Of(given), words) : (IResult)Results.NotFound());
    }

    /// <summary>Every row of every table: the policies as they stand in the pack.</summary>
    private static Sheet All(ICityBook book, SheetWords words) => new(
        "policies", words["policies.title"], null, words.Headings("policies.table", "policies.asks", "policies.outcome", "policies.when", "policies.papers", "policies.rule", "policies.source", "policies.quote", "policies.open"),
        book.Policies.SelectMany(table => table.Rows.Select(row => new object?[]
        {
            words.In(table.Name), words.In(table.Asks), words.In(row.Outcome.Name), Joined(row.When.Select(condition => condition.Says), words), Joined(row.Papers, words),
            row.Rule?.Id, Cited(row.Basis, words), row.Rule is null ? null : string.Join('\n', row.Rule.Quotes), row.Rule is null ? null : Joined(row.Rule.Open, words),
        })));

    /// <summary>The rows that hold, then those that do not with what they lack.</summary>
    private static Sheet Answer(PolicyAnswer answer, SheetWords words) => new(
        $"policy-{answer.Given.Table.Id}", words.In(answer.Given.Table.Name), $"{words.In(answer.Given.Table.Asks)} {words.In(answer.Says)} · {PolicyInput.Write(answer.Given.On)} · {Known(answer.Given, words)}",
        words.Headings("policies.holds", "policies.outcome", "policies.when", "policies.lacks", "policies.changes", "policies.papers", "policies.rule", "policies.source", "policies.open"),
        answer.Matches.Select(match => Row(match.Row, words["policies.yes"], "", "", words)).Concat(answer.NearMisses.Select(miss => Row(
            miss.Row, words[miss.Unmet.Any(unmet => unmet.Holds == false) ? "policies.no" : "policies.unknown"],
            string.Join('\n', miss.Unmet.Select(unmet => $"{words.In(unmet.Condition.Says)}（{words[unmet.Holds is null ? "policies.unknown" : "policies.no"]}）")),
            string.Join('\n', miss.Changes.Select(change => Change(change, words))), words))));

    /// <summary>An answer that would have to be another one, in words.</summary>
    public static string Change(PolicyChange change, SheetWords words) =>
        change.To.IsEmpty ? words["policies.by-condition", words.In(change.Input.Name)] : $"{words.In(change.Input.Name)} → {string.Join(words["policies.or"], change.To.Select(to => words.In(change.Input.Show(to))))}";

    /// <summary>Document, clause and day of a basis; what is a default says so.</summary>
    public static string Cited(Citation basis, SheetWords words) => basis.IsDefault ? words["policies.default"]
        : string.Join(' ', new[] { basis.Source, basis.Clause, basis.Date is { } day ? Show.Day(day) : null }.OfType<string>());

    private static object?[] Row(PolicyRow row, string holds, string lacks, string changes, SheetWords words) =>
    [
        holds, words.In(row.Outcome.Name), Joined(row.When.Select(condition => condition.Says), words), lacks, changes, Joined(row.Papers, words), row.Rule?.Id, Cited(row.Basis, words),
        row.Rule is null ? null : Joined(row.Rule.Open, words),
    ];

    private static string Known(Given given, SheetWords words) => string.Join(words["policies.and"], given.Table.Inputs.Where(input => input.IsAsked && given[input.Id] is not null).Select(input => $"{words.In(input.Name)}: {words.In(input.Show(given[input.Id]))}"));

    private static string Joined(IEnumerable<Wording> texts, SheetWords words) => string.Join('\n', texts.Select(words.In));
}
