using System.Globalization;
using System.Text.RegularExpressions;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Siting;

/// <summary>One condition as a form asks for it (条件表单): parts as typed, whether they make sense or not, so that nothing typed is lost. An address holds it as a condition is written.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
public sealed partial record ConditionFields(string Kind)
{
    /// <summary>The kinds of condition, in the order a form offers them, and as a condition begins.</summary>
    public const string Area = "area", Where = "where", Walk = "walk", Straight = "straight", Inside = "inside", Outside = "outside", Need = "need";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Area, Where, Walk, Straight, Inside, Outside, Need];

    /// <summary>Least area, m².</summary>
    public string Least { get; init; } = "";

    /// <summary>Most area, m².</summary>
    public string Most { get; init; } = "";

    /// <summary>The facility kind or layer it speaks of.</summary>
    public string Name { get; init; } = "";

    /// <summary>Which rows: of the site itself, or of what it speaks of.</summary>
    public WhereFields Rows { get; init; } = WhereFields.None;

    /// <summary>Whether at most so far, else at least.</summary>
    public bool AtMost { get; init; } = true;

    /// <summary>Metres, or residents.</summary>
    public string Number { get; init; } = "";

    /// <summary>The walk of a need, metres; empty for the pack's.</summary>
    public string Reach { get; init; } = "";

    /// <summary>Whether it names a target: a facility kind or a layer.</summary>
    public bool HasTarget => Kind is Walk or Straight or Inside or Outside or Need;

    /// <summary>A new one of a kind, filled with something to change.</summary>
    public static ConditionFields New(string kind) => kind switch
    {
        Area => new(Area) { Least = "400", Most = "10000" },
        Where => new(Where) { Rows = WhereFields.None with { Field = "land_use" } },
        Walk => new(Walk) { Name = "kindergarten", Number = "500" },
        Straight => new(Straight) { Name = "roads", AtMost = false, Number = "50" },
        Inside => new(Inside) { Name = "built-up-area" },
        Outside => new(Outside) { Name = "water" },
        _ => new(Need) { Name = "kindergarten", Number = "500" },
    };

    /// <summary>Of a written condition; one that is none at all stands as an expression typed.</summary>
    public static ConditionFields Of(string written)
    {
        var text = written.Trim();
        var match = Parts().Match(text);
        if (!match.Success)
            return new(Where) { Rows = WhereFields.None with { Text = text } };
        string Group(string name) => match.Groups[name].Value.Trim();
        return new(Group("kind"))
        {
            Least = Group("least"), Most = Group("most"), Name = Group("name"), AtMost = Group("sign") != ">=", Number = Group("number"), Reach = Group("reach"),
            Rows = WhereFields.Of(match.Groups["rows"].Success ? match.Groups["rows"].Value : match.Groups["where"].Value),
        };
    }

    /// <summary>As a form brings it; null if it brings none of that number.</summary>
    /// <param name="form">The fields.</param>
    /// <param name="at">Its number on the form.</param>
    /// <param name="words">What the pack knows.</param>
    /// <param name="candidates">The layer of the candidates.</param>
    public static ConditionFields? From(IQueryCollection form, int at, SitingWords words, Atlas.LayerSchema? candidates)
    {
        var prefix = Prefix(at);
        string Said(string name) => form[prefix + name].ToString().Trim();
        if (!Kinds.Contains(Said("kind")))
            return null;
        var condition = new ConditionFields(Said("kind")) { Least = Said("least"), Most = Said("most"), Name = Said("name"), AtMost = Said("sign") != ">=", Number = Said("number"), Reach = Said("reach") };
        return condition with { Rows = WhereFields.From(form, prefix, condition.HasTarget ? words.LayerOf(condition.Name) : candidates) };
    }

    /// <summary>What begins the names of the form fields of a condition.</summary>
    public static string Prefix(int at) => string.Create(CultureInfo.InvariantCulture, $"c{at}.");

    /// <summary>As a condition is written, whether it can be read or not.</summary>
    public string Written(SitingWords words, Atlas.LayerSchema? candidates)
    {
        var target = Rows.IsNone || Kind == Need ? Name : $"{Name}[{Rows.Written(words.LayerOf(Name))}]";
        return Kind switch
        {
            Area => $"area {Least}..{Most}",
            Where => $"where {Rows.Written(candidates)}",
            Walk or Straight => $"{Kind} {target} {Sign} {Number}",
            Need => $"need {Name}{(Reach.Length > 0 ? " " + Reach : "")} >= {Number}",
            _ => $"{Kind} {target}",
        };
    }

    /// <summary>What can be said of a slip better than that the whole is no condition; null if nothing.</summary>
    public Refusal? Slip()
    {
        if (Kind == Area && Least.Length + Most.Length == 0)
            return Fault(new("请填面积的下限或上限", "give the least or the most area"));
        if (HasTarget && Name.Length == 0)
            return Fault(new("请选设施类别或图层", "choose a facility kind or a layer"));
        if (Kind is Walk or Straight && Number.Length == 0)
            return Fault(new("请填米数", "give the metres"));
        if (Kind == Need && Number.Length == 0)
            return Fault(new("请填人数", "give how many residents"));
        if (Rows is { Field.Length: > 0, How: not (WhereFields.Empty or WhereFields.Filled) } && Rows.Values.All(value => value.Trim().Length == 0))
            return Fault(new("请选或填至少一个值", "choose or type at least one value"));
        if (Kind == Where && Rows.IsNone)
            return Fault(new("请选字段，或写表达式", "choose a field or write an expression"));
        return new[] { Least, Most, Number, Reach }.FirstOrDefault(said => said.Length > 0 && !Numeral().IsMatch(said)) is { } wrong
            ? Fault(new($"“{wrong}”应为不带千分位的正数，例如 500 或 12.5", $"'{wrong}' should be a number without separators and not below 0, such as 500 or 12.5"))
            : null;
    }

    private string Sign => AtMost ? "<=" : ">=";

    private static Refusal Fault(Wording says) => new("choosing.incomplete", says);

    [GeneratedRegex(@"^(?:(?<kind>area)\s+(?<least>.*?)\s*\.\.\s*(?<most>.*)|(?<kind>where)(?:\s+(?<where>.*))?|(?<kind>walk|straight)\s+(?<name>[^\s\[<>]*)(?:\[(?<rows>.*)\])?\s*(?<sign><=|>=)\s*(?<number>.*)|(?<kind>inside|outside)\s*(?<name>[^\s\[]*)(?:\[(?<rows>.*)\])?|(?<kind>need)\s+(?<name>[^\s<>]*)(?:\s+(?<reach>[^<>]*?))?\s*>=\s*(?<number>.*))$", RegexOptions.Singleline)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^\d{1,9}(?:\.\d{1,3})?$")]
    private static partial Regex Numeral();
}
