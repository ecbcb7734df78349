using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Renewal;

/// <summary>A finding where it lies.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What kind it is of: an indicator's code.</param>
/// <param name="X">East in the plane, metres.</param>
/// <param name="Y">North in the plane, metres.</param>
/// <param name="Weight">Points, 1 or more.</param>
public readonly record struct PlacedFinding(string Id, string Kind, double X, double Y, int Weight);

/// <summary>The site of a facility that stays whole (设施用地).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Ground">A polygon in the plane.</param>
public sealed record FacilitySite(string Id, string Name, Geometry Ground);

/// <summary>What a proposal keeps to (单元划定参数).</summary>
/// <param name="LeastM2">A unit is at least so large.</param>
/// <param name="MostM2">And at most so large.</param>
/// <param name="LeastBorderM">Blocks hang together by a border at least so long.</param>
/// <param name="LeastDensity">Growing ends at blocks with less than this share of the density of the unit so far, 0–1.</param>
/// <param name="ToleranceM">Within this distance a border follows a line.</param>
/// <param name="Most">How many proposals.</param>
public sealed record UnitMeasure(double LeastM2, double MostM2, double LeastBorderM, double LeastDensity, double ToleranceM, int Most);

/// <summary>A proposed renewal unit (更新单元建议), and why.</summary>
/// <param name="Theme">The kind of finding it was grown by; null for all kinds together.</param>
/// <param name="Blocks">Indices of its blocks, ascending.</param>
/// <param name="Ground">Its ground in the plane.</param>
/// <param name="AreaM2">Area in the plane, m².</param>
/// <param name="Weight">Points of the findings in it, of all kinds.</param>
/// <param name="Findings">Their ids, in order.</param>
/// <param name="Sites">Ids of the facilities that lie wholly in it.</param>
/// <param name="Reasons">Why here, why so large, what was kept whole.</param>
/// <param name="Warnings">What a planner has to look at; none of a proposal of ours unless its ground has them.</param>
public sealed record UnitProposal(
    string? Theme, ImmutableArray<int> Blocks, Geometry Ground, double AreaM2, long Weight, ImmutableArray<string> Findings, ImmutableArray<string> Sites, ImmutableArray<Wording> Reasons, ImmutableArray<Refusal> Warnings);

/// <summary>
/// Proposes renewal units: blocks between roads, waters and ownership lines, grown from where findings lie densest, facilities kept whole. People choose and change; whatever they draw is looked at by <see cref="Warnings"/>.
/// </summary>
/// <remarks>Always: a proposal hangs together, cuts no site, is no larger than the measure allows (one block or one site alone may be); the same inputs give the same proposals. Pure.</remarks>
public sealed class UnitProposals
{
    /// <summary>A site lies in a block by more than this share of its area.</summary>
    private const double SiteShare = 0.02;

    private readonly StreetBlocks _blocks;
    private readonly UnitMeasure _measure;
    private readonly ImmutableArray<FacilitySite> _sites;
    private readonly Dictionary<int, PlacedFinding[]> _findings;
    private readonly int[] _group;
    private readonly Func<string, Wording> _name;
    private readonly SortedDictionary<int, SortedSet<int>> _members = [], _beside = [];

    private UnitProposals(StreetBlocks blocks, IEnumerable<PlacedFinding> findings, ImmutableArray<FacilitySite> sites, UnitMeasure measure, Func<string, Wording> name)
    {
        (_blocks, _sites, _measure, _name, _group) = (blocks, sites, measure, name, [.. Enumerable.Range(0, blocks.Blocks.Length)]);
        _findings = findings.Select(finding => (finding, Block: blocks.BlockAt(finding.X, finding.Y))).Where(pair => pair.Block is not null).GroupBy(pair => pair.Block!.Value, pair => pair.finding).ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var inside in sites.Select(site => blocks.BlocksOf(site.Ground, SiteShare)))
        {
            foreach (var block in inside.Skip(1))
                _group[Root(block)] = Root(inside[0]);
        }

