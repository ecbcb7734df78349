using Mingzhu.City;

namespace Mingzhu.CheckUp.Tests.Siting;

public class SiteConditionTests
{
    [Theory]
    [InlineData("area 400..10000")]
    [InlineData("area 400..")]
    [InlineData("area ..10000.5")]
    [InlineData("where land_use = 'vacant'")]
    [InlineData("walk kindergarten >= 300")]
    [InlineData("walk facilities[kind = 'x]y'] <= 300")]
    [InlineData("straight pipes[kind = 'gas'] >= 50")]
    [InlineData("inside control-lines[kind IN ('urban-boundary')]")]
    [InlineData("outside control-lines")]
    [InlineData("need kindergarten >= 500")]
    [InlineData("need kindergarten 300 >= 500")]
    public void A_condition_reads_as_it_is_written(string text)
    {
        var condition = SiteCondition.Parse(text);

        condition.ToString().ShouldBe(text);
        SiteCondition.Parse("  " + condition + " ").ShouldBe(condition);
    }

    [Theory]
    [InlineData("")]
    [InlineData("area")]
    [InlineData("area ..")]
    [InlineData("area -1..5")]
    [InlineData("area 1e9..")]
    [InlineData("walk kindergarten < 300")]
    [InlineData("walk kindergarten <= NaN")]
    [InlineData("walk <= 300")]
    [InlineData("need kindergarten <= 500")]
    [InlineData("inside")]
    [InlineData("near the lake")]
    public void What_is_no_condition_is_refused_and_says_what_one_looks_like(string text) =>
        Should.Throw<RefusedException>(() => SiteCondition.Parse(text)).Reasons[0].ShouldSatisfyAllConditions(reason => reason.Code.ShouldBe("siting.condition"), reason => reason.Says.En.ShouldContain("area 400..10000"));

    [Theory]
    [InlineData("where land_use =")]
    [InlineData("outside zones[]name")]
    [InlineData("inside control-lines[kind = ]")]
    public void A_condition_with_a_broken_expression_is_refused(string text) => Should.Throw<RefusedException>(() => SiteCondition.Parse(text));

    [Fact]
    public void An_area_that_ends_before_it_begins_is_refused_with_both_ends() =>
        Should.Throw<RefusedException>(() => SiteCondition.Parse("area 10..5")).Reasons[0].ShouldSatisfyAllConditions(reason => reason.Code.ShouldBe("siting.area"), reason => reason.Says.Zh.ShouldContain("下限 10 大于上限 5"));

    [Theory]
    [InlineData("area 400..", "area ..399", true)]
    [InlineData("area 400..", "area ..400", false)]
    [InlineData("walk kindergarten <= 300", "walk kindergarten >= 301", true)]
    [InlineData("walk kindergarten <= 300", "walk market >= 301", false)]
    [InlineData("straight roads[class = 'arterial'] >= 50", "straight roads[class = 'arterial'] <= 20", true)]
    [InlineData("straight roads[class = 'arterial'] >= 50", "straight roads <= 20", false)]
    [InlineData("inside zones", "outside zones", true)]
    [InlineData("inside zones", "straight zones >= 10", true)]
    [InlineData("outside zones", "straight zones >= 10", false)]
    public void Conditions_that_no_site_can_meet_together_are_known(string one, string other, bool contradict)
    {
        (int, int)[] expected = contradict ? [(0, 1)] : [];

        new SiteSelection(new SiteTarget("parcels"), [SiteCondition.Parse(one), SiteCondition.Parse(other)]).Contradictions.ShouldBe(expected);
        new SiteSelection(new SiteTarget("parcels"), [SiteCondition.Parse(other), SiteCondition.Parse(one)]).Contradictions.ShouldBe(expected);
    }

    [Fact]
    public void A_target_keeps_its_condition()
    {
        SiteTarget.Parse("parcels[register = 'idle']").ToString().ShouldBe("parcels[register = 'idle']");
        Should.Throw<RefusedException>(() => SiteTarget.Parse("two words")).Reasons[0].Code.ShouldBe("siting.target");
    }
}
