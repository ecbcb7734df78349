using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Api;

/// <summary>The rules of the documents, as JSON.</summary>
internal static class RuleApi
{
    public static void MapRuleApi(this RouteGroupBuilder api) =>
        api.MapGet("/rules", All).WithSummary("文件规则 / The rules of the documents: their words, what follows, where they are held or why not").Opens(RightIds.ViewPolicies);

    /// <param name="document">Id of a document.</param>
    /// <param name="q">With this in id, words or meaning.</param>
    private static Results<Ok<IReadOnlyList<RuleRow>>, NotFound> All(string? document, string? q, CaseRoom room, ICityBook book, Reader reader)
    {
        if (!room.Open)
            return TypedResults.NotFound();
        var uses = RuleUses.Of(room.Book, book.Policies);
        return TypedResults.Ok<IReadOnlyList<RuleRow>>(
        [
            .. new RuleFilter(document ?? "", (q ?? "").Trim()).In(Rules.Of(room.City.Pack)).Select(rule => new RuleRow(
                rule.Id, rule.Document.Id, CaseCodes.Of(rule.Force), rule.Blocks, reader.In(rule.Means), rule.Quotes, [.. rule.Open.Select(reader.In)], [.. uses[rule.Id].Select(use => reader.In(use.Name)), .. rule.KeptIn],
                rule.LeftOut is { } why ? reader.In(why) : null, CaseTelling.Cited(rule.Citation))),
        ]);
    }

    /// <summary>The rules as a table.</summary>
    public static Sheet Sheet(RuleFilter filter, CaseRoom room, ICityBook book, SheetWords words)
    {
        var uses = RuleUses.Of(room.Book, book.Policies);
        return new Sheet(
            "rules", words["rules.title"], null, words.Headings("policies.rule", "policies.source", "rules.force", "rules.what", "policies.quote", "policies.open", "rules.held", "rules.left-out-why"),
            filter.In(Rules.Of(room.City.Pack)).Select(rule => new object?[]
            {
                rule.Id, $"{rule.Citation.Source} {rule.Citation.Clause}".Trim(), words[CaseWords.ForceWord(rule.Force)], words.In(rule.Means), string.Join('\n', rule.Quotes), string.Join('\n', rule.Open.Select(words.In)),
                string.Join('\n', uses[rule.Id].Select(use => words.In(use.Name)).Concat(rule.KeptIn)), rule.LeftOut is { } why ? words.In(why) : null,
            }));
    }
}

/// <summary>A rule of a document.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Document">Id of the document.</param>
/// <param name="Force">must, never, may, encouraged, target, fact or proposal.</param>
/// <param name="Blocks">Whether it may stop somebody.</param>
/// <param name="Means">What follows for this program.</param>
/// <param name="Quotes">The document's own words.</param>
/// <param name="Open">What the document does not say.</param>
/// <param name="Held">What holds it.</param>
/// <param name="LeftOut">Why it is not held; absent if it is.</param>
/// <param name="Source">Document, clause, date.</param>
public sealed record RuleRow(string Id, string Document, string Force, bool Blocks, string Means, IReadOnlyList<string> Quotes, IReadOnlyList<string> Open, IReadOnlyList<string> Held, string? LeftOut, CitationAnswer? Source);
