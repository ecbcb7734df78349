using Mingzhu.City;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

/// <summary>Candidates and sums read out of the sample's cases.</summary>
public sealed class PlanCandidatesTests : IClassFixture<PlanCandidatesTests.Played>
{
    private readonly CityHall _hall;
    private readonly AnnualPlanRules _rules;
    private readonly PlanCandidates _candidates;

    public PlanCandidatesTests(Played played)
    {
        _hall = played.Hall;
        _rules = AnnualPlanRules.Of(_hall.City.Pack);
        _candidates = PlanCandidates.Of(_hall.City.View<Cases>(), "371502", _rules, finding => finding == "示例：岸线破损" ? 4 : null);
    }

    [Fact]
    public void Candidates_are_the_determined_projects_of_the_place_that_no_plan_in_effect_holds()
    {
        _candidates.Projects.Select(project => project.Project.Id).ShouldBe(["project-canal-plaza", "project-canal-walk", "project-market-hall", "project-north-compounds", "project-nursery", "project-pipes-east"]);
        _candidates.NotAmong.Single().Project.Id.ShouldBe("project-dongguan-street");
        _candidates.NotAmong.Single().Why.Zh.ShouldContain("2025 年度实施计划");
        PlanCandidates.Of(_hall.City.View<Cases>(), "371521", _rules, _ => null).Projects.Select(project => project.Project.Id).ShouldBe(["project-yanggu-school"]);
    }

    [Fact]
    public void Money_is_split_by_source_and_what_no_source_names_is_the_rest()
    {
        Of("project-north-compounds").ShouldBe([("fiscal", 900m), ("bond", 1000m), ("social", 600m), ("rest", 400m)]);
        Of("project-canal-plaza").ShouldBe([("rest", 6500m)]);
        _candidates.SourcesOf(_rules).Select(source => source.Id).ShouldBe(["fiscal", "bond", "credit", "social", "rest"]);
        _candidates.AllOf("bond").Wan.ShouldBe(3000m);
        _candidates.AllWorks("projects").ShouldBe(6);
    }

    [Fact]
    public void A_finding_of_the_check_up_counts_by_how_bad_it_is_and_one_told_in_words_counts_once()
    {
        _candidates.Findings.Single(finding => finding.Finding == "示例：岸线破损").Weight.ShouldBe(4);
        _candidates.Findings.Single(finding => finding.Finding == "示例：缺少公园绿地").Weight.ShouldBe(1);
        _candidates.Projects.Single(project => project.Project.Id == "project-canal-walk").Described.ShouldBe(1);
    }

    [Fact]
    public void The_question_chooses_within_what_people_said_and_public_interest_comes_first()
    {
        var money = _rules.Sources.ToDictionary(source => source.Id, _ => Cny.FromWan(2_000));

        var answer = Choice.Choose(_candidates.Question(_rules, money, new Dictionary<string, long> { ["projects"] = 2 }, ["project-nursery"], ["project-canal-walk"]));

        answer.Chosen.Select(chosen => chosen.Candidate).ShouldBe(["project-north-compounds", "project-nursery"]);
        answer.LeftOut.Single(left => left.Candidate == "project-canal-walk").Reason.ShouldBe(LeftOutReason.Banned);
    }

    [Fact]
    public void A_limit_of_quantity_binds_and_who_is_left_out_for_it_is_told_which_and_how_much_is_lacking()
    {
        var money = _rules.Sources.ToDictionary(source => source.Id, _ => Cny.FromWan(100_000));
        long Pipes(string project) => _candidates.Projects.Single(one => one.Project.Id == project).Candidate.Works.Single(amount => amount.Kind == "pipes").Amount;
        Pipes("project-nursery").ShouldBe(450, "45 m for each of the ten buildings of its compound");
        // The plaza cures nothing; money alone leaves no other out.
        ChoiceAnswer Asked(Dictionary<string, long> works) => Choice.Choose(_candidates.Question(_rules, money, works, [], ["project-canal-plaza"]));
        Asked([]).LeftOut.ShouldHaveSingleItem();
        var all = _candidates.AllWorks("pipes") - Pipes("project-canal-plaza");

        var answer = Asked(new() { ["pipes"] = all - 100 });

        var left = answer.LeftOut.Single(left => left.Candidate != "project-canal-plaza");
        left.Reason.ShouldBe(LeftOutReason.NoRoom);
        var lack = left.Binding.ShouldHaveSingleItem();
        (lack.Limit.Kind, lack.Limit.Id, lack.Limit.Name.Zh, lack.Lacks).ShouldBe((ChoiceLimitKind.Works, "pipes", "市政管网长度", 100m));
        answer.Limits.Single(use => use.Limit.Id == "pipes").Used.ShouldBe(all - Pipes(left.Candidate));
    }

    [Fact]
    public void The_citys_plan_is_the_sum_of_the_local_ones_beside_the_year_before()
    {
        var sums = PlanSum.Of([.. _hall.City.View<Cases>().All.Values], 2026);
        var sum = sums.Single(one => one.Place == "371502");

        sums.Select(one => one.Place).ShouldBe(["371502", "371521"]);
        (sum.Place, sum.Plan!.Id, sum.Projects.Length, sum.Money.Wan).ShouldBe(("371502", "annual-plan-2026", 2, 8300m));
        (sum.Before!.Id, sum.ProjectsBefore.Length, sum.MoneyBefore.Wan, sum.Carried, sum.OfPublicInterest).ShouldBe(("annual-plan-2025", 1, 1800m, 1, 1));
        PlanSum.Years(_hall.City.View<Cases>().All.Values).ShouldBe([2027, 2026, 2025]);
    }

    private (string, decimal)[] Of(string project) => [.. _candidates.Projects.Single(one => one.Project.Id == project).Candidate.Financings[0].Amounts.Select(amount => (amount.Source, amount.Amount.Wan))];

    /// <summary>The sample, played once.</summary>
    public sealed class Played : IDisposable
    {
        public Played() => SampleCases.Play(Hall.City);

        internal CityHall Hall { get; } = new();

        public void Dispose() => Hall.Dispose();
    }
}
