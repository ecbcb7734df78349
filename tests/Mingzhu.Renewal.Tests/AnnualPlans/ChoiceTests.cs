using Mingzhu.Bench;
using Mingzhu.City;

namespace Mingzhu.Renewal.Tests;

public sealed class ChoiceTests
{
    private static readonly Wording Fiscal = new("财政资金", "fiscal"), Bond = new("专项债券", "special bond");

    private static ChoiceCandidate Project(string id, decimal wan, params string[] cures) => new(id, id, [.. cures], [Way("fiscal", ("fiscal", wan))]);

    private static Financing Way(string id, params (string Source, decimal Wan)[] amounts) => new(id, [.. amounts.Select(amount => new MoneyAmount(amount.Source, Cny.FromWan(amount.Wan)))]);

    private static ChoiceQuestion Question(decimal fiscalWan, params ChoiceCandidate[] candidates) => new()
    {
        Candidates = [.. candidates],
        Findings = [.. candidates.SelectMany(candidate => candidate.Cures).Distinct().Select(finding => new FindingWeight(finding, 1))],
        Money = [new("fiscal", Fiscal, Cny.FromWan(fiscalWan))],
    };

    private static string[] Ids(ChoiceAnswer answer) => [.. answer.Chosen.Select(chosen => chosen.Candidate)];

    [Fact]
    public void A_finding_that_two_projects_cure_counts_once()
    {
        var question = Question(200, Project("A", 100, "1", "2", "3"), Project("B", 100, "1", "2", "3"), Project("C", 100, "4"));

        var answer = Choice.Choose(question);

        (answer.Cured, answer.IsOptimal).ShouldBe((4, true));
        Ids(answer).ShouldContain("C");
        answer.LeftOut.Single().Reason.ShouldBe(LeftOutReason.NothingToAdd);
    }

    [Fact]
    public void The_other_financing_is_taken_when_a_source_runs_dry()
    {
        var question = Question(100, Project("A", 100, "1"), Project("B", 100, "2") with { Financings = [Way("fiscal", ("fiscal", 100)), Way("bond", ("bond", 80))] });

        var answer = Choice.Choose(question with { Money = question.Money.Add(new("bond", Bond, Cny.FromWan(80))) });

        answer.Cured.ShouldBe(2);
        answer.Chosen.Single(chosen => chosen.Candidate == "B").Financing.ShouldBe("bond");
    }

    [Fact]
    public void What_is_out_says_which_limit_binds_what_is_lacking_and_what_it_would_displace()
    {
        var question = Question(150, Project("A", 100, "1", "2", "3"), Project("B", 80, "4", "5"), Project("C", 50, "6"));

        var answer = Choice.Choose(question);

        Ids(answer).ShouldBe(["A", "C"]);
        var left = answer.LeftOut.Single();
        (left.Candidate, left.Reason, left.Adds).ShouldBe(("B", LeftOutReason.NoRoom, 2));
        (left.Binding.Single().Limit.Id, left.Binding.Single().Lacks).ShouldBe(("fiscal", Cny.FromWan(80).Fen));
        left.Displaces.ShouldBe(["A"]);
        left.Loses.ShouldBe(1);
    }

    [Fact]
    public void Demolished_area_keeps_within_a_fifth_of_what_exists_in_the_chosen_projects_together()
    {
        var limits = AnnualPlanRules.Of(Packs.Load("liaocheng")).Demolition;
        var tears = Project("tears", 10, "1", "2", "3") with { Floor = new FloorAreas(1_000, 400, 800) };
        var keeps = Project("keeps", 10, "4") with { Floor = new FloorAreas(1_000, 0, 0) };

        Ids(Choice.Choose(Question(10, tears, keeps) with { Demolition = limits })).ShouldBe(["keeps"]);
        Ids(Choice.Choose(Question(20, tears, keeps) with { Demolition = limits })).ShouldBe(["tears", "keeps"]);
        Ids(Choice.Choose(Question(20, tears with { Floor = new FloorAreas(1_000, 400, 801) }, keeps) with { Demolition = limits })).ShouldBe(["keeps"]);
    }

