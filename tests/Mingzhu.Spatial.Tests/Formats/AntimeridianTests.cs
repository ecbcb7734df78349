using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats;

public sealed class AntimeridianTests
{
    [Theory]
    [InlineData("POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))", 2, 2.0)]
    [InlineData("POLYGON ((-179 0, -179 1, 179 1, 179 0, -179 0))", 2, 2.0)]
    [InlineData("POLYGON ((170 0, -170 0, -170 10, 170 10, 170 0), (-178 4, -176 4, -176 6, -178 6, -178 4))", 2, 196.0)]
    [InlineData("MULTIPOLYGON (((179 0, -179 0, -179 1, 179 1, 179 0)), ((-178 5, -177 5, -177 6, -178 6, -178 5)))", 3, 3.0)]
    public void A_polygon_across_180_is_cut_there_with_a_note(string found, int parts, double area)
    {
        var answer = Antimeridian.Cut(Tables.Wkt(found)!);

        answer.Problems.Single().Code.ShouldBe("geometry.antimeridian");
        answer.Geometry!.NumGeometries.ShouldBe(parts);
        answer.Geometry.Area.ShouldBe(area, 1e-9);
        answer.Geometry.IsValid.ShouldBeTrue();
        Enumerable.Range(0, parts).ShouldAllBe(i => answer.Geometry.GetGeometryN(i).EnvelopeInternal.Width <= 180);
        answer.Geometry.EnvelopeInternal.ShouldBe(new Envelope(-180, 180, answer.Geometry.EnvelopeInternal.MinY, answer.Geometry.EnvelopeInternal.MaxY));
        Antimeridian.Cut(answer.Geometry).ShouldBe(new RepairedGeometry(answer.Geometry));
    }

    [Fact]
    public void A_line_across_180_becomes_two()
    {
        var answer = Antimeridian.Cut(Tables.Wkt("LINESTRING (178 0, -178 4)")!);

        answer.Geometry!.EqualsTopologically(Tables.Wkt("MULTILINESTRING ((178 0, 180 2), (-180 2, -178 4))")).ShouldBeTrue(answer.Geometry.AsText());
    }

    [Theory]
    [InlineData("POLYGON ((-100 60, 20 60, 140 60, -100 60))")] // about the pole
    [InlineData("POLYGON ((-170 0, 0 0, 170 0, 170 10, 0 10, -170 10, -170 0))")] // wide in earnest
    public void What_can_not_be_cut_is_refused(string found) => Antimeridian.Cut(Tables.Wkt(found)!).Problems.Single().ShouldSatisfyAllConditions(problem => problem.Code.ShouldBe("geometry.too-wide"), problem => problem.Severity.ShouldBe(ProblemSeverity.Refused));

    [Fact]
    public void A_shape_of_the_city_is_left_alone()
    {
        var city = Tables.Wkt("POLYGON ((115.28 35.79, 116.55 35.79, 116.55 37.04, 115.28 35.79))")!;

        Antimeridian.Cut(city).ShouldBe(new RepairedGeometry(city));
    }
}
