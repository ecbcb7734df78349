using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>Signing in and out (登录与退出).</summary>
internal static class SignInRoutes
{
    private static readonly Refusal TooOften = new("sign-in.too-often", new("尝试过于频繁，请一分钟后再试", "too many attempts; try again in a minute"));

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", Show).OpensToEveryone();
        app.MapPost("/sign-in", Enter).OpensToEveryone();
        app.MapGet(Addresses.SignInCode, ShowCode).OpensToEveryone();
        app.MapPost(Addresses.SignInCode, Confirm).OpensToEveryone();
        app.MapPost(Addresses.SignOut, Leave).OpensToEveryone();
        app.MapGet("/sign-in/kept/{id}", Kept).Opens(RightIds.OwnAccount);
    }

    private static IResult Show(string? to, Caller caller) => caller.IsSignedIn
        ? new SeeOther(Addresses.Local(to))
        : new RazorComponentResult<SignInPage>(new { To = Addresses.Local(to), Name = "", Reasons = Array.Empty<Refusal>() });

    private static async Task<IResult> Enter(HttpContext http, Caller caller, Doorkeeper keeper, SignInLimits limits)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, to) = (form["name"].ToString(), Addresses.Local(form["to"]));
        if (!limits.Take(caller.From, name))
            return TurnedAway(http, keeper, caller, name, to);
        return await keeper.Accounts.SignIn(name, form["password"].ToString(), caller.From, keeper.RolesOf).Match(
            done => Open(http, keeper, caller, done.Account, SessionStage.Open, to),
            code => Open(http, keeper, caller, code.Account, SessionStage.CodeAsked, Addresses.With(Addresses.SignInCode, ("to", to))),
            refused => Task.FromResult<IResult>(new RazorComponentResult<SignInPage>(new { To = to, Name = name, Reasons = new[] { refused.Reason } }) { StatusCode = StatusCodes.Status422UnprocessableEntity }));
    }

    private static RazorComponentResult<SignInPage> TurnedAway(HttpContext http, Doorkeeper keeper, Caller caller, string name, string to)
    {
        keeper.Records.Note(new AccessEntry("", "", "sign-in", "", AccessResult.Refused, caller.From, "too often"));
        http.Response.Headers.RetryAfter = "60";
        return new RazorComponentResult<SignInPage>(new { To = to, Name = name, Reasons = new[] { TooOften } }) { StatusCode = StatusCodes.Status429TooManyRequests };
    }

    // Always a session of its own, never one that was there before: it may have been planted.
    private static async Task<IResult> Open(HttpContext http, Doorkeeper keeper, Caller caller, Account account, SessionStage stage, string to)
    {
        if (caller.Secret is { } before)
            keeper.Accounts.Sessions.End(before);
        await SessionCookie.Give(http, account, keeper.Accounts.Sessions.Open(account.Id, caller.From, stage));
        return new SeeOther(Home(to, keeper, account));
    }

    // The overview is of the whole city: who may not see it begins at the desk.
    private static string Home(string to, Doorkeeper keeper, Account account) =>
        to != Addresses.Overview || keeper.Rights.May(keeper.StandingOf(account.Id), RightIds.ViewCheckUp, Scope.City).IsAllowed ? to : Addresses.Desk;

    private static IResult ShowCode(string? to, Caller caller) => caller.Stage == SessionStage.CodeAsked
        ? new RazorComponentResult<SignInCodePage>(new { To = Addresses.Local(to), Reasons = Array.Empty<Refusal>() })
        : new SeeOther(Addresses.SignIn(Addresses.Local(to)));

    private static async Task<IResult> Confirm(HttpContext http, Caller caller, Doorkeeper keeper, SignInLimits limits)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var to = Addresses.Local(form["to"]);
        if (caller is not { Stage: SessionStage.CodeAsked, Account: { } account, Secret: { } secret })
            return new SeeOther(Addresses.SignIn(to));
        if (!limits.Take(caller.From, account.LoginName))
        {
            http.Response.Headers.RetryAfter = "60";
            return Code(TooOften, StatusCodes.Status429TooManyRequests);
        }

        return await keeper.Accounts.Confirm(account.Id, form["code"].ToString(), caller.From, keeper.RolesOf).Match<Task<IResult>>(
            async done =>
            {
                if (keeper.Accounts.Sessions.GoOn(secret, SessionStage.Open) is not { } next)
                    return new SeeOther(Addresses.SignIn(to));
                await SessionCookie.Give(http, done.Account, next);
                return new SeeOther(Home(to, keeper, done.Account));
            },
            _ => Task.FromResult<IResult>(new SeeOther(Addresses.SignIn(to))),
            refused => Task.FromResult(Code(refused.Reason, StatusCodes.Status422UnprocessableEntity)));

        IResult Code(Refusal reason, int status) => new RazorComponentResult<SignInCodePage>(new { To = to, Reasons = new[] { reason } }) { StatusCode = status };
    }

    private static async Task<IResult> Leave(HttpContext http, Caller caller, Doorkeeper keeper)
    {
        if (caller is { Secret: { } secret, Account: { } account })
        {
            keeper.Records.Note(new AccessEntry(account.Id, "", "sign-out", account.Id, AccessResult.Allowed, caller.From));
            keeper.Accounts.Sessions.End(secret);
        }

        await SessionCookie.Take(http);
        // What the browser kept of this person's pages and tiles goes too.
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return new SeeOther(Addresses.SignIn());
    }

    private static IResult Kept(string id, HttpContext http, KeptForms forms) =>
        forms.Find(http, id) is { } form ? new RazorComponentResult<KeptFormPage>(new { Form = form }) : new SeeOther(Addresses.Overview);
}
