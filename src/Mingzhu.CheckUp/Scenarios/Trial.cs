using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What a city would be after some changes (试算结果).</summary>
/// <param name="Changes">The changes, in order.</param>
/// <param name="Kinds">For every kind that changes: whom it serves then. In the order of the kinds.</param>
/// <param name="Indicators">Every indicator that looks at what changes, in catalog order.</param>
/// <param name="Notes">What a reader should know.</param>
public sealed record Trial(ImmutableArray<Change> Changes, ImmutableArray<KindTrial> Kinds, ImmutableArray<IndicatorTrial> Indicators, ImmutableArray<Wording> Notes)
{
    /// <summary>How many changes are tried together at most: an address still holds them.</summary>
    public const int MostChanges = 50;
}

/// <summary>Residents within reach of a kind in one place, as the data are and after the changes.</summary>
/// <param name="Residents">All residents (households where no population is known).</param>
/// <param name="Covered">Of them within reach as the data are.</param>
/// <param name="Gained">Newly within reach.</param>
/// <param name="Lost">No longer within reach.</param>
/// <param name="BuildingsGained">Residential buildings newly within reach.</param>
/// <param name="BuildingsLost">Residential buildings no longer within reach.</param>
public readonly record struct PlaceReach(double Residents, double Covered, double Gained = 0, double Lost = 0, int BuildingsGained = 0, int BuildingsLost = 0)
{
    /// <summary>Within reach after the changes.</summary>
    public double After => Covered + Gained - Lost;

    /// <summary>Gained less lost.</summary>
    public double Change => Gained - Lost;

    /// <summary>Whether anything changes here.</summary>
    public bool Changes => BuildingsGained > 0 || BuildingsLost > 0;

    internal PlaceReach With(double residents, bool gains) => gains
        ? this with { Gained = Gained + residents, BuildingsGained = BuildingsGained + 1 }
        : this with { Lost = Lost + residents, BuildingsLost = BuildingsLost + 1 };
}

/// <summary>A residential building that comes within reach of a kind, or falls out of it.</summary>
/// <param name="Id">The building.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Lon">A point inside it, degrees, EPSG:4490.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Community">Index of its community; −1 if unknown.</param>
/// <param name="Residents">Who lives there; households where no population is known.</param>
/// <param name="Gains">Whether it comes within reach, rather than falling out of it.</param>
/// <param name="Metres">The walk to the site that decides it, as it is then or was before; null for kinds that serve in a straight line.</param>
public sealed record HomeTrial(string Id, string Name, double Lon, double Lat, int Community, double Residents, bool Gains, double? Metres);

/// <summary>Whom a kind serves after some changes.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ByLevel">By level and place; a level without places is not here.</param>
/// <param name="Homes">The buildings for which it is otherwise, nearest first.</param>
/// <param name="InHouseholds">Whether households are counted, because no population is known.</param>
public sealed record KindTrial(TriedKind Kind, ImmutableSortedDictionary<Level, ImmutableArray<PlaceReach>> ByLevel, ImmutableArray<HomeTrial> Homes, bool InHouseholds)
{
    /// <summary>In the whole city.</summary>
    public PlaceReach City => ByLevel[Level.City][0];

    /// <summary>The same as the data are.</summary>
    internal KindTrial Unchanged() => this with
    {
        ByLevel = ByLevel.ToImmutableSortedDictionary(level => level.Key, level => level.Value.Select(place => new PlaceReach(place.Residents, place.Covered)).ToImmutableArray()),
        Homes = [],
    };
}

/// <summary>An indicator as it is and as it would be.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Variant">By the rule's layer or a derived one.</param>
/// <param name="Before">Readings by level and place as the data are.</param>
/// <param name="After">Readings after the changes; what a full check-up of the changed layers would give.</param>
public sealed record IndicatorTrial(
    Indicator Indicator, Variant Variant, ImmutableSortedDictionary<Level, ImmutableArray<Reading>> Before, ImmutableSortedDictionary<Level, ImmutableArray<Reading>> After)
{
    /// <summary>Whether a value differs anywhere.</summary>
    public bool Differs => Before.Any(level => !level.Value.SequenceEqual(After[level.Key]));
}
