using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>One wanted element.</summary>
/// <param name="Id">"way/123".</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Geometry">
/// EPSG:4326, x = longitude: Point for a node; LineString for an open way, LinearRing for a closed one (see <see cref="AsPolygon"/>), MultiLineString for one cut in
/// pieces at the edge of the extract; Polygon or MultiPolygon for a relation; null where one of <paramref name="Problems"/> prevents one.
/// </param>
/// <param name="Problems">What is wrong with it or was repaired.</param>
public readonly record struct OsmElement(OsmId Id, OsmTags Tags, Geometry? Geometry, params IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Whether this is a closed way, which may mean a line (a roundabout) or an area (a park).</summary>
    public bool IsClosedWay => Geometry is LinearRing;

    /// <summary>The element as an area: a closed way filled, made valid; an area as it is; anything else without geometry and without a problem of its own.</summary>
    public RepairedGeometry AsPolygon() => Geometry switch
    {
        LinearRing ring => GeometryRepair.Repair(ring.Factory.CreatePolygon(ring)),
        Polygon or MultiPolygon => new(Geometry, Problems),
        _ => new(null, Problems),
    };
}

/// <summary>The wanted elements of one OpenStreetMap extract.</summary>
/// <remarks>Immutable; may be enumerated again and by several threads.</remarks>
public sealed class OsmExtract
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);
    private readonly OsmNodeStore _nodes;
    private readonly List<(long Id, int Longitude, int Latitude, OsmTags Tags)> _points;
    private readonly List<OsmWayRecord> _ways;
    private readonly List<OsmRelationRecord> _relations;
    private readonly Dictionary<long, int> _wayOf;

    internal OsmExtract(
        OsmHeader header,
        Envelope extent,
        OsmNodeStore nodes,
        List<(long Id, int Longitude, int Latitude, OsmTags Tags)> points,
        List<OsmWayRecord> ways,
        List<OsmRelationRecord> relations)
    {
        (Header, Extent, _nodes, _points, _ways, _relations) = (header, extent, nodes, points, ways, relations);
        _wayOf = relations.Count == 0 ? [] : WaysById();
    }

    /// <summary>What the file says of itself.</summary>
    public OsmHeader Header { get; }

    /// <summary>The declared extent, else that of all nodes in the file; degrees, x = longitude. Empty (null envelope) if there are none.</summary>
    public Envelope Extent { get; }

    /// <summary>How many elements there are at the most.</summary>
    public long Count => (long)_points.Count + _ways.Count + _relations.Count;

    /// <summary>The elements: nodes, ways, relations, each in file order. Geometries are made as they are asked for.</summary>
    public IEnumerable<OsmElement> Elements => Points().Concat(Ways()).Concat(Relations());

    private IEnumerable<OsmElement> Points() => _points.Select(node => new OsmElement(
        new OsmId(OsmKind.Node, node.Id),
        node.Tags,
        Factory.CreatePoint(new Coordinate(node.Longitude / OsmNodeStore.PerDegree, node.Latitude / OsmNodeStore.PerDegree))));

    private IEnumerable<OsmElement> Ways() => _ways.Where(way => way.Wanted).Select(Way);

    private IEnumerable<OsmElement> Relations() => InOrder.Map(_relations, Relation, CancellationToken.None);

    private OsmElement Way(OsmWayRecord way)
    {
        var id = new OsmId(OsmKind.Way, way.Id);
        var places = _nodes.Places(way.Nodes);
        var firstMissing = Array.IndexOf(places, -1);
        if (firstMissing >= 0)
            return Cut(id, way, places, firstMissing);
        var points = Points(places);
        if (points.Length < 2)
            return new(id, way.Tags, null, OsmProblem.WayTooShort(id));
        return new(id, way.Tags, points.Length >= 4 && points[0].Equals2D(points[^1]) ? Factory.CreateLinearRing(points) : Factory.CreateLineString(points));
    }

    private OsmElement Cut(OsmId id, OsmWayRecord way, int[] places, int firstMissing)
    {
        var pieces = new List<LineString>();
        for (var from = 0; from < places.Length;)
        {
            var to = Array.IndexOf(places, -1, from);
            to = to < 0 ? places.Length : to;
            var points = Points(places.AsSpan(from, to - from));
            if (points.Length >= 2)
                pieces.Add(Factory.CreateLineString(points));
            from = to + 1;
        }
        var problem = OsmProblem.WayCut(id, way.Nodes[firstMissing], places.Count(place => place < 0), pieces.Count == 0);
        return new(id, way.Tags, pieces switch { [] => null, [var one] => one, _ => Factory.CreateMultiLineString([.. pieces]) }, problem);
    }

    // Equal points one after the other say nothing and break later steps.
    private Coordinate[] Points(ReadOnlySpan<int> places)
    {
        var points = new List<Coordinate>(places.Length);
        foreach (var place in places)
        {
            var point = _nodes.At(place);
            if (points.Count == 0 || !points[^1].Equals2D(point))
                points.Add(point);
        }
        return [.. points];
    }

    private OsmElement Relation(OsmRelationRecord relation)
    {
        var id = new OsmId(OsmKind.Relation, relation.Id);
        var members = new List<int[]>(relation.Ways.Length);
        if (MissingMember(id, relation) is { } missing)
            return new(id, relation.Tags, null, missing);
        foreach (var number in relation.Ways)
        {
            var way = _ways[_wayOf[number]];
            var places = _nodes.Places(way.Nodes);
            if (Array.IndexOf(places, -1) is >= 0 and var at)
                return new(id, relation.Tags, null, OsmProblem.NodeMissing(id, number, way.Nodes[at]));
            members.Add(places);
        }
        var area = OsmArea.Assemble(id, members, _nodes, Factory);
        return new(id, relation.Tags, area.Geometry, area.Problems);
    }

    private SourceProblem? MissingMember(OsmId id, OsmRelationRecord relation)
    {
        if (relation.Ways.Length == 0)
            return OsmProblem.NoWays(id);
        var missing = relation.Ways.Where(way => !_wayOf.ContainsKey(way)).ToArray();
        return missing.Length == 0 ? null : OsmProblem.WayMissing(id, missing[0], missing.Length);
    }

    private Dictionary<long, int> WaysById()
    {
        var ways = new Dictionary<long, int>(_ways.Count);
        for (var i = 0; i < _ways.Count; i++)
            ways[_ways[i].Id] = i;
        return ways;
    }
}
