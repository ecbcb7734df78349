namespace Mingzhu.City.Tests;

public sealed class ShownTests
{
    [Theory]
    [InlineData(2.5, 0, "3")]
    [InlineData(-2.5, 0, "-3")]
    [InlineData(0.5, 0, "1")]
    [InlineData(1.005, 2, "1.01")]
    [InlineData(2.675, 2, "2.68")]
    [InlineData(1234567.891, 1, "1,234,567.9")]
    [InlineData(-0.004, 2, "0.00")]
    [InlineData(85, 1, "85.0")]
    [InlineData(1e15, 0, "1,000,000,000,000,000")]
    [InlineData(double.NaN, 1, "—")]
    [InlineData(double.PositiveInfinity, 1, "—")]
    public void Numbers_round_half_away_from_zero_as_they_are_written(double value, int decimals, string shown) => Shown.Number(value, decimals).ShouldBe(shown);

    [Fact]
    public void Grouping_and_trailing_zeros_can_be_left_out()
    {
        Shown.Number(12345.5, 2, grouped: false).ShouldBe("12345.50");
        Shown.Number(12345.5, 2, fixedDecimals: false).ShouldBe("12,345.5");
        Shown.Number(12345m, 2, fixedDecimals: false).ShouldBe("12,345");
        Shown.Number(0.015m, 2).ShouldBe("0.02");
    }

    [Fact]
    public void What_is_shown_lies_within_half_a_unit() =>
        Prop.ForAll(Gen.Choose(-100_000_000, 100_000_000).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (thousandths, decimals) =>
        {
            var value = thousandths / 1000m;
            var shown = decimal.Parse(Shown.Number((double)value, decimals), System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture);
            return Math.Abs(shown - value) <= 0.5m / (decimal)Math.Pow(10, decimals);
        }).QuickCheckThrowOnFailure();
}
