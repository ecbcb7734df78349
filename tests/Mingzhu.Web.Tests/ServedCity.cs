using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests;

/// <summary>A city served on a free port, with a client that asks it.</summary>
internal sealed class ServedCity : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClientHandler _handler = new() { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false, UseCookies = true };

    private ServedCity(WebApplication app, Uri address)
    {
        (_app, Address) = (app, address);
        Client = new HttpClient(_handler) { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>Where it listens with TLS.</summary>
    public Uri Secure => new(_app.Urls.First(address => address.StartsWith("https:", StringComparison.Ordinal)));

    public HttpClient Client { get; }

    public IEnumerable<Endpoint> Endpoints => _app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints);

    /// <summary>Serves a city; skips the test where the browser files were not built.</summary>
    public static async Task<ServedCity> Of(ICityBook book, int port = 0, string? contentRoot = null, IImportDesk? desk = null, long uploadLimit = ServerOptions.DefaultUploadLimit, IPlanningDesk? planning = null, ISitingDesk? siting = null, Doorkeeper? keeper = null, FrontDoor? front = null, IdentityProvider? provider = null)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(contentRoot ?? Repository.Web, "wwwroot", "assets", "manifest.json")), "web assets not built: npm ci && npm run build in src/Mingzhu.Web/assets");
        var app = CityServer.Build(book, new ServerOptions(port, contentRoot ?? Repository.Web, UploadLimit: uploadLimit, Front: front, Provider: provider), desk, planning, siting, keeper);
        return new ServedCity(app, await app.ListenAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>A client of its own: another browser, or with a token a program.</summary>
    public HttpClient Another(string? token = null, HttpClientHandler? handler = null)
    {
        var client = new HttpClient(handler ?? new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };
        if (token is null)
            client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        else
            client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public Task<string> Get(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> Ask(string path, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        with?.Invoke(request);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _app.DisposeAsync();
    }
}
