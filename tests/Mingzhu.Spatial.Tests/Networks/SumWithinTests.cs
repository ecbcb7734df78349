namespace Mingzhu.Spatial.Tests;

public sealed class SumWithinTests
{
    private static readonly Gen<WalkGraph> Graphs =
        from nodes in Gen.Choose(1, 40)
        from edges in Gen.Choose(0, 80)
        from ends in Gen.Choose(0, nodes - 1).Two().ArrayOf(edges)
        from path in Gen.Choose(0, 2)
        from lengths in Gen.Frequency((1, Gen.Constant(0)), (8, Gen.Choose(1, 900)), (1, Gen.Choose(int.MaxValue - 3, int.MaxValue))).ArrayOf(edges)
        select path > 0
            // Streets with many vertices, and circles of them.
            ? new WalkGraph(nodes, [.. lengths.Select((_, edge) => edge % nodes)], [.. lengths.Select((_, edge) => edge < nodes * path / 2 ? (edge + 1) % nodes : ends[edge].Item2)], lengths)
            : new WalkGraph(nodes, [.. ends.Select(end => end.Item1)], [.. ends.Select(end => end.Item2)], lengths);

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
            var wide = SumWithin.OfNodes<Distances16>(graph, sources, limit, weight, 2, default);
            return wide.SequenceEqual(SumWithin.OfNodes<Pair<Distances8>>(graph, sources, limit, weight, 1, default))
                && wide.SequenceEqual(SumWithin.OfNodes<Pair<Pair<Distances4>>>(graph, sources, limit, weight, 2, default))
                && wide.SequenceEqual(SumWithin.OfNodes<Pair<Pair<Pair<Pair<Distances1>>>>>(graph, sources, limit, weight, 1, default));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Every_lane_of_a_sweep_is_the_nearest_of_its_own_seeds() =>
        Prop.ForAll(Worlds.ToArbitrary(), world =>
        {
            var (graph, sources, _, _) = world;
            var network = graph.Eliminated;
            Seed[] seeds = [.. sources.Select((source, index) => new Seed(network.Row[source], index % 16, 0, index))];
            var (wide, narrow, labels) = (new Distances16[graph.NodeCount], new Pair<Pair<Pair<Pair<Distances1>>>>[graph.NodeCount], new Pair<Labels8>[graph.NodeCount]);
            new NearestSweep<Distances16>(network).Run(seeds, int.MaxValue - 1, wide);
            new NearestSweep<Pair<Pair<Pair<Pair<Distances1>>>>>(network).Run(seeds, int.MaxValue - 1, narrow);
            new NearestSweep<Pair<Labels8>>(network).Run(seeds, int.MaxValue - 1, labels);
            var (cells, cellsOfOne, cellsOfLabels) = (Mm(wide), Mm(narrow), System.Runtime.InteropServices.MemoryMarshal.Cast<Pair<Labels8>, ulong>(labels.AsSpan()).ToArray());
            var distances = Array.ConvertAll(sources, source => Distances(graph, source));
            return cells.SequenceEqual(cellsOfOne) && Enumerable.Range(0, graph.NodeCount * 16).All(at =>
            {
                var cell = (16 * network.Row[at / 16]) + (at % 16);
                var expected = Enumerable.Range(0, sources.Length).Where(source => source % 16 == at % 16).Select(source => (distances[source][at / 16], source)).DefaultIfEmpty(((long)int.MaxValue, -1)).Min();
                return cells[cell] == (uint)Math.Min(expected.Item1, int.MaxValue)
                    && (expected.Item1 >= int.MaxValue ? (int)(cellsOfLabels[cell] >> 32) == int.MaxValue : cellsOfLabels[cell] == (((ulong)expected.Item1 << 32) | (uint)expected.Item2));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void From_a_position_a_facility_counts_if_it_alone_is_near_enough() =>
        Prop.ForAll(NearestFacilityTests.Worlds.ToArbitrary(), world =>
        {
            var weight = Enumerable.Range(0, 4).Select(facility => 1L << (16 * facility)).ToArray();
            NetworkPosition[] origins = [.. world.Origins, NetworkPosition.Nowhere];
            var alone = Enumerable.Range(0, 4).Select(facility => new NearestFacility(world.Graph).Find(origins, [.. world.Entries.Where(entry => entry.Facility == facility)], world.LimitMm).DistanceMm).ToArray();
            var expected = origins.Select((_, origin) => Enumerable.Range(0, 4).Where(facility => alone[facility][origin] != NearestFacility.Unreached).Sum(facility => weight[facility]));
            var counts = SumWithin.OfPositions<Pair<Pair<Pair<Pair<Distances1>>>>>(world.Graph, origins, world.Entries, world.LimitMm, [], 1, default);
            return SumWithin.OfPositions(world.Graph, origins, world.Entries, world.LimitMm, weight, threads: 2).SequenceEqual(expected)
                && counts.SequenceEqual(expected.Select(sum => Enumerable.Range(0, 4).Sum(facility => (sum >> (16 * facility)) & 1)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_facility_needs_a_weight_if_any_has() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SumWithin.OfPositions(new WalkGraph(2, [0], [1], [10]), [], [new(3, new(0, 0, 0, 0))], 100, [1, 1, 1], threads: 1));

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
