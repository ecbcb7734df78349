using System.Buffers;
using System.Buffers.Binary;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Well-known binary: how GeoPackage holds a geometry and how canonical rows spell one.</summary>
/// <remarks>
/// Our own and not NetTopologySuite's, whose reader trusts the counts in the bytes: here every count is checked against the bytes that are left before anything is allocated.
/// By: OGC 06-103r4 §8; Z and M in the ISO way (type + 1000, 2000, 3000) and in the EWKB way (high bits); neither goes into the geometry.
/// </remarks>
internal static class Wkb
{
    private const int MostNested = 16;

    /// <summary>Decodes one geometry.</summary>
    /// <exception cref="RefusedGeometryException">Broken bytes, a curve, an unclosed or short ring.</exception>
    public static Geometry Read(ReadOnlySpan<byte> bytes, GeometryFactory factory) => Read(bytes, factory, out _);

    /// <summary>The same, and tells what Z and M the bytes have.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, GeometryFactory)"/>
    public static Geometry Read(ReadOnlySpan<byte> bytes, GeometryFactory factory, out DroppedOrdinates dropped)
    {
        var reader = new Reader(bytes, factory);
        var geometry = reader.Geometry(0);
        dropped = reader.Dropped;
        return geometry;
    }

    /// <summary>Appends a geometry, little-endian, x and y only.</summary>
    /// <param name="geometry">Any but a curve.</param>
    /// <param name="into">Where to.</param>
    /// <param name="decimals">Digits after the point to round coordinates to; null keeps them as they are.</param>
    public static void Write(Geometry geometry, IBufferWriter<byte> into, int? decimals = null)
    {
        switch (geometry)
        {
            case Point point:
                Head(into, 1);
                Position(into, point.IsEmpty ? double.NaN : point.X, point.IsEmpty ? double.NaN : point.Y, decimals);
                break;
            case LineString line:
                Head(into, 2);
                Points(into, line.CoordinateSequence, decimals);
                break;
            case Polygon polygon:
                Head(into, 3);
                Rings(into, polygon, decimals);
                break;
            case GeometryCollection collection:
                Head(into, geometry switch { MultiPoint => 4, MultiLineString => 5, MultiPolygon => 6, _ => 7 });
                Number(into, collection.Count);
                foreach (var part in collection.Geometries)
                    Write(part, into, decimals);
                break;
            default:
                throw new ArgumentException($"{geometry.GeometryType} has no WKB here", nameof(geometry));
        }
    }

    /// <summary>Appends what <see cref="Write"/> wrote without rounding, as it writes it with: no geometry is made for it.</summary>
    public static void WriteRounded(ReadOnlySpan<byte> written, IBufferWriter<byte> into, int decimals)
    {
        var copy = into.GetSpan(written.Length)[..written.Length];
        written.CopyTo(copy);
        Round(copy, decimals);
        into.Advance(written.Length);
    }

