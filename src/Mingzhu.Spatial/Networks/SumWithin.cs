using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mingzhu.Spatial;

/// <summary>How many facilities, or how much of what they offer, lies within a walk (可达数量): of every node, or of every position on the network.</summary>
/// <remarks>
/// "Within" is decided on whole millimetres.<br/>
/// Always: equal to a search from every facility by itself; the same for any number of threads and any width of register, for sums of integers know no order.<br/>
/// Cost: a sweep for 16 facilities at a time over the places near them (<see cref="WithinSweep{TRow}"/>); 8 bytes a node or position and thread.
/// </remarks>
public static class SumWithin
{
    /// <summary>The sum at every node.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sources">Nodes, any number and order; one that stands there twice counts twice.</param>
    /// <param name="limitMm">Farthest walk, at least 0.</param>
    /// <param name="weight">What each source weighs; empty: each counts one.</param>
    /// <param name="threads">How many at most, at least 1.</param>
    /// <param name="cancel">Ends it at the next 16 sources.</param>
    /// <returns><c>long[node]</c>.</returns>
    /// <exception cref="ArgumentException">A source is no node, or weights are not one a source.</exception>
    public static long[] OfNodes(WalkGraph graph, int[] sources, int limitMm, long[] weight, int threads, CancellationToken cancel = default)
    {
        CheckLimit(limitMm);
        if (weight.Length > 0)
            ArgumentOutOfRangeException.ThrowIfNotEqual(weight.Length, sources.Length);
        foreach (var source in sources)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(source, nameof(sources));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(source, graph.NodeCount, nameof(sources));
        }

        return Vector512.IsHardwareAccelerated ? OfNodes<Distances16>(graph, sources, limitMm, weight, threads, cancel)
            : Vector256.IsHardwareAccelerated ? OfNodes<Pair<Distances8>>(graph, sources, limitMm, weight, threads, cancel)
            : OfNodes<Pair<Pair<Distances4>>>(graph, sources, limitMm, weight, threads, cancel);
    }

    /// <summary>The sum at every position: what <see cref="NearestFacility.Find"/> would call within the limit if the facility were the only one.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="origins">Positions; at <see cref="NetworkPosition.Nowhere"/> the sum is 0.</param>
    /// <param name="entries">Ways into the facilities, any number and order; a facility with many counts once.</param>
    /// <param name="limitMm">Farthest walk, at least 0.</param>
    /// <param name="weight">What each facility weighs, by its number; empty: each counts one.</param>
    /// <param name="threads">How many at most, at least 1.</param>
    /// <param name="cancel">Ends it at the next 16 facilities.</param>
    /// <returns><c>long[origin]</c>.</returns>
    /// <exception cref="ArgumentException">A position is not on the graph, or a facility has no weight.</exception>
    public static long[] OfPositions(
        WalkGraph graph, ReadOnlySpan<NetworkPosition> origins, ReadOnlySpan<FacilityEntry> entries, int limitMm, long[] weight, int threads, CancellationToken cancel = default)
    {
        CheckLimit(limitMm);
        NearestFacility.CheckPositions(graph, origins, entries);
        foreach (ref readonly var entry in entries)
        {
            if (weight.Length > 0)
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entry.Facility, weight.Length, nameof(weight));
        }

        return Vector512.IsHardwareAccelerated ? OfPositions<Distances16>(graph, origins, entries, limitMm, weight, threads, cancel)
            : Vector256.IsHardwareAccelerated ? OfPositions<Pair<Distances8>>(graph, origins, entries, limitMm, weight, threads, cancel)
            : OfPositions<Pair<Pair<Distances4>>>(graph, origins, entries, limitMm, weight, threads, cancel);
    }

    /// <summary>The same on one kind of row.</summary>
    internal static long[] OfNodes<TRow>(WalkGraph graph, int[] sources, int limitMm, long[] weight, int threads, CancellationToken cancel)
        where TRow : unmanaged, ILanes<TRow>
    {
        var network = graph.Eliminated;
        var facilities = new WithinSources(network);
        for (var source = 0; source < sources.Length; source++)
        {
            facilities.Add(weight.Length > 0 ? weight[source] : 1);
            facilities.EnterAt(network.Row[sources[source]]);
        }

        var parts = Run<TRow>(network, network.Links, network.Tree.Count, facilities, limitMm, threads, cancel);
        return Array.ConvertAll(network.Row, row => Sum(parts, row));
    }

    /// <summary>The same on one kind of row.</summary>
    internal static long[] OfPositions<TRow>(
        WalkGraph graph, ReadOnlySpan<NetworkPosition> origins, ReadOnlySpan<FacilityEntry> entries, int limitMm, long[] weight, int threads, CancellationToken cancel)
        where TRow : unmanaged, ILanes<TRow>
    {
        var network = graph.Eliminated;
        var (facilities, last) = (new WithinSources(network), -1);
        foreach (var entry in entries.ToArray().OrderBy(entry => entry.Facility))
        {
            if (entry.Facility != last)
                facilities.Add(weight.Length > 0 ? weight[entry.Facility] : 1);
            facilities.EnterFrom(network.On(entry.Entry.Edge, entry.Entry.FromMm, entry.Entry.ToMm, entry.Entry.ConnectorMm));
            last = entry.Facility;
        }

        var (standing, positions) = (new List<int>(), new List<StretchOnChain>());
        for (var origin = 0; origin < origins.Length; origin++)
        {
            if (!origins[origin].IsNowhere)
            {
                standing.Add(origin);
                positions.Add(network.On(origins[origin].Edge, origins[origin].OffsetMm, origins[origin].OffsetMm, origins[origin].ConnectorMm));
            }
        }

        var stations = Stations.Of(network, CollectionsMarshal.AsSpan(positions));
        var parts = Run<TRow>(network, stations, 0, facilities, limitMm, threads, cancel);
        var sums = new long[origins.Length];
        for (var station = 0; station < stations.Count; station++)
            sums[standing[stations.Origin[station]]] = Sum(parts, station);
        return sums;
    }

    private static void CheckLimit(int limitMm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitMm);
        ArgumentOutOfRangeException.ThrowIfEqual(limitMm, NearestFacility.Unreached);
    }

    private static long Sum(List<long[]> parts, int at)
    {
        var sum = 0L;
        foreach (var part in parts)
            sum += part[at];
        return sum;
    }

    /// <summary>What each thread has summed: junctions first, if they are asked for, then stations.</summary>
    private static List<long[]> Run<TRow>(EliminatedNetwork network, Stations stations, int junctions, WithinSources facilities, int limitMm, int threads, CancellationToken cancel)
        where TRow : unmanaged, ILanes<TRow>
    {
        facilities.Sort();
        var (next, parts) = (-1, new List<long[]>());
        Parallel.For(0, Math.Min(threads, Math.Max(1, facilities.BatchCount)), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, _ =>
        {
            var (sweep, sums, seeds, ways, weights) = (new WithinSweep<TRow>(network, stations), new long[junctions + stations.Count], new List<Seed>(), new List<(int, StretchOnChain)>(), new long[WithinSources.Lanes]);
            for (var batch = Interlocked.Increment(ref next); batch < facilities.BatchCount; batch = Interlocked.Increment(ref next))
            {
                cancel.ThrowIfCancellationRequested();
                facilities.Fill(batch, seeds, ways, weights);
                sweep.Add(CollectionsMarshal.AsSpan(seeds), CollectionsMarshal.AsSpan(ways), limitMm, weights, sums.AsSpan(0, junctions), sums.AsSpan(junctions));
            }

            lock (parts)
                parts.Add(sums);
        });
        return parts;
    }
}
