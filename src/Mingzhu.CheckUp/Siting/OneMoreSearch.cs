using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Ranks every candidate by what it alone would newly serve, then chooses the best few together (增设选址).</summary>
/// <remarks>
/// Always: the same answer for any number of threads; a gain equals the difference of two full measurements; the chosen together serve at least what choosing one by one does.<br/>
/// Cost: one local search a candidate; the choice is ended after so many steps with the gap that is left.
/// </remarks>
internal sealed class OneMoreSearch
{
    // The choice goes on for this many steps: some seconds on two cores.
    private const long Steps = 1_500_000_000;

    // So much of the work is ranking; the choice takes the rest.
    private const double RankingShare = 0.5;

    private readonly SiteGround _ground;
    private readonly OneMore _asked;
    private readonly Addable _what;
    private readonly SiteDemand _demand;
    private readonly SiteAnswer _answer;
    private readonly int[] _rows;

    private OneMoreSearch(SiteGround ground, OneMore asked, Addable what, SiteDemand demand, SiteAnswer answer)
    {
        (_ground, _asked, _what, _demand, _answer) = (ground, asked, what, demand, answer);
        _rows = [.. answer.Fits.Where(row => answer.Sites.Shapes[row] is not null).OrderBy(row => answer.Sites.Table.Ids[row], StringComparer.Ordinal)];
    }

    /// <summary>Answers.</summary>
    /// <exception cref="RefusedException">There is no such kind, no such candidates, no reach, or nothing to count.</exception>
    public static OneMoreAnswer Run(SiteGround ground, OneMore asked, IProgress<CheckUpProgress>? progress, CancellationToken cancel)
    {
        if (asked.Sites is < 1 or > OneMore.MostSites)
            throw new RefusedException(new Refusal("siting.sites", new($"处数应在 1 到 {OneMore.MostSites} 之间", $"between 1 and {OneMore.MostSites} sites can be chosen together")));
        var what = Addables.Of(ground).FirstOrDefault(each => each.Id == asked.What) ?? throw new RefusedException(new Refusal("siting.no-what", new(
            $"“{asked.What}”不能增设；可选：{string.Join("、", Addables.Of(ground).Select(each => each.Id))}", $"'{asked.What}' can't be added; there are: {string.Join(", ", Addables.Of(ground).Select(each => each.Id))}")));
        progress?.Report(new CheckUpProgress(new("正在找出尚未覆盖的需求 …", "finding what is not served yet …"), 0));
        var addition = ground.Rules.Additions.FirstOrDefault(each => each.Id == what.Id);
        var (full, demand) = addition is null ? OfKind(ground, asked, what) : OfAddition(ground, asked, what, addition, cancel);
        var answer = SiteSearch.Run(ground, new SiteSelection(full.From!, full.Conditions), null, cancel);
        return new OneMoreSearch(ground, full, what, demand, answer).Answer(progress, cancel);
    }

    private static (OneMore, SiteDemand) OfKind(SiteGround ground, OneMore asked, Addable what)
    {
        if (ground.Homes.Count == 0)
            throw new RefusedException(new Refusal("siting.no-homes", SiteReasons.NoHomes));
        var full = asked with { ReachM = asked.ReachM ?? what.ReachM, From = asked.From ?? new SiteTarget(ground.Rules.UsualFrom), Indicator = null };
        if (!what.OnFoot)
            return (full, ResidentDemand.Straight(ground, ground.Kind(what.Id)!, asked.ReachM));
        if (ground.Walking is null)
            throw new RefusedException(new Refusal("siting.no-network", Reasons.NoNetwork));
        return (full, ground.NeedOf(what.Id, full.ReachM ?? throw new RefusedException(new Refusal("siting.no-reach", SiteReasons.NoReach(what.Name)))));
    }

