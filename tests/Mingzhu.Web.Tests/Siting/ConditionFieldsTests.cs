using Mingzhu.CheckUp;
using Mingzhu.Web.Siting;
using Mingzhu.Web.Tests.Planning;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests.Siting;

public sealed class ConditionFieldsTests
{
    private static readonly SitingWords Words = SitingWords.Of(InventedPlanning.TownPack);

    [Theory]
    [InlineData("area 400..10000")]
    [InlineData("area 400..")]
    [InlineData("area ..10000.5")]
    [InlineData("where land_use = 'vacant'")]
    [InlineData("where land_use IN ('vacant', 'industrial')")]
    [InlineData("where NOT land_use IN ('vacant', 'industrial')")]
    [InlineData("where land_use <> 'vacant'")]
    [InlineData("where register IS NULL")]
    [InlineData("where NOT register IS NULL")]
    [InlineData("where name = 'O''Hara\\\\'")]
    [InlineData("where coalesce(land_use, 'x') = 'vacant' AND area_m2 > 5")]
    [InlineData("walk kindergarten >= 300")]
    [InlineData("walk facilities[kind = 'kindergarten'] <= 300")]
    [InlineData("straight parks[coalesce(enclosed, FALSE) = FALSE] >= 300.5")]
    [InlineData("straight parks[enclosed = FALSE] <= 50")]
    [InlineData("inside control-lines[kind IN ('blue-line', 'green-line')]")]
    [InlineData("outside water")]
    [InlineData("need kindergarten >= 500")]
    [InlineData("need kindergarten 300 >= 500")]
    public void A_condition_comes_out_of_its_parts_as_it_went_in(string written)
    {
        var fields = ConditionFields.Of(written);

        fields.Slip().ShouldBeNull();
        SiteCondition.Parse(fields.Written(Words, Words.LayerOf("parcels"))).ShouldBe(SiteCondition.Parse(written));
    }

    [Fact]
    public void Every_selection_of_the_pack_can_be_changed_on_the_form()
    {
        foreach (var ready in Words.Rules.Ready)
        {
            foreach (var condition in ready.Selection.Conditions)
                SiteCondition.Parse(ConditionFields.Of(condition.ToString()).Written(Words, Words.LayerOf(ready.Selection.From.Name))).ShouldBe(condition, ready.Id);
        }
    }

    [Theory]
    [InlineData("area ..", "面积的下限或上限")]
    [InlineData("area 1,000..", "“1,000”应为")]
    [InlineData("area -5..", "“-5”应为")]
    [InlineData("walk kindergarten <= ", "请填米数")]
    [InlineData("walk  <= 300", "请选设施类别或图层")]
    [InlineData("walk kindergarten <= 五百", "“五百”应为")]
    [InlineData("need kindergarten >= ", "请填人数")]
    [InlineData("where land_use IN ()", "至少一个值")]
    [InlineData("where", "请选字段")]
    [InlineData("inside", "请选设施类别或图层")]
    public void A_slip_keeps_what_was_typed_and_says_what_is_missing(string written, string says)
    {
        var fields = ConditionFields.Of(written);

        fields.Slip()!.Says.Zh.ShouldContain(says);
        ConditionFields.Of(fields.Written(Words, Words.LayerOf("parcels"))).Slip()!.Says.Zh.ShouldContain(says);
    }

    [Fact]
    public void A_new_condition_of_any_kind_can_be_asked_or_says_what_is_missing()
    {
        foreach (var kind in ConditionFields.Kinds)
        {
            var fields = ConditionFields.New(kind);

            if (fields.Slip() is null)
                SiteCondition.Parse(fields.Written(Words, Words.LayerOf("parcels")));
            else
                kind.ShouldBe(ConditionFields.Where);
        }
    }

    [Theory]
    [InlineData("c0.kind=where&c0.field=land_use&c0.how=in&c0.value=vacant&c0.value=industrial", "where land_use IN ('vacant', 'industrial')")]
    [InlineData("c0.kind=where&c0.field=land_use&c0.how=in&c0.value=空闲地、工业用地", "where land_use IN ('vacant', 'industrial')")]
    [InlineData("c0.kind=where&c0.field=land_use&c0.how=not-null", "where NOT land_use IS NULL")]
    [InlineData("c0.kind=where&c0.field=&c0.text=area_m2 > 5", "where area_m2 > 5")]
    [InlineData("c0.kind=outside&c0.name=control-lines&c0.field=kind&c0.how=in&c0.value=blue-line", "outside control-lines[kind = 'blue-line']")]
    [InlineData("c0.kind=outside&c0.name=water&c0.field=kind&c0.how=in&c0.value=blue-line", "outside water")]
    [InlineData("c0.kind=straight&c0.name=parks&c0.sign=>=&c0.number=300&c0.field=enclosed&c0.how=in&c0.value=false", "straight parks[enclosed = FALSE] >= 300")]
    [InlineData("c0.kind=need&c0.name=kindergarten&c0.reach=&c0.number=500", "need kindergarten >= 500")]
    public void A_form_becomes_a_condition(string form, string written) =>
        ConditionFields.From(new QueryCollection(QueryHelpers.ParseQuery(form)), 0, Words, Words.LayerOf("parcels"))!.Written(Words, Words.LayerOf("parcels")).ShouldBe(written);

    [Fact]
    public void A_number_is_written_as_one_where_the_field_holds_numbers() =>
        ConditionFields.From(new QueryCollection(QueryHelpers.ParseQuery("c0.kind=where&c0.field=gross_floor_area_m2&c0.how=ge&c0.value=350")), 0, Words, Words.LayerOf("buildings"))!
            .Written(Words, Words.LayerOf("buildings")).ShouldBe("where gross_floor_area_m2 >= 350");
}
