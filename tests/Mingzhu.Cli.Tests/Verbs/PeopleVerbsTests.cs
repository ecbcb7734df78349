using System.Text.Json;
using System.Text.RegularExpressions;
using Mingzhu.Renewal.Tests;
using Mingzhu.Store;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>Accounts and organisation from the command line, on a city founded under the pack of the documents.</summary>
public sealed partial class PeopleVerbsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-people-verbs-");

    public async ValueTask InitializeAsync()
    {
        (await Type("new --city city --pack liaocheng")).Code.ShouldBe(Terminal.Done);
        (await Type("accounts first --city city --login wangwu")).Code.ShouldBe(Terminal.Done);
    }

    [Fact]
    public async Task The_first_start_shows_a_password_once_and_never_a_second_account()
    {
        var again = await Type("accounts first --city city --login lisi");
        var list = await Type("accounts list --city city --json");

        (again.Code, again.Error).ShouldBe((Terminal.Refused, "已有账号；请用 accounts new 新增 [accounts.there]\n"));
        var only = JsonDocument.Parse(list.Out).RootElement.EnumerateArray().ShouldHaveSingleItem();
        only.GetProperty("login").GetString().ShouldBe("wangwu");
        only.GetProperty("posts")[0].GetString().ShouldBe("platform/system");
        File.Exists(Path.Combine(_folder.FullName, "city.key")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_account_is_listed_masked_given_a_post_locked_and_recorded()
    {
        var made = await Type("accounts new --city city --login zhang --name 张三 --telephone 13806351234");
        Password().IsMatch(made.Out).ShouldBeTrue(made.Out + made.Error);
        (await Type("organisation give zhang housing/clerk --city city --from 2026-01-01")).Error.ShouldBeEmpty();
        (await Type("organisation give zhang platform/audit --city city")).Error.ShouldBeEmpty();
        var both = await Type("organisation give zhang platform/security --city city");
        both.Error.ShouldStartWith("系统管理员、安全管理员、审计管理员互斥，不能由一人兼任 [organisation.exclusive-roles]\n  依据: GB/T 22239-2019");

        (await Type("accounts list --city city")).Out.ShouldContain("zhang                张三  138****1234  启用  housing/clerk platform/audit");
        (await Type("accounts lock zhang --city city --reason 测试")).Code.ShouldBe(Terminal.Done);
        (await Type("accounts list --city city")).Out.ShouldContain("138****1234  停用");
        (await Type("access --city city --verify")).Out.ShouldStartWith("完好：1 个日段文件");
        var records = JsonDocument.Parse((await Type("access --city city --json")).Out).RootElement.EnumerateArray().Select(record => record.GetProperty("what").GetString()).ToArray();
        records.ShouldContain("account.locked");
        records.Count(what => what == "account.created").ShouldBe(2);
    }

    [Fact]
    public async Task The_organisation_is_shown_as_of_a_day()
    {
        var june = await Type("organisation list --city city --as-of 2025-06-01");
        var december = JsonDocument.Parse((await Type("organisation list --city city --as-of 2025-12-01 --json --lang en")).Out).RootElement;

        june.Out.ShouldContain("居住品质提升专项小组");
        june.Out.ShouldNotContain("商业业态多元再生组");
        var commerce = december.GetProperty("bodies").EnumerateArray().Single(body => body.GetProperty("id").GetString() == "group-commerce");
        commerce.GetProperty("leads").EnumerateArray().Select(lead => lead.GetString()).ShouldBe(["commerce", "housing"]);
        december.GetProperty("posts").EnumerateArray().Single(post => post.GetProperty("id").GetString() == "platform/system").GetProperty("holders").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_workbook_goes_out_and_comes_back_and_unchanged_it_changes_nothing()
    {
        (await Type("organisation sample-people --city city")).Out.ShouldBe("引入虚构人员 30 人\n");
        (await Type("organisation list --city city --excel all.xlsx")).Error.ShouldBeEmpty();

        var back = await Type("organisation import all.xlsx --city city");

        (back.Code, back.Error).ShouldBe((Terminal.Refused, "表中没有与现状不同的内容 [organisation.nothing-new]\n"));
        (await Type("accounts list --city city")).Out.ShouldContain("陈示例（虚构）");
    }

    [Fact]
    public async Task Invented_people_get_passwords_in_a_sample_city_only_and_every_role_is_among_them()
    {
        (await Type("organisation sample-people --city city --with-passwords")).Error.ShouldContain("[organisation.no-sample]");
        await Land("residential-land.geojson", invented: true);

        var said = await Type("organisation sample-people --city city --with-passwords --json");
        said.Error.ShouldBeEmpty();
        var rows = JsonDocument.Parse(said.Out).RootElement.EnumerateArray().ToArray();
        rows.Length.ShouldBe(30);
        rows.Select(row => row.GetProperty("password").GetString()).Distinct().Count().ShouldBe(30);
        (await Type("organisation sample-people --city city --with-passwords")).Out.ShouldStartWith("引入虚构人员 0 人\n口令只显示这一次，共 0 个");
        var roles = JsonDocument.Parse((await Type("organisation list --city city --json")).Out).RootElement.GetProperty("posts").EnumerateArray()
            .Where(post => post.GetProperty("holders").EnumerateArray().Any(holder => holder.GetProperty("login").GetString() != "wangwu")).SelectMany(post => post.GetProperty("roles").EnumerateArray().Select(role => role.GetString())).ToHashSet();
        roles.ShouldBe(
            ["clerk", "reviewer", "approver", "filer", "expert", "implementer", "viewer", "system-administrator", "security-administrator", "audit-administrator"], ignoreOrder: true);
        (await Type("accounts reset office-clerk --city city")).Out.ShouldContain("一次性口令");

        // One layer that is not invented, and it is a sample no more.
        await Land("parks.geojson", invented: false);
        (await Type("organisation sample-people --city city --with-passwords")).Error.ShouldContain("parks.geojson");
    }

    [Fact]
    public async Task Verifying_reads_the_registry_with_the_key_that_is_named()
    {
        (await Type("verify --city city")).Out.ShouldContain("登记册 1 条记录均可解开");
        File.Move(Path.Combine(_folder.FullName, "city.key"), Path.Combine(_folder.FullName, "elsewhere.key"));
        var unread = await Type("verify --city city");
        (unread.Code, unread.Out.Contains("登记册未校验", StringComparison.Ordinal)).ShouldBe((Terminal.Done, true));
        (await Type("verify --city city --key elsewhere.key")).Out.ShouldContain("登记册 1 条记录均可解开");

        (await Type("verify --city city --key nowhere.key")).Error.ShouldContain("[registry.key-missing]");
    }

    [Fact]
    public async Task Who_has_left_is_exported_erased_and_forgotten_and_keys_can_be_changed()
    {
        await Type("accounts new --city city --login zhang --name 张三丰");
        (await Type("accounts export zhang --city city --out zhang.json")).Code.ShouldBe(Terminal.Done);
        File.ReadAllText(Path.Combine(_folder.FullName, "zhang.json")).ShouldContain("张三丰");
        (await Type("accounts erase zhang --city city --reason 本人申请")).Error.ShouldContain("[person.account-open]");
        await Type("accounts leave zhang --city city");
        (await Type("accounts rotate-keys --city city")).Out.ShouldContain("重新封存 2 条记录");

        (await Type("accounts erase zhang --city city --reason 本人申请")).Error.ShouldBeEmpty();

        (await Type("accounts list --city city")).Out.ShouldNotContain("张三丰");
        (await Type("verify --city city")).Out.ShouldStartWith("完好");
        (await Type("access --city city --seal")).Out.ShouldStartWith("完好");
        File.WriteAllLines(Segment, File.ReadAllLines(Segment)[..^1]);
        var cut = await Type("access --city city --verify");
        (cut.Code, cut.Error.Contains("末尾的记录被删去", StringComparison.Ordinal)).ShouldBe((Terminal.Refused, true));
        var whole = await Type("verify --city city");
        (whole.Code, whole.Out.StartsWith("完好", StringComparison.Ordinal), whole.Error.Contains("末尾的记录被删去", StringComparison.Ordinal)).ShouldBe((Terminal.Refused, true, true));
    }

    private string Segment => Directory.GetFiles(Path.Combine(_folder.FullName, "city", "access"), "*.log").Single();

    [Fact]
    public async Task Without_the_key_file_nothing_is_read_and_what_to_do_is_said()
    {
        File.Move(Path.Combine(_folder.FullName, "city.key"), Path.Combine(_folder.FullName, "elsewhere.key"));

        (await Type("accounts list --city city")).Error.ShouldContain("[registry.key-missing]");
        (await Type("accounts list --city city --key elsewhere.key")).Out.ShouldContain("wangwu");
    }

    private async Task Land(string name, bool invented)
    {
        const string Square = "[[[116.000, 36.0005], [116.004, 36.0005], [116.004, 36.004], [116.000, 36.004], [116.000, 36.0005]]]";
        File.WriteAllText(Path.Combine(_folder.FullName, name), TinyCity.Collection($$$"""{"type": "Feature", "properties": {"id": "a"}, "geometry": {"type": "Polygon", "coordinates": {{{Square}}}}}"""));
        var note = Path.Combine(_folder.FullName, "source.yaml");
        if (invented)
            File.WriteAllText(note, "source: {zh: 虚构, en: invented}\ninvented: true\n");
        else
            File.Delete(note);
        (await Type($"import {name} --city city --as-of 2026-06-30")).Error.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task<Said> Type(string line) => Shell.Type(_folder.FullName, line.Split(' '));

    [GeneratedRegex("一次性口令：[-+=%@A-Za-z0-9]{16}\n口令只显示这一次。")]
    private static partial Regex Password();
}
