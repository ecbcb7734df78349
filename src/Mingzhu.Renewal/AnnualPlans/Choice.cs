using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>
/// Chooses the projects of an annual plan (年度实施计划优选): those that cure the most weighted findings within money, works and demolition, what is pinned and banned, and public interest first.
/// </summary>
/// <remarks>
/// Always: every limit is kept; what is pinned is in, what is banned is out; the same question gives the same answer. Without a priority for public interest, more money never cures less if both answers are optimal.<br/>
/// By: our own branch and bound on Lagrangian prices; docs/methods/annual-plan.md.
/// </remarks>
public static class Choice
{
    /// <summary>Work for a plan of some hundred candidates: some seconds, 10 at most.</summary>
    public const long OrdinaryWork = 440_000;

    private static readonly ImmutableArray<decimal> Shares = [0.25m, 0.5m, 0.75m, 1m, 1.25m, 1.5m, 2m];

    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="work">How much it may compute; counted, not timed, so that the answer does not depend on the machine.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Ends the search with the best plan so far and the bound proven by then.</param>
    /// <exception cref="RefusedException">The question contradicts itself, or nothing that holds what is pinned keeps the limits: every reason.</exception>
    public static ChoiceAnswer Choose(ChoiceQuestion question, long work = OrdinaryWork, IProgress<ChoiceProgress>? progress = null, CancellationToken cancel = default) =>
        Choose(question, null, work, progress, cancel);

    /// <summary>What more money would buy, source by source.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">Its answer.</param>
    /// <param name="added">How much more of one source at a time.</param>
    /// <param name="work">How much each may compute.</param>
    /// <param name="progress">Told after each.</param>
    /// <param name="cancel">Ends it; what is not reached is left out.</param>
    public static ImmutableArray<MoreMoney> WithMore(ChoiceQuestion question, ChoiceAnswer answer, Cny added, long work = OrdinaryWork / 10, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var before = answer.Chosen.Select(chosen => chosen.Candidate).ToHashSet();
        var all = ImmutableArray.CreateBuilder<MoreMoney>();
        for (var at = 0; at < question.Money.Length && !cancel.IsCancellationRequested; at++)
        {
            var money = question.Money[at];
            var more = Choose(question with { Money = question.Money.SetItem(at, money with { Limit = money.Limit + added }) }, answer, work, null, cancel);
            var after = more.Chosen.Select(chosen => chosen.Candidate).ToHashSet();
            all.Add(new MoreMoney(money.Source, added, more.Cured - answer.Cured, more.AtMost - answer.Cured, [.. after.Except(before).Order(StringComparer.Ordinal)], [.. before.Except(after).Order(StringComparer.Ordinal)]));
            progress?.Report((at + 1.0) / question.Money.Length);
        }

        return all.ToImmutable();
    }

    /// <summary>How much is cured for less and for more money than there is: every source at the same share of its limit.</summary>
    /// <param name="question">The question.</param>
    /// <param name="work">How much each point may compute.</param>
    /// <param name="progress">Told after each.</param>
    /// <param name="cancel">Ends it; what is not reached is left out.</param>
    /// <remarks>Always: without a priority for public interest no point cures less than one for less money, since each search begins with the plan before it.</remarks>
    public static ImmutableArray<BudgetPoint> Frontier(ChoiceQuestion question, long work = OrdinaryWork / 10, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        Refuse(ChoiceFaults.Of(question));
        var (points, last) = (ImmutableArray.CreateBuilder<BudgetPoint>(), (ChoiceAnswer?)null);
        foreach (var share in Shares)
        {
            if (cancel.IsCancellationRequested)
                break;
            var at = question with { Money = [.. question.Money.Select(money => money with { Limit = new Cny(decimal.ToInt64(decimal.Floor(money.Limit.Fen * share))) })] };
            var sum = at.Money.Aggregate(Cny.Zero, (all, money) => all + money.Limit);
            try
            {
                last = Choose(at, last, work, null, cancel);
                points.Add(new BudgetPoint(share, sum, last.Cured, last.AtMost, [.. last.Chosen.Select(chosen => chosen.Candidate)]));
            }
            catch (RefusedException)
            {
                points.Add(new BudgetPoint(share, sum, null, 0, []));
            }

            progress?.Report(points.Count / (double)Shares.Length);
        }

        return points.ToImmutable();
    }

    private static ChoiceAnswer Choose(ChoiceQuestion question, ChoiceAnswer? start, long work, IProgress<ChoiceProgress>? progress, CancellationToken cancel)
    {
        Refuse(ChoiceFaults.Of(question));
        var (held, share, ordered) = (question.Pinned, (PublicInterestShare?)null, question.Candidates);
        var core = ChoiceCore.Of(question);
        var begin = start is null ? null : Plan(core, start);
        if (question.PublicInterest.Priority == PublicInterestPriority.First && ordered.Any(candidate => candidate.PublicInterest))
        {
            var first = ChoiceCore.Of(question, candidate => candidate.PublicInterest);
            var found = Found(first, held, begin is null ? null : Same(first, begin), work / 2, progress, cancel);
            share = new PublicInterestShare(Points(first, found.Plan!.Value), Points(first, found.AtMost));
            held = held.Union(Enumerable.Range(0, first.Count).Where(at => found.Plan.Has(at) && ordered[at].PublicInterest).Select(at => ordered[at].Id));
            // What held the public interest's best is a plan already; the one to begin with is kept only if it holds it too.
            begin = begin is not null && Holds(begin, held, ordered) ? begin : Same(core, found.Plan);
            work -= work / 2;
        }

        var best = Found(core, held, begin, work, progress, cancel);
        return ChoiceReasons.Answer(core, best, share);
    }

