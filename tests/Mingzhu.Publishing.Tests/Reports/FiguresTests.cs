using Mingzhu.City;
using Mingzhu.Publishing.Reports;

namespace Mingzhu.Publishing.Tests.Reports;

public class FiguresTests
{
    [Theory]
    [InlineData(2.5, 0, "3")]
    [InlineData(-2.5, 0, "-3")]
    [InlineData(1.005, 2, "1.01")]
    [InlineData(60.25, 1, "60.3")]
    [InlineData(0, 1, "0.0")]
    [InlineData(1234567.5, 0, "1,234,568")]
    public void Halves_are_rounded_away_from_zero_as_they_are_written(double value, int decimals, string expected) => Figures.Number(value, decimals).ShouldBe(expected);

    [Fact]
    public void What_is_counted_has_no_decimals_and_percent_has_one()
    {
        var share = InventedCity.Indicator("S", new("甲", "a"), new("乙", "b"), new("丙", "c"), new("%", "%"), IndicatorKind.Share);
        var count = InventedCity.Indicator("C", new("甲", "a"), new("乙", "b"), new("丙", "c"), new("个", "items"), IndicatorKind.Count);
        var density = InventedCity.Indicator("D", new("甲", "a"), new("乙", "b"), new("丙", "c"), new("千米/平方千米", "km/km²"), IndicatorKind.Density, factor: 1000);
        var reading = new Reading(ReadingState.Measured, 7, 8, 8, 8);

        Figures.Text(share, reading).ShouldBe("87.5");
        Figures.Text(count, reading).ShouldBe("7");
        Figures.Text(density, reading).ShouldBe("875.00");
        Figures.Text(share, Reading.Missing(new("无", "none"))).ShouldBe("—");
        Figures.Text(share, Reading.NotApplicable(new("无", "none"))).ShouldBe("/");
        Figures.Text(share, new Reading(ReadingState.Measured, 0, 0, 0, 0)).ShouldBe("—");
    }
}
