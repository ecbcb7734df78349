namespace Mingzhu.Store;

/// <content>The ways on which many rows go, straight to SQLite: through ADO.NET's parameters and readers a row takes about three times as long.</content>
internal sealed partial class SqliteCity
{
    private readonly Dictionary<string, SqliteStatement> _prepared = [];

    public override IReadOnlyList<Fact> Facts(long after, long upTo, int limit)
    {
        const string Sql = $"SELECT {FactColumns} FROM facts WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3";
        return Ask(() =>
        {
            using var statement = new SqliteStatement(Connection, Sql);
            statement.Bind(1, after);
            statement.Bind(2, upTo);
            statement.Bind(3, limit);
            return Read(statement);
        });
    }

    protected override Standing Stand(IReadOnlyList<Asked> asked)
    {
        const string Recorded = $"SELECT {FactColumns} FROM facts WHERE command = ?1 ORDER BY ordinal";
        const string Version = "SELECT MAX(version) FROM facts WHERE stream = ?1";
        var (seq, hash) = Head();
        var recorded = new List<Fact>();
        var versions = new Dictionary<string, long>();
        foreach (var command in asked.Select(one => one.Command).Distinct())
            recorded.AddRange(Answered(Recorded, command.ToString("D"), Read));
        foreach (var stream in asked.Select(one => one.Stream))
        {
            if (!versions.ContainsKey(stream))
                versions.Add(stream, Answered(Version, stream, found => found.Next() ? found.IntegerAt(0) : 0));
        }

        return new Standing(seq, hash, recorded.ToLookup(fact => fact.Command), versions);
    }

    protected override void Insert(IReadOnlyList<Fact> facts)
    {
        const string Sql = $"INSERT INTO facts ({FactColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        const string MoveHead = "UPDATE head SET seq = ?1, hash = ?2 WHERE one = 1";
        var insert = Prepared(Sql);
        foreach (var fact in facts)
        {
            Bind(insert, fact);
            Run(insert);
        }

        var move = Prepared(MoveHead);
        move.Bind(1, facts[^1].Seq);
        move.Bind(2, facts[^1].Hash.Span);
        Run(move);
    }

    protected override void Disconnect()
    {
        foreach (var statement in _prepared.Values)
            statement.Dispose();
        _prepared.Clear();
        base.Disconnect();
    }

    private static void Bind(SqliteStatement statement, Fact fact)
    {
        statement.Bind(1, fact.Seq);
        statement.Bind(2, fact.Stream);
        statement.Bind(3, fact.Version);
        statement.Bind(4, fact.At);
        statement.Bind(5, fact.Actor);
        statement.Bind(6, fact.Post);
        statement.Bind(7, fact.Command.ToString("D"));
        statement.Bind(8, fact.Ordinal);
        statement.Bind(9, fact.Kind);
        statement.Bind(10, fact.Body.Span);
        statement.Bind(11, fact.Alg);
        statement.Bind(12, fact.Hash.Span);
    }

    // A statement that stands half way would keep its transaction from ending.
    private static void Run(SqliteStatement statement)
    {
        try
        {
            statement.Next();
        }
        finally
        {
            statement.Rewind();
        }
    }

    private T Answered<T>(string sql, string about, Func<SqliteStatement, T> read)
    {
        var statement = Prepared(sql);
        statement.Bind(1, about);
        try
        {
            return read(statement);
        }
        finally
        {
            statement.Rewind();
        }
    }

    private SqliteStatement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
            _prepared.Add(sql, statement = new SqliteStatement(Connection, sql));
        return statement;
    }

    private static List<Fact> Read(SqliteStatement rows)
    {
        var (facts, texts) = (new List<Fact>(), new Texts(rows));
        while (rows.Next())
            facts.Add(Read(rows, texts));
        return facts;
    }

    private static Fact Read(SqliteStatement row, Texts texts)
    {
        var seq = row.IntegerAt(0);
        try
        {
            return new Fact(
                seq, texts.At(1), row.IntegerAt(2), row.IntegerAt(3), texts.At(4), texts.At(5), texts.CommandAt(6),
                texts.At(8), row.BytesAt(9).ToArray(), row.BytesAt(11).ToArray()) { Ordinal = (int)row.IntegerAt(7), Alg = texts.At(10) };
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            throw Unreadable(seq, unreadable);
        }
    }

    /// <summary>Most rows say the same as the one before in most columns: they are compared as they lie, and the same string serves.</summary>
    private sealed class Texts(SqliteStatement row)
    {
        private const int Columns = 12;
        private readonly byte[][] _bytes = [.. Enumerable.Repeat(Array.Empty<byte>(), Columns)];
        private readonly string[] _texts = [.. Enumerable.Repeat("", Columns)];
        private (string Text, Guid Id)? _command;

        public string At(int column)
        {
            var bytes = row.BytesAt(column);
            if (!bytes.SequenceEqual(_bytes[column]))
                (_bytes[column], _texts[column]) = (bytes.ToArray(), System.Text.Encoding.UTF8.GetString(bytes));
            return _texts[column];
        }

        public Guid CommandAt(int column)
        {
            var text = At(column);
            if (!ReferenceEquals(text, _command?.Text))
                _command = (text, ReadCommand(text));
            return _command!.Value.Id;
        }
    }
}
