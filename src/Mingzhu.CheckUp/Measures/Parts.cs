using System.Buffers;
using System.Numerics;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What became of one indicator: readings by level and place, and what falls short.</summary>
/// <param name="ByLevel">By level, in the order of the places; a level that is not here is below the indicator's object level.</param>
/// <param name="Findings">Unsorted.</param>
internal sealed record Values(Dictionary<Level, Reading[]> ByLevel, List<Finding> Findings);

/// <summary>Gathers the readings of the smallest things and sums them to every level: each part counts in its atom's places, its compound and its building.</summary>
/// <remarks>The sums stand in rented arrays, which <see cref="Sum"/> gives back: at 60,000 buildings an indicator would else leave 4 MB behind.</remarks>
internal sealed class Parts
{
    private static readonly Reading Empty = Reading.NotApplicable(Reasons.NothingHere);

    private readonly World _world;
    private readonly Indicator _indicator;
    private readonly (Level Level, ReadingSum[] Sums)[] _sums;
    private readonly Wording? _standsIn;
    private readonly CountedReason? _counted;
    private readonly Dictionary<(Level, int), int> _counts = [];

    /// <param name="standsIn">Why every value is only a stand-in; null if they are not.</param>
    /// <param name="levels">Which levels are wanted; null for all.</param>
    /// <param name="counted">A reason that each place tells with how many of its parts have it.</param>
    public Parts(World world, Indicator indicator, Wording? standsIn = null, Func<Level, bool>? levels = null, CountedReason? counted = null)
    {
        _counted = counted;
        (_world, _indicator, _standsIn) = (world, indicator, standsIn ?? world.Inaccurate(indicator.Measure.Layers));
        _sums = [.. LevelsOf(indicator).Where(level => levels?.Invoke(level) ?? true).Select(level => (level, ArrayPool<ReadingSum>.Shared.Rent(world.Places[level].Length)))];
    }

    public List<Finding> Findings { get; } = [];

    /// <summary>The levels at which an indicator means anything.</summary>
    public static IEnumerable<Level> LevelsOf(Indicator indicator) =>
        Levels.All.Where(level => level == Level.Zone ? indicator.ObjectLevel != Level.City : level <= indicator.ObjectLevel);

    /// <summary>One part: in an atom, and if it is one, of a compound or building (rows of those layers).</summary>
    public void Add(int atom, Reading part, int compound = -1, int building = -1)
    {
        if (_standsIn is { } reason && part.HasValue)
            part = part with { State = ReadingState.Proxy, Reason = part.Reason is { } more ? new($"{reason.Zh}；{more.Zh}", $"{reason.En}; {more.En}") : reason };
        var place = _world.Atoms.All[atom];
        foreach (var (level, sums) in _sums)
        {
            switch (level)
            {
                case Level.Zone:
                    for (var zones = place.Zones; zones != 0; zones &= zones - 1)
                        Add(level, sums, BitOperations.TrailingZeroCount(zones), part);
                    break;
                case Level.Compound when compound >= 0:
                    Add(level, sums, compound, part);
                    break;
                case Level.Building when building >= 0:
                    Add(level, sums, building, part);
                    break;
                case <= Level.Community when _world.Tree.Above(place.Node, level) is >= 0 and var index:
                    Add(level, sums, index, part);
                    break;
            }
        }
    }

    /// <summary>A part that is a row of a layer.</summary>
    public void Add(Layer layer, int row, Reading part)
    {
        var atom = _world.AtomOf(layer)[row];
        if (atom == PlaceTree.Outside)
            return;
        if (atom < 0)
            atom = _world.Atoms.OfNode(0); // A row that says no place still belongs to the city.
        var building = layer.Id == "buildings" ? row : -1;
        Add(atom, part, building >= 0 ? _world.CompoundOf[row] : layer.Id == "compounds" ? row : -1, building);
    }

    /// <summary>The readings of every place. Once: there is nothing left to add to.</summary>
    public Values Sum()
    {
        var values = new Values([], Findings);
        foreach (var (level, sums) in _sums)
        {
            var readings = new Reading[_world.Places[level].Length];
            for (var place = 0; place < readings.Length; place++)
                readings[place] = Counted(level, place, Settle(sums[place]));
            values.ByLevel.Add(level, readings);
            ArrayPool<ReadingSum>.Shared.Return(sums, clearArray: true);
        }

        return values;
    }

    /// <summary>The same reading everywhere.</summary>
    public static Values Everywhere(World world, Indicator indicator, Reading reading) =>
        new(LevelsOf(indicator).ToDictionary(level => level, level => Enumerable.Repeat(reading, world.Places[level].Length).ToArray()), []);

    private void Add(Level level, ReadingSum[] sums, int place, Reading part)
    {
        sums[place].Add(part);
        if (_counted is { } counted && level < Level.Building && part.Reason == counted.OfOne)
            _counts[(level, place)] = _counts.GetValueOrDefault((level, place)) + 1;
    }

    /// <summary>A sum names the first reason it meets; how often the counted one occurs is told beside any other.</summary>
    private Reading Counted(Level level, int place, Reading reading)
    {
        if (_counted is not { } counted || !_counts.TryGetValue((level, place), out var count))
            return reading;
        var says = counted.Of(count);
        return reading with { Reason = reading.Reason is { } other && other != counted.OfOne ? new($"{other.Zh}；{says.Zh}", $"{other.En}; {says.En}") : says };
    }

    private Reading Settle(in ReadingSum sum)
    {
        if (sum.IsEmpty)
            return Empty;
        var total = sum.Total();
        var divides = _indicator.Kind is IndicatorKind.Share or IndicatorKind.Density or IndicatorKind.Mean;
        return divides && total is { HasValue: true, Denominator: 0 }
            ? total with { State = total.Numerator > 0 ? ReadingState.Missing : ReadingState.NotApplicable, Reason = total.Numerator > 0 ? Reasons.NothingToDivideBy : Reasons.NothingHere }
            : total;
    }
}

/// <summary>A reason that a place tells with how many of its parts have it.</summary>
/// <param name="OfOne">The reason of a part.</param>
/// <param name="Of">The reason of a place with so many.</param>
internal sealed record CountedReason(Wording OfOne, Func<int, Wording> Of);
