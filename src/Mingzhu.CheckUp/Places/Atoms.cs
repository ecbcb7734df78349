using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>A piece on which every division is constant: one node's own land, inside the same zones (原子).</summary>
/// <param name="Node">Node of the administrative tree.</param>
/// <param name="Zones">One bit a zone.</param>
/// <param name="Shape">Outline in the plane; null for an atom that only gathers objects.</param>
internal sealed record Atom(int Node, ulong Zones, Geometry? Shape);

/// <summary>The atoms of a run, and to which of them points and objects belong.</summary>
internal sealed class Atoms
{
    private const int MostZones = 64;

    private readonly PlaceTree _tree;
    private readonly Dictionary<(int Node, ulong Zones), int> _indexOf = [];
    private readonly IndexedPointInAreaLocator?[] _zoneLocators;
    private readonly Geometry?[] _zoneShapes;
    private readonly Box[] _zoneBoxes;
    private readonly int[] _ofNode;

    public Atoms(PlaceTree tree, Layer? zones)
    {
        _tree = tree;
        var rows = zones is null ? [] : Enumerable.Range(0, zones.Count).OrderBy(row => zones.Table.Ids[row], StringComparer.Ordinal).ToArray();
        if (rows.Length > MostZones)
            throw new RefusedException(new Refusal("checkup.too-many-zones", new($"功能区图层有 {rows.Length} 个功能区，最多 {MostZones} 个", $"the zones layer has {rows.Length} zones; at most {MostZones} can be divided by")));
        Zones = [.. rows.Select(row => new Place(zones!.Table.Ids[row], zones.Name(row), Level.Zone, -1))];
        _zoneShapes = [.. rows.Select(row => zones!.Sound(row))];
        _zoneBoxes = [.. _zoneShapes.Select(shape => shape is null ? Box.Empty : Box.Of(shape))];
        _zoneLocators = [.. _zoneShapes.Select(shape => shape is null ? null : new IndexedPointInAreaLocator(shape))];
        for (var node = 0; node < tree.Nodes.Count; node++)
            Divide(node);
        _ofNode = [.. tree.Nodes.Select((node, index) => At(index, ZonesAt((node.Shape ?? node.Own)?.InteriorPoint.Coordinate)))];
    }

    public List<Atom> All { get; } = [];

    public Place[] Zones { get; }

    /// <summary>The atom of a node and a set of zones; made if it is new.</summary>
    public int At(int node, ulong zones)
    {
        if (!_indexOf.TryGetValue((node, zones), out var atom))
        {
            _indexOf[(node, zones)] = atom = All.Count;
            All.Add(new Atom(node, zones, null));
        }

        return atom;
    }

    /// <summary>The atom of a node and a set of zones as it is; that of the whole node if the data have none.</summary>
    public int Find(int node, ulong zones) => _indexOf.TryGetValue((node, zones), out var atom) ? atom : _ofNode[node];

    /// <summary>The atom that stands for a whole node: that of a point inside it.</summary>
    public int OfNode(int node) => _ofNode[node];

    /// <summary>The zones a point lies in.</summary>
    public ulong ZonesAt(Coordinate? point)
    {
        var zones = 0ul;
        for (var zone = 0; zone < _zoneLocators.Length && point is not null; zone++)
        {
            if (_zoneLocators[zone] is { } locator && _zoneBoxes[zone].Meets(Box.At(point.X, point.Y)) && locator.Locate(point) != Location.Exterior)
                zones |= 1ul << zone;
        }

        return zones;
    }

    private void Divide(int node)
    {
        if (_tree.Nodes[node].Own is not { } own)
            return;
        var pieces = new List<(Geometry Shape, ulong Zones)> { (own, 0) };
        for (var zone = 0; zone < _zoneShapes.Length; zone++)
        {
            if (_zoneShapes[zone] is { } shape)
                pieces = [.. pieces.SelectMany(piece => Split(piece, shape, 1ul << zone))];
        }

        // Two pieces can lie in the same zones only if they are one.
        foreach (var (shape, zones) in pieces)
        {
            _indexOf[(node, zones)] = All.Count;
            All.Add(new Atom(node, zones, shape));
        }
    }

    private static IEnumerable<(Geometry, ulong)> Split((Geometry Shape, ulong Zones) piece, Geometry zone, ulong bit)
    {
        if (!piece.Shape.EnvelopeInternal.Intersects(zone.EnvelopeInternal) || !piece.Shape.Intersects(zone))
            return [piece];
        if (zone.Covers(piece.Shape))
            return [(piece.Shape, piece.Zones | bit)];
        return new[] { (Outlines.Common(piece.Shape, zone), piece.Zones | bit), (Outlines.Without(piece.Shape, zone), piece.Zones) }.Where(part => !part.Item1.IsEmpty);
    }
}
