using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>How an indicator is computed. The cases stand beside their computation: coverage, tally, inspected, lacking, life circle, reported, not applicable.</summary>
public abstract record Measure
{
    private protected Measure()
    {
    }

    /// <summary>Layers it looks at; the run's manifest names their versions.</summary>
    public abstract IEnumerable<string> Layers { get; }

    /// <summary>Those of them whose rows are told by place; the others are only walked on or looked up.</summary>
    internal virtual IEnumerable<string> Placed => Layers;

    /// <summary>Whether it asks how far one walks.</summary>
    internal virtual bool Walks => false;

    /// <summary>The readings of every level, and the findings.</summary>
    internal abstract Values Compute(World world, Indicator indicator, CancellationToken cancellation);

    /// <summary>The same by a derived stand-in layer; null if there is none for it.</summary>
    internal virtual Values? ComputeDerived(World world, Indicator indicator, CancellationToken cancellation) => null;
}

/// <summary>Rows of a layer for which a condition holds.</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="Where">The condition; null for all rows.</param>
public sealed record Rows(string Layer, Expression? Where);

/// <summary>Given by a department for exactly one place and year (部门填报); never summed.</summary>
/// <param name="WhyMissing">The reason shown where nothing was reported, if the pack knows a better one than "not reported".</param>
public sealed record ReportedMeasure(Wording? WhyMissing) : Measure
{
    public override IEnumerable<string> Layers => ["reported"];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        var missing = Reading.Missing(WhyMissing ?? (world.Find("reported") is null ? Reasons.NoReports : Reasons.NotReported(world.Inputs.Year)));
        var values = Parts.Everywhere(world, indicator, missing);
        foreach (var (level, readings) in values.ByLevel)
        {
            for (var place = 0; place < readings.Length; place++)
            {
                if (world.Reported(indicator.Code, world.Places[level][place].Id) is { } reported)
                    readings[place] = reported;
            }
        }

        return values;
    }
}

/// <summary>The question does not arise in this city (不适用).</summary>
/// <param name="Reason">Why.</param>
public sealed record NotApplicableMeasure(Wording Reason) : Measure
{
    public override IEnumerable<string> Layers => ImmutableArray<string>.Empty;

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation) =>
        Parts.Everywhere(world, indicator, Reading.NotApplicable(Reason));
}
