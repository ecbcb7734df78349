using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Services;

/// <summary>Boundaries, zones and the built-up area as they are written (行政边界、功能区、建成区).</summary>
internal static class Places
{
    public static void WriteBoundaries(City city, LayerFile file)
    {
        var (recipe, divisions, lattice) = (city.Recipe, city.Divisions, city.Lattice);
        file.Add(Outline.Of(lattice, city.Territory), ("code", recipe.City.Code), ("name", recipe.City.Name), ("level", "city"));
        foreach (var place in divisions.Districts.Concat(divisions.Subdistricts).Concat(divisions.Communities))
            file.Add(Outline.Of(lattice, place.Cells), ("code", place.Code), ("name", place.Name), ("level", place.Level), ("parent", place.Parent));
    }

    public static void WriteZones(City city, LayerFile file)
    {
        foreach (var zone in city.Recipe.Zones)
        {
            var cells = city.Territory.Where(cell => city.Programme.In(zone.Box, city.Lattice.Centre(cell))).ToList();
            if (cells.Count > 0)
                file.Add(Outline.Of(city.Lattice, cells), ("code", zone.Code), ("name", zone.Name));
        }
    }

    /// <summary>Every patch of built cells, the lake with the central one.</summary>
    public static void WriteBuiltUpArea(City city, LayerFile file)
    {
        var lattice = city.Lattice;
        var outline = Outline.Of(lattice, Enumerable.Range(0, lattice.CellCount).Where(cell => city.Built[cell] || lattice.InLake(cell)));
        var number = 0;
        foreach (var part in outline.Parts)
            file.Add(new Shape(ShapeKind.Polygon, [part]), ("name", $"{city.Recipe.Words.BuiltUp}{++number}"));
    }
}
