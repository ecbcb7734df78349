using System.Collections.Concurrent;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace Mingzhu.CheckUp;

internal sealed partial class World
{
    private readonly Lazy<Geometry[]?> _derivedLand;
    private readonly Lazy<int[]> _residential;
    private readonly ConcurrentDictionary<Level, double[]> _households = new();

    /// <summary>Rows of the residential buildings of the city that have a shape.</summary>
    public int[] Residential => _residential.Value;

    /// <summary>Residential land derived from roads and buildings, in the plane; null where the layer itself says enough or nothing can be derived.</summary>
    public Geometry[]? DerivedLand => _derivedLand.Value;

    /// <summary>Households in the residential buildings of a place of the tree, one for a building that does not say; 0 where nobody is known to live.</summary>
    public double HouseholdsIn(Level level, int place) => _households.GetOrAdd(level, CountHouseholds)[place];

    private double[] CountHouseholds(Level level)
    {
        var households = new double[Places[level].Length];
        var buildings = Find("buildings");
        foreach (var row in Residential)
        {
            if (PlaceOf(AtomOf(buildings!)[row], level) is >= 0 and var place)
                households[place] += FindingsOf.Households(buildings!, row);
        }

        return households;
    }

    private int[] FindResidential()
    {
        if (Find("buildings") is not { } buildings)
            return [];
        var mask = buildings.Mask(Rules.Residential);
        return [.. Enumerable.Range(0, buildings.Count).Where(row => mask[row] == true && buildings.Shapes[row] is not null && !IsOutside(buildings, row))];
    }

    /// <summary>Blocks between roads in which most footprint of known use is residential, where the layer holds too few of the residential buildings.</summary>
    private Geometry[]? DeriveResidentialLand()
    {
        if (Find("buildings") is not { } buildings || Find("roads") is not { } roads || Residential.Length == 0 || ShareOnLand(buildings) >= Rules.Below)
            return null;
        var bounding = roads.Mask(Rules.Roads);
        var lines = Enumerable.Range(0, roads.Count).Where(row => bounding[row] == true).Select(row => roads.Shapes[row]).OfType<Geometry>().ToArray();
        if (lines.Length == 0)
            return null;
        var polygonizer = new Polygonizer();
        polygonizer.Add(OverlayNGRobust.Union(lines)); // Nodes the lines where they cross.
        var blocks = polygonizer.GetPolygons().ToArray();
        var (residentialM2, knownM2) = FootprintByBlock(buildings, blocks);
        Geometry[] land = [.. blocks.Where((_, block) => residentialM2[block] > 0 && residentialM2[block] >= Rules.ResidentialShare * knownM2[block])];
        return land.Length == 0 ? null : land;
    }

    private double ShareOnLand(Layer buildings)
    {
        if (Find(DerivedRules.ResidentialLand) is not { Count: > 0 } land)
            return 0;
        var shapes = Enumerable.Range(0, land.Count).Select(land.Sound).ToArray();
        var (index, locators) = Located(shapes);
        var on = Residential.Count(row => buildings.Points[row] is { } point && Holding(index, locators, point) >= 0);
        return (double)on / Residential.Length;
    }

    private (double[] ResidentialM2, double[] KnownM2) FootprintByBlock(Layer buildings, Geometry[] blocks)
    {
        var (residentialM2, knownM2) = (new double[blocks.Length], new double[blocks.Length]);
        var (index, locators) = Located(blocks);
        var lived = buildings.Mask(Rules.ResidentialUse);
        for (var row = 0; row < buildings.Count; row++)
        {
            if (lived[row] is not { } residential || buildings.Points[row] is not { } point || Holding(index, locators, point) is not (>= 0 and var block))
                continue;
            knownM2[block] += buildings.AreasM2[row];
            residentialM2[block] += residential ? buildings.AreasM2[row] : 0;
        }

        return (residentialM2, knownM2);
    }

    private static (PackedTree Index, IndexedPointInAreaLocator?[] Locators) Located(Geometry?[] shapes) =>
        (new PackedTree([.. shapes.Select(shape => shape is null ? Box.Empty : Box.Of(shape))]), [.. shapes.Select(shape => shape is null ? null : new IndexedPointInAreaLocator(shape))]);
}
