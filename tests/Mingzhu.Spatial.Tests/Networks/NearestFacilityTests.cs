using Mingzhu.Spatial;

namespace Mingzhu.Spatial.Tests;

public sealed class NearestFacilityTests
{
    private static readonly Gen<int> Lengths = Gen.Frequency(
        (1, Gen.Constant(0)), (8, Gen.Choose(1, 2000)), (1, Gen.Choose(int.MaxValue - 3, int.MaxValue)));

    /// <summary>Few nodes and many edges or the other way round: disconnected parts, parallel edges and loops come by themselves.</summary>
    internal static readonly Gen<World> Worlds =
        from nodes in Gen.Choose(1, 14)
        from edges in Gen.Choose(1, 24)
        from ends in Gen.Choose(0, nodes - 1).Two().ArrayOf(edges)
        from lengths in Lengths.ArrayOf(edges)
        from origins in Places(edges).ArrayOf(6)
        from count in Gen.Choose(0, 8)
        from entries in Places(edges).Two().Zip(Gen.Choose(0, 3)).ArrayOf(count)
        from limit in Gen.OneOf(Gen.Choose(0, 6000), Gen.Constant(int.MaxValue - 1))
        select World.Of(nodes, ends, lengths, origins, entries, limit);

    [Fact]
    public void On_a_grid_500_m_reaches_the_61_corners_within_five_blocks()
    {
        var grid = Grid(21);

        // The middle corner, node 220, as the only facility; every corner as an origin.
        var result = new NearestFacility(grid).Find(Corners(grid), [new(0, EntryAt(grid, 220))], 500_000);

        result.DistanceMm.Count(mm => mm != NearestFacility.Unreached).ShouldBe(61); // closed form for k blocks: 2k² + 2k + 1
        result.DistanceMm[220].ShouldBe(0);
        result.DistanceMm[221].ShouldBe(100_000);
        result.DistanceMm[220 + 21 + 2].ShouldBe(300_000);
    }

    [Fact]
    public void One_millimetre_less_than_500_m_reaches_the_41_corners_within_four_blocks()
    {
        var grid = Grid(21);

        new NearestFacility(grid).Find(Corners(grid), [new(0, EntryAt(grid, 220))], 499_999).DistanceMm.Count(mm => mm != NearestFacility.Unreached).ShouldBe(41);
    }

    [Fact]
    public void Connectors_count_at_both_ends()
    {
        var street = new WalkGraph(2, [0], [1], [1000]);

        var result = new NearestFacility(street).Find([new(0, 200, 30)], [new(4, new(0, 900, 950, 7))], 1_000);

        result.DistanceMm.ShouldBe([30 + 700 + 7]);
        result.Facility.ShouldBe([4]);
    }

    [Fact]
    public void Inside_a_park_one_has_arrived()
    {
        var street = new WalkGraph(2, [0], [1], [1000]);

        new NearestFacility(street).Find([new(0, 500, 0)], [new(0, new(0, 400, 600, 0))], 0).DistanceMm.ShouldBe([0]);
    }

    [Fact]
    public void Of_two_equally_near_the_lower_number_is_named()
    {
        var street = new WalkGraph(3, [0, 1], [1, 2], [500, 500]);

        var result = new NearestFacility(street).Find([new(0, 500, 0)], [new(9, new(0, 0, 0, 0)), new(3, new(1, 500, 500, 0))], 10_000);

        result.Facility.ShouldBe([3]);
        result.DistanceMm.ShouldBe([500]);
    }

    [Fact]
    public void Nowhere_reaches_nothing() =>
        new NearestFacility(new WalkGraph(2, [0], [1], [10])).Find([NetworkPosition.Nowhere], [new(0, new(0, 0, 10, 0))], 100).DistanceMm.ShouldBe([NearestFacility.Unreached]);

