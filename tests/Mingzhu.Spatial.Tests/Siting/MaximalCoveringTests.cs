namespace Mingzhu.Spatial.Tests;

public sealed class MaximalCoveringTests
{
    private static readonly Gen<CoverSets> Towns =
        from candidates in Gen.Choose(0, 9)
        from demands in Gen.Choose(0, 12)
        from weights in Gen.Choose(0, 50).Select(weight => (long)weight).ArrayOf(demands)
        from sets in (demands == 0 ? Gen.Constant(Array.Empty<int>()) : Gen.Choose(0, 6).SelectMany(size => Gen.Choose(0, demands - 1).ArrayOf(size))).ArrayOf(candidates)
        select new CoverSets(sets, weights);

    [Fact]
    public void Two_sites_that_share_nothing_beat_the_one_that_looks_best_first()
    {
        // Site 0 serves 3 + 3 in the middle; 1 and 2 serve the two halves: 5 each. One by one: 6 + 2; together: 10.
        var town = new CoverSets([[1, 2], [0, 1], [2, 3]], [2, 3, 3, 2]);

        var choice = MaximalCovering.Solve(town, 2);

        choice.Chosen.Order().ShouldBe([1, 2]);
        choice.Covered.ShouldBe(10);
        choice.Greedy.ShouldBe(8);
        choice.IsBest.ShouldBeTrue();
    }

    [Fact]
    public void What_each_site_adds_is_told_in_the_order_of_what_it_adds()
    {
        var choice = MaximalCovering.Solve(new CoverSets([[0], [1, 2], [2]], [5, 4, 2]), 3);

        choice.Chosen.ShouldBe([1, 0]); // site 2 would add nothing
        choice.Gains.ShouldBe([6, 5]);
    }

    [Fact]
    public void No_choice_is_better_than_the_best() =>
        Prop.ForAll(Towns.Zip(Gen.Choose(0, 5)).ToArbitrary(), asked =>
        {
            var (town, count) = asked;
            var choice = MaximalCovering.Solve(town, count);
            return choice.Covered == BestOfAll(town, count) && choice.IsBest && choice.Chosen.Length <= count && town.Covered(choice.Chosen) == choice.Covered && choice.Gains.Sum() == choice.Covered;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void A_search_cut_short_never_claims_too_much_and_never_falls_behind_the_greedy_choice() =>
        Prop.ForAll(Towns.Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(0, 400)).ToArbitrary(), asked =>
        {
            var ((town, count), steps) = asked;
            var (choice, best) = (MaximalCovering.Solve(town, count, steps), BestOfAll(town, count));
            return choice.Greedy <= choice.Covered && choice.Covered <= best && best <= choice.Bound && best <= choice.GreedyBound && choice.Bound <= choice.GreedyBound && choice.Greedy >= (1 - (1 / Math.E)) * best;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void A_town_of_a_thousand_sites_is_proved_or_says_how_far_it_may_be_off()
    {
        var town = Scattered(sites: 1_000, homes: 4_000, reach: 0.05, seed: 7);

        var choice = MaximalCovering.Solve(town, 10, steps: 200_000_000);
        var again = MaximalCovering.Solve(town, 10, steps: 200_000_000);

        again.Chosen.ShouldBe(choice.Chosen);
        again.Bound.ShouldBe(choice.Bound);
        choice.Covered.ShouldBeGreaterThanOrEqualTo(choice.Greedy);
        choice.Gap.ShouldBeLessThan(0.02);
    }

    [Fact]
    public void Cancelled_it_ends() =>
        Should.Throw<OperationCanceledException>(() => MaximalCovering.Solve(new CoverSets([[1, 2], [0, 1], [2, 3]], [2, 3, 3, 2]), 2, cancel: new CancellationToken(true)));

    [Fact]
    public void Demand_that_does_not_exist_and_negative_weights_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new CoverSets([[2]], [1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new CoverSets([[0]], [-1]));
        Should.Throw<ArgumentOutOfRangeException>(() => new CoverSets([[0]], [1L << 41]));
        Should.Throw<ArgumentOutOfRangeException>(() => MaximalCovering.Solve(new CoverSets([[0]], [1]), -1));
    }

    private static long BestOfAll(CoverSets town, int count) =>
        Enumerable.Range(0, 1 << town.Candidates).Where(choice => System.Numerics.BitOperations.PopCount((uint)choice) <= count)
            .Max(choice => town.Covered(Enumerable.Range(0, town.Candidates).Where(site => (choice >> site & 1) == 1)));

    private static CoverSets Scattered(int sites, int homes, double reach, int seed)
    {
        var random = new Random(seed);
        var (home, site) = (Places(homes), Places(sites));
        return new([.. site.Select(at => Enumerable.Range(0, homes).Where(i => Near(at, home[i])).ToArray())], [.. home.Select(_ => (long)random.Next(1, 200))]);

        (double X, double Y)[] Places(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble(), random.NextDouble()))];

        bool Near((double X, double Y) a, (double X, double Y) b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)) <= reach * reach;
    }
}
