using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>
/// How many people live in each home (住宅居民数): the residents of its community, shared among the community's homes by households. Where no population is known at all, households are counted instead.
/// </summary>
internal sealed class HomeResidents
{
    private readonly double[] _byHome;

    public HomeResidents(World world, Homes homes)
    {
        var perHousehold = PerHousehold(world, homes);
        AreHouseholds = perHousehold is null;
        _byHome = new double[homes.Count];
        for (var home = 0; home < _byHome.Length; home++)
            _byHome[home] = homes.Households[home] * (perHousehold?[home] ?? 1);
    }

    /// <summary>Whether households stand in for residents: no population is known.</summary>
    public bool AreHouseholds { get; }

    /// <summary>Homes whose community's residents are unknown; they are as many a household as in the place above.</summary>
    public int Estimated { get; private set; }

    /// <summary>Residents of a home, or households.</summary>
    public double this[int home] => _byHome[home];

    /// <summary>Residents a household by home; null if no population is known anywhere.</summary>
    private double[]? PerHousehold(World world, Homes homes)
    {
        if (PopulationOf(world) is not { } population)
            return null;
        var levels = new[] { Level.Community, Level.Subdistrict, Level.District, Level.City }.Select(level => (level, Rates: Rates(world, homes, population, level))).ToArray();
        if (Array.TrueForAll(levels, level => Array.TrueForAll(level.Rates, rate => rate is null)))
            return null;
        var rates = new double[homes.Count];
        for (var home = 0; home < rates.Length; home++)
        {
            var known = Array.FindIndex(levels, level => homes.PlaceOf(home, level.level) is >= 0 and var place && level.Rates[place] is not null);
            rates[home] = known < 0 ? 1 : levels[known].Rates[homes.PlaceOf(home, levels[known].level)]!.Value;
            Estimated += known == 0 ? 0 : 1;
        }

        return rates;
    }

    private static double?[] Rates(World world, Homes homes, Tally population, Level level)
    {
        var residents = TallyMeasure.ByPlace(world, world.Inputs.Catalog.Indicators[0], population, level, CancellationToken.None);
        var households = new double[residents.Length];
        for (var home = 0; home < homes.Count; home++)
        {
            if (homes.PlaceOf(home, level) is >= 0 and var place)
                households[place] += homes.Households[home];
        }

        return [.. residents.Zip(households, (people, all) => people is { } known && all > 0 ? known / all : (double?)null)];
    }

    /// <summary>Residents as the catalog counts them for its units.</summary>
    private static Tally? PopulationOf(World world) =>
        world.Inputs.Catalog.Indicators.Select(indicator => (indicator.Measure as LackingMeasure)?.Population).FirstOrDefault(population => population?.Usable(world) is not null);
}
