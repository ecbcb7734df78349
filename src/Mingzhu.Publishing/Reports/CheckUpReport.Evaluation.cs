using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Charts;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Reports;

// Chapter 3: the whole in numbers.
public sealed partial class CheckUpReport
{
    private void Evaluation()
    {
        _word.Heading(1, T("总体评价", "Overall evaluation"));
        _word.Heading(2, T("总体结论", "Findings in numbers"));
        _word.Text(Headline());
        var tallies = _dimensions.Select(dimension => (Name: T(DimensionName(dimension)), Tally: Tally.Of(Lines(dimension)))).ToList();
        _word.Table(
            T("各维度指标汇总", "Indicators by dimension"),
            [
                new(T("维度", "Dimension"), 36), new(T("指标", "All"), 15, Side.Right), new(State(ReadingState.Measured), 16, Side.Right), new(State(ReadingState.Partial), 15, Side.Right),
                new(State(ReadingState.Proxy), 15, Side.Right), new(State(ReadingState.Missing), 15, Side.Right), new(T("不适用", "n/a"), 18, Side.Right),
                new(T("达标／可评", "Met / judged"), 26, Side.Right),
            ],
            tallies.Append((Name: T("合计", "Total"), Tally: Tally.Of(_source.Lines))).Select(row => (ImmutableArray<Cell>)
            [
                row.Name, Count(row.Tally.All), Count(row.Tally.Measured), Count(row.Tally.Partial), Count(row.Tally.Proxy), Count(row.Tally.Missing), Count(row.Tally.NotApplicable),
                $"{Count(row.Tally.Met)}／{Count(row.Tally.Judged)}",
            ]),
            T("可评：既有目标值又有数值的指标。", "Judged: indicators that have both a target and a value."));
        _word.Chart(T("各维度指标的数据状态", "State of the data by dimension"), new Chart(
            ChartKind.StackedBars, [.. tallies.Select(row => row.Name)],
            [
                Series(ReadingState.Measured, Palette.Best, tally => tally.Measured), Series(ReadingState.Partial, Palette.Good, tally => tally.Partial),
                Series(ReadingState.Proxy, Palette.Fair, tally => tally.Proxy), Series(ReadingState.Missing, Palette.Unknown, tally => tally.Missing),
                Series(ReadingState.NotApplicable, Palette.Other, tally => tally.NotApplicable),
            ],
            0, T("指标数（项）", "indicators")));
        var all = Tally.Of(_source.Lines);
        _word.Chart(T("全部指标的达标情况", "Targets met"), new Chart(
            ChartKind.Doughnut, [T("达标", "met"), T("未达标", "not met"), T("无目标值", "no target"), T("无数值", "no value")],
            [new Series(T("指标数", "indicators"), Palette.Unknown, [all.Met, all.Judged - all.Met, all.Valued - all.Judged, all.All - all.Valued])],
            0, "", [Palette.Good, Palette.Fair, Palette.Unknown, Palette.Other]));
        CityGrades();

        Series Series(ReadingState state, string colour, Func<Tally, int> count) => new(State(state), colour, [.. tallies.Select(row => (double?)count(row.Tally))]);
    }

    private string Headline()
    {
        var all = Tally.Of(_source.Lines);
        var findings = _source.Findings.GroupBy(finding => finding.Severity).ToDictionary(group => group.Key, group => group.Count());
        int Of(Severity severity) => findings.GetValueOrDefault(severity);
        var rate = all.Judged == 0 ? Figures.None : Figures.Percent((double)all.Met / all.Judged);
        return T(
            $"本次体检共设指标{Count(all.All)}项，其中已测{Count(all.Measured)}项、部分{Count(all.Partial)}项、替代{Count(all.Proxy)}项、缺失{Count(all.Missing)}项、不适用{Count(all.NotApplicable)}项。"
            + $"既有目标值又有数值的{Count(all.Judged)}项中，达标{Count(all.Met)}项，未达标{Count(all.Judged - all.Met)}项，达标率{rate}。"
            + $"共发现问题{Count(_source.Findings.Length)}个，其中严重{Count(Of(CheckUp.Severity.VerySerious))}个、较严重{Count(Of(CheckUp.Severity.Serious))}个、一般{Count(Of(CheckUp.Severity.General))}个。",
            $"Of {Count(all.All)} indicators {Count(all.Measured)} are measured, {Count(all.Partial)} partial, {Count(all.Proxy)} by proxy, {Count(all.Missing)} missing and {Count(all.NotApplicable)} not applicable. "
            + $"Of the {Count(all.Judged)} that have both a target and a value, {Count(all.Met)} meet it and {Count(all.Judged - all.Met)} do not: {rate} met. "
            + $"{Count(_source.Findings.Length)} findings were made: {Count(Of(CheckUp.Severity.VerySerious))} very serious, {Count(Of(CheckUp.Severity.Serious))} serious, {Count(Of(CheckUp.Severity.General))} general.");
    }

