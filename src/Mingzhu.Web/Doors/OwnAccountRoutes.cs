using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>What everybody does with their own account (本人账号): password, second factor, sessions, tokens.</summary>
internal static class OwnAccountRoutes
{
    public static void MapOwnAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.Account, (Caller caller) => Page(new AccountSaid())).Opens(RightIds.OwnAccount, early: true);
        app.MapPost(Addresses.Account + "/password", ChangePassword).Opens(RightIds.OwnAccount, early: true);
        app.MapPost(Addresses.Account + "/second-factor", Offer).Opens(RightIds.OwnAccount, early: true);
        app.MapPost(Addresses.Account + "/second-factor/confirm", Enrol).Opens(RightIds.OwnAccount, early: true);
        app.MapPost(Addresses.Account + "/sessions/end", EndSession).Opens(RightIds.OwnAccount);
        app.MapPost(Addresses.Account + "/tokens", IssueToken).Opens(RightIds.OwnAccount);
        app.MapPost(Addresses.Account + "/tokens/revoke", RevokeToken).Opens(RightIds.OwnAccount);
        app.MapPost(Addresses.Account + "/export", (Caller caller, Reader reader, Doorkeeper keeper) => AccountsRoutes.PersonalFile(caller.Account!, caller, reader, keeper)).Opens(RightIds.ExportPerson);
        app.MapPost(Addresses.Account + "/delegate", DelegationRoutes.Delegate).Opens(RightIds.DelegatePosts);
        app.MapPost(Addresses.Account + "/delegate/end", DelegationRoutes.End).Opens(RightIds.DelegatePosts);
    }

    private static async Task<IResult> ChangePassword(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["password"].ToString() != form["again"].ToString())
            return Page(new AccountSaid { Password = [new Refusal("password.differs", new("两次输入的新口令不一致", "the new password was typed differently the second time"))] });
        try
        {
            var account = keeper.Accounts.ChangePassword(caller.Visit(reader.Language), form["old"].ToString(), form["password"].ToString(), caller.Secret);
            // Whoever saw the old secret has nothing.
            if (caller.Secret is { } secret && keeper.Accounts.Sessions.GoOn(secret, SessionStage.Open) is { } next)
                await SessionCookie.Give(http, account, next);
            return new SeeOther(Addresses.With(Addresses.Account, ("done", "password")));
        }
        catch (RefusedException refused)
        {
            return Page(new AccountSaid { Password = PeopleRoutes.Reasons(refused) });
        }
    }

    private static async Task<IResult> Offer(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var password = (await http.Request.ReadFormAsync(http.RequestAborted))["password"].ToString();
        try
        {
            // Who has a second factor already would have none while the new one is not confirmed: the old one counts until then.
            return Page(new AccountSaid { Secret = keeper.Accounts.OfferSecondFactor(caller.Visit(reader.Language), password) });
        }
        catch (RefusedException refused)
        {
            return Page(new AccountSaid { SecondFactor = PeopleRoutes.Reasons(refused) });
        }
    }

    private static async Task<IResult> Enrol(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var account = keeper.Accounts.EnrolSecondFactor(caller.Visit(reader.Language), form["code"].ToString());
            if (caller.Secret is { } secret && keeper.Accounts.Sessions.GoOn(secret, SessionStage.Open) is { } next)
                await SessionCookie.Give(http, account, next);
            return new SeeOther(Addresses.With(Addresses.Account, ("done", "second-factor")));
        }
        catch (RefusedException refused)
        {
            return Page(new AccountSaid { SecondFactor = PeopleRoutes.Reasons(refused), Secret = keeper.Accounts.Find(caller.Actor)?.OfferedSecret });
        }
    }

    private static async Task<IResult> EndSession(HttpContext http, Caller caller, Doorkeeper keeper)
    {
        keeper.Accounts.Sessions.End(caller.Actor, (await http.Request.ReadFormAsync(http.RequestAborted))["id"].ToString());
        return new SeeOther(Addresses.Account + "#sessions");
    }

    private static async Task<IResult> IssueToken(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, days) = (form["name"].ToString(), form["days"].ToString());
        try
        {
            return Page(new AccountSaid { Token = keeper.Accounts.Tokens.Issue(caller.Visit(reader.Language), name, int.TryParse(days, CultureInfo.InvariantCulture, out var number) ? number : 0, form["acts"] == "yes") });
        }
        catch (RefusedException refused)
        {
            return Page(new AccountSaid { Tokens = PeopleRoutes.Reasons(refused), TokenName = name, TokenDays = days });
        }
    }

    private static async Task<IResult> RevokeToken(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        try
        {
            keeper.Accounts.Tokens.Revoke(caller.Visit(reader.Language), (await http.Request.ReadFormAsync(http.RequestAborted))["id"].ToString());
            return new SeeOther(Addresses.Account + "#tokens");
        }
        catch (RefusedException refused)
        {
            return Page(new AccountSaid { Tokens = PeopleRoutes.Reasons(refused) });
        }
    }

    /// <summary>The page of one's own account, with what it says this once.</summary>
    public static RazorComponentResult<AccountPage> Page(AccountSaid said) =>
        new(new { Said = said }) { StatusCode = PeopleRoutes.StatusOf(said.Refusals) };
}

/// <summary>What the page of one's own account says this once.</summary>
public sealed record AccountSaid
{
    /// <summary>Why the password was not changed.</summary>
    public IReadOnlyList<Refusal> Password { get; init; } = [];

    /// <summary>Why nothing was enrolled.</summary>
    public IReadOnlyList<Refusal> SecondFactor { get; init; } = [];

    /// <summary>Why no token was issued or revoked.</summary>
    public IReadOnlyList<Refusal> Tokens { get; init; } = [];

    /// <summary>Why nothing was delegated, or no delegation ended.</summary>
    public IReadOnlyList<Refusal> Delegations { get; init; } = [];

    /// <summary>What was typed into the form of a delegation.</summary>
    public Appointment? Delegation { get; init; }

    /// <summary>The secret to enrol, shown now.</summary>
    public string? Secret { get; init; }

    /// <summary>The new token, shown this once.</summary>
    public string? Token { get; init; }

    /// <summary>What was typed for its name.</summary>
    public string TokenName { get; init; } = "";

    /// <summary>What was typed for its days.</summary>
    public string TokenDays { get; init; } = "90";

    /// <summary>Everything that was refused.</summary>
    public IReadOnlyList<Refusal> Refusals => [.. Password, .. SecondFactor, .. Tokens, .. Delegations];
}
