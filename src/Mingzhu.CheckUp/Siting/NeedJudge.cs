using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>How many residents who lack a kind of facility would have it within a walk (需求).</summary>
internal sealed class NeedJudge : SiteJudge
{
    private readonly SiteCondition.Need _asked;
    private readonly Layer _sites;
    private readonly SiteGround _ground;
    private readonly SiteTargets _targets;
    private readonly double? _reachM;
    private readonly double[] _gains;

    public NeedJudge(SiteCondition.Need asked, Layer sites, SiteGround ground)
    {
        (_asked, _sites, _ground, _targets) = (asked, sites, ground, SiteTargets.Of(ground, new SiteTarget(asked.Kind)));
        _reachM = asked.ReachM ?? ground.ReachM(ground.Kinds.Find(asked.Kind)!);
        _gains = new double[sites.Count];
        var (name, reach, least) = (_targets.Name, Number(_reachM ?? 0), Number(asked.Residents));
        Asked = new($"步行 {reach} 米内缺{name.Zh}的{Unit.Zh}不少于 {least}", $"at least {least} {Unit.En} within {reach} m who lack {name.En}");
    }

    public override Wording Asked { get; }

    public override Wording Topic => new($"缺{_targets.Name.Zh}的{Unit.Zh}", $"{Capital(Unit.En)} who lack {_targets.Name.En}");

    public override int Dearness => 3;

    public override Wording? WhyNot => _reachM is null ? SiteReasons.NoReach(_targets.Name)
        : _ground.Walking is null ? Reasons.NoNetwork
        : _ground.Homes.Count == 0 ? SiteReasons.NoHomes
        : _targets.WhyNot;

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private Wording Unit => ResidentDemand.UnitOf(_ground);

    public override void Prepare(IReadOnlyList<int> rows, CancellationToken cancel)
    {
        var gains = _ground.NeedOf(_asked.Kind, _reachM!.Value).Gains(_sites, rows, null, cancel);
        for (var at = 0; at < rows.Count; at++)
            _gains[rows[at]] = gains[at];
    }

    public override Verdict Of(int row)
    {
        if (_sites.Shapes[row] is null)
            return Verdict.Unknown(SiteReasons.NoShape);
        if (_ground.Walking!.EntriesOf(_sites, row).Length == 0)
            return Verdict.Unknown(SiteReasons.OffNetwork);
        var gain = _gains[row];
        return gain >= _asked.Residents ? Verdict.Yes(gain) : Verdict.No(gain, (_asked.Residents - gain) / _asked.Residents);
    }

    public override Wording Found(int row, in Verdict verdict) => new($"{Number(verdict.Value)} {Unit.Zh[..1]}", $"{Number(verdict.Value)} {Unit.En}");

    public override Wording? By(in Verdict verdict) => verdict.Met == false
        ? new($"少 {Number(_asked.Residents - verdict.Value)}", $"{Number(_asked.Residents - verdict.Value)} too few")
        : new($"多 {Number(verdict.Value - _asked.Residents)}", $"{Number(verdict.Value - _asked.Residents)} more than asked");
}
