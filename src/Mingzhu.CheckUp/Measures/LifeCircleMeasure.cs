using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Share of households that reach what a life circle should hold on foot (生活圈).</summary>
/// <param name="Circle">Minutes of the circle in life-circles.yaml.</param>
/// <param name="EachKind">Whether a household counts by the share of kinds it reaches, rather than only if it reaches every kind.</param>
public sealed record LifeCircleMeasure(string Circle, bool EachKind) : Measure
{
    public override IEnumerable<string> Layers => [.. Placed, "roads", "paths", "entrances"];

    internal override IEnumerable<string> Placed => ["buildings", "facilities"];

    internal override bool Walks => true;

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (WhyNot(world) is { } reason)
            return Missing(world, indicator, reason);
        var walks = world.Walks!;
        var kinds = WalkedKind.OfCircle(world.Inputs.Pack, Circle);
        var judged = kinds.Where(kind => walks.Has(kind.Id)).ToArray();
        if (judged.Length == 0)
            return Missing(world, indicator, Reasons.KindsUnknown(kinds.Select(kind => kind.Name)));
        cancellation.ThrowIfCancellationRequested();
        var judgement = Judgement(kinds, kind => walks.Has(kind.Id));
        var gaps = new CircleGaps(world, judged);
        var parts = new Parts(world, indicator, counted: OffNetwork(world));
        var buildings = world.Find("buildings")!;
        for (var home = 0; home < world.Residential.Length; home++)
        {
            var row = world.Residential[home];
            var (households, onNetwork) = (FindingsOf.Households(buildings, row), walks.IsOnNetwork(home));
            parts.Add(buildings, row, judgement.Of(households, buildings.Table.Value(row, "households") is long, onNetwork, onNetwork ? gaps.Note(home, households) : 0));
        }

        if (!indicator.FindingTypes.IsEmpty)
            parts.Findings.AddRange(gaps.Findings(indicator));
        return parts.Sum();
    }

    /// <summary>How homes are judged by those of the circle's kinds that the data have.</summary>
    internal HomeJudgement Judgement(WalkedKind[] kinds, Func<WalkedKind, bool> isJudged)
    {
        var unjudged = kinds.Where(kind => !isJudged(kind)).ToArray();
        return new HomeJudgement(
            EachKind, kinds.Length - unjudged.Length, (double)(kinds.Length - unjudged.Length) / kinds.Length, unjudged.Length == 0 ? null : Reasons.KindsUnknown(unjudged.Select(kind => kind.Name)));
    }

    /// <summary>How a place tells that homes of it are too far from any path.</summary>
    internal static CountedReason OffNetwork(World world)
    {
        var connectorM = WalkingRules.Of(world.Inputs.Pack).ConnectorM;
        return new(Reasons.OffNetwork, count => Reasons.ManyOffNetwork(count, connectorM));
    }

    /// <summary>Why no home can be judged; null if they can.</summary>
    internal static Wording? WhyNot(World world) =>
        world.Find("buildings") is null ? Reasons.LayerMissing(world.NameOf("buildings"))
        : world.Find("facilities") is null ? Reasons.LayerMissing(world.NameOf("facilities"))
        : world.Residential.Length == 0 ? Reasons.UsesUnknown
        : world.Walks is null ? Reasons.NoNetwork
        : null;

    private static Values Missing(World world, Indicator indicator, Wording reason) => Parts.Everywhere(world, indicator, Reading.Missing(reason));
}

/// <summary>How one home is judged by what it reaches.</summary>
/// <param name="EachKind">Whether it counts by the share of kinds it reaches.</param>
/// <param name="Kinds">How many kinds are judged.</param>
/// <param name="Share">Their share of all kinds of the circle, 0–1.</param>
/// <param name="Doubt">Which are not judged; null if all are.</param>
internal sealed record HomeJudgement(bool EachKind, int Kinds, double Share, Wording? Doubt)
{
    /// <summary>What a household counts for with so many kinds beyond reach, 0–1.</summary>
    public double Reached(int beyond) => EachKind ? (double)(Kinds - beyond) / Kinds : beyond == 0 ? 1 : 0;

    /// <summary>The reading of a home.</summary>
    public Reading Of(double households, bool counted, bool onNetwork, int beyond)
    {
        if (!onNetwork)
            return Reading.Missing(Reasons.OffNetwork, households);
        var state = !counted ? ReadingState.Proxy : Doubt is null ? ReadingState.Measured : ReadingState.Partial;
        return new Reading(state, households * Reached(beyond), households, households * Share, households, !counted ? Reasons.HouseholdsUnknown : Doubt);
    }
}

