using System.Collections.Immutable;
using System.Text.Json;

namespace Mingzhu.Sample;

/// <summary>
/// The recipe of an invented city (样例城市配方): every name, code, proportion and fault, read from the embedded <c>water-city.json</c>. The code knows
/// how a city is put together; this file knows what it is called and how much there is of it.
/// </summary>
internal sealed record Recipe(
    double[] Centre,
    string Date,
    int LastYear,
    string SourceZh,
    string SourceEn,
    string Licence,
    Recipe.Coded City,
    ImmutableArray<Recipe.District> Districts,
    ImmutableArray<Recipe.Zone> Zones,
    ImmutableArray<Recipe.Gap> Gaps,
    double CombinedSewerRadius,
    Recipe.WaterNames Waters,
    Recipe.OldTownPlan OldTown,
    ImmutableSortedDictionary<string, Recipe.Layout> Layouts,
    Recipe.LeftoverLand Leftover,
    ImmutableSortedDictionary<string, double> Idle,
    ImmutableArray<Recipe.Service> Facilities,
    Recipe.WordList Words,
    Recipe.ParkKinds ParkClasses,
    ImmutableArray<Recipe.Plan> Plans,
    ImmutableSortedDictionary<string, string> ControlNames,
    ImmutableSortedDictionary<string, string[]> Materials,
    ImmutableArray<Recipe.Finding> Findings,
    Recipe.InspectedShares Inspected,
    ImmutableArray<Recipe.ReportedValue> Reported,
    Recipe.LayerIndicators ReportedFromLayers,
    ImmutableArray<string> Periods,
    int[] RuralPeoplePerCell,
    ImmutableArray<Recipe.Observation> Observations,
    string ReadmeZh,
    string ReadmeEn)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, RespectRequiredConstructorParameters = true };

    /// <summary>The recipe of a town on the water in the north Chinese plain.</summary>
    public static Recipe WaterCity { get; } = Load("water-city.json");

    private static Recipe Load(string name)
    {
        using var stream = typeof(Recipe).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Recipe>(stream, Reading)!;
    }

    internal sealed record Coded(string Code, string Name);

    internal sealed record District(string Code, string Name, double Angle, double Distance, double Share);

    internal sealed record Zone(string Code, string Name, double[] Box, string Role);

    internal sealed record Gap(string What, double[] At, double Radius, int? Year = null);

    internal sealed record WaterNames(string Lake, string River, string Canal, string Stream, string RiverClass, string CanalClass, string StreamClass);

    internal sealed record OldTownPlan(string Name, double Share, double ShareOfSmallCity, string Tower, string[] DistrictNames, string CanalDistrict);

    internal sealed record Layout(
        string Use, string Kind, double[] Length, double[] Depth, double[] Between, double[] Gap, int[] Floors, double Skip, double StoreyM, double DwellingM, double PeoplePerHousehold);

    internal sealed record LeftoverLand(double Share, double LeastDepthM, double WholeWidth, string[] Wide, string[] Corner, double IdleShare);

    internal sealed record Service(string Kind, double People, string Name, double[]? Floor = null, double[]? Site = null, int[]? Capacity = null);

    internal sealed record WordList(
        string[] Parts, string[] RoadParts, string[] OldSuffix, string[] MiddleSuffix, string[] NewSuffix, string[] VillageFirst, string[] VillageSuffix, string[] ParkParts,
        string StreetSuffix, string TownSuffix, string CommunitySuffix, string EastWest, string NorthSouth, string BigSuffix, string[] Ring, string[] RingSides, string Lane,
        string SchoolPrimary, string SchoolSecondary, string Hospital, string FireStation, string[] FireClasses, string BusStop, string Park, string Garden, string Pocket, string LakePark,
        string Bridge, string FloodSpot, string OldCommercial, string OldFactory, string OldQuarter, string Shelter, string Football, string Greenway, string BuiltUp,
        string HistoricBuilding, string HeritageTree, string Gate, string Inefficient, string IdleLand, string[] Directions);

    internal sealed record ParkKinds(ParkSize[] BySize, double Odd, string Large, string Small);

    internal sealed record ParkSize(string Class, double FromM2);

    internal sealed record Plan(string Name, string Kind, string Status, string? Approved, double[] Box);

    internal sealed record Finding(
        string Group, string Item, double P, double Old, string Severity, int MinFloors = 0, int MaxFloors = int.MaxValue, int Before = int.MaxValue, bool Count = false);

    internal sealed record InspectedShares(double Compounds, double Buildings, double Roads, double Paths, double FootpathBad, double DisorderlyParking, double RenewalNeeded);

    internal sealed record ReportedValue(string Indicator, double Value, double Yearly, string Source, double? Spread = null, double? Max = null, bool Count = false);

    internal sealed record LayerIndicators(
        string BlackWater, string Plaques, string Vacant, string FloodSpots, string BadBridges, string MonitoredPipes, string FireAlarm, string Source);

    internal sealed record Observation(string Kind, string Note);
}
