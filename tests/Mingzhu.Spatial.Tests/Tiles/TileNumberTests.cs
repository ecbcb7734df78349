using FsCheck;
using FsCheck.Fluent;

namespace Mingzhu.Spatial.Tests;

public sealed class TileNumberTests
{
    // The test points of PMTiles 3, and the last tiles of two zooms: a curve ends in the upper right.
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 0, 1)]
    [InlineData(1, 0, 1, 2)]
    [InlineData(1, 1, 1, 3)]
    [InlineData(1, 1, 0, 4)]
    [InlineData(2, 0, 0, 5)]
    [InlineData(2, 3, 0, 20)]
    [InlineData(12, 3423, 1763, 19_078_479)]
    [InlineData(15, 32_767, 0, 1_431_655_764)]
    public void Known_tiles_have_their_numbers(int z, int x, int y, long number)
    {
        TileNumber.Of(new TileAddress(z, x, y)).ShouldBe(number);
        TileNumber.At(number).ShouldBe(new TileAddress(z, x, y));
    }

    [Fact]
    public void Numbers_follow_the_curve_drawn_whole()
    {
        for (var zoom = 0; zoom <= 8; zoom++)
        {
            var number = ReadArchive.Reference.First(zoom);
            foreach (var (x, y) in ReadArchive.Reference.Curve(zoom))
            {
                TileNumber.Of(new TileAddress(zoom, x, y)).ShouldBe(number);
                TileNumber.At(number).ShouldBe(new TileAddress(zoom, x, y));
                ReadArchive.Reference.IdOf(zoom, x, y).ShouldBe(number);
                number++;
            }
        }
    }

    [Fact]
    public void Any_tile_comes_back_and_the_next_number_is_its_neighbours() =>
        Prop.ForAll(Gen.Choose(0, TileAddress.MaxZoom).ToArbitrary(), Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), (z, at) =>
        {
            var tile = new TileAddress(z, at.Item1 & ((1 << z) - 1), at.Item2 & ((1 << z) - 1));
            var number = TileNumber.Of(tile);
            number.ShouldBe(ReadArchive.Reference.IdOf(tile.Z, tile.X, tile.Y));
            TileNumber.At(number).ShouldBe(tile);
            var next = TileNumber.At(number + 1);
            if (next.Z == tile.Z)
            {
                (Math.Abs(next.X - tile.X) + Math.Abs(next.Y - tile.Y)).ShouldBe(1);
            }
            else
            {
                next.ShouldBe(new TileAddress(z + 1, 0, 0));
            }
        }).QuickCheckThrowOnFailure();
}
