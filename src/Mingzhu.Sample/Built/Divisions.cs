using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>One place of the administrative tree.</summary>
internal sealed record Division(string Code, string Name, string Level, string? Parent, List<int> Cells);

/// <summary>
/// City, districts, subdistricts, communities (行政区划): each a set of cells, so each level tiles the one above. Codes of subdistricts begin with 9 after the district's: no official code
/// does, so nobody takes an invented place for a real one.
/// </summary>
internal sealed class Divisions
{
    private readonly Dictionary<int, Division> _communityOf = [];
    private readonly Dictionary<string, int> _districtOf = [];

    private Divisions()
    {
    }

    public List<Division> Districts { get; } = [];

    public List<Division> Subdistricts { get; } = [];

    public List<Division> Communities { get; } = [];

    public Division CommunityOf(int cell) => _communityOf[cell];

    /// <summary>Position of the district that holds a community.</summary>
    public int DistrictOf(Division community) => _districtOf[community.Code];

    /// <summary>Divides the land: 1 community per 60 buildings, 28 communities a subdistrict, at least one of each a district.</summary>
    public static Divisions Of(City city)
    {
        var (lattice, recipe) = (city.Lattice, city.Recipe);
        var made = new Divisions();
        var weights = new double[lattice.CellCount];
        foreach (var lot in city.Lots)
            weights[lot.Cell] += lot.Buildings.Count;
        var loose = 0.12 * city.Scale.Buildings / lattice.CellCount;
        double Weight(int cell) => weights[cell] + loose + (city.Built[cell] ? 8 : 0);

        var all = city.Territory.Order().ToArray();
        var towns = city.Towns.Select(at => lattice.Near(at)).Select(near => lattice.Cell(near.I, near.J)).ToArray();
        var districtOf = Territory.Share(lattice, all, towns, (cell, seed) =>
            lattice.Centre(cell).To(city.Towns[seed]) / (seed == 0 ? 1.5 : 1) + new Dice(city.Seed, "border", cell / 3).Between(0, 260));
        var count = Math.Max(recipe.Districts.Length, city.Scale.Buildings / 60);
        var cellsOf = recipe.Districts.Select((_, d) => all.Where(cell => districtOf[cell] == d).ToArray()).ToArray();
        var shares = Apportion(cellsOf.Select(cells => cells.Sum(Weight)).ToArray(), cellsOf.Select(cells => cells.Length).ToArray(), count);
        for (var d = 0; d < recipe.Districts.Length; d++)
        {
            var district = new Division(recipe.Districts[d].Code, recipe.Districts[d].Name, "district", recipe.City.Code, [.. cellsOf[d]]);
            made.Districts.Add(district);
            made.Subdivide(city, d, district, shares[d], Weight);
        }

        return made;
    }

    private void Subdivide(City city, int index, Division district, int communities, Func<int, double> weight)
    {
        var count = Math.Clamp((int)Math.Round(communities / 28.0), 1, district.Cells.Count);
        var dice = new Dice(city.Seed, "subdistricts", index);
        var names = new Names(dice, city.Recipe.Words);
        var parts = Parts(city.Lattice, district.Cells, weight, count);
        var shares = Apportion([.. parts.Select(part => part.Sum(weight))], [.. parts.Select(part => part.Count)], communities);
        for (var s = 0; s < parts.Count; s++)
        {
            var urban = parts[s].Count(cell => city.Built[cell]) * 3 > parts[s].Count;
            var code = $"{district.Code}9{s + 1:D2}";
            var sub = new Division(code, names.Place(urban ? city.Recipe.Words.StreetSuffix : city.Recipe.Words.TownSuffix), "subdistrict", district.Code, parts[s]);
            Subdistricts.Add(sub);
            var cells = Parts(city.Lattice, sub.Cells, weight, shares[s]);
            for (var c = 0; c < cells.Count; c++)
            {
                var community = new Division($"{code}{c + 1:D3}", names.Place(city.Recipe.Words.CommunitySuffix), "community", code, cells[c]);
                Communities.Add(community);
                _districtOf[community.Code] = index;
                foreach (var cell in cells[c])
                    _communityOf[cell] = community;
            }
        }
    }

    private static List<List<int>> Parts(Lattice lattice, IReadOnlyCollection<int> cells, Func<int, double> weight, int count)
    {
        var seeds = Territory.Seeds(lattice, cells, weight, count);
        var centres = seeds.Select(lattice.Centre).ToArray();
        var part = Territory.Share(lattice, cells, seeds, (cell, seed) => lattice.Centre(cell).To(centres[seed]));
        var parts = seeds.Select(_ => new List<int>()).ToList();
        foreach (var (cell, seed) in part.OrderBy(pair => pair.Key))
            parts[seed].Add(cell);
        return parts;
    }

    /// <summary>Shares out a number by weight: at least one each, at most as many as there are cells, largest remainders first.</summary>
    private static int[] Apportion(double[] weights, int[] most, int count)
    {
        count = Math.Clamp(count, weights.Length, most.Sum());
        var total = weights.Sum();
        var shares = weights.Select((w, k) => Math.Clamp((int)(count * w / total), 1, most[k])).ToArray();
        while (shares.Sum() != count)
        {
            var grow = shares.Sum() < count;
            var at = Enumerable.Range(0, shares.Length).Where(k => grow ? shares[k] < most[k] : shares[k] > 1)
                .OrderByDescending(k => (grow ? 1 : -1) * (count * weights[k] / total - shares[k])).ThenBy(k => k).First();
            shares[at] += grow ? 1 : -1;
        }

        return shares;
    }
}
