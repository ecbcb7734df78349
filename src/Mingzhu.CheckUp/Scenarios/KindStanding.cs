using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Whom a kind serves as the data are, ready to be asked what changes.</summary>
internal sealed class KindStanding
{
    private readonly World _world;
    private readonly Homes _homes;
    private readonly SiteSet? _sites;
    private readonly Lazy<ImmutableSortedDictionary<Level, ImmutableArray<PlaceReach>>> _now;

    public KindStanding(World world, Homes homes, SiteSets sites, TriedKind kind)
    {
        (_world, _homes, Kind, _sites) = (world, homes, kind, sites.Of(kind));
        _now = new(Now);
    }

    public TriedKind Kind { get; }

    /// <summary>Whether a change touches any of the kind.</summary>
    public bool Changed(Alteration alteration) => _sites?.Changed(alteration) == true;

    /// <summary>The homes nobody of the kind serves as the data are; none where nothing can be measured.</summary>
    public IEnumerable<int> Beyond() => _sites is null ? [] : Enumerable.Range(0, _homes.Count).Where(home => !IsServed(_sites.NowMm[home]));

    public KindTrial After(Alteration alteration)
    {
        var shifts = _sites!.After(alteration).Where(shift => IsServed(shift.BeforeMm) != IsServed(shift.AfterMm)).OrderBy(shift => Math.Min(shift.BeforeMm, shift.AfterMm)).ThenBy(shift => shift.Home).ToArray();
        var after = _now.Value.ToDictionary(level => level.Key, level => level.Value.ToBuilder());
        foreach (var shift in shifts)
        {
            var (residents, gains) = (_homes.Residents[shift.Home], IsServed(shift.AfterMm));
            foreach (var (level, place) in PlacesOf(shift.Home))
                after[level][place] = after[level][place].With(residents, gains);
        }

        return new KindTrial(Kind, after.ToImmutableSortedDictionary(level => level.Key, level => level.Value.ToImmutable()), [.. shifts.Select(Told)], _homes.Residents.AreHouseholds);
    }

    private HomeTrial Told(DistanceShift shift) => new(
        _homes.Id(shift.Home), _homes.Name(shift.Home), Math.Round(_homes.Lon[shift.Home], 7), Math.Round(_homes.Lat[shift.Home], 7), _homes.PlaceOf(shift.Home, Level.Community),
        _homes.Residents[shift.Home], IsServed(shift.AfterMm), Kind.WalkM is null ? null : Math.Min(shift.BeforeMm, shift.AfterMm) / 1000.0);

    private ImmutableSortedDictionary<Level, ImmutableArray<PlaceReach>> Now()
    {
        var now = Homes.LevelsOfTree.Append(Level.Zone).ToDictionary(level => level, level => new PlaceReach[_world.Places[level].Length]);
        var mm = _sites!.NowMm;
        for (var home = 0; home < mm.Length; home++)
        {
            var residents = _homes.Residents[home];
            foreach (var (level, place) in PlacesOf(home))
            {
                var reach = now[level][place];
                now[level][place] = reach with { Residents = reach.Residents + residents, Covered = reach.Covered + (IsServed(mm[home]) ? residents : 0) };
            }
        }

        return now.ToImmutableSortedDictionary(level => level.Key, level => level.Value.ToImmutableArray());
    }

    private IEnumerable<(Level, int)> PlacesOf(int home)
    {
        foreach (var level in Homes.LevelsOfTree)
        {
            if (_homes.PlaceOf(home, level) is >= 0 and var place)
                yield return (level, place);
        }

        for (var zones = _homes.ZonesOf(home); zones != 0; zones &= zones - 1)
            yield return (Level.Zone, System.Numerics.BitOperations.TrailingZeroCount(zones));
    }

    // A set of sites is measured only as far as they serve.
    private static bool IsServed(int mm) => mm != NearestFacility.Unreached;
}
