using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Writes one table of a GeoPackage row by row, as <see cref="GeoPackageWriter"/> lays tables out (逐行写出).</summary>
/// <remarks>Cost: one transaction, one prepared statement, one row in memory. What is not committed is not there.</remarks>
public sealed class GeoPackageRows : IDisposable
{
    private readonly DbTransaction _transaction;
    private readonly DbCommand _insert;
    private readonly GeoPackageLayout _layout;
    private readonly ImmutableArray<Field> _fields;

    /// <summary>Begins the table.</summary>
    /// <param name="connection">Open and writable.</param>
    /// <param name="name">The table's name; must be new.</param>
    /// <param name="fields">Its columns.</param>
    /// <param name="geometryType">What shapes will follow, such as "POLYGON"; null for a table without.</param>
    /// <param name="box">Around all of them.</param>
    /// <param name="lastChange">As for <see cref="GeoPackageWriter.Write"/>.</param>
    /// <param name="crs">What the coordinates are; EPSG:4490 if not said.</param>
    /// <exception cref="ArgumentException">Two fields differ only by case.</exception>
    public GeoPackageRows(DbConnection connection, string name, ImmutableArray<Field> fields, string? geometryType, Box box, DateTimeOffset? lastChange = null, Crs? crs = null)
    {
        (_fields, _layout) = (fields, new GeoPackageLayout(name, fields, geometryType));
        GeoPackageWriter.Prepare(connection);
        _transaction = connection.BeginTransaction();
        GeoPackageWriter.Begin(_transaction, _layout, box, lastChange, crs ?? Crs.Cgcs2000);
        _insert = Sql.Command(connection, _layout.Insert, new object?[_layout.Parameters]);
        _insert.Transaction = _transaction;
        _insert.Prepare();
    }

    /// <summary>Writes the next row.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="stored">Its geometry as <see cref="FeatureSpool"/> holds it; empty if it has none.</param>
    /// <param name="values">One for each field.</param>
    /// <exception cref="ArgumentException">A value is not of its field's type.</exception>
    public void Add(string id, ReadOnlySpan<byte> stored, ReadOnlySpan<object?> values)
    {
        var at = 0;
        if (_layout.Geometry is not null)
            _insert.Parameters[at++].Value = stored.IsEmpty ? DBNull.Value : stored.ToArray();
        _insert.Parameters[at++].Value = id;
        for (var column = 0; column < values.Length; column++)
            _insert.Parameters[at++].Value = Stored(values[column], _fields[column]);
        _insert.ExecuteNonQuery();
    }

    /// <summary>All rows are there.</summary>
    public void Commit() => _transaction.Commit();

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _transaction.Dispose();
    }

    private static object Stored(object? value, Field field) => (value, field.Type) switch
    {
        (null, _) => DBNull.Value,
        (string, FieldType.Text) or (long, FieldType.Integer) => value,
        (double number, FieldType.Real) when double.IsFinite(number) => value,
        (bool truth, FieldType.Boolean) => truth ? 1L : 0L,
        (DateOnly date, FieldType.Date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"field '{field.Name}' is {field.Type} and can't hold '{value}' ({value.GetType().Name})", nameof(value)),
    };
}
