using System.Data.Common;
using Microsoft.Data.Sqlite;
using Mingzhu.City;
using SQLitePCL;

namespace Mingzhu.Store;

/// <summary>A city's ledger and jobs in one SQLite file; other processes read beside it (WAL), and what is committed is on the disk (synchronous=FULL).</summary>
internal sealed partial class SqliteCity : SqlCity
{
    private readonly string _path;

    private SqliteCity(string path, Access access)
        : base(access)
    {
        _path = path;
        Ask(() => true);
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

    /// <summary>Makes it one file with nothing beside it, for keeping.</summary>
    public void Settle()
    {
        const string Sql = "PRAGMA journal_mode = DELETE";
        Ask(() => Rows(Statement(Sql), row => row.GetString(0)));
    }

    public override string? Damage()
    {
        const string Sql = "PRAGMA quick_check(1)";
        return Ask(() => Rows(Statement(Sql), row => row.GetString(0)).Single()) is var said && said == "ok" ? null : said;
    }

    protected override void Transact(Func<bool> body)
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

    protected override Guid ReadCommand(DbDataReader row, int column) => ReadCommand(row.GetString(column));

    // Only as we write it: a capital digit means the same id but is not what was hashed.
    private static Guid ReadCommand(string text) => Guid.ParseExact(text, "D") is var id && id.ToString("D") == text ? id : throw new FormatException($"command id '{text}' is not in lower case");

    protected override DbConnection Connect()
    {
        const int CannotOpen = 14;
        SystemSqlite.Require();
        try
        {
            return Connect(_path);
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode == CannotOpen && Access == Access.Read && !File.Exists(_path + "-wal"))
        {
            // On a disk that cannot be written (a backup) there is no place for the files by which readers and writers agree, and no writer either.
            return Connect(SqliteFile.Unchanging(_path));
        }
    }

    protected override RefusedException Told(DbException failed) => Told((SqliteException)failed, _path);

    private static RefusedException Told(SqliteException failed, string path)
    {
        const int NoSuchTable = 1, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;
        return failed.SqliteErrorCode switch
        {
            Full => Refused("ledger.disk-full", $"磁盘已满，未能写入 {path}；什么都没有改变。请腾出空间后重试", $"the disk is full: {path} was not written and nothing has changed; free some space and try again", failed),
            Busy or Locked => Refused("ledger.busy", $"{path} 正被另一程序占用；请稍后重试", $"{path} is held by another program; try again in a moment", failed),
            ReadOnly => Refused("ledger.read-only", $"{path} 不可写；请检查文件夹权限", $"{path} cannot be written; check the rights of its folder", failed),
            InputOutput => Refused("ledger.disk-failed", $"读写 {path} 失败（{failed.Message}）；请检查磁盘空间与磁盘状态后重试", $"reading or writing {path} failed ({failed.Message}); check space and health of the disk and try again", failed),
            Corrupt or NoDatabase or NoSuchTable => Refused("ledger.damaged", $"{path} 已损坏（{failed.Message}）；请从备份恢复", $"{path} is damaged ({failed.Message}); restore it from a backup", failed),
            CannotOpen => Refused("ledger.cannot-open", $"无法打开 {path}；请检查文件夹权限", $"{path} cannot be opened; check the rights of its folder", failed),
            _ => Refused("ledger.failed", $"{path}：{failed.Message}", $"{path}: {failed.Message}", failed),
        };
    }

    private SqliteConnection Connect(string source)
    {
        const string Durable = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; SELECT seq FROM head;";
        const string Log = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000"; // pages, 16 MB: a page that many commits touch is copied back once
        var mode = Access == Access.Write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Durable;
            command.ExecuteNonQuery();
            if (Access == Access.Write)
            {
                command.CommandText = Log; // a ledger that comes from a backup has none
                command.ExecuteNonQuery();
            }

            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }

    // After a commit this does nothing. A connection that cannot even roll back is given up for a new one.
    private void RollBack()
    {
        const string Sql = "ROLLBACK";
        if (raw.sqlite3_get_autocommit(((SqliteConnection)Connection).Handle) != 0)
            return;
        try
        {
            Statement(Sql).ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            Disconnect();
        }
    }
}
