using Mingzhu.Publishing.Maps;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Tests.Maps;

public class MapFrameTests
{
    private static readonly GeometryFactory Shapes = new();

    [Fact]
    public void Everything_in_view_lies_in_the_frame_and_north_is_up()
    {
        var frame = new MapFrame(new Envelope(115.9, 116.1, 36.4, 36.5), 20, 20, 11_000, 13_500, 8_000);

        frame.Holds(frame.Of(115.9, 36.4)).ShouldBeTrue();
        frame.Holds(frame.Of(116.1, 36.5)).ShouldBeTrue();
        frame.Of(116.0, 36.5).Y.ShouldBeLessThan(frame.Of(116.0, 36.4).Y);
        // A tenth of a degree of latitude is 11,096 m at 36.45° on this ellipsoid; the step of 0.1 mm is 17 m at this scale.
        var tenth = frame.Of(116.0, 36.4).Y - frame.Of(116.0, 36.5).Y;
        (tenth / frame.UnitsPerMetre).ShouldBe(11_096, 18);
    }

    [Fact]
    public void Neighbours_that_share_an_edge_share_it_on_paper()
    {
        var random = new Random(3);
        var edge = Enumerable.Range(0, 200).Select(index => new Coordinate(116 + random.NextDouble() * 0.001, 36.4 + index * 0.0005)).ToList();
        var west = Shapes.CreatePolygon([new(115.9, 36.4), .. edge, new(115.9, 36.4995), new(115.9, 36.4)]);
        var east = Shapes.CreatePolygon([new(116.1, 36.4), .. edge, new(116.1, 36.4995), new(116.1, 36.4)]);
        var frame = new MapFrame(new Envelope(115.9, 116.1, 36.4, 36.5), 20, 20, 11_000, 13_500, 8_000);

        var (left, right) = (frame.Rings(west).Single(), frame.Rings(east).Single());

        left.Intersect(right).Count().ShouldBeGreaterThan(20);
        var line = frame.Of(115.95, 36.45).X;
        left.Where(spot => spot.X > line).Order(Comparer<Spot>.Create((a, b) => a.Y.CompareTo(b.Y))).ShouldAllBe(spot => right.Contains(spot));
    }

    [Fact]
    public void What_reaches_beyond_the_frame_is_cut_so_that_coordinates_fit_16_bits()
    {
        var frame = new MapFrame(new Envelope(116, 116.001, 36.4, 36.401), 20, 20, 11_000, 13_500, 8_000);
        var province = Shapes.CreatePolygon([new(110, 30), new(120, 30), new(120, 40), new(110, 40), new(110, 30)]);

        var ring = frame.Rings(province).Single();

        ring.ShouldAllBe(spot => Math.Abs(spot.X) < 32_000 && Math.Abs(spot.Y) < 32_000);
        ring.ShouldContain(spot => spot.X < frame.Left && spot.Y < frame.Top);
    }

    [Fact]
    public void A_shape_smaller_than_a_tenth_of_a_millimetre_stays_as_a_speck()
    {
        var frame = new MapFrame(new Envelope(115, 117, 36, 37), 20, 20, 11_000, 13_500, 8_000);
        var hut = Shapes.CreatePolygon([new(116, 36.5), new(116.00001, 36.5), new(116.00001, 36.50001), new(116, 36.5)]);

        frame.Rings(hut).Single().Length.ShouldBe(4);
    }

    [Fact]
    public void A_place_and_a_single_point_have_a_map_too()
    {
        var frame = new MapFrame(new Envelope(116, 116, 36.4, 36.4), 20, 20, 11_000, 13_500, 8_000);

        frame.Holds(frame.Of(116, 36.4)).ShouldBeTrue();
        double.IsFinite(frame.UnitsPerMetre).ShouldBeTrue();
    }
}
