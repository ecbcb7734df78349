using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Charts;
using Mingzhu.Publishing.Maps;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Reports;

// Chapter 4: each dimension by indicator, then together: table, charts, map.
public sealed partial class CheckUpReport
{
    // Fewer dots make no pattern: one is usually the middle of the city, for a finding about the city as a whole.
    private const int FewestDots = 3;

    private const string MetGround = "DCEBF7", UnmetGround = "FBE3D0";

    private void Dimension(string dimension, bool first)
    {
        if (first)
            _word.Heading(1, T("分维度分析评价", "Analysis by dimension"));
        var name = T(DimensionName(dimension));
        var lines = Lines(dimension).ToList();
        _word.Heading(2, name);
        _word.Text(Summary(lines));
        _word.Table(T($"{name}维度指标", $"Indicators: {name}"), IndicatorColumns(), lines.Select(IndicatorRow));
        ByIndicator(name, lines);
        if (KeyLine(dimension, lines) is { } key)
            ByDistrict(key);
        MapOf(dimension, name);
    }

    private string Summary(List<IndicatorLine> lines)
    {
        var tally = Tally.Of(lines);
        var codes = lines.Select(line => line.Indicator.Code).ToHashSet();
        const int Named = 6;
        var unmet = lines.Where(line => line.Variant == Variant.Ruled && Tally.IsMet(line) is false).Select(line => $"{T(line.Indicator.Name)}{T("（", " (")}{WithUnit(line)}{T("）", ")")}").ToList();
        var findings = _source.Findings.Count(finding => codes.Contains(finding.Indicator));
        return T(
            $"本维度共{Count(tally.All)}项指标，有值{Count(tally.Valued)}项；{(tally.Judged == 0 ? "没有可评的指标" : $"可评{Count(tally.Judged)}项中达标{Count(tally.Met)}项")}。发现问题{Count(findings)}个。",
            $"{Count(tally.All)} indicators, {Count(tally.Valued)} with a value; {(tally.Judged == 0 ? "none can be judged" : $"{Count(tally.Met)} of the {Count(tally.Judged)} that can be judged meet their target")}. {Count(findings)} findings.")
            + (unmet.Count == 0 ? ""
                : unmet.Count <= Named ? T($"未达标：{string.Join("、", unmet)}。", $" Not met: {string.Join(", ", unmet)}.")
                : T($"未达标{unmet.Count}项，前{Named}项为{string.Join("、", unmet.Take(Named))}，其余见下表。", $" {unmet.Count} are not met; the first {Named} are {string.Join(", ", unmet.Take(Named))}, the others are in the table."));
    }

    private ImmutableArray<Column> IndicatorColumns() =>
    [
        new(T("编号", "Code"), 15, Side.Centre), new(T("指标", "Indicator"), 41), new(T("数值", "Value"), 16, Side.Right), new(T("单位", "Unit"), 20, Side.Centre),
        new(T("目标", "Target"), 13, Side.Centre), new(T("评价", "Judged"), 14, Side.Centre), new(T("数据状态", "State"), 37),
    ];

    private ImmutableArray<Cell> IndicatorRow(IndicatorLine line) =>
    [
        line.Indicator.Code, Name(line), Figures.Text(line.Indicator, line.City), T(line.Indicator.Unit), Target(line.Indicator), Judgement(line), StateAndReason(line.City),
    ];

    private static string Target(Indicator indicator) => indicator.Target is { } target
        ? (target.Op switch { ">=" => "≥", "<=" => "≤", _ => "=" }) + Figures.Plain(target.Value)
        : Figures.None;

    /// <summary>The grade where there is one, and whether the target is met where there is one.</summary>
    private Cell Judgement(IndicatorLine line)
    {
        var met = Tally.IsMet(line);
        var parts = new[] { line.Grade is { } grade ? Grade(grade) : null, met is { } reached ? (reached ? T("达标", "met") : T("未达标", "not met")) : null }.OfType<string>();
        return new Cell(string.Join(T("、", ", "), parts.DefaultIfEmpty(Figures.None)), met is { } ground ? (ground ? MetGround : UnmetGround) : null);
    }

    private string StateAndReason(Reading reading) => State(reading.State)
        + (reading.State == ReadingState.Partial && reading.ExpectedWeight > 0 ? T($"，已知{Figures.Percent(reading.KnownWeight / reading.ExpectedWeight)}", $", {Figures.Percent(reading.KnownWeight / reading.ExpectedWeight)} known") : "")
        + (reading.Reason is { } reason ? T("：", ": ") + T(reason) : "");

    private string WithUnit(IndicatorLine line) => WithUnit(line.Indicator, line.City);

    private string WithUnit(Indicator indicator, Reading reading) => Figures.Text(indicator, reading) + (T(indicator.Unit) is "%" ? "%" : T("", " ") + T(indicator.Unit));

