namespace Mingzhu.Procedures.Tests.Policies;

/// <summary>Land: merging, supply, indices, compatible uses, the five years. A test is named after the rule it holds.</summary>
public sealed class LandPolicyTests
{
    private static readonly string[] Grant = ["way=grant", "regulatory_plan=yes", "scheme_approved=yes", "design_required=yes"];
    private static readonly string[] Transition = ["plan_conforms", "approved", "existing", "new_business"];

    [Theory]
    [InlineData("corner")]
    [InlineData("sandwiched")]
    [InlineData("interspersed")]
    [InlineData("other_scattered")]
    [InlineData("not_buildable_alone")]
    public void S4_7_1_a_scattered_land_that_conforms_with_the_master_plan_may_be_merged(string parcel) =>
        Tables.Ask("land-merging", "master_plan=yes", $"parcel={parcel}").Matched().ShouldBe(["merge by S4-7.1-a"]);

    [Fact]
    public void S4_7_1_a_against_the_plan_and_for_ordinary_land_it_may_not()
    {
        Tables.Ask("land-merging", "master_plan=no", "parcel=corner").Matched().ShouldBe(["no by S4-7.1-a"]);
        Tables.Ask("land-merging", "parcel=ordinary").Verdict.ShouldBe(PolicyVerdict.Closed);
        Tables.Ask("land-merging", "parcel=corner").Verdict.ShouldBe(PolicyVerdict.Undecided);
    }

    [Fact]
    public void S4_7_1_b_merged_land_mainly_for_public_services_in_the_catalogue_may_be_allocated()
    {
        string[] inputs = ["merged", "public_services", "in_catalogue", "design_required"];

        Tables.Ask("land-supply", Tables.AllYes(inputs, "way=allocation")).Matched().ShouldBe(["allocation by S4-7.1-b"]);
        foreach (var input in inputs[..3])
        {
            var answer = Tables.Ask("land-supply", Tables.AllYes(inputs, "way=allocation", input + "=no"));

            answer.Matched().ShouldBe(["no by S4-7.1-b"]);
            answer.Lacks("allocation").ShouldBe([input + " → yes"]);
        }
    }

    [Fact]
    public void S4_7_1_c_a_grant_is_by_tender_and_by_agreement_only_where_the_department_finds_it_lawful()
    {
        Tables.Ask("land-supply", Grant).Matched().ShouldBe(["tender by S4-7.1-c"]);
        Tables.Ask("land-supply", [.. Grant, "agreement_lawful=no"]).Matched().ShouldBe(["tender by S4-7.1-c"]);
        Tables.Ask("land-supply", [.. Grant, "agreement_lawful=yes"]).Matched().ShouldBe(["tender by S4-7.1-c", "agreement by S4-7.1-c"]);
    }

    [Fact]
    public void S4_7_1_c_the_scheme_is_approved_before_land_is_supplied()
    {
        var answer = Tables.Ask("land-supply", "way=grant", "regulatory_plan=yes", "scheme_approved=no", "design_required=yes", "agreement_lawful=yes");

        answer.Verdict.ShouldBe(PolicyVerdict.Closed);
        answer.Matched().ShouldBe(["no by S4-7.1-c"]);
        answer.Lacks("tender").ShouldBe(["scheme_approved → yes"]);
        Tables.Ask("land-supply", "way=grant", "regulatory_plan=no").Matched().ShouldBe(["no by S4-7.1-c"]);
    }

    [Theory]
    [InlineData("way=allocation")]
    [InlineData("way=grant")]
    public void S4_6_2_b_planning_conditions_without_urban_design_refuse_supply(string way) =>
        Tables.Ask("land-supply", way, "design_required=no").Matched().ShouldContain("no by S4-6.2-b");

