using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>How many places have a value between two.</summary>
public readonly record struct Bin(double From, double To, int Count);

/// <summary>A place in the order of its value; equal values share a rank, places without one have none ("").</summary>
public readonly record struct Ranked(string Rank, Place Place, Reading Reading);

/// <summary>An indicator over the places of one level: classed, ranked (worst first) and counted into bins.</summary>
public sealed record IndicatorSheet(Classes Classes, ImmutableArray<Ranked> Ranked, ImmutableArray<Bin> Bins)
{
    /// <summary>How many ranked places a page shows; the file has all.</summary>
    public const int Shown = 200;

    /// <summary>The levels at which an indicator means anything and the run has places, from the whole down; zones last.</summary>
    public static ImmutableArray<Level> LevelsOf(IRunBook run, Indicator indicator) =>
        [.. Levels.All.Where(level => (level == Level.Zone || level <= indicator.ObjectLevel) && run.Places(level).Length > 0)];

    /// <summary>The level asked for, else the districts, else the finest above compounds.</summary>
    public static Level LevelOf(ImmutableArray<Level> levels, Level? asked) =>
        asked is { } said && levels.Contains(said) ? said
        : levels.Contains(Level.District) ? Level.District
        : levels.LastOrDefault(level => level <= Level.Community);

    /// <summary>Classes, ranks and bins of the values at a level.</summary>
    public static IndicatorSheet Of(IRunBook run, Indicator indicator, Level level, Variant variant)
    {
        var places = run.Places(level);
        var rows = places.Select((place, at) => (Place: place, Reading: run.Read(indicator.Code, level, at, variant))).ToArray();
        var values = rows.Select(row => row.Reading.Value(indicator.Kind, indicator.UnitFactor)).ToArray();
        return new IndicatorSheet(Classes.Of(values, indicator.Direction), RankedOf(rows, values, indicator.Direction), BinsOf([.. values.OfType<double>()]));
    }

    /// <summary>The formula with the numbers put in: "12,345 ÷ 45,678 × 100 = 27.0%".</summary>
    public static string Formula(Indicator indicator, Reading reading, string unit)
    {
        if (reading.Value(indicator.Kind, indicator.UnitFactor) is null)
            return Show.Value(indicator, reading);
        var result = Show.Join(Show.Value(indicator, reading), unit);
        var (top, bottom) = (Written(reading.Numerator), Written(reading.Denominator));
        return indicator.Kind switch
        {
            IndicatorKind.Share => $"{top} ÷ {bottom} × 100 = {result}",
            IndicatorKind.Density or IndicatorKind.Mean when indicator.UnitFactor != 1 => $"{top} ÷ {bottom} × {Factor(indicator.UnitFactor)} = {result}",
            IndicatorKind.Density or IndicatorKind.Mean => $"{top} ÷ {bottom} = {result}",
            _ when indicator.UnitFactor != 1 => $"{top} × {Factor(indicator.UnitFactor)} = {result}",
            _ => $"Σ = {result}",
        };
    }

    private static string Written(double number) => Show.Number(number, number == Math.Truncate(number) || Math.Abs(number) >= 1000 ? 0 : 2);

    private static string Factor(double factor) => factor.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);

    private static ImmutableArray<Ranked> RankedOf((Place Place, Reading Reading)[] rows, double?[] values, Direction direction)
    {
        var order = Enumerable.Range(0, rows.Length).Where(at => values[at] is not null).ToArray();
        order = direction == Direction.Higher ? [.. order.OrderBy(at => values[at])] : [.. order.OrderByDescending(at => values[at])];
        var ranked = ImmutableArray.CreateBuilder<Ranked>(rows.Length);
        var rank = 0;
        for (var at = 0; at < order.Length; at++)
        {
            if (at == 0 || values[order[at]] != values[order[at - 1]])
                rank = at + 1;
            ranked.Add(new Ranked(Show.Number(rank), rows[order[at]].Place, rows[order[at]].Reading));
        }

        for (var at = 0; at < rows.Length; at++)
        {
            if (values[at] is null)
                ranked.Add(new Ranked("", rows[at].Place, rows[at].Reading));
        }

        return ranked.ToImmutable();
    }

    // As many bins as a reader can tell apart, of equal width; a count of few distinct values gets none.
    private static ImmutableArray<Bin> BinsOf(double[] values)
    {
        const int fewest = 8, most = 20;
        if (values.Length < fewest || values.Max() - values.Min() is not (> 0 and var span))
            return [];
        var count = (int)Math.Clamp(Math.Ceiling(Math.Sqrt(values.Length)), fewest, most);
        var (low, width) = (values.Min(), span / count);
        var counts = new int[count];
        foreach (var value in values)
            counts[Math.Min(count - 1, (int)((value - low) / width))]++;
        return [.. counts.Select((held, at) => new Bin(low + at * width, low + (at + 1) * width, held))];
    }
}
