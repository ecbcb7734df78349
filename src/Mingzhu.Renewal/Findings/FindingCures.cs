using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.Procedures;

namespace Mingzhu.Renewal;

/// <summary>How far the cure of a finding is (问题治理进度).</summary>
public enum CureStage
{
    /// <summary>Nobody has taken it up.</summary>
    None,

    /// <summary>项目办理中: a project names it.</summary>
    Proposed,

    /// <summary>项目已确定: a project that names it is determined.</summary>
    Determined,

    /// <summary>方案已生效: the scheme of such a project is in effect.</summary>
    Scheme,
}

/// <summary>The thread from findings to the projects that cure them (问题—项目): by the ids that projects name; refused and withdrawn projects cure nothing.</summary>
public sealed class FindingCures
{
    private const string Project = "project", Scheme = "scheme", Findings = "findings";
    private static readonly ConditionalWeakTable<Cases, FindingCures> Known = [];
    private readonly FrozenDictionary<string, ImmutableArray<Case>> _projects;
    private readonly FrozenDictionary<string, CureStage> _stages;

    private FindingCures(Cases cases)
    {
        var projects = cases.Of(Project).Where(project => project.State is CaseState.Running or CaseState.Done).OrderBy(project => project.Opened).ToArray();
        _stages = projects.ToFrozenDictionary(project => project.Id, project => project.Effective is null ? CureStage.Proposed
            : cases.Under(project.Id).Any(under => under.Procedure.Subject == Scheme && under.Effective is not null) ? CureStage.Scheme : CureStage.Determined);
        _projects = projects.SelectMany(project => ContentText.Listed(project.Contents.GetValueOrDefault(Findings)).Select(finding => (finding, project)))
            .GroupBy(pair => pair.finding, pair => pair.project).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    /// <summary>Of all cases as they stand; computed once for each state of the ledger.</summary>
    public static FindingCures Of(Cases cases) => Known.GetValue(cases, all => new FindingCures(all));

    /// <summary>The projects that name a finding, the oldest first.</summary>
    public ImmutableArray<Case> Projects(string finding) => _projects.GetValueOrDefault(finding, []);

    /// <summary>How far the cure of a finding is: that of the furthest project.</summary>
    public CureStage Stage(string finding) => _projects.TryGetValue(finding, out var projects) ? projects.Max(Stage) : CureStage.None;

    /// <summary>How far a project is.</summary>
    public CureStage Stage(Case project) => _stages.GetValueOrDefault(project.Id);

    /// <summary>How many of these findings have a project that is determined, and how many of those a scheme in effect.</summary>
    public (int Determined, int Schemes) Count(IEnumerable<string> findings)
    {
        var (determined, schemes) = (0, 0);
        foreach (var finding in findings)
        {
            var stage = Stage(finding);
            determined += stage >= CureStage.Determined ? 1 : 0;
            schemes += stage == CureStage.Scheme ? 1 : 0;
        }

        return (determined, schemes);
    }
}
