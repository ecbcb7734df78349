using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using Point = NetTopologySuite.Geometries.Point;

namespace Mingzhu.Spatial.Tests;

/// <summary>A plane of scale 1 about its origin: metres on paper are metres on the ground.</summary>
public sealed class WalkNetworkTests
{
    private const int Far = 200_000;
    private static readonly GeometryFactory Factory = new();
    private static readonly Plane Ground = Plane.Centred(116, 36.5);

    [Fact]
    public void A_common_vertex_is_a_junction()
    {
        var network = Build(Line(0, 0, 100, 0, 200, 0), Line(100, 0, 100, 50));

        network.Graph.NodeCount.ShouldBe(4);
        network.Graph.LengthMm.ToArray().ShouldBe([100_000, 100_000, 50_000]);
        network.Graph.Components.ShouldBe([new NetworkComponent(4, 3, 250_000)]);
        network.LineOf(2).ShouldBe(1);
    }

    [Fact]
    public void A_bridge_without_a_common_vertex_is_none()
    {
        var network = Build(Line(0, 0, 200, 0), Line(100, -50, 100, 50));

        network.Graph.NodeCount.ShouldBe(4);
        network.Graph.Components.Count.ShouldBe(2);
    }

    [Fact]
    public void Vertices_a_hundred_nanodegrees_apart_stay_apart_and_the_same_vertex_stays_the_same()
    {
        static Geometry Street(double lon0, double lat0, double lon1, double lat1) => Ground.Project(Line(lon0, lat0, lon1, lat1));

        Build(Street(116, 36.5, 116.001, 36.5), Street(116.001, 36.5, 116.001, 36.6)).Graph.Components.Count.ShouldBe(1);
        Build(Street(116, 36.5, 116.001, 36.5), Street(116.0010001, 36.5, 116.001, 36.6)).Graph.Components.Count.ShouldBe(2);
        Build(Street(116, 36.5, 116.001, 36.5), Street(116.001, 36.5000001, 116.001, 36.6)).Graph.Components.Count.ShouldBe(2);
    }

    [Fact]
    public void A_line_that_meets_itself_has_a_junction_there()
    {
        // A lollipop: a stick of 100 m and a square of 4 × 50 m.
        var network = Build(Line(0, 0, 100, 0, 150, 0, 150, 50, 100, 50, 100, 0));

        network.Graph.NodeCount.ShouldBe(2);
        network.Graph.LengthMm.ToArray().ShouldBe([100_000, 200_000]);
        (network.Graph.From[1], network.Graph.To[1]).ShouldBe((1, 1));
    }

    [Fact]
    public void Doubled_vertices_and_lines_of_no_length_are_passed_over() =>
        Build(Line(0, 0, 0, 0, 10, 0, 10, 0.0001), Line(5, 5, 5, 5)).Graph.LengthMm.ToArray().ShouldBe([10_000]);

    [Fact]
    public void Lengths_are_true_where_the_plane_stretches_them()
    {
        // UTM on its meridian draws 1 km as 999.6 m.
        var network = WalkNetwork.Build(Plane.OfEpsg(32650), [Line(500_000, 4_000_000, 500_000, 4_000_999.6)]);

        network.Graph.LengthMm[0].ShouldBe(1_000_000);
    }

    [Fact]
    public void A_house_snaps_to_the_nearest_place_of_the_nearest_street()
    {
        var network = Build(Line(0, 0, 100, 0), Line(0, 40, 60, 40, 100, 40));

        network.Snap(30, 12, Far).ShouldBe(new NetworkPosition(0, 30_000, 12_000));
        network.Snap(70, 35, Far).ShouldBe(new NetworkPosition(1, 70_000, 5_000));
        network.Snap(-30, 0, Far).ShouldBe(new NetworkPosition(0, 0, 30_000));
        network.Snap(30, -12, 12_000).ConnectorMm.ShouldBe(12_000);
        network.Snap(30, -12, 11_999).IsNowhere.ShouldBeTrue();
        network.Place(new(1, 70_000, 0)).ShouldBe((70, 40));
    }

    [Fact]
    public void Nothing_snaps_to_a_path_that_leads_nowhere()
    {
        var network = Build(Line(0, 0, 1000, 0), Line(500, 20, 505, 20));

        network.Dropped.ShouldBe(new DroppedNetwork(1, 1, 0.005));
        network.Snap(502, 19, Far).ShouldBe(new NetworkPosition(0, 502_000, 19_000));
        WalkNetwork.Build(Ground, [Line(0, 0, 1000, 0), Line(500, 20, 505, 20)], minComponentShare: 0).Snap(502, 19, Far).ShouldBe(new NetworkPosition(1, 2_000, 1_000));
    }

    [Fact]
    public void A_path_through_a_park_is_in_it_from_border_to_border() =>
        Build(Line(0, 0, 100, 0)).EntriesOf(Square(20, -10, 60, 10), Far).ShouldBe([new NetworkEntry(0, 20_000, 60_000, 0)]);

    [Fact]
    public void A_path_that_ends_in_a_park_is_in_it_from_the_border_on() =>
        Build(Line(0, 0, 40, 0, 50, 0)).EntriesOf(Square(20, -10, 60, 10), Far).ShouldBe([new NetworkEntry(0, 20_000, 50_000, 0)]);

    [Fact]
    public void Paths_inside_a_park_are_in_it_whole() =>
        Build(Line(0, 0, 100, 0), Line(30, 0, 40, 5)).EntriesOf(Square(-10, -10, 110, 10), Far).ShouldBe([new(0, 0, 100_000, 0), new(1, 0, 11_180, 0)]);

