namespace Mingzhu.Renewal.Tests;

/// <summary>The same question by trying everything, written straight from its words: what the optimiser is held against.</summary>
internal static class PlainChoice
{
    /// <summary>Points of the best plan; null if no plan keeps what is asked.</summary>
    public static decimal? Best(ChoiceQuestion question) => Plans(question).Where(plan => Keeps(question, plan)).Select(plan => (decimal?)Points(question, plan)).Max();

    /// <summary>Whether a plan keeps every limit, pin, ban, exclusion and need.</summary>
    public static bool Keeps(ChoiceQuestion question, IReadOnlyList<(ChoiceCandidate Candidate, Financing Way)> plan)
    {
        var ids = plan.Select(one => one.Candidate.Id).ToHashSet();
        var floors = plan.Select(one => one.Candidate.Floor).ToArray();
        return question.Pinned.All(ids.Contains) && !question.Banned.Any(ids.Contains)
            && question.Exclusions.All(exclusion => exclusion.Candidates.Count(ids.Contains) <= 1)
            && plan.All(one => one.Candidate.Needs.All(ids.Contains))
            && question.Money.All(money => plan.SelectMany(one => one.Way.Amounts).Where(amount => amount.Source == money.Source).Sum(amount => amount.Amount.Fen) <= money.Limit.Fen)
            && question.Works.All(works => plan.SelectMany(one => one.Candidate.Works).Where(amount => amount.Kind == works.Kind).Sum(amount => amount.Amount) <= works.Limit)
            && (question.Demolition is not { } demolition
                || (floors.Sum(floor => floor.DemolishedM2) <= demolition.DemolishedShare * floors.Sum(floor => floor.ExistingM2) && floors.Sum(floor => floor.NewM2) <= demolition.NewPerDemolished * floors.Sum(floor => floor.DemolishedM2)));
    }

    /// <summary>Points cured, each finding once; more where public interest counts more.</summary>
    public static decimal Points(ChoiceQuestion question, IReadOnlyList<(ChoiceCandidate Candidate, Financing Way)> plan)
    {
        var cured = plan.SelectMany(one => one.Candidate.Cures).ToHashSet();
        var publicly = plan.Where(one => one.Candidate.PublicInterest).SelectMany(one => one.Candidate.Cures).ToHashSet();
        var factor = question.PublicInterest.Priority == PublicInterestPriority.Weighted ? question.PublicInterest.Factor : 1;
        return question.Findings.Where(finding => cured.Contains(finding.Finding)).Sum(finding => finding.Weight * (publicly.Contains(finding.Finding) ? factor : 1));
    }

    /// <summary>The plan of an answer.</summary>
    public static IReadOnlyList<(ChoiceCandidate Candidate, Financing Way)> Of(ChoiceQuestion question, ChoiceAnswer answer) =>
        [.. answer.Chosen.Select(chosen => question.Candidates.Single(candidate => candidate.Id == chosen.Candidate) is var candidate ? (candidate, candidate.Financings.Single(way => way.Id == chosen.Financing)) : default)];

    private static IEnumerable<IReadOnlyList<(ChoiceCandidate, Financing)>> Plans(ChoiceQuestion question)
    {
        IEnumerable<List<(ChoiceCandidate, Financing)>> plans = [[]];
        foreach (var candidate in question.Candidates)
            plans = plans.SelectMany(plan => candidate.Financings.Select(way => new List<(ChoiceCandidate, Financing)>(plan) { (candidate, way) }).Prepend(plan));
        return plans;
    }
}
