using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mingzhu.Store;

/// <content>The two ways on which many rows go, straight to SQLite: through ADO.NET's parameters and readers a row takes about three times as long.</content>
internal sealed partial class SqliteCity
{
    public override IReadOnlyList<Fact> Facts(long after, long upTo, int limit)
    {
        const string Sql = $"SELECT {FactColumns} FROM facts WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3";
        return Ask(() =>
        {
            using var statement = Prepared(Sql);
            raw.sqlite3_bind_int64(statement, 1, after);
            raw.sqlite3_bind_int64(statement, 2, upTo);
            raw.sqlite3_bind_int64(statement, 3, limit);
            var (facts, known) = (new List<Fact>(), new string?[12]);
            while (Stepped(statement))
                facts.Add(Read(statement, known));
            return facts;
        });
    }

    protected override void Insert(IReadOnlyList<Fact> facts)
    {
        const string Sql = $"INSERT INTO facts ({FactColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        const string MoveHead = "UPDATE head SET seq = @seq, hash = @hash WHERE one = 1";
        using (var statement = Prepared(Sql))
        {
            foreach (var fact in facts)
            {
                Bind(statement, fact);
                Stepped(statement);
                raw.sqlite3_reset(statement);
            }
        }

        Statement(MoveHead, ("@seq", facts[^1].Seq), ("@hash", Bytes(facts[^1].Hash))).ExecuteNonQuery();
    }

    private static void Bind(sqlite3_stmt statement, Fact fact)
    {
        raw.sqlite3_bind_int64(statement, 1, fact.Seq);
        raw.sqlite3_bind_text(statement, 2, fact.Stream);
        raw.sqlite3_bind_int64(statement, 3, fact.Version);
        raw.sqlite3_bind_int64(statement, 4, fact.At);
        raw.sqlite3_bind_text(statement, 5, fact.Actor);
        raw.sqlite3_bind_text(statement, 6, fact.Post);
        raw.sqlite3_bind_text(statement, 7, fact.Command.ToString("D"));
        raw.sqlite3_bind_int(statement, 8, fact.Ordinal);
        raw.sqlite3_bind_text(statement, 9, fact.Kind);
        raw.sqlite3_bind_blob(statement, 10, fact.Body.Span);
        raw.sqlite3_bind_text(statement, 11, fact.Alg);
        raw.sqlite3_bind_blob(statement, 12, fact.Hash.Span);
    }

    private static Fact Read(sqlite3_stmt row, string?[] known)
    {
        var seq = raw.sqlite3_column_int64(row, 0);
        try
        {
            return new Fact(
                seq, Text(row, 1, known), raw.sqlite3_column_int64(row, 2), raw.sqlite3_column_int64(row, 3), Text(row, 4, known), Text(row, 5, known), ReadCommand(raw.sqlite3_column_text(row, 6).utf8_to_string()),
                Text(row, 8, known), raw.sqlite3_column_blob(row, 9).ToArray(), raw.sqlite3_column_blob(row, 11).ToArray()) { Ordinal = raw.sqlite3_column_int(row, 7), Alg = Text(row, 10, known) };
        }
        catch (FormatException unreadable)
        {
            throw Unreadable(seq, unreadable);
        }
    }

    // Most rows say the same as the one before in most columns: the same string serves.
    private static string Text(sqlite3_stmt row, int column, string?[] known)
    {
        var text = raw.sqlite3_column_text(row, column).utf8_to_string();
        return known[column] == text ? known[column]! : known[column] = text;
    }

    private sqlite3_stmt Prepared(string sql)
    {
        var handle = ((SqliteConnection)Connection).Handle;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, sql, out var statement), handle);
        return statement;
    }

    // Whether there is a row.
    private bool Stepped(sqlite3_stmt statement)
    {
        var said = raw.sqlite3_step(statement);
        if (said is not raw.SQLITE_ROW and not raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(said, ((SqliteConnection)Connection).Handle);
        return said == raw.SQLITE_ROW;
    }
}
