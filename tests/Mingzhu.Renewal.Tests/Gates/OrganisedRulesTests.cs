using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

/// <summary>Who the documents say leads, supports and answers, rule by rule, as a city founded on Liaocheng's pack has it.</summary>
public sealed class OrganisedRulesTests : IDisposable
{
    private readonly CityHall _hall = new();

    public void Dispose() => _hall.Dispose();

    [Fact]
    public void S4_8_1_a_The_city_has_a_task_force_with_its_office_and_the_seats_of_the_annex_since_May_2023()
    {
        On(2023, 5, 16).Bodies.Keys.ShouldNotContain("task-force");

        var day = On(2023, 5, 17);

        day.Bodies["task-force"].Kind.ShouldBe(BodyKind.TaskForce);
        day.Bodies["task-force-office"].ShouldSatisfyAllConditions(office => office.Of.ShouldBe("task-force"), office => office.Kind.ShouldBe(BodyKind.Office));
        day.Parts.Where(part => part.Group == "task-force-office" && part.As == PartKind.Lead).Select(part => part.Body).ShouldBe(["housing"]);
        day.Posts.Values.Where(post => post.Body == "task-force").ShouldAllBe(post => post.Source.Source == "聊政字〔2023〕7号");
        day.Posts.Keys.ShouldContain("task-force/mayor");
    }

    [Fact]
    public void S4_8_1_b_Who_signs_for_the_task_force_is_one_value_of_the_pack()
    {
        var reviews = ProcedureBook.Of(_hall.City.Pack).All.SelectMany(procedure => procedure.Steps).Where(step => step.Kind == StepKind.Review && step.By.Id == "task-force").ToArray();

        reviews.ShouldNotBeEmpty();
        reviews.ShouldAllBe(step => step.By.Bodies.SequenceEqual(new[] { "task-force" }));
    }

    [Fact]
    public void S4_8_1_c_and_S4_8_2_c_Every_county_and_zone_that_draws_up_an_annual_plan_has_a_task_force_under_its_own_authority()
    {
        var (book, day) = (ProcedureBook.Of(_hall.City.Pack), On(2026, 3, 2));

        foreach (var place in book.PlacesOf("annual-plan", day.Day))
        {
            var force = day.Bodies.Values.Single(body => body.Kind == BodyKind.TaskForce && body.Place == place);
            day.Bodies[force.Of!].ShouldSatisfyAllConditions(authority => authority.Place.ShouldBe(place), authority => authority.Kind.ShouldBeOneOf(BodyKind.LocalGovernment, BodyKind.ZoneCommittee));
        }
    }

    [Fact]
    public void S4_8_1_d_The_committee_of_experts_is_a_body_that_stands_and_no_list_of_people()
    {
        On(2026, 3, 2).Bodies["expert-committee"].ShouldSatisfyAllConditions(body => body.Kind.ShouldBe(BodyKind.Committee), body => body.Term.Last.ShouldBeNull());
        On(2026, 3, 2).Posts["expert-committee/expert"].Roles.ShouldBe(["expert"]);
    }

    [Fact]
    public void S2_7_a_The_housing_bureau_leads_the_coordination_group_since_October_2025()
    {
        On(2025, 9, 30).Bodies.Keys.ShouldNotContain("coordination-group");

        On(2025, 10, 1).Parts.Where(part => part.Group == "coordination-group" && part.As == PartKind.Lead).Select(part => part.Body).ShouldBe(["housing"]);
    }

    [Fact]
    public void S2_7_b_and_S4_8_2_a_Six_groups_have_one_or_two_leads_and_those_that_support_them()
    {
        var day = On(2025, 10, 1);

        var leads = day.Bodies.Values.Where(body => body.Kind == BodyKind.WorkingGroup).ToDictionary(group => group.Id, group => day.Parts.Where(part => part.Group == group.Id && part.As == PartKind.Lead).Select(part => part.Body).Order().ToArray());

        leads.Count.ShouldBe(6);
        leads.ShouldAllBe(group => group.Value.Length >= 1 && group.Value.Length <= 2 && day.Parts.Any(part => part.Group == group.Key && part.As == PartKind.Support));
        leads["group-commerce"].ShouldBe(["commerce", "housing"]);
        leads["group-water-network"].ShouldBe(["water"]);
    }

    [Fact]
    public void S1_2_1_a_The_six_groups_of_March_2025_gave_way_to_those_of_October()
    {
        string[] Groups(DateOnly day) => [.. On(day.Year, day.Month, day.Day).Bodies.Values.Where(body => body.Kind == BodyKind.WorkingGroup).Select(body => body.Id)];

        Groups(new DateOnly(2025, 3, 27)).ShouldBeEmpty();
        Groups(new DateOnly(2025, 3, 28)).Length.ShouldBe(6);
        Groups(new DateOnly(2025, 3, 28)).Intersect(Groups(new DateOnly(2025, 10, 1))).ShouldBeEmpty();
    }

    private OrganisationDay On(int year, int month, int day) => _hall.City.View<Organisation>().On(new DateOnly(year, month, day));
}
