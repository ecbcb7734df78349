using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Share of households that reach what a life circle should hold on foot (生活圈).</summary>
/// <param name="Circle">Minutes of the circle in life-circles.yaml.</param>
/// <param name="EachKind">Whether a household counts by the share of kinds it reaches, rather than only if it reaches every kind.</param>
public sealed record LifeCircleMeasure(string Circle, bool EachKind) : Measure
{
    internal override IEnumerable<string> Layers => ["buildings", "facilities", "roads", "paths", "entrances"];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (WhyNot(world) is { } reason)
            return Missing(world, indicator, reason);
        var walks = world.Walks!;
        var kinds = FacilityKind.OfCircle(world.Inputs.Pack, Circle);
        var judged = kinds.Where(kind => walks.Has(kind.Id)).ToArray();
        if (judged.Length == 0)
            return Missing(world, indicator, Reasons.KindsUnknown(kinds.Select(kind => kind.Name)));
        var unjudged = kinds.Except(judged).ToArray();
        var doubt = unjudged.Length == 0 ? (Wording?)null : Reasons.KindsUnknown(unjudged.Select(kind => kind.Name));
        cancellation.ThrowIfCancellationRequested();
        var gaps = new CircleGaps(world, judged);
        var parts = new Parts(world, indicator);
        for (var home = 0; home < world.Residential.Length; home++)
            parts.Add(world.Find("buildings")!, world.Residential[home], Of(world, gaps, home, (double)judged.Length / kinds.Length, doubt));
        if (!indicator.FindingTypes.IsEmpty)
            parts.Findings.AddRange(gaps.Findings(indicator));
        return parts.Sum();
    }

    private Reading Of(World world, CircleGaps gaps, int home, double judgedShare, Wording? doubt)
    {
        var buildings = world.Find("buildings")!;
        var counted = buildings.Table.Value(world.Residential[home], "households") is long;
        var households = FindingsOf.Households(buildings, world.Residential[home]);
        if (!world.Walks!.IsOnNetwork(home))
            return Reading.Missing(Reasons.OffNetwork, households);
        var reached = gaps.Note(home, households);
        var state = !counted ? ReadingState.Proxy : doubt is null ? ReadingState.Measured : ReadingState.Partial;
        return new Reading(
            state, households * (EachKind ? reached : Math.Floor(reached)), households, households * judgedShare, households, !counted ? Reasons.HouseholdsUnknown : doubt);
    }

    private static Wording? WhyNot(World world) =>
        world.Find("buildings") is null ? Reasons.LayerMissing(world.NameOf("buildings"))
        : world.Find("facilities") is null ? Reasons.LayerMissing(world.NameOf("facilities"))
        : world.Residential.Length == 0 ? Reasons.UsesUnknown
        : world.Walks is null ? Reasons.NoNetwork
        : null;

    private static Values Missing(World world, Indicator indicator, Wording reason) => Parts.Everywhere(world, indicator, Reading.Missing(reason));
}

/// <summary>Homes beyond reach, gathered by compound: hundreds of buildings of one compound are one thing to cure. A home outside every compound stands for itself.</summary>
internal sealed class CircleGaps(World world, FacilityKind[] kinds)
{
    private readonly int[][] _distancesMm = Array.ConvertAll(kinds, kind => world.Walks!.DistancesMm(kind.Id));
    private readonly SortedDictionary<(bool IsBuilding, int Row), Gap> _gaps = [];

    /// <summary>Notes what a home lacks; answers the share of kinds it reaches, 0–1.</summary>
    public double Note(int home, double households)
    {
        var beyond = Enumerable.Range(0, kinds.Length).Where(kind => _distancesMm[kind][home] > kinds[kind].WalkM * 1000).ToArray();
        if (beyond.Length > 0)
        {
            var row = world.Residential[home];
            var at = world.CompoundOf[row] is >= 0 and var compound ? (false, compound) : (true, row);
            var gap = _gaps.TryGetValue(at, out var known) ? known : _gaps[at] = new Gap(kinds.Length);
            gap.Homes++;
            gap.Households += households;
            foreach (var kind in beyond)
                gap.FarthestMm[kind] = Math.Max(gap.FarthestMm[kind], _distancesMm[kind][home]);
        }

        return (double)(kinds.Length - beyond.Length) / kinds.Length;
    }

    public IEnumerable<Finding> Findings(Indicator indicator) => _gaps.Select(pair => FindingsOf.Row(
        world, indicator, indicator.FindingTypes[0], world.Find(pair.Key.IsBuilding ? "buildings" : "compounds")!, pair.Key.Row, Says(pair.Value), pair.Value.Households));

    private Wording Says(Gap gap)
    {
        var far = Enumerable.Range(0, kinds.Length).Where(kind => gap.FarthestMm[kind] > 0).Select(kind => Far(kinds[kind], gap.FarthestMm[kind])).ToArray();
        return new($"{gap.Homes} 栋住宅：{string.Join("；", far.Select(one => one.Zh))}", $"{gap.Homes} residential buildings: {string.Join("; ", far.Select(one => one.En))}");
    }

    private static Wording Far(FacilityKind kind, int mm) => mm == NearestFacility.Unreached
        ? new($"距最近{kind.Name.Zh}超出查找范围（限 {kind.WalkM:0} 米）", $"nearest {kind.Name.En.ToLowerInvariant()} beyond the search (limit {kind.WalkM:0} m)")
        : new($"距最近{kind.Name.Zh}步行 {mm / 1000} 米（限 {kind.WalkM:0} 米）", $"{mm / 1000} m on foot to the nearest {kind.Name.En.ToLowerInvariant()} (limit {kind.WalkM:0} m)");

    private sealed class Gap(int kinds)
    {
        public int Homes { get; set; }

        public double Households { get; set; }

        public int[] FarthestMm { get; } = new int[kinds];
    }
}

/// <summary>A kind of facility as facilities.yaml has it.</summary>
internal sealed record FacilityKind(string Id, Wording Name, double WalkM)
{
    /// <summary>The kinds of all life circles.</summary>
    public static FacilityKind[] OfCircles(Pack pack) =>
        [.. pack.File("life-circles.yaml")["circles"].Items().SelectMany(circle => OfCircle(pack, circle["minutes"].Text())).DistinctBy(kind => kind.Id)];

    /// <summary>The kinds of a life circle, in its order; empty if there is no such circle.</summary>
    public static FacilityKind[] OfCircle(Pack pack, string minutes)
    {
        var kinds = pack.File("facilities.yaml")["kinds"].Items().DistinctBy(kind => kind["id"].Text()).ToDictionary(kind => kind["id"].Text());
        var circle = pack.File("life-circles.yaml")["circles"].Items().FirstOrDefault(circle => circle["minutes"].TextOrNull() == minutes);
        return circle is null ? [] : [.. circle["kinds"].Texts().Where(kinds.ContainsKey).Select(id => new FacilityKind(
            id, kinds[id]["name"].Wording(), kinds[id]["walk_m"].NumberOrNull() ?? circle["walk_m"].Number()))];
    }
}
