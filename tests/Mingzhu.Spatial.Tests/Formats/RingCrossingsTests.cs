using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats;

public sealed class RingCrossingsTests
{
    private static readonly GeometryFactory Shapes = new();

    [Fact]
    public void They_are_counted_as_by_looking_at_every_pair_of_sides() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var polygon = Walk(seed, 700);
        var sides = polygon.Coordinates.Zip(polygon.Coordinates.Skip(1)).Select(side => new LineSegment(side.First, side.Second)).ToArray();
        var crossings = Enumerable.Range(0, sides.Length).Sum(one => Enumerable.Range(one + 1, sides.Length - one - 1).Count(other => Cross(sides[one], sides[other])));

        return (crossings == 0 || RingCrossings.MoreThan(crossings - 1, polygon)) && !RingCrossings.MoreThan(crossings, polygon);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void A_star_of_a_million_crossings_is_refused_and_one_of_a_few_thousand_repaired()
    {
        GeometryRepair.Repair(Star(2001)).Problems.Single().Code.ShouldBe("geometry.tangled");

        GeometryRepair.Repair(Star(101)).Geometry!.IsValid.ShouldBeTrue();
    }

    /// <summary>A ring that wanders in small steps on a grid no two of whose sides touch by chance.</summary>
    private static Polygon Walk(int seed, int points)
    {
        var dice = new Random(seed);
        var (x, y) = (0.0, 0.0);
        var ring = new Coordinate[points + 1];
        for (var at = 0; at < points; at++)
            ring[at] = new Coordinate(x += dice.NextDouble() - 0.5, y += dice.NextDouble() - 0.5);
        ring[^1] = ring[0].Copy();
        return Shapes.CreatePolygon(ring);
    }

    private static Polygon Star(int points)
    {
        var ring = Enumerable.Range(0, points).Select(at => Math.SinCos(2 * Math.PI * ((long)at * (points / 2) % points) / points)).Select(turn => new Coordinate(1000 * turn.Cos, 1000 * turn.Sin)).ToArray();
        return Shapes.CreatePolygon([.. ring, ring[0].Copy()]);
    }

    private static bool Cross(LineSegment one, LineSegment other) =>
        one.OrientationIndex(other.P0) * one.OrientationIndex(other.P1) < 0 && other.OrientationIndex(one.P0) * other.OrientationIndex(one.P1) < 0;
}
