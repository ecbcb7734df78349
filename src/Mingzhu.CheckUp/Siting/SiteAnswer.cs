using System.Collections.Immutable;
using Mingzhu.City;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>How the candidates fared with one condition.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Asked">What it asks, in words.</param>
/// <param name="Topic">What it is about, short enough for the head of a column.</param>
/// <param name="Looked">Of how many candidates it was asked; dear conditions only of those that could still be listed.</param>
/// <param name="Met">How many meet it.</param>
/// <param name="Missed">How many miss it.</param>
/// <param name="Unknown">Of how many it can't be told.</param>
/// <param name="OnlyHere">How many more would fit if it were not asked.</param>
/// <param name="WhyUnknown">Why it can't be told of any; null otherwise.</param>
public sealed record ConditionTally(SiteCondition Condition, Wording Asked, Wording Topic, int Looked, int Met, int Missed, int Unknown, int OnlyHere, Wording? WhyUnknown);

/// <summary>What was found of one condition at a site (逐条理由).</summary>
/// <param name="Met">Yes, no, or null where it can't be told.</param>
/// <param name="Found">What was found.</param>
/// <param name="By">By how much it is met or missed; null where that has no measure.</param>
/// <param name="Value">The number found, in the unit of the condition; null where there is none.</param>
public sealed record SiteReason(bool? Met, Wording Found, Wording? By, double? Value);

/// <summary>One site of an answer.</summary>
/// <param name="Id">Its id in its layer.</param>
/// <param name="Name">Its name; empty where it has none.</param>
/// <param name="Lon">A point inside it, degrees, EPSG:4490; null where it lies nowhere.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="AreaM2">Its area, m²; null where it has no outline.</param>
/// <param name="District">Where it lies.</param>
/// <param name="Subdistrict">Where it lies.</param>
/// <param name="Reasons">One for each condition, in their order; null where it was not asked because the site was out already.</param>
public sealed record Site(string Id, string Name, double? Lon, double? Lat, double? AreaM2, Place? District, Place? Subdistrict, ImmutableArray<SiteReason?> Reasons);

/// <summary>What a site selection came to (选址结果): the sites that fit, best first, and those that nearly do. Sites are told one by one when somebody looks.</summary>
public sealed class SiteAnswer
{
    private readonly SiteGround _ground;
    private readonly Layer _sites;
    private readonly SiteJudge[] _judges;
    private readonly Verdict[][] _verdicts;

    internal SiteAnswer(SiteGround ground, SiteSelection asked, Layer sites, int candidates, SiteJudge[] judges, Verdict[][] verdicts, ImmutableArray<ConditionTally> tallies) =>
        (_ground, Asked, _sites, Candidates, _judges, _verdicts, Tallies) = (ground, asked, sites, candidates, judges, verdicts, tallies);

    internal Layer Sites => _sites;

    /// <summary>What was asked.</summary>
    public SiteSelection Asked { get; }

    /// <summary>Id of the layer the sites are rows of.</summary>
    public string Layer => _sites.Id;

    /// <summary>How many candidates there were.</summary>
    public int Candidates { get; }

    /// <summary>How they fared, condition by condition.</summary>
    public ImmutableArray<ConditionTally> Tallies { get; }

    /// <summary>Rows that meet every condition, best first.</summary>
    public ImmutableArray<int> Fits { get; internal init; }

    /// <summary>Rows that miss none but of which something can't be told.</summary>
    public ImmutableArray<int> Undecided { get; internal init; }

    /// <summary>Rows that miss one condition by little.</summary>
    public ImmutableArray<int> NearMisses { get; internal init; }

    /// <summary>What a reader should know: conditions that can't be met together.</summary>
    public ImmutableArray<Wording> Notes => [.. Asked.Contradictions.Select(pair => new Wording(
        $"第 {pair.First + 1} 条与第 {pair.Second + 1} 条互相矛盾，没有地块能同时满足", $"conditions {pair.First + 1} and {pair.Second + 1} contradict each other: no site can meet both"))];

    /// <summary>The outline of a site, EPSG:4490, x = longitude; null where it has none.</summary>
    public Geometry? Shape(int row) => _sites.Table.Geometries[row];

    /// <summary>The row of a site by its id; null if it is none of those listed.</summary>
    public int? Find(string id) => Fits.Concat(Undecided).Concat(NearMisses).Where(row => _sites.Table.Ids[row] == id).Select(row => (int?)row).FirstOrDefault();

    /// <summary>A site with a reason for each condition.</summary>
    public Site Describe(int row)
    {
        var inside = _sites.Shapes[row]?.InteriorPoint.Coordinate;
        var (lon, lat) = inside is null ? ((double?)null, (double?)null) : _ground.World.Plane.Unproject(inside.X, inside.Y);
        var node = inside is null ? -1 : _ground.World.Tree.Locate(inside);
        Place? In(Level level) => node >= 0 && _ground.World.Tree.Above(node, level) is >= 0 and var place ? _ground.World.Places[level][place] : null;
        return new Site(
            _sites.Table.Ids[row], _sites.Name(row), lon is { } x ? Math.Round(x, 7) : null, lat is { } y ? Math.Round(y, 7) : null, _sites.Shapes[row] is IPolygonal ? SiteGround.AreaM2(_sites, row) : null,
            In(Level.District), In(Level.Subdistrict), [.. _judges.Select((judge, at) => Reason(judge, _verdicts[at][row], row))]);
    }

    private static SiteReason? Reason(SiteJudge judge, in Verdict verdict, int row)
    {
        if (verdict == default)
            return null;
        double? value = double.IsFinite(verdict.Value) ? verdict.Value : null;
        return verdict.Why is { } why ? new SiteReason(verdict.Met, why, null, value) : new SiteReason(verdict.Met, judge.Found(row, verdict), judge.By(verdict), value);
    }
}
