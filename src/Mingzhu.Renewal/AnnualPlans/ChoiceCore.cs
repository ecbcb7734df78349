using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What a limit is about.</summary>
public enum ChoiceLimitKind
{
    /// <summary>A source of money (资金额度); fen.</summary>
    Money,

    /// <summary>A kind of work (施工能力); its unit.</summary>
    Works,

    /// <summary>Demolished of existing floor area (拆除比例).</summary>
    DemolishedShare,

    /// <summary>New over demolished floor area (拆建比).</summary>
    NewPerDemolished,

    /// <summary>Projects that exclude each other (互斥).</summary>
    Exclusion,

    /// <summary>A project without which another cannot be done (前提).</summary>
    Need,
}

/// <summary>One limit of a plan.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Id">Source, kind of work, or the needed candidate's id; empty for the rest.</param>
/// <param name="Name">What it is called.</param>
public sealed record ChoiceLimit(ChoiceLimitKind Kind, string Id, Wording Name);

/// <summary>What one way of doing a candidate takes of every limit.</summary>
/// <param name="Rows">Which limits, ascending.</param>
/// <param name="Amounts">How much of each, exact; negative where it makes room.</param>
/// <param name="Scaled">The same over the limit's ordinary amount, for prices.</param>
internal sealed record ChoiceOption(int[] Rows, long[] Amounts, double[] Scaled);

/// <summary>
/// A question as numbers: choose at most one option of every candidate, within every row's limit, so that most is cured. Findings with the same candidates are one element; those of a single candidate are its own.
/// </summary>
internal sealed partial class ChoiceCore
{
    public const int MostFinancings = 14;
    public const int AreaScale = 10_000;
    private const int FactorScale = 1_000;

    private ChoiceCore(ChoiceQuestion question, int scale) => (Question, Scale) = (question, scale);

    public ChoiceQuestion Question { get; }

    /// <summary>Points are multiplied by this, so that a factor in thousandths stays whole.</summary>
    public int Scale { get; }

    public int Count => Options.Length;

    /// <summary>By candidate and financing.</summary>
    public ChoiceOption[][] Options { get; private set; } = [];

    public long[] Limits { get; private set; } = [];

    public double[] ScaledLimits { get; private set; } = [];

    /// <summary>The ordinary amount of each limit: what an option takes of it on the average.</summary>
    public double[] Ordinary { get; private set; } = [];

    public ChoiceLimit[] Meaning { get; private set; } = [];

    /// <summary>What a candidate cures that no other can.</summary>
    public long[] Own { get; private set; } = [];

    /// <summary>The shared elements of each candidate.</summary>
    public int[][] Elements { get; private set; } = [];

    /// <summary>The weight of each element.</summary>
    public long[] Weights { get; private set; } = [];

    /// <summary>The candidates of each element.</summary>
    public int[][] Holders { get; private set; } = [];

    /// <summary>Everything each candidate needs, also indirectly, itself left out.</summary>
    public int[][] Needs { get; private set; } = [];

    /// <summary>The limits any option of each candidate touches, ascending.</summary>
    public int[][] Touched { get; private set; } = [];

    /// <summary>By candidate and option, what it takes of each limit in <see cref="Touched"/>.</summary>
    public long[][][] Takes { get; private set; } = [];

    /// <summary>Whether some option of a candidate makes room in a limit for others.</summary>
    public bool[] MakesRoom { get; private set; } = [];

    /// <summary>The rows that count only whole candidates come after these.</summary>
    public int Resources { get; private set; }

