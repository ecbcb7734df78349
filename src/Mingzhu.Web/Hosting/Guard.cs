using System.Net;
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

    /// <summary>Tells a refusal met while a page was made (a file of the vault is missing, a run of another version) in the reader's language instead of breaking off.</summary>
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
    });

    /// <summary>Refuses a request addressed to any other name than this machine's own: a foreign page whose name was bent to 127.0.0.1 reads nothing.</summary>
    public static void UseOwnNameOnly(this IApplicationBuilder app) => app.Use(async (request, next) =>
    {
        var host = request.Request.Host.Host;
        if (host is "localhost" or "127.0.0.1" or "[::1]" or "::1")
        {
            await next(request);
            return;
        }

        request.Response.StatusCode = (int)HttpStatusCode.MisdirectedRequest;
        await request.Response.WriteAsync($"这里只应答 localhost 与 127.0.0.1。 / This server answers to localhost and 127.0.0.1 only.", request.RequestAborted);
    });
}
