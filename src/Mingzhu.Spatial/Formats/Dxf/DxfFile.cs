using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Reads ASCII DXF drawings (AutoCAD、CASS 图形), R12 to 2018.</summary>
public static class DxfFile
{
    private static readonly ImmutableArray<Field> Fields =
        [new("layer", FieldType.Text), new("type", FieldType.Text), new("handle", FieldType.Text), new("text", FieldType.Text), new("block", FieldType.Text), new("cass_code", FieldType.Text), new("attributes", FieldType.Text), new("elevation", FieldType.Real)];

    private const int MostLayers = 2000;

    /// <summary>Reads each layer of a drawing, parted into points, lines and areas.</summary>
    /// <remarks>
    /// The file is read once now, for its layers, and again whenever a layer's features are enumerated; one entity is in memory at a time.<br/>
    /// Out: <see cref="SourceFeature.Row"/> is the line at which the entity begins. Closed outlines and circles are polygons; arcs, bulges and splines become straight pieces (64 to a circle). Texts and blocks are points
    /// with fields "text", "block" and "attributes" (as "name=value; …"); what CASS attached as SOUTH is "cass_code". Blocks are not unfolded. Heights that differ within an entity are only told. Entities of other kinds are counted in
    /// <see cref="SourceLayer.Problems"/>. A drawing never says its coordinate system: CASS draws in metres, x east, y north.<br/>
    /// By: Autodesk, DXF Reference.
    /// </remarks>
    /// <exception cref="BrokenFileException">A DWG, a binary DXF, no DXF, or nothing in it that is read; also while enumerating.</exception>
    public static ImmutableArray<SourceLayer> Read(string path)
    {
        var file = Path.GetFileName(path);
        CheckMagic(path, file);
        var (encoding, name, evidence) = DxfEncoding.Of(path, file);
        var counts = new SortedDictionary<(string Layer, Dimension Kind), int>();
        var unread = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var entity in DxfEntities.In(path, file, encoding))
        {
            if (KindOf(entity) is { } kind && (counts.ContainsKey((entity.Layer, kind)) || counts.Count < MostLayers))
                counts[(entity.Layer, kind)] = counts.GetValueOrDefault((entity.Layer, kind)) + 1;
            else if (unread.ContainsKey(entity.Type) || unread.Count < MostLayers)
                unread[entity.Type] = unread.GetValueOrDefault(entity.Type) + 1;
        }
        if (counts.Count == 0)
            throw Broken("dxf.empty", $"{file}：没有可读的图形（ENTITIES 段为空）", $"{file}: it holds no entity that can be read");
        var notes = Notes(unread);
        var kinds = counts.Keys.GroupBy(key => key.Layer).ToDictionary(group => group.Key, group => group.Count());
        return [.. counts.Keys.Select((key, at) => new SourceLayer(
            kinds[key.Layer] == 1 ? key.Layer : $"{key.Layer} ({(key.Kind switch { Dimension.Point => "points", Dimension.Curve => "lines", _ => "polygons" })})",
            null,
            ("DXF 文件从不说明坐标系", "a DXF never says its coordinate system"),
            Fields,
            Features(path, file, encoding, key.Layer, key.Kind))
        {
            Rows = counts[key],
            Encoding = name,
            EncodingEvidence = evidence,
            Problems = at == 0 ? notes : [],
        })];
    }

    private static IEnumerable<SourceFeature> Features(string path, string file, Encoding encoding, string layer, Dimension kind)
    {
        foreach (var entity in DxfEntities.In(path, file, encoding))
        {
            if (entity.Layer == layer && KindOf(entity) == kind)
                yield return Feature(entity);
        }
    }

    // Without making the geometry, so that one that can't be made still has a layer to be refused in.
    private static Dimension? KindOf(DxfEntity entity) => entity.Type switch
    {
        "POINT" or "INSERT" or "TEXT" or "MTEXT" => Dimension.Point,
        "LINE" or "ARC" => Dimension.Curve,
        "CIRCLE" or "HATCH" => Dimension.Surface,
        "LWPOLYLINE" or "SPLINE" => (entity.Whole(70) & 1) != 0 ? Dimension.Surface : Dimension.Curve,
        "POLYLINE" when (entity.Whole(70) & (16 | 64)) == 0 => (entity.Whole(70) & 1) != 0 ? Dimension.Surface : Dimension.Curve,
        "ELLIPSE" => Math.Abs(entity.Number(42, 2 * Math.PI) - entity.Number(41)) >= (2 * Math.PI) - 1e-9 ? Dimension.Surface : Dimension.Curve,
        _ => null,
    };

    private static SourceFeature Feature(DxfEntity entity)
    {
        var elevation = entity.Number(entity.Type == "LWPOLYLINE" ? 38 : 30, double.NaN);
        var values = new Dictionary<string, object?>
        {
            ["layer"] = entity.Layer,
            ["type"] = entity.Type,
            ["handle"] = entity.Value(5)?.Trim(),
            ["text"] = entity.Text,
            ["block"] = entity.Type == "INSERT" ? entity.Value(2)?.Trim() : null,
            ["cass_code"] = entity.CassCode,
            ["attributes"] = entity.Parts.Exists(part => part.Type == "ATTRIB") ? string.Join("; ", entity.Parts.Where(part => part.Type == "ATTRIB").Select(part => $"{part.Value(2)?.Trim()}={part.Text}")) : null,
            ["elevation"] = double.IsFinite(elevation) ? elevation : null,
        };
        try
        {
            var repaired = DxfShape.Of(entity) is { } geometry ? GeometryRepair.Repair(geometry) : new(null, NotSimple);
            return new(entity.Line, repaired.Geometry, values, repaired.Problems) { Dropped = Dropped(entity, elevation) };
        }
        catch (RefusedGeometryException refused)
        {
            return new(entity.Line, null, values, refused.Problem);
        }
    }

    // One height for all of an entity is its field "elevation", and nothing is dropped.
    private static DroppedOrdinates Dropped(DxfEntity entity, double elevation)
    {
        var (dropped, differ) = (default(DroppedOrdinates), false);
        foreach (var height in Heights(entity))
        {
            dropped.AddZ(height);
            differ |= height != (double.IsFinite(elevation) ? elevation : 0);
        }

        return differ ? dropped : default;
    }

    private static IEnumerable<double> Heights(DxfEntity entity) => entity.Type switch
    {
        "LINE" => [entity.Number(30), entity.Number(31)],
        "POLYLINE" => entity.Parts.Where(part => part.Type == "VERTEX").Select(part => part.Number(30)),
        "SPLINE" => entity.Pairs.TakeWhile(pair => pair.Code != 1001).Where(pair => pair.Code == 30).Select(pair => pair.Number),
        _ => [],
    };

    private static SourceProblem NotSimple { get; } = new(
        "dxf.hatch", "填充的边界含曲线，无法转换；请使用其边界线", "the hatch is bounded by curves and can't be turned into an area; use its outline");

    private static ImmutableArray<SourceProblem> Notes(SortedDictionary<string, int> unread)
    {
        if (unread.Count == 0)
            return [];
        var found = string.Join(", ", unread.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}")));
        return [new("dxf.not-read", $"未读入的图元：{found}", $"entities of these kinds were not read: {found}", ProblemSeverity.Note) { Found = found }];
    }

    private static void CheckMagic(string path, string file)
    {
        Span<byte> start = stackalloc byte[22];
        using (var stream = File.OpenRead(path))
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("AC10"u8))
            throw Broken("dxf.dwg", $"{file}：这是 DWG 文件；DWG 请另存为 DXF（AutoCAD 或 CASS：另存为 → DXF）", $"{file}: this is a DWG; save it as DXF (AutoCAD or CASS: save as → DXF)");
        if (start.StartsWith("AutoCAD Binary DXF"u8))
            throw Broken("dxf.binary", $"{file}：这是二进制 DXF；请另存为 ASCII（文本）DXF", $"{file}: this is a binary DXF; save it as ASCII DXF");
    }

    private static BrokenFileException Broken(string code, string zh, string en) => new(new SourceProblem(code, zh, en));
}
