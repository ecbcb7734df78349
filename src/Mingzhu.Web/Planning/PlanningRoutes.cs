using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.Web.Components;

namespace Mingzhu.Web.Planning;

/// <summary>Where forms about scenarios go, and what the pages of planning ask while they are open.</summary>
internal static class PlanningRoutes
{
    public static void MapPlanning(this IEndpointRouteBuilder app)
    {
        app.MapGet(Addresses.Footing, Waiting).Opens(Audience.Operator);
        var scenarios = app.MapGroup(Addresses.Scenarios).Opens(Audience.Operator).DisableAntiforgery();
        scenarios.MapPost("/{id}/drop", Drop);
    }

    private static async Task<IResult> Waiting(HttpContext http, PlanningRoom room)
    {
        var footing = await room.Soon(again: false);
        if (!footing.InTheMaking)
            http.Response.Headers["HX-Refresh"] = "true";
        return new RazorComponentResult<FootingNote>(new { Footing = footing });
    }

    private static async Task<IResult> Drop(string id, HttpContext http, PlanningRoom room, Reader reader, IAntiforgery antiforgery)
    {
        if (!room.Open)
            return Results.NotFound();
        if (!await antiforgery.IsRequestValidAsync(http))
            return new SeeOther(Addresses.Planning);
        var outcome = room.Desk.Execute(new DropScenario(Guid.NewGuid(), id), reader.Language);
        return new SeeOther(outcome.Taken ? Addresses.With(Addresses.Planning, ("dropped", "1")) : Addresses.Planning);
    }
}

/// <summary>303: whatever a form did, what comes next is a page.</summary>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
