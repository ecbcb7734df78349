namespace Mingzhu.Spatial.Tests;

public sealed class SumWithinTests
{
    private static readonly Gen<WalkGraph> Graphs =
        from nodes in Gen.Choose(1, 40)
        from edges in Gen.Choose(0, 80)
        from ends in Gen.Choose(0, nodes - 1).Two().ArrayOf(edges)
        from lengths in Gen.Frequency((1, Gen.Constant(0)), (8, Gen.Choose(1, 900)), (1, Gen.Choose(int.MaxValue - 3, int.MaxValue))).ArrayOf(edges)
        select new WalkGraph(nodes, [.. ends.Select(end => end.Item1)], [.. ends.Select(end => end.Item2)], lengths);

    private static readonly Gen<(WalkGraph Graph, int[] Sources, long[] Weight, int LimitMm)> Worlds =
        from graph in Graphs
        from sources in Gen.Choose(0, 40).SelectMany(count => Gen.Choose(0, graph.NodeCount - 1).ArrayOf(count))
        from weight in Gen.Choose(0, 9).Select(weight => (long)weight).ArrayOf(sources.Length)
        from limit in Gen.OneOf(Gen.Choose(0, 3000), Gen.Constant(int.MaxValue - 1))
        select (graph, sources, weight, limit);

    [Fact]
    public void Counts_and_sums_equal_a_search_from_every_source_by_itself() =>
        Prop.ForAll(Worlds.ToArbitrary(), world =>
        {
            var (graph, sources, weight, limit) = world;
            var distances = Array.ConvertAll(sources, source => Distances(graph, source));
            long Expected(int node, bool weighted) => Enumerable.Range(0, sources.Length).Where(source => distances[source][node] <= limit).Sum(source => weighted ? weight[source] : 1);
            return Enumerable.Range(0, graph.NodeCount).All(node =>
                SumWithin.OfNodes(graph, sources, limit, [], threads: 2)[node] == Expected(node, false) && SumWithin.OfNodes(graph, sources, limit, weight, threads: 1)[node] == Expected(node, true));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_width_of_register_gives_the_same() =>
        Prop.ForAll(Worlds.ToArbitrary(), world =>
        {
            var (graph, sources, weight, limit) = world;
            var wide = SumWithin.Run<Distances16>(graph, sources, limit, weight, 2, default);
            return wide.SequenceEqual(SumWithin.Run<Pair<Distances8>>(graph, sources, limit, weight, 1, default))
                && wide.SequenceEqual(SumWithin.Run<Pair<Pair<Distances4>>>(graph, sources, limit, weight, 2, default))
                && wide.SequenceEqual(SumWithin.Run<Pair<Pair<Pair<Pair<Distances1>>>>>(graph, sources, limit, weight, 1, default));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Every_lane_of_a_sweep_is_the_nearest_of_its_own_seeds() =>
        Prop.ForAll(Worlds.ToArbitrary(), world =>
        {
            var (graph, sources, _, _) = world;
            var (tree, lengthMm) = graph.Eliminated;
            Seed[] seeds = [.. sources.Select((source, index) => new Seed(tree.Place[source], index % 16, 0, index))];
            var (wide, narrow, labels) = (new Distances16[graph.NodeCount], new Pair<Pair<Pair<Pair<Distances1>>>>[graph.NodeCount], new Pair<Labels8>[graph.NodeCount]);
            new NearestSweep<Distances16>(tree, lengthMm).Run(seeds, int.MaxValue - 1, wide);
            new NearestSweep<Pair<Pair<Pair<Pair<Distances1>>>>>(tree, lengthMm).Run(seeds, int.MaxValue - 1, narrow);
            new NearestSweep<Pair<Labels8>>(tree, lengthMm).Run(seeds, int.MaxValue - 1, labels);
            var (cells, cellsOfOne, cellsOfLabels) = (Mm(wide), Mm(narrow), System.Runtime.InteropServices.MemoryMarshal.Cast<Pair<Labels8>, ulong>(labels.AsSpan()).ToArray());
            var distances = Array.ConvertAll(sources, source => Distances(graph, source));
            return cells.SequenceEqual(cellsOfOne) && Enumerable.Range(0, graph.NodeCount * 16).All(cell =>
            {
                var expected = Enumerable.Range(0, sources.Length).Where(source => source % 16 == cell % 16).Select(source => (distances[source][cell / 16], source)).DefaultIfEmpty(((long)int.MaxValue, -1)).Min();
                return cells[cell] == (uint)Math.Min(expected.Item1, int.MaxValue)
                    && (expected.Item1 >= int.MaxValue ? (int)(cellsOfLabels[cell] >> 32) == int.MaxValue : cellsOfLabels[cell] == (((ulong)expected.Item1 << 32) | (uint)expected.Item2));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static uint[] Mm<TRow>(TRow[] rows) where TRow : unmanaged => System.Runtime.InteropServices.MemoryMarshal.Cast<TRow, uint>(rows.AsSpan()).ToArray();

    /// <summary>The search of a textbook.</summary>
    internal static long[] Distances(WalkGraph graph, int source)
    {
        var distance = Enumerable.Repeat((long)int.MaxValue, graph.NodeCount).ToArray();
        var queue = new PriorityQueue<int, long>();
        distance[source] = 0;
        queue.Enqueue(source, 0);
        while (queue.TryDequeue(out var node, out var mm))
        {
            for (var edge = 0; edge < graph.EdgeCount && mm == distance[node]; edge++)
            {
                var other = graph.From[edge] == node ? graph.To[edge] : graph.To[edge] == node ? graph.From[edge] : node;
                if (mm + graph.LengthMm[edge] < distance[other])
                    queue.Enqueue(other, distance[other] = mm + graph.LengthMm[edge]);
            }
        }

        return distance;
    }
}
