using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What the choice of an annual plan keeps to, from the pack's annual-plan.yaml (年度计划规则).</summary>
/// <param name="Demolition">Limits of demolition over the chosen projects; null where the pack names none.</param>
/// <param name="PublicInterest">How public interest comes first.</param>
/// <param name="Step">Of how much more money it is told what it would buy.</param>
public sealed record AnnualPlanRules(DemolitionLimits? Demolition, PublicInterestRule PublicInterest, Cny Step)
{
    /// <summary>What a project is paid from, in the order asked for; exactly one is the rest.</summary>
    public ImmutableArray<PlanSource> Sources { get; private init; } = [new("rest", new("未明确来源的资金", "money without a named source"), null)];

    /// <summary>What can be begun or done within the year.</summary>
    public ImmutableArray<PlanWorks> Works { get; private init; } = [];

    /// <summary>What curing a finding counts for.</summary>
    public FindingPoints Points { get; private init; } = new(1, 1, 1, 1);

    private static readonly ConditionalWeakTable<Pack, AnnualPlanRules> Known = [];

    /// <summary>The rules of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static AnnualPlanRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static AnnualPlanRules Read(Pack pack)
    {
        var (file, rules) = (pack.File("annual-plan.yaml"), Rules.Of(pack));
        file.OnlyKeys("demolition", "public_interest", "step_wan", "sources", "works", "points");
        if (!file.Exists)
            return new AnnualPlanRules(null, PublicInterestRule.Equal, Cny.FromWan(1_000));
        var (demolition, interest) = (file["demolition"], file["public_interest"]);
        interest.OnlyKeys("priority", "factor", "rule", "source");
        return new AnnualPlanRules(
            demolition.Exists ? new DemolitionLimits(Most(demolition["demolished_share"]), Most(demolition["new_per_demolished"]), rules.Basis(demolition["demolished_share"]), rules.Basis(demolition["new_per_demolished"])) : null,
            new PublicInterestRule(Priority(interest["priority"]), Factor(interest["factor"]), rules.Basis(interest)),
            Cny.FromWan((decimal)file["step_wan"].Number()))
        {
            Sources = ReadSources(file["sources"], rules),
            Works = [.. file["works"].Items().Select(ReadWorks)],
            Points = ReadPoints(file["points"]),
        };
    }

    private static ImmutableArray<PlanSource> ReadSources(PackNode node, Rules rules)
    {
        var sources = ImmutableArray.CreateBuilder<PlanSource>();
        foreach (var item in node.Items())
        {
            item.OnlyKeys("id", "name", "content", "rest", "rule", "source");
            rules.Basis(item);
            if (item["content"].Exists == item["rest"].Flag())
                item.Report(new("须写 content 或 rest: true 之一", "either content or rest: true is expected"));
            sources.Add(new PlanSource(item["id"].Text(), item["name"].Wording(), item["content"].TextOrNull()));
        }

        if (sources.Count(source => source.Content is null) != 1)
            node.Report(new("须有且只有一个 rest: true：总投资中其余来源未写明的部分", "exactly one rest: true is expected: what of the total investment no other source names"));
        return sources.ToImmutable();
    }

    private static PlanWorks ReadWorks(PackNode node)
    {
        node.OnlyKeys("id", "name", "unit", "content", "each");
        if (node["content"].Exists == node["each"].Exists)
            node.Report(new("须写 content 或 each 之一", "either content or each is expected"));
        return new PlanWorks(node["id"].Text(), node["name"].Wording(), node["unit"].Wording(), node["content"].TextOrNull(), node["each"].Exists ? node["each"].Integer() : 0);
    }

    private static FindingPoints ReadPoints(PackNode node)
    {
        node.OnlyKeys("general", "serious", "very-serious", "described", "source");
        node["source"].Citation();
        return new FindingPoints(Points(node["general"]), Points(node["serious"]), Points(node["very-serious"]), Points(node["described"]));

        static int Points(PackNode node)
        {
            if (node.Integer() is var points and >= 1)
                return points;
            node.Report(new("分值应为 1 或以上", "points should be 1 or more"));
            return 1;
        }
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

/// <summary>What a project is paid from (资金来源).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Content">The content of a project that holds how much; null for what the total investment names beyond all others.</param>
public sealed record PlanSource(string Id, Wording Name, string? Content);

/// <summary>Something that can be begun or done within a year (施工能力).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="Content">The content of a project that holds how much; null where every project counts alike.</param>
/// <param name="Each">How much every project counts for; 0 where a content says it.</param>
public sealed record PlanWorks(string Id, Wording Name, Wording Unit, string? Content, int Each);

/// <summary>What curing a finding counts for (问题分值).</summary>
/// <param name="General">一般.</param>
/// <param name="Serious">较严重.</param>
/// <param name="VerySerious">严重.</param>
/// <param name="Described">Told in words, without the number of a finding.</param>
public sealed record FindingPoints(int General, int Serious, int VerySerious, int Described);
