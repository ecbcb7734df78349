using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>What shapes a layer holds.</summary>
public enum GeometryKind : byte
{
    /// <summary>A table without geometry.</summary>
    None,

    /// <summary>Points.</summary>
    Point,

    /// <summary>Lines.</summary>
    Line,

    /// <summary>Polygons.</summary>
    Polygon,

    /// <summary>Points, lines or polygons.</summary>
    Any,
}

/// <summary>Who may see a layer (数据分级): rights and caches go by it, never by row.</summary>
public enum DataClass : byte
{
    /// <summary>公开.</summary>
    Public,

    /// <summary>内部.</summary>
    Staff,

    /// <summary>敏感.</summary>
    Sensitive,

    /// <summary>个人.</summary>
    Personal,
}

/// <summary>One field of a standard layer.</summary>
/// <param name="Id">Its id: "gross_floor_area_m2".</param>
/// <param name="Type">What it holds.</param>
/// <param name="Unit">Its unit; null if it has none.</param>
/// <param name="Required">Whether a row without it is refused.</param>
/// <param name="Codes">The values allowed; empty if any.</param>
/// <param name="Headings">Under which headings departments write it (Chinese synonyms).</param>
public sealed record FieldSchema(string Id, FieldType Type, string? Unit, bool Required, ImmutableArray<string> Codes, ImmutableArray<string> Headings);

/// <summary>One standard layer of a pack (标准图层): the contract of every import.</summary>
/// <param name="Id">"parks".</param>
/// <param name="Name">Its name.</param>
/// <param name="Topic">Under which topic the map lists it.</param>
/// <param name="Geometry">What shapes it holds.</param>
/// <param name="Key">The field that identifies a feature; null if ids are issued at import.</param>
/// <param name="Class">Who may see it.</param>
/// <param name="Fields">Its fields.</param>
public sealed record LayerSchema(string Id, Wording Name, string Topic, GeometryKind Geometry, string? Key, DataClass Class, ImmutableArray<FieldSchema> Fields)
{
    /// <summary>All standard layers of a pack, from its layers.yaml, in written order; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ImmutableArray<LayerSchema> Of(Pack pack)
    {
        var file = pack.File("layers.yaml");
        file.OnlyKeys("layers", "codes", "matching");
        if (!file["layers"].IsList)
            file.Report(new("缺少图层列表 layers", "the list 'layers' is missing"));
        var codes = file["codes"].Entries().ToDictionary(entry => entry.Key, entry => entry.Value.Texts().ToImmutableArray());
        var layers = file["layers"].Items().Select(node => Read(node, codes)).ToImmutableArray();
        foreach (var twice in layers.GroupBy(layer => layer.Id).Where(group => group.Count() > 1))
            file.Report(new($"图层“{twice.Key}”重复", $"layer '{twice.Key}' stands twice"));
        return layers;
    }

    private static LayerSchema Read(PackNode node, Dictionary<string, ImmutableArray<string>> codes)
    {
        node.OnlyKeys("id", "name", "topic", "geometry", "key", "class", "fields");
        var fields = node["fields"].Items().Select(field => ReadField(field, codes)).ToImmutableArray();
        var key = node["key"].TextOrNull();
        if (key is not null && !fields.Any(field => field.Id == key))
            node["key"].Report(new($"字段中没有“{key}”", $"there is no field '{key}'"));
        return new LayerSchema(
            node["id"].Text(), node["name"].Wording(), node["topic"].Text(), OneOf<GeometryKind>(node["geometry"]), key, OneOf<DataClass>(node["class"]), fields);
    }

    private static FieldSchema ReadField(PackNode node, Dictionary<string, ImmutableArray<string>> codes)
    {
        node.OnlyKeys("id", "type", "unit", "required", "codes", "zh");
        var allowed = ImmutableArray<string>.Empty;
        if (node["codes"].TextOrNull() is { } list && !codes.TryGetValue(list, out allowed))
            node["codes"].Report(new($"没有代码表“{list}”", $"there is no code list '{list}'"));
        return new FieldSchema(
            node["id"].Text(), OneOf<FieldType>(node["type"]), node["unit"].TextOrNull(), node["required"].Flag(), allowed.IsDefault ? [] : allowed,
            [.. node["zh"].Texts()]);
    }

    private static T OneOf<T>(PackNode node) where T : struct, Enum
    {
        if (Enum.TryParse<T>(node.Text(), ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        var known = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        node.Report(new($"应为 {known} 之一", $"one of {known} is expected"));
        return default;
    }
}
