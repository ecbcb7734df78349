using System.Collections.Concurrent;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>Walking distances from the residential buildings of a run (步行距离), by walking.yaml. Homes are numbered as in <see cref="World.Residential"/>.</summary>
internal sealed class Walks
{
    private readonly World _world;
    private readonly WalkNetwork _network;
    private readonly NetworkPosition[] _homes;
    private readonly int _connectorMm;
    private readonly int _searchMm;
    private readonly Dictionary<string, List<Point>> _entrancesOf = [];
    private readonly Dictionary<string, List<(Layer, int)>> _facilitiesOf = [];
    private readonly ConcurrentDictionary<string, Lazy<int[]>> _distances = new();
    private readonly ConcurrentDictionary<(string, int), NetworkEntry[]> _entries = new();

    private Walks(World world, WalkNetwork network, int connectorMm, int searchMm)
    {
        (_world, _network, _connectorMm, _searchMm) = (world, network, connectorMm, searchMm);
        ReadEntrances();
        ReadFacilities();
        var buildings = world.Find("buildings")!;
        _homes = new NetworkPosition[world.Residential.Length];
        Parallel.For(0, _homes.Length, home => _homes[home] = Snap(buildings, world.Residential[home]));
    }

    /// <summary>The network over the layers and rows that walking.yaml names; null if there are none, or no homes.</summary>
    public static Walks? Of(World world)
    {
        var rules = world.Inputs.Pack.File("walking.yaml");
        var lines = new List<Geometry>();
        foreach (var walkable in rules["walkable"].Items())
        {
            if (world.Find(walkable["layer"].Text()) is not { } layer || !Expression.TryParse(walkable["where"].TextOrNull() ?? "TRUE", out var where, out _))
                continue;
            var mask = layer.Mask(where);
            lines.AddRange(Enumerable.Range(0, layer.Count).Where(row => mask[row] == true).Select(row => layer.Shapes[row]).OfType<Geometry>());
        }

        return lines.Count == 0 || world.Residential.Length == 0 ? null : new Walks(
            world, WalkNetwork.Build(world.Plane, lines, rules["smallest_component_share"]["value"].Number()), Mm(rules["connector_m"]["value"].Number()), Mm(world.Rules.WalkSearchM));
    }

    /// <summary>Whether there is any facility of a kind.</summary>
    public bool Has(string kind) => _facilitiesOf.ContainsKey(kind);

    /// <summary>Whether a home is near enough to the network to be measured from.</summary>
    public bool IsOnNetwork(int home) => !_homes[home].IsNowhere;

    /// <summary>To the nearest facility of a kind, mm by home; <see cref="NearestFacility.Unreached"/> beyond the search.</summary>
    public int[] DistancesMm(string kind) => _distances.GetOrAdd(kind, _ => new(() => DistancesMm(_facilitiesOf[kind]))).Value;

    /// <summary>To the nearest of some rows, likewise.</summary>
    public int[] DistancesMm(IReadOnlyList<(Layer Layer, int Row)> sites)
    {
        var entries = new List<FacilityEntry>();
        for (var site = 0; site < sites.Count; site++)
            entries.AddRange(EntriesOf(sites[site].Layer, sites[site].Row).Select(entry => new FacilityEntry(site, entry)));
        return new NearestFacility(_network.Graph).Find(_homes, [.. entries], _searchMm).DistanceMm;
    }

    private NetworkEntry[] EntriesOf(Layer layer, int row) => _entries.GetOrAdd((layer.Id, row), _ => layer.Shapes[row] is not { } shape ? []
        : _network.EntriesOf(shape, _connectorMm, _entrancesOf.GetValueOrDefault(layer.Table.Ids[row])));

    private NetworkPosition Snap(Layer buildings, int row)
    {
        var door = _entrancesOf.TryGetValue(buildings.Table.Ids[row], out var doors) ? doors[0].Coordinate : _world.PointOf(buildings)[row]!;
        return _network.Snap(door.X, door.Y, _connectorMm);
    }

    private void ReadEntrances()
    {
        if (_world.Find("entrances") is not { } layer)
            return;
        foreach (var row in Enumerable.Range(0, layer.Count).OrderBy(row => layer.Table.Ids[row], StringComparer.Ordinal))
        {
            if (layer.Table.Value(row, "of") is string of && layer.Shapes[row] is Point point)
                (_entrancesOf.TryGetValue(of, out var points) ? points : _entrancesOf[of] = []).Add(point);
        }
    }

    private void ReadFacilities()
    {
        if (_world.Find("facilities") is not { } layer)
            return;
        for (var row = 0; row < layer.Count; row++)
        {
            if (layer.Table.Value(row, "kind") is string kind && layer.Shapes[row] is not null)
                (_facilitiesOf.TryGetValue(kind, out var rows) ? rows : _facilitiesOf[kind] = []).Add((layer, row));
        }
    }

    private static int Mm(double metres) => (int)Math.Round(metres * 1000);
}
