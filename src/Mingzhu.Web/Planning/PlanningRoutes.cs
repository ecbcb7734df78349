using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Components;

namespace Mingzhu.Web.Planning;

/// <summary>Where forms about scenarios go, and what the pages of planning ask while they are open.</summary>
internal static class PlanningRoutes
{
    // A form of fifty changes and a name is far smaller.
    private const long MostFormBytes = 1 << 18;

    public static void MapPlanning(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.Footing, Waiting).Opens(RightIds.ViewCheckUp);
        app.MapGet(Addresses.TryingLive, Live).Opens(RightIds.ViewCheckUp);
        app.MapGet(Addresses.CircleLive, Circle).Opens(RightIds.ViewCheckUp);
        app.MapGet(Addresses.Circle + ".geojson", CircleFile).Opens(RightIds.ViewCheckUp);
        var scenarios = app.MapGroup(Addresses.Scenarios).Opens(RightIds.KeepScenarios).DisableAntiforgery();
        scenarios.MapPost("", Keep);
        scenarios.MapPost("/{id}/drop", Drop);
    }

    private static async Task<IResult> Waiting(string? kind, HttpContext http, PlanningRoom room)
    {
        var footing = await room.Soon(again: false);
        if (footing.Ground is { } ground && kind is not null && ground.Kind(kind) is { } known && await room.PresentSoon(ground, known) is null)
            return new RazorComponentResult<FootingNote>(new { Footing = footing, Kind = kind });
        if (!footing.InTheMaking)
            http.Response.Headers["HX-Refresh"] = "true";
        return new RazorComponentResult<FootingNote>(new { Footing = footing });
    }

    /// <summary>What the changes of an address would do, as a part of the page: asked for again and again while something is dragged.</summary>
    private static async Task<IResult> Live(HttpContext http, PlanningRoom room, Reader reader)
    {
        var footing = await room.Await(http.RequestAborted);
        if (footing.Ground is not { } ground)
            return Told(footing.Reasons, reader);
        var asked = TrialAsked.From(http.Request.Query);
        try
        {
            var trial = ground.Try(ChangeText.Read(asked.Lines), http.RequestAborted);
            return new RazorComponentResult<TrialOutcome>(new { Trial = trial, Ground = ground, asked.Level, Live = true, asked.Kind, asked.Indicator });
        }
        catch (RefusedException refused)
        {
            return Told(refused.Reasons, reader);
        }
    }

    /// <summary>What the life circles of a point hold, as a part of the page.</summary>
    private static Task<IResult> Circle(HttpContext http, PlanningRoom room, Reader reader) =>
        Around(http, room, reader, circles => new RazorComponentResult<CircleOutcome>(new { Circles = circles }));

    /// <summary>The circles, what lies in them and the walks as a file for other programs.</summary>
    private static Task<IResult> CircleFile(HttpContext http, PlanningRoom room, Reader reader) =>
        Around(http, room, reader, circles => Results.Bytes(CircleShapes.File(circles, reader), "application/geo+json", "life-circles.geojson"));

    private static async Task<IResult> Around(HttpContext http, PlanningRoom room, Reader reader, Func<PointCircles, IResult> told)
    {
        var footing = await room.Await(http.RequestAborted);
        if (footing.Ground is not { } ground)
            return Told(footing.Reasons, reader);
        try
        {
            return CircleAsked.From(http.Request.Query).In(ground, http.RequestAborted) is { } circles ? told(circles) : Results.BadRequest();
        }
        catch (RefusedException refused)
        {
            return Told(refused.Reasons, reader);
        }
    }

    private static IResult Told(IEnumerable<Refusal> reasons, Reader reader) =>
        Results.Text(string.Join('\n', reasons.Select(reason => reader.In(reason.Says))), "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Keeps what was tried: taken, the page of the scenario follows; refused, the page it came from with the reason and all that was typed.</summary>
    private static async Task<IResult> Keep(HttpContext http, PlanningRoom room, Reader reader, Caller caller, IAntiforgery antiforgery)
    {
        if (!room.Open)
            return Results.NotFound();
        if (http.Request.ContentLength is not (> 0 and <= MostFormBytes))
            return new SeeOther(Addresses.With(Addresses.Trying, ("refused", "too-large")));
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var name = form["name"].ToString();
        var kept = form["id"].ToString() is { Length: > 0 } id ? room.Scenario(id) : null;
        var path = kept is null ? Addresses.Trying : Addresses.Scenario(kept.Id);
        SeeOther Back(string why) => new(Addresses.With(path, [.. form[TrialAsked.Change].Select(line => (TrialAsked.Change, line)), ("kind", form["kind"]), ("level", form["level"]), ("name", name), ("refused", why)]));
        if (!await antiforgery.IsRequestValidAsync(http))
            return Back("expired");
        var footing = await room.Await(http.RequestAborted);
        if (footing is not { Ground: { } ground, State: { } state })
            return Back("cannot");
        try
        {
            var changes = ChangeText.Read(form[TrialAsked.Change].OfType<string>());
            // That they can be is seen before they are kept.
            _ = ground.Try(changes, http.RequestAborted);
            var command = FormCommand.IdOf(http.Request.Path, form);
            var scenario = kept is not null && form["new"] != "1" ? kept.Id : command.ToString("N");
            var outcome = await room.Desk.Execute(new KeepScenario(command, scenario, name, [.. changes], state), caller.Session(reader.Language));
            return outcome.Taken ? new SeeOther(Addresses.With(Addresses.Scenario(scenario), ("kind", form["kind"]))) : Back(outcome.Reasons[0].Code.Split('.')[^1]);
        }
        catch (RefusedException)
        {
            return Back("cannot");
        }
    }

    private static async Task<IResult> Drop(string id, HttpContext http, PlanningRoom room, Reader reader, Caller caller, IAntiforgery antiforgery)
    {
        if (!room.Open)
            return Results.NotFound();
        if (!await antiforgery.IsRequestValidAsync(http))
            return new SeeOther(Addresses.Planning);
        var command = FormCommand.IdOf(http.Request.Path, await http.Request.ReadFormAsync(http.RequestAborted));
        var outcome = await room.Desk.Execute(new DropScenario(command, id), caller.Session(reader.Language));
        return new SeeOther(outcome.Taken ? Addresses.With(Addresses.Planning, ("dropped", "1")) : Addresses.Planning);
    }
}
