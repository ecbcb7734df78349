using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu serve</c>: the web pages of one city, on this machine, and on others where it is said how.</summary>
internal static class ServeVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var port = options.Number<int>("--port", "PORT", "端口", "port");
        port.DefaultValueFactory = _ => ServerOptions.DefaultPort;
        var verb = options.Verb("serve", "在本机打开网页", "serve the web pages on this machine", "mingzhu serve --city city --port 8700");
        var key = AccountsVerb.Key(options);
        var front = new FrontOptions(options);
        verb.Add(city, port, key);
        front.AddTo(verb);
        verb.SetAction((parsed, cancel) => terminal.Guard(async () =>
        {
            RequireListening(parsed.GetValue(port));
            var door = front.Of(parsed, terminal);
            var provider = front.ProviderOf(parsed, terminal);
            using var workspace = Workspace.Open(terminal.Full(parsed.GetRequiredValue(city)), Access.Write, terminal.Clock);
            using var following = workspace.Follow();
            var served = new ServerOptions(parsed.GetValue(port), ProgramFolder.Web, (run, language) => ReportVerb.Write(workspace, run, language), Reader.OfThisProgram(), KeyFile: terminal.KeyFile(parsed.GetValue(key)), Front: door, Provider: provider);
            return await Serve(workspace, served, terminal, cancel);
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

    private static async Task<int> Serve(Workspace workspace, ServerOptions options, Terminal terminal, CancellationToken cancel)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var app = CityServer.Build(workspace, options);
        HandOver.MapDoor(app, workspace, token, options.KeyFile);
        var address = await app.ListenAsync(cancel);
        workspace.Announce(address.Port, token);
        var where = options.Front is { } front ? string.Join(' ', front.Hosts.Select(host => $"https://{host}{(front.Listen is { Port: not 443 } at ? $":{at.Port}" : "")}")) : $"http://localhost:{address.Port}";
        terminal.Say(new($"明珠已在 {where} 打开（Ctrl+C 结束）", $"Mingzhu is at {where} (Ctrl+C ends it)"));
        await terminal.Out.FlushAsync(cancel);
        await app.WaitForShutdownAsync(cancel);
        return Terminal.Done;
    }
}

/// <summary>The options that say how other machines reach the server, and who else vouches for people.</summary>
internal sealed class FrontOptions(Options options)
{
    private readonly Option<string?> _listen = options.Option<string?>("--listen", "ADDRESS:PORT", "对外监听的地址和端口，须有证书；不给出时只对本机开放", "where to listen for other machines, with a certificate; without it only this machine is served");
    private readonly Option<string?> _certificate = options.Option<string?>("--certificate", "FILE", $"服务器证书：PEM（含中间证书）或 PFX；口令放在环境变量 {ServerCertificate.PasswordVariable}", $"certificate of the server: PEM with its chain, or PFX; a password goes into {ServerCertificate.PasswordVariable}");
    private readonly Option<string?> _key = options.Option<string?>("--certificate-key", "FILE", "证书的 PEM 私钥", "the PEM key of the certificate");
    private readonly Option<string[]> _hosts = options.Option<string[]>("--host", "NAME", "对外的主机名，可多次给出；其他名称一律不应答", "name under which it is reached; may be repeated; no other name is answered");
    private readonly Option<string[]> _proxies = options.Option<string[]>("--proxy", "ADDRESS", "本机上提供 TLS 的反向代理的地址，可多次给出；只采信它们的 X-Forwarded-For 与 X-Forwarded-Proto", "address of a proxy on this machine that speaks TLS; may be repeated; X-Forwarded-For and X-Forwarded-Proto of no other are believed");
    private readonly Option<string?> _provider = options.Option<string?>("--oidc", "FILE.yaml", "统一身份认证（OpenID Connect）的配置文件", "file that describes an OpenID Connect provider");

    public void AddTo(Command verb) => verb.Add(_listen, _certificate, _key, _hosts, _proxies, _provider);

    public FrontDoor? Of(ParseResult parsed, Terminal terminal) => FrontDoor.Of(
        parsed.GetValue(_listen), Full(parsed.GetValue(_certificate), terminal), Full(parsed.GetValue(_key), terminal), parsed.GetValue(_hosts) ?? [], parsed.GetValue(_proxies) ?? []);

    public IdentityProvider? ProviderOf(ParseResult parsed, Terminal terminal) => Full(parsed.GetValue(_provider), terminal) is { } file ? IdentityProvider.Read(file) : null;

    private static string? Full(string? path, Terminal terminal) => path is null ? null : terminal.Full(path);
}
