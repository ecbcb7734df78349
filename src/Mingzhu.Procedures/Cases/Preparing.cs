using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Names the body that prepares (指定编制部门).</summary>
public sealed record DesignatePreparer(Guid Id, string Case, long? Expected, string Step, string Preparer) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (_, by, reasons) = moment.At(Step, Act.Designate);
        var there = moment.Context.View<People.Organisation>().On(moment.Today).Bodies.ContainsKey(Preparer);
        return Taken(there ? reasons : reasons.Add(new Refusal("case.no-body", new($"没有机构“{Preparer}”", $"there is no body '{Preparer}'"))), () => [new PreparerDesignated(by!, Step, Preparer, moment.Today)]);
    }
}

/// <summary>Fills in contents (填写). Possible while a drafting step is open.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">The case.</param>
/// <param name="Expected">The version seen.</param>
/// <param name="Changes">Texts by content; an empty one takes it back.</param>
public sealed record FillIn(Guid Id, string Case, long? Expected, ImmutableSortedDictionary<string, string> Changes) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (by, reasons) = Preparing.By(moment, Act.Draft);
        var contents = moment.Case.Procedure.Contents;
        var changes = Changes.Select(change => KeyValuePair.Create(change.Key, ContentText.Kept(contents.FirstOrDefault(content => content.Id == change.Key), change.Value)))
            .Where(change => !ContentText.Same(contents.FirstOrDefault(content => content.Id == change.Key), moment.Case.Contents.GetValueOrDefault(change.Key, ""), change.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (changes.IsEmpty && reasons.IsEmpty)
            reasons = [new Refusal("case.nothing-new", new("没有改动", "nothing was changed"))];
        return Taken(reasons.AddRange(Reasons(moment.Case.Procedure, changes)), () => [new Drafted(by!, changes, moment.Today)]);
    }

    internal static IEnumerable<Refusal> Reasons(Procedure procedure, ImmutableSortedDictionary<string, string> contents) => contents.Select(written => procedure.Contents.FirstOrDefault(content => content.Id == written.Key) is { } content
        ? content.Sum is { } sum ? Computed(procedure, content, sum) : ContentText.Fault(content, written.Value)
        : new Refusal("content.unknown", new($"{procedure.Name.Zh}没有内容“{written.Key}”", $"a {procedure.Name.En} has no content '{written.Key}'"))).OfType<Refusal>();

    private static Refusal Computed(Procedure procedure, Content content, TableSum sum)
    {
        var tables = sum.Parts.Select(part => procedure.Contents.First(table => table.Id == part.Of).Name).Distinct().ToArray();
        return new Refusal("content.computed", new(
            $"“{content.Name.Zh}”由{string.Concat(tables.Select(table => $"“{table.Zh}”"))}算出，不能填写", $"'{content.Name.En}' follows from {string.Join(" and ", tables.Select(table => $"'{table.En}'"))} and is not filled in"));
    }
}

/// <summary>Attaches a paper (添附材料); the file is in the vault already. Possible while a drafting step is open.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">The case.</param>
/// <param name="Expected">The version seen.</param>
/// <param name="Paper">Id of the paper that is asked; "other" for one that nobody asked.</param>
/// <param name="File">The file.</param>
public sealed record AttachPaper(Guid Id, string Case, long? Expected, string Paper, Attachment File) : CaseAct(Id, Case, Expected)
{
    /// <summary>A paper that nobody asked.</summary>
    public const string Other = "other";

    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (by, reasons) = Preparing.By(moment, Act.Attach);
        if (Paper != Other && moment.Case.Procedure.Papers.All(asked => asked.Id != Paper))
            reasons = reasons.Add(new Refusal("case.no-paper", new($"没有材料“{Paper}”", $"no paper '{Paper}' is asked")));
        return Taken(reasons, () => [new PaperAttached(by!, Paper, File, moment.Today)]);
    }
}

