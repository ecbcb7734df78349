using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Api;
using Mingzhu.Web.Book;
using Mingzhu.Web.Cases;
using Mingzhu.Web.Components;
using Mingzhu.Web.Experts;
using Mingzhu.Web.Ogc;
using Mingzhu.Web.Planning;
using Mingzhu.Web.Plans;
using Mingzhu.Web.Siting;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web;

/// <summary>The pages of one city: on this machine (127.0.0.1), and on others where a <see cref="FrontDoor"/> says so.</summary>
public static class CityServer
{
    private const long MostFormBytes = 4 << 20;

    /// <summary>Puts the server together over a workspace; it does not listen yet.</summary>
    /// <exception cref="RefusedException">The web assets were not built.</exception>
    public static WebApplication Build(Workspace workspace, ServerOptions options)
    {
        var planning = new WorkspacePlanning(workspace);
        var keeper = new Doorkeeper(workspace, new IdentityPasswordHashing(), TimeProvider.System, options.KeyFile);
        var siting = new WorkspaceSiting(workspace, planning.Grounds);
        var app = Build(new WorkspaceBook(workspace), options, options.Reading is { } reader ? new WorkspaceDesk(workspace, reader) : null, planning, siting, keeper);
        app.MapExports(workspace);
        var ahead = new PlanningAhead(planning, siting, app.Services.GetRequiredService<PlanningRoom>(), app.Services.GetRequiredService<ILogger<PlanningAhead>>());
        app.Lifetime.ApplicationStarted.Register(() => _ = ahead.Run(app.Lifetime.ApplicationStopping));
        return app;
    }

    /// <summary>Puts the server together over anything the pages can read.</summary>
    /// <exception cref="RefusedException">The web assets were not built; other machines would be let into a city where nobody signs in.</exception>
    public static WebApplication Build(ICityBook book, ServerOptions options, IImportDesk? desk = null, IPlanningDesk? planning = null, ISitingDesk? siting = null, Doorkeeper? keeper = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = Path.GetFullPath(options.ContentRoot) });
        if ((options.Front is not null || options.Provider is not null) && keeper is not { Closed: true })
            throw new RefusedException(new Refusal("web.open-city", new("还没有账号的城市只对本机开放；请先运行 mingzhu accounts first", "a city without accounts is served to this machine only; run 'mingzhu accounts first'")));
        builder.AddListeners(options);
        builder.AddPlatform(keeper, options);
        builder.AddCity(book, options, desk, planning, siting, keeper);

        var app = builder.Build();
        app.UsePlatform(book, options.Front);
        app.MapTiles();
        app.MapApi();
        app.MapSheets();
        app.MapChanges();
        app.MapReport();
        app.MapUploads();
        app.MapPlanning();
        app.MapSiting();
        app.MapPolicySheets();
        app.MapOgc();
        if (keeper is not null)
        {
            app.MapPeople();
            app.MapCases();
            app.MapPlans();
            app.MapUnits();
            app.MapExperts();
        }

        app.MapRazorComponents<App>();
        return app;
    }

    /// <summary>Begins to listen; answers the address on this machine.</summary>
    /// <exception cref="RefusedException">A port is taken, or an address is not this machine's.</exception>
    public static async Task<Uri> ListenAsync(this WebApplication app, CancellationToken cancel = default)
    {
        var options = app.Services.GetRequiredService<ServerOptions>();
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new RefusedException([new Refusal("web.port-taken", new(
                $"端口 {options.Port}{Also(options, "或")} 已被占用：请关闭占用它的程序，或用 --port{(options.Front is null ? "" : "、--listen")} 另选一个",
                $"port {options.Port}{Also(options, " or ")} is taken: stop the program that holds it, or choose another with --port{(options.Front is null ? "" : " or --listen")}"))], taken);
        }
        catch (SocketException strange) when (options.Front?.Listen is { } at)
        {
            throw new RefusedException([new Refusal("web.listen", new($"无法在 {at} 监听：{strange.Message}", $"cannot listen at {at}: {strange.Message}"))], strange);
        }

        return new Uri(app.Urls.First(address => address.StartsWith("http:", StringComparison.Ordinal)));
    }

    private static string Also(ServerOptions options, string or) => options.Front?.Listen is { } at ? $"{or}{at}" : "";

    private static void AddListeners(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Forms are small; where files are brought the limit is theirs. Who sends slowly is not waited for.
            kestrel.Limits.MaxRequestBodySize = MostFormBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 15;
            // Who stops in the middle of a form or file is not waited for either.
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Listen(IPAddress.Loopback, options.Port);
            if (options.Front is { Listen: { } at, Certificate: { } certificate })
            {
                kestrel.Listen(at, listen => listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Current(), EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 }),
                }));
            }
        });
    }
}
