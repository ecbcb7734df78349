using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>A row of a workbook: where it stands and what is under each heading.</summary>
/// <param name="Number">Its number, as the user counts.</param>
/// <param name="Cells">Text by heading; empty cells are left out.</param>
public sealed record ChartRow(long Number, IReadOnlyDictionary<string, object?> Cells);

/// <summary>What is wrong with a row of a workbook.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Row">Number of the row; 0 for the sheet.</param>
/// <param name="Reason">Why.</param>
public sealed record RowFault(string Sheet, long Row, Refusal Reason)
{
    /// <summary>With the place where it stands.</summary>
    public Refusal Placed => Reason with { Says = new($"{Sheet} 第 {Row} 行：{Reason.Says.Zh}", $"{Sheet}, row {Row}: {Reason.Says.En}") };
}

/// <summary>
/// Reads the sheets of a workbook back (表格导入): what is new and what differs from the organisation, with every fault of every row. Sheets and headings are known in both languages; delegations are no
/// part of it, for they are the holder's own to give.
/// </summary>
public sealed class ChartReading
{
    private readonly Organisation _organisation;
    private readonly Rights _rights;
    private readonly Jurisdictions _places;
    private readonly Func<string, string?> _accountOf;
    private readonly List<RowFault> _faults = [];
    private (string Sheet, ChartRow Row) _at;

    private ChartReading(Organisation organisation, Rights rights, Jurisdictions places, Func<string, string?> accountOf) =>
        (_organisation, _rights, _places, _accountOf) = (organisation, rights, places, accountOf);

    /// <summary>What is new or different.</summary>
    public Chart Chart { get; private set; } = Chart.Empty;

    /// <summary>Holdings that are new or different.</summary>
    public ImmutableArray<Holding> Holdings { get; private set; } = [];

    /// <summary>Every fault; with any nothing can be imported.</summary>
    public ImmutableArray<RowFault> Faults => [.. _faults];

    /// <summary>Reads the sheets.</summary>
    /// <param name="sheets">Rows by name of sheet.</param>
    /// <param name="organisation">As it is now.</param>
    /// <param name="pack">For roles and places.</param>
    /// <param name="accountOf">The opaque id of a login name; null if there is no such account.</param>
    public static ChartReading Of(IReadOnlyDictionary<string, IReadOnlyList<ChartRow>> sheets, Organisation organisation, Pack pack, Func<string, string?> accountOf)
    {
        var reading = new ChartReading(organisation, Rights.Of(pack), Jurisdictions.Of(pack), accountOf);
        var chart = new Chart(
            reading.Rows(sheets, ChartSheets.Bodies, reading.ReadBody, body => body.Id), reading.Rows(sheets, ChartSheets.Parts, reading.ReadPart, part => part.Id),
            reading.Rows(sheets, ChartSheets.Posts, reading.ReadPost, post => post.Id));
        var holdings = reading.Rows(sheets, ChartSheets.Holdings, reading.ReadHolding, holding => holding.Id);
        reading.Chart = new Chart(Changed(chart.Bodies, organisation.Bodies, body => body.Id), Changed(chart.Parts, organisation.Parts, part => part.Id), ChangedPosts(chart.Posts, organisation));
        reading.Holdings = Changed(holdings, organisation.Holdings, holding => holding.Id);
        return reading;
    }

    private ImmutableArray<T> Rows<T>(IReadOnlyDictionary<string, IReadOnlyList<ChartRow>> sheets, Wording name, Func<T> read, Func<T, string> id)
    {
        var sheet = sheets.ContainsKey(name.Zh) ? name.Zh : name.En;
        var seen = new HashSet<string>();
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var row in sheets.GetValueOrDefault(sheet) ?? [])
        {
            _at = (sheet, row);
            var one = read();
            if (!seen.Add(id(one)))
                Fault("twice", $"编号“{id(one)}”出现两次", $"the id '{id(one)}' stands twice");
            all.Add(one);
        }

