using Mingzhu.City;

namespace Mingzhu.People.Tests;

public sealed class SmallCellsTests
{
    private static readonly SmallCells Five = SmallCells.Of(Packs.Load("generic"));

    [Fact]
    public void Small_counts_are_left_out_and_with_a_single_one_the_next_smallest() =>
        Five.Suppress([120, 3, 45, 0, 17]).ShouldBe([120, null, 45, 0, null]);

    [Fact]
    public void Several_that_come_to_enough_together_need_no_other() => Five.Suppress([120, 3, 4, 45]).ShouldBe([120, null, null, 45]);

    [Fact]
    public void Several_that_come_to_less_than_one_that_may_be_shown_need_another() => Five.Suppress([120, 1, 2, 45]).ShouldBe([120, null, null, null]);

    [Fact]
    public void Nothing_small_nothing_left_out() => Five.Suppress([0, 5, 7]).ShouldBe([0, 5, 7]);

    [Fact]
    public void A_pack_that_says_nothing_shows_no_count_of_people() => new SmallCells(int.MaxValue, Citation.None).Suppress([0, 5000]).ShouldBe([null, null]);

    [Fact]
    public void In_a_table_with_sums_of_rows_and_columns_no_cell_left_out_can_be_worked_out_from_one_sum() =>
        Prop.ForAll(Gen.ListOf(Gen.Frequency((1, Gen.Choose(0, 9)), (1, Gen.Choose(10, 200))), 12).ToArbitrary(), drawn =>
        {
            var counts = drawn.ToArray();
            int[][] sums = [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 4).Select(column => (row * 4) + column).ToArray()), .. Enumerable.Range(0, 4).Select(column => Enumerable.Range(0, 3).Select(row => (row * 4) + column).ToArray())];

            var shown = Five.Suppress(counts, sums);

            return shown.Zip(counts).All(pair => pair.First is null ? true : pair.First == pair.Second && (pair.Second == 0 || pair.Second >= 5))
                && sums.All(sum => sum.Where(cell => shown[cell] is null).ToArray() is { Length: not 1 } left && (left.Length == 0 || left.Length == sum.Length || left.Sum(cell => counts[cell]) >= 5));
        }).QuickCheckThrowOnFailure();
}
