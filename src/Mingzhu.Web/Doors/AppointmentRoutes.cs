using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Doors;

namespace Mingzhu.Web;

/// <summary>Giving and ending posts (任免). The posts of administrators are given by one right, all others by another: each form goes where its right is asked, and a post of the other kind is refused there.</summary>
internal static class AppointmentRoutes
{
    public static void MapAppointments(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.Rights, () => Page([], null)).Opens(RightIds.ViewOrganisation);
        app.MapPost(Addresses.Rights + "/give", (HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) => Give(http, caller, reader, keeper, administrators: false)).Opens(RightIds.GivePosts);
        app.MapPost(Addresses.Rights + "/give-administrator", (HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) => Give(http, caller, reader, keeper, administrators: true)).Opens(RightIds.GiveAdministrators);
        app.MapPost(Addresses.Rights + "/end", (HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) => End(http, caller, reader, keeper, administrators: false)).Opens(RightIds.GivePosts);
        app.MapPost(Addresses.Rights + "/end-administrator", (HttpContext http, Caller caller, Reader reader, Doorkeeper keeper) => End(http, caller, reader, keeper, administrators: true)).Opens(RightIds.GiveAdministrators);
    }

    /// <summary>Whether a post is one of an administrator: its role excludes another.</summary>
    public static bool IsOfAdministrator(Post post, Rights rights) => rights.Exclusions.Any(exclusion => exclusion.Roles.Any(post.Roles.Contains));

    private static async Task<IResult> Give(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper, bool administrators)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = new Appointment(form["login"].ToString().Trim(), form["post"].ToString(), form["first"].ToString(), form["last"].ToString());
        var (first, firstSound) = Day(typed.First);
        var (last, lastSound) = Day(typed.Last);
        var (post, account) = (keeper.Organisation.Posts.GetValueOrDefault(typed.Post), keeper.Accounts.FindByLogin(typed.Login));
        Refusal[] reasons =
        [
            .. account is { State: not AccountState.Left } ? [] : new[] { NoPerson(typed.Login) },
            .. post is not null && IsOfAdministrator(post, keeper.Rights) == administrators ? [] : new[] { new Refusal("organisation.no-post", new("请在列出的岗位中选择", "choose one of the posts listed")) },
            .. firstSound && lastSound ? [] : new[] { NoDay },
        ];
        if (reasons.Length > 0)
            return Page(reasons, typed);
        var command = FormCommand.IdOf(http.Request.Path, form);
        var outcome = await keeper.Workspace.ExecuteAsync(caller.Session(reader.Language), new GivePost(command, new Holding(command.ToString("N"), typed.Post, account!.Id, new Term(first ?? caller.Standing.Day, last))));
        return outcome.Taken ? new SeeOther(Addresses.With(Addresses.Rights, ("done", "given"))) : Page(outcome.Reasons, typed);
    }

    private static async Task<IResult> End(HttpContext http, Caller caller, Reader reader, Doorkeeper keeper, bool administrators)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var holding = keeper.Organisation.Holdings.FirstOrDefault(one => one.Id == form["holding"].ToString());
        if (holding is null || IsOfAdministrator(keeper.Organisation.Posts[holding.PostId], keeper.Rights) != administrators)
            return Page([new Refusal("organisation.no-holding", new("没有这一任职", "there is no such appointment"))], null);
        var outcome = await keeper.Workspace.ExecuteAsync(caller.Session(reader.Language), new LeavePost(FormCommand.IdOf(http.Request.Path, form), holding.Id, caller.Standing.Day.AddDays(-1)));
        return outcome.Taken ? new SeeOther(Addresses.With(Addresses.Rights, ("done", "ended"))) : Page(outcome.Reasons, null);
    }

    /// <summary>The reason that there is no such person.</summary>
    public static Refusal NoPerson(string login) => new("organisation.no-person", new($"没有登录名为“{login}”的在任账号", $"there is no active account with the login name '{login}'"));

    /// <summary>The reason that what was typed is no day.</summary>
    public static Refusal NoDay { get; } = new("organisation.day", new("日期应写作 2026-03-31", "write days as 2026-03-31"));

    /// <summary>A day as a form sends it; none where the field was left empty.</summary>
    public static (DateOnly? Day, bool Sound) Day(string typed) => typed.Length == 0
        ? (null, true)
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, true) : (null, false);

    private static RazorComponentResult<RightsPage> Page(IReadOnlyList<Refusal> reasons, Appointment? typed) =>
        new(new { Reasons = reasons, Typed = typed }) { StatusCode = PeopleRoutes.StatusOf(reasons) };
}

/// <summary>What was typed into the form of an appointment or a delegation.</summary>
/// <param name="Login">Login name of the person.</param>
/// <param name="Post">Id of the post; for a delegation, of the holding.</param>
/// <param name="First">First day.</param>
/// <param name="Last">Last day; empty for none.</param>
public sealed record Appointment(string Login, string Post, string First, string Last);
