using System.Globalization;
using Mingzhu.City.Tests.Packs;

namespace Mingzhu.City.Tests.Calendars;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Calendar = WorkingDays.Of(Repository.Load("liaocheng"));

    [Theory]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_so_many_working_days(int year, int days) =>
        Calendar.Between(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)).ShouldBe(days);

    [Theory]
    [InlineData("2026-10-01", false)] // Thursday, National Day
    [InlineData("2026-10-10", true)] // Saturday, worked in exchange
    [InlineData("2026-10-11", false)] // Sunday
    [InlineData("2026-10-12", true)] // Monday
    [InlineData("2023-01-02", false)] // Monday, New Year
    public void Holidays_are_off_and_exchanged_weekends_are_worked(string day, bool works) => Calendar.IsWorkingDay(Day(day)).ShouldBe(works);

    [Theory]
    [InlineData("2026-09-30", 3, "2026-10-10")] // 8, 9 and the worked Saturday
    [InlineData("2026-03-02", 5, "2026-03-09")]
    [InlineData("2026-03-07", 1, "2026-03-09")] // from a Saturday
    [InlineData("2026-02-13", 2, "2026-02-24")] // Saturday 14 is worked, then Spring Festival
    [InlineData("2026-03-07", 0, "2026-03-07")]
    public void A_limit_counts_from_the_day_after(string from, int days, string due) => Calendar.LimitFrom(Day(from), days).ShouldBe(new Limit(Day(due), Provisional: false));

    [Fact]
    public void A_limit_that_reaches_into_a_year_without_a_notice_counts_weekdays_and_is_provisional()
    {
        Calendar.IsKnown(2026).ShouldBeTrue();
        Calendar.IsKnown(2027).ShouldBeFalse();

        Calendar.LimitFrom(Day("2022-12-28"), 3).ShouldBe(new Limit(Day("2023-01-03"), Provisional: true)); // begins in 2022, which has no notice here
        Calendar.LimitFrom(Day("2026-12-30"), 1).ShouldBe(new Limit(Day("2026-12-31"), Provisional: false));
        Calendar.LimitFrom(Day("2026-12-30"), 3).ShouldBe(new Limit(Day("2027-01-04"), Provisional: true)); // 31 Dec, Friday 1 Jan, Monday 4 Jan
    }

    [Fact]
    public void Counting_back_from_a_limit_gives_its_length_and_longer_limits_end_later() =>
        Prop.ForAll(Gen.Choose(0, 1400).Two().ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (pair, days) =>
        {
            var from = new DateOnly(2023, 1, 1).AddDays(pair.Item1);
            var due = Calendar.LimitFrom(from, days).Due;
            return Calendar.Between(from, due) == days && Calendar.Between(due, from) == -days
                && Calendar.LimitFrom(from, days + 1).Due > due && (days == 0 || Calendar.IsWorkingDay(due));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_day_of_four_years_agrees_with_the_reference()
    {
        var days = File.ReadLines(Repository.ReferenceData("calendar/workdays_2023-2026.csv")).Skip(1).Select(line => line.Split(',')).ToList();

        days.Count.ShouldBe(1461);
        days.Where(day => Calendar.IsWorkingDay(Day(day[0])) != (day[2] is "1" or "True" or "true")).ShouldBeEmpty();
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
