using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;

namespace Mingzhu.Web.Cases;

/// <summary>What was typed into a form of a case, and which act it asks for (办理表单).</summary>
/// <param name="Act">Name of the act, as the address has it.</param>
/// <param name="Fields">Typed, by name.</param>
public sealed record CaseForm(string Act, ImmutableSortedDictionary<string, string> Fields)
{
    /// <summary>Id of the one form that everything is filled in by, wherever on the page it stands: whichever button saves, nothing that was typed is lost.</summary>
    public const string Fill = "fill";

    private const string Content = "content.", Reason = "why.", None = "none";
    private const char Cell = '|';

    /// <summary>What was typed; empty if nothing.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field, "").Trim();

    /// <summary>The name of the field of a content.</summary>
    public static string OfContent(string content) => Content + content;

    /// <summary>The name of the field of a cell of a table.</summary>
    public static string OfCell(string table, int row, string column) => string.Create(CultureInfo.InvariantCulture, $"{Content}{table}{Cell}{row}{Cell}{column}");

    /// <summary>The name of the field that says that a table has no row.</summary>
    public static string OfEmpty(string table) => Content + table + Cell + None;

    /// <summary>The name of the field of a gate's reason.</summary>
    public static string OfGate(string gate) => Reason + gate;

    /// <summary>Reads a form.</summary>
    public static CaseForm Of(string act, IFormCollection form) =>
        new(act, form.Where(field => field.Key[0] != '_').ToImmutableSortedDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n"), StringComparer.Ordinal));

    /// <summary>Contents by id; cells are put together to their table, rows in which nothing stands are left out.</summary>
    public ImmutableSortedDictionary<string, string> Contents => Whole(Under(Content));

    private static ImmutableSortedDictionary<string, string> Whole(ImmutableSortedDictionary<string, string> typed)
    {
        var contents = typed.RemoveRange(typed.Keys.Where(name => name.Contains(Cell))).ToBuilder();
        foreach (var table in typed.Where(cell => cell.Key.Contains(Cell)).GroupBy(cell => cell.Key[..cell.Key.IndexOf(Cell)]))
        {
            var rows = table.Select(cell => (Name: cell.Key.Split(Cell), cell.Value)).Where(cell => cell.Name.Length == 3 && int.TryParse(cell.Name[1], CultureInfo.InvariantCulture, out _))
                .GroupBy(cell => int.Parse(cell.Name[1], CultureInfo.InvariantCulture)).OrderBy(row => row.Key)
                .Select(row => row.ToImmutableSortedDictionary(cell => cell.Name[2], cell => cell.Value, StringComparer.Ordinal)).Where(row => row.Values.Any(value => value.Trim().Length > 0)).ToArray();
            contents[table.Key] = rows.Length > 0 || typed.ContainsKey(table.Key + Cell + None) ? TableText.Of(rows) : "";
        }

        return contents.ToImmutable();
    }

    /// <summary>The version of the case that who typed has seen; null if none was sent.</summary>
    public long? Expected => long.TryParse(this["version"], CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>The act it asks for; null if there is no such act. A paper comes with its file and is not among them.</summary>
    public CaseAct? Command(Guid id, string @case)
    {
        var (step, why, expected) = (this["step"], Under(Reason), Expected);
        return Act switch
        {
            "fill" => new FillIn(id, @case, expected, Contents),
            "submit" => new SubmitCase(id, @case, expected, step, why, RenewalChecks.All),
            "designate" => new DesignatePreparer(id, @case, expected, step, this["body"]),
            "pass" => new PassStep(id, @case, expected, step, Enum.TryParse<Act>(this["as"], out var passing) ? passing : default, this["opinion"], this["number"], why, RenewalChecks.All),
            "correct" => new AskCorrection(id, @case, expected, step, [.. this["defects"].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]),
            "answer" => new AnswerJointly(id, @case, expected, step, this["body"], Enum.TryParse<JointAnswer>(this["answer"], out var answer) ? answer : JointAnswer.Amend, this["opinion"]),
            "result" => new RecordResult(id, @case, expected, step, this["reference"], DateOnly.TryParseExact(this["on"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null, this["passed"] == "yes"),
            "return" => new SendBack(id, @case, expected, step, this["to"], this["reason"]),
            "refuse" => new RefuseCase(id, @case, expected, step, this["reason"]),
            "reassign" => new ReassignStep(id, @case, expected, step, this["person"]),
            "add-reviewer" => new AddReviewer(id, @case, expected, step, this["body"], this["question"]),
            "opine" => new GiveOpinion(id, @case, expected, step, this["body"], this["opinion"]),
            "withdraw" => new WithdrawCase(id, @case, expected, this["reason"]),
            "override" => new OverrideGate(id, @case, expected, this["gate"], this["reason"], this["paper"]),
            _ => null,
        };
    }

    private ImmutableSortedDictionary<string, string> Under(string prefix) =>
        Fields.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).ToImmutableSortedDictionary(field => field.Key[prefix.Length..], field => field.Value, StringComparer.Ordinal);
}
