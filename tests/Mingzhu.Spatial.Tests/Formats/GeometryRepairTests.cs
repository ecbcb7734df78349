using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats;

public sealed class GeometryRepairTests
{
    [Theory]
    [InlineData("LINESTRING (0 0, 0 0, 1 0, 1 0, 1 1)", "LINESTRING (0 0, 1 0, 1 1)")]
    [InlineData("POLYGON ((0 0, 0 0, 1 0, 1 1, 1 1, 0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 0))")]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 0), (5 1, 5 1, 5 1, 5 1))", "POLYGON ((0 0, 9 0, 9 9, 0 0))")]
    [InlineData("MULTILINESTRING ((0 0, 0 0, 1 0), (2 2, 3 3))", "MULTILINESTRING ((0 0, 1 0), (2 2, 3 3))")]
    [InlineData("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)))", "POLYGON ((0 0, 1 0, 1 1, 0 0))")]
    public void Repeated_points_and_needless_wrapping_go_without_a_word(string found, string repaired)
    {
        var answer = GeometryRepair.Repair(Tables.Wkt(found));

        answer.Geometry!.AsText().ShouldBe(repaired);
        answer.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Of_mixed_dimensions_the_highest_is_kept_with_a_note()
    {
        var answer = GeometryRepair.Repair(Tables.Wkt("GEOMETRYCOLLECTION (POINT (5 5), GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1)), LINESTRING (2 2, 3 3))"));

        answer.Geometry!.AsText().ShouldBe("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))");
        answer.Problems.Single().En.ShouldBe("the geometry mixes points, lines and polygons; only its lines were kept, 1 parts were dropped");
        answer.Problems.Single().Severity.ShouldBe(ProblemSeverity.Repaired);
    }

    [Fact]
    public void A_figure_of_eight_becomes_its_two_halves_with_a_note()
    {
        var answer = GeometryRepair.Repair(Tables.Wkt("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"));

        answer.Geometry.ShouldBeOfType<MultiPolygon>().Area.ShouldBe(2);
        answer.Problems.Single().Code.ShouldBe("geometry.self-intersecting");
    }

    [Theory]
    [InlineData("POLYGON EMPTY", "geometry.empty")]
    [InlineData("LINESTRING (1 1, 1 1)", "geometry.too-few-points")]
    [InlineData("POLYGON ((0 0, 1 1, 1 1, 0 0))", "geometry.too-few-points")]
    [InlineData("POLYGON ((0 0, 2 0, 1 0, 0 0))", "geometry.zero-area")]
    [InlineData("POINT (200000000 0)", "geometry.absurd")]
    public void What_can_not_be_saved_is_refused_with_a_reason(string found, string code)
    {
        var answer = GeometryRepair.Repair(Tables.Wkt(found));

        answer.Geometry.ShouldBeNull();
        (answer.Problems.Single().Code, answer.Problems.Single().Severity).ShouldBe((code, ProblemSeverity.Refused));
    }

    [Fact]
    public void Nothing_and_numbers_without_end_are_refused()
    {
        GeometryRepair.Repair(null).Problems.Single().Code.ShouldBe("geometry.missing");
        GeometryRepair.Repair(GeometryFactory.Default.CreateLineString([new(0, 0), new(double.PositiveInfinity, 0)])).Problems.Single().Code.ShouldBe("geometry.not-finite");
    }

    [Fact]
    public void A_repaired_geometry_is_valid_and_repairing_it_again_changes_and_says_nothing() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var answer = GeometryRepair.Repair(Scribble(new Random(seed)));
            if (answer.Geometry is not { } geometry)
                return answer.Problems is [{ Severity: ProblemSeverity.Refused }];
            var again = GeometryRepair.Repair(geometry);
            return geometry.IsValid && ReferenceEquals(again.Geometry, geometry) && again.Problems.Count == 0;
        }).QuickCheckThrowOnFailure();

    // A polygon with a hole, both drawn blindly on a small grid, so that everything that can go wrong does.
    private static Polygon Scribble(Random random)
    {
        LinearRing Ring()
        {
            Coordinate[] points = [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => new Coordinate(random.Next(5), random.Next(5)))];
            return GeometryFactory.Default.CreateLinearRing([.. points, points[0].Copy()]);
        }
        return GeometryFactory.Default.CreatePolygon(Ring(), random.Next(2) == 0 ? [] : [Ring()]);
    }
}
