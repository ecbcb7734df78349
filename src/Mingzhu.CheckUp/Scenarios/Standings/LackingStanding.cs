using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Units that lack something: what lies in them is counted up and down, homes about a change are measured again, and every unit is judged.</summary>
internal sealed class LackingStanding : Standing
{
    private readonly World _world;
    private readonly LackingMeasure _measure;
    private readonly Units _units;
    private readonly Lazy<double?[]?> _population;
    private readonly NeedStanding[][] _needs;
    private readonly Lazy<Dictionary<Level, Reading[]>> _now;

    public LackingStanding(World world, SiteSets sites, Indicator indicator, LackingMeasure measure)
        : base(indicator, Variant.Ruled)
    {
        (_world, _measure, _units) = (world, measure, new Units(world, measure.Of, measure.NewUnit));
        _population = new(() => measure.PopulationOf(world, indicator, CancellationToken.None));
        _needs = [.. measure.Needs.Select(need => (_units.AnyNew ? new[] { false, true } : [false]).Select(isNew => new NeedStanding(_units, sites, need, isNew)).ToArray())];
        _now = new(() => Judged(Alteration.None));
    }

    public override Dictionary<Level, Reading[]> Now => _now.Value;

    public override Dictionary<Level, Reading[]>? After(Alteration alteration, CancellationToken cancellation) =>
        _needs.SelectMany(ages => ages).Any(need => need.Changed(alteration)) ? Judged(alteration) : null;

    private Dictionary<Level, Reading[]> Judged(Alteration alteration)
    {
        if (_measure.WhyNot(_world, alteration) is { } reason)
            return Parts.Everywhere(_world, Indicator, Reading.Missing(reason)).ByLevel;
        NeedVerdict[] verdicts = [.. _needs.Select((ages, need) => new NeedVerdict(_units, _measure.Needs[need], Array.ConvertAll(ages, age => age.After(alteration))))];
        return _measure.Judged(_world, Indicator, _population.Value, verdicts, Levels).Sum().ByLevel;
    }
}

/// <summary>What there is of a need for units of one age, and after a change.</summary>
internal sealed class NeedStanding
{
    private readonly Units _units;
    private readonly (NeedSource Source, SiteRows Sites, SiteRows Unsure)[] _sources;
    private readonly SiteSet? _set;
    private readonly bool _isNew;
    private readonly Lazy<NeedSites> _now;

    public NeedStanding(Units units, SiteSets sites, Need need, bool isNew)
    {
        (_units, _isNew) = (units, isNew);
        _sources = [.. need.From.Where(source => units.World.Find(source.Rows.Layer) is not null).Select(source => (source, Rows(source, true), Rows(source, null)))];
        SiteRows[] rows = [.. _sources.Select(source => source.Sites)];
        _set = need.OnFoot ? sites.Walked(rows, (int)Math.Floor(need.ReachM * 1000)) : sites.Straight(rows, _ => need.ReachM);
        _now = new(() => new NeedSites(Count(source => source.Sites), Count(source => source.Unsure), _set?.NowMm ?? []));
    }

    public bool Changed(Alteration alteration) => _sources.Any(source => source.Sites.Changed(alteration) || source.Unsure.Changed(alteration));

    public NeedSites After(Alteration alteration) => !Changed(alteration) ? _now.Value : new NeedSites(
        Shifted(_now.Value.Inside, source => source.Sites, alteration), Shifted(_now.Value.Perhaps, source => source.Unsure, alteration), _set?.AfterMm(alteration) ?? []);

    private SiteRows Rows(NeedSource source, bool? enough)
    {
        var layer = _units.World.Find(source.Rows.Layer)!;
        var mask = layer.Mask(source.Rows.Where);
        return new SiteRows(
            layer, [.. Enumerable.Range(0, layer.Count).Select(row => mask[row] == true && source.IsEnough(layer[row], _isNew) == enough)],
            row => (source.Rows.Where?.Holds(row) ?? source.Rows.Where is null) && source.IsEnough(row, _isNew) == enough);
    }

    private int[] Count(Func<(NeedSource Source, SiteRows Sites, SiteRows Unsure), SiteRows> of)
    {
        var inside = new int[_units.Count];
        foreach (var rows in _sources.Select(of))
        {
            foreach (var row in rows.Kept(Alteration.None))
                Add(inside, _units.UnitOf(rows.Layer, row), 1);
        }

        return inside;
    }

    private int[] Shifted(int[] now, Func<(NeedSource Source, SiteRows Sites, SiteRows Unsure), SiteRows> of, Alteration alteration)
    {
        var inside = (int[])now.Clone();
        foreach (var rows in _sources.Select(of))
        {
            foreach (var row in rows.Gone(alteration))
                Add(inside, _units.UnitOf(rows.Layer, row), -1);
            foreach (var row in rows.New(alteration))
                Add(inside, _units.UnitOf(row.Atom), 1);
        }

        return inside;
    }

    private static void Add(int[] inside, int unit, int by)
    {
        if (unit >= 0)
            inside[unit] += by;
    }
}
