using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>The units of a level that are judged: who lives in them, and which are new.</summary>
internal sealed class Units
{
    private readonly World _world;
    private readonly List<int>?[] _homesOf;
    private readonly bool[] _isNew;
    private readonly double[] _households;

    public Units(World world, Level level, Expression? newUnit)
    {
        (_world, Level) = (world, level);
        var compounds = level == Level.Compound ? world.Find("compounds") : null;
        _isNew = [.. Enumerable.Range(0, world.Places[level].Length).Select(unit => newUnit is not null && compounds?.Mask(newUnit)[unit] == true)];
        _homesOf = new List<int>?[_isNew.Length];
        _households = Array.ConvertAll(world.Residential, row => FindingsOf.Households(world.Find("buildings")!, row));
        for (var home = 0; home < world.Residential.Length; home++)
        {
            if (UnitOf(world.Find("buildings")!, world.Residential[home]) is >= 0 and var unit)
                (_homesOf[unit] ??= []).Add(home);
        }
    }

    public World World => _world;

    public Level Level { get; }

    public int Count => _isNew.Length;

    /// <summary>Whether any unit is new; else sizes of new units matter to nobody.</summary>
    public bool AnyNew => Array.Exists(_isNew, isNew => isNew);

    public bool IsNew(int unit) => _isNew[unit];

    /// <summary>The homes of a unit; null if it has none.</summary>
    public List<int>? HomesOf(int unit) => _homesOf[unit];

    public double Households(int home) => _households[home];

    /// <summary>The unit a row lies in; −1 if in none.</summary>
    public int UnitOf(Layer layer, int row) => Level == Level.Compound
        ? layer.Id == "buildings" ? _world.CompoundOf[row] : layer.Id == "compounds" ? row : -1
        : UnitOf(_world.AtomOf(layer)[row]);

    /// <summary>The unit an atom lies in; −1 if in none, or if units are compounds.</summary>
    public int UnitOf(int atom) => Level != Level.Compound && atom >= 0 ? _world.PlaceOf(atom, Level) : -1;
}

/// <summary>What there is of a need, for units of one age: in which units, and how far from homes.</summary>
/// <param name="Inside">By unit, how many big enough lie in it.</param>
/// <param name="Perhaps">By unit, how many of unknown size do.</param>
/// <param name="DistancesMm">By home, to the nearest big enough; empty if nothing can be walked.</param>
internal sealed record NeedSites(int[] Inside, int[] Perhaps, int[] DistancesMm)
{
    /// <summary>For existing units, and for new ones where there are any.</summary>
    public static NeedSites[] Of(Units units, Need need, CancellationToken cancellation) =>
        [.. (units.AnyNew ? new[] { false, true } : [false]).Select(isNew => Of(units, need, isNew, cancellation))];

    private static NeedSites Of(Units units, Need need, bool isNew, CancellationToken cancellation)
    {
        var (inside, perhaps, sites) = (new int[units.Count], new int[units.Count], new List<(Layer, int)>());
        foreach (var source in need.From)
        {
            if (units.World.Find(source.Rows.Layer) is not { } layer)
                continue;
            var mask = layer.Mask(source.Rows.Where);
            for (var row = 0; row < layer.Count; row++)
            {
                if (mask[row] != true)
                    continue;
                var enough = source.IsEnough(layer[row], isNew);
                if (units.UnitOf(layer, row) is >= 0 and var unit)
                    (enough is null ? perhaps : inside)[unit] += enough == false ? 0 : 1;
                if (enough == true)
                    sites.Add((layer, row));
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return new NeedSites(inside, perhaps, need.OnFoot ? units.World.Walks?.DistancesMm(sites) ?? [] : units.World.StraightMm(sites, need.ReachM));
    }
}

/// <summary>Whether units have one thing they need.</summary>
/// <param name="units">The units.</param>
/// <param name="need">What they need.</param>
/// <param name="byAge">What there is of it: for existing units, then for new ones if there are any.</param>
internal sealed class NeedVerdict(Units units, Need need, NeedSites[] byAge)
{
    /// <summary>Whether a unit has it; null, and why, if that cannot be told.</summary>
    public (bool? Met, Wording? Doubt) Of(int unit)
    {
        var sites = byAge[units.IsNew(unit) ? 1 : 0];
        if (sites.Inside[unit] > 0)
            return (true, null);
        var perhaps = sites.Perhaps[unit] > 0;
        if (units.HomesOf(unit) is not { } homes)
            return perhaps ? (null, Reasons.SizeUnknown(need.Name)) : (null, Reasons.NoHomes);
        if (sites.DistancesMm.Length == 0)
            return (null, Reasons.NoNetwork);
        double all = 0, reached = 0;
        foreach (var home in homes)
        {
            var households = units.Households(home);
            all += households;
            reached += sites.DistancesMm[home] <= need.ReachM * 1000 ? households : 0;
        }

        if (reached >= need.Share * all)
            return (true, null);
        return perhaps ? (null, Reasons.SizeUnknown(need.Name)) : (false, null);
    }
}
