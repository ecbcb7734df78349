using System.Net;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Web.Tests.Gate;

public sealed class PersonalPagesOnSqliteTests() : PersonalPagesTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class PersonalPagesOnPostgresTests() : PersonalPagesTests(ServedStore.Postgres);

public abstract class PersonalPagesTests(ServedStore store)
{
    private const string Number = "13806351234";

    [Fact]
    public async Task A_value_is_seen_whole_only_with_a_reason_by_the_security_administrator_and_is_on_record_before()
    {
        await using var city = await ClosedCity.Serve(store);
        var id = city.Keeper.Accounts.Create(city.By("system"), new NewAccount("zhaoliu", "赵六", Number)).Account.Id;
        using var security = await city.As("security");
        using var system = await city.As("system");

        (await ClosedCity.Text(await ClosedCity.Ask(security, $"/admin/accounts/{id}"))).ShouldNotContain(Number);
        var unreasoned = await ClosedCity.Send(security, $"/admin/accounts/{id}", $"/admin/accounts/{id}/unmask", ("field", "telephone"), ("reason", " a "));
        unreasoned.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(unreasoned)).ShouldSatisfyAllConditions(page => page.ShouldContain("请写明查看明文的理由"), page => page.ShouldNotContain(Number));
        var shown = await ClosedCity.Send(security, $"/admin/accounts/{id}", $"/admin/accounts/{id}/unmask", ("field", "telephone"), ("reason", "核对来电人"));
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await ClosedCity.Text(shown)).ShouldContain($"<code>{Number}</code>");
        (await ClosedCity.Send(system, $"/admin/accounts/{id}", $"/admin/accounts/{id}/unmask", ("field", "telephone"), ("reason", "核对来电人"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // The record is on the disk, not only in memory, when the value is shown.
        city.Keeper.Records.Read(DateOnly.MinValue, DateOnly.MaxValue).Where(record => record.Entry.What == "personal.unmasked").Select(record => (record.Entry.Thing, record.Entry.Result, record.Entry.Reason))
            .ShouldBe([($"account/{id} Telephone", AccessResult.Refused, "a"), ($"account/{id} Telephone", AccessResult.Allowed, "核对来电人")]);
        (await ClosedCity.Text(await ClosedCity.Ask(security, $"/admin/accounts/{id}"))).ShouldNotContain(Number);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_shown()
    {
        await using var city = await ClosedCity.Serve(store);
        var id = city.Keeper.Accounts.Create(city.By("system"), new NewAccount("zhaoliu", "赵六", Number)).Account.Id;
        using var security = await city.As("security");
        var token = await ClosedCity.TokenOn(security, $"/admin/accounts/{id}");
        city.BreakRecords();

        var answer = await ClosedCity.Post(security, $"/admin/accounts/{id}/unmask", token, ("field", "telephone"), ("reason", "核对来电人"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ClosedCity.Text(answer)).ShouldNotContain(Number);
    }

    [Fact]
    public async Task Everybody_takes_their_own_data_away_the_security_administrator_anybodys_and_no_secret_is_among_them()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        using var security = await city.As("security");
        var viewer = city.Account("viewer").Id;

        var own = await ClosedCity.Send(clerk, "/account", "/account/export");
        var of = await ClosedCity.Send(security, $"/admin/accounts/{viewer}", $"/admin/accounts/{viewer}/export");

        own.Content.Headers.ContentDisposition!.FileName.ShouldBe("clerk.json");
        (await ClosedCity.Text(own)).ShouldSatisfyAllConditions(text => text.ShouldContain("测试clerk"), text => text.ShouldContain("office/clerk"), text => text.ShouldNotContain("plain:"), text => text.ShouldNotContain("测试viewer"));
        (await ClosedCity.Text(of)).ShouldContain("测试viewer");
        city.Recorded().Count(record => record.Entry.What == "personal.exported").ShouldBe(2);
        (await ClosedCity.Send(clerk, "/account", $"/admin/accounts/{viewer}/export")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_person_is_erased_after_leaving_and_with_a_reason_only()
    {
        await using var city = await ClosedCity.Serve(store);
        using var security = await city.As("security");
        var id = city.Account("expert").Id;
        async Task<HttpResponseMessage> Erase(string reason) => await ClosedCity.Send(security, $"/admin/accounts/{id}", $"/admin/accounts/{id}/erase", ("reason", reason));

        (await ClosedCity.Text(await Erase("本人申请"))).ShouldContain("请先办理离任");
        city.Keeper.Accounts.Leave(city.By("system"), id);
        (await ClosedCity.Text(await Erase("本人申请"))).ShouldContain("请先免职");
        city.Dismiss("expert");
        (await Erase(" ")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Erase("本人申请")).Headers.Location!.ToString().ShouldBe("/admin/accounts?done=erased");

        (await ClosedCity.Ask(security, $"/admin/accounts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ClosedCity.Text(await ClosedCity.Ask(security, "/admin/accounts"))).ShouldNotContain("测试expert");
        city.Recorded().Single(record => record.Entry.What == "personal.erased").Entry.Reason.ShouldBe("本人申请");
    }

    [Fact]
    public async Task Who_is_away_delegates_a_post_for_a_time_and_takes_it_back()
    {
        await using var city = await ClosedCity.Serve(store);
        using var reviewer = await city.As("reviewer");
        var held = city.Keeper.Organisation.Holdings.Single(holding => holding.Person == city.Account("reviewer").Id).Id;
        (string, string)[] Form(string to, string holding, string first, string last) => [("login", to), ("holding", holding), ("first", first), ("last", last)];

        var open = await ClosedCity.Send(reviewer, "/account", "/account/delegate", Form("nobody", "x", "2026-03-02", "31.3."));
        open.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(open)).ShouldSatisfyAllConditions(page => page.ShouldContain("没有登录名为“nobody”"), page => page.ShouldContain("本人可委托的岗位"), page => page.ShouldContain("日期应写作"), page => page.ShouldContain("value=\"nobody\""));
        (await ClosedCity.Text(await ClosedCity.Send(reviewer, "/account", "/account/delegate", Form("viewer", held, "2026-03-02", "")))).ShouldContain("委托须有起止日期");
        var others = city.Keeper.Organisation.Holdings.Single(holding => holding.Person == city.Account("approver").Id).Id;
        (await ClosedCity.Send(reviewer, "/account", "/account/delegate", Form("viewer", others, "2026-03-02", "2026-03-05"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Send(reviewer, "/account", "/account/delegate", Form("viewer", held, "2026-03-02", "2026-03-05"))).Headers.Location!.ToString().ShouldBe("/account?done=delegated#delegations");

        city.Keeper.StandingOf(city.Account("viewer").Id).Seats.ShouldContain(seat => seat.Post == "office/reviewer" && seat.Behalf == city.Account("reviewer").Id);
        var page = await ClosedCity.Text(await ClosedCity.Ask(reviewer, "/account"));
        page.ShouldContain("2026-03-02 – 2026-03-05");
        var given = city.Keeper.Organisation.Delegations.Single().Id;
        using var clerk = await city.As("clerk");
        (await ClosedCity.Send(clerk, "/account", "/account/delegate/end", ("delegation", given))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Send(reviewer, "/account", "/account/delegate/end", ("delegation", given))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        city.Keeper.StandingOf(city.Account("viewer").Id).Roles.ShouldNotContain("reviewer");
    }

    [Fact]
    public async Task A_post_of_another_kind_is_not_delegated_by_the_right_of_a_second_one()
    {
        await using var city = await ClosedCity.Serve(store);
        // A security administrator who is a clerk besides may delegate the clerk's post, not the administrator's.
        city.Do(new GivePost(Guid.NewGuid(), new Holding("also-clerk", "office/clerk", city.Account("security").Id, Term.Always)));
        using var security = await city.As("security");
        var administrator = city.Keeper.Organisation.Holdings.Single(holding => holding.PostId == "platform/security").Id;

        var refused = await ClosedCity.Send(security, "/account", "/account/delegate", ("login", "viewer"), ("holding", administrator), ("first", "2026-03-02"), ("last", "2026-03-05"));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Send(security, "/account", "/account/delegate", ("login", "viewer"), ("holding", "also-clerk"), ("first", "2026-03-02"), ("last", "2026-03-05"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }
}
