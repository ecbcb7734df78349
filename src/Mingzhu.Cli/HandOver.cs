using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli;

/// <summary>
/// One writer per city: where a server holds the folder, a verb that writes is handed to it over loopback, with the token that only readers of the folder know, and what it says is passed on.
/// </summary>
internal static class HandOver
{
    private const string Address = ServerOptions.VerbDoor;
    private const string TokenHeader = "X-Mingzhu-Token";
    private static readonly string[] WritingVerbs = ["import", "check-up", "pack", "accounts", "organisation", "access", "erase"];

    /// <summary>Opens a folder for a verb typed in a shell.</summary>
    public static Lease Open(string folder, Access access, TimeProvider clock) => new(Workspace.Open(folder, access, clock), close: true);

    /// <summary>Hands the command line to the server that holds its city, or runs it here.</summary>
    public static async Task<int> OrRun(string[] args, Terminal terminal, Func<Task<int>> here)
    {
        if (!WritingVerbs.Contains(VerbOf(args)) || Program.ValueOf(args, "--city") is not { } folder || Workspace.Writer(folder) is not { Port: > 0 } server)
            return await here();
        return await terminal.Guard(() => Send(args, folder, server, terminal));
    }

    /// <summary>The server's side: runs the verb on the open workspace.</summary>
    public static void MapDoor(WebApplication app, Workspace workspace, string token, string? keyFile) =>
        app.MapPost(Address, async (HttpContext http) =>
        {
            var given = Encoding.UTF8.GetBytes(http.Request.Headers[TokenHeader].ToString());
            if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(token)))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            var handed = await http.Request.ReadFromJsonAsync<Handed>(http.RequestAborted);
            var said = new StringWriter(CultureInfo.InvariantCulture);
            var complained = new StringWriter(CultureInfo.InvariantCulture);
            var terminal = new Terminal(said, complained, Program.LanguageOf(handed!.Args), (_, _) => new Lease(workspace, close: false), handed.Folder, keyFile);
            var code = await MingzhuCommand.Run(handed.Args, terminal, http.RequestAborted);
            await http.Response.WriteAsJsonAsync(new Answer(code, said.ToString(), complained.ToString()), http.RequestAborted);
        }).OpensToEveryone();

    private static async Task<int> Send(string[] args, string folder, WriterNote server, Terminal terminal)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        client.DefaultRequestHeaders.Add(TokenHeader, server.Token);
        try
        {
            using var response = await client.PostAsJsonAsync(Address, new Handed(args, terminal.Folder));
            response.EnsureSuccessStatusCode();
            var answer = (await response.Content.ReadFromJsonAsync<Answer>())!;
            await terminal.Error.WriteAsync(answer.Error);
            await terminal.Out.WriteAsync(answer.Out);
            return answer.Code;
        }
        catch (HttpRequestException broken)
        {
            return terminal.Refuse(new Refusal("store.server-silent", new(
                $"城市 {folder} 由进程 {server.Pid}（端口 {server.Port}）打开，但它没有应答：{broken.Message}", $"the city {folder} is held by process {server.Pid} (port {server.Port}), which does not answer: {broken.Message}")));
        }
    }

    /// <summary>The verb of a command line, wherever --lang stands.</summary>
    private static string? VerbOf(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at] == "--lang")
                at++;
            else if (!args[at].StartsWith('-'))
                return args[at];
        }

        return null;
    }

    /// <summary>The words typed, and the folder in which they were: relative paths are meant from there.</summary>
    private sealed record Handed(string[] Args, string Folder);

    private sealed record Answer(int Code, string Out, string Error);
}
