using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Looks for the sites of a selection (选址): every condition judged, the cheap ones of all candidates, the dear ones of those that can still be listed.</summary>
/// <remarks>
/// A site fits if every condition holds; it is undecided if none fails and one can't be told; it is a near miss if one fails by little and all others hold.<br/>
/// Always: the same answer for any number of threads; one more condition adds no site to those that fit.
/// </remarks>
internal sealed class SiteSearch
{
    private readonly SiteGround _ground;
    private readonly SiteSelection _asked;
    private readonly Layer _sites;
    private readonly SiteJudge[] _judges;
    private readonly Verdict[][] _verdicts;
    private readonly int[] _misses;
    private readonly int[] _unknowns;

    private SiteSearch(SiteGround ground, SiteSelection asked, Layer sites)
    {
        (_ground, _asked, _sites) = (ground, asked, sites);
        _judges = [.. asked.Conditions.Select(condition => JudgeOf(condition, sites, ground))];
        _verdicts = Array.ConvertAll(_judges, _ => new Verdict[sites.Count]);
        (_misses, _unknowns) = (new int[sites.Count], new int[sites.Count]);
    }

    /// <summary>Finds the sites.</summary>
    /// <exception cref="RefusedException">There are no such candidates, or a condition speaks of what the city does not know.</exception>
    public static SiteAnswer Run(SiteGround ground, SiteSelection asked, IProgress<CheckUpProgress>? progress, CancellationToken cancel)
    {
        var (sites, rows) = Candidates(ground, asked.From);
        SiteQuestions.Check(ground, sites, asked);
        return new SiteSearch(ground, asked, sites).Judge(rows, progress, cancel);
    }

    /// <summary>The rows a group or a layer offers.</summary>
    public static (Layer Sites, int[] Rows) Candidates(SiteGround ground, SiteTarget from)
    {
        var group = ground.Rules.Group(from.Name);
        var sites = ground.Find(group?.Layer ?? from.Name) ?? throw new RefusedException(new Refusal("siting.no-layer", SiteReasons.LayerMissing(ground.Words.Layer(group?.Layer ?? from.Name))));
        SiteQuestions.CheckFields(sites, ground, from.Where);
        var (offered, chosen) = (sites.Mask(group?.Where), sites.Mask(from.Where));
        return (sites, [.. RowOrder.ById(sites.Table.Ids).Where(row => offered[row] == true && chosen[row] == true)]);
    }

    private SiteAnswer Judge(int[] rows, IProgress<CheckUpProgress>? progress, CancellationToken cancel)
    {
        var tallies = new ConditionTally[_judges.Length];
        var alive = rows;
        foreach (var (at, done) in Enumerable.Range(0, _judges.Length).OrderBy(at => _judges[at].Dearness).ThenBy(at => at).Select((at, done) => (at, done)).ToArray())
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new CheckUpProgress(new($"正在判断：{_judges[at].Asked.Zh} …", $"judging: {_judges[at].Asked.En} …"), (double)done / _judges.Length));
            tallies[at] = Ask(at, alive, cancel);
            alive = Array.FindAll(alive, row => _misses[row] + (_misses[row] > 0 ? _unknowns[row] : 0) <= 1);
        }

        return new SiteAnswer(_ground, _asked, _sites, rows.Length, _judges, _verdicts, [.. tallies.Select((tally, at) => WithOnly(tally, at, alive))])
        {
            Fits = Ranked(alive, row => _misses[row] == 0 && _unknowns[row] == 0),
            Undecided = Ranked(alive, row => _misses[row] == 0 && _unknowns[row] > 0),
            NearMisses = Ranked(alive, row => _misses[row] == 1 && _unknowns[row] == 0 && ShortBy(row) <= _ground.Rules.NearMissShare),
        };
    }

    private ConditionTally Ask(int at, int[] rows, CancellationToken cancel)
    {
        var (judge, verdicts) = (_judges[at], _verdicts[at]);
        if (judge.WhyNot is { } why)
        {
            Array.ForEach(rows, row => verdicts[row] = Verdict.Unknown(why));
        }
        else
        {
            judge.Prepare(rows, cancel);
            Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancel }, i => verdicts[rows[i]] = judge.Of(rows[i]));
        }

        var (met, missed) = (0, 0);
        foreach (var row in rows)
        {
            met += verdicts[row].Met == true ? 1 : 0;
            missed += verdicts[row].Met == false ? 1 : 0;
            _misses[row] += verdicts[row].Met == false ? 1 : 0;
            _unknowns[row] += verdicts[row].Met is null ? 1 : 0;
        }

        return new ConditionTally(_asked.Conditions[at], judge.Asked, judge.Topic, rows.Length, met, missed, rows.Length - met - missed, 0, judge.WhyNot);
    }

    private ConditionTally WithOnly(ConditionTally tally, int at, int[] alive) =>
        tally with { OnlyHere = alive.Count(row => _misses[row] == 1 && _unknowns[row] == 0 && _verdicts[at][row].Met == false) };

    private double ShortBy(int row) => Enumerable.Range(0, _judges.Length).Max(at => _verdicts[at][row].Short);

    /// <summary>Best first by what ranks; what has no such value last; then by id.</summary>
    private ImmutableArray<int> Ranked(int[] rows, Func<int, bool> belongs)
    {
        var at = _asked.Ranks;
        double Key(int row)
        {
            var value = at == SiteSelection.ByArea ? SiteGround.AreaM2(_sites, row) : _verdicts[at][row].Value;
            return double.IsNaN(value) ? double.PositiveInfinity : at == SiteSelection.ByArea || _judges[at].MoreIsBetter ? -value : value;
        }

        // Rows come by id, and the sort keeps the order of equals.
        return [.. rows.Where(belongs).OrderBy(Key)];
    }

    private static SiteJudge JudgeOf(SiteCondition condition, Layer sites, SiteGround ground) => condition.Match<SiteJudge>(
        area => new AreaJudge(area, sites),
        attribute => new AttributeJudge(attribute, sites, ground.Words),
        walk => new WalkJudge(walk, sites, SiteTargets.Of(ground, walk.To), ground),
        straight => new StraightJudge(straight, sites, SiteTargets.Of(ground, straight.To), ground),
        lies => new LiesJudge(lies, sites, SiteTargets.Of(ground, lies.In), ground),
        need => new NeedJudge(need, sites, ground));
}
