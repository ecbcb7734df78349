using System.Data.Common;
using Microsoft.Data.Sqlite;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>The SQLite file of a <see cref="Registry"/>. One connection, one user at a time; durable (synchronous=FULL), and what is deleted is overwritten (secure_delete).</summary>
internal sealed class RegistryFile : IRegistryTables
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SqliteCommand> _statements = [];
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private RegistryFile(string path, SqliteConnection connection) => (_path, _connection) = (path, connection);

    /// <summary>Makes the file whole or not at all: under another name first.</summary>
    public static void Make(string path, Action<RegistryFile> first)
    {
        const string Tables = """
            PRAGMA journal_mode = DELETE;
            CREATE TABLE data_keys (outer_key TEXT NOT NULL, wrapped BLOB NOT NULL, made_ms INTEGER NOT NULL);
            CREATE TABLE rows (kind TEXT NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
            CREATE INDEX rows_of_subject ON rows (subject);
            CREATE TABLE look_ups (kind TEXT NOT NULL, field TEXT NOT NULL, blind BLOB NOT NULL, id TEXT NOT NULL, one INTEGER NOT NULL, PRIMARY KEY (kind, field, blind, id)) WITHOUT ROWID;
            CREATE UNIQUE INDEX look_ups_once ON look_ups (kind, field, blind) WHERE one = 1;
            CREATE INDEX look_ups_of_row ON look_ups (kind, id);
            CREATE TABLE subject_keys (subject TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE erasures (subject TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) WITHOUT ROWID;
            """;
        SystemSqlite.Require();
        var next = path + Disk.Unfinished;
        File.Delete(next);
        using (var file = Connect(next, SqliteOpenMode.ReadWriteCreate))
        {
            file.Run(Tables);
            first(file);
        }

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(next, path, overwrite: false);
        Disk.SyncFolder(Path.GetDirectoryName(path)!);
    }

    public static RegistryFile Open(string path, Access access)
    {
        const string Log = "PRAGMA journal_mode = WAL";
        SystemSqlite.Require();
        var file = Connect(path, access == Access.Write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly);
        if (access == Access.Write)
            file.Rows(Log, row => row.GetString(0));
        return file;
    }

    public List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            try
            {
                using var reader = Statement(sql, values).ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                    rows.Add(read(reader));
                return rows;
            }
            catch (SqliteException failed)
            {
                throw Told(failed, _path);
            }
        }
    }

    public int Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            try
            {
                return Statement(sql, values).ExecuteNonQuery();
            }
            catch (SqliteException failed)
            {
                throw Told(failed, _path);
            }
        }
    }

    public void Transact(Action body)
    {
        const string Begin = "BEGIN IMMEDIATE", Commit = "COMMIT", RollBack = "ROLLBACK";
        lock (_gate)
        {
            Run(Begin);
            try
            {
                body();
                Run(Commit);
            }
            catch
            {
                if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                    Run(RollBack);
                throw;
            }
        }
    }

    public void CopyTo(string path)
    {
        const string Sql = "VACUUM INTO @path";
        Run(Sql, ("@path", path));
        using (var copy = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
            copy.Flush(flushToDisk: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Disk.SyncFolder(Path.GetDirectoryName(path)!);
    }

    // Empties the log beside the file.
    public void Tidy()
    {
        const string Sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        Rows(Sql, row => row.GetInt64(0));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var statement in _statements.Values)
                statement.Dispose();
            _statements.Clear();
            _connection.Dispose();
        }
    }

    private static RegistryFile Connect(string path, SqliteOpenMode mode)
    {
        const string Guards = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000; SELECT COUNT(*) FROM sqlite_master;";
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Guards;
            command.ExecuteNonQuery();
            return new RegistryFile(path, connection);
        }
        catch (SqliteException failed)
        {
            connection.Dispose();
            throw Told(failed, path);
        }
    }

    // Prepared once and kept: every caller passes a constant. A statement whose rows are read on while the same one is asked again would be disturbed, so rows are read to the end first.
    private SqliteCommand Statement(string sql, ReadOnlySpan<(string Name, object Value)> values)
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
        {
            if (sql.Contains(name, StringComparison.Ordinal))
                statement.Parameters.AddWithValue(name, value);
        }

        return statement;
    }

    private static RefusedException Told(SqliteException failed, string path)
    {
        const int Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, CannotOpen = 14, NoDatabase = 26;
        var says = failed.SqliteErrorCode switch
        {
            _ when Disk.IsFull(failed) => ("registry.disk-full", $"磁盘已满，未能写入 {path}；什么都没有改变。请腾出空间后重试", $"the disk is full: {path} was not written and nothing has changed; free some space and try again"),
            Busy or Locked => ("registry.busy", $"{path} 正被另一程序占用；请稍后重试", $"{path} is held by another program; try again in a moment"),
            ReadOnly or CannotOpen => ("registry.not-writable", $"{path} 不可读写；请检查文件夹权限", $"{path} cannot be read or written; check the rights of its folder"),
            Corrupt or NoDatabase => ("registry.damaged", $"{path} 已损坏（{failed.Message}）；请从备份恢复", $"{path} is damaged ({failed.Message}); restore it from a backup"),
            _ => ("registry.failed", $"{path}：{failed.Message}", $"{path}: {failed.Message}"),
        };
        return new RefusedException([new Refusal(says.Item1, new(says.Item2, says.Item3))], failed);
    }
}
