using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.People;

namespace Mingzhu.Civic;

/// <summary>Reads a list of experts (专家名单导入), one a row: what becomes facts, what becomes personal data, and every fault of every row. Headings are known in both languages.</summary>
public sealed class ExpertReading
{
    private static readonly Wording Number = new("编号", "number"), Name = new("姓名", "name"), Body = new("类别", "body"), Fields = new("专业领域", "fields"), Employer = new("工作单位", "employer"),
        Projects = new("参与项目", "projects"), Telephone = new("联系电话", "telephone"), First = new("起始", "first day"), Last = new("截止", "last day");

    private static readonly (Wording Word, ImmutableArray<ExpertBody> Bodies)[] Bodies =
    [
        (new("专家委员会", "committee"), [ExpertBody.Committee]), (new("专家库", "library"), [ExpertBody.Library]), (new("专家委员会、专家库", "committee, library"), [ExpertBody.Committee, ExpertBody.Library]),
    ];

    private readonly List<RowFault> _faults = [];
    private readonly ExpertRules _rules;
    private readonly string _sheet;

    private ExpertReading(ExpertRules rules, string sheet) => (_rules, _sheet) = (rules, sheet);

    /// <summary>What facts will know.</summary>
    public ImmutableArray<Expert> Experts { get; private set; } = [];

    /// <summary>What the registry will know, in the same order.</summary>
    public ImmutableArray<ExpertPerson> People { get; private set; } = [];

    /// <summary>Every fault; with any nothing can be imported.</summary>
    public ImmutableArray<RowFault> Faults => [.. _faults];

    /// <summary>The headings of a list, in the reader's language.</summary>
    public static ImmutableArray<string> Headings(Language language) => [.. new[] { Number, Name, Body, Fields, Employer, Projects, Telephone, First, Last }.Select(heading => heading.In(language))];

    /// <summary>Reads the rows.</summary>
    /// <param name="sheet">What the list is called where a fault is told.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="pack">For the fields of expertise.</param>
    /// <param name="known">The expert of a number; null if there is none yet.</param>
    public static ExpertReading Of(string sheet, IReadOnlyList<ChartRow> rows, Pack pack, Func<string, ExpertPerson?> known)
    {
        var reading = new ExpertReading(ExpertRules.Of(pack), sheet);
        var seen = new HashSet<string>();
        var (experts, people) = (ImmutableArray.CreateBuilder<Expert>(), ImmutableArray.CreateBuilder<ExpertPerson>());
        foreach (var row in rows)
        {
            var (expert, person) = reading.Read(row, known);
            if (person.Number.Length > 0 && !seen.Add(person.Number))
                reading.Fault(row, "twice", $"编号“{person.Number}”出现两次", $"the number '{person.Number}' stands twice");
            experts.Add(expert);
            people.Add(person);
        }

        if (rows.Count == 0)
            reading._faults.Add(new RowFault(sheet, 0, DrawAct.Reason("empty", $"没有数据；表头应为 {string.Join('、', Headings(Language.Zh))}", $"there are no rows; the headings are {string.Join(", ", Headings(Language.En))}")));
        (reading.Experts, reading.People) = (experts.ToImmutable(), people.ToImmutable());
        return reading;
    }

    private (Expert, ExpertPerson) Read(ChartRow row, Func<string, ExpertPerson?> known)
    {
        var (number, name) = (Text(row, Number), Text(row, Name));
        foreach (var (missing, _) in new[] { (Number, number), (Name, name) }.Where(cell => cell.Item2.Length == 0))
            Fault(row, "missing", $"缺少“{missing.Zh}”", $"'{missing.En}' is missing");
        var before = number.Length > 0 ? known(number) : null;
        var telephone = Mingzhu.People.Telephone.Spelled(Text(row, Telephone));
        if (telephone.Length > 0 && !Mingzhu.People.Telephone.IsValid(telephone))
            Fault(row, "telephone", $"联系电话“{telephone}”应为 7 至 15 位数字", $"the telephone '{telephone}' should have 7 to 15 digits");
        var id = before?.Id ?? Guid.NewGuid().ToString("N");
        var expert = new Expert(id, ReadBodies(row), [.. List(Text(row, Fields)).Select(Field)], Text(row, Employer), [.. List(Text(row, Projects))], new Term(Day(row, First), Day(row, Last)));
        foreach (var fault in ImportExperts.Faults(expert, _rules.Fields.Select(field => field.Id).ToHashSet()))
            _faults.Add(new RowFault(_sheet, row.Number, fault));
        return (expert, new ExpertPerson { Id = id, Number = number, Name = name, Telephone = telephone.Length > 0 ? telephone : null, Version = before?.Version ?? 0 });
    }

    private ImmutableArray<ExpertBody> ReadBodies(ChartRow row)
    {
        var typed = List(Text(row, Body)).ToArray();
        var bodies = typed.SelectMany(word => Bodies.Where(body => body.Word.Zh == word || body.Word.En == word).SelectMany(body => body.Bodies)).Distinct().Order().ToImmutableArray();
        if (bodies.Length < typed.Length)
            Fault(row, "body-word", $"类别“{Text(row, Body)}”应为 专家委员会、专家库 或两者", $"the body '{Text(row, Body)}' should be committee, library or both");
        return bodies;
    }

    // A field is known by its id and by its name in either language; an unknown word stays as it was typed and is told as a fault.
    private string Field(string word) => _rules.Fields.FirstOrDefault(field => field.Id == word || field.Name.Zh == word || field.Name.En == word)?.Id ?? word;

    private DateOnly? Day(ChartRow row, Wording heading)
    {
        switch (row.Cells.GetValueOrDefault(heading.Zh) ?? row.Cells.GetValueOrDefault(heading.En))
        {
            case null:
                return null;
            case DateOnly day:
                return day;
            case DateTime moment:
                return DateOnly.FromDateTime(moment);
            case var other when DateOnly.TryParseExact(other.ToString()!.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                return day;
            case var other:
                Fault(row, "day", $"“{heading.Zh}”应为日期，如 2026-07-01，得到“{other}”", $"'{heading.En}' should be a day such as 2026-07-01, not '{other}'");
                return null;
        }
    }

    private static string Text(ChartRow row, Wording heading) => ((row.Cells.GetValueOrDefault(heading.Zh) ?? row.Cells.GetValueOrDefault(heading.En)) as IFormattable)?.ToString(null, CultureInfo.InvariantCulture).Trim()
        ?? (row.Cells.GetValueOrDefault(heading.Zh) ?? row.Cells.GetValueOrDefault(heading.En))?.ToString()?.Trim() ?? "";

    private static IEnumerable<string> List(string text) => text.Split(['、', '，', ',', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();

    private void Fault(ChartRow row, string code, string zh, string en) => _faults.Add(new RowFault(_sheet, row.Number, DrawAct.Reason(code, zh, en)));
}
