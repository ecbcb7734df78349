using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>A life circle (生活圈): how far one walks in so many minutes, and what should be found there.</summary>
/// <param name="Minutes">5, 10, 15.</param>
/// <param name="Name">Its name.</param>
/// <param name="WalkM">Metres along streets.</param>
/// <param name="Residents">For how many residents it is meant.</param>
/// <param name="Kinds">Ids of the facility kinds of this level alone, in written order.</param>
/// <param name="Source">The standard.</param>
public sealed record LifeCircle(int Minutes, Wording Name, double WalkM, SizeBounds? Residents, ImmutableArray<string> Kinds, Citation Source)
{
    /// <summary>Reads life-circles.yaml, smallest circle first; faults go to <see cref="Pack.Problems"/>.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="facilities">The kinds, against which the lists are checked: a kind stands in the circle it names, and in no other.</param>
    public static ImmutableArray<LifeCircle> Of(Pack pack, FacilityKinds facilities)
    {
        var file = pack.File("life-circles.yaml");
        file.OnlyKeys("circles");
        var circles = file["circles"].Items().Select(node => Read(node, facilities)).ToImmutableArray();
        foreach (var kind in facilities.All.Where(kind => kind.CircleMinutes is not null && !circles.Any(circle => circle.Kinds.Contains(kind.Id))))
            file["circles"].Report(new($"“{kind.Id}”属于 {kind.CircleMinutes} 分钟生活圈，但未列入", $"'{kind.Id}' belongs to the {kind.CircleMinutes}-minute circle, which does not list it"));
        for (var i = 1; i < circles.Length; i++)
        {
            if (circles[i].Minutes <= circles[i - 1].Minutes || circles[i].WalkM < circles[i - 1].WalkM)
                file["circles"].Report(new("生活圈应由小到大", "circles are written from the smallest to the largest"));
        }

        return circles;
    }

    private static LifeCircle Read(PackNode node, FacilityKinds facilities)
    {
        node.OnlyKeys("minutes", "name", "walk_m", "residents", "kinds", "source");
        var minutes = node["minutes"].Integer();
        foreach (var item in node["kinds"].Items().Where(item => facilities.Find(item.Text())?.CircleMinutes != minutes))
            item.Report(new($"设施“{item.TextOrNull()}”不属于 {minutes} 分钟生活圈", $"'{item.TextOrNull()}' is no kind of the {minutes}-minute circle in facilities.yaml"));
        return new LifeCircle(minutes, node["name"].Wording(), node["walk_m"].Number(), SizeBounds.Of(node["residents"]), [.. node["kinds"].Texts()], node["source"].Citation());
    }
}
