using Mingzhu.Spatial;

namespace Mingzhu.Spatial.Tests;

public sealed class CrsTests
{
    [Fact]
    public void A_file_in_a_plane_comes_back_to_degrees()
    {
        var (longitude, latitude) = Crs.OfEpsg(4548)!.Apply(409012.198532271, 4036620.82132143);

        longitude.ShouldBe(115.985, 1e-11);
        latitude.ShouldBe(36.456, 1e-11);
    }

    [Fact]
    public void Web_Mercator_comes_back_to_degrees()
    {
        // 20037508.342789244 is half the way round.
        var (longitude, latitude) = Crs.OfEpsg(3857)!.Apply(20037508.342789244, 20037508.342789244);

        longitude.ShouldBe(180, 1e-9);
        latitude.ShouldBe(85.0511287798066, 1e-9);
    }

    [Fact]
    public void Degrees_stay_as_they_are() => Crs.OfEpsg(4326)!.Apply(115.985, 36.456).ShouldBe((115.985, 36.456));

    [Fact]
    public void An_unknown_code_has_no_way() => Crs.OfEpsg(2000).ShouldBeNull();

    [Fact]
    public void Gcj02_moves_Tiananmen_by_the_known_half_kilometre()
    {
        // WGS 84 116.3912, 39.9075 → GCJ-02 116.39744, 39.90890 (east 532 m, north 156 m).
        var (longitude, latitude) = ChinaOffset.ToGcj02(116.3912, 39.9075);

        longitude.ShouldBe(116.39744, 2e-5);
        latitude.ShouldBe(39.90890, 2e-5);
    }

    [Fact]
    public void Gcj02_and_Bd09_are_undone_exactly() =>
        Prop.ForAll(Gen.Choose(73_000, 135_000).Zip(Gen.Choose(4_000, 53_000)).ToArbitrary(), place =>
        {
            var (longitude, latitude) = (place.Item1 / 1000.0, place.Item2 / 1000.0);
            var gcj = ChinaOffset.ToGcj02(longitude, latitude);
            var bd = ChinaOffset.ToBd09(longitude, latitude);
            var fromGcj = Crs.Gcj02.Apply(gcj.Longitude, gcj.Latitude);
            var fromBd = Crs.Bd09.Apply(bd.Longitude, bd.Latitude);
            return Near(fromGcj.Longitude, longitude) && Near(fromGcj.Latitude, latitude) && Near(fromBd.Longitude, longitude) && Near(fromBd.Latitude, latitude);
        }).QuickCheckThrowOnFailure();

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-9;
}
