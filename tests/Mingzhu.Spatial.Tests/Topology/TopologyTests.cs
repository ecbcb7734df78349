using System.Diagnostics;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Topology;

public sealed class TopologyTests
{
    private static readonly Plane Metres = Plane.Centred(116, 36.5);

    [Fact]
    public void Two_rectangles_that_lie_over_each_other_share_what_a_ruler_says()
    {
        // 100 m × 100 m, the second 90 m to the east: 10 m × 100 m are shared. Twice 1000 over 220 m about.
        var overlap = Overlaps.Find([Rectangle(0, 0, 100, 100), Rectangle(90, 0, 190, 100), Rectangle(190, 0, 290, 100), null], 1, Metres).ShouldHaveSingleItem();

        (overlap.A, overlap.B, overlap.IsSliver).ShouldBe((0, 1, false));
        overlap.AreaM2.ShouldBe(1000, 0.01);
        overlap.WidthM.ShouldBe(9.09, 0.01);
        var (x, y) = Metres.Project(overlap.At.Longitude, overlap.At.Latitude);
        (x is > 90 and < 100 && y is > 0 and < 100).ShouldBeTrue();
    }

    [Fact]
    public void A_strip_thinner_than_the_tolerance_is_a_sliver_and_a_touch_is_nothing()
    {
        var found = Overlaps.Find([Rectangle(0, 0, 100, 100), Rectangle(99.9, 0, 200, 100), Rectangle(0, 100, 100, 200), Rectangle(200.0005, 0, 300, 100), Rectangle(20, 20, 30, 30)], 0.5, Metres);

        found.Select(overlap => (overlap.A, overlap.B, overlap.IsSliver)).ShouldBe([(0, 1, true), (0, 4, false)]);
        found[0].WidthM.ShouldBe(0.1, 0.001);
    }

    [Fact]
    public void A_gap_closed_all_round_and_thinner_than_the_tolerance_is_found()
    {
        // A ring of four about a slit of 0.2 m × 50 m; and one about a yard of 20 m, which is a yard.
        var gap = Overlaps.Gaps(
            [
                Rectangle(0, 0, 10, 70), Rectangle(10.2, 0, 20, 70), Rectangle(9, 0, 11, 10), Rectangle(9, 60, 11, 70),
                Rectangle(100, 0, 110, 40), Rectangle(130, 0, 140, 40), Rectangle(110, 0, 130, 10), Rectangle(110, 30, 130, 40),
            ],
            1, Metres).ShouldHaveSingleItem();

        gap.AreaM2.ShouldBe(10, 0.01);
        gap.WidthM.ShouldBe(0.2, 0.001);
        gap.Between.ShouldBe([0, 1, 2, 3]);
        Overlaps.Gaps([], 1, Metres).ShouldBeEmpty();
    }

    [Fact]
    public void Overlaps_are_those_that_comparing_every_pair_finds() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var shapes = Enumerable.Range(0, 40).Select(_ => random.Next(12) == 0 ? null : Triangle(random)).ToList();
            var found = Overlaps.Find(shapes, 2, Metres).ToDictionary(overlap => (overlap.A, overlap.B), overlap => overlap.AreaM2);
            return Enumerable.Range(0, 40).SelectMany(a => Enumerable.Range(a + 1, 39 - a), (a, b) => (a, b)).All(pair =>
            {
                if (shapes[pair.a] is not { } first || shapes[pair.b] is not { } second)
                    return !found.ContainsKey(pair);
                var area = Metres.AreaM2(Metres.Project(first).Intersection(Metres.Project(second)));
                // Between nothing and a strip of a millimetre either answer is right.
                return found.TryGetValue(pair, out var told) ? Math.Abs(told - area) < 1e-3 : area < 1;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sixty_thousand_parcels_wall_to_wall_take_seconds()
    {
        // Every parcel touches eight others, all turned so that their rectangles overlap; every hundredth is drawn 2 m too wide.
        var parcels = Enumerable.Range(0, 60_000).Select(i => (Geometry?)Turned(i % 300 * 40, i / 300 * 40, (i % 300 * 40) + (i % 100 == 0 ? 42 : 40), (i / 300 * 40) + 40)).ToList();
        var clock = Stopwatch.StartNew();

        var found = Overlaps.Find(parcels, 0.1, Metres);

        found.Length.ShouldBe(600);
        found.ShouldAllBe(overlap => Math.Abs(overlap.AreaM2 - 80) < 0.1);
        TestContext.Current.SendDiagnosticMessage($"60,000 parcels: {clock.Elapsed}");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60)); // a quadratic search would take hours; machines differ
    }

