using System.Buffers;
using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A row as it was put aside.</summary>
/// <param name="Label">What the file calls it.</param>
/// <param name="Shape">Its geometry as our GeoPackages store one; empty if it has none.</param>
/// <param name="Values">One for each field.</param>
public readonly record struct SpooledRow(string Label, byte[] Shape, object?[] Values);

/// <summary>Rows put aside in a file while a layer is read (要素暂存): as many as the disk holds, to be had again in any order.</summary>
/// <remarks>
/// In memory are 8 bytes a row (where it lies), 33 more where it has a shape (its box, its type), and the last megabyte; fewer rows than that never make a file.<br/>
/// Always: a row reads back as it was added. Not thread-safe.
/// </remarks>
public sealed class FeatureSpool : IDisposable
{
    private readonly SpoolFile _file;
    private readonly GeometryFactory _factory = new(new PrecisionModel(), GeoPackageWriter.Cgcs2000);
    private readonly ArrayBufferWriter<byte> _shape = new(1024);
    private readonly ChunkedList<long> _places = new(-1);
    private readonly ChunkedList<Box> _boxes = new(Box.Empty);
    private readonly ChunkedList<byte> _types = new((byte)GeometryTypes.Of(null));

    /// <summary>Begins.</summary>
    /// <param name="path">Where a file may be made; it goes with this object.</param>
    /// <param name="fields">What the values are.</param>
    public FeatureSpool(string path, ImmutableArray<Field> fields) => (_file, Fields) = (new SpoolFile(path), fields);

    /// <summary>The columns.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>How many rows.</summary>
    public int Count => _places.Count;

    /// <summary>The box of each row, degrees; empty where it has no geometry.</summary>
    public IReadOnlyList<Box> Boxes => _boxes;

    /// <summary>Around all of them.</summary>
    public Box Extent => _boxes.Aggregate(Box.Empty, (all, box) => all.With(box));

    /// <summary>The type of all geometries as GeoPackage calls it; null if there is none.</summary>
    public string? GeometryType => GeometryTypes.Together(_types.Select(type => (OgcGeometryType)type));

    /// <summary>Puts a row aside.</summary>
    /// <param name="label">What the file calls it.</param>
    /// <param name="geometry">EPSG:4490; null if it has none.</param>
    /// <param name="values">One for each field, of its type or null.</param>
    public void Add(string label, Geometry? geometry, ReadOnlySpan<object?> values)
    {
        _shape.ResetWrittenCount();
        if (geometry is not null)
            GeoPackageBlob.Write(geometry, GeoPackageWriter.Cgcs2000, _shape);
        _places.Add(_file.Position);
        _boxes.Add(geometry is null ? Box.Empty : Box.Of(geometry));
        _types.Add((byte)GeometryTypes.Of(geometry));
        SpooledValue.Write(_file.Begin(), label, _shape.WrittenSpan, values);
        _file.End();
    }

    /// <summary>Reads a row again; fast in the order they were added.</summary>
    public SpooledRow Read(int row) => SpooledValue.Read(_file.Read(_places[row]), Fields.Length);

    /// <summary>What the file calls a row.</summary>
    public string Label(int row) => Read(row).Label;

    /// <summary>The geometry of a row; null if it has none.</summary>
    public Geometry? Shape(int row) => Read(row).Shape is { Length: > 0 } stored ? GeoPackageBlob.Read(stored, GeoPackageWriter.Cgcs2000, _factory) : null;

    /// <summary>How much a row takes in the file, bytes, with what lies between it and the next.</summary>
    public long Bytes(int row) => row + 1 < Count ? _places[row + 1] - _places[row] : _file.Position - _places[row];

    /// <summary>Leaves only some rows, in their order.</summary>
    public void Keep(IReadOnlyList<int> rows)
    {
        _places.Keep(rows);
        _boxes.Keep(rows);
        _types.Keep(rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
