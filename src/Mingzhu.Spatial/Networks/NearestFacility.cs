using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>The nearest facility of every origin.</summary>
/// <param name="DistanceMm">Walking distance: <c>int[origin]</c>, millimetres, 0 ≤ d ≤ limit, else <see cref="NearestFacility.Unreached"/>.</param>
/// <param name="Facility">Which facility: <c>int[origin]</c>, −1 where unreached; of equally near ones the lowest.</param>
public sealed record NearestResult(int[] DistanceMm, int[] Facility);

/// <summary>Walking distance to the nearest facility (最近设施步行距离): one sweep up and one down the elimination tree of the network.</summary>
/// <remarks>
/// Both ends of an entry's edge are seeded with the way to it; an origin takes the better of its edge's two ends, or the direct way along an edge that it shares with an entry.<br/>
/// A label is distance and facility in one number, so the order of ties is the order of facilities.<br/>
/// Cost: the tree once a graph, about 1 µs a node; then a few nanoseconds a node and a call, whatever the limit. 8 bytes a node and 4 an edge are kept between calls. Not thread-safe: one object a thread.<br/>
/// By: <see cref="NearestSweep{TRow}"/>. The search of Dijkstra 1959, which it has to agree with millimetre by millimetre, is in its tests.
/// </remarks>
public sealed class NearestFacility
{
    /// <summary>The distance of an origin that reaches no facility within the limit.</summary>
    public const int Unreached = int.MaxValue;

    private const ulong NoLabel = Cells.UnreachedLabel;

    private readonly WalkGraph _graph;
    private readonly NearestSweep<Labels1> _sweep;
    private readonly ulong[] _label;
    private readonly int[] _firstEntryOn;
    private readonly List<Seed> _seeds = [];
    private int[] _nextEntry = [];

    /// <summary>Makes the buffers for a graph.</summary>
    public NearestFacility(WalkGraph graph)
    {
        (_graph, _label, _firstEntryOn) = (graph, new ulong[graph.NodeCount], new int[graph.EdgeCount]);
        _sweep = new(graph.Eliminated.Tree, graph.Eliminated.ArcLengthMm);
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

        _seeds.Clear();
        ListEntriesByEdge(entries);
        foreach (ref readonly var target in entries)
        {
            var entry = target.Entry;
            Offer(_graph.From[entry.Edge], (long)entry.ConnectorMm + entry.FromMm, target.Facility, limitMm);
            Offer(_graph.To[entry.Edge], (long)entry.ConnectorMm + _graph.LengthMm[entry.Edge] - entry.ToMm, target.Facility, limitMm);
        }

        _sweep.Run(CollectionsMarshal.AsSpan(_seeds), limitMm, MemoryMarshal.Cast<ulong, Labels1>(_label.AsSpan()));

        var (distances, facilities) = (new int[origins.Length], new int[origins.Length]);
        for (var origin = 0; origin < origins.Length; origin++)
        {
            var label = origins[origin].IsNowhere ? NoLabel : LabelAt(origins[origin], entries);
            var within = Cells.DistanceMm(label) <= limitMm;
            (distances[origin], facilities[origin]) = within ? (Cells.DistanceMm(label), Cells.Facility(label)) : (Unreached, -1);
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

    private void Offer(int node, long distanceMm, int facility, int limitMm)
    {
        if (distanceMm <= limitMm)
        {
            _seeds.Add(new Seed(_graph.Eliminated.Tree.Place[node], 0, (int)distanceMm, facility));
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

    private static ulong Label(long distanceMm, int facility) => distanceMm >= Unreached ? NoLabel : Cells.Label((int)distanceMm, facility);

    private static ulong Farther(ulong label, int byMm) => Label((long)Cells.DistanceMm(label) + byMm, Cells.Facility(label));
}
