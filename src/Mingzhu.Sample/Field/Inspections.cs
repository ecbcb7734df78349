using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Services;

namespace Mingzhu.Sample.Field;

/// <summary>
/// What inspectors wrote down (现场检查). About 92 % of the homes were visited. A visited building has, for each indicator of the check-list, a row for every item seen – or one row of the
/// first item, not seen, which says that somebody looked. The older the building the more is found.
/// </summary>
internal sealed class Inspections(City city, Footpaths paths, Roads roads, Facilities facilities)
{
    private readonly Recipe.InspectedShares _shares = city.Recipe.Inspected;
    private TableFile _file = null!;
    private int _number;

    public void Write(TableFile file, CancellationToken cancel)
    {
        (_file, _number) = (file, 0);
        var groups = city.Recipe.Findings.GroupBy(finding => finding.Group).Select(group => group.ToArray()).ToArray();
        foreach (var compound in city.Compounds)
        {
            cancel.ThrowIfCancellationRequested();
            var dice = new Dice(city.Seed, "inspection", compound.Number);
            if (!dice.Chance(_shares.Compounds))
                continue;
            var date = Day(dice);
            foreach (var building in compound.Lot.Buildings.Where(_ => dice.Chance(_shares.Buildings)))
                Visit(building, groups, date, dice);
        }

        Streets();
    }

    private void Visit(Building building, Recipe.Finding[][] groups, string date, Dice dice)
    {
        var age = Math.Clamp((city.Recipe.LastYear + 1 - building.Year) / 50.0, 0, 1);
        foreach (var group in groups)
        {
            var seen = false;
            foreach (var item in group)
            {
                var draw = dice.Next();
                if (building.Floors < item.MinFloors || building.Floors > item.MaxFloors || building.Year >= item.Before || draw >= item.P + item.Old * age * age)
                    continue;
                seen = true;
                Row(building.Id, item.Item, true, item.Count ? Math.Max(1, Math.Round(building.Households * dice.Between(0.2, 1))) : null, item.Severity, date);
            }

            if (!seen)
                Row(building.Id, group[0].Item, false, null, null, date);
        }
    }

    private void Streets()
    {
        var dice = new Dice(city.Seed, "street inspection");
        foreach (var path in paths.All.Where(_ => dice.Chance(_shares.Paths)))
        {
            var bad = dice.Chance(_shares.FootpathBad);
            Row(path.Id, "18-footpath", bad, null, bad ? "general" : null, Day(dice));
        }

        foreach (var road in roads.All.Where(road => road.Street.Urban && !road.Bridge && road.Street.Class != "expressway" && dice.Chance(_shares.Roads)))
        {
            var bad = dice.Chance(_shares.DisorderlyParking * (road.Street.Class == "residential" ? 1.6 : road.Street.Year < 2000 ? 1.2 : 0.5));
            Row(road.Id, "26-parking", bad, null, bad ? "general" : null, Day(dice));
        }

        foreach (var (kind, item) in new[] { ("old-commercial-block", "27-commercial-block"), ("old-factory", "28-factory"), ("old-quarter", "29-quarter") })
        {
            foreach (var facility in facilities.Of(kind))
            {
                var needed = dice.Chance(_shares.RenewalNeeded);
                Row(facility.Id, item, needed, null, needed ? "general" : null, Day(dice));
            }
        }
    }

    private string Day(Dice dice) => $"{city.Recipe.LastYear + 1}-{dice.Between(3, 6):D2}-{dice.Between(1, 28):D2}";

    private void Row(string of, string item, bool seen, double? count, string? severity, string date) =>
        _file.Add($"I{++_number:D7}", of, item, seen, count, severity, date);
}
