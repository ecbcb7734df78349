using System.Collections.Immutable;
using System.Text;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp.Tests;

/// <summary>A hand-made city: shapes given in metres east and north of its middle, layers as an import would leave them.</summary>
internal sealed class TinyCity
{
    public static readonly Plane Plane = Plane.Centred(116, 36.45);

    private readonly Dictionary<string, FeatureTable> _layers = [];

    public Dictionary<string, string> PackFiles { get; } = new()
    {
        ["pack.yaml"] = "id: tiny\nname: {zh: 小城, en: Tiny}\ntimeZone: Asia/Shanghai\nplace: {zh: 小城, en: Tiny}\ncode: \"1\"\n",
        ["indicators/derived.yaml"] = """
            residential-land: {below: 0.6, residentialShare: 0.5, roads: "class = 'branch'", residential: "use = 'residential'", source: none}
            findings: {uncoveredFromM2: 10000, source: none}
            buildings: {residential: "use = 'residential'", source: none}
            walking: {searchM: 3000, source: none}
            """,
        ["walking.yaml"] = """
            walkable: [{layer: paths, where: "coalesce(foot, 'yes') <> 'no'", source: none}]
            connector_m: {value: 200, source: none}
            smallest_component_share: {value: 0.01, source: none}
            """,
        ["facilities.yaml"] = """
            kinds:
              - {id: kindergarten, name: {zh: 幼儿园, en: Kindergarten}, walk_m: 300, source: none}
              - {id: nursery, name: {zh: 托育机构, en: Nursery}, walk_m: 300, source: none}
            """,
        ["life-circles.yaml"] = "circles: [{minutes: 5, walk_m: 300, kinds: [kindergarten, nursery], source: none}]",
    };

    public int Year { get; init; } = 2026;

    public static Polygon Box(double west, double south, double east, double north) => new GeometryFactory().CreatePolygon(
        [new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]);

    public static Point At(double x, double y) => new(x, y);

    public static LineString Line(params (double X, double Y)[] points) => new([.. points.Select(point => new Coordinate(point.X, point.Y))]);

    /// <summary>Adds a layer: rows of id, shape in the plane (or null), and field values by name.</summary>
    public TinyCity With(string layer, params (string Id, Geometry? Shape, (string Field, object? Value)[] Values)[] rows)
    {
        var names = rows.SelectMany(row => row.Values).Select(value => value.Field).Distinct().ToArray();
        var columns = names.Select(name => rows.Select(row => Array.Find(row.Values, value => value.Field == name).Value).Select(value => value is int whole ? (long)whole : value).ToArray()).ToArray();
        _layers[layer] = new FeatureTable(
            [.. names.Select((name, i) => new Field(name, TypeOf(columns[i])))], [.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Shape is null ? null : Plane.Unproject(row.Shape))], columns);
        return this;
    }

    public TinyCity Without(string layer)
    {
        _layers.Remove(layer);
        return this;
    }

    /// <summary>A catalog of one indicator, written as the pack would.</summary>
    public CheckUpInputs Inputs(string indicators, string define = "")
    {
        var files = new Dictionary<string, string>(PackFiles)
        {
            ["indicators/T.yaml"] = $"""
                catalog: T
                name: {"{"}zh: 试, en: Test{"}"}
                source: none
                dimensions: {"{"}d: {"{"}zh: 维, en: Dimension{"}"}{"}"}
                elements: {"{"}e: {"{"}zh: 素, en: Element{"}"}{"}"}

                """ + define + "\nindicators:\n" + indicators,
        };
        var pack = Pack(files);
        var catalog = Catalog.Load(pack, "T");
        pack.Problems.Select(problem => problem.In(Language.En)).ShouldBeEmpty();
        return new CheckUpInputs(pack, catalog, Year, Plane, Layers());
    }

    public ImmutableArray<LayerInput> Layers() =>
        [.. _layers.Select(pair => new LayerInput(new RunInput(pair.Key, $"rows-{pair.Key}", $"file-{pair.Key}", new DateOnly(2026, 3, 1), false), pair.Value))];

    public static Pack Pack(Dictionary<string, string> files)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(files.Count);
        foreach (var (name, text) in files)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write(name);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }

        writer.Flush();
        return City.Pack.FromBytes(memory.ToArray());
    }

    /// <summary>Head of an indicator entry; a measure follows, indented by four.</summary>
    public static string Entry(string code, string kind, string level, string measure, string direction = "higher", string factor = "1") =>
        $"  - code: {code}\n    name: {{zh: {code}, en: {code}}}\n    dimension: d\n    element: e\n    unit: {{zh: 个, en: units}}\n    kind: {kind}\n    direction: {direction}\n    level: {level}\n    factor: {factor}\n"
        + "    definition: {zh: 试, en: test}\n    findings: [{id: short, name: {zh: 不足, en: Short}, severity: serious, class: effort}]\n    countermeasure: {zh: 补, en: add}\n"
        + string.Concat(measure.Split('\n').Select(line => $"    {line}\n"));

    private static FieldType TypeOf(object?[] column) => column.FirstOrDefault(value => value is not null) switch
    {
        long => FieldType.Integer,
        double => FieldType.Real,
        bool => FieldType.Boolean,
        DateOnly => FieldType.Date,
        _ => FieldType.Text,
    };
}

internal static class Results
{
    public static Reading Read(this CheckUpResults results, string indicator, Level level, string place, Variant variant = Variant.Ruled)
    {
        var index = results.Places[level].ToList().FindIndex(candidate => candidate.Id == place);
        index.ShouldBeGreaterThanOrEqualTo(0, $"there is no {level} '{place}'");
        return results.Indicators.Single(result => result.Indicator == indicator && result.Variant == variant).ByLevel[level][index];
    }

    public static Reading City(this CheckUpResults results, string indicator, Variant variant = Variant.Ruled) =>
        results.Indicators.Single(result => result.Indicator == indicator && result.Variant == variant).ByLevel[Level.City][0];
}
