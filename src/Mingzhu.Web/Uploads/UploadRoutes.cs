using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.People;
using Mingzhu.Store;
using Mingzhu.Web.Components;

namespace Mingzhu.Web.Uploads;

/// <summary>Where forms about brought files go. Each takes the act and leads back to a page.</summary>
internal static class UploadRoutes
{
    // What a form adds around its files.
    private const long FormOverhead = 1 << 20;

    // So long an act may take before its page says how far it is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        // Tokens are checked by hand: files are taken as they come, and a token of a server that has ended leads back to the page instead of to a bare 400.
        var uploads = app.MapGroup(Addresses.Uploads).Opens(RightIds.ImportLayers).DisableAntiforgery();
        uploads.MapPost("", Receive);
        uploads.MapPost("/{id}/answers", Answer);
        uploads.MapPost("/{id}/import", Import);
        uploads.MapPost("/{id}/remove", Remove);
        uploads.MapGet("/{id}/progress", Progress);
    }

    private static async Task<IResult> Receive(HttpContext http, UploadShelf shelf, ServerOptions options, IAntiforgery antiforgery)
    {
        if (!shelf.Open)
            return Results.NotFound();
        if (http.Request.ContentLength > options.UploadLimit + FormOverhead)
            return Back("too-large");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.UploadLimit + FormOverhead;
        using var folder = shelf.NewFolder();
        try
        {
            var names = await ReceivedFiles.Take(http.Request, folder.Path, token => Signed(http, antiforgery, token), http.RequestAborted);
            var taken = ReceivedFiles.Together(names).Select(group => TakeOne(shelf, folder, group)).ToArray();
            return taken switch
            {
                [] => Back("no-file"),
                [var one] => new SeeOther(Addresses.Upload(one.Id)),
                _ => new SeeOther(Addresses.Data + "#waiting"),
            };
        }
        catch (BadHttpRequestException)
        {
            return Back("too-large");
        }
        catch (InvalidDataException)
        {
            return Back("expired");
        }
        catch (IOException broken)
        {
            return Back(Disk.IsFull(broken) ? "disk-full" : "expired");
        }
    }

    private static Upload TakeOne(UploadShelf shelf, WorkFolder from, IReadOnlyList<string> names)
    {
        var folder = shelf.NewFolder();
        ReceivedFiles.Move(from.Path, names, folder);
        return shelf.Take(folder, names[0]);
    }

    private static async Task<IResult> Answer(string id, HttpContext http, UploadShelf shelf, IAntiforgery antiforgery)
    {
        if (shelf.Find(id) is not { } upload || !await antiforgery.IsRequestValidAsync(http))
            return Back("expired");
        var reading = shelf.Answer(upload, Answers.From(await http.Request.ReadFormAsync(http.RequestAborted)));
        await Wait(reading);
        return new SeeOther(Addresses.Upload(id));
    }

    private static async Task<IResult> Import(string id, HttpContext http, UploadShelf shelf, Reader reader, Caller caller, IAntiforgery antiforgery)
    {
        if (shelf.Find(id) is not { } upload || !await antiforgery.IsRequestValidAsync(http))
            return Back("expired");
        // What was changed on the form and not read by yet is read first; what is imported is what was shown.
        var said = Answers.From(await http.Request.ReadFormAsync(http.RequestAborted));
        await Wait(said.SaysTheSame(upload.Answers) ? shelf.Import(upload, caller.Session(reader.Language)) : shelf.Answer(upload, said));
        return new SeeOther(upload.State.Recorded is { } seq ? Addresses.Import(seq) : Addresses.Upload(id));
    }

    private static async Task<IResult> Remove(string id, HttpContext http, UploadShelf shelf, IAntiforgery antiforgery)
    {
        if (shelf.Find(id) is not { } upload || !await antiforgery.IsRequestValidAsync(http))
            return Back("expired");
        shelf.Remove(upload);
        return new SeeOther(Addresses.Data);
    }

    private static IResult Progress(string id, HttpContext http, UploadShelf shelf)
    {
        // What is no longer busy has another page to show.
        if (shelf.Find(id) is not { State.Busy: true } upload)
        {
            http.Response.Headers["HX-Refresh"] = "true";
            return Results.Ok();
        }

        return new RazorComponentResult<UploadProgress>(new { Upload = upload });
    }

    // A tool that speaks no form may send the token as a header already.
    private static Task<bool> Signed(HttpContext http, IAntiforgery antiforgery, string token)
    {
        http.Request.Headers["RequestVerificationToken"] = token;
        return antiforgery.IsRequestValidAsync(http);
    }

    private static async Task Wait(Task work) => await Task.WhenAny(work, Task.Delay(Patience));

    private static SeeOther Back(string why) => new(Addresses.With(Addresses.Data, ("refused", why)));
}
