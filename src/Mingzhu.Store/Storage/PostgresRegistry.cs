using System.Data;
using System.Data.Common;
using Mingzhu.City;
using Npgsql;

namespace Mingzhu.Store;

/// <summary>
/// The registry's tables in the schema of the city's ledger. The twin of <see cref="RegistryFile"/>: whoever writes holds the schema's one lock, so that what a transaction has read still counts when it writes. What is deleted is
/// vacuumed away at once; the server's own write-ahead log and archives of it keep it, sealed, for as long as they are kept.
/// </summary>
internal sealed class PostgresRegistry : IRegistryTables
{
    /// <summary>Made with the city.</summary>
    public const string Tables = """
        CREATE TABLE data_keys (outer_key text NOT NULL, wrapped bytea NOT NULL, made_ms bigint NOT NULL);
        CREATE TABLE rows (kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, subject text COLLATE "C" NOT NULL, version bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (kind, id));
        CREATE INDEX rows_of_subject ON rows (subject);
        CREATE TABLE look_ups (kind text COLLATE "C" NOT NULL, field text COLLATE "C" NOT NULL, blind bytea NOT NULL, id text COLLATE "C" NOT NULL, one bigint NOT NULL, PRIMARY KEY (kind, field, blind, id));
        CREATE UNIQUE INDEX look_ups_once ON look_ups (kind, field, blind) WHERE one = 1;
        CREATE INDEX look_ups_of_row ON look_ups (kind, id);
        CREATE TABLE subject_keys (subject text COLLATE "C" PRIMARY KEY, wrapped bytea NOT NULL);
        CREATE TABLE erasures (subject text COLLATE "C" PRIMARY KEY, at_ms bigint NOT NULL);
        """;

    private readonly Lock _gate = new();
    private readonly NpgsqlConnectionStringBuilder _database;
    private NpgsqlConnection? _connection;
    private bool _reading;

    private PostgresRegistry(NpgsqlConnectionStringBuilder database) => _database = database;

    /// <summary>Opens them.</summary>
    public static PostgresRegistry Open(string database, Access access) => new(PostgresCity.Settings(database, access));

    /// <summary>Whether there is a registry: its first row is its key.</summary>
    public bool Begun
    {
        get
        {
            const string Sql = "SELECT 1 FROM data_keys";
            return Rows(Sql, row => row.GetInt32(0)).Count > 0;
        }
    }

    public List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            if (_reading)
            {
                // Asked by who reads the rows of another question, which hold the line.
                using var second = new PostgresRegistry(_database);
                return second.Rows(sql, read, values);
            }

            try
            {
                _reading = true;
                using var command = Command(sql, values);
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read())
                    rows.Add(read(reader));
                return rows;
            }
            catch (DbException failed)
            {
                throw Told(failed);
            }
            finally
            {
                _reading = false;
            }
        }
    }

    public int Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            try
            {
                using var command = Command(sql, values);
                return command.ExecuteNonQuery();
            }
            catch (DbException failed)
            {
                throw Told(failed);
            }
        }
    }

    public void Transact(Action body)
    {
        const string Alone = "SELECT pg_advisory_xact_lock(hashtextextended('registry of ' || current_schema(), 0))";
        Transact(IsolationLevel.ReadCommitted, () =>
        {
            Rows(Alone, _ => 0);
            body();
        });
    }

    public void CopyTo(string path)
    {
        lock (_gate)
            Transact(IsolationLevel.RepeatableRead, () => RegistryFile.Make(path, copy => copy.Transact(() => RegistryCopy.Run(this, copy))));
    }

    public void Tidy()
    {
        const string Sql = "VACUUM (SKIP_LOCKED) rows, look_ups, subject_keys";
        Run(Sql);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private void Transact(IsolationLevel level, Action body)
    {
        lock (_gate)
        {
            try
            {
                using var transaction = Connected().BeginTransaction(level);
                body();
                transaction.Commit();
            }
            catch (DbException failed)
            {
                throw Told(failed);
            }
        }
    }

    private NpgsqlConnection Connected()
    {
        if (_connection is { State: ConnectionState.Open } connection)
            return connection;
        _connection?.Dispose();
        _connection = new NpgsqlConnection(_database.ConnectionString);
        _connection.Open();
        return _connection;
    }

    private NpgsqlCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
#pragma warning disable CA2100 // every caller passes a constant
        var command = new NpgsqlCommand(sql, Connected());
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            if (sql.Contains(name, StringComparison.Ordinal))
                command.Parameters.AddWithValue(name, value is int small ? (long)small : value);
        }

        return command;
    }

    private RefusedException Told(DbException failed)
    {
        var place = PostgresCity.Place(_database);
        var says = failed.SqlState switch
        {
            PostgresErrorCodes.DiskFull => ("registry.disk-full", $"数据库服务器磁盘已满，未能写入 {place}；什么都没有改变。请腾出空间后重试", $"the disk of the database server is full: {place} was not written and nothing has changed; free some space and try again"),
            PostgresErrorCodes.LockNotAvailable => ("registry.busy", $"{place} 正被另一程序占用；请稍后重试", $"{place} is held by another program; try again in a moment"),
            PostgresErrorCodes.ReadOnlySqlTransaction => ("registry.not-writable", $"{place} 不可写", $"{place} cannot be written"),
            _ => default,
        };
        return says == default ? PostgresCity.Told(failed, place) : new RefusedException([new Refusal(says.Item1, new(says.Item2, says.Item3))], failed);
    }
}
