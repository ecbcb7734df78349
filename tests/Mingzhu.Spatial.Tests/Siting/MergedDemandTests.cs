namespace Mingzhu.Spatial.Tests;

public sealed class MergedDemandTests
{
    [Fact]
    public void Homes_that_the_same_sites_serve_are_one_demand_and_those_nobody_serves_are_gone()
    {
        var merged = MergedDemand.Of([[0, 1, 3], [1, 0], [4]], [5, 7, 100, 1, 0]);

        merged.Weight.ToArray().ShouldBe([12L, 1L]);
        merged.Of(0).ToArray().ShouldBe([0, 1]);
        merged.Of(1).ToArray().ShouldBe([0]);
        merged.Of(2).Length.ShouldBe(0);
    }

    [Fact]
    public void Any_choice_covers_the_same_before_and_after() =>
        Prop.ForAll(
            (from candidates in Gen.Choose(1, 6)
             from demands in Gen.Choose(1, 15)
             from weights in Gen.Choose(0, 9).Select(weight => (long)weight).ArrayOf(demands)
             from sets in Gen.Choose(0, 8).SelectMany(size => Gen.Choose(0, demands - 1).ArrayOf(size)).Select(set => set.Distinct().ToArray()).ArrayOf(candidates)
             select (sets, weights)).ToArbitrary(),
            town =>
            {
                var (before, after) = (new CoverSets(town.sets, town.weights), MergedDemand.Of(town.sets, town.weights));
                return Enumerable.Range(0, 1 << town.sets.Length).All(choice =>
                {
                    var chosen = Enumerable.Range(0, town.sets.Length).Where(site => (choice >> site & 1) == 1).ToArray();
                    return before.Covered(chosen) == after.Covered(chosen);
                });
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
