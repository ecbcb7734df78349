using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>How far a facility serves (服务半径), metres.</summary>
public abstract record Radius
{
    private Radius()
    {
    }

    /// <summary>The same for all.</summary>
    public sealed record Fixed(double RadiusM) : Radius;

    /// <summary>By size: the radius of the highest step not above the value of a field (area_m2: of its shape); none under the first. Rises from step to step.</summary>
    public sealed record BySize(string Field, ImmutableArray<(double From, double RadiusM)> Steps) : Radius;

    /// <summary>By the text in a field; <paramref name="Otherwise"/> where it is empty or another text, null if such a row serves nobody. Either way the value says how many there are.</summary>
    public sealed record ByValue(string Field, ImmutableSortedDictionary<string, double> Values, double? Otherwise) : Radius;

    /// <summary>The radius of one row, metres; 0 if it serves nobody, null if the field does not say.</summary>
    public double? Of(IRow row)
    {
        switch (this)
        {
            case BySize steps:
                return row[steps.Field] is { } size && Convert.ToDouble(size, System.Globalization.CultureInfo.InvariantCulture) is var value
                    ? steps.Steps.Where(step => value >= step.From).Select(step => step.RadiusM).LastOrDefault()
                    : null;
            case ByValue values:
                return row[values.Field] is string text && values.Values.TryGetValue(text, out var radius) ? radius : null;
            default:
                return ((Fixed)this).RadiusM;
        }
    }
}

/// <summary>What serves: rows of a layer and how far they reach.</summary>
/// <param name="Rows">Which rows.</param>
/// <param name="UnknownCounts">Whether rows for which the condition is unknown serve too; either way the value says how many there are.</param>
/// <param name="Radius">How far.</param>
public sealed record Server(Rows Rows, bool UnknownCounts, Radius Radius);

/// <summary>Share of land within the service radius of what serves it (服务半径覆盖率).</summary>
/// <param name="Of">The land to be covered.</param>
/// <param name="Within">Layer of the extent; null for the whole place.</param>
/// <param name="By">What covers; their union.</param>
public sealed record CoverageMeasure(Rows Of, string? Within, ImmutableArray<Server> By) : Measure
{
    public override IEnumerable<string> Layers => [Of.Layer, .. Within is null ? [] : new[] { Within }, .. By.Select(server => server.Rows.Layer)];

    internal override Values Compute(World world, Indicator indicator, CancellationToken cancellation)
    {
        if (world.Find(Of.Layer) is not { } land)
            return Missing(world, indicator, Reasons.LayerMissing(world.NameOf(Of.Layer)));
        var mask = land.Mask(Of.Where);
        var shapes = Enumerable.Range(0, land.Count).Where(row => mask[row] == true).Select(land.Sound).OfType<Geometry>().ToArray();
        return Compute(world, indicator, shapes, land.Input.Derived ? Reasons.DerivedLayer(world.NameOf(Of.Layer)) : null, cancellation);
    }

    internal override Values? ComputeDerived(World world, Indicator indicator, CancellationToken cancellation) =>
        Of is { Layer: DerivedRules.ResidentialLand, Where: null } && world.DerivedLand is { } land
            ? Compute(world, indicator, land, Reasons.DerivedLayer(world.NameOf(Of.Layer)), cancellation)
            : null;

    private Values Compute(World world, Indicator indicator, Geometry[] land, Wording? derived, CancellationToken cancellation)
    {
        if (By.Select(server => server.Rows.Layer).FirstOrDefault(layer => world.Find(layer) is null) is { } absent)
            return Missing(world, indicator, Reasons.LayerMissing(world.NameOf(absent)));
        var (areas, met, doubt) = Serving(world);
        if (met == 0)
            return Missing(world, indicator, Reasons.NoneInLayer(world.NameOf(By[0].Rows.Layer)));
        if (areas.Count == 0 && doubt is { } unsaid)
            return Missing(world, indicator, unsaid);
        var extent = world.ExtentOf(Within);
        var atoms = Enumerable.Range(0, extent.Shapes.Length).Where(atom => extent.Shapes[atom] is not null).ToArray();
        var parts = new Parts(world, indicator, derived ?? extent.StandsIn);
        if (land.Length == 0 || atoms.Length == 0)
            return parts.Sum();
        var pieces = Coverage.Measure(world.Plane, land, areas, [.. atoms.Select(atom => extent.Shapes[atom])], cancellation).Pieces;
        var state = doubt is null ? ReadingState.Measured : ReadingState.Partial;
        for (var i = 0; i < atoms.Length; i++)
        {
            if (pieces[i].TotalM2 > 0)
                parts.Add(atoms[i], new Reading(state, pieces[i].CoveredM2, pieces[i].TotalM2, pieces[i].TotalM2, pieces[i].TotalM2, doubt));
        }

        var values = parts.Sum();
        values.Findings.AddRange(FindingsOf.UncoveredPlaces(world, indicator, values));
        return values;
    }

    /// <summary>What serves, how many rows there are at all, and what is doubtful about them.</summary>
    private (List<ServiceArea> Areas, int Met, Wording? Doubt) Serving(World world)
    {
        var areas = new List<ServiceArea>();
        var (met, doubt) = (0, (Wording?)null);
        foreach (var server in By)
        {
            var layer = world.Find(server.Rows.Layer)!;
            var mask = layer.Mask(server.Rows.Where);
            var (unknown, sizeless) = (0, 0);
            for (var row = 0; row < layer.Count; row++)
            {
                unknown += mask[row] is null ? 1 : 0;
                if (layer.Shapes[row] is not { } shape || !(mask[row] ?? server.UnknownCounts))
                    continue;
                met++;
                var said = server.Radius.Of(layer[row]);
                sizeless += said is null ? 1 : 0;
                if ((said ?? (server.Radius as Radius.ByValue)?.Otherwise) is > 0 and var radiusM)
                    areas.Add(new ServiceArea(shape, radiusM));
            }

            var name = world.NameOf(layer.Id);
            if (unknown > 0)
                doubt ??= server.UnknownCounts ? Reasons.UnknownIncluded(name, unknown, server.Rows.Where!.Fields) : Reasons.UnknownExcluded(name, unknown, server.Rows.Where!.Fields);
            if (sizeless > 0)
            {
                doubt ??= server.Radius is Radius.ByValue { Otherwise: not null }
                    ? Reasons.UnknownIncluded(name, sizeless, [FieldOf(server.Radius)])
                    : Reasons.UnknownExcluded(name, sizeless, [FieldOf(server.Radius)]);
            }
        }

        return (areas, met, doubt);
    }

    private static string FieldOf(Radius radius) => radius switch
    {
        Radius.BySize size => size.Field,
        Radius.ByValue value => value.Field,
        _ => "",
    };

    private static Values Missing(World world, Indicator indicator, Wording reason) => Parts.Everywhere(world, indicator, Reading.Missing(reason));
}
