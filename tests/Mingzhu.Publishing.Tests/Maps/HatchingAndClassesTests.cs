using Mingzhu.Publishing.Maps;

namespace Mingzhu.Publishing.Tests.Maps;

public class HatchingAndClassesTests
{
    [Fact]
    public void Hatch_lines_of_a_square_run_from_side_to_side()
    {
        var lines = Hatching.Of([[new(0, 0), new(100, 0), new(100, 100), new(0, 100)]], 50);

        lines.Select(line => (line[0], line[1])).ShouldBe([(new(0, 50), new(50, 0)), (new(0, 100), new(100, 0)), (new(50, 100), new(100, 50))]);
    }

    [Fact]
    public void A_hole_is_not_hatched()
    {
        var lines = Hatching.Of([[new(0, 0), new(100, 0), new(100, 100), new(0, 100)], [new(25, 25), new(75, 25), new(75, 75), new(25, 75)]], 100);

        // x + y = 100 meets the square from (0,100) to (100,0) and the hole from (25,75) to (75,25).
        lines.Select(line => (line[0], line[1])).ShouldBe([(new(0, 100), new(25, 75)), (new(75, 25), new(100, 0))]);
    }

    [Fact]
    public void Ten_values_make_five_classes_of_two()
    {
        var breaks = ClassBreaks.Of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);

        breaks.Classes.ShouldBe([(1, 2, 2), (3, 4, 2), (5, 6, 2), (7, 8, 2), (9, 10, 2)]);
        breaks.Of(4).ShouldBe(1);
    }

    [Fact]
    public void Many_zeros_are_a_class_of_their_own() =>
        ClassBreaks.Of([0, 0, 0, 1, 2, 3, 4]).Classes.ShouldBe([(0, 0, 3), (1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 1)]);

    [Fact]
    public void One_value_everywhere_is_one_class() => ClassBreaks.Of([5, 5, 5]).Classes.ShouldBe([(5, 5, 3)]);

    [Fact]
    public void Every_value_has_one_class_that_holds_it_and_the_classes_count_all() =>
        Prop.ForAll(Gen.Choose(0, 40).Select(value => (double)value).ListOf().Where(list => list.Count > 0).ToArbitrary(), values =>
        {
            var breaks = ClassBreaks.Of(values);
            return breaks.Classes.Length is >= 1 and <= 5
                && breaks.Classes.Sum(step => step.Count) == values.Count
                && values.All(value => breaks.Classes[breaks.Of(value)] is var step && step.Least <= value && value <= step.Greatest);
        }).QuickCheckThrowOnFailure();
}