/// <summary>Homes beyond reach, gathered by compound: hundreds of buildings of one compound are one thing to cure. A home outside every compound stands for itself.</summary>
internal sealed class CircleGaps(World world, WalkedKind[] kinds)
{
    // A finding names so many kinds; the building's own page has all of them.
    private const int Told = 3;

    private readonly int[][] _distancesMm = Array.ConvertAll(kinds, kind => world.Walks!.DistancesMm(kind.Id));
    private readonly Dictionary<(bool IsBuilding, int Row), Gap> _gaps = [];

    /// <summary>Notes what a home lacks; answers how many kinds are beyond its reach.</summary>
    public int Note(int home, double households)
    {
        var beyond = 0;
        for (var kind = 0; kind < kinds.Length; kind++)
            beyond += _distancesMm[kind][home] > kinds[kind].WalkM * 1000 ? 1 : 0;
        if (beyond > 0)
            Gather(home, households);
        return beyond;
    }

    private void Gather(int home, double households)
    {
        var row = world.Residential[home];
        var at = world.CompoundOf[row] is >= 0 and var compound ? (false, compound) : (true, row);
        if (!_gaps.TryGetValue(at, out var gap))
            _gaps.Add(at, gap = new Gap(kinds.Length));
        gap.Homes++;
        gap.Households += households;
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            if (_distancesMm[kind][home] > kinds[kind].WalkM * 1000)
                gap.FarthestMm[kind] = Math.Max(gap.FarthestMm[kind], _distancesMm[kind][home]);
        }
    }

    public IEnumerable<Finding> Findings(Indicator indicator) => _gaps.OrderBy(pair => pair.Key).Select(pair => FindingsOf.Row(
        world, indicator, indicator.FindingTypes[0], world.Find(pair.Key.IsBuilding ? "buildings" : "compounds")!, pair.Key.Row, Says(pair.Value), pair.Value.Households));

    private Wording Says(Gap gap)
    {
        var beyond = Enumerable.Range(0, kinds.Length).Where(kind => gap.FarthestMm[kind] > 0).ToArray();
        var told = beyond.Take(Told).Select(kind => Far(kinds[kind], gap.FarthestMm[kind])).ToArray();
        var more = beyond.Length > Told;
        return new(
            $"{gap.Homes} 栋住宅步行可达范围内缺 {beyond.Length} 类设施：{string.Join("、", told.Select(one => one.Zh))}{(more ? "等" : "")}",
            $"{gap.Homes} residential buildings lack {beyond.Length} kinds of facility within reach: {string.Join(", ", told.Select(one => one.En))}{(more ? ", and others" : "")}");
    }

    private static Wording Far(WalkedKind kind, int mm) => mm == NearestFacility.Unreached
        ? new($"{kind.Name.Zh}（限 {kind.WalkM:0} 米，附近没有）", $"{kind.Name.En.ToLowerInvariant()} (limit {kind.WalkM:0} m, none near)")
        : new($"{kind.Name.Zh}（限 {kind.WalkM:0} 米，最远 {mm / 1000} 米）", $"{kind.Name.En.ToLowerInvariant()} (limit {kind.WalkM:0} m, farthest {mm / 1000} m)");

    private sealed class Gap(int kinds)
    {
        public int Homes { get; set; }

        public double Households { get; set; }

        public int[] FarthestMm { get; } = new int[kinds];
    }
}

/// <summary>A kind of facility and how far one walks to it: its own limit, else its circle's.</summary>
internal sealed record WalkedKind(string Id, Wording Name, double WalkM)
{
    /// <summary>The kinds of all life circles.</summary>
    public static WalkedKind[] OfCircles(Pack pack) => Of(pack, _ => true);

    /// <summary>The kinds of a life circle, in its order; empty if there is no such circle.</summary>
    public static WalkedKind[] OfCircle(Pack pack, string minutes) => Of(pack, circle => circle.Minutes.ToString(CultureInfo.InvariantCulture) == minutes);

    private static WalkedKind[] Of(Pack pack, Func<LifeCircle, bool> wanted)
    {
        var facilities = FacilityKinds.Of(pack);
        return [.. LifeCircle.Of(pack, facilities).Where(wanted).SelectMany(circle => circle.Kinds.Select(id => (circle, Kind: facilities.Find(id))))
            .Where(pair => pair.Kind is not null).DistinctBy(pair => pair.Kind!.Id).Select(pair => new WalkedKind(pair.Kind!.Id, pair.Kind.Name, pair.Kind.WalkM ?? pair.circle.WalkM))];
    }
}