    private static ChoiceFound Found(ChoiceCore core, ImmutableSortedSet<string> held, ChoiceSelection? start, long work, IProgress<ChoiceProgress>? progress, CancellationToken cancel)
    {
        var candidates = core.Question.Candidates;
        var masks = core.Masks(at => held.Contains(candidates[at].Id), at => core.Question.Banned.Contains(candidates[at].Id));
        var found = ChoiceSearch.Of(core, masks, start is not null && Holds(start, held, candidates) ? start : null, work, progress, cancel);
        if (found is { Plan: null, Cancelled: true })
            cancel.ThrowIfCancellationRequested();
        if (found.Plan is null)
            throw new RefusedException(NoPlan(core, masks, found));
        Thin(core, masks, found.Plan);
        return found;
    }

    private static bool Holds(ChoiceSelection plan, ImmutableSortedSet<string> held, ImmutableArray<ChoiceCandidate> candidates) =>
        plan.IsSound && Enumerable.Range(0, candidates.Length).All(at => plan.Has(at) || !held.Contains(candidates[at].Id));

    private static ChoiceSelection Plan(ChoiceCore core, ChoiceAnswer answer)
    {
        var (plan, ways) = (new ChoiceSelection(core), answer.Chosen.ToDictionary(chosen => chosen.Candidate, chosen => chosen.Financing));
        for (var at = 0; at < core.Count; at++)
        {
            if (ways.TryGetValue(core.Question.Candidates[at].Id, out var way))
                plan.Add(at, Array.FindIndex([.. core.Question.Candidates[at].Financings], financing => financing.Id == way));
        }

        return plan;
    }

    private static ChoiceSelection Same(ChoiceCore core, ChoiceSelection other)
    {
        var plan = new ChoiceSelection(core);
        for (var at = 0; at < core.Count; at++)
            ChoiceImprovement.Put(plan, at, other.Options[at]);
        return plan;
    }

    /// <summary>Takes out what cures nothing that others do not cure: money is not spent for nothing. The dearest first.</summary>
    private static void Thin(ChoiceCore core, ushort[] masks, ChoiceSelection plan)
    {
        var order = Enumerable.Range(0, core.Count).OrderByDescending(at => core.Question.Candidates[at].Financings.Max(way => way.Total.Fen)).ThenBy(at => at).ToArray();
        for (var left = true; left;)
        {
            left = false;
            foreach (var at in order)
            {
                if (plan.Has(at) && (masks[at] & 1) != 0 && plan.Loss(at) == 0 && plan.CanLeave(at))
                {
                    plan.Leave(at);
                    left = true;
                }
            }
        }
    }

    private static IEnumerable<Refusal> NoPlan(ChoiceCore core, ushort[] masks, ChoiceFound found)
    {
        if (!found.IsOptimal)
        {
            yield return new Refusal("annual-plan.not-found", new("在给定的计算量内没有找到满足全部限额的方案；请减少必选项目或放宽限额", "no plan that keeps every limit was found in the work allowed; pin less or widen the limits"));
            yield break;
        }

        var told = false;
        for (var row = 0; row < core.Limits.Length; row++)
        {
            var limit = row;
            var least = Enumerable.Range(0, core.Count).Where(at => (masks[at] & 1) == 0).Sum(at => core.Options[at].Min(option => Array.IndexOf(option.Rows, limit) is var place and >= 0 ? option.Amounts[place] : 0));
            if (least <= core.Limits[row])
                continue;
            told = true;
            yield return new Refusal("annual-plan.pinned-over-limit", new(
                $"必选项目单独已超出“{core.Meaning[row].Name.Zh}”：至少需要 {Amount(core.Meaning[row], least).Zh}，限额 {Amount(core.Meaning[row], core.Limits[row]).Zh}",
                $"what is pinned alone overruns '{core.Meaning[row].Name.En}': it takes at least {Amount(core.Meaning[row], least).En} of {Amount(core.Meaning[row], core.Limits[row]).En}"), Basis(core, row));
        }

        if (!told)
            yield return new Refusal("annual-plan.pinned-together", new("必选项目无法同时满足全部限额、互斥与前提；请减少必选项目", "what is pinned cannot keep all limits, exclusions and needs together; pin less"));
    }

    private static Wording Amount(ChoiceLimit limit, long amount) => limit.Kind == ChoiceLimitKind.Money ? new Cny(amount).Shown() : Wording.Same(Shown.Number((decimal)amount));

    private static Citation? Basis(ChoiceCore core, int row) => core.Meaning[row].Kind switch
    {
        ChoiceLimitKind.DemolishedShare => core.Question.Demolition!.ShareSource,
        ChoiceLimitKind.NewPerDemolished => core.Question.Demolition!.RatioSource,
        _ => null,
    };

    internal static decimal Points(ChoiceCore core, long value) => Math.Max(0, value) / (decimal)core.Scale;

    private static void Refuse(IEnumerable<Refusal> faults)
    {
        if (faults.ToArray() is { Length: > 0 } all)
            throw new RefusedException(all);
    }
}
