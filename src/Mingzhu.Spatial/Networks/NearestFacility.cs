using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>The nearest facility of every origin.</summary>
/// <param name="DistanceMm">Walking distance: <c>int[origin]</c>, millimetres, 0 ≤ d ≤ limit, else <see cref="NearestFacility.Unreached"/>.</param>
/// <param name="Facility">Which facility: <c>int[origin]</c>, −1 where unreached; of equally near ones the lowest.</param>
public sealed record NearestResult(int[] DistanceMm, int[] Facility);

/// <summary>Walking distance to the nearest facility (最近设施步行距离): one sweep up and one down the elimination tree of the network.</summary>
/// <remarks>
/// Both ends of an entry's chain of edges are seeded with the way to it; an origin takes the better of its chain's two ends, or the direct way along a chain that it shares with an entry.<br/>
/// A label is distance and facility in one number, so the order of ties is the order of facilities.<br/>
/// Cost: the tree once a graph, under 1 µs a node; then a few nanoseconds a junction and a call, whatever the limit. 8 bytes a junction and 4 a chain are kept between calls. Not thread-safe: one object a thread.<br/>
/// By: <see cref="NearestSweep{TRow}"/>. The search of Dijkstra 1959, which it has to agree with millimetre by millimetre, is in its tests.
/// </remarks>
public sealed class NearestFacility
{
    /// <summary>The distance of an origin that reaches no facility within the limit.</summary>
    public const int Unreached = int.MaxValue;

    private const ulong NoLabel = Cells.UnreachedLabel;

    private readonly WalkGraph _graph;
    private readonly EliminatedNetwork _network;
    private readonly NearestSweep<Labels1> _sweep;
    private readonly ulong[] _label;
    private readonly int[] _firstEntryOn;
    private readonly List<Seed> _seeds = [];
    private readonly List<(StretchOnChain Stretch, int Facility, int Next)> _entries = [];

    /// <summary>Makes the buffers for a graph.</summary>
    public NearestFacility(WalkGraph graph)
    {
        (_graph, _network) = (graph, graph.Eliminated);
        (_sweep, _label, _firstEntryOn) = (new(_network), new ulong[_network.Tree.Count], new int[_network.LengthMm.Length]);
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
        CheckPositions(_graph, origins, entries);

        Plant(entries, limitMm);
        _sweep.RunJunctions(CollectionsMarshal.AsSpan(_seeds), limitMm, MemoryMarshal.Cast<ulong, Labels1>(_label.AsSpan()));

        var (distances, facilities) = (new int[origins.Length], new int[origins.Length]);
        for (var origin = 0; origin < origins.Length; origin++)
        {
            var label = origins[origin].IsNowhere ? NoLabel : LabelAt(origins[origin]);
            var within = Cells.DistanceMm(label) <= limitMm;
            (distances[origin], facilities[origin]) = within ? (Cells.DistanceMm(label), Cells.Facility(label)) : (Unreached, -1);
        }

        foreach (var (stretch, _, _) in _entries)
        {
            _firstEntryOn[stretch.Chain] = -1;
        }

        return new(distances, facilities);
    }

    /// <summary>Refuses what is not on the graph.</summary>
    internal static void CheckPositions(WalkGraph graph, ReadOnlySpan<NetworkPosition> origins, ReadOnlySpan<FacilityEntry> entries)
    {
        foreach (ref readonly var origin in origins)
        {
            if (!origin.IsNowhere && (origin.Edge >= graph.EdgeCount || origin.OffsetMm < 0 || origin.OffsetMm > graph.LengthMm[origin.Edge] || origin.ConnectorMm < 0))
            {
                throw new ArgumentOutOfRangeException(nameof(origins), origin, "No such place on the graph.");
            }
        }

        foreach (ref readonly var target in entries)
        {
            var entry = target.Entry;
            if (target.Facility < 0 || entry.Edge < 0 || entry.Edge >= graph.EdgeCount || entry.FromMm < 0 || entry.ToMm < entry.FromMm
                || entry.ToMm > graph.LengthMm[entry.Edge] || entry.ConnectorMm < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(entries), target, "No such place on the graph, or no such facility.");
            }
        }
    }

    /// <summary>Seeds the ends of chains, and lists the entries of each chain for origins that stand on the same one.</summary>
    private void Plant(ReadOnlySpan<FacilityEntry> entries, int limitMm)
    {
        _seeds.Clear();
        _entries.Clear();
        foreach (ref readonly var target in entries)
        {
            var stretch = _network.On(target.Entry.Edge, target.Entry.FromMm, target.Entry.ToMm, target.Entry.ConnectorMm);
            Offer(_network.Lower[stretch.Chain], (long)stretch.ConnectorMm + stretch.FromMm, target.Facility, limitMm);
            Offer(_network.Upper[stretch.Chain], (long)stretch.ConnectorMm + _network.LengthMm[stretch.Chain] - stretch.ToMm, target.Facility, limitMm);
            ref var first = ref _firstEntryOn[stretch.Chain];
            _entries.Add((stretch, target.Facility, first));
            first = _entries.Count - 1;
        }
    }

    private void Offer(int place, long distanceMm, int facility, int limitMm)
    {
        if (distanceMm <= limitMm)
        {
            _seeds.Add(new Seed(place, 0, (int)distanceMm, facility));
        }
    }

    private ulong LabelAt(NetworkPosition origin)
    {
        var at = _network.On(origin.Edge, origin.OffsetMm, origin.OffsetMm, origin.ConnectorMm);
        var best = Math.Min(Farther(_label[_network.Lower[at.Chain]], at.FromMm), Farther(_label[_network.Upper[at.Chain]], _network.LengthMm[at.Chain] - at.FromMm));
        for (var i = _firstEntryOn[at.Chain]; i >= 0; i = _entries[i].Next)
        {
            best = Math.Min(best, Label(_entries[i].Stretch.AlongMm(at.FromMm), _entries[i].Facility));
        }

        return Farther(best, origin.ConnectorMm);
    }

    private static ulong Label(long distanceMm, int facility) => distanceMm >= Unreached ? NoLabel : Cells.Label((int)distanceMm, facility);

    private static ulong Farther(ulong label, int byMm) => Label((long)Cells.DistanceMm(label) + byMm, Cells.Facility(label));
}