    // Answers where the geometry ends.
    private static int Round(Span<byte> bytes, int decimals)
    {
        var (type, at) = (BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), 5);
        if (type == 1)
            return Round(bytes, at, 1, decimals);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        at += 4;
        if (type == 2)
            return Round(bytes, at, count, decimals);
        for (var part = 0; part < count; part++)
            at = type == 3 ? Round(bytes, at + 4, BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]), decimals) : at + Round(bytes[at..], decimals);
        return at;
    }

    private static int Round(Span<byte> bytes, int at, int positions, int decimals)
    {
        for (var end = at + (16 * positions); at < end; at += 8)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[at..], Rounded(BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]), decimals));
        return at;
    }

    private static void Rings(IBufferWriter<byte> into, Polygon polygon, int? decimals)
    {
        if (polygon.IsEmpty)
        {
            Number(into, 0);
            return;
        }
        Number(into, 1 + polygon.NumInteriorRings);
        Points(into, polygon.ExteriorRing.CoordinateSequence, decimals);
        for (var i = 0; i < polygon.NumInteriorRings; i++)
            Points(into, polygon.GetInteriorRingN(i).CoordinateSequence, decimals);
    }

    private static void Points(IBufferWriter<byte> into, CoordinateSequence points, int? decimals)
    {
        Number(into, points.Count);
        for (var i = 0; i < points.Count; i++)
            Position(into, points.GetX(i), points.GetY(i), decimals);
    }

    private static void Position(IBufferWriter<byte> into, double x, double y, int? decimals)
    {
        var bytes = into.GetSpan(16);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, Rounded(x, decimals));
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], Rounded(y, decimals));
        into.Advance(16);
    }

    // Adding 0 turns −0 into 0.
    private static double Rounded(double value, int? decimals) => decimals is { } digits ? Math.Round(value, digits) + 0.0 : value;

    private static void Head(IBufferWriter<byte> into, int type)
    {
        into.Write<byte>([1]);
        Number(into, type);
    }

    private static void Number(IBufferWriter<byte> into, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into.GetSpan(4), number);
        into.Advance(4);
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes, GeometryFactory factory)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;
        private bool _littleEndian;
        private bool _z;
        private bool _m;
        private DroppedOrdinates _dropped;

        public readonly DroppedOrdinates Dropped => _dropped;

        private readonly int PositionBytes => 16 + (_z ? 8 : 0) + (_m ? 8 : 0);

        public Geometry Geometry(int depth)
        {
            if (depth > MostNested)
                throw Broken($"嵌套超过 {MostNested} 层", $"nested more than {MostNested} deep");
            var type = Head();
            return type switch
            {
                1 => Point(),
                2 => Line(),
                3 => Polygon(),
                4 => factory.CreateMultiPoint([.. Parts<Point>(depth)]),
                5 => factory.CreateMultiLineString([.. Parts<LineString>(depth)]),
                6 => factory.CreateMultiPolygon([.. Parts<Polygon>(depth)]),
                7 => factory.CreateGeometryCollection([.. Parts<Geometry>(depth)]),
                >= 8 and <= 14 => throw new RefusedGeometryException(GeometryProblem.Curve(type)),
                _ => throw Broken($"未知的 WKB 类型 {type}", $"unknown WKB type {type}"),
            };
        }

        private uint Head()
        {
            var order = Take(1)[0];
            if (order > 1)
                throw Broken($"字节序标记为 {order}", $"byte order mark {order}");
            _littleEndian = order == 1;
            var type = Number();
            var (z, m) = ((type & 0x8000_0000) != 0, (type & 0x4000_0000) != 0);
            if ((type & 0x2000_0000) != 0)
                Number();
            type &= 0x0FFF_FFFF;
            (_z, _m) = (z || type / 1000 is 1 or 3, m || type / 1000 is 2 or 3);
            return type / 1000 > 3 ? type : type % 1000;
        }

        private Point Point()
        {
            var (x, y) = Position();
            return double.IsNaN(x) && double.IsNaN(y) ? factory.CreatePoint() : factory.CreatePoint(new Coordinate(x, y));
        }

        private Polygon Polygon()
        {
            var count = Count(4);
            var rings = new LinearRing[count];
            for (var i = 0; i < count; i++)
                rings[i] = Ring();
            return count == 0 ? factory.CreatePolygon() : Nested(rings);
        }

        private readonly Polygon Nested(LinearRing[] rings) => rings[0].IsEmpty && rings.Any(ring => !ring.IsEmpty)
            ? throw Broken("外环为空", "the outer ring is empty")
            : factory.CreatePolygon(rings[0], rings[1..]);

        private List<T> Parts<T>(int depth)
            where T : Geometry
        {
            var count = Count(5);
            var parts = new List<T>(count);
            for (var i = 0; i < count; i++)
                parts.Add(Geometry(depth + 1) as T ?? throw Broken("集合中混有其他类型", "a collection holds a part of another type"));
            return parts;
        }

        private LineString Line()
        {
            var points = Points();
            return points.Count == 1 ? GeometryRepair.Line(points.ToCoordinateArray(), factory) : factory.CreateLineString(points);
        }

        private LinearRing Ring()
        {
            var points = Points();
            var last = points.Count - 1;
            return last >= 3 && points.GetX(0) == points.GetX(last) && points.GetY(0) == points.GetY(last)
                ? factory.CreateLinearRing(points)
                : GeometryRepair.Ring(points.ToCoordinateArray(), factory);
        }

        private CoordinateSequence Points()
        {
            var points = factory.CoordinateSequenceFactory.Create(Count(PositionBytes), dimension: 2, measures: 0);
            for (var i = 0; i < points.Count; i++)
            {
                var (x, y) = Position();
                points.SetX(i, x);
                points.SetY(i, y);
            }

            return points;
        }

        private (double X, double Y) Position()
        {
            var taken = Take(PositionBytes);
            if (_z)
                _dropped.AddZ(Ordinate(taken[16..]));
            if (_m)
                _dropped.AddM(Ordinate(taken[(_z ? 24 : 16)..]));
            return (Ordinate(taken), Ordinate(taken[8..]));
        }

        private readonly double Ordinate(ReadOnlySpan<byte> bytes) =>
            _littleEndian ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) : BinaryPrimitives.ReadDoubleBigEndian(bytes);

        private int Count(int leastBytesEach)
        {
            var count = Number();
            return count <= (_bytes.Length - _at) / leastBytesEach
                ? (int)count
                : throw Broken($"数目 {count} 超过剩余字节", $"a count of {count} with {_bytes.Length - _at} bytes left");
        }

        private uint Number()
        {
            var taken = Take(4);
            return _littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : BinaryPrimitives.ReadUInt32BigEndian(taken);
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count > _bytes.Length - _at)
                throw Broken($"在第 {_bytes.Length} 字节处结束", $"ends at byte {_bytes.Length}");
            var taken = _bytes.Slice(_at, count);
            _at += count;
            return taken;
        }

        private static RefusedGeometryException Broken(string zh, string en) => new(GeometryProblem.Encoding(zh, en));
    }
}
