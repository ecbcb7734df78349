using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Rows that can satisfy a need, from a size up.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="SizeField">Field with the size, m²; null if size does not matter.</param>
/// <param name="Existing">Least size for units built before.</param>
/// <param name="New">Least size for new units.</param>
public sealed record NeedSource(Rows Rows, string? SizeField, double Existing, double New);

/// <summary>One thing a unit needs.</summary>
/// <param name="Name">What.</param>
/// <param name="From">Any of these satisfies it.</param>
/// <param name="ReachM">How far it may be from the homes of the unit, if it is not inside.</param>
/// <param name="OnFoot">Along the walking network, or straight.</param>
/// <param name="Share">Share of the unit's households that must reach it, 0–1.</param>
public sealed record Need(Wording Name, ImmutableArray<NeedSource> From, double ReachM, bool OnFoot, double Share);

/// <summary>Units that lack a facility they should have (未达标配建): none inside, and too few of their households reach one.</summary>
/// <param name="Of">Level of the units.</param>
/// <param name="Population">Residents of a unit; null if every unit is judged.</param>
/// <param name="LeastPopulation">From how many residents a unit is judged.</param>
/// <param name="Needs">All must be satisfied.</param>
/// <param name="NewUnit">Which units (compounds) are new; unknown is not new.</param>
public sealed record LackingMeasure(Level Of, Tally? Population, double LeastPopulation, ImmutableArray<Need> Needs, Expression? NewUnit) : Measure
{
    public override IEnumerable<string> Layers =>
        ["boundaries", "buildings", "roads", "paths", .. Population?.Layers ?? [], .. Needs.SelectMany(need => need.From).Select(source => source.Rows.Layer)];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        var layers = Needs.SelectMany(need => need.From).Select(source => source.Rows.Layer).Distinct().ToArray();
        if (Array.Find(layers, layer => world.Find(layer) is null) is { } absent && Needs.Any(need => need.From.All(source => world.Find(source.Rows.Layer) is null)))
            return Parts.Everywhere(world, indicator, Reading.Missing(Reasons.LayerMissing(world.NameOf(absent))));
        if (Needs.Any(need => need.From.All(source => !world.Has(source.Rows))))
            return Parts.Everywhere(world, indicator, Reading.Missing(Reasons.NoneInLayer(world.NameOf(layers[0]))));
        var units = world.Places[Of];
        if (units.Length == 0)
            return Parts.Everywhere(world, indicator, Reading.Missing(Reasons.NoUnits(Of)));
        var population = Population is null ? null : TallyMeasure.ByPlace(world, indicator, Population, Of, cancellation);
        var standIn = Population?.Usable(world)?.Reason;
        var parts = new Parts(world, indicator, standIn);
        var verdicts = Needs.Select(need => new NeedVerdict(world, Of, need, NewUnit, cancellation)).ToArray();
        for (var unit = 0; unit < units.Length; unit++)
        {
            if (Of == Level.Compound && world.IsOutside(world.Find("compounds")!, unit))
                continue;
            var (reading, lacks) = Judge(unit, population, verdicts);
            var (atom, compound) = Place(world, unit);
            parts.Add(atom, reading, compound);
            if (lacks.Length > 0 && !indicator.FindingTypes.IsEmpty)
                parts.Findings.Add(Finding(world, indicator, unit, lacks));
        }

        return parts.Sum();
    }

    private (Reading Reading, Need[] Lacks) Judge(int unit, double?[]? population, NeedVerdict[] verdicts)
    {
        if (population is not null && population[unit] is null)
            return (Reading.Missing(Reasons.PopulationUnknown, 1), []);
        if (population?[unit] < LeastPopulation)
            return (Reading.NotApplicable(Reasons.PopulationBelow(LeastPopulation)), []);
        var met = Array.ConvertAll(verdicts, verdict => verdict.Of(unit));
        var lacks = Needs.Where((_, need) => met[need].Met == false).ToArray();
        if (lacks.Length > 0)
            return (new Reading(ReadingState.Measured, 1, 1, 1, 1), lacks);
        return Array.Find(met, verdict => verdict.Met is null) is { Doubt: { } doubt } ? (Reading.Missing(doubt, 1), []) : (new Reading(ReadingState.Measured, 0, 1, 1, 1), []);
    }

    private (int Atom, int Compound) Place(World world, int unit)
    {
        if (Of != Level.Compound)
            return (world.Atoms.OfNode(world.Tree.Find(Of, world.Places[Of][unit].Id)), -1);
        var atom = world.AtomOf(world.Find("compounds")!)[unit];
        return (atom < 0 ? world.Atoms.OfNode(0) : atom, unit); // Compounds outside the city are skipped before.
    }

    private Finding Finding(World world, Indicator indicator, int unit, Need[] lacks)
    {
        var says = new Wording(
            string.Join("；", lacks.Select(need => $"单元内无达标的{need.Name.Zh}，且不足 {need.Share * 100:0}% 的住户在{(need.OnFoot ? "步行" : "直线")} {need.ReachM:0} 米内可达")),
            string.Join("; ", lacks.Select(need => $"no compliant {need.Name.En} inside, and fewer than {need.Share * 100:0}% of the households reach one within {need.ReachM:0} m {(need.OnFoot ? "on foot" : "straight")}")));
        var type = indicator.FindingTypes[0];
        return Of == Level.Compound
            ? FindingsOf.Row(world, indicator, type, world.Find("compounds")!, unit, says, FindingsOf.Households(world.Find("compounds")!, unit))
            : FindingsOf.Node(world, indicator, type, world.Tree.Find(Of, world.Places[Of][unit].Id), says, Math.Max(1, world.HouseholdsIn(Of, unit)));
    }
}

