using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>Names compounds, counts their people and opens their gates (小区).</summary>
internal static class Compounds
{
    public static Compound Make(City city, Lot lot, Recipe.Layout layout, Dice dice)
    {
        var words = city.Recipe.Words;
        var name = lot.Use switch
        {
            "village" => dice.Pick(words.VillageFirst) + dice.Pick(words.VillageSuffix),
            "courtyard" => dice.Pick(words.Parts) + dice.Pick(words.Directions) + words.Lane,
            "old" => dice.Pick(words.Parts) + dice.Pick(words.OldSuffix),
            "middle" => dice.Pick(words.Parts) + dice.Pick(words.MiddleSuffix),
            _ => dice.Pick(words.Parts) + dice.Pick(words.NewSuffix),
        };
        var households = lot.Buildings.Sum(building => building.Households);
        // Compounds of the last years are not yet all moved into.
        var occupied = lot.Year >= 2019 ? dice.Between(0.35, 0.75) : dice.Between(0.72, 0.95);
        return new Compound(city.Compounds.Count + 1, lot, name, layout.Kind)
        {
            Households = households,
            Residents = (int)Math.Round(households * layout.PeoplePerHousehold * occupied),
        };
    }

    /// <summary>Opens one or two gates on streets that exist; a compound without such a street has none.</summary>
    public static void OpenGates(Compound compound, Dice dice)
    {
        var lot = compound.Lot;
        var wanted = lot.Ground.AreaM2 > 30_000 ? 2 : 1;
        foreach (var side in new[] { 0, 2, 1, 3 }.Where(side => side != 2 || lot.Strip is null))
        {
            if (compound.Gates.Count == wanted)
                return;
            var (street, from, to) = lot.Sides[side];
            if (!street.Fronts)
                continue;
            var share = side is 0 or 2 || lot.Lanes.Count == 0 ? 0.5 : lot.Lanes[dice.Below(lot.Lanes.Count)] / lot.HeightM;
            var at = side switch
            {
                0 => lot.Local(lot.WidthM * share, 0),
                2 => lot.Local(lot.WidthM * share, lot.HeightM),
                1 => lot.Local(lot.WidthM, lot.HeightM * share),
                _ => lot.Local(0, lot.HeightM * share),
            };
            var inward = at.Toward(lot.Centre, 4 / Math.Max(4, at.To(lot.Centre)));
            if (lot.Clipped && !lot.Ground.Holds(inward))
                continue;
            compound.Gates.Add(new Gate(side, at, street.Station(from + (to - from) * share)));
        }
    }
}