    [Fact]
    public void A_street_that_touches_a_gate_is_a_way_in_there_only() =>
        Build(Line(0, 0, 20, -10, 40, -30)).EntriesOf(Square(20, -10, 60, 10), Far).ShouldBe([new NetworkEntry(0, 22_361, 22_361, 0)]);

    [Fact]
    public void A_street_along_the_border_is_in_reach_of_the_park_all_along() =>
        Build(Line(0, 10, 100, 10)).EntriesOf(Square(20, -10, 60, 10), Far).ShouldBe([new NetworkEntry(0, 20_000, 60_000, 0)]);

    [Fact]
    public void A_path_that_leaves_and_comes_back_has_two_stretches() =>
        Build(Line(0, 0, 100, 0)).EntriesOf(Factory.CreateMultiPolygon([Square(10, -5, 20, 5), Square(50, -5, 70, 5)]), Far)
            .ShouldBe([new(0, 10_000, 20_000, 0), new(0, 50_000, 70_000, 0)]);

    [Fact]
    public void A_path_across_the_hole_of_a_park_is_not_in_it_there() =>
        Build(Line(0, 0, 100, 0)).EntriesOf(Square(10, -40, 90, 40).Difference(Square(40, -10, 60, 10)), Far)
            .ShouldBe([new(0, 10_000, 40_000, 0), new(0, 60_000, 90_000, 0)]);

    [Fact]
    public void A_park_away_from_every_street_is_reached_from_the_nearest_place_of_its_border()
    {
        var network = Build(Line(0, 0, 100, 0));

        network.EntriesOf(Square(20, 15, 60, 40), Far).ShouldBe([new NetworkEntry(0, 20_000, 20_000, 15_000)]);
        network.EntriesOf(Square(20, 15, 60, 40), 14_999).ShouldBeEmpty();
    }

    [Fact]
    public void A_greenway_is_entered_where_streets_cross_it() =>
        Build(Line(0, 0, 100, 0), Line(50, 60, 50, -60)).EntriesOf(Line(20, -30, 20, 30, 80, 30), Far).ShouldBe([new(0, 20_000, 20_000, 0), new(1, 30_000, 30_000, 0)]);

    [Fact]
    public void Given_entrances_are_the_only_ways_in() =>
        Build(Line(0, 0, 100, 0)).EntriesOf(Square(20, -10, 60, 10), Far, [new Point(60, 3), new Point(45, -4)]).ShouldBe([new(0, 60_000, 60_000, 3_000), new(0, 45_000, 45_000, 4_000)]);

    [Fact]
    public void Snapping_equals_a_look_at_every_street() =>
        Prop.ForAll(Gen.Choose(-500, 500).Four().NonEmptyListOf().ToArbitrary(), Gen.Choose(-600, 600).Two().ToArbitrary(), (streets, house) =>
        {
            LineString[] lines = [.. streets.Select(s => Line(s.Item1, s.Item2, s.Item3, s.Item4)).Where(line => line.Length > 0)];
            var network = WalkNetwork.Build(Ground, lines, minComponentShare: 0);
            var at = network.Snap(house.Item1, house.Item2, 10_000_000);
            if (lines.Length == 0)
            {
                return at.IsNowhere;
            }

            var (x, y) = network.Place(at);
            var expected = lines.Min(line => line.Distance(new Point(house.Item1, house.Item2)));
            var found = Math.Sqrt(((x - house.Item1) * (x - house.Item1)) + ((y - house.Item2) * (y - house.Item2)));
            return Math.Abs(at.ConnectorMm - (expected * 1000)) <= 1 && Math.Abs(found - expected) < 0.002;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ways_into_a_park_are_the_stretches_an_overlay_finds() =>
        Prop.ForAll(Gen.Choose(-500, 500).Four().NonEmptyListOf().ToArbitrary(), Gen.Choose(-300, 300).Four().ToArbitrary(), (streets, park) =>
        {
            LineString[] lines = [.. streets.Select(s => Line(s.Item1, s.Item2, s.Item3, s.Item4)).Where(line => line.Length > 0)];
            var area = Factory.CreatePolygon([new(park.Item1, park.Item2), new(park.Item1 + 217, park.Item2 + 33), new(park.Item3, park.Item4 + 400), new(park.Item1, park.Item2)]);
            if (lines.Length == 0 || !area.IsValid || !lines.Any(line => line.Intersects(area)))
            {
                return true;
            }

            var network = WalkNetwork.Build(Ground, lines, minComponentShare: 0);
            var found = network.EntriesOf(area, Far);
            var expected = Enumerable.Range(0, network.Graph.EdgeCount).Sum(edge => network.Course(edge).Intersection(area).Length);
            return found.All(entry => entry.ConnectorMm == 0) && Math.Abs(found.Sum(entry => (entry.ToMm - entry.FromMm) / 1000.0) - expected) < 0.002 * (1 + found.Length);
        }).QuickCheckThrowOnFailure();

    private static WalkNetwork Build(params Geometry[] lines) => WalkNetwork.Build(Ground, lines);

    private static LineString Line(params double[] at) => Factory.CreateLineString([.. at.Chunk(2).Select(pair => new Coordinate(pair[0], pair[1]))]);

    private static Polygon Square(double minX, double minY, double maxX, double maxY) => (Polygon)Factory.ToGeometry(new Envelope(minX, maxX, minY, maxY));
}