    [Fact]
    public void Rule_S4_6_1_a_public_interest_is_chosen_first_and_what_stays_out_asks_a_reason()
    {
        var school = Project("school", 100, "1") with { PublicInterest = true };
        var park = Project("park", 100, "2") with { PublicInterest = true };
        var mall = Project("mall", 100, "3", "4", "5");
        var first = AnnualPlanRules.Of(Packs.Load("liaocheng")).PublicInterest;

        Ids(Choice.Choose(Question(100, school, mall))).ShouldBe(["mall"]);
        Ids(Choice.Choose(Question(100, school, mall) with { PublicInterest = first })).ShouldBe(["school"]);
        Ids(Choice.Choose(Question(200, school, mall) with { PublicInterest = first })).ShouldBe(["school", "mall"]);

        var some = Choice.Choose(Question(210, school, park with { Financings = [Way("fiscal", ("fiscal", 120))] }, mall) with { PublicInterest = first, Pinned = ["mall"] });
        some.LeftOut.Single(left => left.Candidate == "park").AsksReason.ShouldBeTrue();
        some.PublicInterest.ShouldBe(new PublicInterestShare(1, 1));
    }

    [Theory]
    [InlineData("generic", PublicInterestPriority.Equal)]
    [InlineData("liaocheng", PublicInterestPriority.First)]
    public void A_pack_says_what_the_choice_keeps_to_and_by_which_rule(string name, PublicInterestPriority priority)
    {
        var pack = Packs.Load(name);

        var rules = AnnualPlanRules.Of(pack);

        pack.Problems.ShouldBeEmpty();
        (rules.Demolition!.DemolishedShare, rules.Demolition.NewPerDemolished, rules.PublicInterest.Priority, rules.Step).ShouldBe((0.2m, 2m, priority, Cny.FromWan(1_000)));
        rules.Demolition.ShareSource.Source.ShouldBe("建科〔2021〕63号");
        rules.PublicInterest.Source.IsDefault.ShouldBe(priority == PublicInterestPriority.Equal);
    }

    [Fact]
    public void A_question_that_contradicts_itself_is_refused_with_every_reason()
    {
        var question = Question(100, Project("A", -1, "1"), Project("A", 10, "2")) with { Pinned = ["X"], Findings = [new("1", 0)] };

        var refused = Should.Throw<RefusedException>(() => Choice.Choose(question));

        refused.Reasons.Select(reason => reason.Code).Distinct().ShouldBe(["annual-plan.twice", "annual-plan.unknown", "annual-plan.negative", "annual-plan.weight"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_pinned_beyond_the_money_is_refused_with_the_limit()
    {
        var refused = Should.Throw<RefusedException>(() => Choice.Choose(Question(150, Project("A", 100, "1"), Project("B", 100, "2")) with { Pinned = ["A", "B"] }));

        var reason = refused.Reasons.Single();
        reason.Code.ShouldBe("annual-plan.pinned-over-limit");
        reason.Says.Zh.ShouldBe("必选项目单独已超出“财政资金”：至少需要 200 万元，限额 150 万元");
    }

    [Fact]
    public void The_next_ten_million_say_who_comes_in()
    {
        var question = Question(1_000, Project("A", 1_000, "1", "2", "5"), Project("B", 900, "3"), Project("C", 100, "4"));

        var more = Choice.WithMore(question, Choice.Choose(question), Cny.FromWan(1_000)).Single();

        (more.Source, more.CuresMore, more.AtMostMore).ShouldBe(("fiscal", 2, 2));
        more.Joins.ShouldBe(["B", "C"]);
    }

    [Fact]
    public void A_cancelled_search_answers_with_what_it_has_proven_by_then()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        var answer = Choice.Choose(ChoiceInstances.Make(ChoiceInstances.Families.Single(family => family.Name == "correlated"), 100, 1), cancel: cancel.Token);

        answer.Cancelled.ShouldBeTrue();
        answer.Cured.ShouldBeGreaterThan(0);
        answer.AtMost.ShouldBeGreaterThanOrEqualTo(answer.Cured);
    }

    [Fact]
    public void A_plan_of_a_hundred_candidates_is_within_half_a_percent_and_the_same_again()
    {
        var question = ChoiceInstances.Make(ChoiceInstances.Families.Single(family => family.Name == "tight"), 100, 3);

        var (one, two) = (Choice.Choose(question, 20_000), Choice.Choose(question, 20_000));

        one.Gap.ShouldBeLessThanOrEqualTo(0.005m);
        PlainChoice.Keeps(question, PlainChoice.Of(question, one)).ShouldBeTrue();
        System.Text.Json.JsonSerializer.Serialize(two).ShouldBe(System.Text.Json.JsonSerializer.Serialize(one));
    }
}

/// <summary>The packs of the repository.</summary>
internal static class Packs
{
    public static Pack Load(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return Pack.Load(Path.Combine(folder.FullName, "packs", name));
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }
}
