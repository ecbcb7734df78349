using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class TileClustersTests
{
    [Fact]
    public void Every_point_is_counted_once_at_every_zoom_and_the_first_row_speaks_for_its_cell() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), CountsOnce).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    /// <summary>Two points that a step of 1.9 cm brings into one cell.</summary>
    [Fact]
    public void Two_points_meet_in_a_cell_that_only_rounding_to_a_step_brings_them_into() => CountsOnce(810737753, 15);

    [Fact]
    public void It_stands_in_the_middle_of_its_points()
    {
        var tile = new TileAddress(12, 3367, 1602);
        var clusters = new TileClusters("l", [DecodedShapes.LonLat(100, 100, tile), DecodedShapes.LonLat(300, 200, tile), DecodedShapes.LonLat(3000, 200, tile)], []);

        TinyDecoder.Decode(clusters.Tile(tile))["l"].Select(feature => feature.Parts[0][0]).ShouldBe([(200, 150), (3000, 200)]);
        clusters.Tile(new TileAddress(12, 3368, 1602)).ShouldBeEmpty();
    }

    private static void CountsOnce(int seed, int z)
    {
        var random = new Random(seed);
        Coordinate[] points = [.. Enumerable.Range(0, 300).Select(_ => new Coordinate(115.9 + (random.NextDouble() * 0.02), 36.4 + (random.NextDouble() * random.NextDouble() * 0.02)))];
        var clusters = new TileClusters("findings", points, [new("id", [.. Enumerable.Range(0, 300).Select(row => $"f{row}")]), new("v", [.. Enumerable.Range(0, 300).Select(row => (object)(row % 3))])]);
        var (first, last) = (TileAddress.At(115.9, 36.42, z), TileAddress.At(115.92, 36.4, z));
        var drawn = (from x in Enumerable.Range(first.X, last.X - first.X + 1)
                     from y in Enumerable.Range(first.Y, last.Y - first.Y + 1)
                     from feature in TinyDecoder.Decode(clusters.Tile(new TileAddress(z, x, y))).GetValueOrDefault("findings", [])
                     select feature).ToArray();

        drawn.Sum(feature => (int)(ulong)feature.Properties["n"]).ShouldBe(300);
        var expected = points.Index().GroupBy(point => Cell(point.Item, z)).Select(cell => ((ulong)cell.Min(point => point.Index), (ulong)cell.Count())).Order();
        drawn.Select(feature => (feature.Id!.Value, (ulong)feature.Properties["n"])).Order().ShouldBe(expected);
        drawn.ShouldAllBe(feature => (string)feature.Properties["id"] == $"f{feature.Id}" && (ulong)feature.Properties["v"] == feature.Id % 3);
    }

    // Of the point as tiles hold it, to the nearest step of the world: one that lies within a step of the border may be in the next cell.
    private static (int, int) Cell(Coordinate at, int z)
    {
        var (x, y) = WorldGrid.At(at.X, at.Y);
        var side = 1 << (WorldGrid.Bits - z - (z < 15 ? 3 : 7));
        return (x / side, y / side);
    }
}
