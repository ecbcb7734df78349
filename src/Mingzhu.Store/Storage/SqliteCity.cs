using System.Data;
using Microsoft.Data.Sqlite;
using Mingzhu.City;
using SQLitePCL;

namespace Mingzhu.Store;

/// <summary>A city's ledger and jobs in one SQLite file. One connection, one user at a time; other processes read beside it (WAL), and what is committed is on the disk (synchronous=FULL).</summary>
internal sealed partial class SqliteCity : ICityDatabase
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private readonly string _path;
    private readonly Access _access;
    private SqliteConnection _connection;
    private bool _disposed;

    private SqliteCity(string path, Access access)
    {
        (_path, _access) = (path, access);
        _connection = Connect();
    }

    /// <summary>Opens the ledger of a city.</summary>
    public static SqliteCity Open(string path, Access access) => new(path, access);

    /// <summary>Makes an empty ledger and opens it to write.</summary>
    public static SqliteCity Create(string path)
    {
        const string Tables = """
            PRAGMA journal_mode = WAL;
            BEGIN;
            CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash BLOB NOT NULL);
            INSERT INTO head VALUES (1, 0, zeroblob(32));
            CREATE TABLE facts (
                seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, post TEXT NOT NULL,
                command TEXT NOT NULL, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL, alg TEXT NOT NULL, hash BLOB NOT NULL,
                UNIQUE (stream, version), UNIQUE (command, ordinal));
            CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'facts never change'); END;
            CREATE TRIGGER facts_never_vanish BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'facts never vanish'); END;
            CREATE TABLE jobs (
                id TEXT PRIMARY KEY, key TEXT NOT NULL, kind TEXT NOT NULL, inputs TEXT NOT NULL, state TEXT NOT NULL, progress REAL NOT NULL, says_zh TEXT NOT NULL, says_en TEXT NOT NULL,
                result TEXT, refusals TEXT, submitted_ms INTEGER NOT NULL, started_ms INTEGER, ended_ms INTEGER);
            CREATE UNIQUE INDEX jobs_once ON jobs (key) WHERE state IN ('waiting', 'running', 'done');
            COMMIT;
            """;
        SystemSqlite.Require();
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()))
        {
            try
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = Tables;
                command.ExecuteNonQuery();
            }
            catch (SqliteException failed)
            {
                throw Told(failed, path);
            }
        }

        return new SqliteCity(path, Access.Write);
    }

    public (long Seq, byte[] Hash) Head()
    {
        const string Sql = "SELECT seq, hash FROM head WHERE one = 1";
        return Ask(() => Rows(Statement(Sql), row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1))).Single());
    }

    public IReadOnlyList<Fact> Facts(long after, long upTo, int limit)
    {
        const string Sql = """
            SELECT seq, stream, version, at, actor, post, command, ordinal, kind, body, alg, hash FROM facts
            WHERE seq > $after AND seq <= $upTo ORDER BY seq LIMIT $limit
            """;
        return Ask(() => Rows(Statement(Sql, ("$after", after), ("$upTo", upTo), ("$limit", limit)), ReadFact));
    }

    public IReadOnlyList<Fact> FactsOf(Guid command)
    {
        const string Sql = """
            SELECT seq, stream, version, at, actor, post, command, ordinal, kind, body, alg, hash FROM facts
            WHERE command = $command ORDER BY ordinal
            """;
        return Ask(() => Rows(Statement(Sql, ("$command", command.ToString("D"))), ReadFact));
    }

    public long Version(string stream)
    {
        const string Sql = "SELECT COALESCE(MAX(version), 0) FROM facts WHERE stream = $stream";
        return Ask(() => Rows(Statement(Sql, ("$stream", stream)), row => row.GetInt64(0)).Single());
    }

    public void Append(Func<long, byte[], IReadOnlyList<Fact>> decide)
    {
        const string Insert = """
            INSERT INTO facts (seq, stream, version, at, actor, post, command, ordinal, kind, body, alg, hash)
            VALUES ($seq, $stream, $version, $at, $actor, $post, $command, $ordinal, $kind, $body, $alg, $hash)
            """;
        const string MoveHead = "UPDATE head SET seq = $seq, hash = $hash WHERE one = 1";
        Transact(() =>
        {
            var (seq, hash) = Head();
            var facts = decide(seq, hash);
            foreach (var fact in facts)
            {
                Statement(Insert,
                    ("$seq", fact.Seq), ("$stream", fact.Stream), ("$version", fact.Version), ("$at", fact.At), ("$actor", fact.Actor), ("$post", fact.Post), ("$command", fact.Command.ToString("D")),
                    ("$ordinal", fact.Ordinal), ("$kind", fact.Kind), ("$body", Bytes(fact.Body)), ("$alg", fact.Alg), ("$hash", Bytes(fact.Hash))).ExecuteNonQuery();
            }

            if (facts.Count > 0)
                Statement(MoveHead, ("$seq", facts[^1].Seq), ("$hash", Bytes(facts[^1].Hash))).ExecuteNonQuery();
            return facts.Count > 0;
        });
    }

    public string? Damage()
    {
        const string Sql = "PRAGMA quick_check(1)";
        return Ask(() => Rows(Statement(Sql), row => row.GetString(0)).Single()) is var said && said == "ok" ? null : said;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Disconnect();
            _disposed = true;
        }
    }

    private static Fact ReadFact(SqliteDataReader row)
    {
        try
        {
            return new Fact(
                row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetString(5), ReadCommand(row.GetString(6)),
                row.GetString(8), row.GetFieldValue<byte[]>(9), row.GetFieldValue<byte[]>(11)) { Ordinal = row.GetInt32(7), Alg = row.GetString(10) };
        }
        catch (Exception unreadable) when (unreadable is InvalidCastException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new RefusedException([new Refusal("ledger.unreadable-fact", new(
                $"账本第 {row.GetValue(0)} 条事实无法读取：{unreadable.Message}；请运行 mingzhu verify", $"fact {row.GetValue(0)} of the ledger cannot be read: {unreadable.Message}; run 'mingzhu verify'"))], unreadable);
        }
    }

    // Only as we write it: a capital digit means the same id but is not what was hashed.
    private static Guid ReadCommand(string text) => Guid.ParseExact(text, "D") is var id && id.ToString("D") == text ? id : throw new FormatException($"command id '{text}' is not in lower case");

    // Writes whole or not at all. The body answers whether there is anything to commit.
    private void Transact(Func<bool> body)
    {
        const string Begin = "BEGIN IMMEDIATE", Commit = "COMMIT";
        Ask(() =>
        {
            Statement(Begin).ExecuteNonQuery();
            try
            {
                if (body())
                    Statement(Commit).ExecuteNonQuery();
                return true;
            }
            finally
            {
                RollBack();
            }
        });
    }

    // After a commit this does nothing. A connection that cannot even roll back is given up for a new one.
    private void RollBack()
    {
        const string Sql = "ROLLBACK";
        if (raw.sqlite3_get_autocommit(_connection.Handle) != 0)
            return;
        try
        {
            Statement(Sql).ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            Disconnect(); // Ask makes a new one
        }
    }

    private T Ask<T>(Func<T> question)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection.State != ConnectionState.Open)
                _connection = Connect();
            try
            {
                return question();
            }
            catch (SqliteException failed)
            {
                throw Told(failed, _path);
            }
        }
    }

    private SqliteConnection Connect()
    {
        const int CannotOpen = 14;
        SystemSqlite.Require();
        try
        {
            return Connect(_path);
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode == CannotOpen && _access == Access.Read && !File.Exists(_path + "-wal"))
        {
            // On a disk that cannot be written (a backup) there is no place for the files by which readers and writers agree, and no writer either.
            return Connect(SqliteFile.Unchanging(_path));
        }
        catch (SqliteException failed)
        {
            throw Told(failed, _path);
        }
    }

    private SqliteConnection Connect(string source)
    {
        const string Durable = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; SELECT seq FROM head;";
        var mode = _access == Access.Write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Durable;
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    private void Disconnect()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
        _connection.Dispose();
    }

    // Prepared once and kept: every caller passes a constant.
    private SqliteCommand Statement(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = _connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
            statement.CommandText = sql;
#pragma warning restore CA2100
            _statements.Add(sql, statement);
        }

        statement.Parameters.Clear();
        foreach (var (name, value) in values)
            statement.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return statement;
    }

    private static List<T> Rows<T>(SqliteCommand statement, Func<SqliteDataReader, T> read)
    {
        using var reader = statement.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : memory.ToArray();

    private static RefusedException Told(SqliteException failed, string path)
    {
        const int NoSuchTable = 1, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;
        var says = failed.SqliteErrorCode switch
        {
            Full => ("ledger.disk-full", $"磁盘已满，未能写入 {path}；什么都没有改变。请腾出空间后重试", $"the disk is full: {path} was not written and nothing has changed; free some space and try again"),
            Busy or Locked => ("ledger.busy", $"{path} 正被另一程序占用；请稍后重试", $"{path} is held by another program; try again in a moment"),
            ReadOnly => ("ledger.read-only", $"{path} 不可写；请检查文件夹权限", $"{path} cannot be written; check the rights of its folder"),
            InputOutput => ("ledger.disk-failed", $"读写 {path} 失败（{failed.Message}）；请检查磁盘空间与磁盘状态后重试", $"reading or writing {path} failed ({failed.Message}); check space and health of the disk and try again"),
            Corrupt or NoDatabase or NoSuchTable => ("ledger.damaged", $"{path} 已损坏（{failed.Message}）；请从备份恢复", $"{path} is damaged ({failed.Message}); restore it from a backup"),
            CannotOpen => ("ledger.cannot-open", $"无法打开 {path}；请检查文件夹权限", $"{path} cannot be opened; check the rights of its folder"),
            _ => ("ledger.failed", $"{path}：{failed.Message}", $"{path}: {failed.Message}"),
        };
        return new RefusedException([new Refusal(says.Item1, new(says.Item2, says.Item3))], failed);
    }
}
