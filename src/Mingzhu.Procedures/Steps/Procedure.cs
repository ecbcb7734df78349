using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mingzhu.City;
using Mingzhu.People;

namespace Mingzhu.Procedures;

/// <summary>
/// A prescribed way (办理程序): which steps a thing of some kind goes through in some places, in which order, who acts, what is asked at each. It is data of the pack; a case keeps the one it began with.
/// </summary>
/// <param name="Id">Stable and never translated: "unit-plan-central".</param>
/// <param name="Name">What it is called.</param>
/// <param name="Subject">What kind of thing goes through it: "unit-plan".</param>
/// <param name="Places">Where it is prescribed: codes of districts and zones, or ids of groups of them.</param>
/// <param name="Shared">Whether such a group has one thing in common, rather than each of its places its own.</param>
/// <param name="When">Further condition over what is known at the opening.</param>
/// <param name="From">The day from which it counts; null if nobody says.</param>
/// <param name="Until">Its last day; null as long as it goes on.</param>
/// <param name="Contents">What has to be put together.</param>
/// <param name="Papers">What has to be attached.</param>
/// <param name="Steps">The steps, in written order.</param>
/// <param name="Effect">Id of the step at whose end the thing takes effect.</param>
/// <param name="Rule">Where it comes from.</param>
public sealed record Procedure(
    string Id, Wording Name, string Subject, ImmutableArray<string> Places, bool Shared, Expression When, DateOnly? From, DateOnly? Until,
    ImmutableArray<Content> Contents, ImmutableArray<PaperRule> Papers, ImmutableArray<Step> Steps, string Effect, RuleRef Rule)
{
    /// <summary>The step of an id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Step this[string step] => Find(step) ?? throw new KeyNotFoundException(step);

    /// <summary>The step of an id; null if there is none.</summary>
    public Step? Find(string step) => Steps.FirstOrDefault(known => known.Id == step);

    /// <summary>All steps that come after one, at any distance, in written order.</summary>
    public IEnumerable<Step> Following(string step)
    {
        var reached = new HashSet<string> { step };
        foreach (var later in Steps)
        {
            if (later.After.Any(reached.Contains) && reached.Add(later.Id))
                yield return later;
        }
    }

    /// <summary>All steps that come before one, at any distance, in written order.</summary>
    public IEnumerable<Step> Preceding(string step) => Steps.Where(earlier => Following(earlier.Id).Any(later => later.Id == step));

    /// <summary>The steps as they are drawn: those that may be open at the same time stand in one column, each column after the one before.</summary>
    public IEnumerable<IEnumerable<Step>> InColumns()
    {
        var ranks = new Dictionary<string, int>();
        foreach (var step in Steps)
            ranks[step.Id] = step.After.IsEmpty ? 0 : step.After.Max(before => ranks[before]) + 1;
        return Steps.GroupBy(step => ranks[step.Id]).OrderBy(column => column.Key);
    }

    /// <summary>Whether another state of it says anything else.</summary>
    public bool Differs(Procedure other) => !Bytes(this).AsSpan().SequenceEqual(Bytes(other));

    private static byte[] Bytes(Procedure procedure) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(procedure, Mingzhu.Store.FactJson.Options);

    /// <summary>Whether it counts on a day.</summary>
    public bool CountsOn(DateOnly day) => (From is null || From <= day) && (Until is null || day <= Until);
}

/// <summary>One step of a procedure (环节).</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What happens at it.</param>
/// <param name="By">Who acts.</param>
/// <param name="Role">In a post of which role.</param>
/// <param name="Units">The bodies that answer, at a joint review; else empty.</param>
/// <param name="After">Ids of the steps that have to be done before; steps with the same are branches beside each other.</param>
/// <param name="When">Left out where this is no; where it is unknown the case cannot go on.</param>
/// <param name="Clock">How long it may take; null if nothing is counted.</param>
/// <param name="Gates">What is checked when the step is brought to its end.</param>
/// <param name="Rule">Where it comes from.</param>
public sealed record Step(
    string Id, Wording Name, StepKind Kind, Actor By, string Role, ImmutableArray<Actor> Units, ImmutableArray<string> After, Expression When, Clock? Clock,
    ImmutableArray<GateRule> Gates, RuleRef Rule);

/// <summary>How long a step may take (办理时限), in working days (工作日).</summary>
/// <param name="WorkingDays">At least 1.</param>
/// <param name="Source">Who says so.</param>
public sealed record Clock(int WorkingDays, Citation Source);

/// <summary>The rule something rests on (依据): its id in the rule book, and the place where it stands.</summary>
/// <param name="Id">"S4-5.3-e"; null for a default of ours.</param>
/// <param name="Source">The document.</param>
public sealed record RuleRef(string? Id, Citation Source)
{
    /// <summary>A default of ours.</summary>
    public static RuleRef None { get; } = new(null, Citation.None);
}

/// <summary>How a value is written (内容类别).</summary>
public enum ContentKind
{
    /// <summary>文字.</summary>
    Text,

