using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Api;

/// <summary>A site selection and what it came to: the same under /api and on the command line.</summary>
/// <param name="From">The candidates, as written.</param>
/// <param name="Conditions">What is asked, as written, in words, and how the candidates fared.</param>
/// <param name="RankedBy">Number of the condition that ranks the sites, from 1; 0 for their area.</param>
/// <param name="Layer">The layer the sites are features of.</param>
/// <param name="Candidates">How many candidates there were.</param>
/// <param name="Fit">How many meet every condition.</param>
/// <param name="Undecided">Of how many something can't be told, and nothing is missed.</param>
/// <param name="NearMisses">How many miss one condition by little.</param>
/// <param name="Sites">The sites, best first: those that fit, the undecided, the near misses.</param>
/// <param name="Notes">What a reader should know: conditions that no site can meet together.</param>
public sealed record SelectionAnswer(
    string From, IReadOnlyList<ConditionRow> Conditions, int RankedBy, string Layer, int Candidates, int Fit, int Undecided, int NearMisses, IReadOnlyList<SiteRow> Sites, IReadOnlyList<string> Notes)
{
    /// <summary>Of an answer, in a language, with so many sites of each sort.</summary>
    public static SelectionAnswer Of(SiteAnswer answer, Language language, int limit) => new(
        answer.Asked.From.ToString(), [.. answer.Tallies.Select(tally => ConditionRow.Of(tally, language))], answer.Asked.Ranks + 1, answer.Layer, answer.Candidates,
        answer.Fits.Length, answer.Undecided.Length, answer.NearMisses.Length,
        [.. SiteGroups.Of(answer).SelectMany(group => group.Rows.Take(limit).Select((row, at) => SiteRow.Of(group.Code, at + 1, answer.Describe(row), language)))],
        [.. answer.Notes.Select(note => note.In(language))]);
}

/// <summary>How the candidates fared with one condition.</summary>
/// <param name="Condition">The condition, as written.</param>
/// <param name="Asked">What it asks, in words.</param>
/// <param name="Topic">What it is about, in a few words.</param>
/// <param name="Looked">Of how many candidates it was asked; dear ones only of those that could still be listed.</param>
/// <param name="Met">How many meet it.</param>
/// <param name="Missed">How many miss it.</param>
/// <param name="Unknown">Of how many it can't be told; that is no pass.</param>
/// <param name="OnlyHere">How many more would fit without it.</param>
/// <param name="Why">Why it can't be told of any; absent otherwise.</param>
public sealed record ConditionRow(string Condition, string Asked, string Topic, int Looked, int Met, int Missed, int Unknown, int OnlyHere, string? Why)
{
    internal static ConditionRow Of(ConditionTally tally, Language language) => new(
        tally.Condition.ToString(), tally.Asked.In(language), tally.Topic.In(language), tally.Looked, tally.Met, tally.Missed, tally.Unknown, tally.OnlyHere, tally.WhyUnknown?.In(language));
}

/// <summary>A site.</summary>
/// <param name="Group">fits, undecided or near-miss.</param>
/// <param name="Rank">Within its group, from 1.</param>
/// <param name="Id">Its id in the layer.</param>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="Lon">A point inside it, degrees, EPSG:4490; absent where it lies nowhere.</param>
/// <param name="Lat">The same.</param>
/// <param name="AreaM2">Its area, m²; absent where it has no outline.</param>
/// <param name="District">The district it lies in.</param>
/// <param name="Subdistrict">The subdistrict it lies in.</param>
/// <param name="Reasons">One for each condition, in their order.</param>
public sealed record SiteRow(string Group, int Rank, string Id, string Name, double? Lon, double? Lat, double? AreaM2, string? District, string? Subdistrict, IReadOnlyList<ReasonRow> Reasons)
{
    internal static SiteRow Of(string group, int rank, Site site, Language language) => new(
        group, rank, site.Id, site.Name, site.Lon, site.Lat, site.AreaM2, site.District?.Name, site.Subdistrict?.Name,
        [.. site.Reasons.Select(reason => new ReasonRow(reason?.Met, reason?.Found.In(language), reason?.By?.In(language), reason?.Value))]);
}

/// <summary>What was found of one condition at a site.</summary>
/// <param name="Met">Whether it is met; absent where it can't be told.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="By">By how much it is met or missed, in words.</param>
/// <param name="Value">The number found, in the unit of the condition: m², metres, residents, a share.</param>
public sealed record ReasonRow(bool? Met, string? Found, string? By, double? Value);

