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

/// <summary>The pages of one city, on this machine only (127.0.0.1) until rights are settled.</summary>
public static class CityServer
{
    /// <summary>Puts the server together over a workspace; it does not listen yet.</summary>
    /// <exception cref="RefusedException">The web assets were not built.</exception>
    public static WebApplication Build(Workspace workspace, ServerOptions options)
    {
        var planning = new WorkspacePlanning(workspace);
        var app = Build(new WorkspaceBook(workspace), options, options.Reading is { } reader ? new WorkspaceDesk(workspace, reader) : null, planning, new WorkspaceSiting(workspace, planning.Grounds));
        app.MapExports(workspace);
        return app;
    }

    /// <summary>Puts the server together over anything the pages can read.</summary>
    /// <exception cref="RefusedException">The web assets were not built.</exception>
    public static WebApplication Build(ICityBook book, ServerOptions options, IImportDesk? desk = null, IPlanningDesk? planning = null, ISitingDesk? siting = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = Path.GetFullPath(options.ContentRoot) });
        builder.AddLoopback(options.Port);
        builder.AddPlatform();
        builder.AddCity(book, options, desk, planning, siting);

        var app = builder.Build();
        app.UsePlatform();
        app.MapTiles();
        app.MapApi();
        app.MapSheets();
        app.MapChanges();
        app.MapReport();
        app.MapUploads();
        app.MapPlanning();
        app.MapSiting();
        app.MapOgc();
        app.MapRazorComponents<App>().Opens(Audience.Operator);
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
            kestrel.Listen(IPAddress.Loopback, port);
        });
    }
}
