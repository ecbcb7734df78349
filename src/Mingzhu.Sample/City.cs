using Mingzhu.Sample.Built;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample;

/// <summary>One invented city while it is made: land first, then what is built, then who lives where. Each part adds its own and reads what came before.</summary>
internal sealed class City
{
    public City(Recipe recipe, int buildings, int seed)
    {
        (Recipe, Seed) = (recipe, seed);
        Scale = Scale.Of(buildings, recipe.Districts[0].Share);
        Towns = [.. recipe.Districts.Select(district => new Pt(Math.Cos(district.Angle * Math.PI / 180), Math.Sin(district.Angle * Math.PI / 180)) * Scale.TownDistanceM(district.Distance))];
        Lattice = new Lattice(Scale, seed, [.. Towns.Select((at, town) => (at, town == 0 ? Scale.RadiusM * 1.35 : Scale.RadiusM * 0.28 + 700))]);
        Territory = [.. Enumerable.Range(0, Lattice.CellCount).Where(Belongs)];
        Terrain = new Terrain(Scale, Lattice, seed);
        Streets = new StreetGrid(Lattice, Scale, recipe.Words, seed);
        Programme = new Programme(recipe, Scale, Lattice, seed);
        Built = new bool[Lattice.CellCount];
    }

    public Recipe Recipe { get; }

    /// <summary>The cells of the city's land: a rounded square, ragged at the edge.</summary>
    public HashSet<int> Territory { get; }

    public int Seed { get; }

    public Scale Scale { get; }

    public Lattice Lattice { get; }

    public Terrain Terrain { get; }

    public StreetGrid Streets { get; }

    public Programme Programme { get; }

    /// <summary>Centres of the districts' towns, in the recipe's order; the first is the city's.</summary>
    public Pt[] Towns { get; }

    /// <summary>Which cells are built.</summary>
    public bool[] Built { get; }

    public List<Lot> Lots { get; } = [];

    public List<Building> Buildings { get; } = [];

    public List<Compound> Compounds { get; } = [];

    public Divisions Divisions { get; private set; } = null!;

    /// <summary>Makes land, streets, buildings and divisions.</summary>
    public static City Make(Recipe recipe, int buildings, int seed, CancellationToken cancel = default)
    {
        var city = new City(recipe, buildings, seed);
        new Growth(city).Build(cancel);
        city.LayStreets();
        city.Divisions = Divisions.Of(city);
        foreach (var compound in city.Compounds)
            compound.Community = city.Divisions.CommunityOf(compound.Lot.Cell).Code;
        return city;
    }

    private void LayStreets()
    {
        for (var cell = 0; cell < Lattice.CellCount; cell++)
        {
            if (Built[cell])
            {
                var sparse = Programme.Zone(Lattice.Centre(cell))?.Role == "sparse-roads";
                var year = BuiltYear(cell);
                foreach (var street in Streets.Around(cell).Where(street => !sparse || !Streets.IsMinor(street)))
                    (street.Exists, street.Urban, street.Year) = (true, true, street.Year == 0 ? year : Math.Min(year, street.Year));
            }
        }

        var size = Lattice.Size;
        for (var line = 0; line <= size; line++)
        {
            for (var at = 0; at < size; at++)
            {
                var fromMiddle = Math.Abs(line - Lattice.Middle);
                var along = at >= Lattice.Middle ? at + 1 - Lattice.Middle : Lattice.Middle - at;
                var lakeRing = fromMiddle == Lattice.LakeCells && along <= Lattice.LakeCells;
                var causeway = fromMiddle == 0 && along <= Lattice.LakeCells;
                var oldTown = fromMiddle <= Lattice.LakeCells / 2 && along <= Lattice.LakeCells / 2;
                var country = Lattice.IsCountryRoad(line) && (fromMiddle > 0 || along > Lattice.LakeCells) && !(fromMiddle < Lattice.LakeCells && along <= Lattice.LakeCells);
                if (!lakeRing && !causeway && !oldTown && !country && !(Streets.IsRing(fromMiddle, along)))
                    continue;
                foreach (var north in new[] { true, false })
                {
                    var (i, j) = north ? (line, at) : (at, line);
                    if (country && !InTerritory(i, j) && !InTerritory(north ? i - 1 : i, north ? j : j - 1))
                        continue;
                    var street = north ? Streets.Edge(line, at, true) : Streets.Edge(at, line, false);
                    Lay(street);
                }
            }
        }

        foreach (var town in Towns.Skip(1))
            Connect(town);
        Streets.Cross(Terrain);
        foreach (var compound in Compounds)
            Sample.Built.Compounds.OpenGates(compound, new Dice(Seed, "gates", compound.Number));
    }

    /// <summary>Lays the street by a town's middle on to the next country road north and south of it.</summary>
    private void Connect(Pt town)
    {
        var (i, j) = Lattice.Near(town);
        for (var (low, high) = (j, j + 1); !Lattice.IsCountryRoad(low) || !Lattice.IsCountryRoad(high);)
        {
            low -= Lattice.IsCountryRoad(low) ? 0 : 1;
            high += Lattice.IsCountryRoad(high) ? 0 : 1;
            if (low < 0 || high > Lattice.Size)
                return;
            for (var at = low; at < high; at++)
                Lay(Streets.Edge(i, at, true));
        }
    }

    private static void Lay(Street street) => (street.Exists, street.Year) = (true, street.Year == 0 ? 1996 : street.Year);

    private bool InTerritory(int i, int j) => i >= 0 && j >= 0 && i < Lattice.Size && j < Lattice.Size && Territory.Contains(Lattice.Cell(i, j));

    private bool Belongs(int cell)
    {
        var at = Lattice.Centre(cell);
        var angle = Math.Atan2(at.Y, at.X);
        var reach = 0.955 + 0.03 * Math.Sin(3 * angle + Seed) + 0.025 * Math.Sin(8 * angle - Seed);
        return Math.Pow(Math.Pow(Math.Abs(at.X), 3.4) + Math.Pow(Math.Abs(at.Y), 3.4), 1 / 3.4) < Scale.HalfM * reach;
    }

    private Dictionary<int, int>? _yearOf;

    private int BuiltYear(int cell)
    {
        _yearOf ??= Lots.GroupBy(lot => lot.Cell).ToDictionary(lots => lots.Key, lots => Math.Max(1975, lots.Min(lot => lot.Year)));
        return _yearOf.GetValueOrDefault(cell, 2000);
    }
}
