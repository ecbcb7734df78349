using System.Data.Common;
using Mingzhu.City;
using Npgsql;

namespace Mingzhu.Store;

/// <summary>
/// A city's ledger and jobs in one schema of a PostgreSQL database, the first of the connection's search path. The twin of <see cref="SqliteCity"/>: the head row is locked while commands are decided, so any
/// number of processes may write; answered is what the server has on its disk.
/// </summary>
internal sealed partial class PostgresCity : SqlCity
{
    private readonly NpgsqlConnectionStringBuilder _database;
    private readonly Guid _city;
    private readonly string _node = Guid.NewGuid().ToString("N");
    private volatile int _process;

    private PostgresCity(string database, Guid city, Access access)
        : base(access)
    {
        (_database, _city) = (Settings(database, access), city);
        Ask(() => true);
    }

    /// <summary>Opens the ledger of a city.</summary>
    public static PostgresCity Open(string database, Guid city, Access access) => new(database, city, access);

    /// <summary>Makes an empty ledger and opens it to write.</summary>
    /// <exception cref="RefusedException">There is one already; the database cannot be reached.</exception>
    /// <param name="database">Connection string.</param>
    /// <param name="city">Its id.</param>
    /// <param name="whole">Whether vault and registry are to stand beside the ledger.</param>
    public static PostgresCity Create(string database, Guid city, bool whole = false)
    {
        const string Tables = """
            CREATE TABLE head (one integer PRIMARY KEY CHECK (one = 1), city uuid NOT NULL, seq bigint NOT NULL, hash bytea NOT NULL);
            CREATE TABLE facts (
                seq bigint PRIMARY KEY, stream text COLLATE "C" NOT NULL, version bigint NOT NULL, at bigint NOT NULL, actor text NOT NULL, post text NOT NULL,
                command uuid NOT NULL, ordinal integer NOT NULL, kind text NOT NULL, body bytea NOT NULL, alg text NOT NULL, hash bytea NOT NULL,
                UNIQUE (stream, version), UNIQUE (command, ordinal));
            CREATE FUNCTION facts_stay() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'facts never %', TG_ARGV[0]; END $$;
            CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts FOR EACH ROW EXECUTE FUNCTION facts_stay('change');
            CREATE TRIGGER facts_never_vanish BEFORE DELETE OR TRUNCATE ON facts FOR EACH STATEMENT EXECUTE FUNCTION facts_stay('vanish');
            CREATE TABLE jobs (
                rowid bigint GENERATED ALWAYS AS IDENTITY, id text PRIMARY KEY, key text NOT NULL, kind text NOT NULL, inputs text NOT NULL, state text NOT NULL, progress double precision NOT NULL,
                says_zh text NOT NULL, says_en text NOT NULL, result text, refusals text, submitted_ms bigint NOT NULL, started_ms bigint, ended_ms bigint, node text);
            CREATE UNIQUE INDEX jobs_once ON jobs (key) WHERE state IN ('waiting', 'running', 'done');
            """;
        const string Begin = "INSERT INTO head VALUES (1, $1, 0, decode(repeat('00', 32), 'hex'))";
        Found(database, connection =>
        {
            if (Holds(connection, out var held))
                throw Refused("store.taken", $"数据库 {Place(database)} 中已有城市（{held}）；请在连接串中用 Search Path 另选模式", $"database {Place(database)} already holds a city ({held}); choose another schema by Search Path in the connection string");
            Run(connection, Tables);
            if (whole)
            {
                Run(connection, PostgresVault.Tables);
                Run(connection, PostgresRegistry.Tables);
            }

            Run(connection, Begin, city);
        });
        return new PostgresCity(database, city, Access.Write);
    }

    /// <summary>Removes what a founding left that was broken off; nothing if the database holds no such city.</summary>
    public static void Abandon(string database, Guid city)
    {
        const string Drop = "DROP TABLE head, facts, jobs; DROP TABLE IF EXISTS vault_pieces, vault_files, data_keys, rows, look_ups, subject_keys, erasures; DROP FUNCTION facts_stay";
        Found(database, connection =>
        {
            if (Holds(connection, out var held) && held == city)
                Run(connection, Drop);
        });
    }

