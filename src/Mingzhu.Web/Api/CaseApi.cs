using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Api;

/// <summary>The cases, as JSON: what their pages show, and the acts that their forms ask for.</summary>
internal static class CaseApi
{
    private const int UsualLimit = 100, MostLimit = 1_000;
    private const string ProblemType = "application/problem+json";

    public static void MapCaseApi(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("").AddEndpointFilter(OnlyInACity).AddEndpointFilter(OwnOrigin);
        // The two lists show only what who asks may see, so they are open to everybody who has signed in.
        cases.MapGet("/cases", All).WithSummary("办件 / Cases that may be seen, the last that moved first, in pages").Opens(RightIds.OwnAccount);
        cases.MapGet("/tasks", Tasks).WithSummary("我的任务 / What waits for who asks, the most pressing first").Opens(RightIds.OwnAccount);
        cases.MapGet("/cases/{case}", One).WithSummary("一个办件 / A case: where it is, whose turn, what is missing, what it holds, what happened").Opens(RightIds.ViewCases);
        cases.MapGet("/cases/{case}/papers/{number:int}", Paper).WithSummary("办件的材料 / A paper of a case, as it was attached").Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").Opens(RightIds.ViewCases);
        cases.MapPost("/cases", Begin).WithSummary("立案 / Open a case; the header Idempotency-Key makes sending it twice one case").Takes<CaseRequest>("application/json").Acts(StatusCodes.Status201Created).Opens(RightIds.ActOnCases);
        cases.MapPost("/cases/{case}/acts/{act}", Do)
            .WithSummary("办理 / Act at a case: fill, submit, designate, pass, correct, answer, result, return, refuse, reassign, add-reviewer, opine, withdraw, override; the header Idempotency-Key makes sending it twice one act")
            .Takes<ActRequest>("application/json").Acts(StatusCodes.Status200OK).Opens(RightIds.ActOnCases);
        cases.MapPost("/cases/{case}/papers", Attach).WithSummary("添附材料 / Attach a paper; the body is the file. The header Idempotency-Key makes sending it twice one paper").Takes<byte[]>("application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(CaseRoutes.MostPaperBytes + CaseRoutes.FormOverhead)).Acts(StatusCodes.Status200OK).Opens(RightIds.ActOnCases);
    }

    // Said in the definition only: as a condition of the route it would turn whoever sends something else away before the gate has seen them.
    private static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string type)
    {
        route.AddOpenApiOperationTransformer(async (operation, context, cancel) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancel);
            // What is needed can be missing when it is read, so that all that is missing can be told; null is not taken.
            foreach (var needed in schema.Required ?? new HashSet<string>())
                ((OpenApiSchema)schema.Properties![needed]).Type &= ~JsonSchemaType.Null;
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [type] = new OpenApiMediaType { Schema = schema } } };
        });
        return route;
    }

    private static RouteHandlerBuilder Acts(this RouteHandlerBuilder route, int taken)
    {
        route.Produces<CaseAnswer>(taken);
        foreach (var status in (int[])[StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity])
            route.Produces<CaseProblem>(status, ProblemType);
        return route;
    }

    /// <param name="subject">Of this kind: see /api/procedures.</param>
    /// <param name="place">Of this place.</param>
    /// <param name="state">running, done, refused or withdrawn.</param>
    /// <param name="q">With this in title, id or contents.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="limit">How many a page, 1 to 1,000; 100 if not said.</param>
    private static Results<Ok<CasesAnswer>, BadRequest> All(string? subject, string? place, string? state, string? q, int? page, int? limit, CaseRoom room, CaseTelling tell)
    {
        var (which, each) = (page ?? 1, limit ?? UsualLimit);
        if (which < 1 || each is < 1 or > MostLimit)
            return TypedResults.BadRequest();
        var matched = new CaseFilter(subject ?? "", place ?? "", state ?? "", (q ?? "").Trim()).In(room).ToArray();
        return TypedResults.Ok(new CasesAnswer(matched.Length, which, (matched.Length + each - 1) / each, [.. matched.Skip((int)Math.Min((which - 1L) * each, matched.Length)).Take(each).Select(tell.Row)]));
    }

    private static Ok<IReadOnlyList<TaskRow>> Tasks(CaseRoom room, CaseTelling tell) => TypedResults.Ok<IReadOnlyList<TaskRow>>([.. room.Tasks.Select(tell.Task)]);

    /// <param name="case">Id of a case.</param>
    private static Results<Ok<CaseAnswer>, NotFound> One(string @case, CaseRoom room, CaseTelling tell) => room.Find(@case) is { } one ? TypedResults.Ok(tell.Whole(one)) : TypedResults.NotFound();

    /// <param name="case">Id of a case.</param>
    /// <param name="number">Number of the paper, from 0.</param>
    private static IResult Paper(string @case, int number, CaseRoom room) => CaseRoutes.Paper(@case, number, room);

    /// <param name="subject">What kind of thing: see /api/procedures.</param>
    /// <param name="place">Code of a district or zone, or id of a group of them.</param>
    /// <param name="key">Chosen by the sender, new for each case.</param>
    private static Task<IResult> Begin(string subject, string place, [FromHeader(Name = IdempotencyKey.Header)] string? key, HttpContext http, Caller caller, CaseRoom room, Reader reader, CaseTelling tell) => Told(tell, async () =>
    {
        var asked = await JsonRequest.Read<CaseRequest>(http);
        var command = IdempotencyKey.IdOf(http, key, caller, JsonSerializer.Serialize((subject, place, asked), IdempotencyKey.Fields));
        var outcome = room.Execute(reader.Language, new OpenCase(command, CaseRoutes.NameOf(subject, command), subject, place, asked.Title ?? "", asked.Of is { Length: > 0 } of ? of : null, asked.Known));
        if (!outcome.Taken)
            return Problem(tell, outcome.Reasons);
        var opened = room.All.Find(outcome.Facts[0].Stream.Split('/', 2)[1])!;
        return Results.Created($"/api/cases/{Uri.EscapeDataString(opened.Id)}", tell.Whole(opened));
    });

    /// <param name="case">Id of a case.</param>
    /// <param name="act">Which act.</param>
    /// <param name="key">Chosen by the sender, new for each act.</param>
    private static Task<IResult> Do(string @case, string act, [FromHeader(Name = IdempotencyKey.Header)] string? key, HttpContext http, Caller caller, CaseRoom room, Reader reader, CaseTelling tell) => Told(tell, async () =>
    {
        if (room.Find(@case) is not { } one)
            return Results.NotFound();
        var asked = await JsonRequest.Read<ActRequest>(http);
        var form = asked.Form(act);
        if ((act == "check" ? GroundSurvey.Of(room.City, one) : form.Command(IdempotencyKey.IdOf(http, key, caller, JsonSerializer.Serialize(asked)), @case)) is not { } command)
            return Problem(tell, [new Refusal("api.no-act", new($"没有动作“{act}”", $"there is no act '{act}'"))], StatusCodes.Status404NotFound);
        if (asked.Faults(act).ToArray() is { Length: > 0 } faults)
            return Problem(tell, faults);
        return Answer(@case, room.Execute(reader.Language, command, one.Procedure.Find(form["step"])), room, tell);
    });

    /// <param name="case">Id of a case.</param>
    /// <param name="paper">Id of the paper that is asked; other for one that nobody asked.</param>
    /// <param name="name">What the file is called.</param>
    /// <param name="key">Chosen by the sender, new for each paper.</param>
    private static Task<IResult> Attach(string @case, string paper, string name, [FromHeader(Name = IdempotencyKey.Header)] string? key, HttpContext http, Caller caller, CaseRoom room, Reader reader, CaseTelling tell) => Told(tell, async () =>
    {
        if (room.Find(@case) is null)
            return Results.NotFound();
        IdempotencyKey.Need(key);
        await using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content, http.RequestAborted);
        content.Position = 0;
        var file = room.City.Attach(content, name, CaseRoutes.MostPaperBytes);
        var command = IdempotencyKey.IdOf(http, key, caller, $"{paper}\n{file.File.Hash}");
        return Answer(@case, room.Execute(reader.Language, new AttachPaper(command, @case, null, paper, file)), room, tell);
    });

    private static IResult Answer(string @case, Outcome outcome, CaseRoom room, CaseTelling tell) => outcome.Taken ? Results.Ok(tell.Whole(room.All.Find(@case)!)) : Problem(tell, outcome.Reasons);

    private static async Task<IResult> Told(CaseTelling tell, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (RefusedException refused) when (refused.Reasons.All(reason => reason.Code.StartsWith("api.", StringComparison.Ordinal)))
        {
            return Problem(tell, refused.Reasons, StatusCodes.Status400BadRequest);
        }
        catch (RefusedException refused)
        {
            return Problem(tell, refused.Reasons);
        }
    }

    private static IResult Problem(CaseTelling tell, IReadOnlyList<Refusal> reasons, int? status = null)
    {
        CaseReason[] told = [.. reasons.Select(tell.Reason)];
        var (code, title) = status is { } said ? (said, "not understood") : reasons.Any(reason => reason.Code == Command.Stale) ? (StatusCodes.Status409Conflict, "moved on") : (PeopleRoutes.StatusOf([.. reasons]), "refused");
        return Results.Json(new CaseProblem(title, code, string.Join('\n', told.Select(reason => reason.Says)), told[0].Code, told), contentType: ProblemType, statusCode: code);
    }

    private static async ValueTask<object?> OnlyInACity(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        call.HttpContext.RequestServices.GetRequiredService<CaseRoom>().Open ? await next(call) : Results.NotFound();

    // A page of another site cannot send JSON here without asking first, and is never answered; this says so besides, also for a file.
    private static async ValueTask<object?> OwnOrigin(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var request = call.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method) || request.Headers.Origin is not { Count: > 0 } origin || origin == $"{request.Scheme}://{request.Host}")
            return await next(call);
        return Problem(call.HttpContext.RequestServices.GetRequiredService<CaseTelling>(), [new Refusal("api.origin", new("请求来自其他网站，未作任何更改", "the request comes from another site; nothing was changed"))], StatusCodes.Status403Forbidden);
    }
}