    [Theory]
    [InlineData("floor_area_ratio", "2.5", "no", PolicyVerdict.Open)]
    [InlineData("floor_area_ratio", "2.5", "yes", PolicyVerdict.Closed)]
    [InlineData("floor_area_ratio", "2.5", "", PolicyVerdict.Undecided)]
    [InlineData("floor_area_ratio", "2", "", PolicyVerdict.Open)]
    [InlineData("green_ratio", "2.5", "", PolicyVerdict.Open)]
    [InlineData("green_ratio", "1.5", "yes", PolicyVerdict.Closed)]
    public void S4_7_1_d_an_index_may_be_relaxed_in_a_renewal_area_if_no_mandatory_norm_is_broken(string index, string wanted, string breaks, PolicyVerdict verdict) =>
        Tables.Ask("land-index-relaxation", $"index={index}", "in_plan=2", $"wanted={wanted}", "renewal_area=yes", $"breaks_norm={breaks}").Verdict.ShouldBe(verdict);

    [Fact]
    public void S4_5_3_g_whatever_goes_beyond_the_regulatory_plan_asks_for_that_plans_own_procedure()
    {
        Tables.Ask("land-index-relaxation", "index=height", "in_plan=24", "wanted=27", "renewal_area=yes", "breaks_norm=no").Matched().ShouldBe(["relax by S4-7.1-d", "change by S4-5.3-g"]);
        Tables.Ask("land-index-relaxation", "index=height", "in_plan=24", "wanted=24").Matched().ShouldBe(["within by S4-7.1-d"]);
    }

    [Theory]
    [InlineData("national", "yes", PolicyVerdict.Open)]
    [InlineData("provincial", "yes", PolicyVerdict.Open)]
    [InlineData("provincial", "unknown", PolicyVerdict.Undecided)]
    [InlineData("provincial", "no", PolicyVerdict.Closed)]
    [InlineData("below", "yes", PolicyVerdict.Closed)]
    [InlineData("none", "", PolicyVerdict.Closed)]
    public void S4_7_1_e_listed_uses_may_be_compatible_or_converted_in_zones_of_provincial_or_higher_rank(string rank, string listed, PolicyVerdict verdict) =>
        Tables.Ask("land-use-compatibility", $"zone_rank={rank}", $"use_listed={listed}").Verdict.ShouldBe(verdict);

    [Fact]
    public void S2_4_a_the_old_use_goes_on_for_five_years_if_all_four_conditions_hold()
    {
        var answer = Tables.Ask("land-transition", Tables.AllYes(Transition, "transferred=no", "first_day=2026-01-15"));

        answer.Matched().ShouldBe(["old-terms by S2-4-a"]);
        answer.Matches[0].Figures.ShouldHaveSingleItem().Value.ShouldBe(new DateOnly(2031, 1, 15));
        foreach (var input in Transition)
            Tables.Ask("land-transition", Tables.AllYes(Transition, "transferred=no", "first_day=2026-01-15", input + "=no")).Matched().ShouldBe(["no by S2-4-a"]);
        Tables.Ask("land-transition", Tables.AllYes(Transition, "transferred=no")).Verdict.ShouldBe(PolicyVerdict.Undecided);
    }

    [Theory]
    [InlineData("2030-07-18", "old-terms by S2-4-a")]
    [InlineData("2030-07-19", "ends-soon by S2-4-b")]
    [InlineData("2031-01-14", "ends-soon by S2-4-b")]
    [InlineData("2031-01-15", "new-terms by S2-4-b")]
    public void S2_4_b_it_is_warned_of_half_a_year_ahead_and_ends_on_the_day_five_years_are_full(string day, string matched) =>
        Tables.AskOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "land-transition", Tables.AllYes(Transition, "transferred=no", "first_day=2026-01-15")).Matched().ShouldBe([matched]);

    [Fact]
    public void S2_4_b_a_transfer_ends_it_before_the_day()
    {
        Tables.Ask("land-transition", Tables.AllYes(Transition, "transferred=yes", "first_day=2026-01-15")).Matched().ShouldBe(["new-terms by S2-4-b"]);
        Tables.Ask("land-transition", Tables.AllYes(Transition, "first_day=2026-01-15")).Verdict.ShouldBe(PolicyVerdict.Undecided);
    }
}
