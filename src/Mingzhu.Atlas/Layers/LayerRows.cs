using System.Data.Common;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>The stored rows of a layer's file, as SQLite holds them.</summary>
internal sealed class LayerRows(DbConnection connection, string sql) : IStoredRows
{
    private readonly SqliteStatement _rows = new(connection, sql);

    public bool Next() => _rows.Next();

    public StoredKind KindAt(int column) => _rows.TypeAt(column) switch
    {
        1 => StoredKind.Integer,
        2 => StoredKind.Real,
        3 => StoredKind.Text,
        4 => StoredKind.Blob,
        _ => StoredKind.Null,
    };

    public ReadOnlySpan<byte> BytesAt(int column) => _rows.BytesAt(column);

    public long IntegerAt(int column) => _rows.IntegerAt(column);

    public double RealAt(int column) => _rows.RealAt(column);

    public void Dispose() => _rows.Dispose();
}
