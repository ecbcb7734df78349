using Mingzhu.City;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>How a thing that falls short becomes a finding.</summary>
internal static class FindingsOf
{
    /// <summary>A finding on a row of a layer.</summary>
    public static Finding Row(World world, Indicator indicator, FindingType type, Layer layer, int row, Wording says, double weight)
    {
        var atom = world.AtomOf(layer)[row];
        return At(world, indicator, type, layer.Id, layer.Table.Ids[row], layer.Name(row), atom, layer.Points[row], says, weight);
    }

    /// <summary>A finding on a place of the tree.</summary>
    public static Finding Node(World world, Indicator indicator, FindingType type, int node, Wording says, double weight)
    {
        var place = world.Places[world.Tree.Nodes[node].Level][world.Tree.Nodes[node].Index];
        var point = (world.Tree.Nodes[node].Shape ?? world.Tree.Nodes[node].Own)?.InteriorPoint.Coordinate;
        return At(world, indicator, type, "boundaries", place.Id, place.Name, world.Atoms.OfNode(node), point, says, weight);
    }

    /// <summary>Households of a building or compound where the layer says them, else 1.</summary>
    public static double Households(Layer layer, int row) => layer.Households[row];

    /// <summary>The smallest places that an area indicator names as uncovered, from the pack's least area up.</summary>
    public static IEnumerable<Finding> UncoveredPlaces(World world, Indicator indicator, Values values)
    {
        if (indicator.FindingTypes.IsEmpty)
            yield break;
        var level = Levels.All.Where(level => level is not Level.Zone && level <= Level.Community && values.ByLevel.ContainsKey(level) && world.Places[level].Length > 0).Max();
        var readings = values.ByLevel[level];
        for (var place = 0; place < readings.Length; place++)
        {
            var uncoveredM2 = readings[place].Denominator - readings[place].Numerator;
            if (!readings[place].HasValue || uncoveredM2 < world.Rules.UncoveredFromM2)
                continue;
            var (type, hectares) = (indicator.FindingTypes[0], uncoveredM2 / 10_000);
            var share = readings[place].Numerator / readings[place].Denominator * 100;
            yield return Node(world, indicator, type, world.Tree.Find(level, world.Places[level][place].Id), new(
                $"{type.Name.Zh}：{hectares:0.0} 公顷未覆盖，覆盖率 {share:0.0}%", $"{type.Name.En}: {hectares:0.0} ha uncovered, coverage {share:0.0}%"), Math.Max(1, Math.Round(world.HouseholdsIn(level, place) * (1 - (share / 100)))));
        }
    }

    /// <summary>A row whose data contradict each other; no indicator counts it.</summary>
    public static Finding Contradiction(World world, string indicator, Layer layer, int row, Wording says)
    {
        var atom = world.AtomOf(layer)[row];
        var (lon, lat) = layer.Points[row] is { } point ? world.Plane.Unproject(point.X, point.Y) : (0, 0);
        int Place(Level level) => atom < 0 ? -1 : world.PlaceOf(atom, level);
        return new Finding(
            $"{indicator}/{layer.Id}/{layer.Table.Ids[row]}/class-contradicted", indicator, "class-contradicted", layer.Id, layer.Table.Ids[row], layer.Name(row), Place(Level.District),
            Place(Level.Subdistrict), Place(Level.Community), Severity.General, says, new("核对公园申报类别或边界", "check the park's declared class or its outline"), null,
            Math.Round(lon, 7), Math.Round(lat, 7), 1);
    }

    /// <summary>Worst first: by severity, then by what they touch, then by id.</summary>
    public static List<Finding> Sorted(IEnumerable<Finding> findings)
    {
        var sorted = findings.ToList();
        // As numbers: comparing the enum itself would make two objects each time.
        sorted.Sort(static (a, b) => ((byte)b.Severity).CompareTo((byte)a.Severity) is not 0 and var severity ? severity
            : b.Weight.CompareTo(a.Weight) is not 0 and var weight ? weight
            : string.CompareOrdinal(a.Id, b.Id));
        return sorted;
    }

    private static Finding At(World world, Indicator indicator, FindingType type, string layer, string id, string name, int atom, Coordinate? point, Wording says, double weight)
    {
        var (lon, lat) = point is null ? (0, 0) : world.Plane.Unproject(point.X, point.Y);
        int Place(Level level) => atom < 0 ? -1 : world.PlaceOf(atom, level);
        return new Finding(
            $"{indicator.Code}/{layer}/{id}/{type.Id}", indicator.Code, type.Id, layer, id, name, Place(Level.District), Place(Level.Subdistrict), Place(Level.Community), type.Severity, says,
            indicator.Countermeasure, indicator.Responsible, Math.Round(lon, 7), Math.Round(lat, 7), weight);
    }
}