    // Bars need one unit: the commonest among the indicators that have a value.
    private void ByIndicator(string name, List<IndicatorLine> lines)
    {
        var group = lines.Where(line => line.City.HasValue && Figures.Value(line.Indicator, line.City) is not null)
            .GroupBy(line => line.Indicator.Unit).OrderByDescending(group => group.Count()).FirstOrDefault()?.ToList();
        if (group is null or { Count: < 2 })
            return;
        var unit = T(group[0].Indicator.Unit);
        var decimals = group.Max(line => Figures.Decimals(line.Indicator, Figures.Value(line.Indicator, line.City)!.Value));
        _word.Chart(T($"{name}维度指标现状（单位：{unit}）", $"{name}: indicators in {unit}"), new Chart(
            ChartKind.Bars, [.. group.Select(Name)],
            [new Series(T("现状值", "value"), Palette.Plain, [.. group.Select(line => Figures.Value(line.Indicator, line.City))])],
            decimals, "", Percent: unit is "%"));
    }

    /// <summary>The indicator a dimension is shown by: the one of its map, else one that differs between districts: known in most of them, unmet before met.</summary>
    private IndicatorLine? KeyLine(string dimension, List<IndicatorLine> lines) =>
        _source.Maps.TryGetValue(dimension, out var map) && Varies(map.Line) ? map.Line
        : lines.Where(Varies).OrderByDescending(line => line.Districts.Count(reading => reading.HasValue)).ThenBy(line => Tally.IsMet(line) is not false).FirstOrDefault();

    private static bool Varies(IndicatorLine line) => line.Districts.Select(reading => Figures.Value(line.Indicator, reading)).OfType<double>().Distinct().Take(2).Count() == 2;

    private void ByDistrict(IndicatorLine line)
    {
        var rows = _source.Districts.Select((district, index) => (district.Name, Reading: line.Districts[index], Value: Figures.Value(line.Indicator, line.Districts[index]))).ToList();
        var unit = T(line.Indicator.Unit);
        var valued = rows.Where(row => row.Value is not null).OrderByDescending(row => row.Value).ToList();
        var (most, least) = (valued[0], valued[^1]);
        _word.Text(T(
            $"分县（市、区）看，{Name(line)}以{most.Name}最高（{WithUnit(line.Indicator, most.Reading)}），{least.Name}最低（{WithUnit(line.Indicator, least.Reading)}），全市为{WithUnit(line)}。",
            $"By district, {Name(line)} is highest in {most.Name} ({WithUnit(line.Indicator, most.Reading)}) and lowest in {least.Name} ({WithUnit(line.Indicator, least.Reading)}); the whole city has {WithUnit(line)}."));
        _word.Chart(T($"各县（市、区）{Name(line)}（单位：{unit}）", $"{Name(line)} by district, {unit}"), new Chart(
            ChartKind.Bars,
            [.. rows.Select(row => row.Name + (row.Value is null ? $"{T("（", " (")}{State(row.Reading.State)}{T("）", ")")}" : ""))],
            [new Series(Name(line), Palette.Plain, [.. rows.Select(row => row.Value)])],
            valued.Max(row => Figures.Decimals(line.Indicator, row.Value!.Value)), "", Percent: unit is "%"));
    }

    private void MapOf(string dimension, string name)
    {
        var codes = Lines(dimension).Select(line => line.Indicator.Code).ToHashSet();
        var findings = _source.Findings.Where(finding => codes.Contains(finding.Indicator)).ToImmutableArray();
        var map = _source.Maps.TryGetValue(dimension, out var places)
            ? CityMap.Of(places, _source.Ground, _language, _word.WidthMm)
            : findings.Select(finding => (finding.Lon, finding.Lat)).Distinct().Take(FewestDots).Count() == FewestDots ? CityMap.Of(findings, _source.Ground, _language, _word.WidthMm) : null;
        if (map is null)
        {
            _word.Text(T("本维度没有可上图的数据：既无可比较的分区读数，也没有三处以上位置不同的问题。", "There is nothing of this dimension to map: no readings of places that differ, and no findings in three positions or more."));
            return;
        }

        var caption = places is not null
            ? T($"{Name(places.Line)}分布（按{places.Level.Name().Zh}）", $"{Name(places.Line)} by {places.Level.Name().En.ToLowerInvariant()}")
            : T($"{name}维度问题分布（{Count(findings.Length)}处）", $"{name}: {Count(findings.Length)} findings");
        _word.Picture(caption, map.Emf, map.WidthMm, map.HeightMm, MapSourceLine());
    }

    private string MapSourceLine()
    {
        var attributions = _source.Layers.Select(layer => layer.Version.Provenance.Attribution).OfType<string>().Distinct().ToList();
        return T($"资料来源：本次体检各图层（见附录C），数据时点{Day(_source.Run.AsOf)}。", $"Source: the layers of this check-up (Appendix C), as of {Day(_source.Run.AsOf)}. ")
            + (attributions.Count > 0 ? string.Join(T("；", "; "), attributions) + T("。", ". ") : "")
            + (_source.Ground.ApprovalNumber is { } number
                ? T($"审图号：{number}。", $"Map approval number: {number}.")
                : T("本图未经地图审核，仅供内部工作使用。", "This map has no approval number: for internal work only."))
            + (Notice is null ? "" : T("数据系虚构。", " The data are invented."));
    }
}