/// <summary>Submits (提交): refused, with every reason, while contents or papers are missing or a gate does not pass.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">The case.</param>
/// <param name="Expected">The version seen.</param>
/// <param name="Step">The drafting step.</param>
/// <param name="Why">Reasons for gates that only warn, by id.</param>
/// <param name="Gates">The checks of the program.</param>
public sealed record SubmitCase(Guid Id, string Case, long? Expected, string Step, ImmutableSortedDictionary<string, string> Why, Gates Gates) : CaseAct(Id, Case, Expected)
{
    /// <inheritdoc/>
    protected override Decision<Event> Decide(CaseMoment moment)
    {
        var (step, by, reasons) = moment.At(Step, Act.Submit);
        if (step is null)
            return Taken(reasons, () => []);
        var (found, against) = Gates.Pass(moment.Case, step, moment.Context, Why);
        return Taken([.. reasons, .. Preparing.Missing(moment.Case), .. against], () => [new Submitted(by!, Step, found, moment.Today)]);
    }
}

/// <summary>What is common to preparing.</summary>
public static class Preparing
{
    /// <summary>Every content and paper that is asked and not there.</summary>
    public static IEnumerable<Refusal> Missing(Case @case) =>
    [
        .. @case.Procedure.Contents.Where(content => content.Required && content.Sum is null && @case[content.Id] is null).Select(content => new Refusal("case.content-missing", new(
            $"{Id(content.Rule)}未填写“{content.Name.Zh}”", $"{Id(content.Rule)}'{content.Name.En}' is not filled in"), content.Rule.Source)),
        .. @case.Procedure.Contents.Where(content => @case.TableOf(content.Id)?.Length < content.Least).Select(table => new Refusal("case.rows-missing", new(
            $"{Id(table.Rule)}“{table.Name.Zh}”至少须有 {table.Least} 行", $"{Id(table.Rule)}'{table.Name.En}' has to have {table.Least} {(table.Least == 1 ? "row" : "rows")} at least"), table.Rule.Source)),
        .. @case.Procedure.Contents.Where(content => content.Kind == ContentKind.Table).SelectMany(table => Wanting(@case, table)),
        .. @case.Procedure.Papers.Where(paper => paper.When.Holds(@case) != false && @case.Papers.All(attached => attached.Paper != paper.Id)).Select(paper => new Refusal("case.paper-missing", new(
            $"{Id(paper.Rule)}缺少材料“{paper.Name.Zh}”", $"{Id(paper.Rule)}the paper '{paper.Name.En}' is missing"), paper.Rule.Source)),
    ];

    // A cell that has to be filled in, told once a column, with its rows.
    private static IEnumerable<Refusal> Wanting(Case @case, Content table)
    {
        var rows = @case.TableOf(table.Id) ?? [];
        foreach (var column in table.Columns.Where(column => column.Required))
        {
            if (rows.Where(row => row[column.Id] is null).Select(row => row.Key).ToArray() is { Length: > 0 } wanting)
            {
                var (some, more) = (string.Join("、", wanting.Take(10)), wanting.Length > 10 ? wanting.Length : 0);
                yield return new Refusal("case.cell-missing", new(
                    $"{Id(column.Rule, table.Rule)}“{table.Name.Zh}”未填写“{column.Name.Zh}”：{some}{(more > 0 ? $" 等 {more} 行" : "")}",
                    $"{Id(column.Rule, table.Rule)}'{table.Name.En}' lacks '{column.Name.En}': {some}{(more > 0 ? $" and others, {more} in all" : "")}"), table.Rule.Source);
            }
        }
    }

    internal static (Signature? By, ImmutableArray<Refusal> Reasons) By(CaseMoment moment, Act act)
    {
        if (moment.Case.Open.FirstOrDefault(step => step.Kind == StepKind.Drafting) is { } open)
            return moment.At(open.Id, act) is var (_, by, reasons) ? (by, reasons) : default;
        var drafting = moment.Case.Procedure.Steps.First(step => step.Kind == StepKind.Drafting);
        return (null, [moment.NotOpen(drafting)!]);
    }

    private static string Id(params ReadOnlySpan<RuleRef> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Id is { } id)
                return id + " ";
        }

        return "";
    }
}
