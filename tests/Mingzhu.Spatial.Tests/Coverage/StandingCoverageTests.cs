using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using Point = NetTopologySuite.Geometries.Point;

namespace Mingzhu.Spatial.Tests;

public sealed class StandingCoverageTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly Plane Ground = Plane.Centred(116, 36.5);

    [Fact]
    public void After_any_change_it_is_what_measuring_anew_gives()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var random = new Random(seed);
            Geometry[] land = [.. Enumerable.Range(0, 60).Select(_ => Block(random, 220))];
            ServiceArea[] areas = [.. Enumerable.Range(0, 14).Select(_ => Area(random))];
            Geometry?[] pieces = [Box(-3000, -3000, 0, 3000), Box(0, -3000, 3000, 3000)];
            var standing = new StandingCoverage(Ground, land, areas, pieces, TestContext.Current.CancellationToken);
            Same(standing.Now, Coverage.Measure(Ground, land, areas, pieces, TestContext.Current.CancellationToken).Pieces, 0);

            for (var round = 0; round < 6; round++)
            {
                int[] without = [.. Enumerable.Range(0, areas.Length).Where(_ => random.Next(6) == 0)];
                ServiceArea[] added = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Area(random))];
                ServiceArea[] then = [.. areas.Where((_, index) => !without.Contains(index)), .. added];

                Same(standing.With(without, added, TestContext.Current.CancellationToken), Coverage.Measure(Ground, land, then, pieces, TestContext.Current.CancellationToken).Pieces, 1e-4);
            }
        }
    }

    [Fact]
    public void Where_nothing_serves_a_new_area_covers_its_circle()
    {
        var standing = new StandingCoverage(Ground, [Box(-2000, -2000, 2000, 2000)], [], [null], TestContext.Current.CancellationToken);

        standing.Now[0].CoveredM2.ShouldBe(0);
        standing.With([], [new ServiceArea(new Point(0, 0), 500)], TestContext.Current.CancellationToken)[0].CoveredM2.ShouldBe(785_319.3, 1);
        standing.Now[0].CoveredM2.ShouldBe(0);
    }

    private static void Same(IReadOnlyList<PieceCoverage> one, IReadOnlyList<PieceCoverage> other, double toleranceM2)
    {
        for (var piece = 0; piece < other.Count; piece++)
        {
            one[piece].TotalM2.ShouldBe(other[piece].TotalM2);
            Math.Abs(one[piece].CoveredM2 - other[piece].CoveredM2).ShouldBeLessThanOrEqualTo(toleranceM2);
        }
    }

    private static ServiceArea Area(Random random) => new(random.Next(3) == 0 ? new Point(At(random), At(random)) : Block(random, 150), random.Next(4) * 250);

    private static Polygon Block(Random random, double side) => (At(random), At(random)) is var (x, y) ? Box(x, y, x + (side * (0.3 + random.NextDouble())), y + side) : null!;

    private static double At(Random random) => (random.NextDouble() - 0.5) * 5000;

    private static Polygon Box(double west, double south, double east, double north) =>
        Factory.CreatePolygon([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]);
}
