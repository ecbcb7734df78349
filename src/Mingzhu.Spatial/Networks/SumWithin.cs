using System.Runtime.Intrinsics;

namespace Mingzhu.Spatial;

/// <summary>How many facilities, or how much of what they offer, lies within a walk of every node (可达数量).</summary>
/// <remarks>
/// "Within" is decided on whole millimetres.<br/>
/// Always: equal to a search from every source by itself; the same for any number of threads and any width of register, for sums of integers know no order.<br/>
/// Cost: a sweep for 16 sources at a time over the places near them (<see cref="WithinSweep{TRow}"/>); 8 bytes a node and thread.
/// </remarks>
public static class SumWithin
{
    /// <summary>Sources of a sweep.</summary>
    internal const int Lanes = 16;

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
        ArgumentOutOfRangeException.ThrowIfNegative(limitMm);
        ArgumentOutOfRangeException.ThrowIfEqual(limitMm, NearestFacility.Unreached);
        if (weight.Length > 0)
            ArgumentOutOfRangeException.ThrowIfNotEqual(weight.Length, sources.Length);
        foreach (var source in sources)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(source, nameof(sources));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(source, graph.NodeCount, nameof(sources));
        }

        return Vector512.IsHardwareAccelerated ? Run<Distances16>(graph, sources, limitMm, weight, threads, cancel)
            : Vector256.IsHardwareAccelerated ? Run<Pair<Distances8>>(graph, sources, limitMm, weight, threads, cancel)
            : Run<Pair<Pair<Distances4>>>(graph, sources, limitMm, weight, threads, cancel);
    }

    /// <summary>The same on one kind of row.</summary>
    internal static long[] Run<TRow>(WalkGraph graph, int[] sources, int limitMm, long[] weight, int threads, CancellationToken cancel)
        where TRow : unmanaged, ILanes<TRow>
    {
        var (tree, lengthMm) = graph.Eliminated;
        // Sources that stand together share their ancestors and their surroundings.
        var order = Enumerable.Range(0, sources.Length).OrderBy(source => tree.Place[sources[source]]).ToArray();
        var (batches, next, parts) = ((order.Length + Lanes - 1) / Lanes, -1, new List<long[]>());
        Parallel.For(0, Math.Min(threads, Math.Max(1, batches)), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, _ =>
        {
            var (sweep, sums, seeds, weights) = (new WithinSweep<TRow>(tree, lengthMm), new long[tree.Count], new Seed[Lanes], new long[weight.Length > 0 ? Lanes : 0]);
            for (var batch = Interlocked.Increment(ref next); batch < batches; batch = Interlocked.Increment(ref next))
            {
                cancel.ThrowIfCancellationRequested();
                var some = order.AsSpan(batch * Lanes, Math.Min(Lanes, order.Length - (batch * Lanes)));
                for (var lane = 0; lane < some.Length; lane++)
                {
                    seeds[lane] = new Seed(tree.Place[sources[some[lane]]], lane, 0, 0);
                    if (weights.Length > 0)
                        weights[lane] = weight[some[lane]];
                }

                sweep.Add(seeds.AsSpan(0, some.Length), limitMm, weights, sums);
            }

            lock (parts)
                parts.Add(sums);
        });

        var all = new long[graph.NodeCount];
        foreach (var part in parts)
        {
            for (var place = 0; place < part.Length; place++)
                all[tree.Node[place]] += part[place];
        }

        return all;
    }
}