/// <summary>Whether units have one thing they need.</summary>
internal sealed class NeedVerdict
{
    private readonly World _world;
    private readonly Level _level;
    private readonly Need _need;
    private readonly Dictionary<int, List<int>> _homesOf = [];
    private readonly HashSet<int>[] _unitsInside = [[], []];
    private readonly HashSet<int>[] _unitsPerhaps = [[], []];
    private readonly int[][] _distancesMm = [[], []];
    private readonly bool[] _isNew;

    public NeedVerdict(World world, Level level, Need need, Expression? newUnit, CancellationToken cancellation)
    {
        (_world, _level, _need) = (world, level, need);
        var compounds = level == Level.Compound ? world.Find("compounds") : null;
        _isNew = [.. Enumerable.Range(0, world.Places[level].Length).Select(unit => newUnit is not null && compounds?.Mask(newUnit)[unit] == true)];
        for (var home = 0; home < world.Residential.Length; home++)
        {
            if (UnitOf(world.Find("buildings")!, world.Residential[home]) is >= 0 and var unit)
                (_homesOf.TryGetValue(unit, out var homes) ? homes : _homesOf[unit] = []).Add(home);
        }

        for (var age = 0; age < 2; age++)
        {
            if (age == 1 && !Array.Exists(_isNew, isNew => isNew))
                break;
            var sites = Sites(age == 1);
            cancellation.ThrowIfCancellationRequested();
            _distancesMm[age] = need.OnFoot ? world.Walks?.DistancesMm(sites) ?? [] : world.StraightMm(sites, need.ReachM);
        }
    }

    /// <summary>Whether a unit has it; null, and why, if that cannot be told.</summary>
    public (bool? Met, Wording? Doubt) Of(int unit)
    {
        var age = _isNew[unit] ? 1 : 0;
        if (_unitsInside[age].Contains(unit))
            return (true, null);
        if (!_homesOf.TryGetValue(unit, out var homes))
            return _unitsPerhaps[age].Contains(unit) ? (null, Reasons.SizeUnknown(_need.Name)) : (null, Reasons.NoHomes);
        var distances = _distancesMm[age];
        if (distances.Length == 0)
            return (null, Reasons.NoNetwork);
        double all = 0, reached = 0;
        var buildings = _world.Find("buildings")!;
        foreach (var home in homes)
        {
            var households = FindingsOf.Households(buildings, _world.Residential[home]);
            all += households;
            reached += distances[home] <= _need.ReachM * 1000 ? households : 0;
        }

        if (reached >= _need.Share * all)
            return (true, null);
        return _unitsPerhaps[age].Contains(unit) ? (null, Reasons.SizeUnknown(_need.Name)) : (false, null);
    }

    private int UnitOf(Layer layer, int row) => _level == Level.Compound
        ? layer.Id == "buildings" ? _world.CompoundOf[row] : layer.Id == "compounds" ? row : -1
        : _world.AtomOf(layer)[row] is >= 0 and var atom ? _world.PlaceOf(atom, _level) : -1;

    /// <summary>Rows big enough; notes on the way which units have one inside, or one of unknown size.</summary>
    private List<(Layer Layer, int Row)> Sites(bool isNew)
    {
        var sites = new List<(Layer, int)>();
        foreach (var source in _need.From)
        {
            if (_world.Find(source.Rows.Layer) is not { } layer)
                continue;
            var mask = layer.Mask(source.Rows.Where);
            var least = isNew ? source.New : source.Existing;
            for (var row = 0; row < layer.Count; row++)
            {
                if (mask[row] != true)
                    continue;
                var size = source.SizeField is null || least <= 0 ? double.PositiveInfinity : SizeOf(layer[row], source.SizeField);
                if (size is null)
                {
                    _unitsPerhaps[isNew ? 1 : 0].Add(UnitOf(layer, row));
                }
                else if (size >= least)
                {
                    _unitsInside[isNew ? 1 : 0].Add(UnitOf(layer, row));
                    sites.Add((layer, row));
                }
            }
        }

        return sites;
    }

    private static double? SizeOf(IRow row, string field) => row[field] switch
    {
        double real => real,
        long whole => whole,
        _ => null,
    };
}
