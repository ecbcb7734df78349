using Mingzhu.Bench;

namespace Mingzhu.Renewal.Tests;

/// <summary>What the bound of a choice must be whatever the prices and however candidates are judged, against trying everything.</summary>
public sealed class ChoiceBoundTests
{
    private static readonly Arbitrary<(ChoiceQuestion Question, int Seed)> Questions = (
        from family in Gen.Elements(ChoiceInstances.Families)
        from seed in Gen.Choose(1, int.MaxValue)
        from count in Gen.Choose(2, family.Financings > 1 ? 7 : 11)
        from tightness in Gen.Elements(0.1, 0.3, 0.6)
        select (ChoiceInstances.Make(family with { Tightness = tightness, Reach = 2 * family.Reach }, count, (ulong)seed), seed)).ToArbitrary();

    [Fact]
    public void However_candidates_are_judged_together_no_plan_exceeds_the_bound() =>
        Prop.ForAll(Questions, asked =>
        {
            var (core, chance) = (ChoiceCore.Of(asked.Question), new ChoiceChance((ulong)asked.Seed));
            var (masks, best) = (Masks(core), PlainChoice.Best(asked.Question));
            var prices = new ChoicePrices(core);
            prices.Begin();
            var (alone, undecided) = (Bound(prices, masks), core.Options.Select(_ => chance.Next()).ToArray());
            prices.Together(ChoiceCluster.Of(core, undecided, 2 + (asked.Seed % 5)));
            var together = Bound(prices, masks);
            // Beginning at prices drawn by chance, to whatever it comes.
            prices.Load(([.. core.Limits.Select(_ => (float)(5 * chance.Next()))], [.. core.Weights.Select(weight => (float)(weight * chance.Next()))]));
            var drawn = Bound(prices, masks);
            return together <= alone + 1e-6 && (best is null || (ChoicePrices.Whole(together) >= best && ChoicePrices.Whole(drawn) >= best && ChoicePrices.Whole(prices.Improve(masks, 100, -1)) >= best));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_taken_from_the_masks_is_in_no_better_plan() =>
        Prop.ForAll(Questions, asked =>
        {
            var core = ChoiceCore.Of(asked.Question);
            if (PlainChoice.Best(asked.Question) is not { } best)
                return true;
            var (masks, prices) = (Masks(core), new ChoicePrices(core));
            prices.Begin();
            prices.Together(ChoiceCluster.Of(core, [.. core.Options.Select(_ => 1.0)], 4));
            prices.Improve(masks, 200, (long)best - 1);
            prices.Fix(masks, (long)best - 1);
            var found = ChoiceSearch.Of(core, masks, null, 20_000, null, CancellationToken.None);
            return found.Plan?.Value == best;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_part_of_a_question_cures_what_the_whole_does_with_the_rest_settled() =>
        Prop.ForAll(Questions, asked =>
        {
            var (core, chance) = (ChoiceCore.Of(asked.Question), new ChoiceChance((ulong)asked.Seed));
            var masks = Masks(core);
            for (var at = 0; at < masks.Length; at++)
            {
                // A third is settled in, a third out, a third open.
                if ((int)(3 * chance.Next()) is var roll && roll < 2 && (masks[at] & 1) != 0)
                    masks[at] = (ushort)(roll == 0 ? 1 : 2);
            }

            var (part, candidates, cured) = core.Part(masks);
            var (whole, plan) = (core.Whole(masks, candidates, new ChoiceSelection(part)), new ChoiceSelection(part));
            for (var at = 0; at < candidates.Length; at++)
            {
                if (chance.Next() < 0.5)
                    plan.Add(at, (int)(core.Options[candidates[at]].Length * chance.Next()));
            }

            var same = core.Whole(masks, candidates, plan);
            return whole.Value == cured && same.Value == plan.Value + cured && same.IsSound == plan.IsSound;
        }).QuickCheckThrowOnFailure();

    private static ushort[] Masks(ChoiceCore core) => core.Masks(at => core.Question.Pinned.Contains(core.Question.Candidates[at].Id), _ => false);

    private static double Bound(ChoicePrices prices, ushort[] masks) => prices.Fix((ushort[])masks.Clone(), -1);
}
