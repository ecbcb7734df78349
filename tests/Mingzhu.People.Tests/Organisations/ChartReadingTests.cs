using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People.Tests;

public sealed class ChartReadingTests : IDisposable
{
    private static readonly Session Someone = Session.Operator(Language.Zh);
    private readonly CityForTests _city = new();

    public ChartReadingTests()
    {
        _city.Workspace.Execute(Someone, new SeedOrganisation(Guid.NewGuid())).Taken.ShouldBeTrue();
        _city.Workspace.Execute(Someone, new GivePost(Guid.NewGuid(), new Holding("h1", "housing/clerk", "p-zhang", Term.From(new(2026, 1, 1))))).Taken.ShouldBeTrue();
        _city.Workspace.Execute(Someone, new GivePost(Guid.NewGuid(), new Holding("h2", "housing/clerk", "p-erased", Term.From(new(2026, 1, 1))))).Taken.ShouldBeTrue();
    }

    private Organisation Now => _city.Workspace.View<Organisation>();

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void What_was_written_and_not_touched_reads_as_no_change(Language language)
    {
        var reading = Read(Written(language));

        reading.Faults.ShouldBeEmpty();
        reading.Chart.Bodies.ShouldBeEmpty();
        reading.Chart.Parts.ShouldBeEmpty();
        reading.Chart.Posts.ShouldBeEmpty();
        reading.Holdings.ShouldBeEmpty();
        Import(reading).Reasons.ShouldHaveSingleItem().Code.ShouldBe("organisation.nothing-new");
    }

    [Fact]
    public void A_new_body_with_a_post_and_a_holder_comes_in_one_act_and_the_rest_stays()
    {
        var sheets = Written(Language.Zh);
        Add(sheets, "机构", ("编号", "renewal-centre"), ("名称", "更新中心"), ("类别", "部门"), ("上级", "housing"), ("辖区", "东昌府区"), ("起始", "2026/4/1"), ("依据", "某文"));
        Add(sheets, "岗位", ("编号", "renewal-centre/clerk"), ("机构", "renewal-centre"), ("名称", "经办岗"), ("角色", "经办、查看"), ("起始", new DateOnly(2026, 4, 1)));
        Add(sheets, "任职", ("岗位", "renewal-centre/clerk"), ("登录名", "zhang"), ("起始", "2026年4月1日"));
        Add(sheets, "牵头配合", ("工作组", "group-commerce"), ("机构", "renewal-centre"), ("方式", "牵头"), ("起始", "20260401"));
        var before = Now;

        var reading = Read(sheets);
        reading.Faults.ShouldBeEmpty();
        Import(reading).Reasons.ShouldBeEmpty();

        var day = Now.On(new(2026, 4, 1));
        day.Bodies["renewal-centre"].Place.ShouldBe("371502");
        day.PostsOf("p-zhang").Select(acting => acting.Post.Id).ShouldBe(["housing/clerk", "renewal-centre/clerk"], ignoreOrder: true);
        day.LeadsOf("group-commerce").Select(body => body.Id).ShouldBe(["commerce", "housing", "renewal-centre"]);
        Now.Bodies.Remove("renewal-centre").ShouldBe(before.Bodies);
        _city.Workspace.Facts(0, 100)[^1].Kind.ShouldBe("people.organisation-imported");
    }

    [Fact]
    public void Every_fault_of_every_row_is_told_with_sheet_and_row_and_nothing_comes_in()
    {
        var sheets = Written(Language.Zh);
        Add(sheets, "机构", ("编号", "x"), ("类别", "公司"), ("起始", "下月"));
        Add(sheets, "岗位", ("编号", "x/y"), ("机构", "x"), ("名称", "岗"), ("角色", "主任"));
        Add(sheets, "岗位", ("编号", "x/y"), ("机构", "x"), ("名称", "岗"));
        Add(sheets, "任职", ("岗位", "x/y"), ("登录名", "nobody"));

        Read(sheets).Faults.Select(fault => fault.Reason.Code).ShouldBe(
            ["organisation.sheet-missing", "organisation.sheet-word", "organisation.sheet-day", "organisation.sheet-role", "organisation.sheet-twice", "organisation.sheet-no-account"]);
        Read(sheets).Faults[0].Placed.Says.Zh.ShouldStartWith("机构 第 1000 行：缺少“名称”");
    }

    [Fact]
    public void What_makes_no_sense_together_is_refused_with_the_thing_s_id()
    {
        var sheets = Written(Language.Zh);
        Add(sheets, "任职", ("岗位", "platform/system"), ("登录名", "zhang"), ("起始", "2026-04-01"));
        Add(sheets, "任职", ("岗位", "platform/audit"), ("登录名", "zhang"), ("起始", "2026-05-01"));

        Import(Read(sheets)).Reasons.ShouldAllBe(reason => reason.Code == "organisation.exclusive-roles");
        Import(Read(sheets)).Reasons[0].Says.Zh.ShouldStartWith("platform/");
    }

    public void Dispose() => _city.Dispose();

    private Dictionary<string, IReadOnlyList<ChartRow>> Written(Language language) =>
        ChartSheets.All(Now, Rights.Of(_city.Pack), id => id == "p-zhang" ? ("zhang", "张三") : null, language).ToDictionary(
            sheet => sheet.Name.In(language),
            IReadOnlyList<ChartRow> (sheet) => [.. sheet.Rows.Select((row, at) => new ChartRow(at + 2, sheet.Headings.Zip(row).ToDictionary(cell => cell.First.In(language), cell => cell.Second)))]);

    private static void Add(Dictionary<string, IReadOnlyList<ChartRow>> sheets, string sheet, params (string Heading, object Value)[] cells) =>
        sheets[sheet] = [.. sheets[sheet], new ChartRow(1000 + sheets[sheet].Count(row => row.Number >= 1000), cells.ToDictionary(cell => cell.Heading, cell => (object?)cell.Value))];

    private ChartReading Read(Dictionary<string, IReadOnlyList<ChartRow>> sheets) => ChartReading.Of(sheets, Now, _city.Pack, login => login == "zhang" ? "p-zhang" : null);

    private Store.Outcome Import(ChartReading reading) => _city.Workspace.Execute(Someone, new ImportOrganisation(Guid.NewGuid(), reading.Chart, reading.Holdings));
}
