using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>One thing worth doing: what helps against one kind of finding, how much there is of it and where most.</summary>
/// <param name="Indicator">The indicator it belongs to.</param>
/// <param name="Countermeasure">What helps.</param>
/// <param name="District">Index of the district with most of it; −1 if unknown.</param>
/// <param name="InDistrict">How many findings there.</param>
/// <param name="Worst">The worst severity among them.</param>
/// <param name="Count">How many findings.</param>
/// <param name="Touched">Households touched, where known; else objects.</param>
/// <param name="Responsible">Department that answers for it.</param>
public sealed record WorthDoing(Indicator Indicator, Wording Countermeasure, int District, int InDistrict, Severity Worst, int Count, double Touched, string? Responsible);

/// <summary>What the overview says of a run: counted once, shown as sentence, figures and lists.</summary>
public sealed record OverviewSheet(
    int Indicators, int Valued, int Measured, int Partial, int Proxy, int Missing, int NotApplicable, int WithTarget, int Met,
    int Findings, int VerySerious, int Serious, Place? WorstDistrict, int WorstDistrictFindings, ImmutableArray<WorthDoing> Worth)
{
    /// <summary>How many things worth doing are named.</summary>
    public const int Named = 10;

    /// <summary>Counts a run.</summary>
    public static OverviewSheet Of(IRunBook run)
    {
        var readings = run.Indicators.Select(indicator => (Indicator: indicator, Reading: run.Read(indicator.Code, Level.City, 0))).ToArray();
        int Having(ReadingState state) => readings.Count(row => row.Reading.State == state);
        var judged = readings.Where(row => row.Indicator.Target is not null && row.Reading.Value(row.Indicator.Kind, row.Indicator.UnitFactor) is not null).ToArray();
        var worst = run.Findings.Where(finding => finding.District >= 0).CountBy(finding => finding.District).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToArray();
        return new OverviewSheet(
            readings.Length, readings.Count(row => row.Reading.HasValue), Having(ReadingState.Measured), Having(ReadingState.Partial), Having(ReadingState.Proxy),
            Having(ReadingState.Missing), Having(ReadingState.NotApplicable), judged.Length,
            judged.Count(row => row.Indicator.Target!.Met(row.Reading.Value(row.Indicator.Kind, row.Indicator.UnitFactor)!.Value)),
            run.Findings.Length, run.Findings.Count(finding => finding.Severity == Severity.VerySerious), run.Findings.Count(finding => finding.Severity == Severity.Serious),
            worst is [var first, ..] ? run.Places(Level.District)[first.Key] : null, worst is [var most, ..] ? most.Value : 0, WorthOf(run));
    }

    // Worst severity first, then what touches most: an order, not a sum of marks, so nothing is weighed against anything.
    private static ImmutableArray<WorthDoing> WorthOf(IRunBook run)
    {
        var indicators = run.Indicators.ToDictionary(indicator => indicator.Code);
        return
        [
            .. run.Findings
                .Where(finding => indicators.ContainsKey(finding.Indicator))
                .GroupBy(finding => (finding.Indicator, finding.Countermeasure))
                .Select(group => WorthOf(indicators[group.Key.Indicator], group.Key.Countermeasure, [.. group]))
                .OrderByDescending(worth => worth.Worst).ThenByDescending(worth => worth.Touched).ThenBy(worth => worth.Indicator.Code).ThenBy(worth => worth.Countermeasure.Zh)
                .Take(Named),
        ];
    }

    private static WorthDoing WorthOf(Indicator indicator, Wording countermeasure, Finding[] findings)
    {
        var most = findings.Where(finding => finding.District >= 0).CountBy(finding => finding.District).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Cast<KeyValuePair<int, int>?>().FirstOrDefault();
        return new WorthDoing(
            indicator, countermeasure, most?.Key ?? -1, most?.Value ?? 0, findings.Max(finding => finding.Severity), findings.Length, findings.Sum(finding => finding.Weight), findings[0].Responsible);
    }
}
