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
        app.MapPost(Addresses.Accounts + "/{id}/unmask", Unmask).Opens(RightIds.Unmask);
        app.MapPost(Addresses.Accounts + "/{id}/export", (string id, Caller caller, Reader reader, Doorkeeper keeper) => keeper.Accounts.Find(id) is { } account ? PersonalFile(account, caller, reader, keeper) : Results.NotFound()).Opens(RightIds.ExportPerson);
        app.MapPost(Addresses.Accounts + "/{id}/erase", Erase).Opens(RightIds.ErasePerson);
    }

    /// <summary>Everything kept about a person, as a file.</summary>
    public static IResult PersonalFile(Account account, Caller caller, Reader reader, Doorkeeper keeper) =>
        Results.File(keeper.PersonalData.Export(caller.Visit(reader.Language), account.Id), "application/json", $"{account.LoginName}.json");

    private static async Task<IResult> Create(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper, OneAnswer once)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string? Given(string field) => form[field].ToString().Trim() is { Length: > 0 } text ? text : null;
        var asked = new NewAccount(form["login"].ToString(), form["name"].ToString(), Given("telephone"), Given("identity"));
        try
        {
            return List(once.To(FormCommand.IdOf(http.Request.Path, form), () => keeper.Accounts.Create(caller.Visit(reader.Language), asked)), [], null);
        }
        catch (RefusedException refused)
        {
            return List(null, PeopleRoutes.Reasons(refused), asked);
        }
    }

    private static async Task<IResult> Reset(string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper, OneAnswer once)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            return One(id, [], once.To(FormCommand.IdOf(http.Request.Path, form), () => keeper.Accounts.ResetPassword(caller.Visit(reader.Language), id)).OneTimePassword);
        }
        catch (RefusedException refused)
        {
            return One(id, PeopleRoutes.Reasons(refused), null);
        }
    }

    private static async Task<IResult> Unmask(string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (keeper.Accounts.Find(id) is not { } account)
            return Results.NotFound();
        var (reason, field) = (form["reason"].ToString(), UnmaskedValue.Of(form["field"]));
        try
        {
            var value = new Unmasking(keeper.Records, keeper.Rights).Show(caller.Visit(reader.Language), caller.Standing, $"account/{id}", Scope.City, field, reason, () => UnmaskedValue.In(account, field));
            return One(id, [], null, unmasked: new UnmaskedValue(field, value));
        }
        catch (RefusedException refused)
        {
            return One(id, PeopleRoutes.Reasons(refused), null, reason, new UnmaskedValue(field, null));
        }
    }

    private static async Task<IResult> Erase(string id, HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var reason = (await http.Request.ReadFormAsync(http.RequestAborted))["reason"].ToString();
        if (keeper.Accounts.Find(id) is null)
            return Results.NotFound();
        try
        {
            keeper.PersonalData.Erase(caller.Visit(reader.Language), id, reason);
            return new SeeOther(Addresses.With(Addresses.Accounts, ("done", "erased")));
        }
        catch (RefusedException refused)
        {
            return One(id, PeopleRoutes.Reasons(refused), null, reason);
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
        new(new { Admitted = admitted, Reasons = reasons, Typed = typed }) { StatusCode = PeopleRoutes.StatusOf(reasons) };

    private static RazorComponentResult<OneAccountPage> One(string id, IReadOnlyList<Refusal> reasons, string? password, string why = "", UnmaskedValue? unmasked = null) =>
        new(new { Id = id, Reasons = reasons, OneTimePassword = password, Why = why, Unmasked = unmasked }) { StatusCode = PeopleRoutes.StatusOf(reasons) };
}

/// <summary>A personal value that was asked for whole.</summary>
/// <param name="Field">Which.</param>
/// <param name="Value">The value; empty if none was given, null if it was not shown.</param>
public sealed record UnmaskedValue(PersonalField Field, string? Value)
{
    /// <summary>Which values there are of an account, as forms name them.</summary>
    public static (PersonalField Field, string Name, string Text)[] Fields { get; } =
        [(PersonalField.Telephone, "telephone", "accounts.telephone"), (PersonalField.IdentityNumber, "identity-number", "accounts.identity"), (PersonalField.Name, "name", "accounts.name")];

    /// <summary>The field a form names.</summary>
    public static PersonalField Of(string? name) => Fields.FirstOrDefault(field => field.Name == name, Fields[0]).Field;

    /// <summary>The value of an account.</summary>
    public static string In(Account account, PersonalField field) => field switch
    {
        PersonalField.Telephone => account.Telephone ?? "",
        PersonalField.IdentityNumber => account.IdentityNumber ?? "",
        _ => account.DisplayName,
    };
}
