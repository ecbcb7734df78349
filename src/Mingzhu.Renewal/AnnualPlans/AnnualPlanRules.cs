using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What the choice of an annual plan keeps to, from the pack's annual-plan.yaml (年度计划规则).</summary>
/// <param name="Demolition">Limits of demolition over the chosen projects; null where the pack names none.</param>
/// <param name="PublicInterest">How public interest comes first.</param>
/// <param name="Step">Of how much more money it is told what it would buy.</param>
public sealed record AnnualPlanRules(DemolitionLimits? Demolition, PublicInterestRule PublicInterest, Cny Step)
{
    private static readonly ConditionalWeakTable<Pack, AnnualPlanRules> Known = [];

    /// <summary>The rules of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static AnnualPlanRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static AnnualPlanRules Read(Pack pack)
    {
        var (file, rules) = (pack.File("annual-plan.yaml"), Rules.Of(pack));
        file.OnlyKeys("demolition", "public_interest", "step_wan");
        if (!file.Exists)
            return new AnnualPlanRules(null, PublicInterestRule.Equal, Cny.FromWan(1_000));
        var (demolition, interest) = (file["demolition"], file["public_interest"]);
        interest.OnlyKeys("priority", "factor", "rule", "source");
        return new AnnualPlanRules(
            demolition.Exists ? new DemolitionLimits(Most(demolition["demolished_share"]), Most(demolition["new_per_demolished"]), rules.Basis(demolition["demolished_share"]), rules.Basis(demolition["new_per_demolished"])) : null,
            new PublicInterestRule(Priority(interest["priority"]), Factor(interest["factor"]), rules.Basis(interest)),
            Cny.FromWan((decimal)file["step_wan"].Number()));
    }

    private static decimal Most(PackNode node)
    {
        node.OnlyKeys("most", "rule", "source");
        return (decimal)node["most"].Number();
    }

    private static decimal Factor(PackNode node)
    {
        if ((node.NumberOrNull() ?? 1) is var factor and >= 1)
            return (decimal)factor;
        node.Report(new("系数应为 1 或以上", "the factor should be 1 or more"));
        return 1;
    }

    private static PublicInterestPriority Priority(PackNode node)
    {
        switch (node.TextOrNull())
        {
            case "equal":
                return PublicInterestPriority.Equal;
            case "first":
                return PublicInterestPriority.First;
            case "weighted":
                return PublicInterestPriority.Weighted;
            default:
                node.Report(new($"“{node.TextOrNull()}”应为 equal、first、weighted 之一", $"'{node.TextOrNull()}': one of equal, first, weighted is expected"));
                return PublicInterestPriority.First;
        }
    }
}
