using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mingzhu.Store;

/// <summary>One statement as SQLite itself prepares and steps it, for whoever reads or writes so many rows that an object and a copy for every value are too dear.</summary>
/// <remarks>Always: one thread, the connection stays open, values of a row hold until the next.</remarks>
public sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">A connection of <see cref="SqliteFile"/>.</param>
    /// <param name="sql">One statement.</param>
    /// <exception cref="DbException">It cannot be answered.</exception>
    public SqliteStatement(DbConnection connection, string sql)
    {
        _database = ((SqliteConnection)connection).Handle ?? throw new ArgumentException("the connection is not open", nameof(connection));
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <summary>Goes to the next row; false after the last, and where there are none to answer.</summary>
    /// <exception cref="DbException">A damaged page; a full disk.</exception>
    public bool Next()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, _database);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>SQLite's code for what stands in a column: 1 a whole number, 2 a number with a point, 3 a text, 4 bytes, 5 nothing.</summary>
    public int TypeAt(int column) => raw.sqlite3_column_type(_statement, column);

    /// <summary>A text in UTF-8, or bytes.</summary>
    public ReadOnlySpan<byte> BytesAt(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A whole number; 0 for nothing.</summary>
    public long IntegerAt(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A number with a point.</summary>
    public double RealAt(int column) => raw.sqlite3_column_double(_statement, column);

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    internal string TextAt(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>From the beginning again, wherever it stands and whatever came of it.</summary>
    internal void Rewind() => raw.sqlite3_reset(_statement);

    internal void Bind(int parameter, long number) => raw.sqlite3_bind_int64(_statement, parameter, number);

    internal void Bind(int parameter, string text) => raw.sqlite3_bind_text(_statement, parameter, text);

    internal void Bind(int parameter, ReadOnlySpan<byte> bytes) => raw.sqlite3_bind_blob(_statement, parameter, bytes);
}
