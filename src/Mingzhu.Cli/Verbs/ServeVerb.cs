using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu serve</c>: the web pages of one city, on this machine only.</summary>
internal static class ServeVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var port = options.Option<int>("--port", "PORT", "端口", "port");
        port.DefaultValueFactory = _ => ServerOptions.DefaultPort;
        var verb = options.Verb("serve", "在本机打开网页", "serve the web pages on this machine", "mingzhu serve --city city --port 8700");
        verb.Add(city, port);
        verb.SetAction((parsed, cancel) => terminal.Guard(async () =>
        {
            using var workspace = Workspace.Open(parsed.GetRequiredValue(city), Access.Write, TimeProvider.System);
            return await Serve(workspace, parsed.GetValue(port), terminal, cancel);
        }));
        return verb;
    }

    private static async Task<int> Serve(Workspace workspace, int port, Terminal terminal, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var app = CityServer.Build(workspace, new ServerOptions(port, ProgramFolder.Web, (run, language) => ReportVerb.Write(workspace, run, language)));
        HandOver.MapDoor(app, workspace, token);
        var address = await app.ListenAsync(cancel);
        workspace.Announce(address.Port, token);
        terminal.Say(new($"明珠已在 http://localhost:{address.Port} 打开（Ctrl+C 结束）", $"Mingzhu is at http://localhost:{address.Port} (Ctrl+C ends it)"));
        await terminal.Out.FlushAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return Terminal.Done;
    }
}
