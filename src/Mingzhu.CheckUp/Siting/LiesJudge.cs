using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Inside some areas or outside of them (在范围内外): control lines, zones, plans.</summary>
internal sealed class LiesJudge : SiteJudge
{
    private readonly SiteCondition.Lies _asked;
    private readonly Layer _sites;
    private readonly SiteTargets _targets;
    private readonly ShareWithin _sure;
    private readonly ShareWithin _all;
    private readonly double _slack;
    private readonly double _errorM;

    public LiesJudge(SiteCondition.Lies asked, Layer sites, SiteTargets targets, SiteGround ground)
    {
        (_asked, _sites, _targets, _slack, _errorM) = (asked, sites, targets, ground.Rules.BorderShare, SiteGround.ErrorM(sites, targets.Layer));
        (_sure, _all) = ground.WithinOf(asked.In, targets);
        Asked = asked.Inside ? new($"在{targets.Name.Zh}范围内", $"inside {targets.Name.En}") : new($"不在{targets.Name.Zh}范围内", $"outside {targets.Name.En}");
    }

    public override Wording Asked { get; }

    public override Wording Topic => _asked.Inside ? new($"在{_targets.Short.Zh}内", $"Inside {_targets.Short.En}") : new($"在{_targets.Short.Zh}外", $"Outside {_targets.Short.En}");

    public override int Dearness => 1;

    public override bool MoreIsBetter => _asked.Inside;

    public override Wording? WhyNot => _targets.WhyNot;

    public override Verdict Of(int row)
    {
        if (_sites.Shapes[row] is not { } shape)
            return Verdict.Unknown(SiteReasons.NoShape);
        var (sure, all) = Shares(shape);
        if (_errorM > 0)
            return Verdict.Unknown(sure, SiteReasons.Inaccurate(_errorM));
        var doubt = SiteReasons.Doubtful(_targets.Name, _targets.Maybe.Length);
        if (_asked.Inside)
            return sure >= 1 - _slack ? Verdict.Yes(sure) : all >= 1 - _slack ? Verdict.Unknown(sure, doubt) : Verdict.No(sure, 1 - sure);
        return sure > _slack ? Verdict.No(sure, sure) : all > _slack ? Verdict.Unknown(sure, doubt) : Verdict.Yes(sure);
    }

    public override Wording Found(int row, in Verdict verdict)
    {
        var percent = Number(verdict.Value * 100, verdict.Value is > 0 and < 1 ? 1 : 0);
        return new($"{percent}% 在范围内", $"{percent}% inside");
    }

    public override Wording? By(in Verdict verdict)
    {
        if (verdict.Met != false)
            return null;
        var percent = Number((_asked.Inside ? 1 - verdict.Value : verdict.Value) * 100, 1);
        return _asked.Inside ? new($"{percent}% 在范围外", $"{percent}% outside") : new($"{percent}% 压线", $"{percent}% across the line");
    }

    private (double Sure, double All) Shares(NetTopologySuite.Geometries.Geometry shape)
    {
        var sure = _sure.Of(shape);
        return (sure, _targets.Maybe.Length == 0 ? sure : _all.Of(shape));
    }
}
