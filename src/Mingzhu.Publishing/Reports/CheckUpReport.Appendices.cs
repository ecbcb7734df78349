using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Reports;

// Appendices: the complete table, how it was computed and how far it reaches, whose data it is.
public sealed partial class CheckUpReport
{
    private void IndicatorTable()
    {
        _word.Appendix('A', T("指标总表", "All indicators"));
        _word.Table(
            T("指标总表", "All indicators"),
            [
                new(T("编号", "Code"), 18, Side.Centre), new(T("指标", "Indicator"), 55), new(T("数值", "Value"), 20, Side.Right), new(T("单位", "Unit"), 22, Side.Centre),
                new(T("分子", "Numerator"), 27, Side.Right), new(T("分母", "Denominator"), 27, Side.Right), new(T("已知比例", "Known"), 17, Side.Right), new(T("状态", "State"), 16, Side.Centre),
                new(T("原因", "Reason"), 41),
            ],
            _dimensions.SelectMany(dimension => Lines(dimension).Select(AppendixRow).Prepend([T(DimensionName(dimension))])),
            T("分子、分母以计算方法的单位计；已知比例＝已知权重÷应知权重。", "Numerator and denominator are in the unit of the measure; known = known weight ÷ expected weight."));
    }

    private ImmutableArray<Cell> AppendixRow(IndicatorLine line) =>
    [
        line.Indicator.Code, Name(line), Figures.Text(line.Indicator, line.City), T(line.Indicator.Unit),
        Part(line.City, line.City.Numerator), line.City.Denominator > 0 ? Part(line.City, line.City.Denominator) : Blank(line.City),
        line.City.ExpectedWeight > 0 ? Figures.Percent(line.City.KnownWeight / line.City.ExpectedWeight) : Blank(line.City),
        State(line.City.State), line.City.Reason is { } reason ? T(reason) : "",
    ];

    private static string Part(Reading reading, double value) => reading.HasValue ? Figures.Plain(value) : Blank(reading);

    private static string Blank(Reading reading) => reading.State == ReadingState.NotApplicable ? Figures.NotApplicable : Figures.None;

    private void MethodNotes()
    {
        _word.Appendix('B', T("方法说明与局限", "Method and limits"));
        _word.Heading(2, T("指标定义与出处", "Definitions and sources"));
        _word.Table(
            T("指标定义与出处", "Definitions and sources"),
            [new(T("编号", "Code"), 17, Side.Centre), new(T("指标", "Indicator"), 38), new(T("定义", "Definition"), 61), new(T("出处", "Source"), 40)],
            _source.Lines.Where(line => line.Variant == Variant.Ruled).Select(line => (ImmutableArray<Cell>)
                [line.Indicator.Code, T(line.Indicator.Name), T(line.Indicator.Definition), Sources(line.Indicator)]));
        _word.Heading(2, T("维度评价规则", "Rule of the grades"));
        _word.Text(T(
            $"依次判断，第一条成立者即为该维度等级。依据：{Cite(_source.Grading.Source)}。",
            $"The first line that holds gives the grade of the dimension. Basis: {Cite(_source.Grading.Source)}."));
        _word.Table(
            T("维度评价规则", "Rule of the grades"),
            [
                new(T("等级", "Grade"), 26, Side.Centre), new(T("“很好”占比", "Share very good"), 40, Side.Centre), new(T("“很好”与“较好”合计占比", "Share very good and good"), 50, Side.Centre),
                new(T("“不足”", "Poor"), 40, Side.Centre),
            ],
            _source.Grading.Steps.Select(step => (ImmutableArray<Cell>)
            [
                T(step.Name), AtLeast(step.VeryGoodPercent), AtLeast(step.GoodPercent), step.PoorAllowed ? T("不限", "any") : T("无", "none"),
            ]));
        _word.Heading(2, T("局限", "Limits"));
        foreach (var limit in Limits())
            _word.Text(limit);
    }

    private string AtLeast(double percent) => percent > 0 ? $"≥{Figures.Plain(percent)}%" : T("不限", "any");

    private string Sources(Indicator indicator) => Cite(indicator.Source)
        + (indicator.Target is { } target && target.Source != indicator.Source ? T("；目标：", "; target: ") + Cite(target.Source) : "");

    private IEnumerable<string> Limits()
    {
        var all = Tally.Of(_source.Lines);
        if (_source.Invented)
            yield return T("本批次使用虚构的示例数据，只用于演示方法与版式。", "This run uses invented sample data; it shows the method and the form and nothing else.");
        foreach (var note in _source.Notes)
            yield return T("输入数据：", "Inputs: ") + T(note) + T("。", ".");
        yield return T(
            $"缺失的{Count(all.Missing)}项指标没有数据来源，不能据此判断好坏；部分的{Count(all.Partial)}项只代表已知部分，未作外推。",
            $"The {Count(all.Missing)} missing indicators have no source of data and say nothing, good or bad; the {Count(all.Partial)} partial ones stand for the known part only, nothing is extrapolated.");
        if (all.Proxy > 0)
            yield return T(
                $"替代的{Count(all.Proxy)}项以替代数据计算，与按规定数据计算的结果可能不同。",
                $"The {Count(all.Proxy)} proxy indicators are computed from stand-in data and may differ from what the data the rule asks for would give.");
        yield return T(
            "地图为示意图，几何按印刷分辨率（0.1 毫米）简化；投影平面以图幅中心为原点，不用于量算。",
            "Maps are illustrations: shapes are simplified to the resolution of print (0.1 mm) and drawn in a plane about their centre; do not measure on them.");
        yield return T(
            "本报告由数据自动生成，居民问卷、专项体检、重点更新片区体检和上一年度问题整治情况如未导入，不在报告之内。",
            "This report is made from data. Resident questionnaires, special check-ups, check-ups of renewal areas and last year's remediation are in it only if they were imported.");
    }

    private void Sources()
    {
        _word.Appendix('C', T("数据来源、许可与署名", "Data sources, licences and attribution"));
        _word.Table(
            T("数据来源与许可", "Sources and licences"),
            [new(T("图层", "Layer"), 28), new(T("文件", "File"), 42), new(T("来源", "Source"), 46), new(T("许可", "Licence"), 40)],
            _source.Layers.Select(layer => (ImmutableArray<Cell>)
            [
                T(layer.Name), layer.Version.FileName, T(layer.Version.Provenance.Source) + (layer.Version.Provenance.Invented ? T("（虚构数据）", " (invented)") : ""),
                layer.Version.Provenance.Licence ?? T("未注明", "not said"),
            ]));
        var attributions = _source.Layers.Where(layer => layer.Version.Provenance.Attribution is not null).GroupBy(layer => (layer.Version.Provenance.Attribution, layer.Version.Provenance.Licence));
        foreach (var group in attributions)
        {
            var names = string.Join(T("、", ", "), group.Select(layer => T(layer.Name)));
            var licence = group.Key.Licence is { } terms ? T($"（许可：{terms}）", $" (licence: {terms})") : "";
            _word.Text(T($"{group.Key.Attribution}{licence}：{names}。", $"{group.Key.Attribution}{licence}: {names}."));
        }
    }
}
