using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Coverage of land: only the polygons a changed service area touches are measured again.</summary>
internal sealed class CoverageStanding : Standing
{
    private readonly World _world;
    private readonly CoverageMeasure _measure;
    private readonly CoveredLand _land;
    private readonly Serving _serving;
    private readonly Dictionary<(int Server, int Row), int> _areaOf;
    private readonly Lazy<StandingCoverage> _coverage;
    private readonly Lazy<Dictionary<Level, Reading[]>> _now;

    private CoverageStanding(World world, Indicator indicator, Variant variant, CoverageMeasure measure, CoveredLand land)
        : base(indicator, variant)
    {
        (_world, _measure, _land) = (world, measure, land);
        _serving = measure.Serving(world, Alteration.None);
        _areaOf = _serving.Areas.Select((area, index) => (area, index)).ToDictionary(pair => (pair.area.Server, pair.area.Row), pair => pair.index);
        _coverage = new(() => new StandingCoverage(world.Plane, land.Shapes, [.. _serving.Areas.Select(served => served.Area)], land.Pieces));
        _now = new(() => Told(_serving, () => _coverage.Value.Now));
    }

    public override Dictionary<Level, Reading[]> Now => _now.Value;

    /// <summary>By the rule's layer, and by a derived one where there is one.</summary>
    public static IEnumerable<Standing> Of(World world, Indicator indicator, CoverageMeasure measure)
    {
        if (measure.WhyNot(world) is not null)
            yield break;
        if (measure.RuledLand(world) is { } ruled)
            yield return new CoverageStanding(world, indicator, Variant.Ruled, measure, ruled);
        if (measure.DerivedLand(world) is { } derived)
            yield return new CoverageStanding(world, indicator, Variant.Derived, measure, derived);
    }

    public override Dictionary<Level, Reading[]>? After(Alteration alteration, CancellationToken cancellation)
    {
        var serving = _measure.Serving(_world, alteration);
        var left = serving.Areas.Where(area => area.Row >= 0).Select(area => _areaOf[(area.Server, area.Row)]).ToHashSet();
        int[] gone = [.. Enumerable.Range(0, _serving.Areas.Count).Where(area => !left.Contains(area))];
        ServiceArea[] added = [.. serving.Areas.Where(area => area.Row < 0).Select(area => area.Area)];
        if (gone.Length == 0 && added.Length == 0 && serving.Rows == _serving.Rows && serving.Doubt == _serving.Doubt)
            return null;
        return Told(serving, () => _coverage.Value.With(gone, added, cancellation));
    }

    private Dictionary<Level, Reading[]> Told(Serving serving, Func<IReadOnlyList<PieceCoverage>> pieces) => (_measure.WhyNot(_world, serving) is { } none
        ? Parts.Everywhere(_world, Indicator, Reading.Missing(none))
        : CoverageMeasure.Told(_world, Indicator, _land, _land.IsNothing ? [] : pieces(), serving.Doubt, Levels).Sum()).ByLevel;
}
