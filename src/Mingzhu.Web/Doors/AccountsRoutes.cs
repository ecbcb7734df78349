using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>What the system administrator does with accounts (账号管理). One-time passwords are told in the answer to the form and nowhere else.</summary>
internal static class AccountsRoutes
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.Accounts, () => List(null, [], null)).Opens(RightIds.ViewAccounts);
        app.MapPost(Addresses.Accounts, Create).Opens(RightIds.ManageAccounts);
        app.MapGet(Addresses.Accounts + "/{id}", (string id, Doorkeeper keeper) => keeper.Accounts.Find(id) is null ? Results.NotFound() : One(id, [], null)).Opens(RightIds.ViewAccounts);
        app.MapPost(Addresses.Accounts + "/{id}/lock", (string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) =>
            Act(id, http, (accounts, reason) => accounts.Lock(caller.Visit(reader.Language), id, reason), keeper)).Opens(RightIds.ManageAccounts);
        app.MapPost(Addresses.Accounts + "/{id}/unlock", (string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) =>
            Act(id, http, (accounts, _) => accounts.Unlock(caller.Visit(reader.Language), id), keeper)).Opens(RightIds.ManageAccounts);
        app.MapPost(Addresses.Accounts + "/{id}/no-code", (string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) =>
            Act(id, http, (accounts, reason) => accounts.RemoveSecondFactor(caller.Visit(reader.Language), id, reason), keeper)).Opens(RightIds.ManageAccounts);
        app.MapPost(Addresses.Accounts + "/{id}/leave", (string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) =>
            Act(id, http, (accounts, _) => accounts.Leave(caller.Visit(reader.Language), id), keeper)).Opens(RightIds.ManageAccounts);
        app.MapPost(Addresses.Accounts + "/{id}/reset", Reset).Opens(RightIds.ManageAccounts);
    }

    private static async Task<IResult> Create(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string? Given(string field) => form[field].ToString().Trim() is { Length: > 0 } text ? text : null;
        var asked = new NewAccount(form["login"].ToString(), form["name"].ToString(), Given("telephone"), Given("identity"));
        try
        {
            return List(keeper.Accounts.Create(caller.Visit(reader.Language), asked), [], null);
        }
        catch (RefusedException refused)
        {
            return List(null, PeopleRoutes.Reasons(refused), asked);
        }
    }

    private static IResult Reset(string id, Caller caller, Reader reader, Doorkeeper keeper)
    {
        try
        {
            return One(id, [], keeper.Accounts.ResetPassword(caller.Visit(reader.Language), id).OneTimePassword);
        }
        catch (RefusedException refused)
        {
            return One(id, PeopleRoutes.Reasons(refused), null);
        }
    }

    private static async Task<IResult> Act(string id, HttpContext http, Action<Accounts, string> act, Doorkeeper keeper)
    {
        var reason = (await http.Request.ReadFormAsync(http.RequestAborted))["reason"].ToString();
        try
        {
            act(keeper.Accounts, reason);
            return new SeeOther(Addresses.With(Addresses.AccountOf(id), ("done", "1")));
        }
        catch (RefusedException refused)
        {
            return keeper.Accounts.Find(id) is null ? Results.NotFound() : One(id, PeopleRoutes.Reasons(refused), null, reason);
        }
    }

    private static RazorComponentResult<AccountsPage> List(Admitted? admitted, IReadOnlyList<Refusal> reasons, NewAccount? typed) =>
        new(new { Admitted = admitted, Reasons = reasons, Typed = typed }) { StatusCode = reasons.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK };

    private static RazorComponentResult<OneAccountPage> One(string id, IReadOnlyList<Refusal> reasons, string? password, string why = "") =>
        new(new { Id = id, Reasons = reasons, OneTimePassword = password, Why = why }) { StatusCode = reasons.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK };
}
