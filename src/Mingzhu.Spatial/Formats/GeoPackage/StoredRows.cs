using System.Data.Common;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>What stands in one place of a stored row.</summary>
public enum StoredKind : byte
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a point.</summary>
    Real,

    /// <summary>UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Blob,
}

/// <summary>
/// The rows of a SELECT as the database itself holds them: whoever opens databases offers them, so that half a million rows are read without an object and a copy for every value.
/// </summary>
public interface IStoredRows : IDisposable
{
    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="DbException">A damaged page.</exception>
    bool Next();

    /// <summary>What stands in a column, counted from 0.</summary>
    StoredKind KindAt(int column);

    /// <summary>A text in UTF-8 or the bytes of a BLOB; holds until <see cref="Next"/>.</summary>
    ReadOnlySpan<byte> BytesAt(int column);

    /// <summary>A whole number.</summary>
    long IntegerAt(int column);

    /// <summary>A number with a point.</summary>
    double RealAt(int column);
}

/// <summary>The same over any reader of ADO.NET, slower: every value is made once a row.</summary>
internal sealed class ReaderRows : IStoredRows
{
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;
    private readonly object?[] _row;

    public ReaderRows(DbCommand command)
    {
        (_command, _reader) = (command, command.ExecuteReader());
        _row = new object?[_reader.FieldCount];
    }

    public bool Next()
    {
        Array.Clear(_row);
        return _reader.Read();
    }

    public StoredKind KindAt(int column) => At(column) switch
    {
        long => StoredKind.Integer,
        double => StoredKind.Real,
        string => StoredKind.Text,
        byte[] => StoredKind.Blob,
        _ => StoredKind.Null,
    };

    public ReadOnlySpan<byte> BytesAt(int column) => At(column) is string text ? Encoding.UTF8.GetBytes(text) : (byte[])At(column);

    public long IntegerAt(int column) => (long)At(column);

    public double RealAt(int column) => (double)At(column);

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    private object At(int column) => _row[column] ??= _reader.GetValue(column);
}
