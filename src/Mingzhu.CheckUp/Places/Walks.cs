using System.Collections.Concurrent;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Walking distances from the residential buildings of a run (步行距离). Homes are numbered as in <see cref="World.Residential"/>.</summary>
internal sealed class Walks
{
    private readonly WalkingGround _ground;
    private readonly NetworkPosition[] _homes;
    private readonly int _searchMm;
    private readonly Dictionary<string, List<(Layer, int)>> _facilitiesOf = [];
    private readonly ConcurrentDictionary<string, Lazy<int[]>> _distances = new();
    private readonly ConcurrentBag<NearestFacility> _searches = [];

    public Walks(World world, WalkingGround ground)
    {
        (_ground, _searchMm) = (ground, (int)Math.Round(world.Rules.WalkSearchM * 1000));
        ReadFacilities(world.Find("facilities"));
        var buildings = world.Find("buildings")!;
        var inside = buildings.Points;
        _homes = new NetworkPosition[world.Residential.Length];
        Parallel.For(0, _homes.Length, home => _homes[home] = ground.Snap(buildings, world.Residential[home], inside[world.Residential[home]]));
    }

    /// <summary>The network, and what stands on it.</summary>
    public WalkingGround Ground => _ground;

    /// <summary>Where each home stands on the network.</summary>
    public NetworkPosition[] Homes => _homes;

    /// <summary>Whether there is any facility of a kind.</summary>
    public bool Has(string kind) => _facilitiesOf.ContainsKey(kind);

    /// <summary>Whether a home is near enough to the network to be measured from.</summary>
    public bool IsOnNetwork(int home) => !_homes[home].IsNowhere;

    /// <summary>To the nearest facility of a kind, mm by home; <see cref="NearestFacility.Unreached"/> beyond the search.</summary>
    public int[] DistancesMm(string kind) => _distances.GetOrAdd(kind, _ => new(() => DistancesMm(_facilitiesOf[kind]))).Value;

    /// <summary>To the nearest of some rows, likewise.</summary>
    public int[] DistancesMm(IReadOnlyList<(Layer Layer, int Row)> sites)
    {
        var entries = sites.SelectMany((site, index) => _ground.EntriesOf(site.Layer, site.Row).Select(entry => new FacilityEntry(index, entry)));
        // Its buffers are as large as the network: they go from one search to the next.
        var search = _searches.TryTake(out var free) ? free : new NearestFacility(_ground.Network.Graph);
        var distancesMm = search.Find(_homes, [.. entries], _searchMm).DistanceMm;
        _searches.Add(search);
        return distancesMm;
    }

    private void ReadFacilities(Layer? layer)
    {
        for (var row = 0; row < (layer?.Count ?? 0); row++)
        {
            if (layer!.Table.Value(row, "kind") is string kind && layer.Shapes[row] is not null)
                (_facilitiesOf.TryGetValue(kind, out var rows) ? rows : _facilitiesOf[kind] = []).Add((layer, row));
        }
    }
}
