using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The hash of <see cref="CanonicalRows"/>, row by row, for tables that are never in memory whole (逐行规范哈希).</summary>
/// <remarks>Always: the same as <see cref="CanonicalRows.Hash"/> of a table of these rows. Cost: one row in memory.</remarks>
public sealed class CanonicalHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly ArrayBufferWriter<byte> _shape = new(4096);
    private string? _last;

    /// <summary>Begins a table.</summary>
    /// <param name="fields">Its columns.</param>
    /// <param name="rows">How many rows will follow.</param>
    public CanonicalHash(ImmutableArray<Field> fields, long rows)
    {
        CanonicalRows.Number(_bytes, fields.Length);
        foreach (var field in fields)
        {
            CanonicalRows.Text(_bytes, field.Name);
            _bytes.Write([(byte)field.Type]);
        }
        CanonicalRows.Number(_bytes, rows);
        Flush();
    }

    /// <summary>Takes the next row.</summary>
    /// <param name="id">Its id, after the one before in the order of <see cref="RowOrder"/>.</param>
    /// <param name="geometry">EPSG:4490; null if it has none.</param>
    /// <param name="values">One for each field.</param>
    /// <exception cref="ArgumentException">Ids don't ascend.</exception>
    public void Add(string id, Geometry? geometry, ReadOnlySpan<object?> values)
    {
        _shape.ResetWrittenCount();
        if (geometry is not null)
            Wkb.Write(geometry, _shape, CanonicalRows.Decimals);
        Row(id, values);
    }

    /// <summary>Takes the next row, its geometry as <see cref="FeatureSpool"/> and our GeoPackages hold it.</summary>
    /// <inheritdoc cref="Add(string, Geometry?, ReadOnlySpan{object?})"/>
    /// <param name="stored">Empty if it has none.</param>
    public void Add(string id, ReadOnlySpan<byte> stored, ReadOnlySpan<object?> values)
    {
        _shape.ResetWrittenCount();
        if (stored.Length > 0)
            Wkb.WriteRounded(GeoPackageBlob.ShapeOf(stored), _shape, CanonicalRows.Decimals);
        Row(id, values);
    }

    /// <summary>SHA-256 over all; 64 lower-case hex digits.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Row(string id, ReadOnlySpan<object?> values)
    {
        if (_last is not null && string.CompareOrdinal(_last, id) > 0)
            throw new ArgumentException($"'{id}' comes after '{_last}'", nameof(id));
        _last = id;
        CanonicalRows.Text(_bytes, id);
        CanonicalRows.Number(_bytes, _shape.WrittenCount);
        _bytes.Write(_shape.WrittenSpan);
        foreach (var value in values)
            CanonicalRows.Value(_bytes, value);
        Flush();
    }

    private void Flush()
    {
        _hash.AppendData(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
    }
}
