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

    private int? First(Func<SiteCondition, bool> kind) => Conditions.Select((condition, at) => (condition, at)).Where(pair => kind(pair.condition)).Select(pair => (int?)pair.at).FirstOrDefault();
}
