using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>Which findings are asked for (问题筛选): what stands in the address of the list, its file and its tiles alike. Empty parts ask for everything.</summary>
/// <param name="Indicator">Code of an indicator.</param>
/// <param name="District">Id of a district.</param>
/// <param name="Severity">very-serious, serious or general.</param>
/// <param name="Text">Part of the object's name or id, or of what the finding says.</param>
/// <param name="Place">level:id of any place.</param>
public sealed record FindingFilter(string? Indicator = null, string? District = null, string? Severity = null, string? Text = null, string? Place = null)
{
    /// <summary>The codes of severities in addresses and files, worst first.</summary>
    public static IReadOnlyList<(string Code, Severity Severity)> Severities { get; } =
        [("very-serious", CheckUp.Severity.VerySerious), ("serious", CheckUp.Severity.Serious), ("general", CheckUp.Severity.General)];

    /// <summary>The code of a severity.</summary>
    public static string Code(Severity severity) => Severities.First(pair => pair.Severity == severity).Code;

    /// <summary>Whether anything is left out.</summary>
    public bool Any => new[] { Indicator, District, Severity, Text, Place }.Any(part => !string.IsNullOrEmpty(part));

    /// <summary>From the query of an address.</summary>
    public static FindingFilter From(IQueryCollection query) => new(query["indicator"], query["district"], query["severity"], query["q"], query["place"]);

    /// <summary>The findings asked for, in the run's order: worst first.</summary>
    public IEnumerable<Finding> In(IRunBook run)
    {
        IEnumerable<Finding> findings = run.Findings;
        if (!string.IsNullOrEmpty(Indicator))
            findings = findings.Where(finding => finding.Indicator == Indicator);
        if (!string.IsNullOrEmpty(District))
            findings = findings.Where(InDistrict(run, District));
        if (!string.IsNullOrEmpty(Severity))
            findings = findings.Where(finding => Code(finding.Severity) == Severity);
        if (Text?.Trim() is { Length: > 0 } part)
            findings = findings.Where(finding => Speaks(finding, part));
        if (Place?.Split(':', 2) is [var level, var id] && Levels.Of(level) is { } of)
            findings = findings.Where(Of(run, of, id));
        return findings;
    }

    /// <summary>The findings of one place: those within it, or about it.</summary>
    public static Func<Finding, bool> Of(IRunBook run, Level level, string id)
    {
        var index = run.Find(level, id);
        if (index < 0)
            return _ => false;
        return level switch
        {
            Level.City => _ => true,
            Level.District => finding => finding.District == index,
            Level.Subdistrict => finding => finding.Subdistrict == index,
            Level.Community => finding => finding.Community == index,
            Level.Compound => finding => finding.Layer == "compounds" ? finding.Object == id : finding.Layer == "buildings" && ParentIs(run, finding.Object, index),
            Level.Building => finding => finding.Layer == "buildings" && finding.Object == id,
            _ => _ => false,
        };
    }

    private static Func<Finding, bool> InDistrict(IRunBook run, string id)
    {
        var index = run.Find(Level.District, id);
        return finding => index >= 0 && finding.District == index;
    }

    private static bool ParentIs(IRunBook run, string building, int compound) =>
        run.Find(Level.Building, building) is >= 0 and var at && run.Places(Level.Building)[at].Parent == compound;

    private static bool Speaks(Finding finding, string part) =>
        finding.ObjectName.Contains(part, StringComparison.OrdinalIgnoreCase) || finding.Object.Contains(part, StringComparison.OrdinalIgnoreCase)
        || finding.Says.Zh.Contains(part, StringComparison.OrdinalIgnoreCase) || finding.Says.En.Contains(part, StringComparison.OrdinalIgnoreCase)
        || finding.Countermeasure.Zh.Contains(part, StringComparison.OrdinalIgnoreCase) || finding.Countermeasure.En.Contains(part, StringComparison.OrdinalIgnoreCase);
}
