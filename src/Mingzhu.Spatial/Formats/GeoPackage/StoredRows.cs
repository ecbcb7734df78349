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

/// <summary>The same over any reader of ADO.NET, slower.</summary>
internal sealed class ReaderRows(DbCommand command) : IStoredRows
{
    private readonly DbDataReader _reader = command.ExecuteReader();

    public bool Next() => _reader.Read();

    public StoredKind KindAt(int column) => _reader.GetValue(column) switch
    {
        long => StoredKind.Integer,
        double => StoredKind.Real,
        string => StoredKind.Text,
        byte[] => StoredKind.Blob,
        _ => StoredKind.Null,
    };

    public ReadOnlySpan<byte> BytesAt(int column) => _reader.GetValue(column) is string text ? Encoding.UTF8.GetBytes(text) : _reader.GetFieldValue<byte[]>(column);

    public long IntegerAt(int column) => _reader.GetInt64(column);

    public double RealAt(int column) => _reader.GetDouble(column);

    public void Dispose()
    {
        _reader.Dispose();
        command.Dispose();
    }
}
