using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Spatial.Tests;

public sealed class ShareWithinTests
{
    private static readonly GeometryFactory Shapes = new();

    private static readonly Gen<Polygon> Blobs =
        from x in Gen.Choose(0, 400)
        from y in Gen.Choose(0, 400)
        from radius in Gen.Choose(10, 150)
        from corners in Gen.Choose(3, 40)
        select Blob(x, y, radius, corners);

    [Fact]
    public void A_site_half_across_the_line_lies_half_within()
    {
        var within = new ShareWithin([Square(0, 0, 100), Square(50, 0, 100)]);

        within.Of(Square(10, 10, 20)).ShouldBe(1);
        within.Of(Square(140, 0, 20)).ShouldBe(0.5, 1e-9);
        within.Of(Square(40, 0, 30)).ShouldBe(1); // across both: what overlaps counts once, and both together hold it
        within.Of(Square(160, 0, 20)).ShouldBe(0);
        within.Of(Shapes.CreatePoint(new Coordinate(20, 20))).ShouldBe(1);
        within.Of(Shapes.CreatePoint(new Coordinate(20, 200))).ShouldBe(0);
        within.Of(Shapes.CreateLineString([new(140, 50), new(160, 50)])).ShouldBe(0.5, 1e-9);
        within.Of(Shapes.CreateMultiPoint([Shapes.CreatePoint(new Coordinate(1, 1)), Shapes.CreatePoint(new Coordinate(1, 900))])).ShouldBe(0.5);
    }

    [Fact]
    public void Nothing_lies_within_no_area() => new ShareWithin([]).Of(Square(0, 0, 1)).ShouldBe(0);

    [Fact]
    public void The_share_equals_one_intersection_with_one_union() =>
        Prop.ForAll(Blobs.ArrayOf(5).ToArbitrary(), Blobs.ToArbitrary(), (areas, site) =>
            Math.Abs(new ShareWithin(areas).Of(site) - (UnaryUnionOp.Union(areas).Intersection(site).Area / site.Area)) < 1e-6).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Polygon Square(double x, double y, double side) => (Polygon)Shapes.ToGeometry(new Envelope(x, x + side, y, y + side));

    private static Polygon Blob(double x, double y, double radius, int corners)
    {
        Coordinate At(int k) => new(x + (radius * (k % 2 == 0 ? 1 : 0.6) * Math.Cos(k * 2 * Math.PI / corners)), y + (radius * (k % 2 == 0 ? 1 : 0.6) * Math.Sin(k * 2 * Math.PI / corners)));
        return Shapes.CreatePolygon([.. Enumerable.Range(0, corners).Select(At), At(0)]);
    }
}
