using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using Point = NetTopologySuite.Geometries.Point;

namespace Mingzhu.Spatial.Tests;

public sealed class WalkingRangeTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly Plane Ground = Plane.Centred(116, 36.5);

    [Fact]
    public void On_a_street_one_gets_as_far_as_one_walks_and_back_by_the_same_way()
    {
        var network = WalkNetwork.Build(Ground, [Line(0, 0, 100, 0, 300, 0), Line(100, 0, 100, 80)]);
        var range = network.RangeFrom(network.Snap(20, 5, 50_000), 200_000);

        range.DistanceMm(network.Snap(90, 0, 0)).ShouldBe(75_000);
        range.DistanceMm(network.Snap(110, 80, 50_000)).ShouldBe(5_000 + 80_000 + 80_000 + 10_000);
        range.DistanceMm(network.Snap(215, 0, 0)).ShouldBe(200_000);
        range.DistanceMm(network.Snap(215.001, 0, 0)).ShouldBe(NearestFacility.Unreached);
        var route = range.RouteTo([new NetworkEntry(2, 60_000, 80_000, 3_000)])!;
        route.LengthMm.ShouldBe(5_000 + 80_000 + 60_000 + 3_000);
        Drawn(route).ShouldBe("20,0 100,0 100,60");
        range.RouteTo([new NetworkEntry(0, 50_000, 50_000, 200_000)]).ShouldBeNull();
    }

    [Fact]
    public void A_loop_is_walked_the_shorter_way_round()
    {
        // A square of 4 × 50 m that begins and ends at the same junction, and a stick from there.
        var network = WalkNetwork.Build(Ground, [Line(0, 0, 50, 0, 50, 50, 0, 50, 0, 0), Line(0, 0, -40, 0)]);
        var range = network.RangeFrom(network.Snap(0, 30, 0), 500_000);

        var route = range.RouteTo([new NetworkEntry(1, 40_000, 40_000, 0)])!;

        route.LengthMm.ShouldBe(70_000);
        Drawn(route).ShouldBe("0,30 0,0 -40,0");
    }

    [Fact]
    public void From_nowhere_nothing_is_reached()
    {
        var network = WalkNetwork.Build(Ground, [Line(0, 0, 100, 0)]);

        var range = network.RangeFrom(NetworkPosition.Nowhere, 1_000);

        range.DistanceMm(network.Snap(0, 0, 0)).ShouldBe(NearestFacility.Unreached);
        RangeOutline.Of(range, [1_000], 200_000).ShouldAllBe(outline => outline.IsEmpty);
    }

    [Fact]
    public void Every_distance_is_that_of_the_search_from_all_homes()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var network = WalkNetwork.Build(Ground, Streets(random), 0);
            NetworkPosition Anywhere() => network.Snap(random.NextDouble() * 900, random.NextDouble() * 900, 60_000);
            var (start, limit) = (Anywhere(), random.Next(800_000));
            NetworkPosition[] homes = [.. Enumerable.Range(0, 60).Select(_ => Anywhere())];
            var facility = start.IsNowhere ? Array.Empty<FacilityEntry>() : [new(0, new NetworkEntry(start.Edge, start.OffsetMm, start.OffsetMm, start.ConnectorMm))];

            var range = network.RangeFrom(start, limit);

            var expected = new NearestFacility(network.Graph).Find(homes, facility, limit).DistanceMm;
            homes.Select(range.DistanceMm).ShouldBe(expected, $"seed {seed}");
            foreach (var home in homes.Where(home => !home.IsNowhere))
            {
                var way = new NetworkEntry(home.Edge, home.OffsetMm, Math.Min(network.Graph.LengthMm[home.Edge], home.OffsetMm + 20_000), home.ConnectorMm);
                var route = range.RouteTo([way]);
                (route?.LengthMm ?? NearestFacility.Unreached).ShouldBe(range.DistanceMm([way]));
                if (route is not null)
                    Length(route.Way).ShouldBe((route.LengthMm - start.ConnectorMm - home.ConnectorMm) / 1000.0, 0.02, $"seed {seed}: the way drawn is as long as the walk");
            }
        }
    }

    [Fact]
    public void On_one_long_street_the_outline_is_the_strip_of_those_who_get_there()
    {
        // Along the street to 300 m either side; away from it by what is left of the 300 m, at most 100 m: 600 × 200 m less four corners of 100 × 100 ÷ 2.
        var network = WalkNetwork.Build(Ground, [Line(-2000, 0, 2000, 0)]);

        var outline = RangeOutline.Of(network.RangeFrom(network.Snap(0, 0, 0), 300_000), [300_000], 100_000)[0];

        outline.Area.ShouldBe((600 * 200) - (2 * 100 * 100), 1000);
        outline.Covers(new Point(190, 95)).ShouldBeTrue();
        outline.Covers(new Point(210, 99)).ShouldBeFalse();
        outline.Covers(new Point(290, 5)).ShouldBeTrue();
        outline.Covers(new Point(0, 108)).ShouldBeFalse();
    }

    [Fact]
    public void A_building_lies_inside_the_outline_if_it_is_reached_and_outside_if_not_save_along_the_border()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var network = WalkNetwork.Build(Ground, Streets(random), 0);
            var range = network.RangeFrom(network.Snap(450, 450, 200_000), 400_000);
            var outlines = RangeOutline.Of(range, [200_000, 400_000], 80_000);
            outlines.ShouldAllBe(outline => outline.IsValid);
            var wrong = 0;
            for (var at = 0; at < 2000; at++)
            {
                var (x, y) = (random.NextDouble() * 900, random.NextDouble() * 900);
                var within = range.DistanceMm(network.Snap(x, y, 80_000)) <= 400_000;
                wrong += outlines[1].Covers(new Point(x, y)) == within ? 0 : 1;
            }

            // The grid has ten metres, the border is drawn to a few.
            wrong.ShouldBeLessThan(2000 * 4 / 100, $"seed {seed}");
            outlines[0].Area.ShouldBeLessThan(outlines[1].Area);
        }
    }

    private static Geometry[] Streets(Random random)
    {
        // Vertices on a coarse lattice, so that lines meet, overlap and come back to themselves.
        Coordinate Corner() => new(random.Next(7) * 150, random.Next(7) * 150);
        return [.. Enumerable.Range(0, 26).Select(_ => Factory.CreateLineString([.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => Corner())]))];
    }

    private static double Length(IReadOnlyList<(double X, double Y)> way) => way.Zip(way.Skip(1), (a, b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)))).Sum();

    private static string Drawn(WalkingRoute route) => string.Join(' ', route.Way.Select(at => FormattableString.Invariant($"{at.X:0.#},{at.Y:0.#}")).Distinct());

    private static LineString Line(params double[] at) => Factory.CreateLineString([.. Enumerable.Range(0, at.Length / 2).Select(i => new Coordinate(at[2 * i], at[(2 * i) + 1]))]);
}