    /// <summary>数字.</summary>
    Number,

    /// <summary>日期.</summary>
    Day,

    /// <summary>是否.</summary>
    YesNo,

    /// <summary>选项.</summary>
    Choice,

    /// <summary>金额, 万元 at the edges.</summary>
    Money,

    /// <summary>办件: ids of other cases, one a line.</summary>
    Cases,

    /// <summary>体检问题: ids of findings, one a line.</summary>
    Findings,

    /// <summary>用地范围: a polygon, GeoJSON in EPSG:4490.</summary>
    Area,

    /// <summary>清单: rows of further contents.</summary>
    Table,
}

/// <summary>Something that has to be put together (内容): one of the five contents of a unit plan, a fact that a gate asks.</summary>
/// <param name="Id">A bare word: expressions name it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Unit">Of a number; null if it has none.</param>
/// <param name="Choices">Of a choice: id and name.</param>
/// <param name="Required">Whether nothing can be submitted without it.</param>
/// <param name="Rule">Where it comes from.</param>
public sealed record Content(string Id, Wording Name, ContentKind Kind, Wording? Unit, ImmutableArray<Choice> Choices, bool Required, RuleRef Rule)
{
    /// <summary>Of cases: about which kind of thing they are, so that one chooses among those in effect; null where ids are written down.</summary>
    public string? Of { get; init; }

    /// <summary>Of a table: what a row holds; the first names it, and no two rows have the same.</summary>
    [JsonIgnore]
    public ImmutableArray<Content> Columns
    {
        get => Row ?? [];
        init => Row = value.IsEmpty ? null : value;
    }

    /// <summary>Of a table: what a row holds, as it is kept; null elsewhere.</summary>
    public ImmutableArray<Content>? Row { get; init; }

    /// <summary>Of a table: fewer rows than this are as good as none; null where it may have none.</summary>
    public int? Least { get; init; }

    /// <summary>How a number follows from a table; null where it is filled in.</summary>
    public TableSum? Sum { get; init; }
}

/// <summary>A number that follows from the rows of a table (汇总), so that nobody types what can be counted.</summary>
/// <param name="Of">Id of the table.</param>
/// <param name="Column">The column that is added up; null where rows are counted.</param>
/// <param name="When">Rows for which this is yes.</param>
public sealed record TableSum(string Of, string? Column, Expression When)
{
    /// <summary>What is taken off it, as costs off what pays for them; null where nothing is. It has nothing to be taken off itself.</summary>
    public TableSum? Less { get; init; }

    /// <summary>The sums that have to be known for it, each of one table.</summary>
    [JsonIgnore]
    public ImmutableArray<TableSum> Parts => Less is { } less ? [this with { Less = null }, less] : [this];
}

/// <summary>One of the values a choice may take.</summary>
public sealed record Choice(string Id, Wording Name);

/// <summary>A paper that has to be attached (材料).</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it is called.</param>
/// <param name="When">Asked where this is yes or unknown.</param>
/// <param name="Rule">Where it comes from.</param>
public sealed record PaperRule(string Id, Wording Name, Expression When, RuleRef Rule);

/// <summary>How heavy a gate is.</summary>
public enum Weight
{
    /// <summary>拦截: what fails or is unknown stops.</summary>
    Refuses,

    /// <summary>提示: what fails or is unknown asks for a reason.</summary>
    Warns,
}

/// <summary>Something that is checked (检查): by an expression over what the case holds, or by a check of the program.</summary>
/// <param name="Id">Within the procedure.</param>
/// <param name="Name">What it asks.</param>
/// <param name="Check">Name of a check of the program; null for an expression.</param>
/// <param name="Requires">Has to be yes; unknown is never a pass.</param>
/// <param name="Weight">Whether it refuses or warns.</param>
/// <param name="Override">Ids of posts that may override it; empty where nobody may.</param>
/// <param name="Rule">Where it comes from.</param>
public sealed record GateRule(string Id, Wording Name, string? Check, Expression Requires, Weight Weight, ImmutableArray<string> Override, RuleRef Rule)
{
    /// <summary>Who may attest, with a paper, that it holds where the program cannot tell (a layer that may not be here); null where nobody may. Never against what was found.</summary>
    public Actor? Attest { get; init; }

    /// <summary>In a post of which role one attests; null where nobody may.</summary>
    public string? AttestRole { get; init; }
}

/// <summary>Who acts (办理主体), by kind of jurisdiction: any body that one of these names.</summary>
/// <param name="Id">Its id in the pack.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Bodies">Ids of bodies.</param>
/// <param name="Kinds">Bodies of these kinds that answer for the place of the case.</param>
/// <param name="OfPlace">Ids of bodies by the place of the case.</param>
/// <param name="Designated">Whether it is the body that was designated to prepare.</param>
public sealed record Actor(string Id, Wording Name, ImmutableArray<string> Bodies, ImmutableArray<BodyKind> Kinds, ImmutableSortedDictionary<string, string> OfPlace, bool Designated);
