using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class NearestShapesTests
{
    private static readonly Plane Plane = Plane.Centred(116, 36.5);
    private static readonly GeometryFactory Shapes = new();

    /// <summary>Points, lines and squares with and without a hole on a small board: touching, crossing and lying within each other come by themselves.</summary>
    private static readonly Gen<Geometry> Any =
        from x in Gen.Choose(-20, 20)
        from y in Gen.Choose(-20, 20)
        from side in Gen.Choose(1, 12)
        from kind in Gen.Choose(0, 4)
        select Shape(kind, x * 10, y * 10, side * 10);

    [Fact]
    public void Straight_distance_is_measured_from_border_to_border_and_is_nought_inside()
    {
        var nearest = new NearestShapes(Plane, [Square(0, 0, 100), null, Shapes.CreatePoint(new Coordinate(400, 50)), Shapes.CreateLineString([new(0, 900), new(900, 900)])]);

        nearest.To(Square(130, 0, 50)).ShouldBe((0, 30.0));
        nearest.To(Square(20, 20, 10)).ShouldBe((0, 0.0));
        nearest.To(Square(350, 0, 100)).ShouldBe((2, 0.0));
        nearest.To(Square(-1000, -1000, 5000)).ShouldBe((0, 0.0));
        nearest.To(Shapes.CreatePoint(new Coordinate(500, 880)), withinM: 19.9).ShouldBe((-1, double.PositiveInfinity));
        nearest.To(Shapes.CreatePoint(new Coordinate(500, 880)), withinM: 20.1).Shape.ShouldBe(3);
        new NearestShapes(Plane, []).To(Square(0, 0, 1)).ShouldBe((-1, double.PositiveInfinity));
    }

    [Fact]
    public void Inside_a_courtyard_one_is_as_far_from_the_house_as_its_nearest_wall() =>
        new NearestShapes(Plane, [Ring(0, 0, 100, 40)]).To(Shapes.CreatePoint(new Coordinate(50, 45))).Metres.ShouldBe(15, 1e-9);

    [Fact]
    public void It_equals_a_look_at_every_shape() =>
        Prop.ForAll(Any.ArrayOf(7).ToArbitrary(), Any.ToArbitrary(), (shapes, from) =>
        {
            var (shape, metres) = new NearestShapes(Plane, shapes).To(from);
            var all = shapes.Select(each => each.Distance(from)).ToArray();
            return Math.Abs(metres - all.Min()) < 0.00051 && Math.Abs(all[shape] - all.Min()) < 1e-6;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Polygon Square(double x, double y, double side) => (Polygon)Shapes.ToGeometry(new Envelope(x, x + side, y, y + side));

    private static Polygon Ring(double x, double y, double side, double hole) => (Polygon)Square(x, y, side).Difference(Square(x + (side - hole) / 2, y + (side - hole) / 2, hole));

    private static Geometry Shape(int kind, double x, double y, double side) => kind switch
    {
        0 => Shapes.CreatePoint(new Coordinate(x, y)),
        1 => Shapes.CreateLineString([new(x, y), new(x + side, y + (side / 2)), new(x + side, y - side)]),
        2 => Ring(x, y, side, side / 2),
        3 => Shapes.CreateMultiPolygon([Square(x, y, side), Square(x + (2 * side), y, side)]),
        _ => Square(x, y, side),
    };
}
