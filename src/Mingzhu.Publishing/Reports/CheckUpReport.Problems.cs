using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Reports;

// Chapters 5 and 6: what falls short, and what helps.
public sealed partial class CheckUpReport
{
    private void ProblemSummary()
    {
        _word.Heading(1, T("问题清单", "Findings"));
        _word.Heading(2, T("问题汇总", "Summary"));
        var groups = Groups();
        if (groups.Count == 0)
        {
            _word.Text(T("本次体检没有形成问题记录。没有问题记录不等于没有问题：缺失数据的指标见附录A。", "This check-up recorded no findings. That is not to say there are none: Appendix A shows which indicators have no data."));
            return;
        }

        _word.Text(T(
            $"共发现问题{Count(_source.Findings.Length)}个，涉及指标{groups.Count}项。按严重问题数、较严重问题数、问题总数依次由多到少排列。",
            $"There are {Count(_source.Findings.Length)} findings under {groups.Count} indicators, ordered by the number of very serious ones, then serious ones, then all."));
        _word.Table(
            T("问题汇总（按指标）", "Findings by indicator"),
            [
                new(T("编号", "Code"), 18, Side.Centre), new(T("指标", "Indicator"), 62), new(Severity(CheckUp.Severity.VerySerious), 18, Side.Right), new(Severity(CheckUp.Severity.Serious), 18, Side.Right),
                new(Severity(CheckUp.Severity.General), 18, Side.Right), new(T("合计", "Total"), 22, Side.Right),
            ],
            groups.Select(group => SummaryRow(group.Code, IndicatorName(group.Code), group.Findings)).Append(SummaryRow("", T("合计", "Total"), _source.Findings)));
        if (_source.Districts.Length > 1)
            ByDistrictAndSeverity();
    }

    private void ByDistrictAndSeverity()
    {
        var rows = Enumerable.Range(0, _source.Districts.Length).Select(district => (Name: _source.Districts[district].Name, Findings: _source.Findings.Where(finding => finding.District == district).ToImmutableArray()))
            .Append((Name: T("所在地不明", "place unknown"), Findings: _source.Findings.Where(finding => finding.District < 0).ToImmutableArray()))
            .Where(row => row.Findings.Length > 0);
        _word.Table(
            T("问题汇总（按县、市、区）", "Findings by district"),
            [
                new(T("县（市、区）", "District"), 80), new(Severity(CheckUp.Severity.VerySerious), 18, Side.Right), new(Severity(CheckUp.Severity.Serious), 18, Side.Right),
                new(Severity(CheckUp.Severity.General), 18, Side.Right), new(T("合计", "Total"), 22, Side.Right),
            ],
            rows.Select(row => SummaryRow(null, row.Name, row.Findings)));
    }

    private void ProblemList()
    {
        var groups = Groups();
        if (groups.Count == 0)
            return;
        _word.Heading(2, T("问题清单（按指标）", "List by indicator"));
        var shown = groups.Sum(group => Math.Min(group.Findings.Length, _rowsPerIndicator));
        _word.Text(T(
            $"每项指标列出最严重的前{_rowsPerIndicator}个，本表共列{Count(shown)}个，占全部{Count(_source.Findings.Length)}个问题的{Figures.Percent((double)shown / _source.Findings.Length)}。完整台账见系统导出文件。",
            $"The worst {_rowsPerIndicator} of each indicator are listed: {Count(shown)} of {Count(_source.Findings.Length)} findings, {Figures.Percent((double)shown / _source.Findings.Length)}. The complete ledger is exported by the program."));
        _word.Table(
            T("问题清单", "List of findings"),
            [
                new(T("序号", "No."), 12, Side.Centre), new(T("对象", "Object"), 34), new(T("所在地", "Place"), 38), new(T("问题", "Problem"), 77),
                new(T("严重程度", "Severity"), 17, Side.Centre), new(T("对策", "Countermeasure"), 40), new(T("责任单位", "Responsible"), 25),
            ],
            groups.SelectMany(GroupRows));
    }

    private IEnumerable<ImmutableArray<Cell>> GroupRows((string Code, ImmutableArray<Finding> Findings) group)
    {
        var shown = Math.Min(group.Findings.Length, _rowsPerIndicator);
        yield return
        [
            $"{group.Code} {IndicatorName(group.Code)}" + T(
                $"：共{Count(group.Findings.Length)}个" + (shown < group.Findings.Length ? $"，列出前{shown}个" : ""),
                $": {Count(group.Findings.Length)}" + (shown < group.Findings.Length ? $", the first {shown} listed" : "")),
        ];
        for (var at = 0; at < shown; at++)
        {
            var finding = group.Findings[at];
            yield return
            [
                Count(at + 1), finding.ObjectName.Length > 0 ? finding.ObjectName : finding.Object, PlaceOf(finding), T(finding.Says),
                Severity(finding.Severity), T(finding.Countermeasure), Department(finding.Responsible),
            ];
        }
    }

