using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Mingzhu.Bench;

/// <summary>The real server on a city of the benchmarks, asked over loopback by this process; ends with it.</summary>
internal sealed class ServedCity : IAsyncDisposable
{
    private const int Connections = 64;

    private ServedCity(Process process, HttpClient client) => (Process, Client) = (process, client);

    public Process Process { get; }

    public HttpClient Client { get; }

    public static async Task<ServedCity> Start(string city)
    {
        WholeProcess.Run(Path.Combine(Ground.Root, "tools", "assets"));
        WholeProcess.Run(Ground.Mingzhu, "--help");
        var port = FreePort();
        var process = WholeProcess.Start("dotnet", Path.Combine(Ground.Root, "artifacts", "bin", "Mingzhu.Cli", "release", "mingzhu.dll"), "serve", "--city", city, "--port", $"{port}");
        // It says its address once it listens.
        _ = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, AutomaticDecompression = DecompressionMethods.None, UseProxy = false, UseCookies = false })
        {
            BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromMinutes(5),
        };
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        return new ServedCity(process, client);
    }

    /// <summary>Asks and reads the answer to its last byte; how many there are.</summary>
    public async Task<int> Ask(string path)
    {
        using var answer = await Client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
