using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats;

public sealed class GeometryRepairRingsTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 5, 30 5, 10 5, 10 10, 0 10, 0 0))", "POLYGON ((0 0, 10 0, 10 5, 10 10, 0 10, 0 0))")] // out and back the same way
    [InlineData("POLYGON ((0 0, 10 0, 10 5, 30 5, 10 5.0001, 10 10, 0 10, 0 0))", "POLYGON ((0 0, 10 0, 10 5, 10 5.0001, 10 10, 0 10, 0 0))")] // a tenth of a millimetre wide
    [InlineData("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 6 4, 4 4, 4 2, 2 2))", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))")]
    [InlineData("POLYGON ((20 0, 0 0, 10 0, 10 10, 20 10, 20 0))", "POLYGON ((20 0, 10 0, 10 10, 20 10, 20 0))")] // beyond a corner
    [InlineData("POLYGON ((-9 0, 0 0, 10 0, 10 10, 0 10, 0 0, -9 0))", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))")] // at the first point
    public void Spikes_are_cut_off_with_a_note(string found, string repaired)
    {
        var answer = GeometryRepair.Repair(Tables.Wkt(found));

        answer.Geometry!.EqualsTopologically(Tables.Wkt(repaired)).ShouldBeTrue(answer.Geometry.AsText());
        answer.Geometry.NumPoints.ShouldBe(Tables.Wkt(repaired)!.NumPoints);
        (answer.Problems.Single().Code, answer.Problems.Single().Severity).ShouldBe(("geometry.spike", ProblemSeverity.Repaired));
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 10 0, 10 5, 30 5, 10 5.05, 10 10, 0 10, 0 0))")] // 5 cm wide at 10 m: a strip of land
    [InlineData("POLYGON ((0 0, 1000 0, 1000 0.5, 0 0))")] // thin all over
    [InlineData("POLYGON ((115.98 36.45, 115.99 36.45, 115.99 36.46, 115.985 36.4599999, 115.98 36.46, 115.98 36.45))")]
    public void What_is_thin_but_encloses_something_stays(string found)
    {
        var geometry = Tables.Wkt(found);

        GeometryRepair.Repair(geometry).ShouldBe(new RepairedGeometry(geometry));
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1), (2 2, 2 1, 1 1, 2 2))", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))")]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)), ((1 0, 1 1, 0 0, 1 0)))", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))")]
    [InlineData("MULTILINESTRING ((0 0, 1 0, 1 1), (1 1, 1 0, 0 0), (0 0, 1 0))", "MULTILINESTRING ((0 0, 1 0, 1 1), (0 0, 1 0))")]
    [InlineData("MULTIPOINT ((1 1), (2 2), (1 1))", "MULTIPOINT ((1 1), (2 2))")]
    public void Rings_and_parts_that_stand_there_twice_are_kept_once_with_a_note(string found, string repaired)
    {
        var answer = GeometryRepair.Repair(Tables.Wkt(found));

        answer.Geometry!.AsText().ShouldBe(repaired);
        answer.Problems.Single().Code.ShouldBe("geometry.duplicate-part");
        answer.Problems.Single().En.ShouldEndWith("; 1 were removed");
    }

    [Fact]
    public void A_shell_behind_its_hole_is_put_first_without_a_word()
    {
        var answer = GeometryRepair.Repair(Tables.Wkt("POLYGON ((2 2, 2 4, 4 4, 4 2, 2 2), (0 0, 9 0, 9 9, 0 9, 0 0))"));

        answer.Geometry!.AsText().ShouldBe("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))");
        answer.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_hole_outside_becomes_a_polygon_with_a_note()
    {
        var answer = GeometryRepair.Repair(Tables.Wkt("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (20 0, 22 0, 22 2, 20 2, 20 0))"));

        answer.Geometry.ShouldBeOfType<MultiPolygon>().Area.ShouldBe(85);
        answer.Problems.Single().Code.ShouldBe("geometry.hole-outside");
    }

    [Fact]
    public void Every_repair_is_told_under_its_own_code()
    {
        var answer = GeometryRepair.Repair(Tables.Wkt("GEOMETRYCOLLECTION (POINT (1 1), POLYGON ((0 0, 10 0, 10 5, 30 5, 10 5, 10 10, 0 10, 0 0)))"));

        answer.Problems.Select(problem => (problem.Code, problem.Zh)).ShouldBe(
            [("geometry.mixed", "图形混有点、线、面，只保留了面，舍去 1 个部分"), ("geometry.spike", "(30, 5) 处有没有宽度的尖刺，已去掉 2 个点")]);
    }

    [Fact]
    public void A_gap_like_a_slip_of_rounding_is_closed_with_a_note_and_a_wider_one_refused()
    {
        using var folder = new TemporaryFolder();
        SourceFeature Read(string last) => GeoJsonFile.Read(folder.File("gap.geojson", $$"""{"type":"Polygon","coordinates":[[[0,0],[0,100],[100,100],[100,0],[{{last}}]]]}""")).Features.Single();

        var slip = Read("0.01,0");

        slip.Geometry!.AsText().ShouldBe("POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))");
        (slip.Problems.Single().Code, slip.Problems.Single().En).ShouldBe(("geometry.closed", "the ring at (0, 0) had a tiny gap of 0.01; it was closed"));
        GeometryRepair.Repair(slip.Geometry).Problems.ShouldBeEmpty();
        Read("0.1,0").Problems.Single().Code.ShouldBe("geometry.unclosed");
    }

    [Fact]
    public void A_ring_of_nothing_but_spikes_has_no_area() =>
        GeometryRepair.Repair(Tables.Wkt("POLYGON ((0 0, 10 0, 20 0, 10 0, 0 0))")).Problems.Single().Code.ShouldBe("geometry.zero-area");

    [Fact]
    public void Whatever_is_drawn_comes_out_valid_without_spikes_and_goes_through_again_untouched() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var answer = GeometryRepair.Repair(Scribble(new Random(seed)));
            if (answer.Geometry is not { } geometry)
                return answer.Problems is [{ Severity: ProblemSeverity.Refused }];
            var again = GeometryRepair.Repair(geometry);
            return geometry.IsValid && ReferenceEquals(again.Geometry, geometry) && again.Problems.Count == 0 && !Rings(geometry).Any(HasSpike);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cutting_spikes_off_a_good_ring_gives_the_ring_back() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            // A star-shaped ring, and out of some of its corners there-and-back excursions.
            var random = new Random(seed);
            var corners = Enumerable.Range(0, 5 + random.Next(20)).Select(_ => random.NextDouble() * Math.PI * 2).Distinct().Order()
                .Select(angle => new Coordinate(Math.Cos(angle) * 100, Math.Sin(angle) * 100)).ToList();
            var plain = GeometryFactory.Default.CreatePolygon([.. corners, corners[0].Copy()]);
            var spiked = corners.SelectMany(at => random.Next(3) == 0 ? [at, new Coordinate(at.X * 1.5, at.Y * 1.5), at.Copy()] : new[] { at }).ToList();
            var answer = GeometryRepair.Repair(GeometryFactory.Default.CreatePolygon([.. spiked, spiked[0].Copy()]));
            return plain.Area < 1 || answer.Geometry!.EqualsNormalized(plain);
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<LineString> Rings(Geometry geometry) => NetTopologySuite.Geometries.Utilities.PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().SelectMany(polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing));

    // The plainest reading of a spike: back along exactly the way it came.
    private static bool HasSpike(LineString ring)
    {
        var at = ring.Coordinates[1..];
        return Enumerable.Range(0, at.Length).Any(i =>
        {
            var (a, b, c) = (at[i], at[(i + 1) % at.Length], at[(i + 2) % at.Length]);
            return ((a.X - b.X) * (c.Y - b.Y)) - ((a.Y - b.Y) * (c.X - b.X)) == 0 && ((a.X - b.X) * (c.X - b.X)) + ((a.Y - b.Y) * (c.Y - b.Y)) > 0;
        });
    }

    // Several polygons with holes, all drawn blindly on a small grid, some twice.
    private static Geometry Scribble(Random random)
    {
        LinearRing Ring()
        {
            Coordinate[] points = [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => new Coordinate(random.Next(6), random.Next(6)))];
            return GeometryFactory.Default.CreateLinearRing([.. points, points[0].Copy()]);
        }

        Polygon One() => GeometryFactory.Default.CreatePolygon(Ring(), [.. Enumerable.Range(0, random.Next(3)).Select(_ => Ring())]);
        var parts = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => One()).ToList();
        if (random.Next(3) == 0)
            parts.Add((Polygon)parts[0].Copy());
        return parts.Count == 1 ? parts[0] : GeometryFactory.Default.CreateMultiPolygon([.. parts]);
    }
}
