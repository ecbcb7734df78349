using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Reports;

/// <summary>The check-up report (城市体检报告) as a Word file, after the handbook's outline. The same source gives the same bytes.</summary>
public sealed partial class CheckUpReport : IDisposable
{
    private readonly ReportSource _source;
    private readonly Language _language;
    private readonly int _rowsPerIndicator;
    private readonly WordDocument _word;
    private readonly ImmutableArray<string> _dimensions;

    private CheckUpReport(ReportSource source, Language language, int rowsPerIndicator)
    {
        (_source, _language, _rowsPerIndicator) = (source, language, rowsPerIndicator);
        _dimensions = [.. source.Lines.Select(line => line.Indicator.Dimension.Zh).Distinct()];
        _word = new WordDocument(language, Title, source.Run.AsOf);
    }

    /// <summary>Writes the report.</summary>
    /// <param name="to">Where to; is not closed.</param>
    /// <param name="source">What it is made from.</param>
    /// <param name="language">In which language; Chinese is the default of the product.</param>
    /// <param name="rowsPerIndicator">How many findings of an indicator are listed one by one; the totals are always complete.</param>
    public static void Write(Stream to, ReportSource source, Language language = Language.Zh, int rowsPerIndicator = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerIndicator, 1);
        using var report = new CheckUpReport(source, language, rowsPerIndicator);
        to.Write(report.Compose());
    }

    /// <inheritdoc/>
    public void Dispose() => _word.Dispose();

    private string Title => T($"{_source.City.Zh}{_source.Run.Year}年度城市体检报告", $"{_source.City.En}: City Check-up Report {_source.Run.Year}");

    private string? Notice => _source.Invented ? T("示例数据：本报告所用数据系虚构，不反映任何真实城市的情况", "Sample data: the data of this report are invented and describe no real city") : null;

    private byte[] Compose()
    {
        TitlePage();
        _word.EndSection(new Pages(Landscape: false, Numbers: null), Title, Notice);
        _word.Contents();
        _word.EndSection(new Pages(Landscape: false, NumberFormatValues.LowerRoman, First: 1), Title, Notice);
        Overview();
        Method();
        Evaluation();
        foreach (var (dimension, first) in _dimensions.Select((dimension, index) => (dimension, index == 0)))
            Dimension(dimension, first);
        ProblemSummary();
        _word.EndSection(new Pages(Landscape: false, NumberFormatValues.Decimal, First: 1), Title, Notice);
        _word.Turn(landscape: true);
        ProblemList();
        _word.EndSection(new Pages(Landscape: true, NumberFormatValues.Decimal), Title, Notice);
        _word.Turn(landscape: false);
        Advice();
        _word.EndSection(new Pages(Landscape: false, NumberFormatValues.Decimal), Title, Notice);
        _word.Turn(landscape: true);
        IndicatorTable();
        _word.EndSection(new Pages(Landscape: true, NumberFormatValues.Decimal), Title, Notice);
        _word.Turn(landscape: false);
        MethodNotes();
        Sources();
        _word.EndSection(new Pages(Landscape: false, NumberFormatValues.Decimal), Title, Notice, last: true);
        return _word.Close();
    }

    private void TitlePage()
    {
        _word.Paragraph("Title", _source.City.In(_language), spaceBeforeMm: 45);
        _word.Paragraph("Title", T($"{_source.Run.Year}年度城市体检报告", $"City Check-up Report {_source.Run.Year}"));
        _word.Paragraph("Subtitle", _source.Catalog.In(_language));
        if (Notice is { } notice)
            _word.Paragraph("Notice", notice, spaceBeforeMm: 12);
        _word.Paragraph("TitleLine", T($"数据时点：{Day(_source.Run.AsOf)}", $"Data as of {Day(_source.Run.AsOf)}"), spaceBeforeMm: 45);
        _word.Paragraph("TitleLine", T($"体检批次：{_source.Run.Id}", $"Run: {_source.Run.Id}"));
        _word.Paragraph("TitleLine", T($"批次清单校验码：{Short(_source.RunHash)}", $"Manifest: {Short(_source.RunHash)}"));
    }

    private string T(string zh, string en) => _language == Language.Zh ? zh : en;

    private string T(Wording wording) => wording.In(_language);

    private string Day(DateOnly day) => _language == Language.Zh
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日")
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private static string Count(int number) => Figures.Number(number, 0);

    private IEnumerable<IndicatorLine> Lines(string dimension) => _source.Lines.Where(line => line.Indicator.Dimension.Zh == dimension);

    private Wording DimensionName(string dimension) => Lines(dimension).First().Indicator.Dimension;

    private string Name(IndicatorLine line) => T(line.Indicator.Name) + (line.Variant == Variant.Derived ? T("（按派生图层）", " (by derived layer)") : "");

    private string State(ReadingState state) => state switch
    {
        ReadingState.Measured => T("已测", "measured"),
        ReadingState.Partial => T("部分", "partial"),
        ReadingState.Proxy => T("替代", "proxy"),
        ReadingState.Missing => T("缺失", "missing"),
        _ => T("不适用", "not applicable"),
    };

    private string Grade(Grade grade) => grade switch
    {
        CheckUp.Grade.VeryGood => T("很好", "very good"),
        CheckUp.Grade.Good => T("较好", "good"),
        CheckUp.Grade.Fair => T("一般", "fair"),
        _ => T("不足", "poor"),
    };

    private string Severity(Severity severity) => severity switch
    {
        CheckUp.Severity.VerySerious => T("严重", "very serious"),
        CheckUp.Severity.Serious => T("较严重", "serious"),
        _ => T("一般", "general"),
    };

    private string Department(string? id) => id is null ? Figures.None : _source.Departments.TryGetValue(id, out var name) ? T(name) : id;

    /// <summary>A citation as it is quoted; a default of ours says that it is one.</summary>
    private string Cite(Citation citation) => citation.IsDefault
        ? T("本系统默认值（无外部依据）", "default of this program (no outside source)")
        : citation.Source + (citation.Clause is { } clause ? T("，", ", ") + clause : "")
          + (citation.Confidence is { } sure and not "high" ? T($"（核对程度：{Sureness(sure)}）", $" (confidence: {sure})") : "");

    private static string Sureness(string confidence) => confidence switch { "medium" => "中", "low" => "低", var other => other };
}
