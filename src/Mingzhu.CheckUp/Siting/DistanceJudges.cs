using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>A distance that is to be at most or at least so long, to features some of which may be doubtful.</summary>
internal abstract class DistanceJudge(SiteTargets targets, bool atMost, double metres, double errorM) : SiteJudge
{
    public override bool MoreIsBetter => !atMost;

    public override Wording? WhyNot => targets.WhyNot;

    protected SiteTargets Targets => targets;

    protected double Metres => metres;

    protected Wording Bound => atMost ? new($"不大于 {Number(metres)} 米", $"at most {Number(metres)} m") : new($"不小于 {Number(metres)} 米", $"at least {Number(metres)} m");

    public override Wording? By(in Verdict verdict)
    {
        if (!double.IsFinite(verdict.Value))
            return null;
        var apart = Number(Math.Abs(verdict.Value - metres));
        return (atMost, verdict.Met) switch
        {
            (true, true) => new($"余 {apart} 米", $"{apart} m to spare"),
            (true, false) => new($"超出 {apart} 米", $"{apart} m too far"),
            (false, true) => new($"多 {apart} 米", $"{apart} m more than asked"),
            (false, false) => new($"近 {apart} 米", $"{apart} m too near"),
            _ => null,
        };
    }

    /// <summary>By the distance to what surely counts and to what may; infinite where none was found.</summary>
    protected Verdict Judge(double sureM, double maybeM)
    {
        var doubtful = Math.Min(sureM, maybeM);
        var doubt = errorM > 0 ? SiteReasons.Inaccurate(errorM) : SiteReasons.Doubtful(targets.Name, targets.Maybe.Length);
        if (atMost)
        {
            return sureM <= metres - errorM ? Verdict.Yes(sureM)
                : doubtful <= metres + errorM ? Verdict.Unknown(sureM, doubt)
                : Verdict.No(sureM, metres > 0 ? (sureM - metres) / metres : double.PositiveInfinity);
        }

        return sureM < metres - errorM ? Verdict.No(sureM, (metres - sureM) / metres)
            : doubtful < metres + errorM ? Verdict.Unknown(sureM, doubt)
            : Verdict.Yes(sureM);
    }

    protected Wording Named(int row, double metres)
    {
        if (row < 0)
            return new($"{Number(metres)} 米内没有", $"none within {Number(metres)} m");
        var name = targets.Layer!.Name(row) is { Length: > 0 } said ? said : targets.Layer.Table.Ids[row];
        return new($"{Number(metres)} 米（{name}）", $"{Number(metres)} m ({name})");
    }
}

/// <summary>Straight distance to the nearest (直线距离).</summary>
internal sealed class StraightJudge : DistanceJudge
{
    private readonly Layer _sites;
    private readonly NearestShapes _sure;
    private readonly NearestShapes _maybe;

    public StraightJudge(SiteCondition.Straight asked, Layer sites, SiteTargets targets, SiteGround ground)
        : base(targets, asked.AtMost, asked.Metres, SiteGround.ErrorM(sites, targets.Layer))
    {
        (_sites, Asked) = (sites, new($"距{targets.Name.Zh}直线{Bound.Zh}", $"straight distance to {targets.Name.En} {Bound.En}"));
        (_sure, _maybe) = ground.NearestOf(asked.To, targets);
    }

    public override Wording Asked { get; }

    public override Wording Topic => new($"距{Targets.Short.Zh}", $"To {Targets.Short.En}, straight");

    public override int Dearness => 1;

    public override Verdict Of(int row) => _sites.Shapes[row] is not { } shape ? Verdict.Unknown(SiteReasons.NoShape)
        : Judge(_sure.To(shape).Metres, Targets.Maybe.Length == 0 ? double.PositiveInfinity : _maybe.To(shape).Metres);

    public override Wording Found(int row, in Verdict verdict)
    {
        var (nearest, metres) = _sites.Shapes[row] is { } shape ? _sure.To(shape) : (-1, double.PositiveInfinity);
        return nearest < 0 ? new("没有", "none") : Named(Targets.Sure[nearest], metres);
    }
}

/// <summary>Walking distance to or from the nearest (步行距离).</summary>
internal sealed class WalkJudge(SiteCondition.Walk asked, Layer sites, SiteTargets targets, SiteGround ground) : DistanceJudge(targets, asked.AtMost, asked.Metres, SiteGround.ErrorM(sites, targets.Layer))
{
    private readonly int[] _sureMm = new int[sites.Count];
    private readonly int[] _sureRow = new int[sites.Count];
    private readonly int[] _maybeMm = new int[sites.Count];

    public override Wording Asked { get; } = new(
        $"步行至{targets.Name.Zh}{(asked.AtMost ? "不大于" : "不小于")} {Number(asked.Metres)} 米", $"walk to {targets.Name.En} {(asked.AtMost ? "at most" : "at least")} {Number(asked.Metres)} m");

    public override Wording Topic => new($"步行至{Targets.Short.Zh}", $"Walk to {Targets.Short.En}");

    public override int Dearness => 2;

    public override Wording? WhyNot => ground.Walking is null ? Reasons.NoNetwork : base.WhyNot;

    // As far as walks are looked at anyhow, and always as far as is asked.
    private double SearchM => Math.Max(ground.World.Rules.WalkSearchM, Metres);

    public override void Prepare(IReadOnlyList<int> rows, CancellationToken cancel)
    {
        var from = SiteWalks.From(ground, sites, rows, cancel);
        from.ToNearest(Targets.Layer!, Targets.Sure, SearchM, _sureMm, _sureRow);
        if (Targets.Maybe.Length > 0)
            from.ToNearest(Targets.Layer!, Targets.Maybe, SearchM, _maybeMm, null);
        else
            Array.Fill(_maybeMm, NearestFacility.Unreached);
    }

    public override Verdict Of(int row) => sites.Shapes[row] is null ? Verdict.Unknown(SiteReasons.NoShape)
        : _sureMm[row] == SiteWalks.OffNetwork ? Verdict.Unknown(SiteReasons.OffNetwork)
        : Judge(InMetres(_sureMm[row]), InMetres(_maybeMm[row]));

    public override Wording Found(int row, in Verdict verdict) => _sureMm[row] is NearestFacility.Unreached or SiteWalks.OffNetwork ? Named(-1, SearchM) : Named(_sureRow[row], InMetres(_sureMm[row]));

    private static double InMetres(int mm) => mm == NearestFacility.Unreached ? double.PositiveInfinity : mm / 1000.0;
}