        for (var block = 0; block < _group.Length; block++)
            (_members.TryGetValue(Root(block), out var known) ? known : _members[Root(block)] = []).Add(block);
        foreach (var border in blocks.Borders.Where(border => border.SharedM >= measure.LeastBorderM && Root(border.One) != Root(border.Other)))
        {
            Beside(Root(border.One)).Add(Root(border.Other));
            Beside(Root(border.Other)).Add(Root(border.One));
        }
    }

    /// <summary>Proposes units, those with most findings on their ground first; different themes may propose ground that overlaps.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="findings">Where findings lie, in the plane of the blocks.</param>
    /// <param name="sites">Facilities that stay whole.</param>
    /// <param name="measure">What a proposal keeps to.</param>
    /// <param name="name">What a kind of finding is called in the reasons; its id where this is not given.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static ImmutableArray<UnitProposal> Of(StreetBlocks blocks, IEnumerable<PlacedFinding> findings, ImmutableArray<FacilitySite> sites, UnitMeasure measure, Func<string, Wording>? name = null, CancellationToken cancel = default)
    {
        var made = new UnitProposals(blocks, findings, sites, measure, name ?? Wording.Same);
        var themes = made._findings.Values.SelectMany(one => one).GroupBy(finding => finding.Kind).OrderByDescending(kind => kind.Sum(finding => finding.Weight)).ThenBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => (string?)kind.Key);
        var all = themes.Prepend(null).SelectMany(theme =>
        {
            cancel.ThrowIfCancellationRequested();
            return made.Grow(theme);
        }).ToList();
        var kept = new List<UnitProposal>();
        foreach (var proposal in all.OrderByDescending(proposal => proposal.Weight).ThenBy(proposal => proposal.Theme, StringComparer.Ordinal))
        {
            // What says nearly the same as one before says nothing new.
            if (kept.Count < measure.Most && !kept.Any(other => Alike(blocks, other, proposal)))
                kept.Add(proposal);
        }

        return [.. kept];
    }

    /// <summary>S4-5.2-c: what is wrong with the ground of a unit, however it was drawn.</summary>
    /// <param name="ground">In the plane.</param>
    /// <param name="blocks">The blocks, for the lines.</param>
    /// <param name="sites">Facilities that stay whole.</param>
    /// <param name="measure">For the tolerance and the least area.</param>
    /// <param name="basis">The rule.</param>
    public static ImmutableArray<Refusal> Warnings(Geometry ground, StreetBlocks blocks, IEnumerable<FacilitySite> sites, UnitMeasure measure, Citation? basis)
    {
        var warnings = ImmutableArray.CreateBuilder<Refusal>();
        foreach (var site in sites.Where(site => SpatialCut(ground, site.Ground)))
            warnings.Add(new Refusal("unit.cuts-site", new($"边界切过设施“{site.Name}”的用地", $"the border cuts the site of '{site.Name}'"), basis));
        if (ground.NumGeometries > 1)
            warnings.Add(new Refusal("unit.apart", new($"不成片：由 {ground.NumGeometries} 块组成", $"not contiguous: {ground.NumGeometries} pieces"), basis));
        if (blocks.OffLinesM(ground, measure.ToleranceM) is var off && off > 2 * measure.ToleranceM)
            warnings.Add(new Refusal("unit.off-lines", new($"边界有 {Shown.Number(off)} 米不沿道路、河流或产权边界", $"{Shown.Number(off)} m of the border follow no road, river or ownership line"), basis));
        return warnings.ToImmutable();
    }

    private static bool SpatialCut(Geometry ground, Geometry site) => StreetBlocks.ShareInside(site, ground) is > SiteShare and < 1 - SiteShare;

    private static bool Alike(StreetBlocks blocks, UnitProposal one, UnitProposal other)
    {
        double Area(IEnumerable<int> some) => some.Sum(block => blocks.AreasM2[block]);
        return Area(one.Blocks.Intersect(other.Blocks)) > 0.8 * Math.Min(one.AreaM2, other.AreaM2);
    }

    private IEnumerable<UnitProposal> Grow(string? theme)
    {
        var taken = new HashSet<int>();
        var mean = Density(_members.Keys, theme);
        for (var count = 0; count < _measure.Most; count++)
        {
            var seeds = _members.Keys.Where(group => !taken.Contains(group) && Density([group], theme) > mean).ToArray();
            if (seeds.Length == 0)
                yield break;
            var unit = new SortedSet<int> { seeds.MaxBy(group => Density([group], theme)) };
            var seed = Density(unit, theme);
            var stopped = Extend(unit, theme, taken);
            taken.UnionWith(unit);
            if (Area(unit) >= _measure.LeastM2)
                yield return Proposal(theme, unit, seed, mean, stopped);
        }
    }

    private Wording Extend(SortedSet<int> unit, string? theme, HashSet<int> taken)
    {
        while (true)
        {
            var next = unit.SelectMany(Beside).Where(group => !unit.Contains(group) && !taken.Contains(group)).Distinct().Order().ToArray();
            if (next.Length == 0)
                return new("四周没有相邻街坊", "no block lies beside it");
            var fitting = next.Where(group => Area(unit) + Area([group]) <= _measure.MostM2).ToArray();
            if (fitting.Length == 0)
                return new($"再扩大将超过 {Shown.Number(_measure.MostM2 / 10_000, 1)} 公顷", $"any more would pass {Shown.Number(_measure.MostM2 / 10_000, 1)} ha");
            var best = fitting.MaxBy(group => Density([group], theme));
            // Below the least area it takes what is beside it, dense or not: a unit is a piece of town, not a spot.
            if (Area(unit) >= _measure.LeastM2 && Density([best], theme) < _measure.LeastDensity * Density(unit, theme))
                return new("周边街坊的问题明显较少", "the blocks around have far fewer findings");
            unit.Add(best);
        }
    }

    private UnitProposal Proposal(string? theme, SortedSet<int> unit, double seed, double mean, Wording stopped)
    {
        ImmutableArray<int> blocks = [.. unit.SelectMany(group => _members[group]).Order()];
        var ground = _blocks.Together(blocks);
        var findings = blocks.SelectMany(block => _findings.GetValueOrDefault(block) ?? []).ToArray();
        var inside = blocks.ToHashSet();
        var whole = _sites.Where(site => _blocks.BlocksOf(site.Ground, SiteShare) is { IsEmpty: false } under && under.All(inside.Contains)).ToArray();
        var kinds = findings.GroupBy(finding => finding.Kind).OrderByDescending(kind => kind.Sum(finding => finding.Weight)).ThenBy(kind => kind.Key, StringComparer.Ordinal).Take(3).Select(kind => (kind.Key, Count: kind.Count())).ToArray();
        Wording[] reasons =
        [
            new($"从问题最密的街坊开始：每公顷 {Shown.Number(seed * 10_000, 1)} 分，全域平均 {Shown.Number(mean * 10_000, 1)} 分{(theme is null ? "" : $"（{_name(theme).Zh}）")}", $"begun at the block where findings lie densest: {Shown.Number(seed * 10_000, 1)} points a hectare, {Shown.Number(mean * 10_000, 1)} on the average{(theme is null ? "" : $" ({_name(theme).En})")}"),
            new($"主要问题：{string.Join('、', kinds.Select(kind => $"{_name(kind.Key).Zh} {kind.Count} 处"))}", $"mostly {string.Join(", ", kinds.Select(kind => $"{kind.Count} of {_name(kind.Key).En}"))}"),
            stopped,
            .. whole.Length == 0 ? [] : new[] { new Wording($"保持完整的设施：{string.Join('、', whole.Select(site => site.Name))}", $"kept whole: {string.Join(", ", whole.Select(site => site.Name))}") },
        ];
        return new UnitProposal(theme, blocks, ground, Area(unit), findings.Sum(finding => (long)finding.Weight), [.. findings.Select(finding => finding.Id).Order(StringComparer.Ordinal)], [.. whole.Select(site => site.Id)], [.. reasons],
            Warnings(ground, _blocks, _sites, _measure, null));
    }

    private double Area(IEnumerable<int> groups) => groups.Sum(group => _members[group].Sum(block => _blocks.AreasM2[block]));

    private double Density(IEnumerable<int> groups, string? theme)
    {
        var (weight, area) = (0L, 0.0);
        foreach (var block in groups.SelectMany(group => _members[group]))
        {
            area += _blocks.AreasM2[block];
            weight += (_findings.GetValueOrDefault(block) ?? []).Where(finding => theme is null || finding.Kind == theme).Sum(finding => (long)finding.Weight);
        }

        return area > 0 ? weight / area : 0;
    }

    private SortedSet<int> Beside(int group) => _beside.TryGetValue(group, out var known) ? known : _beside[group] = [];

    private int Root(int block) => _group[block] == block ? block : _group[block] = Root(_group[block]);
}