    /// <summary>The id of the city a database holds as a whole, so that another folder may become a node of it.</summary>
    /// <exception cref="RefusedException">It holds none, or only the ledger of one.</exception>
    public static Guid Whole(string database)
    {
        const string There = "SELECT to_regclass(quote_ident(current_schema()) || '.vault_files') IS NOT NULL";
        var settings = Settings(database, Access.Read);
        try
        {
            using var connection = new NpgsqlConnection(settings.ConnectionString);
            connection.Open();
            if (!Holds(connection, out var city))
                throw Refused("store.no-city", $"数据库 {Place(settings)} 中没有城市；请核对连接串中的数据库与 Search Path", $"database {Place(settings)} holds no city; check database and Search Path of the connection string");
            using var there = new NpgsqlCommand(There, connection);
            return there.ExecuteScalar() is true ? city : throw Refused(
                "store.not-whole", $"数据库 {Place(settings)} 只有该城市的账本，保险库和人员登记册仍在它的文件夹中；请备份后用 mingzhu restore --whole 恢复",
                $"database {Place(settings)} holds only the ledger of its city, whose vault and registry stand in a folder; back it up and restore it with --whole");
        }
        catch (DbException failed)
        {
            throw Told(failed, Place(settings));
        }
    }

    /// <summary>The connection string as city.json keeps it, without anything secret.</summary>
    /// <exception cref="RefusedException">It is none, lacks a host, or holds a password.</exception>
    public static string Checked(string database)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(database);
        }
        catch (ArgumentException wrong)
        {
            throw Refused("store.connection", $"连接串无法读取：{wrong.Message}；例如 Host=localhost;Database=mingzhu;Username=mingzhu;Search Path=liaocheng", $"the connection string cannot be read: {wrong.Message}; for example Host=localhost;Database=mingzhu;Username=mingzhu;Search Path=liaocheng", wrong);
        }

        if (settings.Host is null)
            throw Refused("store.connection", "连接串缺少 Host；例如 Host=localhost;Database=mingzhu;Username=mingzhu;Search Path=liaocheng", "the connection string has no Host; for example Host=localhost;Database=mingzhu;Username=mingzhu;Search Path=liaocheng");
        if (settings.Password is not null)
            throw Refused("store.password-inside", "连接串不得含密码：请改用环境变量 PGPASSWORD 或 PGPASSFILE 所指的文件", "a connection string must not hold a password: use PGPASSWORD or the file named by PGPASSFILE in the environment");
        return settings.ConnectionString;
    }

    /// <summary>None to ask for: the server looks after its own files.</summary>
    public override string? Damage() => null;

    public override bool IsShared => true;

    public override IDisposable Follow(Action woken) => new PostgresFollower(_database, Channel, process => process == _process, woken);

    protected override Standing Stand(IReadOnlyList<Asked> asked)
    {
        const string Held = "SELECT seq, hash FROM head WHERE one = 1 FOR UPDATE";
        const string Recorded = $"SELECT {FactColumns} FROM facts WHERE command = ANY ($1) ORDER BY command, ordinal";
        const string Versions = "SELECT stream, (SELECT max(version) FROM facts WHERE facts.stream = asked.stream) FROM unnest($1::text[]) AS asked (stream)";
        // One way to the server and back. Each statement sees what was committed when it began, so the last two see everything up to the head that the first one holds.
        using var batch = new NpgsqlBatch((NpgsqlConnection)Connection)
        {
            BatchCommands = { new(Held), With(Recorded, asked.Select(one => one.Command).ToArray()), With(Versions, asked.Select(one => one.Stream).Distinct().ToArray()) },
        };
        using var reader = batch.ExecuteReader();
        var (seq, hash) = Rows(reader, ReadHead).Single();
        reader.NextResult();
        var recorded = Rows(reader, ReadFact);
        reader.NextResult();
        return new Standing(seq, hash, recorded.ToLookup(fact => fact.Command), Rows(reader, ReadVersion).ToDictionary(one => one.Stream, one => one.Version));
    }

    protected override void Insert(IReadOnlyList<Fact> facts)
    {
        const string MoveHead = "UPDATE head SET seq = $1, hash = $2 WHERE one = 1";
        const string Tell = "SELECT pg_notify($1, '')";
        const string Sql = $"""
            INSERT INTO facts ({FactColumns})
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::uuid[], $8::integer[], $9::text[], $10::bytea[], $11::text[], $12::bytea[])
            """;
        var insert = new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                All(facts, fact => fact.Seq), All(facts, fact => fact.Stream), All(facts, fact => fact.Version), All(facts, fact => fact.At), All(facts, fact => fact.Actor), All(facts, fact => fact.Post),
                All(facts, fact => fact.Command), All(facts, fact => fact.Ordinal), All(facts, fact => fact.Kind), All(facts, fact => Bytes(fact.Body)), All(facts, fact => fact.Alg), All(facts, fact => Bytes(fact.Hash)),
            },
        };
        var move = new NpgsqlBatchCommand(MoveHead) { Parameters = { new NpgsqlParameter<long> { TypedValue = facts[^1].Seq }, new NpgsqlParameter<byte[]> { TypedValue = Bytes(facts[^1].Hash) } } };
        var tell = With(Tell, Channel);
        using var batch = new NpgsqlBatch((NpgsqlConnection)Connection) { BatchCommands = { insert, move, tell } };
        batch.ExecuteNonQuery();
    }

    protected override void Transact(Func<bool> body) => Ask(() =>
    {
        using var transaction = Connection.BeginTransaction();
        if (body())
            transaction.Commit();
        return true;
    });

    protected override Guid ReadCommand(DbDataReader row, int column) => row.GetGuid(column);

    protected override DbConnection Connect()
    {
        const string Alive = "SELECT pg_advisory_lock(hashtextextended($1, 0))";
        const string Promise = "SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on', city FROM head";
        var connection = new NpgsqlConnection(_database.ConnectionString);
        try
        {
            connection.Open();
            using var command = new NpgsqlCommand(Promise, connection);
            var (durable, city) = Rows(command, row => (row.GetBoolean(0), row.GetGuid(1))).Single();
            if (city != _city)
                throw Refused("store.other-city", $"数据库 {Place(_database)} 中是另一座城市（{city}，应为 {_city}）；请检查 city.json", $"database {Place(_database)} holds another city ({city} instead of {_city}); check city.json");
            if (!durable && Access == Access.Write)
                throw Refused("store.not-durable", $"数据库 {Place(_database)} 关闭了 fsync 或 full_page_writes，断电会丢失已答复的事项；请打开后重试", $"database {Place(_database)} has fsync or full_page_writes off, so a power cut would lose what was answered; turn them on");
            _process = connection.ProcessID;
            if (Access == Access.Write)
            {
                using var alive = new NpgsqlCommand(Alive, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = _node } } };
                alive.ExecuteNonQuery();
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override RefusedException Told(DbException failed) => Told(failed, Place(_database));

    /// <summary>What to say when a database refuses.</summary>
    internal static RefusedException Told(DbException failed, string place) => failed.SqlState switch
    {
        PostgresErrorCodes.DiskFull => Refused("ledger.disk-full", $"数据库服务器磁盘已满，未能写入 {place}；什么都没有改变。请腾出空间后重试", $"the disk of the database server is full: {place} was not written and nothing has changed; free some space and try again", failed),
        PostgresErrorCodes.LockNotAvailable => Refused("ledger.busy", $"{place} 正被另一程序占用；请稍后重试", $"{place} is held by another program; try again in a moment", failed),
        PostgresErrorCodes.ReadOnlySqlTransaction => Refused("ledger.read-only", $"{place} 不可写", $"{place} cannot be written", failed),
        PostgresErrorCodes.UndefinedTable => Refused("ledger.damaged", $"{place} 中没有账本（{failed.Message}）；请检查 city.json，或从备份恢复", $"{place} has no ledger ({failed.Message}); check city.json or restore from a backup", failed),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege => Refused(
            "store.not-let-in", $"{place} 拒绝登录（{failed.Message}）；请检查用户与数据库名，密码取自 PGPASSWORD 或 PGPASSFILE", $"{place} does not let us in ({failed.Message}); check user and database, the password comes from PGPASSWORD or PGPASSFILE", failed),
        // A commit whose answer was lost may have been written: the same command sent again gets its first answer.
        null or [ '5', '7', .. ] or [ '0', '8', .. ] => Refused("store.unreachable", $"数据库 {place} 没有应答（{failed.Message}）；请确认服务已启动后，原样重试", $"database {place} does not answer ({failed.Message}); see that its server runs and send the same again", failed),
        _ => Refused("ledger.failed", $"{place}：{failed.Message}", $"{place}: {failed.Message}", failed),
    };

    private static void Found(string database, Action<NpgsqlConnection> work)
    {
        const string Lock = "SELECT pg_advisory_xact_lock(hashtext('mingzhu founds a city'))";
        var settings = Settings(database, Access.Write);
        try
        {
            using var connection = new NpgsqlConnection(settings.ConnectionString);
            connection.Open();
            using var transaction = connection.BeginTransaction();
            Run(connection, Lock);
            if (settings.SearchPath is { } schema)
                Run(connection, $"CREATE SCHEMA IF NOT EXISTS {Quoted(schema.Split(',')[0])}");
            work(connection);
            transaction.Commit();
        }
        catch (NpgsqlException failed)
        {
            throw Told(failed, Place(settings));
        }
    }

    private static bool Holds(NpgsqlConnection connection, out Guid city)
    {
        const string There = "SELECT to_regclass(quote_ident(current_schema()) || '.head') IS NOT NULL", Whose = "SELECT city FROM head";
        using var there = new NpgsqlCommand(There, connection);
        using var whose = new NpgsqlCommand(Whose, connection);
        var holds = there.ExecuteScalar() is true;
        city = holds ? (Guid)whose.ExecuteScalar()! : default;
        return holds;
    }

    private static void Run(NpgsqlConnection connection, string sql, params object[] values)
    {
#pragma warning disable CA2100 // constants, and the name of a schema in quotes
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.ExecuteNonQuery();
    }

    private static NpgsqlBatchCommand With<T>(string sql, T value) => new(sql) { Parameters = { new NpgsqlParameter<T> { TypedValue = value } } };

    private static NpgsqlParameter<T[]> All<T>(IReadOnlyList<Fact> facts, Func<Fact, T> column) => new() { TypedValue = [.. facts.Select(column)] };

    // No pool: the one connection lives as long as the city is open. Statements that come again are prepared by themselves. A plan made while the tables are empty would read them whole for ever after:
    // every question here has an index.
    internal static NpgsqlConnectionStringBuilder Settings(string database, Access access) => new(database)
    {
        Pooling = false, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, ApplicationName = "mingzhu",
        Options = $"{new NpgsqlConnectionStringBuilder(database).Options} -c synchronous_commit=on -c lock_timeout=5000 -c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off{(access == Access.Read ? " -c default_transaction_read_only=on" : "")}".Trim(),
    };

    private string Channel => $"mingzhu {_city:N}";

    private static string Quoted(string name) => '"' + name.Trim().Trim('"').Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private static string Place(string database) => Place(new NpgsqlConnectionStringBuilder(database));

    internal static string Place(NpgsqlConnectionStringBuilder database) => $"{database.Database}@{database.Host}{(database.SearchPath is { } schema ? "/" + schema : "")}";
}
