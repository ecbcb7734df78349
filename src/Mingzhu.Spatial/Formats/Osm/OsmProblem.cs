using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>The words for everything that can be wrong with an OSM PBF file or one of its elements.</summary>
internal static class OsmProblem
{
    private const string AgainZh = "请重新下载或重新导出该文件";
    private const string AgainEn = "download or export the file again";

    public static BrokenFileException Broken(string file, long offset, (string Zh, string En) found, (string Zh, string En) expected, (string Zh, string En)? advice = null, Exception? cause = null)
    {
        var (adviceZh, adviceEn) = advice ?? (AgainZh, AgainEn);
        var name = Path.GetFileName(file);
        return new BrokenFileException(
            new SourceProblem(
                "osm.broken",
                $"{name}，第 {offset.ToString(CultureInfo.InvariantCulture)} 字节：发现{found.Zh}，应为{expected.Zh}；{adviceZh}",
                $"{name}, byte {offset.ToString(CultureInfo.InvariantCulture)}: found {found.En}, expected {expected.En}; {adviceEn}"),
            cause);
    }

    public static SourceProblem WayCut(OsmId way, long node, int missing, bool nothingLeft) => new(
        "osm.way-cut",
        $"{way}：{missing} 个节点不在文件中（首个为 node/{node}，位于裁切边缘），{(nothingLeft ? "无可用部分" : "已在此处截断")}",
        $"{way}: {missing} of its nodes are not in the file (first node/{node}, at the edge of the extract); {(nothingLeft ? "nothing of it is left" : "it was cut there")}",
        nothingLeft ? ProblemSeverity.Refused : ProblemSeverity.Repaired);

    public static SourceProblem WayTooShort(OsmId way) => new(
        "osm.way-too-short", $"{way}：不足两个不同的节点，无法成线", $"{way}: fewer than two different nodes make no line");

    public static SourceProblem NoWays(OsmId relation) => new(
        "osm.relation-empty", $"{relation}：没有线成员，无法成面；请在 OpenStreetMap 中改正", $"{relation}: has no ways, so no area; correct it in OpenStreetMap");

    public static SourceProblem WayMissing(OsmId relation, long way, int missing) => new(
        "osm.relation-incomplete",
        $"{relation}：{missing} 个成员不在文件中（首个为 way/{way}），边界不完整；请使用范围更大的数据",
        $"{relation}: {missing} of its ways are not in the file (first way/{way}), so its border is incomplete; use a larger extract");

    public static SourceProblem NodeMissing(OsmId relation, long way, long node) => new(
        "osm.relation-incomplete",
        $"{relation}：成员 way/{way} 的节点 node/{node} 不在文件中，边界不完整；请使用范围更大的数据",
        $"{relation}: node/{node} of its way/{way} is not in the file, so its border is incomplete; use a larger extract");

    public static SourceProblem Unclosed(OsmId relation, long node, int ends) => new(
        "osm.relation-unclosed",
        $"{relation}：环在 node/{node} 处未闭合（共 {ends} 个断点）；请在 OpenStreetMap 中改正",
        $"{relation}: a ring does not close at node/{node} ({ends} loose ends in all); correct it in OpenStreetMap");

    public static SourceProblem RingsCross(OsmId relation, string at) => new(
        "osm.rings-cross",
        $"{relation}：环在 {at} 附近相交或共边，已按奇偶规则取面，请核对",
        $"{relation}: rings cross or share an edge near {at}; the area was taken by the even-odd rule, please check",
        ProblemSeverity.Repaired);

    public static SourceProblem NoArea(OsmId relation) => new(
        "osm.relation-no-area", $"{relation}：围不出面积；请在 OpenStreetMap 中改正", $"{relation}: its ways enclose no area; correct it in OpenStreetMap");
}
