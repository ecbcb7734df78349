using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Topology;

public sealed class PointInsideTests
{
    [Fact]
    public void Of_a_line_it_is_the_point_the_library_gives() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(2, 9).ToArbitrary(), (seed, count) =>
        {
            var random = new Random(seed);
            // On a coarse grid lines turn back on themselves, stand still and have vertices at equal distances.
            var line = new LineString([.. Enumerable.Range(0, count).Select(_ => seed % 3 == 0
                ? new Coordinate(random.Next(4), random.Next(4))
                : new Coordinate(500_000 + (random.NextDouble() * 1000), 4_000_000 + (random.NextDouble() * 1000)))]);

            PointInside.Of(line).ShouldBe(line.InteriorPoint.Coordinate);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Of_anything_else_it_is_the_library_s_and_of_nothing_it_is_null()
    {
        var square = new Envelope(0, 2, 0, 2);
        PointInside.Of(GeometryFactory.Default.ToGeometry(square)).ShouldBe(new Coordinate(1, 1));
        PointInside.Of(GeometryFactory.Default.CreateLineString()).ShouldBeNull();
        PointInside.Of(GeometryFactory.Default.CreatePoint(new Coordinate(3, 4))).ShouldBe(new Coordinate(3, 4));
    }
}
