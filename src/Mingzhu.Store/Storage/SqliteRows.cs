using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mingzhu.Store;

/// <summary>The rows of a SELECT as SQLite holds them, for whoever reads so many that an object and a copy for every value are too dear.</summary>
/// <remarks>Always: one thread, the connection stays open, values of a row hold until the next.</remarks>
public sealed class SqliteRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _rows;

    /// <param name="connection">A connection of <see cref="SqliteFile"/>.</param>
    /// <param name="sql">One SELECT.</param>
    /// <exception cref="DbException">It cannot be answered.</exception>
    public SqliteRows(DbConnection connection, string sql)
    {
        _database = ((SqliteConnection)connection).Handle ?? throw new ArgumentException("the connection is not open", nameof(connection));
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _rows), _database);
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="DbException">A damaged page.</exception>
    public bool Next()
    {
        var code = raw.sqlite3_step(_rows);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(code, _database);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>SQLite's code for what stands in a column: 1 a whole number, 2 a number with a point, 3 a text, 4 bytes, 5 nothing.</summary>
    public int TypeAt(int column) => raw.sqlite3_column_type(_rows, column);

    /// <summary>A text in UTF-8, or bytes.</summary>
    public ReadOnlySpan<byte> BytesAt(int column) => raw.sqlite3_column_blob(_rows, column);

    /// <summary>A whole number.</summary>
    public long IntegerAt(int column) => raw.sqlite3_column_int64(_rows, column);

    /// <summary>A number with a point.</summary>
    public double RealAt(int column) => raw.sqlite3_column_double(_rows, column);

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();
}
