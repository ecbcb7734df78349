using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.OverlayNG;
using Point = NetTopologySuite.Geometries.Point;

namespace Mingzhu.Spatial.Tests;

/// <summary>Worlds drawn about the origin of a plane of scale 1, so areas in the plane are areas on the ground to 10⁻⁷.</summary>
public sealed class CoverageTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly Plane Ground = Plane.Centred(116, 36.5);

    private static readonly Gen<Geometry> Blocks =
        from x in Gen.Choose(-1500, 1500)
        from y in Gen.Choose(-1500, 1500)
        from w in Gen.Choose(1, 900)
        from h in Gen.Choose(1, 900)
        from turn in Gen.Choose(0, 90)
        select Turned(Square(x, y, x + w, y + h), turn);

    private static readonly Gen<ServiceArea> Services =
        from x in Gen.Choose(-2000, 2000)
        from y in Gen.Choose(-2000, 2000)
        from shape in Gen.OneOf(
            Gen.Constant((Geometry)Factory.CreatePoint(new Coordinate(x, y))),
            Blocks,
            Gen.Choose(-900, 900).Four().Select(d => (Geometry)Factory.CreateLineString([new(x, y), new(x + d.Item1, y + d.Item2), new(x + d.Item3, y + d.Item4)])))
        from radius in Gen.Choose(0, 700)
        select new ServiceArea(shape, radius);

    private static readonly Arbitrary<(Geometry[] Of, ServiceArea[] By)> Worlds =
        Gen.Choose(1, 6).SelectMany(n => Blocks.ArrayOf(n)).Zip(Gen.Choose(0, 7).SelectMany(n => Services.ArrayOf(n)))
            .Select(world => (world.Item1, world.Item2)).ToArbitrary();

    [Fact]
    public void A_point_covers_the_polygon_drawn_for_its_circle()
    {
        var result = Coverage.Measure(Ground, [Square(-2000, -2000, 2000, 2000)], [new(Factory.CreatePoint(new Coordinate(137, -61)), 500)], null);

        // n/2 · r² · sin(2π/n), n = 256, r = 500: 785,319.3 m²; the scale at 1 km is off 1 by 10⁻⁸.
        result.Pieces[0].CoveredM2.ShouldBe(785_319.31, 0.05);
        result.Pieces[0].TotalM2.ShouldBe(16_000_000, 1);
    }

    [Fact]
    public void A_square_park_covers_itself_four_strips_and_a_circle()
    {
        var result = Coverage.Measure(Ground, [Square(-5000, -5000, 5000, 5000)], [new(Square(-100, -100, 100, 100), 300)], null);

        // 200² + 4·200·300 + the 256-gon of 300 m (282,714.95).
        result.Pieces[0].CoveredM2.ShouldBe(40_000 + 240_000 + 282_714.95, 0.05);
    }

    [Fact]
    public void Nothing_to_cover_is_nothing_and_no_service_covers_nothing()
    {
        Coverage.Measure(Ground, [], [], null).Pieces.ShouldBe([new PieceCoverage(0, 0)]);
        Coverage.Measure(Ground, [Square(0, 0, 10, 10)], [], null).Pieces[0].CoveredM2.ShouldBe(0);
    }

    [Fact]
    public void What_lies_wholly_inside_is_covered_to_the_last_bit()
    {
        var piece = Coverage.Measure(Ground, [Square(10, 10, 60, 70)], [new(Factory.CreatePoint(new Coordinate(0, 0)), 500)], null).Pieces[0];

        piece.CoveredM2.ShouldBe(piece.TotalM2);
    }

    [Fact]
    public void A_block_is_whole_only_if_its_farthest_corner_is_reached_and_empty_only_if_its_nearest_is_not() =>
        Prop.ForAll(Gen.Choose(10, 400).Four().ToArbitrary(), Gen.Choose(-60, 10).ToArbitrary(), (at, short_) =>
        {
            // The facility stands to the south-west of an upright block; its radius ends a little before or beyond one of the two corners.
            var block = Square(at.Item1, at.Item2, at.Item1 + at.Item3, at.Item2 + at.Item4);
            var service = Factory.CreatePoint(new Coordinate(0, 0));
            foreach (var corner in new[] { Math.Sqrt((double)(at.Item1 * at.Item1) + (at.Item2 * at.Item2)), Math.Sqrt(Math.Pow(at.Item1 + at.Item3, 2) + Math.Pow(at.Item2 + at.Item4, 2)) })
            {
                ServiceArea[] by = [new(service, Math.Max(0, corner + short_))];
                if (!Near(Coverage.Measure(Ground, [block], by, null).Pieces[0].CoveredM2, AllAtOnce([block], by).CoveredM2))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Coverage_equals_the_union_of_everything_drawn_at_once() =>
        Prop.ForAll(Worlds, world =>
        {
            var (total, covered) = AllAtOnce(world.Of, world.By);
            var piece = Coverage.Measure(Ground, world.Of, world.By, null).Pieces[0];
            return Near(piece.TotalM2, total) && Near(piece.CoveredM2, covered);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Coverage_equals_a_count_of_grid_points() =>
        Prop.ForAll(Worlds, world =>
        {
            var piece = Coverage.Measure(Ground, world.Of, world.By, null).Pieces[0];
            var (inside, reached) = (0, 0);
            for (var x = -2500; x < 2500; x += 20)
            {
                for (var y = -2500; y < 2500; y += 20)
                {
                    var at = Factory.CreatePoint(new Coordinate(x + 10.3, y + 9.7));
                    if (world.Of.Any(of => of.Covers(at)))
                    {
                        inside++;
                        reached += world.By.Any(by => by.Geometry.Distance(at) <= by.RadiusM) ? 1 : 0;
                    }
                }
            }

            return Math.Abs(piece.TotalM2 - (400.0 * inside)) < 60_000 && Math.Abs(piece.CoveredM2 - (400.0 * reached)) < 60_000;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void A_larger_radius_and_one_more_service_cover_no_less() =>
        Prop.ForAll(Worlds, Services.ToArbitrary(), (world, more) =>
        {
            var now = Coverage.Measure(Ground, world.Of, world.By, null).Pieces[0].CoveredM2;
            var farther = Coverage.Measure(Ground, world.Of, Array.ConvertAll(world.By, by => by with { RadiusM = by.RadiusM * 1.1 }), null).Pieces[0].CoveredM2;
            var joined = Coverage.Measure(Ground, world.Of, [.. world.By, more], null).Pieces[0].CoveredM2;
            return farther >= now - 0.01 && joined >= now - 0.01;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Enlarging_a_park_covers_no_less() =>
        Prop.ForAll(Worlds, Blocks.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (world, park, percent) =>
        {
            // A steeper class for a larger park, as in the catalogs. Corners are drawn with arcs of 64 segments a quarter, so a moved corner may lose r²·10⁻⁴ at most.
            static double RadiusOf(Geometry of) => of.Area < 50_000 ? 300 : of.Area < 200_000 ? 500 : 1000;
            var larger = OverlayNGRobust.Overlay(park, Turned(park, percent), NetTopologySuite.Operation.Overlay.SpatialFunction.Union);

            var before = Coverage.Measure(Ground, world.Of, [.. world.By, new(park, RadiusOf(park))], null).Pieces[0].CoveredM2;
            var after = Coverage.Measure(Ground, world.Of, [.. world.By, new(larger, RadiusOf(larger))], null).Pieces[0].CoveredM2;
            return after >= before - (1e-4 * RadiusOf(park) * RadiusOf(park));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_add_up_to_the_whole_and_gaps_are_what_is_missing() =>
        Prop.ForAll(Worlds, Gen.Choose(-1400, 1400).Two().ToArbitrary(), (world, cut) =>
        {
            const double Far = 9000;
            var (x, y) = cut;
            Geometry?[] pieces = [Square(-Far, -Far, x, Far), Square(x, -Far, Far, y), Square(x, y, Far, Far)];
            var whole = Coverage.Measure(Ground, world.Of, world.By, null).Pieces[0];
            var parts = Coverage.MeasureWithGaps(Ground, world.Of, world.By, pieces);
            return Near(parts.Pieces.Sum(piece => piece.TotalM2), whole.TotalM2)
                && Near(parts.Pieces.Sum(piece => piece.CoveredM2), whole.CoveredM2)
                && Near(parts.Gaps.Sum(gap => gap.Uncovered.Area), whole.TotalM2 - whole.CoveredM2)
                && parts.Gaps.All(gap => gap.Uncovered.IsValid);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits() =>
        Prop.ForAll(Worlds, world =>
        {
            var many = Coverage.MeasureWithGaps(Ground, world.Of, world.By, null);
            var one = OnOneThread(() => Coverage.MeasureWithGaps(Ground, world.Of, world.By, null));
            return many.Pieces.SequenceEqual(one.Pieces) && many.Gaps.Select(gap => gap.Uncovered.AsText()).SequenceEqual(one.Gaps.Select(gap => gap.Uncovered.AsText()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Broken_polygons_are_measured_and_never_throw() =>
        Prop.ForAll(Gen.Choose(-900, 900).Two().ArrayOf(7).ArrayOf(4).ToArbitrary(), rings =>
        {
            Geometry[] polygons = Array.ConvertAll(rings, ring => (Geometry)Factory.CreatePolygon([.. ring.Append(ring[0]).Select(at => new Coordinate(at.Item1 / 300 * 100, at.Item2))]));
            var piece = Coverage.Measure(Ground, polygons, [.. polygons.Select(polygon => new ServiceArea(polygon, 50))], polygons).Pieces;
            return piece.All(each => each.CoveredM2 >= 0 && each.CoveredM2 <= each.TotalM2) && Near(piece.Sum(each => each.CoveredM2), piece.Sum(each => each.TotalM2));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_winding_bank_covers_the_same_cut_up_or_whole()
    {
        var bank = Factory.CreateLineString([.. Enumerable.Range(0, 700).Select(i => new Coordinate(i * 3.0, 200 * Math.Sin(i / 30.0)))]);
        var lake = Factory.CreatePolygon([.. Enumerable.Range(0, 900).Append(0).Select(i => new Coordinate(
            (900 + (90 * Math.Cos(i * Math.PI / 9))) * Math.Cos(i * Math.PI / 450), (900 + (90 * Math.Cos(i * Math.PI / 9))) * Math.Sin(i * Math.PI / 450)))]);
        foreach (var by in new ServiceArea[] { new(bank, 80), new(lake, 130) })
        {
            var (_, covered) = AllAtOnce([Square(-4000, -4000, 4000, 4000)], [by]);

            Coverage.Measure(Ground, [Square(-4000, -4000, 4000, 4000)], [by], null).Pieces[0].CoveredM2.ShouldBe(covered, covered * 1e-5);
        }
    }

    [Fact]
    public void A_polygon_that_touches_itself_is_measured_as_the_two_it_is()
    {
        // Two triangles that meet in (50, 50), drawn as one ring; each has 2,500 m², and half of it lies below y = 50.
        var bow = Factory.CreatePolygon([new(0, 0), new(50, 50), new(100, 0), new(100, 100), new(50, 50), new(0, 100), new(0, 0)]);

        var pieces = Coverage.Measure(Ground, [bow], [new(Square(-10, -10, 110, 50), 0)], [Square(-10, -10, 50, 110), Square(50, -10, 110, 110)]).Pieces;

        pieces.ShouldAllBe(piece => Math.Abs(piece.TotalM2 - 2500) < 0.001 && Math.Abs(piece.CoveredM2 - 1250) < 0.001);
    }

    [Fact]
    public void Land_in_many_scattered_and_empty_parts_adds_up()
    {
        var scattered = Factory.CreateMultiPolygon([.. Enumerable.Range(0, 50).Select(i => (Polygon)Square(i * 400, 0, (i * 400) + 10, 10)), Factory.CreatePolygon()]);

        var piece = Coverage.Measure(Ground, [scattered, Factory.CreatePolygon(), Factory.CreatePoint()], [new(Factory.CreateMultiPoint(), 500), new(Factory.CreatePoint(new Coordinate(5, 5)), 500)], null).Pieces[0];

        piece.TotalM2.ShouldBe(5000, 0.05);
        piece.CoveredM2.ShouldBe(200, 0.01);
    }

    [Fact]
    public void A_negative_radius_is_refused() =>
        Should.Throw<ArgumentException>(() => Coverage.Measure(Ground, [], [new(Factory.CreatePoint(new Coordinate(0, 0)), -1)], null));

    [Fact]
    public void A_cancelled_measure_stops() =>
        Should.Throw<OperationCanceledException>(() => Coverage.Measure(Ground, [Square(0, 0, 9, 9)], [], null, new CancellationToken(canceled: true)));

    [Fact]
    public void Areas_are_united_before_they_are_counted()
    {
        var areas = Coverage.AreaByPiece(Ground, [Square(0, 0, 100, 100), Square(50, 0, 150, 100)], [Square(-10, -10, 60, 200), Square(60, -10, 200, 200)]);

        areas[0].ShouldBe(6_000, 0.001);
        areas[1].ShouldBe(9_000, 0.001);
    }

    [Fact]
    public void Lengths_are_counted_by_piece_and_a_border_once()
    {
        Geometry[] roads = [Factory.CreateLineString([new(-500, 10), new(2500, 10)]), Factory.CreateLineString([new(300, 0), new(300, 700)])];

        var lengths = Coverage.LengthByPiece(Ground, roads, [Square(-100, -100, 300, 800), Square(300, -100, 2600, 800)]);

        lengths[0].ShouldBe(400 + 700, 0.001);
        lengths[1].ShouldBe(2200, 0.001);
        Coverage.LengthByPiece(Ground, roads, null)[0].ShouldBe(3700, 0.001);
    }

    private static Geometry Square(double minX, double minY, double maxX, double maxY) => Factory.ToGeometry(new Envelope(minX, maxX, minY, maxY));

    private static Geometry Turned(Geometry geometry, double degrees) =>
        NetTopologySuite.Geometries.Utilities.AffineTransformation.RotationInstance(degrees * Math.PI / 180, geometry.Centroid.X, geometry.Centroid.Y).Transform(geometry);

    private static (double TotalM2, double CoveredM2) AllAtOnce(Geometry[] of, ServiceArea[] by)
    {
        var all = OverlayNGRobust.Union(of);
        Geometry[] buffers = [.. by.Select(area => BufferOp.Buffer(area.Geometry, area.RadiusM, new BufferParameters(64) { SimplifyFactor = 1e-9 })).Where(buffer => !buffer.IsEmpty)];
        if (buffers.Length == 0)
        {
            return (all.Area, 0);
        }

        var reached = OverlayNGRobust.Union(buffers);
        return (all.Area, OverlayNGRobust.Overlay(all, reached, NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection).Area);
    }

    private static bool Near(double found, double expected) => Math.Abs(found - expected) <= 0.1 + (1e-6 * Math.Abs(expected));

    private static T OnOneThread<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ConcurrentScheduler).GetAwaiter().GetResult();
}
