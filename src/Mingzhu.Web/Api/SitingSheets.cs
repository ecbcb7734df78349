using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Api;

/// <summary>The tables of answers about sites.</summary>
internal static class SitingSheets
{
    /// <summary>Every listed site with what was found of each condition.</summary>
    public static Sheet Of(SiteAnswer answer, SheetWords words) => new(
        "sites", words["sites.title"], Note(answer, words),
        [
            .. words.Headings("sites.group", "column.rank", "column.id", "sites.name", "sites.area", "column.district", "column.subdistrict", "column.lon", "column.lat"),
            .. answer.Tallies.SelectMany((tally, at) => new[] { "sites.verdict", "sites.value", "sites.found", "sites.margin" }.Select(key => words["sites.of-condition", at + 1, words.In(tally.Asked), words[key]])),
        ],
        SiteGroups.Of(answer).SelectMany(group => group.Rows.Select((row, at) => (group.Code, Rank: at + 1, Site: answer.Describe(row)))).Select(listed => new object?[]
        {
            Group(listed.Code, words), listed.Rank, listed.Site.Id, listed.Site.Name, listed.Site.AreaM2, listed.Site.District?.Name, listed.Site.Subdistrict?.Name, listed.Site.Lon, listed.Site.Lat,
        }.Concat(listed.Site.Reasons.SelectMany(reason => new object?[] { reason is null ? null : Verdict(reason.Met, words), reason?.Value, reason is null ? null : words.In(reason.Found), reason?.By is { } by ? words.In(by) : null })).ToArray()));

    /// <summary>The sites chosen together, then those ranked alone.</summary>
    public static Sheet Of(OneMoreAnswer answer, SheetWords words) => new(
        $"one-more-{answer.What.Id}", words["one-more.title"], $"{words.In(answer.What.Name)} · {words.In(answer.Basis)} · {words.Show.Proof(answer)}",
        words.Headings("one-more.list", "column.rank", "column.id", "sites.name", "sites.area", "column.district", "column.subdistrict", "one-more.adds", "one-more.alone", "column.unit", "one-more.reach-m", "column.lon", "column.lat"),
        answer.Together.Sites.Select((site, at) => (List: "one-more.together", Rank: at + 1, site.Row, Adds: (double?)site.Adds, site.Alone, site.ReachM))
            .Concat(answer.Ranked.Select((site, at) => (List: "one-more.ranked", Rank: at + 1, site.Row, Adds: (double?)null, Alone: site.Gain, site.ReachM)))
            .Select(listed => (listed, Site: answer.Sites.Describe(listed.Row))).Select(pair => new object?[]
            {
                words[pair.listed.List], pair.listed.Rank, pair.Site.Id, pair.Site.Name, pair.Site.AreaM2, pair.Site.District?.Name, pair.Site.Subdistrict?.Name, pair.listed.Adds, pair.listed.Alone, words.In(answer.Unit),
                pair.listed.ReachM, pair.Site.Lon, pair.Site.Lat,
            })) { Beside = [Places(answer, words)] };

    private static Sheet Places(OneMoreAnswer answer, SheetWords words) => new(
        $"one-more-{answer.What.Id}-places", words["one-more.places"], null, words.Headings("column.id", "column.place", "one-more.all", "one-more.now", "one-more.after", "one-more.adds", "column.unit"),
        answer.Places.Select(place => new object?[] { place.Place.Id, place.Place.Name, place.Total, place.Before, place.After, place.Adds, words.In(answer.Unit) }));

    /// <summary>The name of a group of sites.</summary>
    public static string Group(string code, SheetWords words) => words[code switch
    {
        SiteGroups.Fits => "sites.fits",
        SiteGroups.Undecided => "sites.undecided",
        _ => "sites.near-misses",
    }];

    /// <summary>Whether a condition is met, in a word.</summary>
    public static string Verdict(bool? met, SheetWords words) => words[met switch
    {
        true => "sites.met",
        false => "sites.missed",
        null => "sites.unknown",
    }];

    private static string Note(SiteAnswer answer, SheetWords words) => words["sites.tally", Show.Number(answer.Candidates), Show.Number(answer.Fits.Length), Show.Number(answer.Undecided.Length), Show.Number(answer.NearMisses.Length)];
}
