using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class LandPiecesTests
{
    private static readonly Plane Plane = Plane.Centred(116, 36.5);
    private static readonly GeometryFactory Shapes = new();

    private static readonly Gen<ServiceArea> Areas =
        from x in Gen.Choose(-300, 700)
        from y in Gen.Choose(-300, 700)
        from side in Gen.Choose(0, 80)
        from radius in Gen.Choose(0, 400)
        select new ServiceArea(side == 0 ? Shapes.CreatePoint(new Coordinate(x, y)) : Square(x, y, side), radius);

    [Fact]
    public void What_each_area_reaches_and_all_of_them_together_is_what_coverage_measures_but_for_the_pieces_cut() =>
        Prop.ForAll(Areas.ArrayOf(4).ToArbitrary(), areas =>
        {
            Polygon[] land = [Square(0, 0, 300), Square(310, 0, 90), Square(0, 320, 40)];

            var pieces = LandPieces.Cut(Plane, land, areas, leastSideM: 8);

            double Of(IEnumerable<int> some) => some.SelectMany(area => pieces.PiecesOf[area]).Distinct().Sum(piece => pieces.AreaM2[piece]);
            double Measured(params ServiceArea[] some) => Coverage.Measure(Plane, land, some, null).Pieces[0].CoveredM2;
            return Enumerable.Range(0, areas.Length).All(area => Math.Abs(Of([area]) - Measured(areas[area])) <= pieces.CutM2 + 1)
                && Math.Abs(Of(Enumerable.Range(0, areas.Length)) - Measured(areas)) <= pieces.CutM2 + 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Smaller_pieces_leave_less_in_doubt()
    {
        ServiceArea[] areas = [new(Shapes.CreatePoint(new Coordinate(0, 0)), 500)];

        var (coarse, fine) = (LandPieces.Cut(Plane, [Square(0, 0, 600)], areas, 50), LandPieces.Cut(Plane, [Square(0, 0, 600)], areas, 5));

        fine.CutM2.ShouldBeLessThan(coarse.CutM2 / 5);
        // A quarter of a circle.
        fine.AreaM2.Sum().ShouldBe(Math.PI * 500 * 500 / 4, fine.CutM2);
    }

    [Fact]
    public void Land_that_nothing_reaches_is_no_piece() =>
        LandPieces.Cut(Plane, [Square(0, 0, 100)], [new(Shapes.CreatePoint(new Coordinate(1000, 0)), 500)], 5).AreaM2.ShouldBeEmpty();

    [Fact]
    public void Land_an_edge_crosses_stays_in_doubt_where_no_reach_holds_its_middle()
    {
        ServiceArea[] areas = [new(Square(102, 0, 100), 4)];

        var pieces = LandPieces.Cut(Plane, [Square(0, 0, 100)], areas, leastSideM: 8);

        pieces.PiecesOf[0].ShouldBeEmpty();
        pieces.CutM2.ShouldBeGreaterThan(2 * 100);
    }

    private static Polygon Square(double x, double y, double side) => (Polygon)Shapes.ToGeometry(new Envelope(x, x + side, y, y + side));
}
