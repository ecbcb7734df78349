namespace Mingzhu.Spatial;

/// <summary>The nearest facility of every origin.</summary>
/// <param name="DistanceMm">Walking distance: <c>int[origin]</c>, millimetres, 0 ≤ d ≤ limit, else <see cref="NearestFacility.Unreached"/>.</param>
/// <param name="Facility">Which facility: <c>int[origin]</c>, −1 where unreached; of equally near ones the lowest.</param>
public sealed record NearestResult(int[] DistanceMm, int[] Facility);

/// <summary>Walking distance to the nearest facility (最近设施步行距离), by one bounded Dijkstra search from all facilities at once.</summary>
/// <remarks>
/// The plain search that any faster one has to agree with, millimetre by millimetre.<br/>
/// Cost: O(E log V) a call; buffers of 8 bytes a node and 4 an edge are kept between calls. Not thread-safe: one object a thread.<br/>
/// By: Dijkstra 1959; a label is distance and facility in one number, so the order of ties is the order of facilities.
/// </remarks>
public sealed class NearestFacility
{
    /// <summary>The distance of an origin that reaches no facility within the limit.</summary>
    public const int Unreached = int.MaxValue;

    private const ulong NoLabel = ulong.MaxValue;

    private readonly WalkGraph _graph;
    private readonly ulong[] _label;
    private readonly int[] _firstEntryOn;
    private readonly LabelHeap _heap = new();
    private int[] _nextEntry = [];

    /// <summary>Makes the buffers for a graph.</summary>
    public NearestFacility(WalkGraph graph)
    {
        (_graph, _label, _firstEntryOn) = (graph, new ulong[graph.NodeCount], new int[graph.EdgeCount]);
        Array.Fill(_firstEntryOn, -1);
    }

    /// <summary>Walking distance from every origin to its nearest facility, up to a limit.</summary>
    /// <remarks>
    /// In: positions and entries on the graph's edges, any number, also none; <see cref="NetworkPosition.Nowhere"/> is unreached.<br/>
    /// A distance is connector + way along edges + connector; where both stand on one edge, the direct way along it counts too.<br/>
    /// Always: a larger limit loses no origin; one more entry makes no origin farther; "within" is decided on whole millimetres.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A position is not on the graph, a facility number or the limit is negative, or the limit is <see cref="Unreached"/>.</exception>
    public NearestResult Find(ReadOnlySpan<NetworkPosition> origins, ReadOnlySpan<FacilityEntry> entries, int limitMm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitMm);
        ArgumentOutOfRangeException.ThrowIfEqual(limitMm, Unreached);
        CheckPositions(origins, entries);

        Array.Fill(_label, NoLabel);
        _heap.Clear();
        ListEntriesByEdge(entries);
        foreach (ref readonly var target in entries)
        {
            var entry = target.Entry;
            Offer(_graph.From[entry.Edge], (long)entry.ConnectorMm + entry.FromMm, target.Facility, limitMm);
            Offer(_graph.To[entry.Edge], (long)entry.ConnectorMm + _graph.LengthMm[entry.Edge] - entry.ToMm, target.Facility, limitMm);
        }

        Spread(limitMm);

        var (distances, facilities) = (new int[origins.Length], new int[origins.Length]);
        for (var origin = 0; origin < origins.Length; origin++)
        {
            var label = origins[origin].IsNowhere ? NoLabel : LabelAt(origins[origin], entries);
            var within = label != NoLabel && (long)(label >> 32) <= limitMm;
            (distances[origin], facilities[origin]) = within ? ((int)(label >> 32), FacilityOf(label)) : (Unreached, -1);
        }

        foreach (ref readonly var target in entries)
        {
            _firstEntryOn[target.Entry.Edge] = -1;
        }

