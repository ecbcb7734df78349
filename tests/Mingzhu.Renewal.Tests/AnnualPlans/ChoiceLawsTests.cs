using Mingzhu.Bench;
using Mingzhu.City;

namespace Mingzhu.Renewal.Tests;

/// <summary>What is always true of a choice, on small plans where everything can be tried.</summary>
public sealed class ChoiceLawsTests
{
    private static readonly Arbitrary<ChoiceQuestion> Questions = (
        from family in Gen.Elements(ChoiceInstances.Families)
        from seed in Gen.Choose(1, int.MaxValue)
        from count in Gen.Choose(1, family.Financings > 1 ? 8 : 13)
        from tightness in Gen.Elements(0.1, 0.3, 0.6, 1.5)
        from decided in Gen.Choose(0, 2).ListOf(count)
        from rule in Gen.Elements(PublicInterestRule.Equal, new PublicInterestRule(PublicInterestPriority.Weighted, 1.5m, Citation.None))
        let question = ChoiceInstances.Make(family with { Tightness = tightness }, count + 1, (ulong)seed)
        select question with
        {
            PublicInterest = rule,
            // Seldom pinned, sometimes banned; never both.
            Pinned = [.. question.Candidates.Where((_, at) => at % 5 == 0 && at < count && decided[at] == 1).Select(candidate => candidate.Id)],
            Banned = [.. question.Candidates.Where((candidate, at) => at % 5 == 1 && at < count && decided[at] == 2).Select(candidate => candidate.Id)],
        }).ToArbitrary();

    private static ChoiceAnswer? Chosen(ChoiceQuestion question)
    {
        try
        {
            return Choice.Choose(question, 50_000);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    [Fact]
    public void It_cures_what_trying_everything_cures_and_keeps_every_limit() =>
        Prop.ForAll(Questions, question =>
        {
            var (answer, best) = (Chosen(question), PlainChoice.Best(question));
            return answer is null ? best is null : answer.IsOptimal && answer.Cured == best && PlainChoice.Keeps(question, PlainChoice.Of(question, answer)) && PlainChoice.Points(question, PlainChoice.Of(question, answer)) == answer.Cured;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_money_never_cures_less() =>
        Prop.ForAll(Questions, Gen.Choose(1, 3_000).ToArbitrary(), (question, wan) =>
        {
            var (before, after) = (Chosen(question), Chosen(question with { Money = [.. question.Money.Select(money => money with { Limit = money.Limit + Cny.FromWan(wan) })] }));
            return before is null || after!.Cured >= before.Cured;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Public_interest_first_cures_by_it_as_much_as_it_alone_could() =>
        Prop.ForAll(Questions, question =>
        {
            var first = question with { PublicInterest = new PublicInterestRule(PublicInterestPriority.First, 1, Citation.None) };
            if (Chosen(first) is not { PublicInterest: { } share } answer)
                return true;
            var publicly = PlainChoice.Of(question, answer).Where(one => one.Candidate.PublicInterest).ToList();
            // By trying everything: a finding that no project of public interest cures counts nothing.
            var alone = question with { PublicInterest = PublicInterestRule.Equal, Candidates = [.. question.Candidates.Select(candidate => candidate.PublicInterest ? candidate : candidate with { Cures = [] })] };
            return share.IsOptimal && PlainChoice.Points(alone, publicly) >= share.Cured && share.Cured == PlainChoice.Best(alone);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_point_of_the_frontier_cures_less_than_one_for_less_money() =>
        Prop.ForAll(Questions, question =>
        {
            var points = Choice.Frontier(question, 2_000).Where(point => point.Cured is not null).ToArray();
            return points.Zip(points.Skip(1)).All(pair => pair.First.Cured <= pair.Second.Cured);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
}