    private static (OneMore, SiteDemand) OfAddition(SiteGround ground, OneMore asked, Addable what, Addition addition, CancellationToken cancel)
    {
        var indicator = asked.Indicator is { } code
            ? what.Indicators.FirstOrDefault(each => each.Code == code)
            : what.Indicators.FirstOrDefault(each => IsMissed(ground, each, addition, cancel)) ?? what.Indicators.FirstOrDefault();
        if (indicator is null)
            throw new RefusedException(new Refusal("siting.no-indicator", new(
                $"没有可提高的覆盖率指标；可用：{string.Join("、", what.Indicators.Select(each => each.Code))}", $"there is no such coverage indicator; there are: {string.Join(", ", what.Indicators.Select(each => each.Code))}")));
        var from = asked.From ?? new SiteTarget(addition.From);
        return (asked with { From = from, Conditions = [.. addition.Conditions, .. asked.Conditions.Except(addition.Conditions)], Indicator = indicator.Code, ReachM = null }, ground.LandOf(indicator, addition, cancel));
    }

    private static bool IsMissed(SiteGround ground, Indicator indicator, Addition addition, CancellationToken cancel)
    {
        try
        {
            return indicator.Target is { } target && Percent(ground.LandOf(indicator, addition, cancel).City.Before, ground.LandOf(indicator, addition, cancel).City.Total) < target.Value;
        }
        catch (RefusedException)
        {
            return false; // It has no value, so it misses nothing.
        }
    }

    private OneMoreAnswer Answer(IProgress<CheckUpProgress>? progress, CancellationToken cancel)
    {
        var gains = _demand.Gains(_answer.Sites, _rows, progress is null ? null : new Counting(progress, _rows.Length), cancel);
        RankedSite[] ranked = [.. _rows.Select((row, at) => new RankedSite(row, gains[at], ReachOf(row))).Where(site => site.Gain > 0).OrderByDescending(site => site.Gain)];
        progress?.Report(new CheckUpProgress(new("正在求最优组合 …", "looking for the best together …"), RankingShare));
        int[] useful = [.. _rows.Where((_, at) => gains[at] > 0)];
        var sets = _demand.Sets(_answer.Sites, useful, cancel);
        var choice = MaximalCovering.Solve(sets.Sets, _asked.Sites, Steps, progress is null ? null : new Proving(progress), cancel);
        var alone = ranked.ToDictionary(site => site.Row, site => site.Gain);
        int[] rows = [.. choice.Chosen.Select(at => useful[at])];
        ChosenSite[] chosen = [.. rows.Select((row, k) => new ChosenSite(row, Adds(rows, k, cancel), alone[row], ReachOf(row)))];
        var level = new[] { Level.Subdistrict, Level.District, Level.City }.First(level => _ground.World.Places[level].Length > 0);
        return new OneMoreAnswer(
            _asked, _what, Basis(), _demand.Unit, _demand.With(_answer.Sites, rows, Level.City, cancel)[0], _demand.Unreachable, _answer, [.. ranked], _rows.Length - ranked.Length,
            new BestTogether([.. chosen], choice.Covered / sets.PerUnit, choice.Bound / sets.PerUnit, choice.Greedy / sets.PerUnit, choice.GreedyBound / sets.PerUnit, sets.CutM2),
            _demand.With(_answer.Sites, rows, level, cancel), Towards(useful, sets, cancel), [.. Notes()]);
    }

    /// <summary>What the k-th site adds to those before it, measured anew.</summary>
    private double Adds(int[] rows, int k, CancellationToken cancel)
    {
        double With(int count) => _demand.With(_answer.Sites, rows[..count], Level.City, cancel)[0].After;
        return With(k + 1) - With(k);
    }

    private double ReachOf(int row) => _demand is LandDemand land ? land.RadiusM(_answer.Sites, row) : _asked.ReachM ?? 0;

    private TowardsTarget? Towards(int[] useful, DemandSets sets, CancellationToken cancel)
    {
        if (_demand is not LandDemand || _what.Indicators.FirstOrDefault(each => each.Code == _asked.Indicator) is not { } indicator)
            return null;
        var (city, most) = (_demand.City, _demand.With(_answer.Sites, useful, Level.City, cancel)[0]);
        int? needed = null;
        if (indicator.Target is { } target && Percent(city.Before, city.Total) < target.Value && Percent(most.After, most.Total) >= target.Value)
            needed = Needed(MaximalCovering.Solve(sets.Sets, Math.Min(useful.Length, MaximalCovering.LargestCount), 0, null, cancel), sets, (target.Value / 100 * city.Total) - city.Before);
        return new TowardsTarget(indicator, needed, most.Total > 0 ? most.After / most.Total : 0);
    }

