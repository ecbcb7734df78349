using System.Net;
using Microsoft.AspNetCore.Connections;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Api;
using Mingzhu.Web.Book;
using Mingzhu.Web.Components;
using Mingzhu.Web.Ogc;
using Mingzhu.Web.Planning;
using Mingzhu.Web.Siting;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web;

/// <summary>The pages of one city, on this machine only (127.0.0.1); what leads in from elsewhere stands before it.</summary>
public static class CityServer
{
    private const long MostFormBytes = 4 << 20;

    /// <summary>Puts the server together over a workspace; it does not listen yet.</summary>
    /// <exception cref="RefusedException">The web assets were not built.</exception>
    public static WebApplication Build(Workspace workspace, ServerOptions options)
    {
        var planning = new WorkspacePlanning(workspace);
        var keeper = new Doorkeeper(workspace, new IdentityPasswordHashing(), TimeProvider.System, options.KeyFile);
        var app = Build(new WorkspaceBook(workspace), options, options.Reading is { } reader ? new WorkspaceDesk(workspace, reader) : null, planning, new WorkspaceSiting(workspace, planning.Grounds), keeper);
        app.MapExports(workspace);
        return app;
    }

    /// <summary>Puts the server together over anything the pages can read.</summary>
    /// <exception cref="RefusedException">The web assets were not built.</exception>
    public static WebApplication Build(ICityBook book, ServerOptions options, IImportDesk? desk = null, IPlanningDesk? planning = null, ISitingDesk? siting = null, Doorkeeper? keeper = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = Path.GetFullPath(options.ContentRoot) });
        builder.AddLoopback(options.Port);
        builder.AddPlatform(keeper);
        builder.AddCity(book, options, desk, planning, siting, keeper);

        var app = builder.Build();
        app.UsePlatform(book);
        app.MapTiles();
        app.MapApi();
        app.MapSheets();
        app.MapChanges();
        app.MapReport();
        app.MapUploads();
        app.MapPlanning();
        app.MapSiting();
        app.MapOgc();
        if (keeper is not null)
            app.MapPeople();
        app.MapRazorComponents<App>();
        return app;
    }

    /// <summary>Begins to listen; answers the address.</summary>
    /// <exception cref="RefusedException">The port is taken.</exception>
    public static async Task<Uri> ListenAsync(this WebApplication app, CancellationToken cancel = default)
    {
        var port = app.Services.GetRequiredService<ServerOptions>().Port;
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new RefusedException([new Refusal("web.port-taken", new(
                $"端口 {port} 已被占用：请关闭占用它的程序，或用 --port 另选一个",
                $"port {port} is taken: stop the program that holds it, or choose another with --port"))], taken);
        }

        return new Uri(app.Urls.First());
    }

    private static void AddLoopback(this WebApplicationBuilder builder, int port)
    {
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Forms are small; where files are brought the limit is theirs. Who sends slowly is not waited for.
            kestrel.Limits.MaxRequestBodySize = MostFormBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 15;
            kestrel.Listen(IPAddress.Loopback, port);
        });
    }
}
