using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>Which features of a layer people can walk.</summary>
/// <param name="Layer">Id of a line layer.</param>
/// <param name="Where">Condition on its fields; unknown is no.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record Walkable(string Layer, Expression Where, Citation Source);

/// <summary>Where people can walk, and how things are joined to that network (步行网络规则), from walking.yaml.</summary>
/// <param name="Layers">Layers of ways; a layer not named is not walked.</param>
/// <param name="ConnectorM">Longest straight line from a building or facility to the nearest way, metres; beyond it the thing is not on the network.</param>
/// <param name="SmallestComponentShare">Pieces of network with a smaller share of the whole length, 0–1, are not walked; the longest piece always is.</param>
public sealed record WalkingRules(ImmutableArray<Walkable> Layers, double ConnectorM, double SmallestComponentShare)
{
    /// <summary>Reads walking.yaml against the layers of layers.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static WalkingRules Of(Pack pack)
    {
        var file = pack.File("walking.yaml");
        file.OnlyKeys("walkable", "connector_m", "smallest_component_share");
        var schemas = pack.File("layers.yaml")["layers"].Items().ToDictionary(layer => layer["id"].TextOrNull() ?? "", layer => layer);
        return new WalkingRules(
            [.. file["walkable"].Items().Select(node => Read(node, schemas))],
            Setting(file["connector_m"], least: 0, most: 10_000), Setting(file["smallest_component_share"], least: 0, most: 1));
    }

    private static Walkable Read(PackNode node, Dictionary<string, PackNode> schemas)
    {
        node.OnlyKeys("layer", "where", "source");
        var where = node["where"].Expression();
        if (schemas.TryGetValue(node["layer"].Text(), out var layer))
        {
            var fields = layer["fields"].Items().Select(field => field["id"].TextOrNull()).ToHashSet();
            foreach (var unknown in where.Fields.Where(field => !fields.Contains(field)))
                node["where"].Report(new($"图层 {node["layer"].Text()} 没有字段“{unknown}”", $"layer {node["layer"].Text()} has no field '{unknown}'"));
        }
        else
        {
            node["layer"].Report(new($"没有图层“{node["layer"].TextOrNull()}”", $"there is no layer '{node["layer"].TextOrNull()}'"));
        }

        return new Walkable(node["layer"].Text(), where, node["source"].Citation());
    }

    private static double Setting(PackNode node, double least, double most)
    {
        node.OnlyKeys("value", "source");
        node["source"].Citation();
        var value = node["value"].Number();
        if (value < least || value > most)
            node["value"].Report(new($"应在 {least} 与 {most} 之间", $"a value from {least} to {most} is expected"));
        return value;
    }
}
