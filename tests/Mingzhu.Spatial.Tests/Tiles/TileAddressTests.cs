using Mingzhu.Spatial;

namespace Mingzhu.Spatial.Tests;

public sealed class TileAddressTests
{
    [Theory] // by the published formula, worked by hand for Liaocheng's Guangyue Tower
    [InlineData(115.9803, 36.4561, 0, 0, 0)]
    [InlineData(115.9803, 36.4561, 1, 1, 0)]
    [InlineData(115.9803, 36.4561, 14, 13470, 6408)]
    [InlineData(-180, 85.06, 5, 0, 0)]
    [InlineData(180, -89, 5, 31, 31)]
    public void A_place_lies_in_its_tile(double longitude, double latitude, int z, int x, int y) => TileAddress.At(longitude, latitude, z).ShouldBe(new TileAddress(z, x, y));

    [Fact]
    public void There_is_no_tile_off_the_world()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(2, 4, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(2, 0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(20, 0, 0));
    }
}
