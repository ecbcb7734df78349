using System.Net;
using System.Text.RegularExpressions;
using Mingzhu.People;

namespace Mingzhu.Web.Tests.Gate;

public sealed class TwiceOnSqliteTests() : TwiceTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class TwiceOnPostgresTests() : TwiceTests(ServedStore.Postgres);

/// <summary>Forms of administrators sent twice, too late, or by two at once.</summary>
public abstract partial class TwiceTests(ServedStore store)
{
    [Fact]
    public async Task A_double_click_makes_one_account_and_both_answers_tell_the_same_password()
    {
        await using var city = await ClosedCity.Serve(store);
        using var system = await city.As("system");
        var token = await ClosedCity.TokenOn(system, "/admin/accounts");
        Task<HttpResponseMessage> Click() => ClosedCity.Post(system, "/admin/accounts", token, ("login", "zhaoliu"), ("name", "赵六"), ("telephone", ""), ("identity", ""));

        var answers = await Task.WhenAll(Click(), Click());

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        var passwords = new HashSet<string>();
        foreach (var answer in answers)
            passwords.Add(WebUtility.HtmlDecode(Once().Match(await ClosedCity.Text(answer)).Groups[1].Value));
        using var browser = city.Served.Another();
        (await city.SignIn(browser, "zhaoliu", passwords.ShouldHaveSingleItem())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        // Another page is another form: the name is taken now.
        (await ClosedCity.Send(system, "/admin/accounts", "/admin/accounts", ("login", "zhaoliu"), ("name", "赵六"), ("telephone", ""), ("identity", ""))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_double_click_on_a_reset_leaves_the_password_that_is_shown()
    {
        await using var city = await ClosedCity.Serve(store);
        using var system = await city.As("system");
        var page = $"/admin/accounts/{city.Account("viewer").Id}";
        var token = await ClosedCity.TokenOn(system, page);

        var answers = await Task.WhenAll(ClosedCity.Post(system, page + "/reset", token), ClosedCity.Post(system, page + "/reset", token));

        foreach (var answer in answers)
        {
            using var browser = city.Served.Another();
            (await city.SignIn(browser, "viewer", WebUtility.HtmlDecode(Once().Match(await ClosedCity.Text(answer)).Groups[1].Value))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task A_double_click_gives_a_post_once_and_a_stale_page_ends_nothing_twice()
    {
        await using var city = await ClosedCity.Serve(store);
        using var security = await city.As("security");
        using var colleague = city.Served.Another();
        var token = await ClosedCity.TokenOn(security, "/admin/rights");
        Task<HttpResponseMessage> Click() => ClosedCity.Post(security, "/admin/rights/give", token, ("login", "viewer"), ("post", "office/reviewer"), ("first", "2026-03-01"), ("last", ""));

        (await Task.WhenAll(Click(), Click())).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
        var held = city.Keeper.Organisation.Holdings.Single(holding => holding.Person == city.Account("viewer").Id && holding.PostId == "office/reviewer").Id;
        // Another one ends it on a page of theirs; the page here is stale then.
        var stale = await ClosedCity.TokenOn(security, "/admin/rights");
        city.Do(new LeavePost(Guid.NewGuid(), held, city.Keeper.Organisation.Day.AddDays(-1)));
        var late = await ClosedCity.Post(security, "/admin/rights/end", stale, ("holding", held));

        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Text(late)).ShouldContain("没有这一任职");
    }

    [Fact]
    public async Task Of_two_who_act_at_once_one_is_told_that_it_is_done_already()
    {
        await using var city = await ClosedCity.Serve(store);
        using var one = await city.As("security");
        using var two = await city.As("security");
        Task<HttpResponseMessage> Give(HttpClient browser) => ClosedCity.Send(browser, "/admin/rights", "/admin/rights/give", ("login", "viewer"), ("post", "office/reviewer"), ("first", "2026-03-01"), ("last", ""));
        var id = city.Account("expert").Id;
        using var first = await city.As("system");
        using var second = await city.As("system");
        Task<HttpResponseMessage> Lock(HttpClient browser) => ClosedCity.Send(browser, $"/admin/accounts/{id}", $"/admin/accounts/{id}/lock", ("reason", "核查"));

        var given = await Task.WhenAll(Give(one), Give(two));
        var locked = await Task.WhenAll(Lock(first), Lock(second));

        given.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity]);
        (await ClosedCity.Text(given.Single(answer => answer.StatusCode == HttpStatusCode.UnprocessableEntity))).ShouldContain("此人在此期间已任该岗位");
        locked.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity]);
        city.Keeper.Organisation.Holdings.Count(holding => holding.Person == city.Account("viewer").Id).ShouldBe(2);
    }

    [GeneratedRegex("class=\"secret\"><code>([^<]+)</code>")]
    private static partial Regex Once();
}
