using System.Globalization;
using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Web.Cases;

/// <summary>Where the rules of the documents are held (规则去向): procedures that name them in a step, check, content or paper, and policy tables with a row of theirs.</summary>
internal static class RuleUses
{
    /// <summary>Rule id → what holds it, with its address.</summary>
    public static ILookup<string, (Wording Name, string Address)> Of(ProcedureBook book, IEnumerable<PolicyTable> policies) =>
        book.All.SelectMany(procedure => Rules(procedure).OfType<string>().Distinct().Select(id => (Id: id, Use: (procedure.Name, Address: Addresses.Procedure(procedure.Id)))))
            .Concat(policies.SelectMany(table => table.Rows.Select(row => row.Rule?.Id).OfType<string>().Distinct().Select(id => (Id: id, Use: (table.Name, Address: Addresses.Policy(table.Id))))))
            .ToLookup(pair => pair.Id, pair => pair.Use);

    private static IEnumerable<string?> Rules(Procedure procedure) =>
        [procedure.Rule.Id, .. procedure.Contents.Select(content => content.Rule.Id), .. procedure.Papers.Select(paper => paper.Rule.Id), .. procedure.Steps.SelectMany(step => step.Gates.Select(gate => gate.Rule.Id).Prepend(step.Rule.Id))];
}

/// <summary>Which rules a list shows (规则筛选).</summary>
/// <param name="Document">Of this document; empty for all.</param>
/// <param name="Text">With this in id, words or meaning.</param>
public sealed record RuleFilter(string Document, string Text)
{
    /// <summary>Reads an address.</summary>
    public static RuleFilter From(IQueryCollection query) => new(query["document"].ToString(), query["q"].ToString().Trim());

    /// <summary>The address that shows it.</summary>
    public string Address => At(1);

    /// <summary>The address of one page of it.</summary>
    public string At(int page) => Addresses.With(Addresses.Rules, ("document", Document), ("q", Text), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>The rules of it.</summary>
    public IEnumerable<Rule> In(Rules rules) => rules.All.Where(rule => (Document.Length == 0 || rule.Document.Id == Document) && (Text.Length == 0 || Mentions(rule, Text)));

    /// <summary>Whether a rule says something.</summary>
    public static bool Mentions(Rule rule, string text) =>
        rule.Quotes.Append(rule.Id).Append(rule.Means.Zh).Append(rule.Means.En).Any(said => said.Contains(text, StringComparison.OrdinalIgnoreCase));
}
