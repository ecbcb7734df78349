using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>A sum over facilities or parks: few rows, summed anew.</summary>
internal sealed class TallyStanding(World world, Indicator indicator, TallyMeasure measure) : Standing(indicator, Variant.Ruled)
{
    private readonly Lazy<Dictionary<Level, Reading[]>> _now = new(() => measure.Compute(world, indicator, Alteration.None, Levels, CancellationToken.None).ByLevel);

    public override Dictionary<Level, Reading[]> Now => _now.Value;

    public override Dictionary<Level, Reading[]>? After(Alteration alteration, CancellationToken cancellation) =>
        Tallies.Any(tally => Counts(tally, alteration)) ? measure.Compute(world, Indicator, alteration, Levels, cancellation).ByLevel : null;

    private IEnumerable<Tally> Tallies => [measure.Numerator, .. measure.Denominator is { } below ? new[] { below } : []];

    private bool Counts(Tally tally, Alteration alteration)
    {
        if (tally.Of is not { } rows || world.Find(rows.Layer) is not { } layer)
            return tally.Else is { } standIn && Counts(standIn, alteration);
        return alteration.Gone(layer.Id).Any(row => layer.Mask(rows.Where)[row] == true) || alteration.New(layer.Id).Any(row => rows.Where is null || rows.Where.Holds(row.Values) == true);
    }
}
