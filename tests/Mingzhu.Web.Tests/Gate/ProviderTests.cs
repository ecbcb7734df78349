using System.Net;
using System.Security.Cryptography;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Web.Tests.Gate;

public sealed class ProviderOnSqliteTests() : ProviderTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class ProviderOnPostgresTests() : ProviderTests(ServedStore.Postgres);

/// <summary>Signing in by an identity provider: a small one of our own on loopback.</summary>
public abstract class ProviderTests(ServedStore store)
{
    [Fact]
    public async Task Whom_the_provider_vouches_for_is_in_with_the_rights_of_the_account_here()
    {
        await using var provider = await SmallProvider.Start();
        await using var city = await ClosedCity.Serve(store, provider: provider.Described);
        using var browser = city.Served.Another();
        (await ClosedCity.Text(await ClosedCity.Ask(browser, "/sign-in?to=/data"))).ShouldContain("href=\"/sign-in/provider?to=%2Fdata\"");

        var arrived = await Through(browser, "/data");
        arrived.StatusCode.ShouldBe(HttpStatusCode.OK);
        // By a page and not a redirect: the cookie is for our own site alone.
        (await ClosedCity.Text(arrived)).ShouldContain("<meta http-equiv=\"refresh\" content=\"0;url=/data\"");

        (await ClosedCity.Ask(browser, "/data")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ClosedCity.Ask(browser, "/admin/accounts")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        city.Recorded().Single(record => record.Entry is { What: "sign-in", Result: AccessResult.Allowed }).Entry.Reason.ShouldBe("vouched for by 127.0.0.1");
    }

    [Fact]
    public async Task A_second_factor_enrolled_here_is_asked_for_all_the_same_and_a_one_time_password_is_not()
    {
        await using var provider = await SmallProvider.Start();
        await using var city = await ClosedCity.Serve(store, provider: provider.Described);
        using var audit = city.Served.Another();
        provider.Vouches = "audit";

        (await ClosedCity.Text(await Through(audit, "/admin/audit"))).ShouldContain("url=/sign-in/code?to=%2Fadmin%2Faudit");
        (await ClosedCity.Ask(audit, "/admin/audit")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        city.Keeper.Accounts.Create(city.By("system"), new NewAccount("zhaoliu", "赵六"));
        provider.Vouches = "zhaoliu";
        using var fresh = city.Served.Another();
        await Through(fresh, "/account");
        (await ClosedCity.Text(await ClosedCity.Ask(fresh, "/account"))).ShouldNotContain("请先修改口令");
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("expired")]
    [InlineData("nonce")]
    [InlineData("party")]
    [InlineData("key")]
    [InlineData("unsigned")]
    [InlineData("unknown")]
    [InlineData("left")]
    [InlineData("locked")]
    public async Task Nobody_comes_in_by_a_token_that_does_not_hold_or_for_who_is_not_here(string lie)
    {
        await using var provider = await SmallProvider.Start();
        await using var city = await ClosedCity.Serve(store, provider: provider.Described);
        using var forged = RSA.Create(2048);
        provider.Bend = token =>
        {
            switch (lie)
            {
                case "issuer":
                    token.Issuer = "https://evil.example";
                    break;
                case "audience":
                    token.Audience = "another";
                    break;
                case "expired":
                    (token.IssuedAt, token.NotBefore, token.Expires) = (token.IssuedAt!.Value.AddHours(-2), token.NotBefore!.Value.AddHours(-2), token.Expires!.Value.AddHours(-1));
                    break;
                case "nonce":
                    token.Claims["nonce"] = "another";
                    break;
                case "party":
                    token.Claims["azp"] = "another";
                    break;
            }
        };
        (provider.Forged, provider.Signs) = (lie == "key" ? forged : null, lie != "unsigned");
        if (lie == "unknown")
            provider.Vouches = "nobody-here";
        if (lie == "left")
            city.Keeper.Accounts.Leave(city.By("system"), city.Account("clerk").Id);
        if (lie == "locked")
            city.Keeper.Accounts.Lock(city.By("system"), city.Account("clerk").Id, "调查");
        using var browser = city.Served.Another();

        (await Through(browser, "/data")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, lie);

        (await ClosedCity.Ask(browser, "/data")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        city.Keeper.Accounts.Sessions.Of(city.Account("clerk").Id).ShouldBeEmpty();
        city.Recorded().ShouldContain(record => record.Entry.What == "sign-in" && record.Entry.Result == AccessResult.Refused);
    }

    [Fact]
    public async Task An_answer_that_another_browser_asked_for_opens_nothing()
    {
        await using var provider = await SmallProvider.Start();
        await using var city = await ClosedCity.Serve(store, provider: provider.Described);
        using var thief = city.Served.Another();
        using var victim = city.Served.Another();

        var answer = await Vouched((await ClosedCity.Ask(thief, "/sign-in/provider?to=/data")).Headers.Location!);

        (await ClosedCity.Ask(victim, answer.PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Ask(victim, "/sign-in/provider/back?code=x&state=y")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ClosedCity.Ask(victim, "/data")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Nobody_is_led_elsewhere_by_the_way_of_the_provider()
    {
        await using var provider = await SmallProvider.Start();
        await using var city = await ClosedCity.Serve(store, provider: provider.Described);
        using var browser = city.Served.Another();

        (await ClosedCity.Text(await Through(browser, "https://evil.example/"))).ShouldContain("content=\"0;url=/\"");
    }

    private static async Task<HttpResponseMessage> Through(HttpClient browser, string to) =>
        await ClosedCity.Ask(browser, (await Vouched((await ClosedCity.Ask(browser, "/sign-in/provider?to=" + Uri.EscapeDataString(to))).Headers.Location!)).PathAndQuery);

    private static async Task<Uri> Vouched(Uri asked)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var answer = await client.GetAsync(asked, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return answer.Headers.Location!;
    }
}
