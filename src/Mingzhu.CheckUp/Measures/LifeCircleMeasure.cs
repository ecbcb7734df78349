using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Share of households that reach every kind of facility of a life circle on foot (生活圈).</summary>
/// <param name="Circle">Minutes of the circle in life-circles.yaml.</param>
public sealed record LifeCircleMeasure(string Circle) : Measure
{
    internal override IEnumerable<string> Layers => ["buildings", "facilities", "roads", "paths", "entrances"];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (world.Find("buildings") is not { } buildings)
            return Missing(world, indicator, Reasons.LayerMissing(world.NameOf("buildings")));
        if (world.Find("facilities") is null)
            return Missing(world, indicator, Reasons.LayerMissing(world.NameOf("facilities")));
        if (world.Residential.Length == 0)
            return Missing(world, indicator, Reasons.UsesUnknown);
        if (world.Walks is not { } walks)
            return Missing(world, indicator, Reasons.NoNetwork);
        var kinds = FacilityKind.OfCircle(world.Inputs.Pack, Circle);
        var judged = kinds.Where(kind => walks.Has(kind.Id)).ToArray();
        if (judged.Length == 0)
            return Missing(world, indicator, Reasons.KindsUnknown(kinds.Select(kind => kind.Name)));
        var unjudged = kinds.Except(judged).ToArray();
        var doubt = unjudged.Length == 0 ? (Wording?)null : Reasons.KindsUnknown(unjudged.Select(kind => kind.Name));
        cancellation.ThrowIfCancellationRequested();
        var distances = judged.Select(kind => walks.DistancesMm(kind.Id)).ToArray();
        var parts = new Parts(world, indicator);
        for (var home = 0; home < world.Residential.Length; home++)
        {
            var row = world.Residential[home];
            var counted = buildings.Table.Value(row, "households") is long;
            var households = counted ? FindingsOf.Households(buildings, row) : 1;
            if (!walks.IsOnNetwork(home))
            {
                parts.Add(buildings, row, Reading.Missing(Reasons.OffNetwork, households));
                continue;
            }

            var beyond = Enumerable.Range(0, judged.Length).Where(kind => distances[kind][home] > judged[kind].WalkM * 1000).ToArray();
            var state = !counted ? ReadingState.Proxy : doubt is null ? ReadingState.Measured : ReadingState.Partial;
            parts.Add(buildings, row, new Reading(
                state, beyond.Length == 0 ? households : 0, households, households * judged.Length / kinds.Length, households, !counted ? Reasons.HouseholdsUnknown : doubt));
            if (beyond.Length > 0 && !indicator.FindingTypes.IsEmpty)
                parts.Findings.Add(FindingsOf.Row(world, indicator, indicator.FindingTypes[0], buildings, row, Says(judged, distances, beyond, home), households));
        }

        return parts.Sum();
    }

    private static Wording Says(FacilityKind[] kinds, int[][] distancesMm, int[] beyond, int home)
    {
        Wording Far(int kind) => distancesMm[kind][home] == NearestFacility.Unreached
            ? new($"{kinds[kind].Name.Zh}超出步行查找范围（限 {kinds[kind].WalkM:0} 米）", $"{kinds[kind].Name.En} beyond the search (limit {kinds[kind].WalkM:0} m)")
            : new($"距最近{kinds[kind].Name.Zh}步行 {distancesMm[kind][home] / 1000} 米（限 {kinds[kind].WalkM:0} 米）", $"{distancesMm[kind][home] / 1000} m on foot to the nearest {kinds[kind].Name.En.ToLowerInvariant()} (limit {kinds[kind].WalkM:0} m)");
        var all = Array.ConvertAll(beyond, Far);
        return new(string.Join("；", all.Select(far => far.Zh)), string.Join("; ", all.Select(far => far.En)));
    }

    private static Values Missing(World world, Indicator indicator, Wording reason) => Parts.Everywhere(world, indicator, Reading.Missing(reason));
}

/// <summary>A kind of facility as facilities.yaml has it.</summary>
internal sealed record FacilityKind(string Id, Wording Name, double WalkM)
{
    /// <summary>The kinds of a life circle, in its order; empty if there is no such circle.</summary>
    public static FacilityKind[] OfCircle(Pack pack, string minutes)
    {
        var kinds = pack.File("facilities.yaml")["kinds"].Items().DistinctBy(kind => kind["id"].Text()).ToDictionary(kind => kind["id"].Text());
        var circle = pack.File("life-circles.yaml")["circles"].Items().FirstOrDefault(circle => circle["minutes"].TextOrNull() == minutes);
        return circle is null ? [] : [.. circle["kinds"].Texts().Where(kinds.ContainsKey).Select(id => new FacilityKind(
            id, kinds[id]["name"].Wording(), kinds[id]["walk_m"].NumberOrNull() ?? circle["walk_m"].Number()))];
    }
}
