using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>Parcels, residential and construction land, compounds, their gates and buildings as they are written (地块、小区、楼栋).</summary>
internal static class Estate
{
    private const string LeftoverUse = "vacant";

    public static void WriteParcels(City city, LayerFile file)
    {
        foreach (var lot in city.Lots)
        {
            var dice = new Dice(city.Seed, "parcels", lot.Number);
            var idle = lot.Use is "vacant" or "industry" && lot.Year < 2012 && dice.Chance(0.2);
            var unused = !idle && lot.Use is "vacant" && dice.Chance(city.Recipe.Leftover.IdleShare);
            file.Add(lot.Ground, ("id", Parcel(lot)), ("land_use", lot.LandUse), ("register", idle ? city.Recipe.Words.Inefficient : unused ? city.Recipe.Words.IdleLand : null), ("name", lot.Compound?.Name));
        }

        foreach (var (lot, ground, register) in LeftOver(city))
            file.Add(ground, ("id", Leftover(lot)), ("land_use", LeftoverUse), ("register", register), ("name", null));
    }

    public static void WriteResidentialLand(City city, LayerFile file)
    {
        foreach (var lot in city.Lots.Where(lot => lot.IsHousing))
            file.Add(lot.Ground, ("id", Parcel(lot)), ("name", lot.Compound?.Name));
    }

    public static void WriteConstructionLand(City city, LayerFile file)
    {
        foreach (var lot in city.Lots)
            file.Add(lot.Ground, ("id", Parcel(lot)), ("land_use", lot.LandUse));
        foreach (var (lot, ground, _) in LeftOver(city))
            file.Add(ground, ("id", Leftover(lot)), ("land_use", LeftoverUse));
    }

    /// <summary>Some records contradict themselves, as records do: nobody lives in so many homes.</summary>
    public static void WriteCompounds(City city, LayerFile file)
    {
        foreach (var compound in city.Compounds)
        {
            var (lot, dice) = (compound.Lot, new Dice(city.Seed, "compound", compound.Number));
            var modern = Math.Clamp((lot.Year - 1980) / 45.0, 0, 1);
            var loose = lot.Use is "village" or "courtyard";
            var renovated = lot.Use == "old" && dice.Chance(0.38);
            var parking = (int)(compound.Households * (loose ? dice.Between(0, 0.15) : dice.Between(0.12, 0.3) + modern * modern * dice.Between(0.5, 0.95)));
            var demand = (int)(compound.Residents * dice.Between(0.015, 0.045) * (0.4 + modern));
            var contradiction = dice.Chance(0.004);
            file.Add(
                lot.Ground, ("id", compound.Id), ("name", compound.Name), ("community", compound.Community), ("kind", compound.Kind), ("year", lot.Year),
                ("households", compound.Households), ("residents", contradiction ? 0 : compound.Residents), ("parking_spaces", parking),
                ("chargers", (int)(demand * dice.Between(0.1, 0.5 + 0.6 * modern))), ("charger_demand", demand), ("ebike_charging", dice.Chance(loose ? 0.2 : 0.55 + 0.4 * modern)),
                ("activity_ground_m2", loose ? 0 : Math.Round((renovated || modern > 0.5 ? dice.Between(140, 1800) : dice.Between(0, 420)) * (0.5 + modern), 0)),
                ("waste_sorting", dice.Chance(loose ? 0.3 : 0.6 + 0.35 * modern)), ("property_managed", dice.Chance(loose ? 0.08 : renovated ? 0.85 : 0.45 + 0.6 * modern)),
                ("smart", dice.Chance(loose ? 0.02 : renovated ? 0.5 : 0.1 + 0.75 * modern * modern)), ("renovated", renovated));
        }
    }

    public static void WriteBuildings(City city, LayerFile file, IProgress<double>? progress, CancellationToken cancel)
    {
        var every = Math.Max(1, city.Buildings.Count / 50);
        foreach (var building in city.Buildings)
        {
            if (building.Number % every == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report(0.5 + 0.3 * building.Number / city.Buildings.Count);
            }

            // A building from the future: a slip of the pen an importer keeps and a check points out.
            var slip = building.Number % 19_997 == 163;
            file.Add(
                Shape.Polygon(building.Ring), ("id", building.Id), ("use", building.Use), ("compound", building.Lot.Compound?.Id), ("year", slip ? city.Recipe.LastYear + 6 : building.Year),
                ("floors", building.Floors), ("height_m", building.HeightM), ("households", building.Households), ("gross_floor_area_m2", building.FloorAreaM2), ("fire_alarm", building.FireAlarm),
                ("idle", Idle(city, building)));
        }
    }

    public static void WriteEntrances(City city, LayerFile file)
    {
        var number = 0;
        foreach (var compound in city.Compounds)
        {
            foreach (var gate in compound.Gates)
                file.Add(Shape.Point(gate.At), ("id", $"E{++number:D6}"), ("of", compound.Id), ("kind", city.Recipe.Words.Gate));
        }
    }

    /// <summary>Whether nobody uses a building; null of homes, of which nobody says it.</summary>
    private static bool? Idle(City city, Building building) => building.Use == "residential" ? null
        : new Dice(city.Seed, "idle", building.Number).Chance(city.Recipe.Idle.GetValueOrDefault(building.Use));

    private static IEnumerable<(Lot Lot, Shape Ground, string Register)> LeftOver(City city) =>
        from lot in city.Lots where lot.Leftover is not null select (lot, lot.Leftover!.Value.Ground, lot.Leftover.Value.Register);

    private static string Parcel(Lot lot) => $"D{lot.Number + 1:D6}";

    private static string Leftover(Lot lot) => $"Y{lot.Number + 1:D6}";
}