/// <summary>Where one more would help most: the same under /api and on the command line.</summary>
/// <param name="What">Id of what is added.</param>
/// <param name="Name">Its name.</param>
/// <param name="Basis">How far it serves and by which rule.</param>
/// <param name="Indicator">The indicator whose land is counted; absent for a facility kind.</param>
/// <param name="Unit">What gains are counted in.</param>
/// <param name="ReachM">How far it serves, metres; absent where that depends on the site.</param>
/// <param name="From">The candidates, as written.</param>
/// <param name="Conditions">What a site must meet, as written.</param>
/// <param name="Candidates">How many candidates meet that.</param>
/// <param name="Idle">How many of them add nothing.</param>
/// <param name="City">The whole city with the best together.</param>
/// <param name="Unreachable">Not served and off the walking network, so that no site can be told to serve it.</param>
/// <param name="Ranked">The sites that alone add most.</param>
/// <param name="Together">The best few together.</param>
/// <param name="Target">The target of the indicator; absent for a facility kind.</param>
/// <param name="Places">Places before and after, those that gain.</param>
/// <param name="Notes">What a reader should know.</param>
public sealed record OneMoreResult(
    string What, string Name, string Basis, string? Indicator, string Unit, double? ReachM, string From, IReadOnlyList<string> Conditions, int Candidates, int Idle, GainRow City, double Unreachable,
    IReadOnlyList<RankedRow> Ranked, TogetherRow Together, TargetRow? Target, IReadOnlyList<GainRow> Places, IReadOnlyList<string> Notes)
{
    /// <summary>Of an answer, in a language, with so many ranked sites.</summary>
    public static OneMoreResult Of(OneMoreAnswer answer, Language language, int limit) => new(
        answer.What.Id, answer.What.Name.In(language), answer.Basis.In(language), answer.Asked.Indicator, answer.Unit.In(language), answer.Asked.ReachM, answer.Asked.From!.ToString(),
        [.. answer.Asked.Conditions.Select(condition => condition.ToString())], answer.Ranked.Length + answer.Idle, answer.Idle, GainRow.Of(answer.City), answer.Unreachable,
        [.. answer.Ranked.Take(limit).Select((site, at) => RankedRow.Of(at + 1, answer.Sites.Describe(site.Row), site.Gain, null, site.ReachM))],
        TogetherRow.Of(answer), TargetRow.Of(answer), [.. answer.Places.Where(place => place.Adds > 0).Select(GainRow.Of)], [.. answer.Notes.Select(note => note.In(language))]);
}

/// <summary>A place before and after.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Total">All there is.</param>
/// <param name="Before">Of it served as the data are.</param>
/// <param name="After">Of it served with the sites.</param>
public sealed record GainRow(string Id, string Name, double Total, double Before, double After)
{
    internal static GainRow Of(PlaceGain gain) => new(gain.Place.Id, gain.Place.Name, gain.Total, gain.Before, gain.After);
}

/// <summary>A site and what it adds.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Id">Its id in the layer.</param>
/// <param name="Name">Its name.</param>
/// <param name="Lon">A point inside it, degrees, EPSG:4490.</param>
/// <param name="Lat">The same.</param>
/// <param name="AreaM2">Its area, m².</param>
/// <param name="District">The district it lies in.</param>
/// <param name="Subdistrict">The subdistrict it lies in.</param>
/// <param name="Alone">What it alone would newly serve.</param>
/// <param name="Adds">What it adds to those before it; absent in the ranking of single sites.</param>
/// <param name="ReachM">How far something there would serve, metres.</param>
public sealed record RankedRow(
    int Rank, string Id, string Name, double? Lon, double? Lat, double? AreaM2, string? District, string? Subdistrict, double Alone, double? Adds, double ReachM)
{
    internal static RankedRow Of(int rank, Site site, double alone, double? adds, double reachM) =>
        new(rank, site.Id, site.Name, site.Lon, site.Lat, site.AreaM2, site.District?.Name, site.Subdistrict?.Name, alone, adds, reachM);
}

/// <summary>The best few sites together.</summary>
/// <param name="Sites">The sites, each the one of them that adds most to those before it.</param>
/// <param name="Adds">What they newly serve together.</param>
/// <param name="Bound">No other choice of as many candidates serves more.</param>
/// <param name="Gap">How much better another choice could be at most, 0–1; 0: proved the best.</param>
/// <param name="OneByOne">What choosing one by one would serve.</param>
/// <param name="CutM2">Land on the edge of a reach that was counted where its middle lies, m²; 0 for residents.</param>
public sealed record TogetherRow(IReadOnlyList<RankedRow> Sites, double Adds, double Bound, double Gap, double OneByOne, double CutM2)
{
    internal static TogetherRow Of(OneMoreAnswer answer) => new(
        [.. answer.Together.Sites.Select((site, at) => RankedRow.Of(at + 1, answer.Sites.Describe(site.Row), site.Alone, site.Adds, site.ReachM))],
        answer.Together.Adds, answer.Together.Bound, answer.Together.Gap, answer.Together.Greedy, answer.Together.CutM2);
}

/// <summary>How the indicator stands to its target.</summary>
/// <param name="Op">&gt;=, &lt;= or =; absent without a target.</param>
/// <param name="Value">The value to reach, %.</param>
/// <param name="SitesNeeded">How many sites, chosen one by one, reach it; absent where it is reached already or all together do not.</param>
/// <param name="MostShare">The share served if every candidate were built, 0–1.</param>
public sealed record TargetRow(string? Op, double? Value, int? SitesNeeded, double MostShare)
{
    internal static TargetRow? Of(OneMoreAnswer answer) => answer.Towards is { } towards
        ? new TargetRow(towards.Indicator.Target?.Op, towards.Indicator.Target?.Value, towards.SitesNeeded, towards.Most)
        : null;
}

/// <summary>The sorts of site an answer has, best first (结果分组).</summary>
internal static class SiteGroups
{
    public const string Fits = "fits", Undecided = "undecided", NearMiss = "near-miss";

    public static IEnumerable<(string Code, System.Collections.Immutable.ImmutableArray<int> Rows)> Of(SiteAnswer answer) => [(Fits, answer.Fits), (Undecided, answer.Undecided), (NearMiss, answer.NearMisses)];
}
