using System.Collections.Immutable;

namespace Mingzhu.Renewal;

/// <summary>Says of a plan why each project is in or out.</summary>
internal static class ChoiceReasons
{
    /// <summary>The answer in the words of the question.</summary>
    public static ChoiceAnswer Answer(ChoiceCore core, ChoiceFound found, PublicInterestShare? share)
    {
        var plan = found.Plan!;
        return new ChoiceAnswer
        {
            Chosen = [.. Enumerable.Range(0, core.Count).Where(plan.Has).Select(at => In(core, plan, at))],
            LeftOut = [.. Enumerable.Range(0, core.Count).Where(at => !plan.Has(at)).Select(at => OutOf(core, plan, at, found.Prices))],
            Limits = [.. Enumerable.Range(0, core.Resources).Select(row => Use(core, plan, row))],
            Cured = Choice.Points(core, plan.Value),
            AtMost = Choice.Points(core, Math.Max(found.AtMost, plan.Value)),
            Curable = Choice.Points(core, core.Own.Sum() + core.Weights.Sum()),
            PublicInterest = share,
            Cancelled = found.Cancelled,
            Branches = found.Nodes,
        };
    }

    private static ChosenProject In(ChoiceCore core, ChoiceSelection plan, int at)
    {
        var candidate = core.Question.Candidates[at];
        return new ChosenProject(
            candidate.Id, candidate.Financings[plan.Options[at]].Id, Choice.Points(core, plan.Loss(at)), core.Question.Pinned.Contains(candidate.Id),
            [.. Enumerable.Range(0, core.Count).Where(other => plan.Has(other) && core.Needs[other].Contains(at)).Select(other => core.Question.Candidates[other].Id)]);
    }

    private static LeftOutProject OutOf(ChoiceCore core, ChoiceSelection plan, int at, double[] prices)
    {
        var candidate = core.Question.Candidates[at];
        var (gain, binding) = (plan.Gain(at), Lacking(core, plan, at));
        var reason = core.Question.Banned.Contains(candidate.Id) ? LeftOutReason.Banned
            : gain == 0 ? LeftOutReason.NothingToAdd
            : binding.Any(lack => lack.Limit.Kind == ChoiceLimitKind.Exclusion) ? LeftOutReason.Excluded
            : binding.Any(lack => lack.Limit.Kind == ChoiceLimitKind.Need) ? LeftOutReason.NeedsAnother
            : binding.IsEmpty ? LeftOutReason.NotReached : LeftOutReason.NoRoom;
        var exchange = reason is LeftOutReason.Banned or LeftOutReason.NothingToAdd or LeftOutReason.NotReached ? null : Exchanged(core, plan, at, prices);
        return new LeftOutProject(
            candidate.Id, reason, Choice.Points(core, gain), reason == LeftOutReason.Banned ? [] : binding,
            exchange is null ? [] : [.. Enumerable.Range(0, core.Count).Where(other => plan.Has(other) && !exchange.Has(other)).Select(other => core.Question.Candidates[other].Id)],
            exchange is null ? null : (plan.Value - exchange.Value) / (decimal)core.Scale,
            candidate.PublicInterest && Enumerable.Range(0, core.Count).Any(other => plan.Has(other) && !core.Question.Candidates[other].PublicInterest));
    }

    /// <summary>What is lacking beside the plan, by the financing that lacks least.</summary>
    private static ImmutableArray<LimitLack> Lacking(ChoiceCore core, ChoiceSelection plan, int at)
    {
        var used = plan.Used.ToArray();
        return [.. core.Options[at].Select(option => Enumerable.Range(0, option.Rows.Length)
                .Select(place => (Row: option.Rows[place], Over: used[option.Rows[place]] + option.Amounts[place] - core.Limits[option.Rows[place]], Taken: option.Amounts[place]))
                .Where(lack => lack.Over > 0 && lack.Taken > 0).ToArray())
            .MinBy(lacks => lacks.Sum(lack => lack.Over / core.Ordinary[lack.Row]))!
            .Select(lack => new LimitLack(core.Meaning[lack.Row], Shown(core, lack.Row, lack.Over)))];
    }

    /// <summary>The best plan with this project that is met when those go who lose least for the room they give; null if none is met.</summary>
    private static ChoiceSelection? Exchanged(ChoiceCore core, ChoiceSelection plan, int at, double[] prices)
    {
        ChoiceSelection? best = null;
        var question = core.Question;
        int[] coming = [.. core.Needs[at], at];
        if (coming.Any(one => question.Banned.Contains(question.Candidates[one].Id)))
            return null;
        var masks = core.Masks(one => coming.Contains(one) || question.Pinned.Contains(question.Candidates[one].Id), one => question.Banned.Contains(question.Candidates[one].Id));
        for (var option = 0; option < core.Options[at].Length; option++)
        {
            var trial = plan.Copy();
            foreach (var one in coming.Where(one => !trial.Has(one)))
                trial.Add(one, one == at ? option : 0);
            while (!trial.IsSound && Cheapest(core, trial, masks) is var going and >= 0)
                trial.Leave(going);
            if (!trial.IsSound)
                continue;
            var improvement = new ChoiceImprovement(core, masks, seed: 1);
            improvement.Price(prices, new double[core.Count], 0);
            improvement.Fill(trial);
            if (best is null || trial.Value > best.Value)
                best = trial;
        }

        return best;
    }

    private static int Cheapest(ChoiceCore core, ChoiceSelection plan, ushort[] masks)
    {
        var (best, least, excess) = (-1, double.PositiveInfinity, plan.Excess());
        for (var candidate = 0; candidate < core.Count; candidate++)
        {
            if (!plan.Has(candidate) || (masks[candidate] & 1) == 0)
                continue;
            var (loss, option) = (plan.Loss(candidate), plan.Options[candidate]);
            plan.Leave(candidate);
            var eased = excess - plan.Excess();
            plan.Add(candidate, option);
            if (eased > 1e-12 && (loss + 1e-3) / eased < least)
                (best, least) = (candidate, (loss + 1e-3) / eased);
        }

        return best;
    }

    private static LimitUse Use(ChoiceCore core, ChoiceSelection plan, int row)
    {
        var limit = core.Meaning[row];
        if (limit.Kind is ChoiceLimitKind.Money or ChoiceLimitKind.Works)
            return new LimitUse(limit, plan.Used[row], core.Limits[row]);
        var floors = Enumerable.Range(0, core.Count).Where(plan.Has).Select(at => core.Question.Candidates[at].Floor).ToArray();
        decimal existing = floors.Sum(floor => floor.ExistingM2), demolished = floors.Sum(floor => floor.DemolishedM2), built = floors.Sum(floor => floor.NewM2);
        var demolition = core.Question.Demolition!;
        return limit.Kind == ChoiceLimitKind.DemolishedShare
            ? new LimitUse(limit, existing == 0 ? null : demolished / existing, demolition.DemolishedShare)
            : new LimitUse(limit, demolished == 0 ? null : built / demolished, demolition.NewPerDemolished);
    }

    private static decimal Shown(ChoiceCore core, int row, long over) =>
        core.Meaning[row].Kind is ChoiceLimitKind.DemolishedShare or ChoiceLimitKind.NewPerDemolished ? over / (decimal)ChoiceCore.AreaScale : over;
}
