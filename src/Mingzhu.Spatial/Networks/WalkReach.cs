namespace Mingzhu.Spatial;

/// <summary>Who lives within a walk of one thing (步行范围内的起点): a search from the thing that looks no farther than the limit.</summary>
/// <remarks>
/// The question that is asked of every candidate site. <see cref="NearestFacility"/> looks at the whole graph and all origins once; this looks at the ball around one thing only, and answers the
/// same millimetres.<br/>
/// Cost: O(b log b) for the b nodes within the limit, however large the graph. Buffers of 12 bytes a node and 8 an origin are kept between calls. Not thread-safe: one object a thread over one
/// <see cref="OriginsByEdge"/>.<br/>
/// By: Dijkstra 1959; labels of the call before are told by their stamp, so nothing is cleared.
/// </remarks>
public sealed class WalkReach
{
    private readonly WalkGraph _graph;
    private readonly OriginsByEdge _origins;
    private readonly (int Stamp, int Mm)[] _node;
    private readonly (int Stamp, int Mm)[] _origin;
    private readonly LabelHeap _heap = new();
    private readonly List<int> _reached = [];
    private int _stamp;

    /// <summary>Makes the buffers.</summary>
    public WalkReach(WalkGraph graph, OriginsByEdge origins) =>
        (_graph, _origins, _node, _origin) = (graph, origins, new (int, int)[graph.NodeCount], new (int, int)[origins.Count]);

    /// <summary>Every origin within a walk, with its distance in millimetres, by rising number.</summary>
    /// <remarks>
    /// In: the ways into the thing, also none. Out: origins with distance ≤ <paramref name="limitMm"/>, each once; counted as in <see cref="NearestFacility.Find"/>.<br/>
    /// Always: a larger limit loses no origin.
    /// </remarks>
    public IReadOnlyList<(int Origin, int Mm)> Within(ReadOnlySpan<NetworkEntry> entries, int limitMm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitMm);
        ArgumentOutOfRangeException.ThrowIfEqual(limitMm, NearestFacility.Unreached);
        _stamp++;
        _heap.Clear();
        _reached.Clear();
        foreach (ref readonly var entry in entries)
        {
            OfferNode(_graph.From[entry.Edge], (long)entry.ConnectorMm + entry.FromMm, limitMm);
            OfferNode(_graph.To[entry.Edge], (long)entry.ConnectorMm + _graph.LengthMm[entry.Edge] - entry.ToMm, limitMm);
            foreach (var (origin, at) in _origins.On(entry.Edge))
                OfferOrigin(origin, (long)entry.ConnectorMm + Math.Max(0, Math.Max(entry.FromMm - at.OffsetMm, at.OffsetMm - entry.ToMm)) + at.ConnectorMm, limitMm);
        }

        Spread(limitMm);
        _reached.Sort();
        return _reached.ConvertAll(origin => (origin, _origin[origin].Mm));
    }

    private void Spread(int limitMm)
    {
        var (firstArc, arcNode, arcLength) = (_graph.FirstArc, _graph.ArcNode, _graph.ArcLengthMm);
        while (_heap.TryTake(out var label, out var node))
        {
            var distance = (long)label;
            if (distance != _node[node].Mm)
                continue;
            foreach (var (origin, moreMm) in _origins.Beside(node))
                OfferOrigin(origin, distance + moreMm, limitMm);
            for (var arc = firstArc[node]; arc < firstArc[node + 1]; arc++)
                OfferNode(arcNode[arc], distance + arcLength[arc], limitMm);
        }
    }

    private void OfferNode(int node, long mm, int limitMm)
    {
        if (mm > limitMm || (_node[node].Stamp == _stamp && _node[node].Mm <= mm))
            return;
        _node[node] = (_stamp, (int)mm);
        _heap.Put((ulong)mm, node);
    }

    private void OfferOrigin(int origin, long mm, int limitMm)
    {
        if (mm > limitMm || (_origin[origin].Stamp == _stamp && _origin[origin].Mm <= mm))
            return;
        if (_origin[origin].Stamp != _stamp)
            _reached.Add(origin);
        _origin[origin] = (_stamp, (int)mm);
    }
}

/// <summary>Origins by the edge they stand on and by the nodes at its ends. Immutable; shared by the searches of all threads.</summary>
public sealed class OriginsByEdge
{
    private readonly int[] _firstOn;
    private readonly (int Origin, NetworkPosition At)[] _on;
    private readonly int[] _firstBeside;
    private readonly (int Origin, long MoreMm)[] _beside;

    /// <summary>Sorts the origins; those that stand nowhere are reached by nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is not on the graph.</exception>
    public OriginsByEdge(WalkGraph graph, ReadOnlySpan<NetworkPosition> origins)
    {
        Count = origins.Length;
        var (on, beside) = (new List<(int Edge, (int, NetworkPosition) Item)>(), new List<(int Node, (int, long) Item)>());
        for (var origin = 0; origin < origins.Length; origin++)
        {
            var at = origins[origin];
            if (at.IsNowhere)
                continue;
            if (at.Edge >= graph.EdgeCount || at.OffsetMm < 0 || at.OffsetMm > graph.LengthMm[at.Edge] || at.ConnectorMm < 0)
                throw new ArgumentOutOfRangeException(nameof(origins), at, "No such place on the graph.");
            on.Add((at.Edge, (origin, at)));
            beside.Add((graph.From[at.Edge], (origin, (long)at.OffsetMm + at.ConnectorMm)));
            beside.Add((graph.To[at.Edge], (origin, (long)graph.LengthMm[at.Edge] - at.OffsetMm + at.ConnectorMm)));
        }

        (_firstOn, _on) = Sorted(graph.EdgeCount, on);
        (_firstBeside, _beside) = Sorted(graph.NodeCount, beside);
    }

    /// <summary>How many, those that stand nowhere included.</summary>
    public int Count { get; }

    internal ReadOnlySpan<(int Origin, NetworkPosition At)> On(int edge) => _on.AsSpan(_firstOn[edge].._firstOn[edge + 1]);

    internal ReadOnlySpan<(int Origin, long MoreMm)> Beside(int node) => _beside.AsSpan(_firstBeside[node].._firstBeside[node + 1]);

    private static (int[] First, T[] Items) Sorted<T>(int count, List<(int Key, T Item)> items)
    {
        var first = new int[count + 1];
        foreach (var (key, _) in items)
            first[key + 1]++;
        for (var key = 0; key < count; key++)
            first[key + 1] += first[key];
        var (next, sorted) = (first.AsSpan(0, count).ToArray(), new T[items.Count]);
        foreach (var (key, item) in items)
            sorted[next[key]++] = item;
        return (first, sorted);
    }
}
