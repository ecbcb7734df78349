using System.Buffers;
using System.Buffers.Binary;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Writes a .shp and its .shx, shape by shape.</summary>
internal sealed class ShpWriter : IDisposable
{
    private const int HeaderBytes = 100, RecordHeaderBytes = 8;
    private readonly FileStream _shapes;
    private readonly FileStream _index;
    private readonly int _type;
    private readonly Envelope _box = new();
    private readonly ArrayBufferWriter<byte> _content = new(4096);
    private int _records;

    public ShpWriter(string shp, string shx, int type)
    {
        _type = type;
        _shapes = new FileStream(shp, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _index = new FileStream(shx, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        _shapes.Write(new byte[HeaderBytes]);
        _index.Write(new byte[HeaderBytes]);
    }

    /// <summary>Writes a shape; a null shape for null or an empty geometry.</summary>
    /// <exception cref="ArgumentException">The file would grow beyond what the format can address.</exception>
    public void Add(Geometry? geometry)
    {
        _content.ResetWrittenCount();
        if (geometry is null || geometry.IsEmpty)
            Int(ShapeRecord.Null);
        else
            Content(geometry);
        if (_shapes.Position + RecordHeaderBytes + _content.WrittenCount > int.MaxValue)
            throw new ArgumentException("a shapefile holds at most 2 GB; write a GeoPackage instead", nameof(geometry));
        Span<byte> header = stackalloc byte[RecordHeaderBytes];
        BinaryPrimitives.WriteInt32BigEndian(header, (int)(_shapes.Position / 2));
        BinaryPrimitives.WriteInt32BigEndian(header[4..], _content.WrittenCount / 2);
        _index.Write(header);
        BinaryPrimitives.WriteInt32BigEndian(header, ++_records);
        _shapes.Write(header);
        _shapes.Write(_content.WrittenSpan);
    }

    public void Dispose()
    {
        Finish(_shapes);
        Finish(_index);
    }

    private void Content(Geometry geometry)
    {
        _box.ExpandToInclude(geometry.EnvelopeInternal);
        Int(_type);
        if (_type == ShapeRecord.Point)
        {
            Position(geometry.Coordinate);
            return;
        }
        Box(geometry.EnvelopeInternal);
        if (_type == ShapeRecord.MultiPoint)
        {
            Int(geometry.NumPoints);
            foreach (var point in geometry.Coordinates)
                Position(point);
            return;
        }
        Coordinate[][] parts = [.. Parts(geometry)];
        Int(parts.Length);
        Int(parts.Sum(part => part.Length));
        var start = 0;
        foreach (var part in parts)
        {
            Int(start);
            start += part.Length;
        }
        foreach (var point in parts.SelectMany(part => part))
            Position(point);
    }

    // Outer rings clockwise, holes the other way.
    private static IEnumerable<Coordinate[]> Parts(Geometry geometry) => geometry switch
    {
        GeometryCollection many => many.Geometries.Where(part => !part.IsEmpty).SelectMany(Parts),
        Polygon polygon => [Running(polygon.ExteriorRing.Coordinates, clockwise: true), .. polygon.InteriorRings.Select(hole => Running(hole.Coordinates, clockwise: false))],
        _ => [geometry.Coordinates],
    };

    private static Coordinate[] Running(Coordinate[] ring, bool clockwise) => Area.OfRingSigned(ring) > 0 == clockwise ? ring : [.. ring.Reverse()];

    private void Finish(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, 9994);
        BinaryPrimitives.WriteInt32BigEndian(header[24..], (int)(file.Length / 2));
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], 1000);
        BinaryPrimitives.WriteInt32LittleEndian(header[32..], _type);
        _content.ResetWrittenCount();
        Box(_box.IsNull ? new Envelope(0, 0, 0, 0) : _box);
        _content.WrittenSpan.CopyTo(header[36..]);
        file.Position = 0;
        file.Write(header);
        file.Dispose();
    }

    private void Box(Envelope box)
    {
        Position(new Coordinate(box.MinX, box.MinY));
        Position(new Coordinate(box.MaxX, box.MaxY));
    }

    private void Position(Coordinate at)
    {
        var bytes = _content.GetSpan(16);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, at.X);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], at.Y);
        _content.Advance(16);
    }

    private void Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_content.GetSpan(4), value);
        _content.Advance(4);
    }
}
