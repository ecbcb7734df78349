namespace Mingzhu.Procedures.Tests.Policies;

/// <summary>Registration, waivers, fees and tax, funds, and what is national. A test is named after the rule it holds.</summary>
public sealed class OtherPolicyTests
{
    private static readonly string[] FourOfTheHouse = ["no_dispute", "plan_conforms", "structure_safe", "fire_safe"];

    [Fact]
    public void S4_7_3_a_the_four_families_of_permits_of_a_renewal_project_go_through_the_green_channel()
    {
        foreach (var permit in new[] { "establishment", "planning", "land", "construction" })
            Tables.Ask("approval-green-channel", "renewal_project=yes", $"permit={permit}").Matched().ShouldBe(["green by S4-7.3-a"]);
        Tables.Ask("approval-green-channel", "renewal_project=yes", "permit=other").Verdict.ShouldBe(PolicyVerdict.Closed);
        Tables.Ask("approval-green-channel", "permit=land").Verdict.ShouldBe(PolicyVerdict.Undecided);
    }

    [Theory]
    [InlineData("no", "no", PolicyVerdict.Open)]
    [InlineData("no", "", PolicyVerdict.Undecided)]
    [InlineData("yes", "", PolicyVerdict.Closed)]
    [InlineData("no", "yes", PolicyVerdict.Closed)]
    public void S4_7_3_b_existing_papers_serve_if_neither_land_right_nor_use_changes(string right, string use, PolicyVerdict verdict) =>
        Tables.Ask("approval-land-procedure", $"right_changes={right}", $"use_changes={use}").Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("no", "yes", "yes", PolicyVerdict.Open)]
    [InlineData("no", "yes", "", PolicyVerdict.Undecided)]
    [InlineData("no", "", "yes", PolicyVerdict.Undecided)]
    [InlineData("", "yes", "yes", PolicyVerdict.Undecided)]
    [InlineData("no", "yes", "no", PolicyVerdict.Closed)]
    [InlineData("no", "no", "yes", PolicyVerdict.Closed)]
    [InlineData("yes", "yes", "yes", PolicyVerdict.Closed)]
    public void S4_7_3_c_the_drawing_review_is_waived_only_with_all_three_conditions(string structure, string risk, string commitment, PolicyVerdict verdict) =>
        Tables.Ask("approval-drawing-review", $"structure_changes={structure}", $"low_risk={risk}", $"commitment={commitment}").Verdict.ShouldBe(verdict);

    [Fact]
    public void S4_7_4_a_a_fee_is_relieved_only_by_its_own_rule()
    {
        Tables.Ask("fees-relief", "renewal_project=yes", "relief_exists=yes", "meets_relief=yes").Matched().ShouldBe(["relief by S4-7.4-a"]);
        Tables.Ask("fees-relief", "renewal_project=yes", "relief_exists=no").Verdict.ShouldBe(PolicyVerdict.Closed);
        Tables.Ask("fees-relief", "renewal_project=yes", "relief_exists=yes").Lacks("relief").ShouldBe(["meets_relief → yes"]);
    }

    [Theory]
    [InlineData("local_government", PolicyVerdict.Open)]
    [InlineData("zone_committee", PolicyVerdict.Noted)]
    [InlineData("nobody", PolicyVerdict.Closed)]
    [InlineData("", PolicyVerdict.Undecided)]
    public void S4_7_4_b_taking_back_is_taxed_as_such_once_the_local_government_has_confirmed_it(string confirmed, PolicyVerdict verdict) =>
        Tables.Ask("fees-taking-back", "same_project=yes", "several_holders=yes", "single_bearer=yes", "taking_back=yes", $"confirmed_by={confirmed}").Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData("relocation_agreement")]
    [InlineData("expropriation")]
    [InlineData("sale")]
    [InlineData("asset_transfer")]
    [InlineData("share_cooperation")]
    [InlineData("other_lawful")]
    public void S4_7_5_a_where_titles_change_it_is_registered_by_the_way_of_the_change(string way)
    {
        Tables.Ask("registration-titles", "titles_change=yes", $"way={way}").Matched().ShouldBe(["register by S4-7.5-a"]);

        Tables.Ask("registration-titles", "titles_change=yes", "way=none").Verdict.ShouldBe(PolicyVerdict.Closed);
    }

    [Fact]
    public void S4_7_5_b_where_titles_stay_and_use_is_needed_a_lease_gives_the_income_without_registration() =>
        Tables.Ask("registration-titles", "titles_change=no", "use_needed=yes").Matched().ShouldBe(["lease by S4-7.5-b"]);

    [Theory]
    [InlineData("yes", PolicyVerdict.Open)]
    [InlineData("no", PolicyVerdict.Closed)]
    [InlineData("", PolicyVerdict.Undecided)]
    public void S4_7_5_c_where_neither_is_needed_the_rights_holders_are_heard_first(string heard, PolicyVerdict verdict) =>
        Tables.Ask("registration-titles", "titles_change=no", "use_needed=no", $"heard={heard}").Verdict.ShouldBe(verdict);

    [Fact]
    public void S4_7_5_d_a_house_without_papers_is_made_good_only_if_all_four_are_established()
    {
        Tables.Ask("registration-unregistered", Tables.AllYes(FourOfTheHouse, "papers_missing=yes")).Matched().ShouldBe(["make-good by S4-7.5-d"]);
        foreach (var one in FourOfTheHouse)
        {
            Tables.Ask("registration-unregistered", Tables.AllYes(FourOfTheHouse, "papers_missing=yes", one + "=no")).Verdict.ShouldBe(PolicyVerdict.Closed);
            var unknown = Tables.Ask("registration-unregistered", Tables.AllYes(FourOfTheHouse, "papers_missing=yes", one + "=unknown"));
            unknown.Verdict.ShouldBe(PolicyVerdict.Undecided);
            unknown.Lacks("make-good").ShouldBe([one + " → yes"]);
        }
    }

    [Theory]
    [InlineData("infrastructure", true)]
    [InlineData("public_services", true)]
    [InlineData("other", false)]
    public void S4_7_2_a_public_money_goes_to_infrastructure_and_public_services(string work, bool matches) =>
        Tables.Ask("funds", $"work={work}").Matched().Contains("public by S4-7.2-a").ShouldBe(matches);

    [Fact]
    public void S4_7_2_b_a_pilot_may_be_supported_by_the_citys_finance()
    {
        Tables.Ask("funds", "pilot=yes").Matched().ShouldContain("city-support by S4-7.2-b");
        Tables.Ask("funds", "pilot=no").Matched().ShouldNotContain("city-support by S4-7.2-b");
        Tables.Ask("funds").Matched().ShouldNotContain("city-support by S4-7.2-b");
    }

    [Fact]
    public void S4_7_2_c_with_a_profit_it_is_operated_by_the_market()
    {
        var answer = Tables.Ask("funds", "revenue=1200", "cost=1000");

        answer.Matched().ShouldContain("market by S4-7.2-c");
        answer.Matches.Single(match => match.Row.Id == "market").Figures.ShouldHaveSingleItem().Value.ShouldBe(200d);
    }

    [Theory]
    [InlineData("999.99")]
    [InlineData("1000")]
    public void S4_7_2_d_without_a_profit_it_is_combined_with_others(string revenue) =>
        Tables.Ask("funds", $"revenue={revenue}", "cost=1000").Matched().ShouldContain("combine by S4-7.2-d");

    [Fact]
    public void S4_7_2_e_special_purpose_bonds_are_applied_for_first() => Tables.Ask("funds").Matched().ShouldContain("bonds by S4-7.2-e");

    [Fact]
    public void S1_1_7_a_and_S1_2_4_a_treasury_bonds_and_policy_funds_are_named_beside_them() =>
        Tables.Ask("funds").Matched().ShouldBe(["bonds by S4-7.2-e", "treasury by S1-1.7-a", "policy-funds by S1-2.4-a"]);

    [Fact]
    public void S1_1_5_b_what_renews_equipment_may_apply_for_those_funds() => Tables.Ask("funds", "equipment=yes").Matched().ShouldContain("equipment by S1-1.5-b");

    [Fact]
    public void S3_1_3_b_one_and_a_half_percent_of_residential_and_commercial_grants_is_set_aside_for_old_compounds()
    {
        var answer = Tables.Ask("funds-old-compounds", "land_use=residential", "paid=yes", "revenue=20000");

        answer.Matched().ShouldBe(["set-aside by S3-1.3-b"]);
        answer.Matches[0].Figures.ShouldHaveSingleItem().Value.ShouldBe(300d);
        answer.Matches[0].Row.Rule!.Blocks.ShouldBeFalse("the bureau told it; the deed is not at hand");
        Tables.Ask("funds-old-compounds", "land_use=commercial_service", "paid=no").Verdict.ShouldBe(PolicyVerdict.Closed);
        Tables.Ask("funds-old-compounds", "land_use=other").Verdict.ShouldBe(PolicyVerdict.Closed);
    }

    [Fact]
    public void S4_8_3_b_a_project_that_meets_a_librarys_conditions_may_be_nominated()
    {
        Tables.Ask("funds-nomination", "library=provincial_areas", "meets_conditions=yes").Matched().ShouldBe(["nominate by S4-8.3-b"]);
        Tables.Ask("funds-nomination", "library=provincial_areas").Verdict.ShouldBe(PolicyVerdict.Undecided);
    }

    [Theory]
    [InlineData(8, 8, 6, 6, "carried by N-278-b")]
    [InlineData(8, 8, 6, 5, "lost by N-278-b")]
    [InlineData(8, 7, 6, 6, "no-quorum by N-278-a")]
    public void N_278_a_and_N_278_b_two_thirds_take_part_and_three_quarters_of_them_carry_a_major_matter(int area, int heads, int areaFor, int headsFor, string matched) =>
        Tables.Ask("national-owners-vote", "matter=major", "area=12", $"area_voting={area}", $"area_agreeing={areaFor}", "heads=12", $"heads_voting={heads}", $"heads_agreeing={headsFor}").Matched().ShouldBe([matched]);

    [Theory]
    [InlineData(5, 5, "carried by N-278-c")]
    [InlineData(4, 5, "lost by N-278-c")]
    public void N_278_c_other_matters_need_more_than_half_of_both(int areaFor, int headsFor, string matched) =>
        Tables.Ask("national-owners-vote", "matter=other", "area=12", "area_voting=8", $"area_agreeing={areaFor}", "heads=12", "heads_voting=8", $"heads_agreeing={headsFor}").Matched().ShouldBe([matched]);

    [Theory]
    [InlineData(2000, 4000, PolicyVerdict.Open)]
    [InlineData(2001, 4000, PolicyVerdict.Closed)]
    [InlineData(2000, 4001, PolicyVerdict.Closed)]
    public void N_63_a_and_N_63_b_a_fifth_is_demolished_at_most_and_twice_as_much_built(int demolished, int built, PolicyVerdict verdict) =>
        Tables.Ask("national-demolition", "standing=10000", $"demolished={demolished}", $"built={built}").Verdict.ShouldBe(verdict);

    [Fact]
    public void N_63_c_less_than_half_resettled_nearby_asks_for_a_reason_and_refuses_nothing()
    {
        var answer = Tables.Ask("national-demolition", "standing=10000", "demolished=1000", "built=1000", "households=100", "nearby=49");

        answer.Verdict.ShouldBe(PolicyVerdict.Open);
        answer.Matched().ShouldBe(["within by N-63-a", "few-nearby by N-63-c"]);
    }
}
