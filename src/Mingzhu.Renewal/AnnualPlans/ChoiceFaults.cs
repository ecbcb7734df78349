using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What is wrong with a question before anything is computed: every fault at once.</summary>
internal static class ChoiceFaults
{
    /// <summary>All faults; none if it can be answered.</summary>
    public static IEnumerable<Refusal> Of(ChoiceQuestion question)
    {
        var candidates = question.Candidates.Select(candidate => candidate.Id).ToHashSet();
        var findings = question.Findings.Select(finding => finding.Finding).ToHashSet();
        var sources = question.Money.Select(source => source.Source).ToHashSet();
        return Twice("candidate", "备选项目", question.Candidates.Select(candidate => candidate.Id))
            .Concat(Twice("finding", "问题", question.Findings.Select(finding => finding.Finding)))
            .Concat(Twice("source of money", "资金来源", question.Money.Select(source => source.Source)))
            .Concat(Twice("kind of work", "工程类别", question.Works.Select(kind => kind.Kind)))
            .Concat(question.Candidates.SelectMany(candidate => Of(candidate, candidates, findings, sources)))
            .Concat(Negative(question))
            .Concat(Decided(question, candidates))
            .Concat(question.Exclusions.SelectMany(exclusion => exclusion.Candidates).Where(id => !candidates.Contains(id)).Select(id => Unknown("candidate", "备选项目", id, new("互斥关系", "an exclusion"))));
    }

    private static IEnumerable<Refusal> Of(ChoiceCandidate candidate, HashSet<string> candidates, HashSet<string> findings, HashSet<string> sources)
    {
        var where = new Wording($"项目“{candidate.Name}”", $"project '{candidate.Name}'");
        if (candidate.Financings.IsEmpty)
            yield return Fault("financing", $"{where.Zh}没有资金方案；请至少给出一种", $"{where.En} has no way to pay for it; give at least one");
        if (candidate.Financings.Length > ChoiceCore.MostFinancings)
            yield return Fault("financing", $"{where.Zh}的资金方案超过 {ChoiceCore.MostFinancings} 种", $"{where.En} has more than {ChoiceCore.MostFinancings} ways to pay for it");
        foreach (var fault in Twice("finding of " + where.En, where.Zh + "的问题", candidate.Cures).Concat(candidate.Financings.SelectMany(way => Twice("source in " + where.En, where.Zh + "的资金来源", way.Amounts.Select(amount => amount.Source)))))
            yield return fault;
        foreach (var id in candidate.Cures.Where(id => !findings.Contains(id)))
            yield return Unknown("finding", "问题", id, where);
        foreach (var id in candidate.Needs.Where(id => !candidates.Contains(id) || id == candidate.Id))
            yield return Unknown("other candidate", "其他备选项目", id, where);
        foreach (var amount in candidate.Financings.SelectMany(way => way.Amounts))
        {
            if (!sources.Contains(amount.Source))
                yield return Unknown("source of money", "资金来源", amount.Source, where);
            if (amount.Amount < Cny.Zero)
                yield return Fault("negative", $"{where.Zh}：“{amount.Source}”的金额为负", $"{where.En}: the amount from '{amount.Source}' is negative");
        }

        if (candidate.Works.Any(amount => amount.Amount < 0) || candidate.Floor is { ExistingM2: < 0 } or { DemolishedM2: < 0 } or { NewM2: < 0 })
            yield return Fault("negative", $"{where.Zh}：工程量或建筑面积为负", $"{where.En}: an amount of work or a floor area is negative");
        if (candidate.Floor.DemolishedM2 > candidate.Floor.ExistingM2)
            yield return Fault("floor", $"{where.Zh}：拆除面积 {candidate.Floor.DemolishedM2} m² 大于现状 {candidate.Floor.ExistingM2} m²", $"{where.En}: {candidate.Floor.DemolishedM2} m² are demolished of {candidate.Floor.ExistingM2} m²");
    }

    private static IEnumerable<Refusal> Negative(ChoiceQuestion question)
    {
        foreach (var finding in question.Findings.Where(finding => finding.Weight < 1))
            yield return Fault("weight", $"问题“{finding.Finding}”的权重 {finding.Weight} 应为 1 或以上", $"the weight {finding.Weight} of finding '{finding.Finding}' should be 1 or more");
        if (question.Money.Any(source => source.Limit < Cny.Zero) || question.Works.Any(kind => kind.Limit < 0))
            yield return Fault("negative", "资金额度或施工能力为负", "a limit of money or works is negative");
        if (question.Demolition is { DemolishedShare: < 0 or > 1 } or { NewPerDemolished: < 0 })
            yield return Fault("demolition", "拆除比例应在 0 与 1 之间，拆建比不应为负", "the demolished share should be between 0 and 1, the ratio of new to demolished not negative");
        if (question.PublicInterest.Factor < 1)
            yield return Fault("factor", "公共利益项目的系数应为 1 或以上", "the factor of public interest should be 1 or more");
    }

    private static IEnumerable<Refusal> Decided(ChoiceQuestion question, HashSet<string> candidates)
    {
        foreach (var id in question.Pinned.Concat(question.Banned).Where(id => !candidates.Contains(id)))
            yield return Unknown("candidate", "备选项目", id, new("必选或排除", "what is pinned or banned"));
        foreach (var id in question.Pinned.Intersect(question.Banned))
            yield return Fault("pinned-and-banned", $"“{id}”既必选又排除", $"'{id}' is both pinned and banned");
        foreach (var exclusion in question.Exclusions.Where(exclusion => exclusion.Candidates.Count(question.Pinned.Contains) > 1))
            yield return Fault("pinned-exclusion", $"{string.Join('、', exclusion.Candidates.Where(question.Pinned.Contains))} 互斥，不能都必选（{exclusion.Reason.Zh}）", $"{string.Join(", ", exclusion.Candidates.Where(question.Pinned.Contains))} exclude each other and cannot all be pinned ({exclusion.Reason.En})");
        foreach (var candidate in question.Candidates.Where(candidate => question.Pinned.Contains(candidate.Id)))
        {
            foreach (var need in candidate.Needs.Where(question.Banned.Contains))
                yield return Fault("pinned-need", $"必选项目“{candidate.Id}”以“{need}”为前提，而后者已排除", $"the pinned '{candidate.Id}' needs '{need}', which is banned");
        }
    }

    private static IEnumerable<Refusal> Twice(string en, string zh, IEnumerable<string> ids) =>
        ids.GroupBy(id => id).Where(same => same.Skip(1).Any()).Select(same => Fault("twice", $"{zh}“{same.Key}”出现两次", $"the {en} '{same.Key}' stands twice"));

    private static Refusal Unknown(string en, string zh, string id, Wording where) => Fault("unknown", $"{where.Zh}提到的{zh}“{id}”不存在", $"{where.En} names the {en} '{id}', which there is not");

    private static Refusal Fault(string code, string zh, string en) => new($"annual-plan.{code}", new(zh, en));
}
