using System.Buffers;
using System.Buffers.Binary;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The form in which a GeoPackage holds one geometry: a header, then WKB.</summary>
/// <remarks>By: OGC 12-128r19 (GeoPackage 1.4) §2.1.3, unchanged since 1.0.</remarks>
internal static class GeoPackageBlob
{
    private const int EmptyFlag = 0x10;
    private const int ExtendedFlag = 0x20;
    private static readonly int[] EnvelopeBytes = [0, 32, 48, 48, 64];

    /// <summary>Decodes a geometry; null if it is marked or written as empty.</summary>
    /// <exception cref="RefusedGeometryException">Broken bytes, an extended type, or another coordinate system than its column's.</exception>
    public static Geometry? Read(ReadOnlySpan<byte> blob, int srsId, GeometryFactory factory) => Read(blob, srsId, factory, out _);

    /// <summary>The same, and tells what Z and M it has.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, int, GeometryFactory)"/>
    public static Geometry? Read(ReadOnlySpan<byte> blob, int srsId, GeometryFactory factory, out DroppedOrdinates dropped)
    {
        dropped = default;
        if (blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P')
            throw Broken("开头不是 GP", "it does not begin with 'GP'");
        var flags = blob[3];
        var envelope = (flags >> 1) & 7;
        if (envelope >= EnvelopeBytes.Length || blob.Length < 8 + EnvelopeBytes[envelope])
            throw Broken($"外包框代码为 {envelope}，共 {blob.Length} 字节", $"envelope code {envelope} in {blob.Length} bytes");
        if ((flags & ExtendedFlag) != 0)
            throw Broken("扩展几何类型不受支持", "extended geometry types are not supported");
        var found = (flags & 1) == 1 ? BinaryPrimitives.ReadInt32LittleEndian(blob[4..]) : BinaryPrimitives.ReadInt32BigEndian(blob[4..]);
        if (found != srsId && found > 0)
            throw new RefusedGeometryException(OtherSrs(found, srsId));
        return (flags & EmptyFlag) != 0 ? null : Wkb.Read(blob[(8 + EnvelopeBytes[envelope])..], factory, out dropped);
    }

    /// <summary>The WKB in what <see cref="Write"/> wrote.</summary>
    public static ReadOnlySpan<byte> ShapeOf(ReadOnlySpan<byte> ours) => ours[(8 + EnvelopeBytes[(ours[3] >> 1) & 7])..];

    /// <summary>Appends a geometry with its envelope (none for points, as is usual).</summary>
    public static void Write(Geometry geometry, int srsId, IBufferWriter<byte> into)
    {
        var withEnvelope = geometry is not Point && !geometry.IsEmpty;
        var head = into.GetSpan(40);
        "GP"u8.CopyTo(head);
        head[2] = 0;
        head[3] = (byte)(1 | (withEnvelope ? 2 : 0) | (geometry.IsEmpty ? EmptyFlag : 0));
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], srsId);
        if (withEnvelope)
        {
            var box = geometry.EnvelopeInternal;
            BinaryPrimitives.WriteDoubleLittleEndian(head[8..], box.MinX);
            BinaryPrimitives.WriteDoubleLittleEndian(head[16..], box.MaxX);
            BinaryPrimitives.WriteDoubleLittleEndian(head[24..], box.MinY);
            BinaryPrimitives.WriteDoubleLittleEndian(head[32..], box.MaxY);
        }
        into.Advance(withEnvelope ? 40 : 8);
        Wkb.Write(geometry, into);
    }

    private static SourceProblem OtherSrs(int found, int expected) => new(
        "geometry.other-srs",
        $"该行几何的坐标系编号为 {found}，图层为 {expected}；请统一坐标系后重新导出",
        $"the geometry of this row says coordinate system {found}, its layer says {expected}; bring them to one and export again");

    private static RefusedGeometryException Broken(string zh, string en) => new(GeometryProblem.Encoding(zh, en));
}
