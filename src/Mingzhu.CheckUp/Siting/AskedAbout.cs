using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What a question about sites asks about (所涉数据): who may not see that must not be told the answer either.</summary>
/// <param name="Layer">Id of a layer.</param>
/// <param name="Fields">Those of its fields that the question names.</param>
public sealed record AskedAbout(string Layer, ImmutableArray<string> Fields)
{
    /// <summary>Everything that candidates and conditions ask about.</summary>
    /// <param name="rules">The pack's groups of candidates.</param>
    /// <param name="kinds">Its facility kinds.</param>
    /// <param name="from">The candidates; null for the pack's usual ones.</param>
    /// <param name="conditions">The conditions.</param>
    public static ImmutableArray<AskedAbout> Of(SitingRules rules, FacilityKinds kinds, SiteTarget? from, IEnumerable<SiteCondition> conditions)
    {
        var candidates = from ?? new SiteTarget(rules.UsualFrom);
        return
        [
            Of(rules, kinds, candidates),
            .. conditions.Select(condition => condition.Match<SiteTarget?>(
                _ => null, attribute => candidates with { Where = attribute.Holds }, walk => walk.To, straight => straight.To, lies => lies.In, need => new SiteTarget(need.Kind))).OfType<SiteTarget>().Select(target => Of(rules, kinds, target)),
        ];
    }

    private static AskedAbout Of(SitingRules rules, FacilityKinds kinds, SiteTarget target) => new(
        kinds.Find(target.Name) is not null ? SiteWords.FacilityLayer : rules.Group(target.Name)?.Layer ?? target.Name, target.Where?.Fields ?? []);
}
