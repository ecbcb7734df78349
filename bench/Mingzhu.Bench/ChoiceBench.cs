using System.Diagnostics;
using Mingzhu.Renewal;
using Mingzhu.Renewal.Tests;

namespace Mingzhu.Bench;

/// <summary>Annual plans of 300 candidates: how near to the best it is proven to be, how long it takes, and what two plain ways cure of it.</summary>
internal static class ChoiceBench
{
    private const int Candidates = 300, Seeds = 3, Steps = 5_000;
    private const double LimitSeconds = 10, LimitPercent = 0.5;

    public static void Run(Results results)
    {
        Choice.Choose(ChoiceInstances.Make(ChoiceInstances.Families[0], 50, 9)); // what is compiled on the way is not counted
        foreach (var family in ChoiceInstances.Families)
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var (question, name) = (ChoiceInstances.Make(family, Candidates, (ulong)seed), $"plan {family.Name} {seed}");
                var (watch, before) = (Stopwatch.StartNew(), Processor());
                var answer = Choice.Choose(question);
                var (seconds, processor) = (watch.Elapsed.TotalSeconds, Processor() - before);
                if (!PlainChoice.Keeps(question, PlainChoice.Of(question, answer)))
                    throw new InvalidOperationException($"{name}: the plan breaks a limit");
                results.Add($"{name}, proven gap", (double)answer.Gap * 100, "%", "limit", LimitPercent);
                results.Add(name, seconds, "s", "limit", LimitSeconds);
                results.Add($"{name}, processor", processor, "s", "limit", LimitSeconds);
                results.Add($"{name}, cured", (double)answer.Cured, "points", "greedy by points a yuan", (double)PlainChoice.Points(question, Greedy(question)));
                results.Add($"{name}, cured", (double)answer.Cured, "points", "DP over all money, then what fits", (double)PlainChoice.Points(question, Knapsack(question)));
            }
        }
    }

    private static double Processor()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Again and again the project that cures most more for a yuan, among those that fit.</summary>
    private static List<(ChoiceCandidate, Financing)> Greedy(ChoiceQuestion question)
    {
        var (plan, cured, weights) = (Pinned(question), new HashSet<string>(), question.Findings.ToDictionary(finding => finding.Finding, finding => finding.Weight));
        cured.UnionWith(plan.SelectMany(one => one.Item1.Cures));
        var left = question.Candidates.Where(candidate => plan.All(one => one.Item1.Id != candidate.Id)).ToList();
        while (left.Count > 0)
        {
            var best = left.MaxBy(candidate => candidate.Cures.Where(finding => !cured.Contains(finding)).Sum(finding => weights[finding]) / (1.0 + candidate.Financings.Min(way => way.Total.Fen)))!;
            left.Remove(best);
            if (TakeIfItFits(question, plan, best))
                cured.UnionWith(best.Cures);
        }

        return plan;
    }

    /// <summary>The textbook's dynamic programme with all money in one purse and every finding counted as often as it is cured; what it chooses is then taken as far as it fits.</summary>
    private static List<(ChoiceCandidate, Financing)> Knapsack(ChoiceQuestion question)
    {
        var weights = question.Findings.ToDictionary(finding => finding.Finding, finding => finding.Weight);
        var (purse, count) = (question.Money.Sum(money => (double)money.Limit.Fen), question.Candidates.Length);
        int[] steps = [.. question.Candidates.Select(candidate => (int)Math.Ceiling(candidate.Financings.Min(way => way.Total.Fen) / purse * Steps))];
        long[] points = [.. question.Candidates.Select(candidate => candidate.Cures.Sum(finding => (long)weights[finding]))];
        var most = new long[count + 1, Steps + 1];
        for (var at = 0; at < count; at++)
        {
            for (var step = 0; step <= Steps; step++)
                most[at + 1, step] = step < steps[at] ? most[at, step] : Math.Max(most[at, step], most[at, step - steps[at]] + points[at]);
        }

        var (plan, left) = (Pinned(question), Steps);
        for (var at = count - 1; at >= 0; at--)
        {
            if (most[at + 1, left] == most[at, left])
                continue;
            left -= steps[at];
            if (plan.All(one => one.Item1.Id != question.Candidates[at].Id))
                TakeIfItFits(question, plan, question.Candidates[at]);
        }

        return plan;
    }

    private static List<(ChoiceCandidate, Financing)> Pinned(ChoiceQuestion question) =>
        [.. question.Candidates.Where(candidate => question.Pinned.Contains(candidate.Id)).Select(candidate => (candidate, candidate.Financings[0]))];

    private static bool TakeIfItFits(ChoiceQuestion question, List<(ChoiceCandidate, Financing)> plan, ChoiceCandidate candidate)
    {
        foreach (var way in candidate.Financings)
        {
            plan.Add((candidate, way));
            if (PlainChoice.Keeps(question, plan))
                return true;
            plan.RemoveAt(plan.Count - 1);
        }

        return false;
    }
}
