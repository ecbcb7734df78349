using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu serve</c>: the web pages of one city, on this machine only.</summary>
internal static class ServeVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var port = options.Number<int>("--port", "PORT", "端口", "port");
        port.DefaultValueFactory = _ => ServerOptions.DefaultPort;
        var verb = options.Verb("serve", "在本机打开网页", "serve the web pages on this machine", "mingzhu serve --city city --port 8700");
        var key = AccountsVerb.Key(options);
        verb.Add(city, port, key);
        verb.SetAction((parsed, cancel) => terminal.Guard(async () =>
        {
            RequireListening(parsed.GetValue(port));
            using var workspace = Workspace.Open(terminal.Full(parsed.GetRequiredValue(city)), Access.Write, TimeProvider.System);
            return await Serve(workspace, parsed.GetValue(port), terminal.KeyFile(parsed.GetValue(key)), terminal, cancel);
        }));
        return verb;
    }

    private static void RequireListening(int port)
    {
        if (port is < 0 or > ushort.MaxValue)
            throw new RefusedException(new Refusal("web.port", new($"--port {port} 应在 0 到 65535 之间（0 表示任选一个）", $"--port {port} should lie between 0 and 65535 (0 takes any free one)")));
        if (!Directory.Exists(Path.Combine(ProgramFolder.Web, "wwwroot")))
            throw new RefusedException(new Refusal("web.no-assets", new("网页所需的浏览器文件尚未生成；请先运行 tools/assets", "the browser files of the pages are not built yet; run tools/assets first")));
    }

    private static async Task<int> Serve(Workspace workspace, int port, string? keyFile, Terminal terminal, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var app = CityServer.Build(workspace, new ServerOptions(port, ProgramFolder.Web, (run, language) => ReportVerb.Write(workspace, run, language), Reader.OfThisProgram(), KeyFile: keyFile));
        HandOver.MapDoor(app, workspace, token, keyFile);
        var address = await app.ListenAsync(cancel);
        workspace.Announce(address.Port, token);
        terminal.Say(new($"明珠已在 http://localhost:{address.Port} 打开（Ctrl+C 结束）", $"Mingzhu is at http://localhost:{address.Port} (Ctrl+C ends it)"));
        await terminal.Out.FlushAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return Terminal.Done;
    }
}
