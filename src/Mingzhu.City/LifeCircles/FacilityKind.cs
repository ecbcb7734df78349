using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>A size asked for, in the unit of the field that carries it; an end that is not set is null.</summary>
/// <param name="Least">At least this.</param>
/// <param name="Most">At most this; larger is never a fault, only more than the standard foresees.</param>
public readonly record struct SizeBounds(double? Least, double? Most)
{
    internal static SizeBounds? Of(PackNode node)
    {
        if (!node.Exists)
            return null;
        node.OnlyKeys("least", "most");
        var bounds = new SizeBounds(node["least"].NumberOrNull(), node["most"].NumberOrNull());
        if (bounds is { Least: null, Most: null } || bounds.Most < bounds.Least || bounds.Least < 0)
            node.Report(new("应为 least ≤ most，至少写一个", "least and most are expected, the first not above the second, at least one of them"));
        return bounds;
    }
}

/// <summary>A kind of public facility and what is asked of it (设施类别).</summary>
/// <param name="Id">Code of the list facility-kind: "kindergarten".</param>
/// <param name="Name">Its name.</param>
/// <param name="CircleMinutes">The life circle it belongs to; null if to none.</param>
/// <param name="WalkM">How far one may walk to it along streets, metres; null if nothing says.</param>
/// <param name="RadiusM">Service radius in a straight line, metres; null if nothing says.</param>
/// <param name="RadiusMByClass">Service radius by the facility's class, where it differs; metres.</param>
/// <param name="BuildingM2">Gross floor area asked for, m².</param>
/// <param name="SiteM2">Site area asked for, m².</param>
/// <param name="Source">The standard.</param>
public sealed record FacilityKind(
    string Id, Wording Name, int? CircleMinutes, double? WalkM, double? RadiusM, FrozenDictionary<string, double> RadiusMByClass,
    SizeBounds? BuildingM2, SizeBounds? SiteM2, Citation Source)
{
    /// <summary>The radius of a facility of this kind by its class; <see cref="RadiusM"/> where the class is unknown or changes nothing.</summary>
    public double? RadiusOf(string? @class) => @class is not null && RadiusMByClass.TryGetValue(@class, out var metres) ? metres : RadiusM;
}

/// <summary>All kinds of facility, from facilities.yaml, in written order.</summary>
/// <param name="All">All of them; every code of the list facility-kind once.</param>
public sealed record FacilityKinds(ImmutableArray<FacilityKind> All)
{
    /// <summary>Reads facilities.yaml against the code list of layers.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static FacilityKinds Of(Pack pack)
    {
        var file = pack.File("facilities.yaml");
        file.OnlyKeys("kinds");
        var codes = pack.File("layers.yaml")["codes"]["facility-kind"].Texts().ToHashSet();
        var kinds = file["kinds"].Items().Select(node => Read(node, codes)).ToImmutableArray();
        foreach (var missing in codes)
            file["kinds"].Report(new($"缺少设施类别“{missing}”", $"the kind '{missing}' is missing"));
        return new FacilityKinds(kinds);
    }

    /// <summary>The kind with a code; null if there is none.</summary>
    public FacilityKind? Find(string id) => All.FirstOrDefault(kind => kind.Id == id);

    private static FacilityKind Read(PackNode node, HashSet<string> codesLeft)
    {
        node.OnlyKeys("id", "name", "circle", "walk_m", "radius_m", "radius_by_class", "building_m2", "site_m2", "source");
        var id = node["id"].Text();
        if (!codesLeft.Remove(id))
            node["id"].Report(new($"设施类别“{id}”不在 layers.yaml 的 facility-kind 中，或重复", $"'{id}' is not in facility-kind of layers.yaml, or stands twice"));
        return new FacilityKind(
            id, node["name"].Wording(), node["circle"].Exists ? node["circle"].Integer() : null, Metres(node["walk_m"]), Metres(node["radius_m"]),
            node["radius_by_class"].Entries().ToFrozenDictionary(entry => entry.Key, entry => Metres(entry.Value) ?? 0),
            SizeBounds.Of(node["building_m2"]), SizeBounds.Of(node["site_m2"]), node["source"].Citation());
    }

    private static double? Metres(PackNode node)
    {
        var metres = node.NumberOrNull();
        if (metres <= 0)
            node.Report(new("应为大于 0 的米数", "a number of metres above 0 is expected"));
        return metres;
    }
}
