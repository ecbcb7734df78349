using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Reports;

// Chapters 1 and 2: what was checked, from which data, by which indicators.
public sealed partial class CheckUpReport
{
    private void Overview()
    {
        var run = _source.Run;
        _word.Heading(1, T("工作概述", "Overview of the work"));
        _word.Heading(2, T("体检对象与覆盖范围", "Objects and coverage"));
        _word.Text(T(
            $"本次体检对象为{_source.City.Zh}，数据时点为{Day(run.AsOf)}。{Coverage()}体检按{_source.Catalog.Zh}开展，共{Count(Tally.Of(_source.Lines).All)}项指标，分{_dimensions.Length}个维度；使用图层{_source.Layers.Length}个。",
            $"The object of this check-up is {_source.City.En}, as of {Day(run.AsOf)}. {Coverage()}It follows {_source.Catalog.En}: {Count(Tally.Of(_source.Lines).All)} indicators in {_dimensions.Length} dimensions, from {_source.Layers.Length} layers."));
        _word.Text(T("计算批次见下表；凭同一清单可逐字节复算全部结果。", "The table names the run; from its manifest every result can be computed again, byte for byte."));
        _word.Table(
            T("计算批次", "The run"),
            [new(T("项目", "Item"), 46), new(T("内容", "Value"), 110)],
            new ImmutableArray<Cell>[]
            {
                [T("批次", "Run"), run.Id], [T("指标体系", "Catalog"), run.Catalog], [T("数据时点", "As of"), $"{run.AsOf:yyyy-MM-dd}"], [T("程序版本", "Program"), run.Program],
                [T("城市包（SHA-256）", "City pack (SHA-256)"), run.Pack], [T("批次清单（SHA-256）", "Manifest (SHA-256)"), _source.RunHash],
            });
        _word.Heading(2, T("输入数据", "Input data"));
        _word.Text(T(
            $"下表列出各图层的版本、时点、要素数与来源；校验码为规范化行的 SHA-256 前 12 位，与批次清单一致。",
            "The table lists version, date, number of features and source of each layer; the hash is the first 12 digits of the SHA-256 of its canonical rows, as in the manifest."));
        _word.Table(
            T("输入图层", "Input layers"),
            [
                new(T("图层", "Layer"), 31), new(T("版本", "Ver."), 13, Side.Centre), new(T("数据时点", "As of"), 22, Side.Centre), new(T("要素数", "Features"), 18, Side.Right),
                new(T("来源", "Source"), 45), new(T("校验码", "Hash"), 27, Side.Centre),
            ],
            _source.Layers.Select(layer => (ImmutableArray<Cell>)
            [
                T(layer.Name) + (layer.Version.Derived ? T("（派生）", " (derived)") : ""), $"v{layer.Version.Number}", $"{layer.Version.AsOf:yyyy-MM-dd}", Count(layer.Version.Count),
                T(layer.Version.Provenance.Source) + (layer.Version.Provenance.Invented ? T("（虚构数据）", " (invented)") : ""), Short(layer.Version.Rows),
            ]));
    }

    private string Coverage()
    {
        var parts = new[] { (Level.District, _source.Districts.Length), (Level.Subdistrict, _source.Subdistricts.Length), (Level.Community, _source.Communities.Length) }
            .Where(part => part.Item2 > 0).Select(part => T($"{part.Item1.Name().Zh}{Count(part.Item2)}个", $"{Count(part.Item2)} × {part.Item1.Name().En.ToLowerInvariant()}")).ToList();
        return parts.Count == 0
            ? T("未导入行政区划，以全部数据范围为一个整体进行体检。", "No administrative boundaries were imported, so the extract is checked as one place. ")
            : T($"范围内有{string.Join("、", parts)}。", $"It covers {string.Join(", ", parts)}. ");
    }

    private void Method()
    {
        _word.Heading(1, T("指标体系与方法", "Indicators and method"));
        _word.Heading(2, T("指标体系", "The indicators"));
        _word.Text(T(
            $"采用{_source.Catalog.Zh}。各维度的要素与指标数见下表；指标定义与出处见附录B。",
            $"The catalog is {_source.Catalog.En}. The table shows the elements of each dimension and the number of indicators; definitions and sources stand in Appendix B."));
        _word.Table(
            T("指标体系构成", "Composition of the indicators"),
            [
                new(T("维度", "Dimension"), 42), new(T("要素", "Element"), 54), new(T("指标数", "Indicators"), 20, Side.Right), new(T("有值", "With value"), 20, Side.Right),
                new(T("有目标值", "With target"), 20, Side.Right),
            ],
            _source.Lines.Where(line => line.Variant == Variant.Ruled).GroupBy(line => (line.Indicator.Dimension, line.Indicator.Element)).Select(group => (ImmutableArray<Cell>)
            [
                T(group.Key.Dimension), T(group.Key.Element), Count(group.Count()), Count(group.Count(line => line.City.HasValue)), Count(group.Count(line => line.Indicator.Target is not null)),
            ]));
        _word.Heading(2, T("计算方法与数据状态", "Method and state of the data"));
        _word.Text(T(
            "每项指标记录分子、分母、已知权重与应知权重，各层级由最小单元汇总得出。数据状态分五种：已测（应覆盖的对象全部有数）；部分（只覆盖一部分，注明比例）；替代（以替代数据计算）；缺失（无数据，注明原因，以“—”表示）；不适用（以“/”表示）。0 仅表示数值为零。",
            "For every indicator the numerator, the denominator and the known and expected weight are kept, and every level is the sum of its smallest pieces. There are five states: measured (known for all it should cover); partial (known for a part, which is stated); proxy (computed from stand-in data); missing (no data, with the reason, shown as —); not applicable (shown as /). 0 means zero and nothing else."));
        _word.Text(T(
            "同一指标按规定图层与按派生图层各有一个数值时，两个数值并列；评价与统计以按规定图层的数值为准。数值四舍五入，达标与否按未取整的数值判断。",
            "Where an indicator has a value by the layer the rule names and another by a derived layer, both are shown; judgements and counts use the former. Numbers are rounded half away from zero; whether a target is met is judged on the exact value."));
    }
}
