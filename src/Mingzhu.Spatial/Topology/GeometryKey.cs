using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A number that two geometries share if they are the same shape, whatever their first point, direction and order of parts.</summary>
internal static class GeometryKey
{
    /// <summary>The key of a geometry; coordinates are rounded first to so many digits behind the point, null takes them as they are.</summary>
    public static UInt128 Of(Geometry geometry, int? decimals = null)
    {
        var rounded = decimals is { } digits ? Redraw.Move(geometry, (x, y) => (Math.Round(x, digits) + 0.0, Math.Round(y, digits) + 0.0)) : geometry;
        var bytes = new ArrayBufferWriter<byte>(256);
        Wkb.Write(Plain(rounded).Normalized(), bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(bytes.WrittenSpan));
    }

    /// <summary>A collection of one is what it holds; a ring by itself would be normalised as a line, whose first point stays where it is.</summary>
    private static Geometry Plain(Geometry geometry) => geometry switch
    {
        GeometryCollection { Count: 1 } single => Plain(single.GetGeometryN(0)),
        LinearRing ring => ring.Factory.CreatePolygon(ring),
        _ => geometry,
    };
}
