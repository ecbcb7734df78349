using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>An indicator that is asked again and again what it would be (待试算的指标): what does not change is kept.</summary>
/// <remarks>Always: what a full check-up of the changed layers gives, at every level of <see cref="Levels"/>.</remarks>
internal abstract class Standing(Indicator indicator, Variant variant)
{
    /// <summary>The levels it answers for: the tree and the zones, not compounds and buildings.</summary>
    public static bool Levels(Level level) => level is not (Level.Compound or Level.Building);

    public Indicator Indicator { get; } = indicator;

    public Variant Variant { get; } = variant;

    /// <summary>Readings as the data are.</summary>
    public abstract Dictionary<Level, Reading[]> Now { get; }

    /// <summary>Readings after a change; null if the change is none of its business.</summary>
    public abstract Dictionary<Level, Reading[]>? After(Alteration alteration, CancellationToken cancellation);

    /// <summary>The indicators that look at layers of things that can be tried. What inspectors see stays as they saw it.</summary>
    public static IEnumerable<Indicator> Indicators(Catalog catalog) =>
        catalog.Indicators.Where(ScenarioGround.Moves);

    /// <summary>Their standings.</summary>
    public static IEnumerable<Standing> Of(World world, Homes homes, SiteSets sites) => Indicators(world.Inputs.Catalog).SelectMany(indicator => Of(world, homes, sites, indicator with { FindingTypes = [] }));

    private static IEnumerable<Standing> Of(World world, Homes homes, SiteSets sites, Indicator indicator) => indicator.Measure switch
    {
        LifeCircleMeasure measure => [new LifeCircleStanding(world, homes, sites, indicator, measure)],
        LackingMeasure measure => [new LackingStanding(world, sites, indicator, measure)],
        CoverageMeasure measure => CoverageStanding.Of(world, indicator, measure),
        TallyMeasure measure => [new TallyStanding(world, indicator, measure)],
        _ => [],
    };
}
