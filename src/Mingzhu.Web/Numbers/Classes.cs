using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>
/// The classes of a choropleth (分级): at most five, by quantiles of the places that have a value, so each class holds about as many places; equal values never fall
/// into two classes. Where many places share a value and classes would fall together, the quantiles are those of the values that differ. Class 0 is best and lightest, the last is worst and darkest, whichever way is better. One set of classes serves the map, its legend and the strips of cells.
/// </summary>
/// <param name="Uppers">Upper value of each class, in the order of the values (ascending).</param>
/// <param name="Lowers">Lower value of each class.</param>
/// <param name="Counts">How many places fall into each.</param>
/// <param name="Descending">Whether large values are good, so that the first class in value is the darkest.</param>
/// <param name="Gaps">How many places have no value.</param>
public sealed record Classes(ImmutableArray<double> Lowers, ImmutableArray<double> Uppers, ImmutableArray<int> Counts, bool Descending, int Gaps)
{
    /// <summary>The most classes there are.</summary>
    public const int Most = 5;

    /// <summary>How many classes there are.</summary>
    public int Count => Uppers.Length;

    /// <summary>The classes of a set of values; null stands for a place without one.</summary>
    public static Classes Of(IEnumerable<double?> values, Direction direction)
    {
        var all = values.ToArray();
        var known = all.OfType<double>().Order().ToArray();
        var distinct = known.Distinct().ToArray();
        var uppers = distinct.Length <= Most ? distinct : Quantiles(known);
        if (uppers.Length < Most && distinct.Length > Most)
            uppers = Quantiles(distinct);
        var lowers = new double[uppers.Length];
        var counts = new int[uppers.Length];
        foreach (var value in known)
        {
            var at = Position(uppers, value);
            lowers[at] = counts[at]++ == 0 ? value : Math.Min(lowers[at], value);
        }

        return new Classes([.. lowers], [.. uppers], [.. counts], direction == Direction.Higher, all.Length - known.Length);
    }

    /// <summary>The classes of an indicator's values over the places of a level.</summary>
    public static Classes Of(IRunBook run, Indicator indicator, Level level, Variant variant = Variant.Ruled) =>
        Of(Enumerable.Range(0, run.Places(level).Length).Select(place => run.Read(indicator.Code, level, place, variant).Value(indicator.Kind, indicator.UnitFactor)), indicator.Direction);

    /// <summary>The shade of a value, 0 (best) to 4 (worst), spread so that few classes still use both ends; null where there is no value.</summary>
    public int? Shade(double? value) => value is { } known && Count > 0 ? ShadeOf(Position(Uppers, known)) : null;

    /// <summary>The shade of a class.</summary>
    public int ShadeOf(int position)
    {
        var rank = Descending ? Count - 1 - position : position;
        if (Count == 1)
            return Uppers[0] == 0 && !Descending ? 0 : (Most - 1) / 2;
        return (int)Math.Round((double)rank * (Most - 1) / (Count - 1), MidpointRounding.AwayFromZero);
    }

    private static double[] Quantiles(double[] sorted) => [.. Enumerable.Range(1, Most).Select(k => sorted[(int)Math.Ceiling((double)k * sorted.Length / Most) - 1]).Distinct()];

    private static int Position(IReadOnlyList<double> uppers, double value)
    {
        var at = 0;
        while (at < uppers.Count - 1 && value > uppers[at])
            at++;
        return at;
    }
}
