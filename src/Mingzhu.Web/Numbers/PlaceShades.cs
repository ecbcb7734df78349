using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>What a map of places is shaded by: the values of an indicator, or how many findings lie in each place.</summary>
public static class PlaceShades
{
    /// <summary>Stands in an address where a map is shaded by the number of findings instead of an indicator.</summary>
    public const string Findings = "findings";

    /// <summary>The classes of a map.</summary>
    public static Classes Of(IRunBook run, string what, Level level, bool derived) => Classes.Of(Values(run, what, level, derived), DirectionOf(run, what));

    /// <summary>A value for each place of the level, in order; null where there is none.</summary>
    public static double?[] Values(IRunBook run, string what, Level level, bool derived)
    {
        var places = run.Places(level).Length;
        if (what == Findings)
            return Counted(run, level, places);
        var indicator = run.Indicators.First(indicator => indicator.Code == what);
        var variant = derived ? Variant.Derived : Variant.Ruled;
        return [.. Enumerable.Range(0, places).Select(place => run.Read(what, level, place, variant).Value(indicator.Kind, indicator.UnitFactor))];
    }

    /// <summary>Whether there is anything of that name to shade by.</summary>
    public static bool Knows(IRunBook run, string what) => what == Findings || run.Indicators.Any(indicator => indicator.Code == what);

    private static Direction DirectionOf(IRunBook run, string what) =>
        what == Findings ? Direction.Lower : run.Indicators.First(indicator => indicator.Code == what).Direction;

    private static double?[] Counted(IRunBook run, Level level, int places)
    {
        var counts = new double[places];
        foreach (var finding in run.Findings)
        {
            var at = level switch { Level.District => finding.District, Level.Subdistrict => finding.Subdistrict, Level.Community => finding.Community, Level.City => 0, _ => -1 };
            if (at >= 0)
                counts[at]++;
        }

        return [.. counts.Select(count => (double?)count)];
    }
}
