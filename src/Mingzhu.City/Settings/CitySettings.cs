using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>Everything of a pack that belongs to this room, read once (城市设置). Whoever checks a pack reads this and looks at <see cref="Pack.Problems"/>.</summary>
/// <param name="Whole">pack.yaml.</param>
/// <param name="WorkingDays">calendar.yaml.</param>
/// <param name="Jurisdictions">jurisdictions.yaml.</param>
/// <param name="Departments">departments.yaml.</param>
/// <param name="Names">names.yaml.</param>
/// <param name="Facilities">facilities.yaml.</param>
/// <param name="LifeCircles">life-circles.yaml, smallest first.</param>
/// <param name="Parks">parks.yaml.</param>
/// <param name="Walking">walking.yaml.</param>
/// <param name="Rules">The files under rules/.</param>
public sealed record CitySettings(
    PackSettings Whole, WorkingDays WorkingDays, Jurisdictions Jurisdictions, Departments Departments, NameDictionary Names,
    FacilityKinds Facilities, ImmutableArray<LifeCircle> LifeCircles, ParkStandard Parks, WalkingRules Walking, Rules Rules)
{
    /// <summary>Reads all of it; faults go to <see cref="Pack.Problems"/>.</summary>
    public static CitySettings Of(Pack pack)
    {
        var (whole, places, facilities) = (PackSettings.Of(pack), Jurisdictions.Of(pack), FacilityKinds.Of(pack));
        if (whole.Code != places.City?.Code)
            pack.Root["code"].Report(new("与 jurisdictions.yaml 的 city 不一致", "differs from the city of jurisdictions.yaml"));
        return new CitySettings(
            whole, WorkingDays.Of(pack), places, Departments.Of(pack), NameDictionary.Of(pack),
            facilities, LifeCircle.Of(pack, facilities), ParkStandard.Of(pack), WalkingRules.Of(pack), Rules.Of(pack));
    }
}