    public static ChoiceCore Of(ChoiceQuestion question, Func<ChoiceCandidate, bool>? counted = null)
    {
        var core = new ChoiceCore(question, question.PublicInterest.Priority == PublicInterestPriority.Weighted ? FactorScale : 1);
        var index = question.Candidates.Select((candidate, at) => (candidate.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at);
        core.ReadRows(index);
        core.ReadFindings(counted ?? (_ => true));
        core.Needs = [.. question.Candidates.Select((candidate, at) => Closure(question, index, at))];
        return core;
    }

    /// <summary>What may be done with each candidate: bit 0 to leave it out, bit k + 1 to do it with financing k.</summary>
    public ushort[] Masks(Func<int, bool> pinned, Func<int, bool> banned) =>
        [.. Enumerable.Range(0, Count).Select(at => banned(at) ? (ushort)1 : (ushort)(((1 << Options[at].Length) - 1 << 1) | (pinned(at) ? 0 : 1)))];

    private void ReadRows(Dictionary<string, int> index)
    {
        var rows = new List<(ChoiceLimit Meaning, long Limit, Func<ChoiceCandidate, Financing, long> Amount)>();
        foreach (var money in Question.Money)
            rows.Add((new(ChoiceLimitKind.Money, money.Source, money.Name), money.Limit.Fen, (_, way) => way.Amounts.Where(amount => amount.Source == money.Source).Sum(amount => amount.Amount.Fen)));
        foreach (var works in Question.Works)
            rows.Add((new(ChoiceLimitKind.Works, works.Kind, works.Name), works.Limit, (candidate, _) => candidate.Works.Where(amount => amount.Kind == works.Kind).Sum(amount => amount.Amount)));
        if (Question.Demolition is { } demolition)
        {
            var (share, ratio) = (decimal.ToInt64(demolition.DemolishedShare * AreaScale), decimal.ToInt64(demolition.NewPerDemolished * AreaScale));
            rows.Add((new(ChoiceLimitKind.DemolishedShare, "", new("拆除建筑面积占现状总建筑面积的比例", "the share of existing floor area that is demolished")), 0, (candidate, _) => candidate.Floor.DemolishedM2 * AreaScale - share * candidate.Floor.ExistingM2));
            rows.Add((new(ChoiceLimitKind.NewPerDemolished, "", new("拆建比", "the ratio of new to demolished floor area")), 0, (candidate, _) => candidate.Floor.NewM2 * AreaScale - ratio * candidate.Floor.DemolishedM2));
        }

        Resources = rows.Count;
        foreach (var exclusion in Question.Exclusions)
        {
            var members = exclusion.Candidates.ToHashSet();
            rows.Add((new(ChoiceLimitKind.Exclusion, "", exclusion.Reason), 1, (candidate, _) => members.Contains(candidate.Id) ? 1 : 0));
        }

        foreach (var (dependent, need) in Question.Candidates.SelectMany(candidate => candidate.Needs.Distinct().Select(need => (candidate.Id, need))))
            rows.Add((new(ChoiceLimitKind.Need, need, new($"以“{Question.Candidates[index[need]].Name}”为前提", $"'{Question.Candidates[index[need]].Name}' is needed first")), 0, (candidate, _) => candidate.Id == dependent ? 1 : candidate.Id == need ? -1 : 0));

        var amounts = Question.Candidates.Select(candidate => candidate.Financings.Select(way => rows.Select(row => row.Amount(candidate, way)).ToArray()).ToArray()).ToArray();
        var ordinary = rows.Select((_, row) => amounts.SelectMany(ways => ways).Select(way => Math.Abs((double)way[row])).Where(amount => amount > 0).DefaultIfEmpty(1).Average()).ToArray();
        Options = [.. amounts.Select(ways => ways.Select(way =>
        {
            int[] used = [.. Enumerable.Range(0, rows.Count).Where(row => way[row] != 0)];
            return new ChoiceOption(used, [.. used.Select(row => way[row])], [.. used.Select(row => way[row] / ordinary[row])]);
        }).ToArray())];
        Touched = [.. Options.Select(options => options.SelectMany(option => option.Rows).Distinct().Order().ToArray())];
        Takes = [.. Options.Select((options, at) => options.Select(option => Touched[at].Select(row => Array.IndexOf(option.Rows, row) is var place and >= 0 ? option.Amounts[place] : 0).ToArray()).ToArray())];
        MakesRoom = [.. Options.Select(options => options.Any(option => option.Amounts.Any(amount => amount < 0)))];
        Ordinary = [.. ordinary];
        Limits = [.. rows.Select(row => row.Limit)];
        ScaledLimits = [.. rows.Select((row, at) => row.Limit / ordinary[at])];
        Meaning = [.. rows.Select(row => row.Meaning)];
    }

    private void ReadFindings(Func<ChoiceCandidate, bool> counted)
    {
        var weights = Question.Findings.ToDictionary(finding => finding.Finding, finding => (long)finding.Weight * Scale);
        var holders = Question.Candidates.SelectMany((candidate, at) => counted(candidate) ? candidate.Cures.Select(finding => (finding, at)) : []).GroupBy(pair => pair.finding, pair => pair.at)
            .Select(group => (Holders: group.Order().ToArray(), Weight: weights[group.Key])).ToList();
        if (Question.PublicInterest is { Priority: PublicInterestPriority.Weighted } rule)
        {
            // What a factor adds is one more element, that only the projects of public interest cure.
            holders.AddRange(holders.ToArray().Select(element => (element.Holders.Where(at => Question.Candidates[at].PublicInterest).ToArray(), decimal.ToInt64(decimal.Round((rule.Factor - 1) * element.Weight))))
                .Where(element => element is { Item1.Length: > 0, Item2: > 0 }));
        }

        Own = new long[Question.Candidates.Length];
        Read([.. holders]);
    }

    // Elements of one holder are its own; those of the same holders are one.
    private void Read((int[] Holders, long Weight)[] elements)
    {
        var merged = elements.GroupBy(element => string.Join(',', element.Holders)).Select(same => (same.First().Holders, Weight: same.Sum(element => element.Weight))).ToArray();
        foreach (var (alone, weight) in merged.Where(element => element.Holders.Length == 1))
            Own[alone[0]] += weight;
        var shared = merged.Where(element => element.Holders.Length > 1).OrderBy(element => element.Holders[0]).ThenBy(element => string.Join(',', element.Holders), StringComparer.Ordinal).ToArray();
        (Holders, Weights) = ([.. shared.Select(element => element.Holders)], [.. shared.Select(element => element.Weight)]);
        var of = Options.Select(_ => new List<int>()).ToArray();
        for (var element = 0; element < shared.Length; element++)
        {
            foreach (var at in shared[element].Holders)
                of[at].Add(element);
        }

        Elements = [.. of.Select(list => list.ToArray())];
    }

    private static int[] Closure(ChoiceQuestion question, Dictionary<string, int> index, int of)
    {
        var (known, next) = (new SortedSet<int>(), new Stack<int>([of]));
        while (next.TryPop(out var at))
        {
            foreach (var need in question.Candidates[at].Needs.Select(id => index[id]).Where(known.Add))
                next.Push(need);
        }

        known.Remove(of);
        return [.. known];
    }
}
