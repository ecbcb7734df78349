namespace Mingzhu.Spatial.Tests;

public sealed class WalkReachTests
{
    [Fact]
    public void A_gate_is_reached_along_its_own_edge_and_by_either_end()
    {
        // A triangle of 1 km sides; the site stands in the middle of the first one, 10 m off it.
        var graph = new WalkGraph(3, [0, 1, 2], [1, 2, 0], [1_000_000, 1_000_000, 1_000_000]);
        NetworkPosition[] homes = [new(0, 700_000, 5_000), new(1, 100_000, 0), new(2, 900_000, 0), new(1, 500_000, 0), NetworkPosition.Nowhere];

        var reached = new WalkReach(graph, new OriginsByEdge(graph, homes)).Within([new(0, 500_000, 500_000, 10_000)], 610_000);

        reached.ShouldBe([(0, 215_000), (1, 610_000), (2, 610_000)]);
    }

    [Fact]
    public void Whom_a_search_for_all_finds_near_the_search_from_one_site_finds_at_the_same_distance() =>
        Prop.ForAll(NearestFacilityTests.Worlds.ToArbitrary(), world =>
        {
            var all = new NearestFacility(world.Graph);
            var one = new WalkReach(world.Graph, new OriginsByEdge(world.Graph, world.Origins));
            return world.Entries.GroupBy(entry => entry.Facility).All(site =>
            {
                var wanted = all.Find(world.Origins, [.. site], world.LimitMm).DistanceMm.Select((mm, origin) => (origin, mm)).Where(pair => pair.mm != NearestFacility.Unreached);
                return one.Within([.. site.Select(entry => entry.Entry)], world.LimitMm).SequenceEqual(wanted);
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void An_origin_off_the_graph_is_refused()
    {
        var graph = new WalkGraph(2, [0], [1], [10]);

        Should.Throw<ArgumentOutOfRangeException>(() => new OriginsByEdge(graph, [new(1, 0, 0)]));
        Should.Throw<ArgumentOutOfRangeException>(() => new OriginsByEdge(graph, [new(0, 11, 0)]));
        Should.Throw<ArgumentOutOfRangeException>(() => new WalkReach(graph, new OriginsByEdge(graph, [])).Within([], -1));
    }
}
