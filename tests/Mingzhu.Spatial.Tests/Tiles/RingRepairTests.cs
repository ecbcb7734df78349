using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class RingRepairTests
{
    private static readonly GeometryFactory Factory = new();

    // Small grids make corners meet, edges touch and run along each other; wide ones make slivers.
    private static readonly Gen<(int Size, (int X, int Y)[][] Rings)> Tangles =
        from size in Gen.Elements(4, 8, 20, 200, 4000)
        from rings in Gen.Choose(0, size).Zip(Gen.Choose(0, size)).ArrayOf().Where(ring => ring.Length >= 3).Resize(14).NonEmptyListOf().Select(list => list.Take(4).ToArray())
        select (size, rings);

    [Fact]
    public void Whatever_the_rings_what_comes_out_is_valid_and_apart() =>
        Prop.ForAll(Tangles.ToArbitrary(), tangle =>
        {
            var polygons = Polygons(Repaired(tangle.Rings));
            for (var i = 0; i < polygons.Length; i++)
            {
                polygons[i].IsValid.ShouldBeTrue(polygons[i].AsText());
                polygons.Skip(i + 1).ShouldAllBe(other => !other.Relate(polygons[i], "T********"));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_lies_more_than_a_unit_from_every_edge_is_kept_if_it_is_wound_about_and_gone_if_it_is_not() =>
        Prop.ForAll(Tangles.ToArbitrary(), tangle =>
        {
            var repaired = Factory.CreateMultiPolygon(Polygons(Repaired(tangle.Rings)));
            var edges = Factory.CreateMultiLineString([.. tangle.Rings.Select(ring => Factory.CreateLineString([.. ring.Append(ring[0]).Select(c => new Coordinate(c.X, c.Y))]))]);
            foreach (var probe in Probes(tangle.Size))
            {
                var room = Factory.CreatePoint(probe).Distance(edges) - 1;
                var wound = tangle.Rings.Sum(ring => Winding(ring, probe)) > 0;
                // What is smaller than an eighth of a pixel is left out: with so much room about it a part is surely larger.
                if (room > 0 && wound != repaired.Intersects(Factory.CreatePoint(probe)) && !(wound && Math.PI * room * room <= ZoomRule.Pixel * ZoomRule.Pixel / 8.0))
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void A_sound_polygon_stays_as_it_is()
    {
        var repaired = Repaired([[(0, 0), (40, 0), (40, 40), (0, 40)], [(10, 10), (10, 30), (30, 30), (30, 10)]]);

        Polygons(repaired).ShouldHaveSingleItem().Normalized().ShouldBe(
            Factory.CreatePolygon(Factory.CreateLinearRing([new(0, 0), new(40, 0), new(40, 40), new(0, 40), new(0, 0)]), [Factory.CreateLinearRing([new(10, 10), new(30, 10), new(30, 30), new(10, 30), new(10, 10)])]).Normalized());
    }

    [Fact]
    public void A_bow_keeps_its_clockwise_half() =>
        Polygons(Repaired([[(0, 0), (40, 0), (0, 40), (40, 40)]])).ShouldHaveSingleItem().Area.ShouldBe(400);

    [Fact]
    public void A_hole_that_touches_its_shell_in_a_corner_is_a_hole_and_one_that_parts_it_makes_two()
    {
        Polygons(Repaired([[(0, 0), (40, 0), (40, 40), (0, 40)], [(20, 0), (10, 20), (30, 20)]])).ShouldHaveSingleItem().NumInteriorRings.ShouldBe(1);
        Polygons(Repaired([[(0, 0), (40, 0), (40, 40), (0, 40)], [(20, 0), (10, 20), (20, 40), (30, 20)]])).Select(polygon => (polygon.Area, polygon.NumInteriorRings)).ShouldBe([(600, 0), (600, 0)]);
    }

    [Fact]
    public void What_winds_about_nothing_is_nothing()
    {
        Repaired([[(0, 0), (40, 0), (20, 0)]]).Runs.ShouldBe(0);
        Repaired([[(0, 0), (0, 40), (40, 40), (40, 0)]]).Runs.ShouldBe(0);
        Repaired([]).Runs.ShouldBe(0);
    }

    [Fact]
    public void Only_valid_rings_pass_for_sound() =>
        Prop.ForAll(Tangles.ToArbitrary(), tangle =>
        {
            var rings = Run(tangle.Rings);
            // Of rings that collapse nothing is left that could be sound or not.
            if (rings.Runs > 0 && new RingCheck().IsSound(rings))
            {
                Polygons(rings).ShouldHaveSingleItem().IsValid.ShouldBeTrue();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Rings_that_are_apart_pass_for_sound_however_many_corners_they_have()
    {
        (int X, int Y)[] comb = [.. Enumerable.Range(0, 30).SelectMany(i => new[] { (20 * i, i % 2 == 0 ? 0 : 300), ((20 * i) + 10, i % 2 == 0 ? 0 : 300) }), (590, 400), (0, 400)];

        new RingCheck().IsSound(Run([comb, [(100, 330), (100, 350), (120, 350), (120, 330)]])).ShouldBeTrue();
        new RingCheck().IsSound(Run([comb, [(100, 330), (100, 350), (120, 350), (120, 330)], [(110, 340), (110, 345), (115, 345), (115, 340)]])).ShouldBeFalse("a hole in a hole");
        new RingCheck().IsSound(Run([comb, [(700, 330), (700, 350), (720, 350), (720, 330)]])).ShouldBeFalse("a hole outside");
        new RingCheck().IsSound(Run([comb, [(100, 250), (100, 450), (120, 450), (120, 250)]])).ShouldBeFalse("a hole across the edge");
    }

    private static CornerRun Repaired((int X, int Y)[][] rings)
    {
        var repaired = new CornerRun();
        new RingRepair().Repair(Run(rings), repaired);
        return repaired;
    }

    private static CornerRun Run((int X, int Y)[][] rings)
    {
        var run = new CornerRun();
        foreach (var ring in rings)
        {
            foreach (var (x, y) in ring.Where((at, i) => at != ring[i == 0 ? ^1 : i - 1]))
            {
                run.Add(x, y);
            }

            run.End(3);
        }

        return run;
    }

    private static Polygon[] Polygons(CornerRun rings) => DecodedShapes.Polygons(new DecodedFeature(null, 3, [], [.. Enumerable.Range(0, rings.Runs).Select(ring =>
    {
        var (start, end) = rings.Run(ring);
        return Enumerable.Range(start, end - start).Select(i => (rings.X(i), rings.Y(i))).ToList();
    })], true));

    private static IEnumerable<Coordinate> Probes(int size) =>
        from i in Enumerable.Range(0, 11)
        from j in Enumerable.Range(0, 11)
        select new Coordinate(((i + 0.37) * size / 11) - 0.013, ((j + 0.41) * size / 11) + 0.017);

    /// <summary>By the sum of angles, as it is taught.</summary>
    private static int Winding((int X, int Y)[] ring, Coordinate at) => (int)Math.Round(Enumerable.Range(0, ring.Length).Sum(i =>
    {
        var (a, b) = (ring[i], ring[(i + 1) % ring.Length]);
        var (ax, ay, bx, by) = (a.X - at.X, a.Y - at.Y, b.X - at.X, b.Y - at.Y);
        return Math.Atan2((ax * by) - (ay * bx), (ax * bx) + (ay * by));
    }) / (2 * Math.PI));
}
