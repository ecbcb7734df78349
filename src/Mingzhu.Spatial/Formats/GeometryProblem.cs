using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The words for everything that can be wrong with a geometry.</summary>
internal static class GeometryProblem
{
    public static SourceProblem Missing { get; } =
        new("geometry.missing", "没有几何图形，请补绘或删除该行", "there is no geometry; draw it or delete the row");

    public static SourceProblem Empty { get; } =
        new("geometry.empty", "几何图形为空，请补绘或删除该行", "the geometry is empty; draw it or delete the row");

    public static SourceProblem Unclosed(Coordinate first, Coordinate last) => new(
        "geometry.unclosed",
        $"环未闭合：起点 {Text(first)}，终点 {Text(last)}；请使终点与起点相同",
        $"a ring is not closed: it starts at {Text(first)} and ends at {Text(last)}; make the last point equal the first");

    public static SourceProblem TooFewPoints(int found, int expected, bool ring) => new(
        "geometry.too-few-points",
        $"{(ring ? "环" : "线")}只有 {found} 个不同的点，至少需要 {expected} 个；请重绘该图形",
        $"a {(ring ? "ring" : "line")} has {found} distinct points, expected at least {expected}; redraw it");

    public static SourceProblem NotFinite { get; } =
        new("geometry.not-finite", "坐标不是有限的数（NaN 或无穷大），请改正坐标", "a coordinate is not a finite number (NaN or infinite); correct it");

    public static SourceProblem Absurd(Coordinate at) => new(
        "geometry.absurd",
        $"坐标 {Text(at)} 超出任何坐标系的范围，请检查单位和坐标列",
        $"the coordinate {Text(at)} lies outside every coordinate system; check units and coordinate columns");

    public static SourceProblem ZeroArea(Coordinate at) => new(
        "geometry.zero-area",
        $"{Text(at)} 处的面没有面积，请重绘或删除",
        $"the polygon at {Text(at)} has no area; redraw or delete it");

    public static SourceProblem SelfIntersecting(Coordinate at) => new(
        "geometry.self-intersecting",
        $"面在 {Text(at)} 附近自相交，已自动修复，请核对",
        $"the polygon crosses or touches itself near {Text(at)}; it was repaired, please check",
        ProblemSeverity.Repaired);

    public static SourceProblem HoleOutside(Coordinate at) => new(
        "geometry.hole-outside",
        $"{Text(at)} 处的内环在外环之外，已作为单独的面，请核对",
        $"the hole at {Text(at)} lies outside of its polygon; it became a polygon of its own, please check",
        ProblemSeverity.Repaired);

    public static SourceProblem Closed(Coordinate first, double gap) => new(
        "geometry.closed",
        string.Create(CultureInfo.InvariantCulture, $"环在 {Text(first)} 处有 {gap:0.######} 的微小缺口，已闭合"),
        string.Create(CultureInfo.InvariantCulture, $"the ring at {Text(first)} had a tiny gap of {gap:0.######}; it was closed"),
        ProblemSeverity.Repaired);

    public static SourceProblem Spike(Coordinate at, int points) => new(
        "geometry.spike",
        $"{Text(at)} 处有没有宽度的尖刺，已去掉 {points} 个点",
        $"there was a spike without width at {Text(at)}; {points} of its points were removed",
        ProblemSeverity.Repaired);

    public static SourceProblem Duplicate(Coordinate at, int parts) => new(
        "geometry.duplicate-part",
        $"{Text(at)} 处有重复的环或部分，已去掉 {parts} 个",
        $"a ring or part at {Text(at)} stood there more than once; {parts} were removed",
        ProblemSeverity.Repaired);

    public static SourceProblem BeyondRepair(Coordinate at) => new(
        "geometry.self-intersecting",
        $"面在 {Text(at)} 附近自相交且无法自动修复，请重绘",
        $"the polygon crosses itself near {Text(at)} and can't be repaired; redraw it");

    public static SourceProblem Tangled(Coordinate at, int most) => new(
        "geometry.tangled",
        string.Create(CultureInfo.InvariantCulture, $"从 {Text(at)} 起的面自相交超过 {most:N0} 处，不是正常绘制的图形；请重绘"),
        string.Create(CultureInfo.InvariantCulture, $"the polygon that begins at {Text(at)} crosses itself more than {most:N0} times, which nobody draws; redraw it"));

    public static SourceProblem Mixed(string kept, int dropped) => new(
        "geometry.mixed",
        $"图形混有点、线、面，只保留了{kept switch { "polygons" => "面", "lines" => "线", _ => "点" }}，舍去 {dropped} 个部分",
        $"the geometry mixes points, lines and polygons; only its {kept} were kept, {dropped} parts were dropped",
        ProblemSeverity.Repaired);

    public static SourceProblem Encoding(string zh, string en) => new(
        "geometry.encoding", $"几何编码已损坏：{zh}；请重新导出该文件", $"the encoded geometry is broken: {en}; export the file again");

    public static SourceProblem Curve(uint type) => new(
        "geometry.curve",
        $"曲线几何（WKB 类型 {type}）不受支持，请先转换为折线（ogr2ogr -nlt CONVERT_TO_LINEAR）",
        $"curved geometry (WKB type {type}) is not supported; convert it to straight segments first (ogr2ogr -nlt CONVERT_TO_LINEAR)");

    public static string Text(Coordinate at) =>
        string.Create(CultureInfo.InvariantCulture, $"({at.X:0.#######}, {at.Y:0.#######})");
}

/// <summary>Leaves a decoder at once when a geometry can't be had; caught by the reader that asked for it and told as the row's problem.</summary>
internal sealed class RefusedGeometryException(SourceProblem problem) : Exception(problem.En)
{
    public SourceProblem Problem { get; } = problem;
}