    private static int? Needed(SiteChoice oneByOne, DemandSets sets, double lacking)
    {
        var sum = 0.0;
        for (var count = 0; count < oneByOne.Gains.Length; count++)
        {
            sum += oneByOne.Gains[count] / sets.PerUnit;
            if (sum >= lacking)
                return count + 1;
        }

        return null;
    }

    private Wording Basis() => _demand switch
    {
        LandDemand land when _what.Indicators.First(each => each.Code == _asked.Indicator) is var indicator => new(
            $"按 {indicator.Code} {indicator.Name.Zh}的口径：{land.Land.Zh}在其服务半径内的面积", $"as {indicator.Code} {indicator.Name.En} counts: area of {land.Land.En} within its service radius"),
        _ when _what.OnFoot => new($"沿步行网络 {Metres} 米内", $"within {Metres} m on foot"),
        _ => _asked.ReachM is null ? new("按各设施等级的服务半径，直线", "by the service radius of each facility's class, in a straight line") : new($"直线 {Metres} 米内", $"within {Metres} m in a straight line"),
    };

    private string Metres => Shown.Number(_asked.ReachM ?? 0);

    private IEnumerable<Wording> Notes()
    {
        if (_demand is LandDemand { StandsIn: { } standsIn })
            yield return standsIn;
        if (_demand is ResidentDemand && SiteTargets.Of(_ground, new SiteTarget(_what.Id)).WhyNot is not null)
            yield return new($"数据中没有{_what.Name.Zh}，按全部居民都缺计算", $"the data hold no {_what.Name.En}: everybody is taken to lack it");
        if (_demand is ResidentDemand && _ground.Homes.Residents.AreHouseholds)
            yield return new("没有人口数据，按住户数计", "no population is known; households are counted");
        if (_demand.Unreachable > 0)
            yield return new($"{Shown.Number(_demand.Unreachable)} {_demand.Unit.Zh}的住宅远离步行网络，未计入", $"{Shown.Number(_demand.Unreachable)} {_demand.Unit.En} live too far from the network to be counted");
    }

    private static double Percent(double part, double whole) => whole > 0 ? part / whole * 100 : 0;

    private sealed class Proving(IProgress<CheckUpProgress> to) : IProgress<double>
    {
        public void Report(double value) =>
            to.Report(new CheckUpProgress(new($"正在证明没有更好的组合，已用 {100 * value:0}% 的步数 …", $"proving that no choice is better, {100 * value:0} % of the steps used …"), RankingShare + ((1 - RankingShare) * value)));
    }

    private sealed class Counting(IProgress<CheckUpProgress> to, int all) : IProgress<int>
    {
        // Told a hundred times, not for every site.
        private readonly int _every = Math.Max(1, all / 100);

        public void Report(int value)
        {
            if (value % _every == 0 || value == all)
                to.Report(new CheckUpProgress(new($"已试算 {value:N0} / {all:N0} 处", $"{value:N0} of {all:N0} sites tried"), RankingShare * value / all));
        }
    }
}

/// <summary>What can be added in a city: every facility kind that serves somebody, and the additions of its pack.</summary>
internal static class Addables
{
    public static ImmutableArray<Addable> Of(SiteGround ground)
    {
        var catalog = ground.World.Inputs.Catalog;
        return
        [
            .. ground.Rules.Additions.Select(addition => new Addable(addition.Id, addition.Name, null, false, [.. catalog.Indicators.Where(indicator =>
                indicator.Measure is CoverageMeasure measure && measure.By.Any(server => server.Rows.Layer == addition.Layer))])),
            .. ground.TriedKinds.Where(kind => kind.Layer == SiteWords.FacilityLayer).Select(kind => new Addable(kind.Id, kind.Name, kind.WalkM ?? (kind.Servers.IsEmpty ? kind.RadiusM : null), kind.WalkM is not null, [])),
        ];
    }
}
