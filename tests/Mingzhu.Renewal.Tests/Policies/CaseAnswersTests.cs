using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal.Tests;

/// <summary>What the sample's cases answer of the pack's policy tables.</summary>
public sealed class CaseAnswersTests : IClassFixture<PlanCandidatesTests.Played>
{
    private readonly CityHall _hall;
    private readonly Cases _cases;

    public CaseAnswersTests(PlanCandidatesTests.Played played) => (_hall, _cases) = (played.Hall, played.Hall.City.View<Cases>());

    [Fact]
    public void A_project_answers_what_it_says_of_itself_and_what_its_unit_plan_and_its_scheme_say()
    {
        var supply = Of("land-supply", "project-dongguan-street");

        supply["regulatory_plan"].ShouldBe("yes", "its unit plan is approved");
        supply["scheme_approved"].ShouldBe("no", "its scheme waits for its filing");
        supply["design_required"].ShouldBe("yes");
        supply.ShouldNotContainKey("way", "it does not say");
        Of("funds", "project-pipes-east").ShouldContain(KeyValuePair.Create("work", "infrastructure"));
        Of("funds", "project-pipes-east")["cost"].ShouldBe("3200");
        Of("funds", "project-nursery")["work"].ShouldBe("public_services");
        Of("funds", "project-north-compounds")["work"].ShouldBe("other");
        Answer("approval-green-channel", "project-drains").Verdict.ShouldNotBe(PolicyVerdict.Open, "it is not determined yet");
        Of("approval-green-channel", "project-drains")["renewal_project"].ShouldBe("no");
        Answer("national-demolition", "project-market-hall").Given["standing"].ShouldBe(_hall["project-market-hall"]["existing_area"]);
    }

    [Fact]
    public void Several_schemes_that_disagree_answer_nothing_and_a_case_of_another_kind_says_nothing()
    {
        Of("land-supply", "project-yanggu-heating").ShouldNotContainKey("scheme_approved", "of three schemes one is filed");
        Of("land-supply", "scheme-yanggu-heating-1")["scheme_approved"].ShouldBe("yes");
        Of("land-transition", "project-dongguan-street").ShouldBeEmpty();
        Of("land-transition", "transition-mill")["approved"].ShouldBe("yes");
    }

    [Fact]
    public void A_case_that_may_not_be_looked_at_answers_nothing()
    {
        var supply = CaseAnswers.Of(PolicyTable.Find(_hall.City.Pack, "land-supply"), _hall["scheme-dongguan-street"], _cases, one => one.Procedure.Subject == "scheme");

        supply.ShouldContainKeyAndValue("scheme_approved", "no");
        supply.ShouldNotContainKey("regulatory_plan", "the unit plan says that, and is not for who asks");
    }

    [Fact]
    public void Whatever_a_case_answers_its_table_takes()
    {
        var tables = PolicyTable.In(_hall.City.Pack);
        var asked = 0;
        foreach (var (table, one) in tables.SelectMany(table => _cases.All.Values.Select(one => (table, one))))
        {
            var given = Given.Read(table, CaseAnswers.Of(table, one, _cases, _ => true), new DateOnly(2026, 3, 2));
            asked += given.Answers.Count;
        }

        asked.ShouldBeGreaterThan(200);
        tables.SelectMany(table => table.Inputs).Count(input => !input.From.IsEmpty).ShouldBeGreaterThan(25);
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, string> Of(string table, string id) => CaseAnswers.Of(PolicyTable.Find(_hall.City.Pack, table), _hall[id], _cases, _ => true);

    private PolicyAnswer Answer(string table, string id) => PolicyAnswer.Of(Given.Read(PolicyTable.Find(_hall.City.Pack, table), Of(table, id), new DateOnly(2026, 3, 2)));
}
