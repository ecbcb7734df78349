using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>How one field of a standard layer is filled from tags: the first case that holds, else a tag, else a constant.</summary>
internal sealed record OsmField(string Id, ImmutableArray<(Expression Where, string Value)> Cases, ImmutableArray<string> Tags, string? Otherwise)
{
    public string? Value(IRow tags)
    {
        foreach (var (where, value) in Cases)
        {
            if (where.Holds(tags) == true)
                return value;
        }

        foreach (var tag in Tags)
        {
            if (tags[tag] is string { Length: > 0 } text)
                return text;
        }

        return Otherwise;
    }
}

/// <summary>One rule of the mapping: which elements become rows of which layer.</summary>
internal sealed record OsmRule(string Layer, GeometryKind Geometry, ImmutableArray<string> AnyOf, Expression Where, ImmutableArray<OsmField> Fields)
{
    /// <summary>Whether an element with these tags becomes a row of <see cref="Layer"/>.</summary>
    public bool Takes(IRow tags)
    {
        if (AnyOf.Length > 0 && !HasAny(tags))
            return false;
        return Where.Holds(tags) == true;
    }

    private bool HasAny(IRow tags)
    {
        foreach (var key in AnyOf)
        {
            if (tags[key] is not null)
                return true;
        }

        return false;
    }
}

/// <summary>
/// What OpenStreetMap's tags mean in the standard layers (OSM 标签对照), from the pack's osm.yaml. An element may become a row of several layers, but of one layer once: the first rule that
/// takes it.
/// </summary>
internal sealed class OsmMapping
{
    private OsmMapping(ImmutableArray<OsmRule> rules, Provenance provenance)
    {
        Provenance = provenance;
        ByLayer = [.. rules.GroupBy(rule => rule.Layer).Select(group => (group.Key, group.ToImmutableArray()))];
    }

    /// <summary>The rules of each layer in written order.</summary>
    public ImmutableArray<(string Layer, ImmutableArray<OsmRule> Rules)> ByLayer { get; }

    /// <summary>Whose data they are, with the line that must stand under every map.</summary>
    public Provenance Provenance { get; }

    /// <summary>Reads the mapping of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="layers">Its standard layers, against which layer and field names are checked.</param>
    /// <param name="table">A named second table that replaces the rules of the layers it speaks of; null for the plain rules.</param>
    public static OsmMapping Of(Pack pack, ImmutableArray<LayerSchema> layers, string? table = null)
    {
        var file = pack.File("osm.yaml");
        var rules = file["rules"].Items().Select(node => ReadRule(node, layers)).ToList();
        foreach (var (name, node) in file["tables"].Entries())
        {
            var second = node["rules"].Items().Select(rule => ReadRule(rule, layers)).ToList();
            if (name != table)
                continue;
            var replaced = second.Select(rule => rule.Layer).ToHashSet();
            rules.RemoveAll(rule => replaced.Contains(rule.Layer));
            rules.AddRange(second);
        }

        if (table is not null && !file["tables"][table].Exists)
        {
            var known = string.Join(", ", file["tables"].Entries().Select(entry => entry.Key));
            throw new RefusedException(new Refusal("import.no-osm-table", new($"osm.yaml 中没有对照表“{table}”；可用：{known}", $"osm.yaml has no table '{table}'; there are: {known}")));
        }

        var attribution = file["attribution"].TextOrNull();
        return new OsmMapping([.. rules], new Provenance(Wording.Same(attribution ?? "OpenStreetMap"), file["licence"].TextOrNull(), attribution));
    }

    private static OsmRule ReadRule(PackNode node, ImmutableArray<LayerSchema> layers)
    {
        node.OnlyKeys("layer", "geometry", "any-of", "where", "set", "note", "source");
        var layer = layers.FirstOrDefault(schema => schema.Id == node["layer"].Text());
        if (layer is null)
            node["layer"].Report(new("没有这个图层", "there is no such layer"));
        if (!Enum.TryParse<GeometryKind>(node["geometry"].Text(), ignoreCase: true, out var geometry))
            node["geometry"].Report(new("应为 point、line、polygon 或 any", "point, line, polygon or any is expected"));
        var fields = node["set"].Entries().Select(entry => ReadField(entry.Key, entry.Value, layer)).ToImmutableArray();
        return new OsmRule(node["layer"].Text(), geometry, [.. node["any-of"].Texts()], node["where"].Expression(), fields);
    }

    private static OsmField ReadField(string id, PackNode node, LayerSchema? layer)
    {
        node.OnlyKeys("cases", "else", "tag", "tags", "value");
        var schema = layer?.Fields.FirstOrDefault(field => field.Id == id);
        if (layer is not null && schema is null)
            node.Report(new($"图层 {layer.Id} 没有字段“{id}”", $"layer {layer.Id} has no field '{id}'"));
        var cases = node["cases"].Items().Select(item => (item["where"].Expression(), Value: item["value"].Text())).ToImmutableArray();
        var otherwise = (node["value"].Exists ? node["value"] : node["else"]).TextOrNull();
        if (schema is { Codes.Length: > 0 })
        {
            foreach (var value in cases.Select(item => item.Value).Append(otherwise).Where(value => value is not null && !schema.Codes.Contains(value)))
                node.Report(new($"“{value}”不在 {id} 的代码表中", $"'{value}' is not among the codes of {id}"));
        }

        return new OsmField(id, cases, [.. node["tag"].Texts(), .. node["tags"].Texts()], otherwise);
    }
}
