using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>Where people walk in a city (步行网络), by walking.yaml, and where buildings and facilities stand on it.</summary>
internal sealed class WalkingGround
{
    /// <summary>
    /// How much longer than it is a walk may be drawn in the plane: planes of this kind stretch by less than a thousandth within 3° of their meridian; one part in a hundred is on the safe side of all.
    /// </summary>
    public const double PlaneStretch = 1.01;

    // Kept as long as somebody holds the first of the layers it was made of; a layer lies in one plane.
    private static readonly ConditionalWeakTable<Layer, MadeNetwork> Networks = [];
    private readonly int _connectorMm;
    private readonly Dictionary<string, List<Point>> _entrancesOf = [];
    private readonly ConcurrentDictionary<(string, int), NetworkEntry[]> _entries = new();

    private WalkingGround(WalkNetwork network, int connectorMm) => (Network, _connectorMm) = (network, connectorMm);

    /// <summary>The network.</summary>
    public WalkNetwork Network { get; }

    /// <summary>The network over the layers and rows that walking.yaml names; null if there are none.</summary>
    public static WalkingGround? Of(Pack pack, Plane plane, Func<string, Layer?> find)
    {
        var rules = WalkingRules.Of(pack);
        var ways = rules.Layers.Select(walkable => (Layer: find(walkable.Layer), walkable.Where)).Where(way => way.Layer is not null).Select(way => (way.Layer!, way.Where)).ToArray();
        if (NetworkOf(ways, plane, rules.SmallestComponentShare) is not { } network)
            return null;
        var ground = new WalkingGround(network, (int)Math.Round(rules.ConnectorM * 1000));
        ground.ReadEntrances(find("entrances"));
        return ground;
    }

    /// <summary>The network over some ways; that of before where they are the same, as in every check-up after which nobody built a road.</summary>
    private static WalkNetwork? NetworkOf((Layer Layer, Expression Where)[] ways, Plane plane, double smallestShare)
    {
        if (ways is [])
            return null;
        var of = new Ways([.. ways.Select(way => way.Layer)], string.Join('\n', ways.Select(way => way.Where)), smallestShare);
        if (Networks.TryGetValue(ways[0].Layer, out var made) && made.Of.IsSameAs(of))
            return made.Network;
        var lines = new List<Geometry>();
        foreach (var (layer, where) in ways)
        {
            var mask = layer.Mask(where);
            lines.AddRange(Enumerable.Range(0, layer.Count).Where(row => mask[row] == true).Select(row => layer.Shapes[row]).OfType<Geometry>());
        }

        if (lines.Count == 0)
            return null;
        made = new(of, WalkNetwork.Build(plane, lines, smallestShare));
        Networks.AddOrUpdate(ways[0].Layer, made);
        return made.Network;
    }

    /// <summary>Where a building joins the network: from its door if it has one, else from a point inside it; nowhere if the network is too far.</summary>
    public NetworkPosition Snap(Layer layer, int row, Coordinate? inside)
    {
        var from = _entrancesOf.TryGetValue(layer.Table.Ids[row], out var doors) ? doors[0].Coordinate : inside;
        return from is null ? NetworkPosition.Nowhere : Snap(from);
    }

    /// <summary>Every stretch of the network from which a facility can be entered: at its doors, else where ways meet its ground, else from the nearest way.</summary>
    public NetworkEntry[] EntriesOf(Layer layer, int row) => _entries.GetOrAdd((layer.Id, row), _ => layer.Shapes[row] is not { } shape ? []
        : Network.EntriesOf(shape, _connectorMm, _entrancesOf.GetValueOrDefault(layer.Table.Ids[row])));

    /// <summary>The same for something that is not in the data, with its doors if it has any.</summary>
    public NetworkEntry[] EntriesOf(Geometry shape, IReadOnlyList<Point>? doors) => Network.EntriesOf(shape, _connectorMm, doors);

    /// <summary>Where one gets in: about the doors if there are any, else about the ground.</summary>
    public static Box WayIn(Geometry shape, IReadOnlyList<Point>? doors) =>
        doors is { Count: > 0 } ? doors.Aggregate(Box.Empty, (box, door) => box.With(Box.At(door.X, door.Y))) : Box.Of(shape);

    /// <summary>The doors of a building or facility; null if the layer has none of it.</summary>
    public IReadOnlyList<Point>? DoorsOf(string id) => _entrancesOf.GetValueOrDefault(id);

    /// <summary>Where any place joins the network; nowhere if that is too far.</summary>
    public NetworkPosition Snap(Coordinate at) => Network.Snap(at.X, at.Y, _connectorMm);

    /// <summary>The land within some walks of a place, one geometry a walk, in the plane.</summary>
    public Geometry[] Outlines(WalkingRange range, IReadOnlyList<int> limitsMm) => RangeOutline.Of(range, limitsMm, _connectorMm);

    private void ReadEntrances(Layer? layer)
    {
        foreach (var row in Enumerable.Range(0, layer?.Count ?? 0).OrderBy(row => layer!.Table.Ids[row], StringComparer.Ordinal))
        {
            if (layer!.Table.Value(row, "of") is string of && layer.Shapes[row] is Point point)
                (_entrancesOf.TryGetValue(of, out var points) ? points : _entrancesOf[of] = []).Add(point);
        }
    }

    private sealed record MadeNetwork(Ways Of, WalkNetwork Network);

    private sealed record Ways(Layer[] Layers, string Where, double SmallestShare)
    {
        public bool IsSameAs(Ways other) => Layers.SequenceEqual(other.Layers) && Where == other.Where && SmallestShare.Equals(other.SmallestShare);
    }
}
