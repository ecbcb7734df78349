using Mingzhu.City;

namespace Mingzhu.People.Tests.Rights;

public sealed class RightsTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Pack Pack = Packs.Load("generic");
    private static readonly People.Rights All = People.Rights.Of(Pack);

    [Fact]
    public void The_rights_and_the_chart_of_both_packs_are_without_a_fault()
    {
        foreach (var name in new[] { "generic", "liaocheng" })
        {
            var pack = Packs.Load(name);
            People.Rights.Of(pack).All.Length.ShouldBeGreaterThanOrEqualTo(RightIds.All.Count);
            AccountRules.Of(pack);
            ChartFile.SamplePeople(pack);

            pack.Problems.Select(problem => problem.In(Language.En)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Who_has_not_signed_in_may_nothing_and_is_told_by_which_rule()
    {
        foreach (var right in RightIds.All)
        {
            var verdict = All.May(Standing.Nobody(Day), right, Scope.City).ShouldBeOfType<Verdict.Refused>();

            verdict.Reason.Basis.ShouldBe(All.Default);
        }

        All.Sees(Standing.Nobody(Day)).ShouldBeEmpty();
    }
}
