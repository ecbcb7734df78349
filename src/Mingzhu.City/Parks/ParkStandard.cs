using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>A class of park (公园类别); declared, not computed: sizes overlap.</summary>
/// <param name="Id">Code of the list park-class.</param>
/// <param name="Name">Its name.</param>
/// <param name="LeastHa">Hectares below which a park contradicts its class; null if nothing says.</param>
/// <param name="MostHa">Hectares above which it does; null if nothing says.</param>
/// <param name="Source">The scheme.</param>
public sealed record ParkClass(string Id, Wording Name, double? LeastHa, double? MostHa, Citation Source);

/// <summary>From an area on, a park serves this far.</summary>
/// <param name="LeastM2">Area in m² from which the step holds.</param>
/// <param name="RadiusM">Service radius, metres in a straight line from the park's edge.</param>
public readonly record struct RadiusStep(double LeastM2, double RadiusM);

/// <summary>Park classes and the service radius by size (公园分类与服务半径), from parks.yaml.</summary>
/// <remarks>Always: enlarging a park never lowers its radius.</remarks>
/// <param name="Classes">In written order.</param>
/// <param name="Steps">From small to large.</param>
/// <param name="HistoricLeastM2">Area from which a park counts in a historic conservation area; null if there is no exception.</param>
/// <param name="RadiusSource">Where the radii stand.</param>
public sealed record ParkStandard(ImmutableArray<ParkClass> Classes, ImmutableArray<RadiusStep> Steps, double? HistoricLeastM2, Citation RadiusSource)
{
    /// <summary>Reads parks.yaml against the code list of layers.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ParkStandard Of(Pack pack)
    {
        var file = pack.File("parks.yaml");
        file.OnlyKeys("classes", "radius");
        var radius = file["radius"];
        radius.OnlyKeys("steps", "historic_least_m2", "source", "note");
        var codes = pack.File("layers.yaml")["codes"]["park-class"].Texts().ToHashSet();
        return new ParkStandard(
            [.. file["classes"].Items().Select(node => ReadClass(node, codes))], ReadSteps(radius["steps"]),
            radius["historic_least_m2"].NumberOrNull(), radius["source"].Citation());
    }

    /// <summary>How far a park serves, in metres; null if it is too small to serve anybody.</summary>
    /// <param name="areaM2">Its area in m².</param>
    /// <param name="historic">Whether it lies in a historic conservation area.</param>
    public double? RadiusM(double areaM2, bool historic = false)
    {
        double? radius = historic && Steps.Length > 0 && areaM2 >= HistoricLeastM2 ? Steps[0].RadiusM : null;
        foreach (var step in Steps)
        {
            if (areaM2 >= step.LeastM2)
                radius = step.RadiusM;
        }

        return radius;
    }

    private static ParkClass ReadClass(PackNode node, HashSet<string> codesLeft)
    {
        node.OnlyKeys("id", "name", "least_ha", "most_ha", "source");
        var id = node["id"].Text();
        if (!codesLeft.Remove(id))
            node["id"].Report(new($"公园类别“{id}”不在 layers.yaml 的 park-class 中，或重复", $"'{id}' is not in park-class of layers.yaml, or stands twice"));
        return new ParkClass(id, node["name"].Wording(), node["least_ha"].NumberOrNull(), node["most_ha"].NumberOrNull(), node["source"].Citation());
    }

    private static ImmutableArray<RadiusStep> ReadSteps(PackNode node)
    {
        var steps = ImmutableArray.CreateBuilder<RadiusStep>();
        foreach (var item in node.Items())
        {
            item.OnlyKeys("least_m2", "radius_m");
            var step = new RadiusStep(item["least_m2"].Number(), item["radius_m"].Number());
            if (steps.Count > 0 && (step.LeastM2 <= steps[^1].LeastM2 || step.RadiusM < steps[^1].RadiusM))
                item.Report(new("面积应递增，半径不得减小", "areas rise from step to step, and the radius never falls"));
            steps.Add(step);
        }

        return steps.ToImmutable();
    }
}
