using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>A life circle: only homes for which a kind comes within reach or goes beyond it are counted anew.</summary>
internal sealed class LifeCircleStanding : Standing
{
    private readonly World _world;
    private readonly Homes _homes;
    private readonly LifeCircleMeasure _measure;
    private readonly WalkedKind[] _kinds;
    private readonly SiteSet?[] _sites;
    private readonly Lazy<(bool[] Judged, byte[] Beyond, Dictionary<Level, Reading[]> Readings)> _now;

    public LifeCircleStanding(World world, Homes homes, SiteSets sites, Indicator indicator, LifeCircleMeasure measure)
        : base(indicator, Variant.Ruled)
    {
        (_world, _homes, _measure) = (world, homes, measure);
        _kinds = WalkedKind.OfCircle(world.Inputs.Pack, measure.Circle);
        _sites = Array.ConvertAll(_kinds, kind => sites.Walked(kind.Id, kind.WalkM));
        _now = new(() =>
        {
            var judged = Judged(Alteration.None);
            var beyond = Beyond(Alteration.None, judged);
            return (judged, beyond, All(judged, beyond));
        });
    }

    public override Dictionary<Level, Reading[]> Now => _now.Value.Readings;

    public override Dictionary<Level, Reading[]>? After(Alteration alteration, CancellationToken cancellation)
    {
        if (!Array.Exists(_sites, sites => sites?.Changed(alteration) == true))
            return null;
        if (LifeCircleMeasure.WhyNot(_world) is not null)
            return Now;
        var judged = Judged(alteration);
        // With the first or the last of a kind every home is judged otherwise.
        return judged.AsSpan().SequenceEqual(_now.Value.Judged) ? Shifted(alteration, judged) : All(judged, Beyond(alteration, judged));
    }

    private bool[] Judged(Alteration alteration) => Array.ConvertAll(_sites, sites => sites?.Any(alteration) == true);

    /// <summary>How many of the judged kinds are beyond reach, by home.</summary>
    private byte[] Beyond(Alteration alteration, bool[] judged)
    {
        var beyond = new byte[_homes.Count];
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            if (!judged[kind])
                continue;
            var mm = _sites[kind]!.AfterMm(alteration);
            for (var home = 0; home < beyond.Length; home++)
                beyond[home] += IsBeyond(kind, mm[home]) ? (byte)1 : (byte)0;
        }

        return beyond;
    }

    private bool IsBeyond(int kind, int mm) => mm > _kinds[kind].WalkM * 1000;

    private Dictionary<Level, Reading[]> All(bool[] judged, byte[] beyond)
    {
        var reason = LifeCircleMeasure.WhyNot(_world) ?? (Array.TrueForAll(judged, known => !known) ? Reasons.KindsUnknown(_kinds.Select(kind => kind.Name)) : null);
        if (reason is { } why)
            return Parts.Everywhere(_world, Indicator, Reading.Missing(why)).ByLevel;
        var parts = new Parts(_world, Indicator, null, Levels, LifeCircleMeasure.OffNetwork(_world));
        var judgement = _measure.Judgement(_kinds, kind => judged[Array.IndexOf(_kinds, kind)]);
        for (var home = 0; home < _homes.Count; home++)
            parts.Add(_homes.Buildings!, _homes.Rows[home], judgement.Of(_homes.Households[home], _homes.HouseholdsKnown[home], !_homes.Positions[home].IsNowhere, beyond[home]));
        return parts.Sum().ByLevel;
    }

    private Dictionary<Level, Reading[]> Shifted(Alteration alteration, bool[] judged)
    {
        var moved = new Dictionary<int, int>();
        for (var kind = 0; kind < _kinds.Length; kind++)
        {
            foreach (var shift in _sites[kind]?.After(alteration) ?? [])
            {
                var by = (IsBeyond(kind, shift.AfterMm) ? 1 : 0) - (IsBeyond(kind, shift.BeforeMm) ? 1 : 0);
                moved[shift.Home] = moved.GetValueOrDefault(shift.Home) + by;
            }
        }

        var after = Now.ToDictionary(level => level.Key, level => (Reading[])level.Value.Clone());
        var judgement = _measure.Judgement(_kinds, kind => judged[Array.IndexOf(_kinds, kind)]);
        foreach (var (home, by) in moved.Where(pair => pair.Value != 0 && !_homes.Positions[pair.Key].IsNowhere).OrderBy(pair => pair.Key))
        {
            var before = _now.Value.Beyond[home];
            var gain = _homes.Households[home] * (judgement.Reached(before + by) - judgement.Reached(before));
            if (gain != 0)
                Add(after, home, gain);
        }

        return after;
    }

    private void Add(Dictionary<Level, Reading[]> after, int home, double gain)
    {
        foreach (var level in Homes.LevelsOfTree)
        {
            if (_homes.PlaceOf(home, level) is >= 0 and var place && after.TryGetValue(level, out var places))
                places[place] = places[place] with { Numerator = places[place].Numerator + gain };
        }

        if (!after.TryGetValue(Level.Zone, out var zones))
            return;
        for (var bits = _homes.ZonesOf(home); bits != 0; bits &= bits - 1)
        {
            ref var zone = ref zones[System.Numerics.BitOperations.TrailingZeroCount(bits)];
            zone = zone with { Numerator = zone.Numerator + gain };
        }
    }
}
