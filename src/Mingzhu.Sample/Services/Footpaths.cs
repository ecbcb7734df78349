using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>
/// Footpaths (步行道): from the street through the gate, through the middle of the compound, along the lanes; across parks; along the lake. In some old compounds nobody
/// has drawn any, and a few end at a fence. Where wanted, also as the best surveyed cities have them: from the lane to every staircase, and along both sides of the streets.
/// </summary>
internal sealed class Footpaths
{
    /// <summary>Front of a house that shares one staircase (单元), metres.</summary>
    private const double StaircaseM = 14;

    /// <summary>From one place where the kerb of a pavement (人行道) is lowered to the next, and from the kerb to its middle, metres.</summary>
    private const double LoweredM = 20, KerbM = 1.5;

    private readonly City _city;
    private readonly bool _surveyed;

    public Footpaths(City city, Greens greens, bool surveyed)
    {
        (_city, _surveyed) = (city, surveyed);
        foreach (var compound in city.Compounds)
            In(compound);
        foreach (var park in greens.Parks.Where(park => park.Lot is not null))
            Across(park);
        AlongLake(greens.LakeWalk());
        foreach (var street in surveyed ? city.Streets.All.Where(street => street.Fronts && street.Urban && street.Class != "expressway") : [])
            Beside(street);
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
            var (centre, doors) = (lot.Local(middle, y), _surveyed ? DoorsOn(lot, y) : []);
            Add(null, "footway", [from, .. Feet(doors, from, centre), centre, .. Feet(doors, centre, to), to]);
            foreach (var door in doors)
                Add(null, "footway", [Foot(door, from, centre) ?? Foot(door, centre, to) ?? centre, door]);
        }
    }

    /// <summary>Where the staircases of the houses that this lane is nearest to open, metres.</summary>
    private static List<Pt> DoorsOn(Lot lot, double lane)
    {
        var doors = new List<Pt>();
        foreach (var building in lot.Buildings.Where(building => building.Households > 0))
        {
            var corners = building.Ring;
            var back = corners.Length - 1;
            var north = lot.NorthOf(corners[0].Toward(corners[back - 1], 0.5));
            if (lot.Lanes.MinBy(other => Math.Abs(other - north)) != lane)
                continue;
            // From the south one enters a house round a court through the court.
            var (west, east) = lane > north ? (corners[back], corners[back - 1]) : back == 3 ? (corners[0], corners[1]) : (corners[2], corners[3]);
            var staircases = Math.Max(1, Math.Min(building.Households, (int)Math.Round(west.To(east) / StaircaseM)));
            for (var staircase = 0; staircase < staircases; staircase++)
                doors.Add(west.Toward(east, (staircase + 0.5) / staircases));
        }

        return doors;
    }

    /// <summary>Where the ways to the doors leave a stretch of lane, in its order.</summary>
    private static IEnumerable<Pt> Feet(List<Pt> doors, Pt from, Pt to) =>
        doors.Select(door => Foot(door, from, to)).OfType<Pt>().OrderBy(foot => from.To(foot));

    /// <summary>The point of a stretch opposite a door; null if the door is not opposite it.</summary>
    private static Pt? Foot(Pt door, Pt from, Pt to)
    {
        var (way, at) = (to - from, door - from);
        var share = ((way.X * at.X) + (way.Y * at.Y)) / (way.Length * way.Length);
        return share is > 0 and < 1 ? from.Toward(to, share) : null;
    }

    /// <summary>The pavements on both sides of a street, from crossing to crossing, and the ways over the street where both kerbs are lowered.</summary>
    private void Beside(Street street)
    {
        var way = street.To - street.From;
        var aside = new Pt(-way.Y, way.X) * (((street.WidthM / 2) + KerbM) / way.Length);
        var count = Math.Max(1, (int)Math.Round(way.Length / LoweredM));
        Pt[] lowered = [.. Enumerable.Range(0, count).Select(place => street.Station((place + 0.5) / count))];
        Add(street.Name, "footway", [street.From, .. lowered.Select(at => at + aside), street.To]);
        Add(street.Name, "footway", [street.From, .. lowered.Select(at => at - aside), street.To]);
        foreach (var at in lowered)
            Add(null, "footway", [at + aside, at, at - aside]);
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
