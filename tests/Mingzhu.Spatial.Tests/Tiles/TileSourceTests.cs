using System.Diagnostics;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class TileSourceTests(ITestOutputHelper output)
{
    private static readonly GeometryFactory Factory = new();

    [Fact]
    public void A_source_draws_what_the_encoder_draws_from_zoom_14_on()
    {
        var table = Buildings(2000, 7);
        var source = new TileSource("buildings", table, "floors");
        var address = TileAddress.At(115.985, 36.456, 14);

        var features = Enumerable.Range(0, table.Count)
            .Select(row => new TileFeature((ulong)row, table.Geometries[row]!, [("id", table.Ids[row]), ("floors", table.Value(row, "floors"))]));

        var tile = TileSource.Tile(address, source);
        tile.ShouldBe(TileEncoder.Encode(address, [new("buildings", features)]));
        TinyDecoder.Decode(tile)["buildings"].Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Far_out_what_is_smaller_than_a_pixel_is_left_out()
    {
        var table = Table([Factory.ToGeometry(new Envelope(116, 116.0001, 36, 36.0001)), Factory.ToGeometry(new Envelope(116, 116.4, 36, 36.4))]);

        var drawn = TinyDecoder.Decode(TileSource.Tile(TileAddress.At(116.1, 36.1, 8), new TileSource("l", table)));

        drawn["l"].ShouldHaveSingleItem().Properties["id"].ShouldBe("b1");
    }

    [Fact]
    public void Far_out_one_point_stands_for_those_beside_it()
    {
        var table = Table([.. Enumerable.Range(0, 50).Select(i => (Geometry)Factory.CreatePoint(new Coordinate(116 + (i * 1e-7), 36)))]);
        var source = new TileSource("l", table);

        TinyDecoder.Decode(TileSource.Tile(TileAddress.At(116, 36, 10), source))["l"].ShouldHaveSingleItem().Id.ShouldBe(0ul);
        TinyDecoder.Decode(TileSource.Tile(TileAddress.At(116, 36, 14), source))["l"].Count.ShouldBe(50);
    }

    [Fact]
    public void Rows_without_geometry_and_tiles_without_rows_are_nothing()
    {
        var source = new TileSource("l", Table([null]));

        TileSource.Tile(new(0, 0, 0), source).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => new TileSource("l", Table([null]), "height"));
    }

    [Fact]
    public void Sixty_thousand_buildings_answer_any_tile_quickly()
    {
        var table = Buildings(60_000, 1);
        var watch = Stopwatch.StartNew();
        var source = new TileSource("buildings", table, "floors");
        output.WriteLine($"prepared in {watch.ElapsedMilliseconds} ms");

        var best = new double[19];
        for (var z = 0; z <= 18; z++)
        {
            best[z] = double.PositiveInfinity;
            var bytes = 0;
            for (var round = 0; round < 5; round++)
            {
                watch.Restart();
                bytes = TileSource.Tile(TileAddress.At(115.985, 36.456, z), source).Length;
                best[z] = Math.Min(best[z], watch.Elapsed.TotalMilliseconds);
            }

            output.WriteLine($"zoom {z}: {best[z]:F1} ms, {bytes} bytes");
        }

        best.Max().ShouldBeLessThan(300, "30 ms on an idle core with optimisation; the slack is for a crowded machine without");
    }

    /// <summary>Rectangles of 8 to 60 m in a city of about 20 km by 20 km.</summary>
    private static FeatureTable Buildings(int count, int seed)
    {
        var random = new Random(seed);
        var spread = 20.0 * Math.Sqrt(count / 60_000.0) / 100;
        return Table([.. Enumerable.Range(0, count).Select(_ =>
        {
            var (x, y) = (115.985 + ((random.NextDouble() - 0.5) * spread), 36.456 + ((random.NextDouble() - 0.5) * spread));
            return (Geometry)Factory.ToGeometry(new Envelope(x, x + (8e-5 + (random.NextDouble() * 6e-4)), y, y + 8e-5 + (random.NextDouble() * 1e-4)));
        })]);
    }

    private static FeatureTable Table(Geometry?[] geometries) => new(
        [new Field("floors", FieldType.Integer)], [.. geometries.Select((_, row) => $"b{row}")], geometries, [[.. geometries.Select((_, row) => (object)(row % 33L))]]);
}
