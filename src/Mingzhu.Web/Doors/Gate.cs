using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Book;
using Mingzhu.Web.Doors;
using Mingzhu.Web.Siting;
using Verdict = Mingzhu.People.Verdict;

namespace Mingzhu.Web;

/// <summary>
/// The one place where a request is let in or refused (门禁): page, interface, tile and form alike, by the mark of the endpoint and the pack's rule of rights. Whatever it decides is recorded.
/// </summary>
internal static class Gate
{
    /// <summary>What somebody may see, nobody keeps for somebody else.</summary>
    public const string NotKept = "no-cache, no-store";

    private const string Bearer = "Bearer ";

    /// <summary>Lets a request through only to an endpoint that carries a mark, and only who may.</summary>
    public static void UseGate(this WebApplication app, ICityBook book)
    {
        var keeper = app.Services.GetService<Doorkeeper>();
        var log = new AccessLog();
        app.Use(async (call, next) =>
        {
            if (call.GetEndpoint() is not { } endpoint)
                await next(call);
            else if (endpoint.Metadata.GetMetadata<OpenToAttribute>() is not { } mark)
                call.Response.StatusCode = StatusCodes.Status404NotFound;
            else if (keeper is not { Closed: true })
                await Through(call, Caller.Operator(From(call)), next);
            else
                await Guarded(call, mark, keeper, book, log, next);
        });
    }

    /// <summary>The address a request comes from.</summary>
    public static string From(HttpContext call) => call.Connection.RemoteIpAddress?.ToString() ?? "";

    private static async Task Guarded(HttpContext call, OpenToAttribute mark, Doorkeeper keeper, ICityBook book, AccessLog log, RequestDelegate next)
    {
        // What cannot be recorded is not done.
        if (keeper.Records.Trouble is { } trouble)
        {
            await Told.Problem(call, StatusCodes.Status503ServiceUnavailable, [trouble]);
            return;
        }

        var caller = Caller.Set(call, await Recognise(call, keeper));
        try
        {
            var where = Whereabouts.Of(call, mark.Right, caller.Standing.Account, book);
            await (Judge(call, mark, caller with { Where = where }, keeper, book, out var allowed) is { } refuse ? refuse() : Through(call, allowed, next));
        }
        catch when (!call.Response.HasStarted && Fail(call))
        {
            throw;
        }
        finally
        {
            log.Add(keeper, call, Caller.Of(call) ?? caller);
        }
    }

    // Said before the exception goes on, so that the record tells how it ended.
    private static bool Fail(HttpContext call)
    {
        call.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return false;
    }

    private static Task Through(HttpContext call, Caller caller, RequestDelegate next)
    {
        Caller.Set(call, caller);
        if (!caller.IsOperator)
            call.Response.Headers.CacheControl = Gate.NotKept;
        return next(call);
    }

    private static async Task<Caller> Recognise(HttpContext call, Doorkeeper keeper)
    {
        var from = From(call);
        if (call.Request.Headers.Authorization.ToString() is { Length: > 0 } given)
        {
            // A token opens what programs read; one that was issued for it also acts at cases, and changes nothing else.
            if (given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && keeper.Accounts.Tokens.Find(given[Bearer.Length..].Trim()) is var (token, owner)
                && (HttpMethods.IsGet(call.Request.Method) || (token.Acts && call.Request.Path.StartsWithSegments("/api/cases", StringComparison.Ordinal))))
                return new Caller(keeper.StandingOf(owner.Id), keeper.Rights, from) { Account = owner };
            return new Caller(keeper.StandingOf(""), keeper.Rights, from);
        }

        if (await SessionCookie.Read(call) is not { } secret || keeper.Accounts.Sessions.Find(secret) is not var (session, account))
            return new Caller(keeper.StandingOf(""), keeper.Rights, from);
        call.User = SessionCookie.Person(account, secret); // what form tokens are bound to
        var standing = keeper.StandingOf(account.Id);
        var stage = keeper.StageOf(account, session, standing);
        return new Caller(stage == SessionStage.CodeAsked ? keeper.StandingOf("") : standing, keeper.Rights, from) { Account = account, Opened = session, Secret = secret, Stage = stage };
    }

    /// <summary>How a request is refused; null if it may pass.</summary>
    private static Func<Task>? Judge(HttpContext call, OpenToAttribute mark, Caller caller, Doorkeeper keeper, ICityBook book, out Caller allowed)
    {
        allowed = caller;
        if (mark.Right == OpenToAttribute.Everyone)
            return null;
        if (caller.Stage != SessionStage.Open && !mark.Early)
            return () => caller.IsSignedIn || caller.Account is not null ? Told.FinishFirst(call, caller.Stage) : Told.SignInFirst(call, caller);
        var verdict = caller.Rights!.May(caller.Standing, mark.Right, caller.Where);
        // What the pack opens to everyone is open; for the rest one signs in.
        if (!caller.IsSignedIn && !verdict.IsAllowed)
            return () => Told.SignInFirst(call, caller);
        allowed = caller with { Post = verdict.Match(by => by.Seat?.Post ?? "", _ => "") };
        return verdict.Match(_ => Unseen(call, caller, keeper, book), refused => refused.Reason) is { } reason ? () => Told.Refused(call, reason) : null;
    }

