using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>Plans and control lines (规划与三区三线).</summary>
internal static class Planning
{
    public static void WritePlans(City city, LayerFile file)
    {
        var number = 0;
        foreach (var plan in city.Recipe.Plans)
        {
            var cells = city.Territory.Where(cell => city.Programme.In(plan.Box, city.Lattice.Centre(cell))).ToList();
            if (cells.Count > 0)
                file.Add(Outline.Of(city.Lattice, cells), ("id", $"GH{++number:D3}"), ("name", plan.Name), ("kind", plan.Kind), ("status", plan.Status), ("approved", plan.Approved));
        }
    }

    public static void WriteControlLines(City city, Greens greens, LayerFile file)
    {
        var (lattice, terrain) = (city.Lattice, city.Terrain);
        var number = 0;
        void Add(string kind, Shape shape)
        {
            foreach (var part in shape.Parts)
                file.Add(new Shape(ShapeKind.Polygon, [part]), ("id", $"KX{++number:D4}"), ("kind", kind), ("name", city.Recipe.ControlNames[kind]));
        }

        var urban = Enumerable.Range(0, lattice.CellCount).Where(cell => city.Built[cell] || lattice.InLake(cell)).ToHashSet();
        foreach (var cell in urban.ToList())
            urban.UnionWith(lattice.Neighbours(cell).Where(city.Territory.Contains));
        Add("urban-boundary", Outline.Of(lattice, urban));
        var old = lattice.OldTownHalfM;
        Add("heritage-line", Shape.Polygon(Shape.Rectangle(new(-old, -old), new(old, old))));
        Add("blue-line", terrain.River.Strip(20));
        Add("blue-line", terrain.Canal.Strip(15).Without(terrain.River.Strip(20)));
        Add("blue-line", terrain.Lake);
        foreach (var park in greens.Parks.Where(park => !park.Enclosed && park.Ground.AreaM2 > 20_000))
            Add("green-line", park.Ground);
        var free = city.Territory.Where(cell => !urban.Contains(cell)).ToList();
        Add("ecological-red-line", Outline.Of(lattice, free.Where(cell => terrain.IsWet(cell) && lattice.Centre(cell).X > city.Scale.RadiusM)));
        Add("permanent-farmland", Outline.Of(lattice, free.Where(cell => !terrain.IsWet(cell) && new Dice(city.Seed, "farmland", lattice.At(cell).I / 5, lattice.At(cell).J / 4).Chance(0.55))));
    }
}
