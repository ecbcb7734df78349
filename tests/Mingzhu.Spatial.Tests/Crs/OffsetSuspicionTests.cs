using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class OffsetSuspicionTests
{
    private static readonly GeometryFactory Factory = GeometryFactory.Default;

    [Theory]
    [InlineData("GCJ-02")]
    [InlineData("BD-09")]
    public void Points_of_a_web_map_are_suspected_with_the_distances_before_and_after(string name)
    {
        // Doors: each at a building of the city, a few metres off, as a web map would write it.
        var (city, random) = (Buildings(seed: 7, 3000), new Random(1));
        var doors = city.Take(800).Select(building => Moved(Crs.Of(name)!, Jittered(building.Coordinates[random.Next(4)], random, 6))).ToList();

        var suspicion = Found(doors, city).ShouldNotBeNull();

        suspicion.Crs.Name.ShouldBe(name);
        suspicion.Positions.ShouldBe(800);
        suspicion.MovedM.ShouldBeInRange(1, 6);
        suspicion.DeclaredM.ShouldBeGreaterThan(20);
        suspicion.Says.Zh.ShouldStartWith($"移回 {name} 后，800 个位置与已有数据的中位距离从 ");
    }

    [Fact]
    public void With_little_there_the_whole_offset_shows()
    {
        // Two hundred villages far from each other: as declared each lies the whole offset away from its own.
        var (random, villages) = (new Random(3), Buildings(seed: 4, 200, spread: 0.6));
        var points = villages.Select(village => Moved(Crs.Gcj02, Jittered(village.Coordinates[0], random, 10))).ToList();

        var suspicion = Found(points, villages).ShouldNotBeNull();

        suspicion.DeclaredM.ShouldBeInRange(440, 560);
        suspicion.MovedM.ShouldBeInRange(2, 10);
    }

    [Fact]
    public void Half_of_the_points_may_belong_to_nothing_there()
    {
        var (random, city) = (new Random(5), Buildings(seed: 7, 3000));
        var points = city.Take(700).Select(building => Jittered(building.Coordinates[0], random, 2)).Concat(Scattered(random, 300)).Select(at => Moved(Crs.Gcj02, at)).ToList();

        Found(points, city).ShouldNotBeNull().Crs.Name.ShouldBe("GCJ-02");
    }

    [Fact]
    public void What_is_where_it_says_or_has_nothing_to_do_with_the_city_is_never_suspected() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var city = Buildings(seed, 200 + random.Next(1500), spread: 0.01 + (random.NextDouble() * 0.3));
            var count = 30 + random.Next(400);
            var aligned = Enumerable.Range(0, count).Select(i => Jittered(city[i % city.Count].Coordinates[0], random, random.Next(50))).ToList();
            return Found(aligned, city) is null && Found(Scattered(random, count), city) is null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shift_that_is_no_web_maps_is_not_called_one()
    {
        // Some 110 m north-west: what an old datum does.
        var city = Buildings(seed: 9, 3000);
        var points = city.Take(500).Select(building => new Coordinate(building.Coordinates[0].X - 0.0009, building.Coordinates[0].Y + 0.0007)).ToList();

        Found(points, city).ShouldBeNull();
    }

    [Fact]
    public void Too_few_points_or_too_little_there_say_nothing()
    {
        var city = Buildings(seed: 7, 3000);
        List<Coordinate> All(int count) => [.. city.Take(count).Select(building => Moved(Crs.Gcj02, building.Coordinates[0]))];

        Found(All(29), city).ShouldBeNull();
        Found(All(30), city).ShouldNotBeNull();
        Found(All(90), city.Take(90)).ShouldBeNull();
        Found([.. All(90).Select(at => new Coordinate(at.X + 1, at.Y))], city).ShouldBeNull();
        Found([], []).ShouldBeNull();
    }

    [Fact]
    public void The_order_of_what_is_there_does_not_matter()
    {
        var city = Buildings(seed: 7, 1000);
        List<Coordinate> points = [.. city.Take(300).Select(building => Moved(Crs.Gcj02, building.Coordinates[1]))];

        Found(points, city.AsEnumerable().Reverse()).ShouldBe(Found(points, city));
    }

    [Fact]
    public void A_large_city_is_held_against_without_being_held_whole()
    {
        const int count = 100_000;
        var one = Buildings(seed: 7, 1)[0];
        var before = GC.GetAllocatedBytesForCurrentThread();

        new OffsetReference(Enumerable.Repeat(one, count)).Count.ShouldBe(count);

        // Five positions, one piece; sorting the pieces takes as much again. A geometry of as many positions takes 500 bytes.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(300 * count);
    }

    private static OffsetSuspicion? Found(IReadOnlyList<Coordinate> positions, IEnumerable<Geometry> city) => OffsetSuspicion.Find(positions, new OffsetReference(city));

    private static Coordinate Moved(Crs crs, Coordinate at)
    {
        var (x, y) = crs.From4490(at.X, at.Y);
        return new Coordinate(x, y);
    }

    private static Coordinate Jittered(Coordinate at, Random random, double metres) =>
        new(at.X + ((random.NextDouble() - 0.5) * 2 * metres / 89_500), at.Y + ((random.NextDouble() - 0.5) * 2 * metres / 111_000));

    private static List<Coordinate> Scattered(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => new Coordinate(115.98 + (random.NextDouble() * 0.04), 36.44 + (random.NextDouble() * 0.04)))];

    // Rectangles of 10 to 40 m, thrown over a square of some degrees.
    private static List<Polygon> Buildings(int seed, int count, double spread = 0.04)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (x, y) = (115.98 + (random.NextDouble() * spread), 36.44 + (random.NextDouble() * spread));
            return (Polygon)Factory.ToGeometry(new Envelope(x, x + 0.0001 + (random.NextDouble() * 0.0003), y, y + 0.0001 + (random.NextDouble() * 0.0003)));
        })];
    }
}