        return all.ToImmutable();
    }

    private Body ReadBody()
    {
        var id = Needed(ChartSheets.Id);
        var known = _organisation.Bodies.GetValueOrDefault(id);
        return new Body(id, ReadName(), Word(ChartSheets.Kind, ChartSheets.Kinds), Text(ChartSheets.Above), ReadPlace(), ReadTerm(), ReadSource(known?.Source));
    }

    private Part ReadPart()
    {
        var (group, body, way, term) = (Needed(ChartSheets.Group), Needed(ChartSheets.TheBody), Word(ChartSheets.As, ChartSheets.Ways), ReadTerm());
        var id = Text(ChartSheets.Id) ?? string.Create(CultureInfo.InvariantCulture, $"{group}/{way}/{body}/{term.First:yyyy-MM-dd}").ToLowerInvariant();
        return new Part(id, group, body, way, term, ReadSource(_organisation.Parts.GetValueOrDefault(id)?.Source));
    }

    private Post ReadPost()
    {
        var id = Needed(ChartSheets.Id);
        var roles = (Text(ChartSheets.Roles) ?? "").Split(['、', ',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RoleOf).OfType<string>();
        return new Post(id, Needed(ChartSheets.TheBody), ReadName(), [.. roles], ReadTerm(), ReadSource(_organisation.Posts.GetValueOrDefault(id)?.Source));
    }

    private Holding ReadHolding()
    {
        var (post, login, term) = (Needed(ChartSheets.ThePost), Text(ChartSheets.Login), ReadTerm());
        var known = Text(ChartSheets.Id) is { } given ? _organisation.Holdings.GetValueOrDefault(given) : null;
        // The person of a holding that is known may have been erased: then there is no login name to write.
        var person = login is null ? known?.Person : _accountOf(login);
        if (person is null)
            Fault("no-account", $"没有登录名为“{login}”的账号；请先建账号", $"there is no account with the login name '{login}'; make it first");
        return new Holding(Text(ChartSheets.Id) ?? Guid.NewGuid().ToString("N"), post, person ?? "", term);
    }

    private Wording ReadName() => Needed(ChartSheets.Name) is var name ? new Wording(name, Text(ChartSheets.English) ?? name) : default;

    private string ReadPlace()
    {
        var text = Text(ChartSheets.Place);
        if (text is null or Body.WholeCity or "全市" || text == _places.City?.Code)
            return Body.WholeCity;
        return _places.Find(text)?.Code ?? _places.Districts.Concat(_places.Zones).FirstOrDefault(place => place.Name.Zh == text || place.Name.En == text)?.Code ?? text;
    }

    // The workbook has no room for date and confidence: where document and clause are the same, so is the citation.
    private Citation ReadSource(Citation? known)
    {
        var (source, clause) = (Text(ChartSheets.Source) ?? "none", Text(ChartSheets.Clause));
        return known is not null && known.Source == source && known.Clause == clause ? known : new Citation(source, clause);
    }

    private Term ReadTerm() => new(Day(ChartSheets.First), Day(ChartSheets.Last));

    private DateOnly? Day(Wording heading)
    {
        var cell = Cell(heading);
        if (cell is null or DateOnly)
            return (DateOnly?)cell;
        string[] ways = ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
        if (DateOnly.TryParseExact(Convert.ToString(cell, CultureInfo.InvariantCulture), ways, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault("day", $"“{heading.Zh}”不是日期：{cell}；应如 2026-07-01", $"'{heading.En}' is no day: {cell}; write it as 2026-07-01");
        return null;
    }

    private string? RoleOf(string text)
    {
        if (_rights.Roles.FirstOrDefault(role => role.Id == text || role.Name.Zh == text || role.Name.En == text) is { } role)
            return role.Id;
        Fault("role", $"没有角色“{text}”", $"there is no role '{text}'");
        return null;
    }

    private T Word<T>(Wording heading, (T Value, Wording Word)[] words)
    {
        var text = Text(heading);
        foreach (var (value, word) in words)
        {
            if (text == word.Zh || text == word.En)
                return value;
        }

        Fault("word", $"“{heading.Zh}”应为 {string.Join("、", words.Select(word => word.Word.Zh))} 之一，得到“{text}”", $"'{heading.En}' should be one of {string.Join(", ", words.Select(word => word.Word.En))}, not '{text}'");
        return words[^1].Value;
    }

    private string Needed(Wording heading)
    {
        if (Text(heading) is { } text)
            return text;
        Fault("missing", $"缺少“{heading.Zh}”", $"'{heading.En}' is missing");
        return "";
    }

    private string? Text(Wording heading) => Cell(heading) is { } cell && Convert.ToString(cell, CultureInfo.InvariantCulture)!.Trim() is { Length: > 0 } text && text != "/" ? text : null;

    private object? Cell(Wording heading) => _at.Row.Cells.GetValueOrDefault(heading.Zh) ?? _at.Row.Cells.GetValueOrDefault(heading.En);

    private void Fault(string code, string zh, string en) => _faults.Add(new RowFault(_at.Sheet, _at.Row.Number, new Refusal($"organisation.sheet-{code}", new(zh, en))));

    private static ImmutableArray<T> Changed<T>(ImmutableArray<T> read, IReadOnlyDictionary<string, T> known, Func<T, string> id) =>
        [.. read.Where(one => !known.TryGetValue(id(one), out var before) || !EqualityComparer<T>.Default.Equals(before, one))];

    // Arrays of roles are compared by what they hold.
    private static ImmutableArray<Post> ChangedPosts(ImmutableArray<Post> read, Organisation organisation) =>
        [.. read.Where(post => !organisation.Posts.TryGetValue(post.Id, out var before) || !before.Roles.SequenceEqual(post.Roles) || before with { Roles = post.Roles } != post)];
}
