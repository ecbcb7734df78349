using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>
/// Footpaths (步行道): from the street through the gate, through the middle of the compound, along the lanes; across parks; along the lake. In some old compounds nobody
/// has drawn any, and a few end at a fence.
/// </summary>
internal sealed class Footpaths
{
    private readonly City _city;

    public Footpaths(City city, Greens greens)
    {
        _city = city;
        foreach (var compound in city.Compounds)
            In(compound);
        foreach (var park in greens.Parks.Where(park => park.Lot is not null))
            Across(park);
        AlongLake(greens.LakeWalk());
    }

    public List<(string Id, string? Name, string Class, Pt[] Line)> All { get; } = [];

    public void Write(LayerFile file)
    {
        foreach (var (id, name, kind, line) in All)
            file.Add(Shape.Line(line), ("id", id), ("name", name), ("class", kind), ("foot", "yes"));
    }

    private void In(Compound compound)
    {
        var lot = compound.Lot;
        var dice = new Dice(_city.Seed, "footpaths", compound.Number);
        if (lot.Clipped || dice.Chance(compound.Kind.Length > 0 && lot.Use is "old" ? 0.12 : 0.03))
        {
            foreach (var gate in compound.Gates)
                Add(null, "footway", [gate.OnStreet, gate.At]);
            return;
        }

        var middle = lot.WidthM / 2;
        List<double> stops = [.. lot.Lanes];
        var south = compound.Gates.Any(gate => gate.Side == 0);
        var north = compound.Gates.Any(gate => gate.Side == 2);
        // One in fifty compounds has walled up its way to the gate.
        var walled = dice.Chance(0.02);
        if (south && !walled)
            stops.Insert(0, 0);
        if (north)
            stops.Add(lot.HeightM);
        foreach (var gate in compound.Gates)
            Add(null, "footway", [gate.OnStreet, gate.At]);
        if (stops.Count > 1)
            Add(compound.Name, "footway", [.. stops.Select(y => lot.Local(middle, y))]);
        foreach (var y in lot.Lanes)
        {
            var west = compound.Gates.Any(gate => gate.Side == 3 && gate.At.To(lot.Local(0, y)) < 0.01);
            var east = compound.Gates.Any(gate => gate.Side == 1 && gate.At.To(lot.Local(lot.WidthM, y)) < 0.01);
            var from = west ? compound.Gates.First(gate => gate.Side == 3).At : lot.Local(5, y);
            var to = east ? compound.Gates.First(gate => gate.Side == 1).At : lot.Local(lot.WidthM - 5, y);
            Add(null, "footway", [from, lot.Local(middle, y), to]);
        }
    }

    private void Across(Park park)
    {
        var lot = park.Lot!;
        if (lot.Clipped)
            return;
        var centre = lot.Centre;
        for (var side = 0; side < 4; side++)
        {
            var (street, from, to) = lot.Sides[side];
            if (street.Fronts)
                Add(park.Name, "path", [street.Station((from + to) / 2), centre]);
        }
    }

    private void AlongLake(Pt[] walk)
    {
        var lattice = _city.Lattice;
        var quarter = walk.Length / 4;
        for (var q = 0; q < 4; q++)
        {
            Add(_city.Recipe.Waters.Lake, "footway", [.. Enumerable.Range(q * quarter, quarter + 1).Select(k => walk[k % walk.Length])]);
            var at = walk[q * quarter];
            // The causeway this quarter begins on: find the edge of the middle line that holds the point.
            var north = q is 1 or 3;
            for (var k = 0; k < lattice.Size; k++)
            {
                var street = north ? _city.Streets.Edge(lattice.Middle, k, true) : _city.Streets.Edge(k, lattice.Middle, false);
                var (low, high, here) = north ? (street.From.Y, street.To.Y, at.Y) : (street.From.X, street.To.X, at.X);
                if (here > low && here < high)
                    street.Station((here - low) / (high - low), at);
            }
        }
    }

    private void Add(string? name, string kind, Pt[] line) => All.Add(($"F{All.Count + 1:D6}", name, kind, line));
}
