using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Api;

/// <summary>What a city would be after some changes: the same under /api and on the command line.</summary>
/// <param name="Changes">The changes, as written.</param>
/// <param name="Scenario">Id of the scenario they were kept as; absent if they were not.</param>
/// <param name="Kinds">For every kind that changes: whom it reaches.</param>
/// <param name="Indicators">Every indicator that looks at what changes.</param>
/// <param name="Notes">What a reader should know.</param>
public sealed record TrialAnswer(
    IReadOnlyList<string> Changes, string? Scenario, IReadOnlyList<TrialKindRow> Kinds, IReadOnlyList<TrialIndicatorRow> Indicators, IReadOnlyList<string> Notes)
{
    /// <summary>Of a trial, in a language, with the places of a level.</summary>
    public static TrialAnswer Of(Trial trial, ScenarioGround ground, Level level, Language language, string? scenario = null) => new(
        [.. trial.Changes.Select(ChangeText.Write)], scenario, [.. trial.Kinds.Select(kind => TrialKindRow.Of(kind, ground, level, language))],
        [.. trial.Indicators.Select(indicator => TrialIndicatorRow.Of(indicator, ground, level, language))], [.. trial.Notes.Select(note => note.In(language))]);
}

/// <summary>Whom a kind reaches after the changes.</summary>
/// <param name="Kind">Id of the kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="WalkMetres">How far one walks to it; absent where it serves in a straight line.</param>
/// <param name="Counts">residents, or households where no population is known.</param>
/// <param name="City">In the whole city.</param>
/// <param name="Places">The places of the level where anything changes.</param>
/// <param name="Buildings">The residential buildings for which it changes, nearest first.</param>
public sealed record TrialKindRow(
    string Kind, string Name, double? WalkMetres, string Counts, ReachRow City, IReadOnlyList<PlaceReachRow> Places, IReadOnlyList<TrialBuildingRow> Buildings)
{
    internal static TrialKindRow Of(KindTrial kind, ScenarioGround ground, Level level, Language language) => new(
        kind.Kind.Id, kind.Kind.Name.In(language), kind.Kind.WalkM, kind.InHouseholds ? "households" : "residents", ReachRow.Of(kind.City),
        [.. Reaches(kind, level).Select((reach, place) => (reach, place)).Where(pair => pair.reach.Changes).Select(pair => new PlaceReachRow(ground.Places(level)[pair.place].Id, ground.Places(level)[pair.place].Name, ReachRow.Of(pair.reach)))],
        [.. kind.Homes.Select(home => new TrialBuildingRow(home.Id, home.Gains, home.Residents, home.Metres, home.Lon, home.Lat))]);

    private static ImmutableArray<PlaceReach> Reaches(KindTrial kind, Level level) => kind.ByLevel.TryGetValue(level, out var places) ? places : [];
}

/// <summary>Residents within reach.</summary>
/// <param name="All">All residents.</param>
/// <param name="Covered">Of them within reach as the data are.</param>
/// <param name="Gained">Newly within reach.</param>
/// <param name="Lost">No longer within reach.</param>
/// <param name="After">Within reach after the changes.</param>
/// <param name="BuildingsGained">Residential buildings newly within reach.</param>
/// <param name="BuildingsLost">Residential buildings no longer within reach.</param>
public sealed record ReachRow(double All, double Covered, double Gained, double Lost, double After, int BuildingsGained, int BuildingsLost)
{
    internal static ReachRow Of(PlaceReach reach) => new(reach.Residents, reach.Covered, reach.Gained, reach.Lost, reach.After, reach.BuildingsGained, reach.BuildingsLost);
}

/// <summary>A place and its residents within reach.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reach">Its residents within reach.</param>
public sealed record PlaceReachRow(string Id, string Name, ReachRow Reach);

/// <summary>A residential building that comes within reach, or falls out of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Gains">Whether it comes within reach.</param>
/// <param name="Residents">Who lives there.</param>
/// <param name="Metres">The walk that decides it; absent for kinds that serve in a straight line.</param>
/// <param name="Lon">Longitude of a point inside, degrees, EPSG:4490.</param>
/// <param name="Lat">Latitude, degrees, EPSG:4490.</param>
public sealed record TrialBuildingRow(string Id, bool Gains, double Residents, double? Metres, double Lon, double Lat);

