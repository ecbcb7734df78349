using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>Letting somebody act in one's own post for a time (委托代理), and taking it back.</summary>
internal static class DelegationRoutes
{
    public static async Task<IResult> Delegate(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = new Appointment(form["login"].ToString().Trim(), form["holding"].ToString(), form["first"].ToString(), form["last"].ToString());
        var (first, firstSound) = AppointmentRoutes.Day(typed.First);
        var (last, lastSound) = AppointmentRoutes.Day(typed.Last);
        var (holding, account) = (Own(keeper, caller).FirstOrDefault(one => one.Id == typed.Post), keeper.Accounts.FindByLogin(typed.Login));
        Refusal[] reasons =
        [
            .. account is { State: AccountState.Active } ? [] : new[] { AppointmentRoutes.NoPerson(typed.Login) },
            .. holding is not null ? [] : new[] { new Refusal("organisation.no-post", new("请在本人可委托的岗位中选择", "choose one of the posts of yours that can be delegated")) },
            .. firstSound && lastSound ? [] : new[] { AppointmentRoutes.NoDay },
        ];
        if (reasons.Length > 0)
            return Page(reasons, typed);
        var command = FormCommand.IdOf(http.Request.Path, form);
        var outcome = await keeper.Workspace.ExecuteAsync(caller.Session(reader.Language), new DelegatePost(command, new Delegation(command.ToString("N"), holding!.Id, account!.Id, new Term(first ?? caller.Standing.Day, last))));
        return outcome.Taken ? new SeeOther(Addresses.With(Addresses.Account, ("done", "delegated")) + "#delegations") : Page(outcome.Reasons, typed);
    }

    public static async Task<IResult> End(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var organisation = keeper.Workspace.View<Organisation>();
        if (!organisation.Delegations.TryGetValue(form["delegation"].ToString(), out var delegation) || organisation.Holdings[delegation.Holding].Person != caller.Actor)
            return Page([new Refusal("organisation.no-delegation", new("没有这一委托", "there is no such delegation"))], null);
        // One that has not begun never does.
        var yesterday = caller.Standing.Day.AddDays(-1);
        var last = delegation.Term.First > caller.Standing.Day ? delegation.Term.First.Value.AddDays(-1) : yesterday;
        var outcome = await keeper.Workspace.ExecuteAsync(caller.Session(reader.Language), new EndDelegation(FormCommand.IdOf(http.Request.Path, form), delegation.Id, last));
        return outcome.Taken ? new SeeOther(Addresses.With(Addresses.Account, ("done", "delegation-ended")) + "#delegations") : Page(outcome.Reasons, null);
    }

    /// <summary>The holdings of whoever asks that can be delegated, today's and those to come.</summary>
    public static IEnumerable<Holding> Own(Doorkeeper keeper, Caller caller)
    {
        var organisation = keeper.Workspace.View<Organisation>();
        return organisation.Holdings.Values.Where(holding => holding.Person == caller.Actor && (holding.Term.Last is null || holding.Term.Last >= caller.Standing.Day) && keeper.Rights.MayDelegate(caller.Standing, organisation.Posts[holding.PostId]));
    }

    /// <summary>What whoever asks has delegated and has not ended.</summary>
    public static IEnumerable<Delegation> Given(Doorkeeper keeper, Caller caller)
    {
        var organisation = keeper.Workspace.View<Organisation>();
        return organisation.Delegations.Values.Where(one => organisation.Holdings[one.Holding].Person == caller.Actor && one.Term.IsSound && one.Term.Last >= caller.Standing.Day).OrderBy(one => one.Term.First);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<Doors.AccountPage> Page(IReadOnlyList<Refusal> reasons, Appointment? typed) =>
        OwnAccountRoutes.Page(new AccountSaid { Delegations = reasons, Delegation = typed });
}
