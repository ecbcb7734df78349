using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>An indicator in a place, beside the place above it and the whole city.</summary>
public sealed record PlaceRow(Indicator Indicator, Reading Here, Reading? Above, Reading City);

/// <summary>A place as its page tells it: where it stands, its values, the places within it.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Index">Its index in the list of its level.</param>
/// <param name="Place">The place.</param>
/// <param name="Up">The places above it, the highest first, without the city itself.</param>
/// <param name="Rows">Its values: every indicator that means something at its level.</param>
/// <param name="Within">Level of the places within it; null if there are none.</param>
/// <param name="Children">The places within it.</param>
/// <param name="Findings">Its findings, worst first.</param>
public sealed record PlaceSheet(
    Level Level, int Index, Place Place, ImmutableArray<Place> Up, ImmutableArray<PlaceRow> Rows, Level? Within, ImmutableArray<(int Index, Place Place)> Children, ImmutableArray<Finding> Findings)
{
    /// <summary>Reads a place of a run; null if there is none of that name.</summary>
    public static PlaceSheet? Of(IRunBook run, Level level, string id)
    {
        var index = level == Level.City ? 0 : run.Find(level, id);
        if (index < 0 || index >= run.Places(level).Length)
            return null;
        var up = UpOf(run, level, index).ToArray();
        var within = WithinOf(run, level);
        return new PlaceSheet(
            level, index, run.Places(level)[index], [.. up.Select(above => run.Places(above.Level)[above.Index]).Reverse()], RowsOf(run, level, index, up is [var first, ..] ? first : null),
            within, within is { } lower ? ChildrenOf(run, lower, level, index) : [], [.. run.Findings.Where(FindingFilter.Of(run, level, id))]);
    }

    /// <summary>The level directly above in the tree of places, if the run has it; the city is above all and not named here.</summary>
    private static Level? Above(IRunBook run, Level level) => level is Level.City or Level.Zone
        ? null
        : Enumerable.Range(1, Math.Max(0, (int)level - 1)).Reverse().Select(above => (Level?)above).FirstOrDefault(above => run.Places(above!.Value).Length > 0);

    private static IEnumerable<(Level Level, int Index)> UpOf(IRunBook run, Level level, int index)
    {
        while (Above(run, level) is { } above && run.Places(level)[index].Parent is >= 0 and var parent)
        {
            yield return (above, parent);
            (level, index) = (above, parent);
        }
    }

    private static Level? WithinOf(IRunBook run, Level level) => level is Level.Zone or Level.Building
        ? null
        : Enumerable.Range((int)level + 1, (int)Level.Building - (int)level).Select(lower => (Level?)lower).FirstOrDefault(lower => run.Places(lower!.Value).Length > 0);

    private static ImmutableArray<(int, Place)> ChildrenOf(IRunBook run, Level lower, Level level, int index) =>
    [
        .. run.Places(lower).Select((place, at) => (at, place)).Where(pair => level == Level.City || pair.place.Parent == index),
    ];

    private static ImmutableArray<PlaceRow> RowsOf(IRunBook run, Level level, int index, (Level Level, int Index)? above) =>
    [
        .. run.Indicators
            .Where(indicator => level == Level.Zone || level <= indicator.ObjectLevel)
            .Select(indicator => new PlaceRow(
                indicator, run.Read(indicator.Code, level, index), above is { } up ? run.Read(indicator.Code, up.Level, up.Index) : null, run.Read(indicator.Code, Level.City, 0))),
    ];
}
