using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>The readings of one indicator, by level.</summary>
/// <param name="Indicator">Its code.</param>
/// <param name="Variant">By the rule's layer or a derived one.</param>
/// <param name="ByLevel">Readings in the order of the places; levels below the indicator's object level are not here.</param>
public sealed record IndicatorResult(string Indicator, Variant Variant, ImmutableSortedDictionary<Level, ImmutableArray<Reading>> ByLevel);

/// <summary>What a check-up came to (体检结果), before it is stored.</summary>
/// <param name="Places">By level.</param>
/// <param name="Indicators">In catalog order, ruled before derived.</param>
/// <param name="Findings">Worst first.</param>
/// <param name="WalkMm">By kind of facility: walking distance from every building, mm, in the order of the buildings; −1 where it is no home or off the network, <see cref="int.MaxValue"/> beyond the search.</param>
/// <param name="Notes">What a reader should know about the inputs: land outside every child place, derived layers.</param>
public sealed record CheckUpResults(
    ImmutableSortedDictionary<Level, ImmutableArray<Place>> Places, ImmutableArray<IndicatorResult> Indicators, ImmutableArray<Finding> Findings,
    ImmutableSortedDictionary<string, ImmutableArray<int>> WalkMm, ImmutableArray<Wording> Notes);

/// <summary>Computes a whole check-up (城市体检): pure, from inputs to results; the same for any number of threads.</summary>
public static class CityCheckUp
{
    /// <summary>Computes every indicator of the catalog at every level.</summary>
    /// <param name="inputs">Everything it depends on.</param>
    /// <param name="progress">Told which indicator is being computed.</param>
    /// <param name="threads">How many indicators are computed at once; 0 for as many as the machine has cores.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CheckUpResults Compute(CheckUpInputs inputs, IProgress<CheckUpProgress>? progress = null, int threads = 0, CancellationToken cancellation = default)
    {
        progress?.Report(new CheckUpProgress(new("正在整理图层和地方 …", "preparing layers and places …"), 0));
        var world = new World(inputs, cancellation);
        var indicators = inputs.Catalog.Indicators;
        var values = new (Values Ruled, Values? Derived)[indicators.Length];
        var done = 0;
        // One at a time: a few take as long as all the others.
        var oneByOne = Partitioner.Create(Enumerable.Range(0, indicators.Length), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(oneByOne, new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation }, i =>
        {
            var indicator = indicators[i];
            progress?.Report(new CheckUpProgress(new($"正在计算 {indicator.Code} {indicator.Name.Zh} …", $"computing {indicator.Code} {indicator.Name.En} …"), (double)Volatile.Read(ref done) / indicators.Length));
            values[i] = (indicator.Measure.Compute(world, indicator, cancellation), indicator.Measure.ComputeDerived(world, indicator, cancellation));
            Interlocked.Increment(ref done);
        });
        progress?.Report(new CheckUpProgress(new("正在汇总问题清单 …", "sorting the findings …"), 1));
        var findings = FindingsOf.Sorted(values.SelectMany(value => value.Ruled.Findings).Concat(ParkClasses.Contradicted(world)));
        return new CheckUpResults(
            world.Places.ToImmutableSortedDictionary(), [.. indicators.SelectMany((indicator, i) => Results(indicator, values[i]))], [.. findings.DistinctBy(finding => finding.Id)],
            WalkMm(world), Notes(world));
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<int>> WalkMm(World world) =>
        world.Walks is not { } walks || !world.Inputs.Catalog.Indicators.Any(indicator => indicator.Measure is LifeCircleMeasure)
            ? ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty
            : WalkedKind.OfCircles(world.Inputs.Pack).Where(kind => walks.Has(kind.Id)).ToImmutableSortedDictionary(kind => kind.Id, kind => ByBuilding(world, walks, kind.Id), StringComparer.Ordinal);

    private static ImmutableArray<int> ByBuilding(World world, Walks walks, string kind)
    {
        var of = new int[world.Places[Level.Building].Length];
        Array.Fill(of, -1);
        var distancesMm = walks.DistancesMm(kind);
        for (var home = 0; home < distancesMm.Length; home++)
            of[world.Residential[home]] = walks.IsOnNetwork(home) ? distancesMm[home] : -1;
        return [.. of];
    }

    private static IEnumerable<IndicatorResult> Results(Indicator indicator, (Values Ruled, Values? Derived) values)
    {
        yield return Result(indicator, Variant.Ruled, values.Ruled);
        if (values.Derived is { } derived)
            yield return Result(indicator, Variant.Derived, derived);
    }

    private static IndicatorResult Result(Indicator indicator, Variant variant, Values values) =>
        new(indicator.Code, variant, values.ByLevel.ToImmutableSortedDictionary(pair => pair.Key, pair => ImmutableCollectionsMarshal.AsImmutableArray(pair.Value)));

    private static ImmutableArray<Wording> Notes(World world)
    {
        var notes = new List<Wording>();
        var hectares = world.Tree.RemainderM2 / 10_000;
        if (hectares > 0)
        {
            notes.Add(new($"有 {hectares:0.0} 公顷不在任何下级地方之内，计入其上级", $"{hectares:0.0} ha lie in no lower place and count for the place above"));
        }

        foreach (var layer in new[] { "compounds", "buildings", "facilities" })
        {
            if (world.OutsideOf(layer) is > 0 and var count && world.NameOf(layer) is var name)
                notes.Add(new($"图层“{name.Zh}”有 {count} 个对象在市界之外，不计数（其服务范围仍计入覆盖）", $"{count} of the layer '{name.En}' lie outside the city and are not counted; what they serve inside it is"));
        }

        if (world.DerivedLand is not null)
        {
            notes.Add(new("居住用地图层覆盖的住宅过少，另按道路围合街坊推导了居住用地；两种结果并列", "the residential-land layer holds too few homes; blocks between roads were derived beside it, and both values are kept"));
        }

        return [.. notes];
    }
}
