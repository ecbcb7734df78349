using System.Diagnostics;
using Mingzhu.Store.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PrivatePostgres.Ending))]

namespace Mingzhu.Store.Tests;

/// <summary>A PostgreSQL of our own in a temporary folder, reached by a socket in it only. Started when first asked for, ended with the tests.</summary>
internal sealed class PrivatePostgres : IDisposable
{
    private static readonly Lazy<PrivatePostgres?> Shared = new(Start);
    private static int _schemas;
    private readonly string _programs;
    private readonly string _folder;

    private PrivatePostgres(string programs, string folder) => (_programs, _folder) = (programs, folder);

    /// <summary>The server all tests share; the test is skipped where PostgreSQL is not installed.</summary>
    public static PrivatePostgres Required()
    {
        if (Shared.Value is { } server)
            return server;
        Assert.Skip("PostgreSQL is not installed");
        return null!;
    }

    /// <summary>Starts one; null where it is not installed.</summary>
    public static PrivatePostgres? Start()
    {
        const string Installed = "/usr/lib/postgresql";
        var programs = Directory.Exists(Installed) ? Directory.GetDirectories(Installed).Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault() : null;
        if (programs is null || !File.Exists(Path.Combine(programs, "initdb")))
            return null;
        var server = new PrivatePostgres(programs, Directory.CreateTempSubdirectory("mingzhu-pg-").FullName);
        Give(server._folder);
        server.Run("initdb", "-D", server.Files, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        server.Resume();
        return server;
    }

    /// <summary>Connection string of a schema nobody used yet.</summary>
    public string NewSchema() => $"{Connection};Search Path=city_{Interlocked.Increment(ref _schemas)}";

    /// <summary>Connection string of a database of its own: empty, or a copy of another that nobody is connected to.</summary>
    public string NewDatabase(string? like = null)
    {
        var name = $"city_{Interlocked.Increment(ref _schemas)}";
        using var connection = new NpgsqlConnection(Connection + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {(like is null ? "template0" : new NpgsqlConnectionStringBuilder(like).Database)}";
        command.ExecuteNonQuery();
        return $"Host={_folder};Database={name};Username=postgres";
    }

    public string Connection => $"Host={_folder};Database=postgres;Username=postgres";

    private string Files => Path.Combine(_folder, "files");

    /// <summary>Makes a folder the server's own.</summary>
    public static void Give(string folder)
    {
        if (Environment.IsPrivilegedProcess)
            Execute("chown", "postgres", folder);
    }

    /// <summary>Ends it as a power cut would end its processes: nothing is written any more.</summary>
    public void Crash() => Run("pg_ctl", "-D", Files, "-m", "immediate", "-w", "stop");

    public void Resume() => Run("pg_ctl", "-D", Files, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-k {_folder} -c listen_addresses='' -c max_connections=60 -c logging_collector=off", "start");

    public void Dispose()
    {
        Crash();
        Directory.Delete(_folder, recursive: true);
    }

    // PostgreSQL does not run as root. Its output goes nowhere: the server keeps its starter's pipes open.
    private void Run(string program, params string[] arguments)
    {
        string[] line = [Path.Combine(_programs, program), .. arguments];
        Execute("bash", ["-c", "\"$@\" >/dev/null 2>&1", "bash", .. Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. line] : line]);
    }

    private static void Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }

    /// <summary>Ends the shared server after the last test.</summary>
    public sealed class Ending : IDisposable
    {
        public void Dispose()
        {
            if (Shared is { IsValueCreated: true, Value: { } server })
                server.Dispose();
        }
    }
}
