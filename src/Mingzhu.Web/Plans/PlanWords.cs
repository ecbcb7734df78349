using System.Globalization;
using Microsoft.Extensions.Localization;
using Mingzhu.City;
using Mingzhu.Renewal;

namespace Mingzhu.Web.Plans;

/// <summary>How a choice of an annual plan is told (优选结果的措辞).</summary>
/// <param name="text">The words of the pages.</param>
/// <param name="reader">In which language.</param>
/// <param name="plans">Where the rules of the pack stand, which have the units.</param>
public sealed class PlanWords(IStringLocalizer text, Reader reader, PlanRoom plans)
{
    /// <summary>Money in 万元, without the unit.</summary>
    public static string Wan(Cny money) => Shown.Number(money.Wan, 2, fixedDecimals: false);

    /// <summary>Points, as many decimals as they have.</summary>
    public static string Points(decimal points) => Shown.Number(points, 1, fixedDecimals: false);

    /// <summary>How sure the plan is the best.</summary>
    public string Proof(ChoiceAnswer answer) => answer.IsOptimal
        ? text["year-plan.proved"]
        : text["year-plan.gap", Shown.Number(Math.Ceiling(answer.Gap * 10_000) / 100, 2), Points(answer.AtMost)];

    /// <summary>Why a project is in.</summary>
    public string Why(ChosenProject chosen, PlanCandidates candidates) => string.Join(text["policies.and"], new[]
    {
        chosen.Pinned ? text["year-plan.pinned"].Value : null,
        chosen.OnlyHere > 0 ? text["year-plan.only-here", Points(chosen.OnlyHere)] : text["year-plan.nothing-alone"],
        chosen.NeededBy.IsEmpty ? null : text["year-plan.needed-by", Names(chosen.NeededBy, candidates)].Value,
    }.OfType<string>());

    /// <summary>Why a project is out.</summary>
    public string Why(LeftOutProject left, PlanCandidates candidates) => string.Join(text["policies.and"], new[]
    {
        left.Reason switch
        {
            LeftOutReason.Banned => text["year-plan.banned"].Value,
            LeftOutReason.NothingToAdd => text["year-plan.nothing-to-add"],
            LeftOutReason.Excluded => text["year-plan.excluded"],
            LeftOutReason.NeedsAnother => text["year-plan.needs-another"],
            LeftOutReason.NoRoom => text["year-plan.no-room", reader.List(left.Binding.Select(lack => Lack(lack, candidates)))],
            _ => text["year-plan.not-reached"],
        },
        left.Displaces.IsEmpty || left.Loses is not { } loses ? null : text["year-plan.displaces", Names(left.Displaces, candidates), Points(loses)].Value,
    }.OfType<string>());

    /// <summary>A limit by its name.</summary>
    public string Limit(ChoiceLimit limit) => reader.In(limit.Name);

    /// <summary>An amount of what a limit is about, with its unit.</summary>
    public string Amount(ChoiceLimit limit, decimal? amount) => (limit.Kind, amount) switch
    {
        (_, null) => Show.NotApplicable,
        (ChoiceLimitKind.Money, { } fen) => text["year-plan.wan", Wan(new Cny((long)fen))],
        (ChoiceLimitKind.Works, { } works) => $"{Shown.Number(works)} {reader.In(plans.Rules.Works.FirstOrDefault(kind => kind.Id == limit.Id)?.Unit ?? Wording.Same(""))}".Trim(),
        (ChoiceLimitKind.DemolishedShare, { } share) => Shown.Number(share * 100, 1) + "%",
        (_, { } other) => Shown.Number(other, 2, fixedDecimals: false),
    };

    /// <summary>Projects by their names.</summary>
    public static string Names(IEnumerable<string> projects, PlanCandidates candidates) => string.Join('、', projects.Select(id => candidates.Projects.FirstOrDefault(project => project.Project.Id == id)?.Project.Title ?? id));

    /// <summary>Where a plan gets its money from, in one sentence, as the plan says it (资金安排).</summary>
    public string Funds(PlanAnswer answer) => string.Join(text["policies.and"], answer.Answer.Limits.Where(use => use is { Limit.Kind: ChoiceLimitKind.Money, Used: > 0 }).Select(use => $"{reader.In(use.Limit.Name)} {text["year-plan.wan", Wan(new Cny((long)use.Used!.Value))].Value}"));

    /// <summary>The projects of public interest that are out while others are in, and why: the rule asks for the reason.</summary>
    public string LeftOut(PlanAnswer answer, PlanCandidates candidates) => string.Join('\n', answer.Answer.LeftOut.Where(left => left.AsksReason).Select(left => $"{Names([left.Candidate], candidates)}{text["colon"].Value}{Why(left, candidates)}"));

    private string Lack(LimitLack lack, PlanCandidates candidates) => lack.Limit.Kind switch
    {
        ChoiceLimitKind.Money or ChoiceLimitKind.Works => text["year-plan.lacks", reader.In(lack.Limit.Name), Amount(lack.Limit, lack.Lacks)],
        ChoiceLimitKind.Need => text["year-plan.needs", Names([lack.Limit.Id], candidates)],
        ChoiceLimitKind.Exclusion => reader.In(lack.Limit.Name),
        _ => text["year-plan.over", reader.In(lack.Limit.Name), string.Create(CultureInfo.InvariantCulture, $"{Shown.Number(lack.Lacks)} m²")],
    };
}
