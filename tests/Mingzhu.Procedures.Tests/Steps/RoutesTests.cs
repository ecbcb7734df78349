using Mingzhu.City;
using Mingzhu.People;

namespace Mingzhu.Procedures.Tests;

/// <summary>The routes of 聊政字〔2023〕7号, 五, row by row, as the running pack has them. What the document does not say stands beside, marked as a default, and is not counted here.</summary>
public sealed class RoutesTests
{
    private static readonly Pack Pack = Packs.Load("liaocheng");
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void S4_5_2_f_The_special_plan_of_the_central_city_is_deliberated_approved_and_filed() => Route("special-plan", "central-city-special-plans").ShouldBe(
        ["drafting 市自然资源和规划局", "deliberation 市国土空间规划委员会", "approval 市人民政府 → in effect", "filing 市城市更新工作专班办公室"]);

    [Fact]
    public void S4_5_2_f_The_special_plan_of_a_county_is_deliberated_and_approved_in_the_county_and_filed_with_the_city() => Route("special-plan", "371503").ShouldBe(
        ["drafting 茌平区人民政府", "deliberation 茌平区国土空间规划委员会", "approval 茌平区人民政府 → in effect", "filing 市城市更新工作专班办公室"]);

    [Fact]
    public void S4_5_3_e_The_unit_plan_of_the_central_city_is_reviewed_by_the_citys_bureau_approved_by_the_city_and_not_filed() => Route("unit-plan", "LC-GXQ").ShouldBe(
        ["designation 高新技术产业开发区管委会", "drafting 市自然资源和规划局", "review 市自然资源和规划局", "external 市自然资源和规划局", "approval 市人民政府 → in effect"]);

    [Fact]
    public void S4_5_3_f_The_unit_plan_of_a_county_is_reviewed_and_approved_in_the_county_and_filed_with_the_city() => Route("unit-plan", "371521").ShouldBe(
        ["designation 阳谷县人民政府", "drafting 市自然资源和规划局", "review 阳谷县自然资源和规划部门", "external 阳谷县自然资源和规划部门", "approval 阳谷县人民政府 → in effect", "filing 市城市更新工作专班办公室"]);

    [Fact]
    public void S4_5_3_g_A_unit_plan_that_changes_the_regulatory_plan_is_not_approved_before_that_procedures_result()
    {
        var procedure = Of("unit-plan", "371502");

        procedure["approve"].After.ShouldBe(["review", "regulatory-plan"]);
        procedure["regulatory-plan"].When.ToString().ShouldBe("changes_regulatory_plan = TRUE");
    }

    [Fact]
    public void S4_5_4_a_A_project_is_determined_by_the_local_authority_alone() => Route("project", "371502").ShouldBe(["drafting 东昌府区人民政府", "determination 东昌府区人民政府 → in effect"]);

    [Theory]
    [InlineData("371502", "东昌府区城市更新工作专班", "东昌府区人民政府")]
    [InlineData("LC-KFQ", "经济技术开发区城市更新工作专班", "经济技术开发区管委会")]
    [InlineData("371526", "高唐县城市更新工作专班", "高唐县人民政府")]
    public void S4_5_4_e_The_annual_plan_is_approved_locally_and_then_reviewed_not_filed_by_the_city_task_force(string place, string force, string authority) =>
        Route("annual-plan", place).ShouldBe([$"drafting {force}", $"approval {authority}", "review 市城市更新工作专班 → in effect"]);

    [Fact]
    public void S4_5_6_b_An_ordinary_scheme_may_start_only_after_its_filing() => Route("scheme", "371502", ("class", "ordinary")).ShouldBe(
        ["drafting 实施主体（汇总）", "approval 东昌府区人民政府", "filing 市城市更新工作专班办公室 → in effect"]);

    [Theory]
    [InlineData("city_level")]
    [InlineData("cross_area")]
    [InlineData("major")]
    public void S4_5_6_c_A_scheme_that_is_city_level_cross_area_or_major_is_reviewed_by_the_task_force_and_approved_by_the_city(string @class) => Route("scheme", "371502", ("class", @class)).ShouldBe(
        ["drafting 实施主体（汇总）", "review 市城市更新工作专班", "approval 市人民政府 → in effect"]);

    [Fact]
    public void S4_5_6_c_A_scheme_whose_class_is_unknown_has_no_route()
    {
        var (procedure, reason) = ProcedureBook.Of(Pack).For("scheme", "371502", Today, new Known([]));

        procedure.ShouldBeNull();
        reason!.Says.Zh.ShouldBe("办理程序取决于：类别；请先填写");
    }

    [Fact]
    public void S4_5_5_a_How_an_implementer_is_selected_nobody_says_so_every_step_is_marked_as_a_default() =>
        Of("implementer", "371502").Steps.ShouldAllBe(step => step.Rule.Source.IsDefault);

    [Fact]
    public void S4_4_b_A_ninth_kind_is_recognised_by_the_city_government() => Route("recognition", "371502").ShouldBe(["recognition 市人民政府 → in effect"]);

    [Fact]
    public void For_a_place_to_which_no_document_gives_a_chain_nothing_is_invented()
    {
        var (procedure, reason) = ProcedureBook.Of(Pack).For("unit-plan", "LC-GTX", Today, new Known([]));

        procedure.ShouldBeNull();
        reason!.Code.ShouldBe("procedure.none-prescribed");
        reason.Says.Zh.ShouldContain("高铁新区");
    }

    [Fact]
    public void Before_the_document_there_is_no_procedure() => ProcedureBook.Of(Pack).For("special-plan", "371503", new DateOnly(2023, 5, 16), new Known([])).Procedure.ShouldBeNull();

    [Fact]
    public void No_document_sets_a_number_of_days_so_every_clock_is_marked_as_a_default() =>
        ProcedureBook.Of(Pack).All.SelectMany(procedure => procedure.Steps).Select(step => step.Clock).OfType<Clock>().ShouldAllBe(clock => clock.Source.IsDefault);

    private static Procedure Of(string subject, string place, params (string Field, string Value)[] known) => ProcedureBook.Of(Pack).For(subject, place, Today, new Known(known)).Procedure.ShouldNotBeNull();

    private static IEnumerable<string> Route(string subject, string place, params (string Field, string Value)[] known)
    {
        var (procedure, day) = (Of(subject, place, known), new Townhall(Pack, Today).View<Organisation>().On(Today));
        return procedure.Steps.Where(step => !step.Rule.Source.IsDefault).Select(step =>
            $"{step.Kind.ToString().ToLowerInvariant()} {Signer.BodiesOf(step.By, place, "planning", day).Single().Name.Zh}{(step.Id == procedure.Effect ? " → in effect" : "")}");
    }

    private sealed class Known((string Field, string Value)[] fields) : IRow
    {
        public object? this[string field] => fields.FirstOrDefault(known => known.Field == field).Value;
    }
}
