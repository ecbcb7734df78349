using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

/// <summary>Archives of tiles, read back by <see cref="ReadArchive"/>.</summary>
public sealed class TileArchiveTests
{
    private static readonly TileArchiveNote Note = new("云川", "说明", "© 云川市", 115.9, 36.3, 116.2, 36.6, []);

    [Fact]
    public void Every_tile_comes_back_where_it_was_and_none_besides() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (seed, kinds) =>
        {
            var random = new Random(seed);
            var tiles = new SortedDictionary<long, byte[]>();
            foreach (var number in Enumerable.Range(0, random.Next(1, 400)).Select(_ => (long)random.Next(1 + (1 << random.Next(12)))))
            {
                tiles[number] = [.. Enumerable.Repeat((byte)random.Next(kinds), random.Next(1, 3))];
            }

            var archive = new ReadArchive(Written(tiles, Note));

            archive.Ids.Order().ShouldBe(tiles.Keys);
            tiles.ShouldAllBe(tile => archive.Tile(tile.Key).SequenceEqual(tile.Value));
            archive.Contents.ShouldBe(tiles.Values.Select(Convert.ToHexString).Distinct().Count());
            archive.Entries.ShouldBe(tiles.Count(tile => !tiles.TryGetValue(tile.Key - 1, out var before) || !before.SequenceEqual(tile.Value)));
            archive.Zooms.ShouldBe((TileNumber.At(tiles.Keys.First()).Z, TileNumber.At(tiles.Keys.Last()).Z));
            archive.Clustered.ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_tiles_are_found_through_leaves()
    {
        var random = new Random(1);
        var tiles = new SortedDictionary<long, byte[]>();
        for (var number = 0L; number < 60_000; number += random.Next(1, 4))
        {
            var tile = new byte[random.Next(4, 90)];
            random.NextBytes(tile);
            tiles.Add(number, tile);
        }

        var archive = new ReadArchive(Written(tiles, Note));

        archive.HasLeaves.ShouldBeTrue();
        archive.Ids.Order().ShouldBe(tiles.Keys);
        tiles.Where((_, i) => i % 97 == 0).ShouldAllBe(tile => archive.Tile(tile.Key).SequenceEqual(tile.Value));
    }

    [Fact]
    public void It_says_what_it_is_and_where()
    {
        var zones = new TileSource("zones", new TileShapes([Square(116, 36.4, 0.1)]), [new("id", ["K1"], OfOne: true), new("floors", [3]), new("old", [true]), new("none", [null])]);

        var archive = new ReadArchive(Written(new() { [0] = [1], [5] = [2] }, Note with { Layers = [new(zones, "分区")] }));

        archive.Bounds.ShouldBe([115.9, 36.3, 116.2, 36.6]);
        archive.Centre.ShouldBe((2, 116.05, 36.45));
        archive.Says.GetProperty("name").GetString().ShouldBe("云川");
        archive.Says.GetProperty("attribution").GetString().ShouldBe("© 云川市");
        archive.Says.GetProperty("vector_layers").GetRawText().ShouldBe(
            """[{"id":"zones","description":"分区","minzoom":0,"maxzoom":15,"fields":{"id":"String","floors":"Number","old":"Boolean","none":"String"},"features":1,"shown":[0,0,0,1,1,1,1,1,1,1,1,1,1,1,1,1]}]""");
    }

    [Fact]
    public void A_tile_that_comes_late_or_empty_is_refused()
    {
        var archive = new TileArchiveWriter(new MemoryStream());
        archive.Add(new TileAddress(3, 1, 1), [1]);

        Should.Throw<ArgumentException>(() => archive.Add(new TileAddress(2, 1, 1), [1]));
        Should.Throw<ArgumentException>(() => archive.Add(new TileAddress(3, 1, 1), [1]));
        Should.Throw<ArgumentException>(() => archive.Add(new TileAddress(4, 1, 1), []));
        Should.Throw<InvalidOperationException>(() => new TileArchiveWriter(new MemoryStream()).WriteTo(Stream.Null, Note));
    }

    [Fact]
    public void A_pyramid_holds_every_tile_that_shows_anything()
    {
        var random = new Random(7);
        TileSource[] layers =
        [
            new("areas", new TileShapes([.. Enumerable.Range(0, 60).Select(_ => Square(116 + (random.NextDouble() * 0.1), 36.4 + (random.NextDouble() * 0.1), 0.0002 + (0.01 * random.NextDouble())))]), []),
            new("points", new TileShapes([.. Enumerable.Range(0, 40).Select(_ => new Point(116 + (random.NextDouble() * 0.1), 36.4 + (random.NextDouble() * 0.1)))]), []),
            // A stray on the other side of the world asks for few tiles more.
            new("stray", new TileShapes([new Point(-70, -33)]), []),
        ];

        var archive = new ReadArchive(Pyramid(layers));

        var addresses = TilePyramid.Addresses(layers);
        addresses.Length.ShouldBeLessThan(4000);
        addresses.Select(TileNumber.Of).ShouldBeInOrder(SortDirection.Ascending);
        for (var z = 0; z <= TileSource.FinestZoom; z++)
        {
            var (first, last) = (TileAddress.At(115.98, 36.53, z), TileAddress.At(116.13, 36.38, z));
            for (var x = Math.Max(0, first.X - 1); x <= Math.Min((1 << z) - 1, last.X + 1); x++)
            {
                for (var y = Math.Max(0, first.Y - 1); y <= Math.Min((1 << z) - 1, last.Y + 1); y++)
                {
                    archive.Tile(z, x, y).ShouldBe(TileSource.Tile(new TileAddress(z, x, y), layers));
                }
            }
        }

        archive.Tile(15, TileAddress.At(-70, -33, 15).X, TileAddress.At(-70, -33, 15).Y).Length.ShouldBeGreaterThan(0);
        Pyramid(layers).ShouldBe(Pyramid(layers));
    }

    [Fact]
    public void A_pyramid_tells_how_far_it_is_and_ends_when_cancelled()
    {
        TileSource[] layers = [new("areas", new TileShapes([Square(116, 36.4, 0.4)]), [])];
        var told = new Told();
        using var stop = new CancellationTokenSource();

        TilePyramid.Write(layers, new TileArchiveWriter(new MemoryStream()), told, CancellationToken.None);
        stop.Cancel();

        told.Shares.ShouldBeInOrder(SortDirection.Ascending);
        told.Shares[^1].ShouldBe(1);
        told.Shares.Count.ShouldBeGreaterThan(3);
        Should.Throw<OperationCanceledException>(() => TilePyramid.Write(layers, new TileArchiveWriter(new MemoryStream()), null, stop.Token));
    }

    private static byte[] Pyramid(TileSource[] layers)
    {
        using var to = new MemoryStream();
        var archive = new TileArchiveWriter(new MemoryStream());
        TilePyramid.Write(layers, archive);
        archive.WriteTo(to, Note);
        return to.ToArray();
    }

    private static byte[] Written(SortedDictionary<long, byte[]> tiles, TileArchiveNote note)
    {
        using var to = new MemoryStream();
        var archive = new TileArchiveWriter(new MemoryStream());
        foreach (var (number, tile) in tiles)
        {
            archive.Add(TileNumber.At(number), Packed(tile));
        }

        archive.WriteTo(to, note);
        archive.Count.ShouldBe(tiles.Count);
        return to.ToArray();
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static Geometry Square(double x, double y, double side) => new GeometryFactory().ToGeometry(new Envelope(x, x + side, y, y + side));

    private sealed class Told : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value) => Shares.Add(value);
    }
}
