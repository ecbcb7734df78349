using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Rows that can satisfy a need, from a size up.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="SizeField">Field with the size, m²; null if size does not matter.</param>
/// <param name="Existing">Least size for units built before.</param>
/// <param name="New">Least size for new units.</param>
public sealed record NeedSource(Rows Rows, string? SizeField, double Existing, double New)
{
    /// <summary>Whether a row is big enough; null if its size is unknown and matters.</summary>
    internal bool? IsEnough(IRow row, bool isNew)
    {
        var least = isNew ? New : Existing;
        if (SizeField is null || least <= 0)
            return true;
        return row[SizeField] switch
        {
            double real => real >= least,
            long whole => whole >= least,
            _ => null,
        };
    }
}

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
    public override IEnumerable<string> Layers => ["boundaries", "buildings", "roads", "paths", .. Counted];

    internal override IEnumerable<string> Placed => ["boundaries", "buildings", .. Counted];

    internal override bool Walks => Needs.Any(need => need.OnFoot);

    private IEnumerable<string> Counted => [.. Population?.Layers ?? [], .. Needs.SelectMany(need => need.From).Select(source => source.Rows.Layer)];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (WhyNot(world, Alteration.None) is { } reason)
            return Parts.Everywhere(world, indicator, Reading.Missing(reason));
        var units = new Units(world, Of, NewUnit);
        return Judged(world, indicator, PopulationOf(world, indicator, cancellation), [.. Needs.Select(need => new NeedVerdict(units, need, NeedSites.Of(units, need, cancellation)))]).Sum();
    }

    /// <summary>Why nothing can be judged; null if it can.</summary>
    internal Wording? WhyNot(World world, Alteration alteration)
    {
        var layers = Needs.SelectMany(need => need.From).Select(source => source.Rows.Layer).Distinct().ToArray();
        if (Array.Find(layers, layer => world.Find(layer) is null) is { } absent && Needs.Any(need => need.From.All(source => world.Find(source.Rows.Layer) is null)))
            return Reasons.LayerMissing(world.NameOf(absent));
        if (Needs.Any(need => need.From.All(source => !alteration.Has(world, source.Rows))))
            return Reasons.NoneInLayer(world.NameOf(layers[0]));
        return world.Places[Of].Length == 0 ? Reasons.NoUnits(Of) : null;
    }

    /// <summary>Residents by unit; null if every unit is judged.</summary>
    internal double?[]? PopulationOf(World world, Indicator indicator, CancellationToken cancellation) =>
        Population is null ? null : TallyMeasure.ByPlace(world, indicator, Population, Of, cancellation);

    /// <summary>Every unit judged by what it has.</summary>
    internal Parts Judged(World world, Indicator indicator, double?[]? population, NeedVerdict[] verdicts, Func<Level, bool>? levels = null)
    {
        var parts = new Parts(world, indicator, Population?.Usable(world)?.Reason, levels);
        for (var unit = 0; unit < world.Places[Of].Length; unit++)
        {
            if (Of == Level.Compound && world.IsOutside(world.Find("compounds")!, unit))
                continue;
            var (reading, lacks) = Judge(unit, population, verdicts);
            var (atom, compound) = Place(world, unit);
            parts.Add(atom, reading, compound);
            if (lacks.Length > 0 && !indicator.FindingTypes.IsEmpty)
                parts.Findings.Add(Finding(world, indicator, unit, lacks));
        }

        return parts;
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
