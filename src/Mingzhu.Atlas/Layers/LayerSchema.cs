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

/// <summary>What is done about features that overlap (重叠规则).</summary>
public enum OverlapRule : byte
{
    /// <summary>They may.</summary>
    Allowed,

    /// <summary>They should not: told by row.</summary>
    Noted,

    /// <summary>They must not: the row is refused. A sliver is only told.</summary>
    Refused,
}

/// <summary>One field of a standard layer.</summary>
/// <param name="Id">Its id: "gross_floor_area_m2".</param>
/// <param name="Type">What it holds.</param>
/// <param name="Unit">Its unit; null if it has none.</param>
/// <param name="Required">Whether a row without it is refused.</param>
/// <param name="Codes">The values allowed; empty if any.</param>
/// <param name="Headings">Under which headings departments write it (Chinese synonyms).</param>
public sealed record FieldSchema(string Id, FieldType Type, string? Unit, bool Required, ImmutableArray<string> Codes, ImmutableArray<string> Headings)
{
    /// <summary>Chinese labels of the codes, by label: 主干路 → arterial.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The code that a text is, by itself or by its label; null if it is none.</summary>
    public string? CodeCalled(string text) => Codes.Contains(text) ? text : Labels.GetValueOrDefault(text) ?? Labels.GetValueOrDefault(Spelling.Plain(text));

    /// <summary>The Chinese word for a code, the first of its labels: arterial → 主干路.</summary>
    public ImmutableDictionary<string, string> Titles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The least value; null if there is none.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest value; null if there is none.</summary>
    public double? Max { get; init; }

    /// <summary>What the value must pass.</summary>
    public ValueCheck Check { get; init; }

    /// <summary>Whether it names a place, by code or name.</summary>
    public bool Place { get; init; }
}

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
    /// <summary>Other names under which departments send it.</summary>
    public ImmutableArray<string> Also { get; init; } = [];

    /// <summary>Whether its features may overlap each other.</summary>
    public OverlapRule Overlap { get; init; }

    /// <summary>Which of its features are held against each other: only those with the same value of this field (boundaries of one level); null if all are.</summary>
    public string? ApartBy { get; init; }

    /// <summary>Whether its features lie wall to wall, so that a hole between them is a gap.</summary>
    public bool Tiles { get; init; }

    /// <summary>The level of places of which one should hold a feature whole ("community"); null if features may lie anywhere.</summary>
    public string? OnePlace { get; init; }

    /// <summary>Whether a name of a file, layer or sheet is the layer's: its id, its name or one of the others, whatever the width and case of letters.</summary>
    public bool IsCalled(string name) => Spelling.Plain(name).Replace('_', '-') is var plain && (plain == Id || Also.Prepend(Name.Zh).Prepend(Name.En).Any(known => Spelling.Plain(known).Replace('_', '-') == plain));

    /// <summary>The code of a coded field that a row can't be without, where a name of a file, layer or sheet says it for all rows: 公厕.shp holds facilities of the kind public-toilet. Null if it says none.</summary>
    public (FieldSchema Field, string Code)? CodeCalled(string name) =>
        Fields.Where(field => field.Required).Select(field => (field, Code: field.CodeCalled(name))).FirstOrDefault(pair => pair.Code is not null) is { Code: { } code } found ? (found.field, code) : null;

    /// <summary>All standard layers of a pack, from its layers.yaml, in written order; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ImmutableArray<LayerSchema> Of(Pack pack)
    {
        var file = pack.File("layers.yaml");
        file.OnlyKeys("layers", "codes", "labels", "matching", "topology");
        if (!file["layers"].IsList)
            file.Report(new("缺少图层列表 layers", "the list 'layers' is missing"));
        var codes = file["codes"].Entries().ToDictionary(entry => entry.Key, entry => CodeList.Read(entry.Value, file["labels"][entry.Key]));
        foreach (var (list, labels) in file["labels"].Entries().Where(entry => !codes.ContainsKey(entry.Key)))
            labels.Report(new($"没有代码表“{list}”", $"there is no code list '{list}'"));
        var layers = file["layers"].Items().Select(node => Read(node, codes)).ToImmutableArray();
        foreach (var twice in layers.GroupBy(layer => layer.Id).Where(group => group.Count() > 1))
            file.Report(new($"图层“{twice.Key}”重复", $"layer '{twice.Key}' stands twice"));
        return layers;
    }

    private static LayerSchema Read(PackNode node, Dictionary<string, CodeList> codes)
    {
        node.OnlyKeys("id", "name", "also", "topic", "geometry", "key", "class", "overlap", "apart_by", "tiles", "one_place", "fields");
        var fields = node["fields"].Items().Select(field => ReadField(field, codes)).ToImmutableArray();
        var key = node["key"].TextOrNull();
        if (key is not null && !fields.Any(field => field.Id == key))
            node["key"].Report(new($"字段中没有“{key}”", $"there is no field '{key}'"));
        return new LayerSchema(
            node["id"].Text(), node["name"].Wording(), node["topic"].Text(), OneOf<GeometryKind>(node["geometry"]), key, OneOf<DataClass>(node["class"]), fields)
        {
            Also = [.. node["also"].Texts()], Overlap = node["overlap"].Exists ? OneOf<OverlapRule>(node["overlap"]) : OverlapRule.Allowed, ApartBy = Field(node["apart_by"], fields), Tiles = node["tiles"].Flag(), OnePlace = node["one_place"].TextOrNull(),
        };
    }

    private static string? Field(PackNode node, ImmutableArray<FieldSchema> fields)
    {
        var id = node.TextOrNull();
        if (id is not null && fields.All(field => field.Id != id))
            node.Report(new($"字段中没有“{id}”", $"there is no field '{id}'"));
        return id;
    }

    private static FieldSchema ReadField(PackNode node, Dictionary<string, CodeList> codes)
    {
        node.OnlyKeys("id", "type", "unit", "required", "codes", "zh", "min", "max", "check", "place");
        CodeList? known = null;
        if (node["codes"].TextOrNull() is { } list && !codes.TryGetValue(list, out known))
            node["codes"].Report(new($"没有代码表“{list}”", $"there is no code list '{list}'"));
        var allowed = known ?? CodeList.None;
        return new FieldSchema(node["id"].Text(), OneOf<FieldType>(node["type"]), node["unit"].TextOrNull(), node["required"].Flag(), allowed.Codes, [.. node["zh"].Texts()])
        {
            Labels = allowed.Labels, Titles = allowed.Titles,
            Min = node["min"].NumberOrNull(), Max = node["max"].NumberOrNull(), Place = node["place"].Flag(),
            Check = node["check"].TextOrNull() switch { null => ValueCheck.None, "uscc" => ValueCheck.Uscc, "project-code" => ValueCheck.ProjectCode, var other => Unknown(node["check"], other) },
        };
    }

    private static ValueCheck Unknown(PackNode node, string name)
    {
        node.Report(new($"“{name}”应为 uscc 或 project-code", $"'{name}': uscc or project-code is expected"));
        return ValueCheck.None;
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
