using System.Data;
using System.Data.Common;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What the ledger and the jobs ask of any SQL database, in the words both dialects share. One connection, one user at a time, statements prepared once.</summary>
internal abstract partial class SqlCity(Access access) : ICityDatabase
{
    protected const string FactColumns = "seq, stream, version, at, actor, post, command, ordinal, kind, body, alg, hash";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DbCommand> _statements = [];
    private DbConnection? _connection;
    private bool _disposed;

    protected Access Access => access;

    public (long Seq, byte[] Hash) Head()
    {
        const string Sql = "SELECT seq, hash FROM head WHERE one = 1";
        return Ask(() => Rows(Statement(Sql), ReadHead).Single());
    }

    public virtual IReadOnlyList<Fact> Facts(long after, long upTo, int limit)
    {
        const string Sql = $"SELECT {FactColumns} FROM facts WHERE seq > @after AND seq <= @upTo ORDER BY seq LIMIT @limit";
        return Ask(() => Rows(Statement(Sql, ("@after", after), ("@upTo", upTo), ("@limit", limit)), ReadFact));
    }

    public IReadOnlyList<Fact> History(string stream, long after, int limit)
    {
        const string Sql = $"SELECT {FactColumns} FROM facts WHERE stream = @stream AND version > @after ORDER BY version LIMIT @limit";
        return Ask(() => Rows(Statement(Sql, ("@stream", stream), ("@after", after), ("@limit", limit)), ReadFact));
    }

    public IReadOnlyList<string> Kinds(long upTo)
    {
        const string Sql = "SELECT DISTINCT kind FROM facts WHERE seq <= @upTo";
        return Ask(() => Rows(Statement(Sql, ("@upTo", upTo)), row => row.GetString(0)));
    }

    public void Append(IReadOnlyList<Asked> asked, Func<Standing, IReadOnlyList<Fact>> decide)
    {
        Transact(() =>
        {
            var facts = decide(Stand(asked));
            if (facts.Count > 0)
                Insert(facts);
            return facts.Count > 0;
        });
    }

    public abstract string? Damage();

    public virtual bool IsShared => false;

    public virtual IDisposable? Follow(Action woken) => null;

    public void Dispose()
    {
        lock (_gate)
        {
            Disconnect();
            _disposed = true;
        }
    }

    /// <summary>A connection that commits durably and checks that this is the city's database.</summary>
    protected abstract DbConnection Connect();

    /// <summary>Holds the head row and answers what it and the tables say.</summary>
    protected abstract Standing Stand(IReadOnlyList<Asked> asked);

    /// <summary>Writes facts and moves the head to the last of them.</summary>
    protected abstract void Insert(IReadOnlyList<Fact> facts);

    /// <summary>Writes whole or not at all. The body answers whether there is anything to commit.</summary>
    protected abstract void Transact(Func<bool> body);

    /// <summary>What to say when the database refuses.</summary>
    protected abstract RefusedException Told(DbException failed);

    /// <summary>Id of a command, exactly as it was hashed.</summary>
    protected abstract Guid ReadCommand(DbDataReader row, int column);

    protected DbConnection Connection => _connection!;

    protected T Ask<T>(Func<T> question)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                if (_connection is not { State: ConnectionState.Open })
                {
                    Disconnect();
                    _connection = Connect();
                }

                return question();
            }
            catch (DbException failed)
            {
                throw Told(failed);
            }
        }
    }

    /// <summary>Gives up the connection: the next question makes a new one.</summary>
    protected virtual void Disconnect()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Prepared once and kept, its parameters too: every caller passes a constant, and always the same names.</summary>
    protected DbCommand Statement(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = Connection.CreateCommand();
#pragma warning disable CA2100 // every caller passes a constant
            statement.CommandText = sql;
#pragma warning restore CA2100
            _statements.Add(sql, statement);
        }

        for (var at = 0; at < values.Length; at++)
        {
            if (at == statement.Parameters.Count)
            {
                var parameter = statement.CreateParameter();
                parameter.ParameterName = values[at].Name;
                statement.Parameters.Add(parameter);
            }

            statement.Parameters[at].Value = values[at].Value ?? DBNull.Value;
        }

        return statement;
    }

    protected static List<T> Rows<T>(DbCommand statement, Func<DbDataReader, T> read)
    {
        using var reader = statement.ExecuteReader();
        return Rows(reader, read);
    }

    protected static List<T> Rows<T>(DbDataReader reader, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    protected static (long Seq, byte[] Hash) ReadHead(DbDataReader row) => (row.GetInt64(0), row.GetFieldValue<byte[]>(1));

    protected static (string Stream, long Version) ReadVersion(DbDataReader row) => (row.GetString(0), row.IsDBNull(1) ? 0 : row.GetInt64(1));

    protected Fact ReadFact(DbDataReader row)
    {
        try
        {
            return new Fact(
                row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetString(4), row.GetString(5), ReadCommand(row, 6),
                row.GetString(8), row.GetFieldValue<byte[]>(9), row.GetFieldValue<byte[]>(11)) { Ordinal = row.GetInt32(7), Alg = row.GetString(10) };
        }
        catch (Exception unreadable) when (unreadable is InvalidCastException or InvalidOperationException or FormatException or OverflowException)
        {
            throw Unreadable(row.GetValue(0), unreadable);
        }
    }

    protected static RefusedException Unreadable(object seq, Exception cause) => Refused(
        "ledger.unreadable-fact", $"账本第 {seq} 条事实无法读取：{cause.Message}；请运行 mingzhu verify", $"fact {seq} of the ledger cannot be read: {cause.Message}; run 'mingzhu verify'", cause);

    protected static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : memory.ToArray();

    protected static RefusedException Refused(string code, string zh, string en, Exception? cause = null) => new([new Refusal(code, new(zh, en))], cause);
}