    // Sites are chosen over all layers and fields: what a reader does not see must not be asked about either, or the answer would tell it.
    private static Refusal? Unseen(HttpContext call, Caller caller, Doorkeeper keeper, ICityBook book)
    {
        if (!call.Request.Path.Value!.Contains("/planning/", StringComparison.OrdinalIgnoreCase) || !(call.Request.Query.ContainsKey("from") || call.Request.Query.ContainsKey("what")))
            return null;
        var asked = SiteQuery.About(call.Request.Query, keeper.Siting, keeper.Kinds).SelectMany(about =>
        {
            var layer = book.Layers.FirstOrDefault(layer => layer.Id == about.Layer)?.Class ?? DataClass.Public;
            return about.Fields.Select(field => keeper.Fields.ClassOf(about.Layer, field, layer)).Append(layer);
        }).Distinct();
        return asked.Select(of => caller.Rights!.May(caller.Standing, RightIds.ViewLayers, Scope.City, of)).OfType<Verdict.Refused>().FirstOrDefault()?.Reason;
    }
}

/// <summary>How the gate says no.</summary>
internal static class Told
{
    /// <summary>Nobody has signed in: a page leads to where one does and back again, a program is told so. What was typed into a form waits meanwhile.</summary>
    public static async Task SignInFirst(HttpContext call, Caller caller)
    {
        if (!WantsPage(call.Request))
        {
            call.Response.Headers.WWWAuthenticate = "Bearer";
            if (call.Request.Headers.ContainsKey("HX-Request"))
                call.Response.Headers["HX-Refresh"] = "true";
            await Problem(call, StatusCodes.Status401Unauthorized, [new Refusal("rights.not-signed-in", new("请先登录（程序请带访问令牌）", "sign in first (programs bring an access token)"), caller.Rights!.Default)]);
            return;
        }

        var back = HttpMethods.IsGet(call.Request.Method) ? call.Request.Path + call.Request.QueryString.ToString() : await call.RequestServices.GetRequiredService<KeptForms>().Keep(call);
        await new SeeOther(Addresses.SignIn(back)).ExecuteAsync(call);
    }

    /// <summary>Something has to be done first: the password changed, a second factor enrolled, its code given.</summary>
    public static Task FinishFirst(HttpContext call, SessionStage stage) => WantsPage(call.Request)
        ? new SeeOther(stage == SessionStage.CodeAsked ? Addresses.SignInCode : Addresses.Account).ExecuteAsync(call)
        : Problem(call, StatusCodes.Status403Forbidden, [new Refusal("rights.unfinished", new("请先在网页上完成登录（修改口令或绑定动态口令）", "finish signing in on the pages first (change the password or enrol the second factor)"))]);

    /// <summary>The rules say no; quoted. What was typed into a form is shown, so that it is not lost.</summary>
    public static async Task Refused(HttpContext call, Refusal reason)
    {
        if (!WantsPage(call.Request))
        {
            await Problem(call, StatusCodes.Status403Forbidden, [reason]);
            return;
        }

        call.Response.Headers.CacheControl = Gate.NotKept;
        var typed = HttpMethods.IsPost(call.Request.Method) ? await KeptForms.FieldsOf(call) : null;
        await new RazorComponentResult<RefusedPage>(new { Reason = reason, Typed = typed ?? [] }) { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(call);
    }

    /// <summary>For programs, by RFC 9457.</summary>
    public static Task Problem(HttpContext call, int status, IReadOnlyList<Refusal> reasons)
    {
        var language = call.Items[typeof(Language)] is Language said ? said : Language.Zh;
        call.Response.Headers.CacheControl = Gate.NotKept;
        return Results.Problem(
            string.Join('\n', reasons.Select(reason => reason.Says.In(language))), statusCode: status,
            extensions: [new("code", reasons[0].Code), new("basis", reasons[0].Basis is { IsDefault: false } basis ? Cited(basis) : null)]).ExecuteAsync(call);
    }

    private static string Cited(Citation basis) => string.Join(' ', new[] { basis.Source, basis.Clause }.Where(part => !string.IsNullOrEmpty(part)));

    private static bool WantsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Headers.ContainsKey("HX-Request") && !request.Headers.ContainsKey("Authorization")
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/tiles", StringComparison.Ordinal);
}
