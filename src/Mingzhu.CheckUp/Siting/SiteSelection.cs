using System.Collections.Immutable;

namespace Mingzhu.CheckUp;

/// <summary>A site selection (选址): which candidates, what is asked of each, and what they are ranked by. Data, so that it can be kept as an address and handed on.</summary>
/// <param name="From">The candidates: a group of the pack's siting.yaml or a layer, and which of its rows.</param>
/// <param name="Conditions">What is asked, all of it at once.</param>
/// <param name="RankBy">Which condition ranks the sites, from 0; −1 for the area; null for the one that says most: a need, else a distance, else the area.</param>
public sealed record SiteSelection(SiteTarget From, ImmutableArray<SiteCondition> Conditions, int? RankBy = null)
{
    /// <summary>Ranks by the sites' own area.</summary>
    public const int ByArea = -1;

    /// <summary>What ranks where nothing is said.</summary>
    public int Ranks => RankBy is { } said && said < Conditions.Length ? said
        : First(condition => condition is SiteCondition.Need) ?? First(condition => condition is SiteCondition.Walk or SiteCondition.Straight) ?? ByArea;

    /// <summary>Pairs of conditions that no site can meet together, by their numbers from 0: asking both is a slip, and an empty answer would not say so.</summary>
    public ImmutableArray<(int First, int Second)> Contradictions =>
    [
        .. from second in Enumerable.Range(0, Conditions.Length) from first in Enumerable.Range(0, second)
           where Contradict(Conditions[first], Conditions[second]) || Contradict(Conditions[second], Conditions[first]) select (first, second),
    ];

    private static bool Contradict(SiteCondition one, SiteCondition other) => (one, other) switch
    {
        (SiteCondition.Area { LeastM2: { } least }, SiteCondition.Area { MostM2: { } most }) => least > most,
        (SiteCondition.Walk { AtMost: true } near, SiteCondition.Walk { AtMost: false } far) => near.To == far.To && near.Metres < far.Metres,
        (SiteCondition.Straight { AtMost: true } near, SiteCondition.Straight { AtMost: false } far) => near.To == far.To && near.Metres < far.Metres,
        (SiteCondition.Lies { Inside: true } inside, SiteCondition.Lies { Inside: false } outside) => inside.In == outside.In,
        // What lies in something is no metre away from it.
        (SiteCondition.Lies { Inside: true } inside, SiteCondition.Straight { AtMost: false, Metres: > 0 } away) => inside.In == away.To,
        _ => false,
    };

    private int? First(Func<SiteCondition, bool> kind) => Conditions.Select((condition, at) => (condition, at)).Where(pair => kind(pair.condition)).Select(pair => (int?)pair.at).FirstOrDefault();
}