/// <summary>An indicator as it is and as it would be, in its own unit.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Unit of both values.</param>
/// <param name="Variant">ruled, or derived.</param>
/// <param name="Before">The city's value as the data are; absent if there is none.</param>
/// <param name="After">The city's value after the changes; absent if there is none.</param>
/// <param name="State">State of the value after: measured, partial, proxy, missing or not-applicable.</param>
/// <param name="Places">The places of the level whose reading differs.</param>
public sealed record TrialIndicatorRow(string Code, string Name, string Unit, string Variant, double? Before, double? After, string State, IReadOnlyList<PlaceChangeRow> Places)
{
    internal static TrialIndicatorRow Of(IndicatorTrial trial, ScenarioGround ground, Level level, Language language)
    {
        double? Value(Reading reading) => reading.Value(trial.Indicator.Kind, trial.Indicator.UnitFactor);
        var (before, after) = (trial.Before[Level.City][0], trial.After[Level.City][0]);
        return new TrialIndicatorRow(
            trial.Indicator.Code, trial.Indicator.Name.In(language), trial.Indicator.Unit.In(language), trial.Variant == Mingzhu.CheckUp.Variant.Derived ? "derived" : "ruled", Value(before), Value(after), CheckUpFilter.Code(after.State),
            trial.After.TryGetValue(level, out var then) && trial.Before.TryGetValue(level, out var now)
                ? [.. Enumerable.Range(0, then.Length).Where(place => then[place] != now[place]).Select(place => new PlaceChangeRow(ground.Places(level)[place].Id, ground.Places(level)[place].Name, Value(now[place]), Value(then[place])))]
                : []);
    }
}

/// <summary>A value of a place as it is and as it would be.</summary>
/// <param name="Id">Id of the place.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">The value as the data are; absent if there is none.</param>
/// <param name="After">The value after the changes; absent if there is none.</param>
public sealed record PlaceChangeRow(string Id, string Name, double? Before, double? After);

/// <summary>What can be tried, and on what state of the city.</summary>
/// <param name="Key">What tells this state of the city from another.</param>
/// <param name="Catalog">Catalog of the indicators.</param>
/// <param name="Year">Year they are for.</param>
/// <param name="Layers">Versions of the layers.</param>
/// <param name="Kinds">The kinds.</param>
public sealed record TriedKindsAnswer(string Key, string Catalog, int Year, IReadOnlyList<TriedLayerRow> Layers, IReadOnlyList<TriedKindRow> Kinds);

/// <summary>A layer something was tried on.</summary>
/// <param name="Layer">Its id.</param>
/// <param name="Version">Number of its version.</param>
public sealed record TriedLayerRow(string Layer, int Version);

/// <summary>A kind that can be tried.</summary>
/// <param name="Kind">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Layer">Layer of its features.</param>
/// <param name="WalkMetres">How far one walks to it; absent where it serves in a straight line.</param>
/// <param name="Minutes">The life circle it belongs to; absent if to none.</param>
/// <param name="RadiusBy">Code of the indicator whose radius it serves in; absent if it brings its own.</param>
/// <param name="FloorM2">Floor area of a usual new one, m².</param>
/// <param name="SiteM2">Site area of a usual new one, m².</param>
/// <param name="AreaM2">Area of a usual new park, m².</param>
/// <param name="Classes">Classes a new one may have.</param>
/// <param name="Existing">How many there are.</param>
public sealed record TriedKindRow(
    string Kind, string Name, string Layer, double? WalkMetres, int? Minutes, string? RadiusBy, double? FloorM2, double? SiteM2, double? AreaM2, IReadOnlyList<string> Classes, int Existing);

/// <summary>What there is of a kind.</summary>
/// <param name="Kind">Id of the kind.</param>
/// <param name="Sites">Its features.</param>
public sealed record SitesOfKindAnswer(string Kind, IReadOnlyList<ExistingSiteRow> Sites);

/// <summary>A facility or park that can be moved or taken away.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Lon">Longitude of a point inside, degrees, EPSG:4490.</param>
/// <param name="Lat">Latitude, degrees, EPSG:4490.</param>
/// <param name="Subdistrict">The subdistrict it stands in; absent if unknown.</param>
public sealed record ExistingSiteRow(string Layer, string Id, string Name, double Lon, double Lat, string? Subdistrict);

/// <summary>The residential buildings no facility of a kind reaches.</summary>
/// <param name="Kind">Id of the kind.</param>
/// <param name="Buildings">How many.</param>
/// <param name="Points">Longitude and latitude of each in turn, degrees, EPSG:4490, to a metre.</param>
public sealed record BeyondAnswer(string Kind, int Buildings, IReadOnlyList<double> Points);

/// <summary>A kept scenario.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Changes">Its changes, as written.</param>
/// <param name="By">Who kept it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Layers">The layers it was tried on.</param>
/// <param name="Page">Its page.</param>
public sealed record ScenarioRow(string Id, string Name, IReadOnlyList<string> Changes, string By, DateTimeOffset At, IReadOnlyList<TriedLayerRow> Layers, string Page)
{
    /// <summary>Of a scenario.</summary>
    public static ScenarioRow Of(Scenario scenario) => new(
        scenario.Id, scenario.Name, [.. scenario.Changes.Select(ChangeText.Write)], scenario.By, scenario.At, [.. scenario.Layers.Select(layer => new TriedLayerRow(layer.Layer, layer.Number))], Addresses.Scenario(scenario.Id));
}

/// <summary>Why something can't be answered.</summary>
/// <param name="Reasons">Every reason.</param>
public sealed record RefusedAnswer(IReadOnlyList<ReasonAnswer> Reasons);

/// <summary>One reason.</summary>
/// <param name="Code">What it is, for programs.</param>
/// <param name="Says">The reason in words.</param>
public sealed record ReasonAnswer(string Code, string Says);
