using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Api;
using Mingzhu.Web.Book;
using Mingzhu.Web.Components;
using Mingzhu.Web.Planning;

namespace Mingzhu.Web.Siting;

/// <summary>Where the forms of the pages about sites go, what their maps draw, their tables as files.</summary>
internal static class SitingRoutes
{
    private const string GeoJson = "application/geo+json";

    public static void MapSiting(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").Opens(RightIds.KeepScenarios).DisableAntiforgery();
        pages.MapGet(Addresses.Sites + "/compose", (HttpContext http, SitingShelf shelf) => Composed(shelf, () => SiteComposer.Selection(http.Request.Query, shelf.Words)));
        pages.MapGet(Addresses.OneMore + "/compose", (HttpContext http, SitingShelf shelf) => Composed(shelf, () => SiteComposer.OneMore(http.Request.Query, shelf.Words)));
        pages.MapGet(Addresses.Sites + "/progress", (HttpContext http, SitingShelf shelf) => Selection(http) is { } query ? Progress(http, query, shelf.Select(query.Question)) : Refresh(http));
        pages.MapGet(Addresses.OneMore + "/progress", (HttpContext http, SitingShelf shelf) => OneMore(http) is { } query ? Progress(http, query, shelf.OneMore(query.Question)) : Refresh(http));
        pages.MapPost(Addresses.OneMore + "/cancel", (HttpContext http, SitingShelf shelf, IAntiforgery antiforgery) => Act(http, antiforgery, shelf.Cancel));
        pages.MapPost(Addresses.OneMore + "/again", (HttpContext http, SitingShelf shelf, IAntiforgery antiforgery) => Act(http, antiforgery, shelf.Forget));
        pages.MapGet(Addresses.Sites + "/shapes", async (HttpContext http, SitingShelf shelf, ICityBook book) =>
            Selection(http) is { } query && await Answered(shelf.Select(query.Question), http) is { } answer && Drawable(book, answer) ? Results.Bytes(SiteShapes.Of(answer, query.Site), GeoJson) : Results.NotFound());
        pages.MapGet(Addresses.OneMore + "/shapes", async (HttpContext http, SitingShelf shelf, ICityBook book) =>
            OneMore(http) is { } query && await Answered(shelf.OneMore(query.Question), http) is { } answer && Drawable(book, answer.Sites)
                ? Results.Bytes(SiteShapes.Of(answer, await shelf.Existing(answer)), GeoJson)
                : Results.NotFound());
        pages.MapGet($"{Addresses.Sites}.{Sheet.Kinds}", async (HttpContext http, SitingShelf shelf, SheetWords words) =>
            Selection(http) is { } query && await Answered(shelf.Select(query.Question), http) is { } answer ? SitingSheets.Of(answer, words) : (IResult)Results.NotFound());
        pages.MapGet($"{Addresses.OneMore}.{Sheet.Kinds}", async (HttpContext http, SitingShelf shelf, SheetWords words) =>
            OneMore(http) is { } query && await Answered(shelf.OneMore(query.Question), http) is { } answer ? SitingSheets.Of(answer, words) : (IResult)Results.NotFound());
    }

    /// <summary>Waits for an answer as long as the reader does; null if there is none.</summary>
    internal static async Task<T?> Answered<T>(SitingWork<T> work, HttpContext http)
        where T : class
    {
        await work.Ended.WaitAsync(http.RequestAborted);
        return work.State.Answer;
    }

    private static SelectionQuery? Selection(HttpContext http) => SelectionQuery.Of(http.Request.Query) is { IsAsked: true, AllFaults.IsEmpty: true } query ? query : null;

    private static OneMoreQuery? OneMore(HttpContext http) => OneMoreQuery.Of(http.Request.Query) is { IsAsked: true, AllFaults.IsEmpty: true } query ? query : null;

    private static bool Drawable(ICityBook book, SiteAnswer answer) => book.Layers.FirstOrDefault(layer => layer.Id == answer.Layer)?.Open != false;

    // After a condition was added it is looked at; after anything else the answer.
    private static IResult Composed(SitingShelf shelf, Func<(SiteQuery Query, int? Next)> compose)
    {
        if (!shelf.Open)
            return Results.NotFound();
        var (query, next) = compose();
        return new SeeOther($"{query.Address}#{(next is { } at ? "c" + at.ToString(CultureInfo.InvariantCulture) : "result")}");
    }

    private static IResult Progress<T>(HttpContext http, SiteQuery query, SitingWork<T> work)
        where T : class =>
        work.State is { IsOver: false } state ? new RazorComponentResult<SitingProgress>(new { Address = query.Act("progress"), state.Progress, work.Begun }) : Refresh(http);

    // What is over has another page to show.
    private static IResult Refresh(HttpContext http)
    {
        http.Response.Headers["HX-Refresh"] = "true";
        return Results.Ok();
    }

    private static async Task<IResult> Act(HttpContext http, IAntiforgery antiforgery, Action<OneMore> act)
    {
        if (OneMore(http) is not { } query)
            return Results.NotFound();
        if (await antiforgery.IsRequestValidAsync(http))
            act(query.Question);
        return new SeeOther(query.Address);
    }
}