    [Fact]
    public void A_place_off_the_graph_is_refused()
    {
        var search = new NearestFacility(new WalkGraph(2, [0], [1], [10]));

        Should.Throw<ArgumentOutOfRangeException>(() => search.Find([new(0, 11, 0)], [], 100));
        Should.Throw<ArgumentOutOfRangeException>(() => search.Find([new(0, -1, 0)], [], 100));
        Should.Throw<ArgumentOutOfRangeException>(() => search.Find([], [new(0, new(-1, 0, 0, 0))], 100));
        Should.Throw<ArgumentOutOfRangeException>(() => new WalkGraph(1, [-1], [0], [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => search.Find([], [new(0, new(1, 0, 0, 0))], 100));
        Should.Throw<ArgumentOutOfRangeException>(() => search.Find([], [], NearestFacility.Unreached));
    }

    [Fact]
    public void Distances_and_facilities_equal_those_of_an_obvious_search() =>
        Prop.ForAll(Worlds.ToArbitrary(), world =>
        {
            var search = new NearestFacility(world.Graph);
            search.Find(world.Origins, [], 10); // buffers of an earlier call must not show
            var result = search.Find(world.Origins, world.Entries, world.LimitMm);
            return world.Origins.Select((_, i) => (result.DistanceMm[i], result.Facility[i])).SequenceEqual(world.Origins.Select(origin => Obvious(world, origin)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_larger_limit_loses_no_origin_and_one_more_entry_makes_none_farther() =>
        Prop.ForAll(Worlds.ToArbitrary(), Gen.Choose(0, 5000).ToArbitrary(), (world, more) =>
        {
            var search = new NearestFacility(world.Graph);
            var now = search.Find(world.Origins, world.Entries, world.LimitMm).DistanceMm;
            var farther = search.Find(world.Origins, world.Entries, (int)Math.Min(int.MaxValue - 1, (long)world.LimitMm + more)).DistanceMm;
            var fewer = search.Find(world.Origins, world.Entries.AsSpan(0, world.Entries.Length / 2), world.LimitMm).DistanceMm;
            return now.Zip(farther).All(pair => pair.Second <= pair.First && (pair.First == NearestFacility.Unreached || pair.First == pair.Second))
                && now.Zip(fewer).All(pair => pair.First <= pair.Second);
        }).QuickCheckThrowOnFailure();

    private static Gen<(int Edge, double Share, int ConnectorMm)> Places(int edges) =>
        from edge in Gen.Choose(0, edges - 1)
        from share in Gen.Choose(0, 4)
        from connector in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 500), Gen.Choose(int.MaxValue - 2, int.MaxValue))
        select (edge, share / 4.0, connector);

    /// <summary>Cuts every edge at every place that matters, adds one-way steps onto and off the network, and searches from the origin alone.</summary>
    private static (int DistanceMm, int Facility) Obvious(World world, NetworkPosition origin)
    {
        var (graph, next) = (world.Graph, world.Graph.NodeCount);
        var arcs = new Dictionary<int, List<(int To, long Mm)>>();
        void Arc(int from, int to, long mm) => (arcs.TryGetValue(from, out var list) ? list : arcs[from] = []).Add((to, mm));

        const int Start = -1;
        int FacilityNode(int facility) => -100 - facility;
        for (var edge = 0; edge < graph.EdgeCount; edge++)
        {
            SortedSet<int> offsets = [0, graph.LengthMm[edge], .. world.Entries.Where(e => e.Entry.Edge == edge).SelectMany(e => new[] { e.Entry.FromMm, e.Entry.ToMm })];
            if (origin.Edge == edge)
            {
                offsets.Add(origin.OffsetMm);
            }

            var (before, beforeMm) = (graph.From[edge], 0);
            foreach (var offset in offsets)
            {
                var node = offset == 0 ? graph.From[edge] : offset == graph.LengthMm[edge] ? graph.To[edge] : next++;
                if (offset > 0)
                {
                    Arc(before, node, offset - beforeMm);
                    Arc(node, before, offset - beforeMm);
                }

                foreach (var entry in world.Entries.Where(e => e.Entry.Edge == edge && e.Entry.FromMm <= offset && offset <= e.Entry.ToMm))
                {
                    Arc(node, FacilityNode(entry.Facility), entry.Entry.ConnectorMm);
                }

                if (origin.Edge == edge && origin.OffsetMm == offset)
                {
                    Arc(Start, node, origin.ConnectorMm);
                }

                (before, beforeMm) = (node, offset);
            }
        }

        var distance = new Dictionary<int, long>();
        var queue = new PriorityQueue<int, long>();
        queue.Enqueue(Start, 0);
        while (queue.TryDequeue(out var node, out var mm))
        {
            if (distance.TryAdd(node, mm) && arcs.TryGetValue(node, out var out_))
            {
                out_.ForEach(arc => queue.Enqueue(arc.To, mm + arc.Mm));
            }
        }

        var reached = world.Entries.Select(entry => entry.Facility).Distinct()
            .Where(facility => distance.TryGetValue(FacilityNode(facility), out var mm) && mm <= world.LimitMm)
            .Select(facility => (Mm: (int)distance[FacilityNode(facility)], facility));
        return reached.DefaultIfEmpty((NearestFacility.Unreached, -1)).Min();
    }

    private static WalkGraph Grid(int side)
    {
        var (from, to) = (new List<int>(), new List<int>());
        for (var node = 0; node < side * side; node++)
        {
            if (node % side < side - 1)
            {
                from.Add(node);
                to.Add(node + 1);
            }

            if (node < side * (side - 1))
            {
                from.Add(node);
                to.Add(node + side);
            }
        }

        return new(side * side, [.. from], [.. to], [.. from.Select(_ => 100_000)]);
    }

    private static NetworkPosition[] Corners(WalkGraph graph) => [.. Enumerable.Range(0, graph.NodeCount).Select(node => OnNode(graph, node))];

    private static NetworkEntry EntryAt(WalkGraph graph, int node)
    {
        var at = OnNode(graph, node);
        return new(at.Edge, at.OffsetMm, at.OffsetMm, 0);
    }

    internal static NetworkPosition OnNode(WalkGraph graph, int node)
    {
        var edge = graph.From.IndexOf(node);
        return edge >= 0 ? new(edge, 0, 0) : new(graph.To.IndexOf(node), graph.LengthMm[graph.To.IndexOf(node)], 0);
    }

    public sealed record World(WalkGraph Graph, NetworkPosition[] Origins, FacilityEntry[] Entries, int LimitMm)
    {
        public static World Of(
            int nodes, (int, int)[] ends, int[] lengths, (int Edge, double Share, int ConnectorMm)[] origins,
            ((( int Edge, double Share, int ConnectorMm), (int Edge, double Share, int ConnectorMm)) Places, int Facility)[] entries, int limitMm)
        {
            var graph = new WalkGraph(nodes, [.. ends.Select(end => end.Item1)], [.. ends.Select(end => end.Item2)], lengths);
            int Offset(int edge, double share) => (int)(graph.LengthMm[edge] * share);
            return new(
                graph,
                [.. origins.Select(at => new NetworkPosition(at.Edge, Offset(at.Edge, at.Share), at.ConnectorMm))],
                [.. entries.Select(entry =>
                {
                    var ((edge, a, connector), (_, b, _)) = entry.Places;
                    return new FacilityEntry(entry.Facility, new(edge, Offset(edge, Math.Min(a, b)), Offset(edge, Math.Max(a, b)), connector));
                })],
                limitMm);
        }
    }
}
