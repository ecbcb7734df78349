using System.Buffers.Binary;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Decodes the contents of one record of a .shp file.</summary>
/// <remarks>
/// All of the format but MultiPatch. Z and M follow x and y of all points; no geometry has them. Every count is held against the bytes there are before anything is allocated.<br/>
/// By: ESRI Shapefile Technical Description, July 1998.
/// </remarks>
internal static class ShapeRecord
{
    /// <summary>Shape types, as the file has them.</summary>
    public const int Null = 0, Point = 1, PolyLine = 3, Polygon = 5, MultiPoint = 8, MultiPatch = 31;

    private const int PolyHead = 44, MultiPointHead = 40;

    /// <summary>The type without Z and M; −1 if there is no such type.</summary>
    public static int Flat(int type) => type switch
    {
        Null or Point or PolyLine or Polygon or MultiPoint or MultiPatch => type,
        11 or 13 or 15 or 18 => type - 10,
        21 or 23 or 25 or 28 => type - 20,
        _ => -1,
    };

    /// <summary>Bytes that the contents need for x and y of what they count, from their first 44 bytes or all there are; 0 if they are too short to say.</summary>
    public static long Needed(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4)
            return 0;
        return Flat(Int(head)) switch
        {
            Null => 4,
            Point => 20,
            MultiPoint when head.Length >= MultiPointHead => MultiPointHead + (16L * Count(head, 36)),
            PolyLine or Polygon when head.Length >= PolyHead => PolyHead + (4L * Count(head, 36)) + (16L * Count(head, 40)),
            _ => 0,
        };
    }

    /// <summary>The geometry; null for a null shape.</summary>
    /// <param name="content">The contents of the record.</param>
    /// <param name="factory">Makes the geometry.</param>
    /// <param name="notes">Where to tell what had to be put right.</param>
    /// <exception cref="RefusedGeometryException">The bytes hold no geometry.</exception>
    public static Geometry? Read(ReadOnlySpan<byte> content, GeometryFactory factory, List<SourceProblem> notes)
    {
        if (content.Length < 4)
            throw Broken($"记录只有 {content.Length} 字节", $"the record has only {content.Length} bytes");
        var type = Int(content);
        var needed = Needed(content);
        if (Flat(type) is not (-1 or MultiPatch) && (needed == 0 || needed > content.Length))
            throw Broken($"所写的点数需要 {needed} 字节，记录只有 {content.Length} 字节", $"its counts need {needed} bytes, the record has {content.Length}");
        switch (Flat(type))
        {
            case Null:
                return null;
            case Point:
                return factory.CreatePoint(At(content, 4));
            case MultiPoint:
                return factory.CreateMultiPointFromCoords(Points(content[MultiPointHead..], Count(content, 36)));
            case PolyLine:
                return Lines(Parts(content), factory, notes);
            case Polygon:
                return ShapeRings.Assemble(Parts(content), factory, notes);
            case MultiPatch:
                throw new RefusedGeometryException(new SourceProblem(
                    "shp.multipatch", "三维体（MultiPatch）不受支持，请先导出为面（ArcGIS“多面体轮廓”）", "MultiPatch (a body in three dimensions) is not supported; export its footprint as a polygon first"));
            default:
                throw Broken($"没有编号为 {type} 的图形类型", $"there is no shape type {type}");
        }
    }

    /// <summary>The Z and M of a record that <see cref="Read"/> read; what is too short for them has none.</summary>
    public static DroppedOrdinates Dropped(ReadOnlySpan<byte> content)
    {
        var dropped = default(DroppedOrdinates);
        var (type, needed) = (Int(content), Needed(content));
        if (type <= MultiPoint || type == MultiPatch)
            return dropped;
        var hasZ = type < 20;
        if (Flat(type) == Point)
        {
            if (hasZ && content.Length >= needed + 8)
                dropped.AddZ(Real(content, (int)needed));
            if (content.Length >= needed + (hasZ ? 16 : 8))
                dropped.AddM(Real(content, (int)needed + (hasZ ? 8 : 0)));
            return dropped;
        }
        // Each block is the range of the values and then the values; the range may lie.
        var points = Count(content, Flat(type) == MultiPoint ? 36 : 40);
        var block = 16 + (8L * points);
        for (var at = 0; hasZ && content.Length >= needed + block && at < points; at++)
            dropped.AddZ(Real(content, (int)needed + 16 + (8 * at)));
        var measures = needed + (hasZ ? block : 0);
        for (var at = 0; content.Length >= measures + block && at < points; at++)
            dropped.AddM(Real(content, (int)measures + 16 + (8 * at)));
        return dropped;
    }

    private static Geometry Lines(List<Coordinate[]> parts, GeometryFactory factory, List<SourceProblem> notes)
    {
        var whole = parts.FindAll(part => part.Length > 1);
        if (whole.Count == 0)
            return parts.Count == 0 ? factory.CreateLineString() : GeometryRepair.Line(parts[0], factory);
        if (whole.Count < parts.Count)
            notes.Add(PartsDropped(parts.Count - whole.Count));
        return whole.Count == 1 ? factory.CreateLineString(whole[0]) : factory.CreateMultiLineString([.. whole.Select(part => factory.CreateLineString(part))]);
    }

    private static List<Coordinate[]> Parts(ReadOnlySpan<byte> content)
    {
        var (parts, points) = (Count(content, 36), Count(content, 40));
        var starts = content.Slice(PolyHead, 4 * parts);
        var positions = content.Slice(PolyHead + (4 * parts), 16 * points);
        var all = new List<Coordinate[]>(parts);
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = (Int(starts[(4 * part)..]), part + 1 < parts ? Int(starts[(4 * (part + 1))..]) : points);
            if (from < 0 || to < from || to > points || (part == 0 && from != 0))
                throw Broken($"第 {part + 1} 部分从第 {from} 点到第 {to} 点，共 {points} 点", $"part {part + 1} runs from point {from} to {to} of {points}");
            if (to > from)
                all.Add(Points(positions[(16 * from)..], to - from));
        }
        return all;
    }

    private static Coordinate[] Points(ReadOnlySpan<byte> bytes, int count)
    {
        var points = new Coordinate[count];
        for (var point = 0; point < count; point++)
            points[point] = At(bytes, 16 * point);
        return points;
    }

    private static Coordinate At(ReadOnlySpan<byte> bytes, int offset) =>
        new(Real(bytes, offset), Real(bytes, offset + 8));

    private static double Real(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadDoubleLittleEndian(bytes[offset..]);

    private static int Int(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    // A negative count is one that no file can hold.
    private static int Count(ReadOnlySpan<byte> bytes, int offset) => Int(bytes[offset..]) is >= 0 and var count ? count : int.MaxValue;

    public static SourceProblem PartsDropped(int parts) => new(
        "shp.part-dropped", $"有 {parts} 个部分点数太少，不成线或面，已舍去", $"{parts} parts have too few points to be a line or a ring; they were dropped", ProblemSeverity.Repaired);

    private static RefusedGeometryException Broken(string zh, string en) =>
        new(new SourceProblem("shp.record", $"图形记录已损坏：{zh}；请重新导出该文件", $"the record of the shape is broken: {en}; export the file again"));
}
