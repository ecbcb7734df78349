using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Bench;

/// <summary>Durable acts a second from 1, 8 and 32 callers, against SQLite itself committing one row at a time: group commit should carry many callers past it.</summary>
internal static class LedgerBench
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(3);
    private static readonly int[] Callers = [1, 8, 32];

    public static void Run(Results results)
    {
        var folder = Ground.NewCity("ledger", "generic");
        using var city = Workspace.Open(folder, Access.Write, TimeProvider.System);
        foreach (var callers in Callers)
        {
            var before = BareSqlite();
            var ours = PerSecond(callers, caller => city.Execute(Session.Operator(Language.En), new Strike(Guid.NewGuid(), $"bench/{caller}")));
            results.Add($"ledger, {callers} callers", ours, "commits/s", "bare SQLite, one row a commit", (before + BareSqlite()) / 2);
        }
    }

    /// <summary>As durable as the ledger: write-ahead log, synced at every commit.</summary>
    private static double BareSqlite()
    {
        var path = Path.Combine(Ground.Folder, "bare.sqlite");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS fact (seq INTEGER PRIMARY KEY, body BLOB)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO fact (body) VALUES (randomblob(200))";
        return PerSecond(1, _ => command.ExecuteNonQuery());
    }

    private static double PerSecond(int callers, Action<int> act)
    {
        var (done, watch) = (new long[callers], Stopwatch.StartNew());
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
        {
            for (; watch.Elapsed < Span; done[caller]++)
                act(caller);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    private sealed record Struck : Event
    {
        public override string Kind => "bench.struck";
    }

    private sealed record Strike(Guid Id, string Tally) : Command(Id, Tally)
    {
        public override Decision<Event> Decide(Context context) => new Decision<Event>.Taken([new Struck()]);
    }
}