    private void CityGrades()
    {
        var elements = _source.Lines
            .Where(line => line.Variant == Variant.Ruled && _source.Grading.Dimensions.Contains(line.Indicator.Dimension.Zh))
            .GroupBy(line => line.Indicator.Element).ToList();
        if (elements.Count == 0)
            return;
        _word.Heading(2, T("城区（城市）各维度评价", "Grades of the city level"));
        _word.Text(T(
            $"维度等级由单项指标等级（很好、较好、一般、不足）的占比确定，规则见附录B（依据：{Cite(_source.Grading.Source)}）。无数值、不适用或未采用分级限值的指标不计入占比。",
            $"The grade of a dimension follows from the shares of the grades of its indicators; the rule stands in Appendix B (basis: {Cite(_source.Grading.Source)}). Indicators without a value, not applicable, or without adopted cut-offs are left out of the shares."));
        _word.Table(
            T("城区（城市）维度评价", "Grades of the city level by element"),
            [
                new(T("维度", "Element"), 50), new(T("指标", "All"), 14, Side.Right), new(Grade(CheckUp.Grade.VeryGood), 16, Side.Right), new(Grade(CheckUp.Grade.Good), 14, Side.Right),
                new(Grade(CheckUp.Grade.Fair), 14, Side.Right), new(Grade(CheckUp.Grade.Poor), 14, Side.Right), new(T("未评级", "Not graded"), 16, Side.Right), new(T("维度等级", "Grade"), 18, Side.Centre),
            ],
            elements.Select(element => (ImmutableArray<Cell>)
            [
                T(element.Key), Count(element.Count()), Graded(element, CheckUp.Grade.VeryGood), Graded(element, CheckUp.Grade.Good), Graded(element, CheckUp.Grade.Fair),
                Graded(element, CheckUp.Grade.Poor), Count(element.Count(line => line.Grade is null)),
                _source.Grading.Of(element.Select(line => line.Grade)) is { } step ? T(step.Name) : Figures.None,
            ]),
            T("维度等级只由已评级的指标得出，未评级较多时仅供参考；“—”：没有可评级的指标。", "Only graded indicators make the grade: read it with care where many are not. —: there is none to judge by."));
        if (elements.All(element => element.All(line => line.Grade is null)))
            return;
        _word.Chart(T("城区（城市）各维度的指标等级", "Grades of indicators at the city level"), new Chart(
            ChartKind.StackedBars, [.. elements.Select(element => T(element.Key))],
            [
                Bars(CheckUp.Grade.VeryGood, Palette.Best), Bars(CheckUp.Grade.Good, Palette.Good), Bars(CheckUp.Grade.Fair, Palette.Fair), Bars(CheckUp.Grade.Poor, Palette.Poor),
                new Series(T("未评级", "not graded"), Palette.Unknown, [.. elements.Select(element => (double?)element.Count(line => line.Grade is null))]),
            ],
            0, T("指标数（项）", "indicators")));

        string Graded(IEnumerable<IndicatorLine> element, Grade grade) => Count(element.Count(line => line.Grade == grade));
        Series Bars(Grade grade, string colour) => new(Grade(grade), colour, [.. elements.Select(element => (double?)element.Count(line => line.Grade == grade))]);
    }
}