        return new(distances, facilities);
    }

    private void CheckPositions(ReadOnlySpan<NetworkPosition> origins, ReadOnlySpan<FacilityEntry> entries)
    {
        foreach (ref readonly var origin in origins)
        {
            if (!origin.IsNowhere && (origin.Edge >= _graph.EdgeCount || origin.OffsetMm < 0 || origin.OffsetMm > _graph.LengthMm[origin.Edge] || origin.ConnectorMm < 0))
            {
                throw new ArgumentOutOfRangeException(nameof(origins), origin, "No such place on the graph.");
            }
        }

        foreach (ref readonly var target in entries)
        {
            var entry = target.Entry;
            if (target.Facility < 0 || entry.Edge < 0 || entry.Edge >= _graph.EdgeCount || entry.FromMm < 0 || entry.ToMm < entry.FromMm
                || entry.ToMm > _graph.LengthMm[entry.Edge] || entry.ConnectorMm < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(entries), target, "No such place on the graph, or no such facility.");
            }
        }
    }

    /// <summary>Chains the entries of each edge, for origins that stand on the same edge.</summary>
    private void ListEntriesByEdge(ReadOnlySpan<FacilityEntry> entries)
    {
        if (_nextEntry.Length < entries.Length)
        {
            _nextEntry = new int[entries.Length];
        }

        for (var i = 0; i < entries.Length; i++)
        {
            ref var first = ref _firstEntryOn[entries[i].Entry.Edge];
            (_nextEntry[i], first) = (first, i);
        }
    }

    private void Spread(int limitMm)
    {
        var (firstArc, arcNode, arcLength) = (_graph.FirstArc, _graph.ArcNode, _graph.ArcLengthMm);
        while (_heap.TryTake(out var label, out var node))
        {
            if (label != _label[node])
            {
                continue;
            }

            var (distance, facility) = ((long)(label >> 32), FacilityOf(label));
            for (var arc = firstArc[node]; arc < firstArc[node + 1]; arc++)
            {
                Offer(arcNode[arc], distance + arcLength[arc], facility, limitMm);
            }
        }
    }

    private void Offer(int node, long distanceMm, int facility, int limitMm)
    {
        if (distanceMm > limitMm)
        {
            return;
        }

        var label = Label(distanceMm, facility);
        if (label < _label[node])
        {
            _label[node] = label;
            _heap.Put(label, node);
        }
    }

    private ulong LabelAt(NetworkPosition origin, ReadOnlySpan<FacilityEntry> entries)
    {
        var best = Math.Min(
            Farther(_label[_graph.From[origin.Edge]], origin.OffsetMm),
            Farther(_label[_graph.To[origin.Edge]], _graph.LengthMm[origin.Edge] - origin.OffsetMm));
        for (var i = _firstEntryOn[origin.Edge]; i >= 0; i = _nextEntry[i])
        {
            var entry = entries[i].Entry;
            var along = Math.Max(0, Math.Max(entry.FromMm - origin.OffsetMm, origin.OffsetMm - entry.ToMm));
            best = Math.Min(best, Label((long)entry.ConnectorMm + along, entries[i].Facility));
        }

        return Farther(best, origin.ConnectorMm);
    }

    private static ulong Label(long distanceMm, int facility) => ((ulong)distanceMm << 32) | (uint)facility;

    private static int FacilityOf(ulong label) => (int)(label & int.MaxValue);

    /// <summary>Distances grow to at most twice 2³¹ here, which the upper half of a label holds.</summary>
    private static ulong Farther(ulong label, int byMm)
    {
        var distance = (label >> 32) + (ulong)byMm;
        return label == NoLabel || distance >= uint.MaxValue ? NoLabel : (distance << 32) | (label & uint.MaxValue);
    }
}

/// <summary>A heap of labels with four children a node; nodes may be in it more than once, the reader skips the stale ones.</summary>
internal sealed class LabelHeap
{
    private (ulong Label, int Node)[] _items = new (ulong, int)[256];
    private int _count;

    public void Clear() => _count = 0;

    public void Put(ulong label, int node)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        var at = _count++;
        while (at > 0 && _items[(at - 1) >> 2].Label > label)
        {
            _items[at] = _items[(at - 1) >> 2];
            at = (at - 1) >> 2;
        }

        _items[at] = (label, node);
    }

    public bool TryTake(out ulong label, out int node)
    {
        if (_count == 0)
        {
            (label, node) = (0, -1);
            return false;
        }

        (label, node) = _items[0];
        var last = _items[--_count];
        var at = 0;
        while ((at << 2) + 1 < _count)
        {
            var least = (at << 2) + 1;
            for (var child = least + 1; child < Math.Min(least + 4, _count) && child <= (at << 2) + 4; child++)
            {
                least = _items[child].Label < _items[least].Label ? child : least;
            }

            if (_items[least].Label >= last.Label)
            {
                break;
            }

            _items[at] = _items[least];
            at = least;
        }

        _items[at] = last;
        return true;
    }
}
