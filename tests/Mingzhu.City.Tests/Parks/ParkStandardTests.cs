using Mingzhu.City.Tests.Packs;

namespace Mingzhu.City.Tests.Parks;

public sealed class ParkStandardTests
{
    private static readonly ParkStandard Standard = ParkStandard.Of(Repository.Load("liaocheng"));

    [Theory]
    [InlineData(1_999, null)]
    [InlineData(2_000, 300d)]
    [InlineData(9_999, 300d)]
    [InlineData(10_000, 500d)]
    [InlineData(50_000, 1000d)]
    [InlineData(100_000, 2000d)]
    [InlineData(200_000, 3000d)]
    [InlineData(500_000, 3000d)]
    public void The_radius_goes_by_size(double areaM2, double? radiusM) => Standard.RadiusM(areaM2).ShouldBe(radiusM);

    [Fact]
    public void In_a_historic_area_a_tenth_of_a_hectare_is_enough()
    {
        Standard.RadiusM(1_000, historic: true).ShouldBe(300);
        Standard.RadiusM(999, historic: true).ShouldBeNull();
        Standard.RadiusM(60_000, historic: true).ShouldBe(1000);
    }

    [Fact]
    public void Enlarging_a_park_never_lowers_its_radius() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).Two().ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (areas, historic) =>
            (Standard.RadiusM(Math.Max(areas.Item1, areas.Item2), historic) ?? 0) >= (Standard.RadiusM(Math.Min(areas.Item1, areas.Item2), historic) ?? 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_packs_have_the_same_radii_and_the_same_six_classes()
    {
        var generic = ParkStandard.Of(Repository.Load("generic"));

        generic.Steps.ShouldBe(Standard.Steps);
        generic.Classes.Select(c => c.Id).ShouldBe(Standard.Classes.Select(c => c.Id));
        Standard.Classes.Select(c => (c.Id, c.LeastHa, c.MostHa)).ShouldBe(
            [("country", null, null), ("comprehensive", 10, null), ("specialised", 2, null), ("community", 1, null), ("garden", 0.2, 1), ("pocket", 0.04, 1)]);
    }
}
