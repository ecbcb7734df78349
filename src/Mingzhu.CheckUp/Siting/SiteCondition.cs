using System.Globalization;
using System.Text.RegularExpressions;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>One thing asked of a site (选址条件). Data: it can be written into a pack, an address or a command line, and read again.</summary>
/// <remarks>
/// Written: <c>area 400..10000</c>, <c>where land_use = 'vacant'</c>, <c>walk kindergarten &gt;= 300</c>, <c>straight pipes[kind = 'gas'] &gt;= 50</c>, <c>inside zones</c>,
/// <c>outside control-lines</c>, <c>need kindergarten 300 &gt;= 500</c>. Areas are m², distances metres, needs residents.<br/>
/// Always: reading what <see cref="object.ToString"/> writes gives an equal condition. Every condition holds, fails or can't be told; what can't be told is no pass.
/// </remarks>
public abstract partial record SiteCondition
{
    private SiteCondition()
    {
    }

    /// <summary>The site's own area, m² on the ellipsoid; an end that is not asked is null.</summary>
    public sealed record Area(double? LeastM2, double? MostM2) : SiteCondition
    {
        public override string ToString() => $"area {Number(LeastM2)}..{Number(MostM2)}";
    }

    /// <summary>Anything about the site's own fields: its land use, its register; also area_m2 and length_m of its shape.</summary>
    public sealed record Attribute(Expression Holds) : SiteCondition
    {
        public override string ToString() => $"where {Holds}";
    }

    /// <summary>Walking distance to or from the nearest of something (a facility kind, or a layer), at most or at least so many metres.</summary>
    public sealed record Walk(SiteTarget To, bool AtMost, double Metres) : SiteCondition
    {
        public override string ToString() => $"walk {To} {Sign(AtMost)} {Number(Metres)}";
    }

    /// <summary>Straight distance from border to border, likewise.</summary>
    public sealed record Straight(SiteTarget To, bool AtMost, double Metres) : SiteCondition
    {
        public override string ToString() => $"straight {To} {Sign(AtMost)} {Number(Metres)}";
    }

    /// <summary>Wholly inside some areas, or wholly outside of them.</summary>
    public sealed record Lies(SiteTarget In, bool Inside) : SiteCondition
    {
        public override string ToString() => $"{(Inside ? "inside" : "outside")} {In}";
    }

    /// <summary>At least so many residents who have no facility of a kind within a walk today and would have one here.</summary>
    /// <param name="Kind">The facility kind.</param>
    /// <param name="ReachM">The walk; null for the one of the pack's life circle.</param>
    /// <param name="Residents">How many at least.</param>
    public sealed record Need(string Kind, double? ReachM, double Residents) : SiteCondition
    {
        public override string ToString() => $"need {Kind}{(ReachM is { } reach ? " " + Number(reach) : "")} >= {Number(Residents)}";
    }

    /// <summary>One delegate a case.</summary>
    public TResult Match<TResult>(
        Func<Area, TResult> area, Func<Attribute, TResult> attribute, Func<Walk, TResult> walk, Func<Straight, TResult> straight, Func<Lies, TResult> lies, Func<Need, TResult> need) => this switch
        {
            Area of => area(of),
            Attribute of => attribute(of),
            Walk of => walk(of),
            Straight of => straight(of),
            Lies of => lies(of),
            _ => need((Need)this),
        };

    /// <summary>Reads a condition.</summary>
    /// <exception cref="RefusedException">It is none; the reason says what one looks like, or where its expression breaks.</exception>
    public static SiteCondition Parse(string text)
    {
        var said = text.Trim();
        if (AreaText().Match(said) is { Success: true } area && (area.Groups["from"].Success || area.Groups["to"].Success))
            return new Area(Read(area.Groups["from"]), Read(area.Groups["to"])) is var asked && asked.MostM2 < asked.LeastM2 ? throw Upended(asked) : asked;
        if (WhereText().Match(said) is { Success: true } where)
            return new Attribute(Expression.Parse(where.Groups["where"].Value));
        if (DistanceText().Match(said) is { Success: true } distance)
        {
            var (to, atMost, metres) = (SiteTarget.Of(distance), distance.Groups["sign"].Value == Sign(true), Read(distance.Groups["number"])!.Value);
            return distance.Groups["way"].Value == "walk" ? new Walk(to, atMost, metres) : new Straight(to, atMost, metres);
        }

        if (LiesText().Match(said) is { Success: true } lies)
            return new Lies(SiteTarget.Of(lies), lies.Groups["side"].Value == "inside");
        return NeedText().Match(said) is { Success: true } need
            ? new Need(need.Groups["name"].Value, Read(need.Groups["reach"]), Read(need.Groups["number"])!.Value)
            : throw Unreadable(text);
    }

    private static RefusedException Unreadable(string text) => new(new Refusal("siting.condition", new(
        $"“{text}”不是选址条件；应如 area 400..10000、where land_use = 'vacant'、walk kindergarten >= 300、straight roads <= 50、inside zones、outside control-lines、need kindergarten 300 >= 500",
        $"'{text}' is no condition; one looks like area 400..10000, where land_use = 'vacant', walk kindergarten >= 300, straight roads <= 50, inside zones, outside control-lines, need kindergarten 300 >= 500")));

    private static RefusedException Upended(Area asked) => new(new Refusal("siting.area", new(
        $"面积下限 {Number(asked.LeastM2)} 大于上限 {Number(asked.MostM2)}，没有这样的地块；请对调或改小下限", $"the least area {Number(asked.LeastM2)} is more than the most, {Number(asked.MostM2)}; no site is so: swap them or ask for less")));

    private static double? Read(Group number) => number.Success ? double.Parse(number.Value, CultureInfo.InvariantCulture) : null;

    private static string Number(double? value) => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";

    private static string Sign(bool atMost) => atMost ? "<=" : ">=";

    private const string Digits = @"\d{1,9}(?:\.\d{1,3})?";

    [GeneratedRegex(@"^area\s+(?<from>" + Digits + @")?\s*\.\.\s*(?<to>" + Digits + ")?$")]
    private static partial Regex AreaText();

    [GeneratedRegex(@"^where\s+(?<where>.+)$", RegexOptions.Singleline)]
    private static partial Regex WhereText();

    [GeneratedRegex(@"^(?<way>walk|straight)\s+" + SiteTarget.Pattern + @"\s*(?<sign><=|>=)\s*(?<number>" + Digits + ")$")]
    private static partial Regex DistanceText();

    [GeneratedRegex(@"^(?<side>inside|outside)\s+" + SiteTarget.Pattern + "$")]
    private static partial Regex LiesText();

    [GeneratedRegex(@"^need\s+(?<name>[\p{L}\p{N}_-]+)(?:\s+(?<reach>" + Digits + @"))?\s*>=\s*(?<number>" + Digits + ")$")]
    private static partial Regex NeedText();
}
