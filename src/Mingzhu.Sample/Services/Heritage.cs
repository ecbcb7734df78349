using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>A protected thing as it is written.</summary>
internal sealed record Protected(string Id, string Name, string Kind, Shape Ground, string Listed, bool Plaque, bool Archive, bool? Vacant);

/// <summary>What history left (历史文化资源): the two halves of the old town and a street on the canal, courtyards in them, a tower in the middle, old works and trees.</summary>
internal sealed class Heritage
{
    private readonly City _city;

    public Heritage(City city)
    {
        _city = city;
        var plan = city.Recipe.OldTown;
        var half = city.Lattice.OldTownHalfM;
        Add(plan.DistrictNames[0], "historic-district", Shape.Polygon(Shape.Rectangle(new(0, -half), new(half, half))), "2015-06-26", true, true);
        Add(plan.DistrictNames[1], "historic-district", Shape.Polygon(Shape.Rectangle(new(-half, -half), new(0, half))), "2015-06-26", true, true);
        var quay = city.Terrain.Canal.Beside(45).Zip(city.Terrain.Canal.Beside(95)).Where(pair => pair.First.Y is > 100 and < 900).ToArray();
        Add(plan.CanalDistrict, "historic-district", Shape.Polygon([.. quay.Select(pair => pair.First), .. quay.Reverse().Select(pair => pair.Second)]), "2017-11-02", true, false);
        Add(plan.Tower, "relic", Shape.Point(default), "1988-01-13", true, true);
        Courtyards();
        Works();
        Trees();
    }

    public List<Protected> All { get; } = [];

    public IEnumerable<Protected> Buildings => All.Where(thing => thing.Kind == "historic-building");

    public void Write(LayerFile file)
    {
        foreach (var thing in All)
        {
            file.Add(
                thing.Ground, ("id", thing.Id), ("name", thing.Name), ("kind", thing.Kind), ("listed", thing.Listed), ("plaque", thing.Plaque), ("archive", thing.Archive), ("vacant", thing.Vacant));
        }
    }

    private void Courtyards()
    {
        var dice = new Dice(_city.Seed, "heritage");
        foreach (var lot in _city.Lots.Where(lot => lot.Compound is not null && lot.Use == "courtyard"))
        {
            foreach (var building in lot.Buildings)
            {
                var draw = dice.Next();
                if (draw >= 0.12)
                    continue;
                var historic = draw < 0.035;
                var name = $"{lot.Compound!.Name}{building.Number % 90 + 1}{_city.Recipe.Words.HistoricBuilding}";
                var listed = $"{(historic ? dice.Between(2016, 2025) : dice.Between(2019, 2025))}-{dice.Between(1, 12):D2}-{dice.Between(1, 28):D2}";
                Add(name, historic ? "historic-building" : "traditional-building", Shape.Polygon(building.Ring), listed, dice.Chance(historic ? 0.88 : 0.5), dice.Chance(historic ? 0.92 : 0.6), dice.Chance(historic ? 0.24 : 0.35));
            }
        }
    }

    private void Works()
    {
        var dice = new Dice(_city.Seed, "industrial heritage");
        foreach (var lot in _city.Lots.Where(lot => lot.Use == "industry" && lot.Year < 1990 && lot.Buildings.Count > 0).Take(6))
            Add(dice.Pick(_city.Recipe.Words.Parts) + _city.Recipe.Words.OldFactory, "industrial", lot.Ground, $"{dice.Between(2018, 2025)}-05-18", dice.Chance(0.5), dice.Chance(0.7), dice.Chance(0.5));
    }

    private void Trees()
    {
        var dice = new Dice(_city.Seed, "trees");
        var half = _city.Lattice.OldTownHalfM;
        for (var k = 1; k <= 9; k++)
            Add($"{dice.Pick(_city.Recipe.Words.ParkParts)}{k}{_city.Recipe.Words.HeritageTree}", "tree", Shape.Point(new(dice.Between(-half, half), dice.Between(-half, half))), "2012-03-12", dice.Chance(0.8), true);
    }

    private void Add(string name, string kind, Shape ground, string listed, bool plaque, bool archive, bool? vacant = null) =>
        All.Add(new Protected($"H{All.Count + 1:D4}", name, kind, ground, listed, plaque, archive, vacant));
}
