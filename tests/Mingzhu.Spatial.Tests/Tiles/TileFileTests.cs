using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class TileFileTests
{
    private static readonly TileAddress Tile = TileAddress.At(116.05, 36.45, 12);

    [Fact]
    public void Sources_come_back_and_draw_the_same_tiles()
    {
        var kept = TileFile.Read(Written())!;

        kept.Select(source => source.Name).ShouldBe(["areas", "areas-names"]);
        TileSource.Tile(Tile, kept).ShouldBe(TileSource.Tile(Tile, Sources()));
        TileSource.Tile(Tile, kept).Length.ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)] // the build that wrote it
    [InlineData(60)]
    [InlineData(-1)]
    public void What_is_spoiled_or_of_another_build_is_not_read(int at)
    {
        var bytes = Written();
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x40;

        TileFile.Read(bytes).ShouldBeNull();
        TileFile.Read(Written()[..^1]).ShouldBeNull();
        TileFile.Read([]).ShouldBeNull();
    }

    private static TileSource[] Sources()
    {
        var shapes = new TileShapes([new GeometryFactory().ToGeometry(new Envelope(116.04, 116.06, 36.44, 36.46)), null]);
        return [new("areas", shapes, [new("id", ["a", "b"], OfOne: true), new("floors", [3, null])]), new("areas-names", shapes.Anchors(_ => true), [new("name", ["甲", "乙"], OfOne: true)])];
    }

    private static byte[] Written()
    {
        using var to = new MemoryStream();
        TileFile.Write(to, Sources());
        return to.ToArray();
    }
}