    [Fact]
    public void A_feature_over_a_border_is_told_with_its_shares()
    {
        Geometry?[] places = [Rectangle(0, 0, 1000, 1000), Rectangle(1000, 0, 2000, 1000), null];
        Geometry?[] features =
        [
            Rectangle(960, 100, 1040, 200), // half and half
            Rectangle(100, 100, 200, 200),
            Rectangle(970, 300, 1000.5, 400), // half a metre over, less than a fiftieth
            Rectangle(1900, 0, 2100, 100), // half outside of every place
            Line(900, 500, 1300, 500), // a quarter, three quarters
            Metres.Unproject(GeometryFactory.Default.CreatePoint(new Coordinate(1000, 500))), null,
        ];

        var found = Straddling.Find(features, places, 0.02, Metres);

        found.Select(straddle => straddle.Feature).ShouldBe([0, 4]);
        found[0].Shares.Select(share => share.Place).ShouldBe([0, 1], ignoreOrder: true);
        found[0].Shares.ShouldAllBe(share => Math.Abs(share.Share - 0.5) < 1e-6);
        found[1].Shares.Select(share => (share.Place, Math.Round(share.Share, 6))).ShouldBe([(1, 0.75), (0, 0.25)]);
    }

    [Fact]
    public void Shares_are_those_of_plain_areas() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var places = Enumerable.Range(0, 4).Select(i => (Geometry?)Rectangle(i % 2 * 100, i / 2 * 100, (i % 2 * 100) + 100, (i / 2 * 100) + 100)).ToList();
            var feature = Triangle(random);
            var shape = Metres.Project(feature);
            var expected = places.Select((place, index) => (index, Share: Metres.Project(place!).Intersection(shape).Area / shape.Area)).Where(share => share.Share >= 0.01).ToList();
            var found = Straddling.Find([feature], places, 0.01, Metres);
            return expected.Count < 2 ? found.IsEmpty : found.Single().Shares.OrderBy(share => share.Place).Zip(expected).All(pair => pair.First.Place == pair.Second.index && Math.Abs(pair.First.Share - pair.Second.Share) < 1e-6);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_shape_drawn_from_another_corner_or_the_other_way_is_found_again()
    {
        string[] shapes =
        [
            "POLYGON ((116 36, 116.1 36, 116.1 36.1, 116 36))", "POINT (116 36)", "POLYGON ((116.1 36.1, 116 36, 116.1 36, 116.1 36.1))", "POLYGON ((116 36, 116.1 36.1, 116.1 36, 116 36))",
            "LINESTRING (116 36, 117 37)", "LINESTRING (117 37, 116 36)", "POINT (116.0000000001 36)", "POINT (116.00000001 36)", "MULTIPOLYGON (((116 36, 116.1 36, 116.1 36.1, 116 36)))",
        ];
        Geometry?[] geometries = [.. shapes.Select(Formats.Tables.Wkt), null, null];
        var table = new FeatureTable([], [.. Enumerable.Range(0, geometries.Length).Select(i => $"{i}")], geometries, []);

        DuplicateFeatures.Find(table).ShouldBe([(0, 2), (0, 3), (4, 5), (1, 6), (0, 8)]);
    }

    private static Polygon Rectangle(double west, double south, double east, double north) =>
        (Polygon)Metres.Unproject(GeometryFactory.Default.ToGeometry(new Envelope(west, east, south, north)));

    // By 3-4-5: exact in the plane.
    private static Geometry Turned(double west, double south, double east, double north) => Metres.Unproject(GeometryFactory.Default.CreatePolygon(
        [.. new[] { (west, south), (east, south), (east, north), (west, north), (west, south) }.Select(at => new Coordinate((at.Item1 * 0.8) - (at.Item2 * 0.6), (at.Item1 * 0.6) + (at.Item2 * 0.8)))]));

    private static Geometry Line(double x0, double y0, double x1, double y1) => Metres.Unproject(GeometryFactory.Default.CreateLineString([new(x0, y0), new(x1, y1)]));

    private static Polygon Triangle(Random random)
    {
        while (true)
        {
            Coordinate[] corners = [.. Enumerable.Range(0, 3).Select(_ => new Coordinate(random.Next(200), random.Next(200)))];
            var triangle = GeometryFactory.Default.CreatePolygon([.. corners, corners[0].Copy()]);
            if (triangle.Area > 50)
                return (Polygon)Metres.Unproject(triangle);
        }
    }
}
