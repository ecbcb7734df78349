using Mingzhu.Sample.Built;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>A park as it is written.</summary>
internal sealed record Park(string Id, string Name, string Class, Shape Ground, bool Enclosed, bool Historic, Lot? Lot);

/// <summary>Parks, greenways and the paths in them (公园绿地与绿道).</summary>
internal sealed class Greens
{
    private readonly City _city;
    private readonly Recipe.WordList _words;
    private readonly Names _names;

    public Greens(City city)
    {
        (_city, _words) = (city, city.Recipe.Words);
        _names = new Names(new Dice(city.Seed, "park names"), city.Recipe.Words);
        Lakeside();
        foreach (var lot in city.Lots)
            OnLot(lot);
        Banks();
    }

    public List<Park> Parks { get; } = [];

    public void WriteParks(LayerFile file)
    {
        foreach (var park in Parks)
            file.Add(park.Ground, ("id", park.Id), ("name", park.Name), ("class", park.Class), ("enclosed", park.Enclosed), ("historic", park.Historic));
    }

    /// <summary>Round the lake, and along the banks in the city; one piece is too narrow to count.</summary>
    public void WriteGreenways(LayerFile file)
    {
        var (terrain, radius) = (_city.Terrain, _city.Scale.RadiusM);
        var number = 0;
        void Add(string name, Pt[] line, double width)
        {
            if (line.Length > 1)
                file.Add(Shape.Line(line), ("id", $"G{++number:D4}"), ("name", name + _words.Greenway), ("width_m", width));
        }

        Add(_city.Recipe.Waters.Lake, [.. LakeWalk(), LakeWalk()[0]], 9);
        foreach (var (ribbon, name, width) in new[] { (terrain.Canal, _city.Recipe.Waters.Canal, 8.0), (terrain.River, _city.Recipe.Waters.River, 10.0) })
        {
            foreach (var side in new[] { -1, 1 })
                Add(name, [.. ribbon.Beside(side * (ribbon.WidthM / 2 + 14)).Where(p => p.Length < radius * (side > 0 ? 0.95 : 0.7))], width);
        }

        Add(_city.Recipe.Waters.Stream, [.. terrain.Stream.Beside(18).Where(p => p.Length < radius * 0.6)], 4.5);
    }

    /// <summary>The walk along the shore, 10 m from the water.</summary>
    public Pt[] LakeWalk() => [.. _city.Terrain.LakeShore.Select(p => p * (1 + 10 / p.Length))];

    private void Lakeside()
    {
        var shore = _city.Terrain.LakeShore;
        var half = _city.Lattice.LakeHalfM - 22;
        var quarter = shore.Length / 4;
        Pt[] corners = [new(half, half), new(-half, half), new(-half, -half), new(half, -half)];
        for (var q = 0; q < 4; q++)
        {
            // Left free on the axes: the causeways.
            var along = Enumerable.Range(q * quarter + 1, quarter - 1).Select(k => shore[k] * (1 + 3 / shore[k].Length)).ToArray();
            var (first, last) = (along[0], along[^1]);
            Pt start = Math.Abs(first.X) > Math.Abs(first.Y) ? new(Math.CopySign(half, first.X), first.Y) : new(first.X, Math.CopySign(half, first.Y));
            Pt end = Math.Abs(last.X) > Math.Abs(last.Y) ? new(Math.CopySign(half, last.X), last.Y) : new(last.X, Math.CopySign(half, last.Y));
            Add(_words.RingSides[q] + _words.LakePark, _city.Recipe.ParkClasses.Large, Shape.Polygon([start, corners[q], end, .. along.Reverse()]));
        }
    }

    private void OnLot(Lot lot)
    {
        var dice = new Dice(_city.Seed, "greens", lot.Number);
        if (lot.IsGreen)
            Add(_names.Place(_words.Park), Declared(lot.Ground, dice), lot.Ground, historic: _city.Lattice.InOldTown(lot.Cell), lot: lot);
        if (lot.Strip is { } strip)
        {
            var ground = Shape.Polygon(strip);
            Add(_names.Place(ground.AreaM2 < 2500 ? _words.Pocket : _words.Garden), Declared(ground, dice), ground);
        }

        if (lot.Garden is { } garden && lot.Compound is { } compound && dice.Chance(0.8))
            Add(compound.Name + _words.Garden, Declared(Shape.Polygon(garden), dice), Shape.Polygon(garden), enclosed: true);
    }

    /// <summary>The class that goes with the size; a few declare one that their size contradicts.</summary>
    private string Declared(Shape ground, Dice dice)
    {
        var classes = _city.Recipe.ParkClasses;
        var fitting = classes.BySize.First(size => ground.AreaM2 >= size.FromM2).Class;
        return !dice.Chance(classes.Odd) ? fitting : ground.AreaM2 > 20_000 ? classes.Small : classes.Large;
    }

    /// <summary>Green along the river where cells beside it are built.</summary>
    private void Banks()
    {
        var river = _city.Terrain.River;
        var bank = river.Beside(-(river.WidthM / 2 + 4)).Zip(river.Beside(-(river.WidthM / 2 + 28))).ToArray();
        const int Reach = 14;
        for (var k = 0; k + Reach < bank.Length; k += Reach + 4)
        {
            var piece = bank[k..(k + Reach)];
            var (i, j) = _city.Lattice.Near(piece[Reach / 2].First);
            if (!_city.Built[_city.Lattice.Cell(i, j)] || _city.Programme.Missing("park", piece[0].First))
                continue;
            var ground = Shape.Polygon([.. piece.Select(p => p.First), .. piece.Reverse().Select(p => p.Second)]);
            Add(_names.Place(_words.Garden), Declared(ground, new Dice(_city.Seed, "bank", k)), ground);
        }
    }

    private void Add(string name, string declared, Shape ground, bool enclosed = false, bool historic = false, Lot? lot = null) =>
        Parks.Add(new Park($"P{Parks.Count + 1:D5}", name, declared, ground, enclosed, historic, lot));
}