    private void Advice()
    {
        _word.Heading(1, T("治理建议", "Advice"));
        if (_source.Findings.Length == 0)
        {
            _word.Text(T("没有问题记录，因而没有由问题得出的对策。", "There are no findings, so no countermeasures follow from them."));
            return;
        }

        _word.Text(T(
            "对策取自城市包中各类问题的对策条目，按整治类别分组：限时解决指涉及安全、健康或群众反映强烈、应即行处置并设期限的问题；尽力解决指需要时间或持续投入、列入中长期计划的问题。",
            "Countermeasures are those the city pack names for each kind of finding, grouped by class: with a deadline are matters of safety, health or strong public demand, to be acted on at once; as means allow are those that need time or continuous input and go into a longer plan."));
        var remedies = _source.Lines.SelectMany(line => line.Indicator.FindingTypes.Select(type => (Key: (line.Indicator.Code, type.Id), type.Remedy)))
            .DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Remedy);
        foreach (var group in _source.Findings.GroupBy(finding => remedies.TryGetValue((finding.Indicator, finding.Type), out var known) ? known : (Remedy?)null).OrderBy(group => group.Key ?? (Remedy)byte.MaxValue))
            AdviceTable(group.Key, [.. group]);
    }

    private void AdviceTable(Remedy? remedy, ImmutableArray<Finding> findings)
    {
        var title = remedy switch
        {
            Remedy.Deadline => T("限时解决", "With a deadline"),
            Remedy.Effort => T("尽力解决", "As means allow"),
            _ => T("整治类别未定", "Class not decided"),
        };
        _word.Heading(2, $"{title}{T("（", " (")}{Count(findings.Length)}{T("个问题）", " findings)")}");
        _word.Table(
            T($"对策汇总：{title}", $"Countermeasures: {title}"),
            [
                new(T("对策", "Countermeasure"), 57), new(T("涉及指标", "Indicators"), 28), new(T("问题数", "Findings"), 18, Side.Right), new(T("其中严重", "Very serious"), 18, Side.Right),
                new(T("责任单位", "Responsible"), 35),
            ],
            findings.GroupBy(finding => (finding.Countermeasure, finding.Responsible))
                .Select(group => (group.Key, Findings: group.ToList(), Grave: group.Count(finding => finding.Severity == CheckUp.Severity.VerySerious)))
                .OrderByDescending(row => row.Grave).ThenByDescending(row => row.Findings.Count).ThenBy(row => row.Key.Countermeasure.Zh, StringComparer.Ordinal)
                .Select(row => (ImmutableArray<Cell>)
                [
                    T(row.Key.Countermeasure), string.Join(T("、", ", "), row.Findings.Select(finding => finding.Indicator).Distinct().Order(StringComparer.Ordinal)),
                    Count(row.Findings.Count), Count(row.Grave), Department(row.Key.Responsible),
                ]));
    }

    private List<(string Code, ImmutableArray<Finding> Findings)> Groups() =>
    [
        .. _source.Findings.GroupBy(finding => finding.Indicator)
            .Select(group => (Code: group.Key, Findings: group.OrderByDescending(finding => finding.Severity).ToImmutableArray()))
            .OrderByDescending(group => Of(group.Findings, CheckUp.Severity.VerySerious)).ThenByDescending(group => Of(group.Findings, CheckUp.Severity.Serious))
            .ThenByDescending(group => group.Findings.Length).ThenBy(group => group.Code, StringComparer.Ordinal),
    ];

    private ImmutableArray<Cell> SummaryRow(string? code, string name, ImmutableArray<Finding> findings) =>
    [
        .. code is null ? [] : new Cell[] { code }, name, Count(Of(findings, CheckUp.Severity.VerySerious)), Count(Of(findings, CheckUp.Severity.Serious)),
        Count(Of(findings, CheckUp.Severity.General)), Count(findings.Length),
    ];

    private static int Of(ImmutableArray<Finding> findings, Severity severity) => findings.Count(finding => finding.Severity == severity);

    private string IndicatorName(string code) => _source.Lines.FirstOrDefault(line => line.Indicator.Code == code) is { } line ? T(line.Indicator.Name) : code;

    private string PlaceOf(Finding finding)
    {
        var names = new[] { NameAt(_source.Districts, finding.District), NameAt(_source.Subdistricts, finding.Subdistrict), NameAt(_source.Communities, finding.Community) }.Where(name => name.Length > 0);
        return string.Join(T("", ", "), names.DefaultIfEmpty(Figures.None));
    }

    private static string NameAt(ImmutableArray<Place> places, int index) => index < 0 || index >= places.Length ? "" : places[index].Name;
}
