using Mingzhu.CheckUp;

namespace Mingzhu.Web.Tests;

public sealed class ClassesTests
{
    [Fact]
    public void Ten_values_fall_into_five_classes_of_two()
    {
        var classes = Classes.Of([10, 1, 2, 9, 3, 8, 4, 7, 5, 6], Direction.Lower);

        classes.Counts.ShouldBe([2, 2, 2, 2, 2]);
        classes.Lowers.ShouldBe([1, 3, 5, 7, 9]);
        classes.Uppers.ShouldBe([2, 4, 6, 8, 10]);
        classes.Shade(1).ShouldBe(0);
        classes.Shade(10).ShouldBe(4);
    }

    [Fact]
    public void Where_large_is_good_the_small_are_dark()
    {
        var classes = Classes.Of([1, 2, 3, 4, 5], Direction.Higher);

        classes.Shade(1).ShouldBe(4);
        classes.Shade(5).ShouldBe(0);
    }

    [Fact]
    public void Two_values_use_both_ends_and_one_the_middle()
    {
        Classes.Of([0, 0, 1], Direction.Lower).Shade(1).ShouldBe(4);
        Classes.Of([0, 0, 1], Direction.Lower).Shade(0).ShouldBe(0);
        Classes.Of([7, 7], Direction.Lower).Shade(7).ShouldBe(2);
    }

    [Fact]
    public void All_zero_is_lightest_where_little_is_good() =>
        Classes.Of([0, 0, 0], Direction.Zero).Shade(0).ShouldBe(0);

    [Fact]
    public void Many_equal_values_do_not_swallow_the_classes_of_the_others()
    {
        var classes = Classes.Of([0, 10, 20, 30, 40, 99, 100, 100, 100, 100, 100, 100, 100, 100], Direction.Higher);

        // Seven values differ: quantiles at the 2nd, 3rd, 5th, 6th and 7th of them.
        classes.Uppers.ShouldBe([10, 20, 40, 99, 100]);
        classes.Counts.ShouldBe([2, 1, 2, 1, 8]);
    }

    [Fact]
    public void A_place_without_a_value_has_no_shade_and_is_counted_apart()
    {
        var classes = Classes.Of([1, null, 2, null], Direction.Lower);

        classes.Gaps.ShouldBe(2);
        classes.Shade(null).ShouldBeNull();
        Classes.Of([null], Direction.Lower).Shade(null).ShouldBeNull();
    }

    [Fact]
    public void Classes_hold_every_value_once_in_order_and_equal_values_together() =>
        Prop.ForAll(Gen.Choose(0, 30).ListOf().ToArbitrary(), drawn =>
        {
            var values = drawn.Select(value => (double)value).ToArray();
            var classes = Classes.Of(values.Select(value => (double?)value), Direction.Lower);
            return classes.Count <= Classes.Most
                && classes.Counts.Sum() == values.Length
                && values.All(value => Enumerable.Range(0, classes.Count).Count(at => classes.Lowers[at] <= value && value <= classes.Uppers[at]) == 1)
                && values.All(a => values.All(b => a > b || classes.Shade(a) <= classes.Shade(b)));
        }).QuickCheckThrowOnFailure();
}
