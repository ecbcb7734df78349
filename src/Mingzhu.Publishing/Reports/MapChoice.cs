using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Publishing.Reports;

/// <summary>Which indicator of a dimension is mapped, and at which level: the first level at which one tells places apart, there the indicator known in most places.</summary>
internal static class MapChoice
{
    // Fewer places make no pattern; more are no longer told apart at the size of a page.
    private const int Fewest = 3, Most = 3000;

    /// <summary>The map; null if there is nothing to tell apart.</summary>
    /// <param name="lines">The lines of one dimension, in catalog order.</param>
    /// <param name="levels">Levels to try, the finest sensible one first, with their places.</param>
    /// <param name="read">Readings of a line in the places of a level.</param>
    public static PlaceMap? Of(IEnumerable<IndicatorLine> lines, IEnumerable<(Level Level, FeatureTable Places)> levels, Func<IndicatorLine, Level, ImmutableArray<Reading>> read)
    {
        var ruled = lines.Where(line => line.Variant == Variant.Ruled).ToList();
        foreach (var (level, places) in levels)
        {
            if (places.Geometries.Count(shape => shape is { IsEmpty: false }) is < Fewest or > Most)
                continue;
            var best = ruled.Select(line => new PlaceMap(line, level, places, read(line, level)))
                .Where(map => Values(map).Distinct().Take(2).Count() == 2)
                .MaxBy(map => Values(map).Count());
            if (best is not null)
                return best;
        }

        return null;
    }

    private static IEnumerable<double> Values(PlaceMap map) => map.Readings
        .Where((_, row) => map.Places.Geometries[row] is { IsEmpty: false })
        .Select(reading => Figures.Value(map.Line.Indicator, reading)).OfType<double>();
}
