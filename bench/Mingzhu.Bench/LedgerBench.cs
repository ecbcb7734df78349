using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Bench;

/// <summary>
/// Durable acts a second from 1, 8 and 32 callers, against SQLite itself committing one row at a time and 32 rows at a time: group commit should carry many callers past the first and not far below the
/// second. And how long a long ledger takes to open.
/// </summary>
internal static class LedgerBench
{
    private const int RowsTogether = 32;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(2);
    private static readonly int[] Callers = [1, 8, 32];

    public static void Run(Results results)
    {
        using (var city = NewCity("ledger"))
            Measure(results, city, "ledger");
        using (var city = NewCity("ledger-sm3", pack: "liaocheng"))
            Compare(results, $"ledger hashed by SM3, {Callers[^1]} callers", true, () => PerSecond(Callers[^1], caller => city.ExecuteAsync(Session.Operator(Language.En), Struck.By(caller))));
        using var server = PostGis.Start();
        if (server is null)
        {
            results.Skip("ledger on PostgreSQL", "PostgreSQL is not installed");
            return;
        }

        using var there = NewCity("ledger-postgres", server.Connection);
        Measure(results, there, "ledger on PostgreSQL");
    }

    /// <summary>How long a ledger of so many facts takes from nothing to the first answer, without and with a snapshot of its projections.</summary>
    public static void Open(Results results, int events)
    {
        const int Together = 100, Streams = 10_000;
        const double LimitS = 5;
        string folder;
        using (var city = NewCity("ledger-long"))
        {
            folder = city.Folder;
            for (var act = 0; act < events / Together; act++)
                city.Execute(Session.Operator(Language.En), new Strike(Guid.CreateVersion7(), $"bench/{act % Streams}", Together));
        }

        Directory.Delete(Path.Combine(folder, "derived"), recursive: true);
        results.Add($"open {events:N0} facts, two projections, no snapshot", First(folder), "s", "limit", LimitS);
        results.Add($"open {events:N0} facts, two projections, snapshot", First(folder), "s", "limit", LimitS);
    }

    private static Workspace NewCity(string name, string? database = null, string pack = "generic") =>
        Workspace.Create(Ground.NewFolder(name), Pack.Load(Path.Combine(Ground.Root, "packs", pack)), Session.Operator(Language.En), TimeProvider.System, database);

    private static double First(string folder)
    {
        var watch = Stopwatch.StartNew();
        using var city = Workspace.Open(folder, Access.Write, TimeProvider.System);
        _ = city.Pack.Id;
        _ = city.View<Strikes>().Count.Count;
        return watch.Elapsed.TotalSeconds;
    }

    private static void Measure(Results results, Workspace city, string name)
    {
        foreach (var callers in Callers)
            Compare(results, $"{name}, {callers} callers", callers == Callers[^1], () => PerSecond(callers, caller => city.ExecuteAsync(Session.Operator(Language.En), Struck.By(caller))));
        Compare(results, $"{name}, {Callers[^1]} callers, a thread each", true, () => PerSecond(Callers[^1], caller => city.Execute(Session.Operator(Language.En), Struck.By(caller))));
    }

    private static void Compare(Results results, string what, bool alsoWithManyRows, Func<double> ours)
    {
        var (one, many) = (BareSqlite(1), BareSqlite(RowsTogether));
        var measured = ours();
        results.Add(what, measured, "facts/s", "bare SQLite, one row a commit", (one + BareSqlite(1)) / 2);
        if (alsoWithManyRows)
            results.Add(what, measured, "facts/s", $"bare SQLite, {RowsTogether} rows a commit", (many + BareSqlite(RowsTogether)) / 2);
    }

    /// <summary>As durable as the ledger: write-ahead log, synced at every commit. Rows a second.</summary>
    private static double BareSqlite(int rowsTogether)
    {
        var path = Path.Combine(Ground.Folder, "bare.sqlite");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS fact (seq INTEGER PRIMARY KEY, body BLOB)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO fact (body) VALUES (randomblob(200))";
        return rowsTogether * PerSecond(1, _ =>
        {
            using var transaction = rowsTogether > 1 ? connection.BeginTransaction() : null;
            command.Transaction = transaction;
            for (var row = 0; row < rowsTogether; row++)
                command.ExecuteNonQuery();
            transaction?.Commit();
        });
    }

    // As the requests of a server: none has a thread of its own.
    private static double PerSecond(int callers, Func<int, Task> act)
    {
        var (done, watch) = (new long[callers], Stopwatch.StartNew());
        Task.WaitAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (; watch.Elapsed < Span; done[caller]++)
                await act(caller);
        })).ToArray());
        return done.Sum() / watch.Elapsed.TotalSeconds;
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

        public static Strike By(int caller) => new(Guid.CreateVersion7(), $"bench/{caller}", 1);
    }

    private sealed record Strike(Guid Id, string Tally, int Times) : Command(Id, Tally)
    {
        public override Decision<Event> Decide(Context context) => new Decision<Event>.Taken([.. Enumerable.Repeat<Event>(new Struck(), Times)]);
    }

    private sealed record Strikes(ImmutableDictionary<string, long> Count) : IView<Strikes>
    {
        public static Strikes Empty { get; } = new(ImmutableDictionary<string, long>.Empty);

        public Strikes Apply(Fact fact) => fact.Kind == "bench.struck" ? new(Count.SetItem(fact.Stream, Count.GetValueOrDefault(fact.Stream) + 1)) : this;

        public static byte[] ToBytes(Strikes view) => JsonSerializer.SerializeToUtf8Bytes(view);

        public static Strikes? FromBytes(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<Strikes>(bytes);
    }
}
