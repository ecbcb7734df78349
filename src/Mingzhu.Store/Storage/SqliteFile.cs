using System.Data.Common;
using Microsoft.Data.Sqlite;
using Mingzhu.City;
using SQLitePCL;

namespace Mingzhu.Store;

/// <summary>Opens SQLite files that are not ledgers (GeoPackages) for the rooms that read and write them.</summary>
public static class SqliteFile
{
    private const int Defensive = 1010; // SQLITE_DBCONFIG_DEFENSIVE
    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();

    /// <summary>Opens a file of ours that never changes again (a vault file): read-only, no locks, nothing written beside it.</summary>
    /// <exception cref="RefusedException">It is missing or no SQLite database.</exception>
    public static DbConnection OpenOurs(string path)
    {
        RequireDatabase(path);
        return Open(path, Unchanging(path));
    }

    /// <summary>Opens a file somebody gave us: read-only, its schema not trusted, writes to its internals forbidden, cell sizes checked; nothing is written beside it.</summary>
    /// <exception cref="RefusedException">It is missing or no SQLite database.</exception>
    public static DbConnection OpenForeign(string path)
    {
        const string Harden = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON;";
        const string Touch = "SELECT COUNT(*) FROM sqlite_master";
        var leavesTraces = RequireDatabase(path);
        // A database in WAL mode makes two files beside itself even when only read. With no log beside it there is nothing to wait for: read it as it lies.
        var settled = leavesTraces && !File.Exists(path + "-wal");
        var connection = Open(path, settled ? Unchanging(path) : Uri(path));
        try
        {
            raw.sqlite3_db_config(((SqliteConnection)connection).Handle, Defensive, 1, out _);
            Run(connection, Harden);
            Run(connection, Touch);
            return connection;
        }
        catch (SqliteException broken)
        {
            connection.Dispose();
            throw Broken(path, broken);
        }
    }

    /// <summary>Makes a new file, fast: no journal and no syncing until it is closed. Whoever keeps it (the vault) syncs it whole; a kill before that leaves a file nobody named.</summary>
    /// <exception cref="ArgumentException">Something is already there.</exception>
    public static DbConnection Create(string path)
    {
        const string Fast = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;";
        if (File.Exists(path))
            throw new ArgumentException($"{path} is already there", nameof(path));
        SystemSqlite.Require();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        connection.Open();
        Run(connection, Fast);
        return connection;
    }

    private static SqliteConnection Open(string path, string source)
    {
        SystemSqlite.Require();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException broken)
        {
            connection.Dispose();
            throw Broken(path, broken);
        }
    }

    // Answers whether it is in WAL mode. SQLite itself would open an empty or foreign file without a word and fail later.
    private static bool RequireDatabase(string path)
    {
        const int WriteVersionAt = 18, Wal = 2;
        var head = new byte[20];
        int read;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new RefusedException([new Refusal("file.cannot-open", new($"无法打开 {path}：{missing.Message}", $"cannot open {path}: {missing.Message}"))], missing);
        }

        if (read < head.Length || !head.AsSpan().StartsWith(Magic))
            throw Broken(path, null);
        return head[WriteVersionAt] == Wal;
    }

    private static RefusedException Broken(string path, SqliteException? broken) => new([new Refusal("file.not-sqlite", new(
        $"{Path.GetFileName(path)} 不是可读的 SQLite 数据库{(broken is null ? "" : $"（{broken.Message}）")}；GeoPackage 应为 SQLite 文件，请重新导出",
        $"{Path.GetFileName(path)} is no readable SQLite database{(broken is null ? "" : $" ({broken.Message})")}; a GeoPackage is one: export it again"))], broken);

    /// <summary>A data source that tells SQLite that the file will not change: it locks nothing and writes nothing beside it.</summary>
    internal static string Unchanging(string path) => Uri(path) + "?immutable=1";

    private static string Uri(string path) =>
        "file:" + (OperatingSystem.IsWindows() ? "///" : "") + string.Join('/', Path.GetFullPath(path).Replace('\\', '/').Split('/').Select(part => part.EndsWith(':') ? part : System.Uri.EscapeDataString(part)));

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
