using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web;

/// <summary>What every answer carries and every request must show, whatever the page.</summary>
internal static class Guard
{
    /// <summary>The content security policy: nothing from elsewhere, no inline script, no inline style.</summary>
    public const string Policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

    /// <summary>Says on every answer what a browser may do with it.</summary>
    public static void UseGuardHeaders(this IApplicationBuilder app) => app.Use((request, next) =>
    {
        var headers = request.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        if (request.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(request);
    });

    /// <summary>Tells a refusal met while a page was made (a file of the vault is missing, a run of another version) in the reader's language instead of breaking off; and what is wrong with a request that is too large or never ends.</summary>
    public static void UseRefusals(this IApplicationBuilder app) => app.Use(async (request, next) =>
    {
        try
        {
            await next(request);
        }
        catch (RefusedException refused) when (!request.Response.HasStarted)
        {
            var language = request.Items[typeof(Language)] is Language said ? said : Language.Zh;
            request.Response.Clear();
            request.Response.StatusCode = refused.Reasons.Any(reason => reason.Code == AccessRecords.NotWritten) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
            request.Response.Headers.ContentSecurityPolicy = Policy;
            request.Response.ContentType = "text/plain; charset=utf-8";
            await request.Response.WriteAsync(string.Join('\n', refused.Reasons.Select(reason => reason.Says.In(language))), request.RequestAborted);
        }
        catch (Exception broken) when (!request.Response.HasStarted && (broken as BadHttpRequestException ?? broken.InnerException as BadHttpRequestException) is not null)
        {
            request.Response.Clear();
            request.Response.StatusCode = (broken as BadHttpRequestException ?? (BadHttpRequestException)broken.InnerException!).StatusCode;
            request.Response.Headers.ContentSecurityPolicy = Policy;
        }
    });

    /// <summary>
    /// Refuses a request addressed to any other name than the city's own: a foreign page whose name was bent to this address reads nothing. Without a front door the names are this machine's; with one they are those
    /// that are configured, over TLS, and beside them there is only the door for verbs typed here.
    /// </summary>
    public static void UseOwnNameOnly(this IApplicationBuilder app, FrontDoor? front) => app.Use(async (call, next) =>
    {
        var request = call.Request;
        if (front is null ? IsThisMachine(request) : request.IsHttps ? front.Hosts.Contains(request.Host.Host.ToLowerInvariant()) : request.Path == ServerOptions.VerbDoor && IsThisMachine(request))
        {
            await next(call);
            return;
        }

        var names = front is null ? "localhost, 127.0.0.1" : string.Join(", ", front.Hosts.Select(host => $"https://{host}"));
        call.Response.StatusCode = (int)HttpStatusCode.MisdirectedRequest;
        call.Response.ContentType = "text/plain; charset=utf-8";
        await call.Response.WriteAsync($"这里只应答 {names}。 / This server answers to {names} only.", call.RequestAborted);
    });

    /// <summary>Takes the word of the proxies that are configured on who asks and over what; of nobody else.</summary>
    public static void UseKnownProxies(this IApplicationBuilder app, FrontDoor? front)
    {
        if (front is not { Proxies.IsEmpty: false })
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = 1 };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in front.Proxies)
            options.KnownProxies.Add(proxy);
        app.UseForwardedHeaders(options);
    }

    private static bool IsThisMachine(HttpRequest request) => request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
