using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests;

/// <summary>A small city invented in memory: nine districts in a square, three subdistricts each, three communities each, two compounds each, two buildings each.</summary>
public sealed class InventedBook : ICityBook
{
    private static readonly string[] DistrictNames = ["东湖区", "西泽区", "南原区", "北岭区", "云川县", "青沙县", "白柳县", "石桥县", "长堤市"];
    private static readonly GeometryFactory Shapes = new(new PrecisionModel(), 4490);
    private readonly Dictionary<string, FeatureTable> _features = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<(string, int, int), Comparison> _compared = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyList<TileSource>> _tiles = [];
    private FeatureTable? _before;

    /// <param name="checkedUp">With a check-up.</param>
    /// <param name="filled">With layers.</param>
    /// <param name="first">Code of the first district on the map, where the pack has others than those invented.</param>
    public InventedBook(bool checkedUp = true, bool filled = true, string? first = null)
    {
        var places = PlacesOf();
        if (filled)
            FillLayers(places, first);
        Layers =
        [
            Sheet("boundaries", new("行政边界", "Boundaries"), "base", "polygon"),
            Sheet("zones", new("功能区", "Zones"), "base", "polygon"),
            Sheet("roads", new("道路", "Roads"), "transport", "line"),
            Sheet("rivers", new("河流", "Rivers"), "nature", "line"),
            Sheet("water", new("水体", "Water"), "nature", "polygon"),
            Sheet("parks", new("公园绿地", "Parks"), "nature", "polygon"),
            Sheet("compounds", new("小区", "Compounds"), "housing", "polygon"),
            Sheet("buildings", new("建筑", "Buildings"), "housing", "polygon"),
            Sheet("facilities", new("设施", "Facilities"), "services", "point"),
            Sheet("reported", new("部门填报", "Reported values"), "field", "none"),
        ];
        _before = filled ? Before(_features["compounds"]) : null;
        Latest = checkedUp ? new InventedRun(places, [.. Layers.Select(layer => layer.Version).OfType<LayerVersion>()]) : null;
    }

    public Wording Name { get; } = new("云川市", "Yunchuan");

    public string Folder => "city";

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    public Plane? Plane { get; init; } = Plane.OfEpsg(4548);

    public ImmutableArray<LayerSheet> Layers { get; init; }

    public ImmutableArray<PolicyTable> Policies { get; } = PolicyTable.In(Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng")));

    public IRunBook? Latest { get; }

    public RunProgress? Running { get; set; }

    public ImmutableArray<string> Runs => Latest is null ? [] : [Latest.Manifest.Id];

    public IRunBook? Run(string id) => Latest is { } run && (id == "latest" || id == run.Manifest.Id) ? run : null;

    /// <summary>A layer whose file is said to be lost.</summary>
    public string? Lost { get; init; }

    public FeatureTable? Features(string layer) => layer == Lost ? throw new RefusedException(new Refusal("test.lost", new("文件丢失", "the file is lost"))) : _features.GetValueOrDefault(layer);

    public IReadOnlyList<TileSource>? Tiles(string layer) => Features(layer) is { } table
        ? _tiles.GetOrAdd(layer, _ => LayerTiles.Of(layer, table, layer switch { "roads" => "class", "boundaries" => "level", _ => null }, layer == "buildings" ? null : "name"))
        : null;

    public ImmutableArray<VersionSheet> Versions(string layer) => Layers.FirstOrDefault(sheet => sheet.Id == layer)?.Version is { } version
        ? layer == "compounds" ? [new(version, Imported), new(version with { Number = 1, Rows = new string('e', 64) }, null)] : [new(version, Imported)]
        : [];

    public FeatureTable? Features(string layer, int version) => layer == "compounds" && version == 1 ? _before : Features(layer);

    public Comparison? Compare(string layer, int from, int to) => Versions(layer).FirstOrDefault(version => version.Version.Number == from) is { } old && Versions(layer).FirstOrDefault(version => version.Version.Number == to) is { } late
        ? _compared.TryGetValue((layer, from, to), out var kept) ? kept : _compared[(layer, from, to)] = Comparison.Of(old.Version, late.Version, Features(layer, from)!, Features(layer, to)!, LayerComparison.Of(Features(layer, from)!, Features(layer, to)!, Plane.Centred(116.2, 36.5), []))
        : null;

    internal static readonly ImportSheet Imported = new(
        7, new DateTimeOffset(2026, 4, 2, 8, 30, 0, TimeSpan.Zero), "compounds.gpkg", new DateOnly(2026, 3, 31), [("compounds", 162)], new string('b', 64), "operator", new string('c', 64),
        new GivenAnswers(Crs: "EPSG:4548", Columns: ImmutableSortedDictionary<string, string>.Empty.Add("name", "小区名称")));

    public Wording Department(string id) => id switch
    {
        "housing" => new("住房城乡建设局", "Housing and construction bureau"),
        "education" => new("教育局", "Education bureau"),
        _ => new("城市管理局", "City management bureau"),
    };

    public ImmutableArray<ImportSheet> Imports { get; init; } = [];

    public ImportReport Report(ImportSheet import) => new("accept", "geojson", [], [], System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty, []);

    private LayerSheet Sheet(string id, Wording name, string topic, string geometry)
    {
        var features = _features.GetValueOrDefault(id);
        var version = features is null ? null : new LayerVersion(
            id, id == "compounds" ? 2 : 1, new string('a', 64), string.Concat(Enumerable.Repeat(id.Length.ToString("00"), 32)), features.Count, new DateOnly(2026, 3, 31), id + ".gpkg",
            new Provenance(new("示例城市", "Sample city"), "CC0-1.0", null, Invented: true), 116.0, 36.3, 116.45, 36.66, 7);
        var fields = features is null ? [] : features.Fields.Select(field => new FieldSheet(field.Name, field.Name switch
        {
            "name" => new("名称", "Name"), "code" => new("代码", "Code"), "level" => new("层级", "Level"), "year" => new("建成年份", "Year built"), "households" => new("户数", "Households"), "floors" => new("层数", "Floors"),
            "class" => new("等级", "Class"), "kind" => new("类别", "Kind"), var other => Wording.Same(other),
        }, field.Name == "households" ? new Wording("户", "households") : null)).ToImmutableArray();
        return new LayerSheet(id, name, topic, geometry, true, fields, version);
    }

    // An earlier version of the compounds: the first was not there yet, one more was, the third stood elsewhere, the fourth and fifth had another year.
    private static FeatureTable Before(FeatureTable now)
    {
        var rows = Enumerable.Range(1, now.Count - 1).ToArray();
        var shapes = rows.Select(row => row == 2 ? Shift(now.Geometries[row]!, 0.01) : now.Geometries[row]).Append(Shift(now.Geometries[0]!, 0.002)).ToArray();
        return new FeatureTable(now.Fields, [.. rows.Select(row => now.Ids[row]), "999"], shapes, [.. now.Columns.Select((column, at) => rows.Select(row => at == 1 && row is 3 or 4 ? 1999L : column[row]).Append(at == 0 ? "旧小区" : 1980L).ToArray())]);
    }

    private static Geometry Shift(Geometry shape, double east)
    {
        var moved = shape.Copy();
        moved.Apply(new NetTopologySuite.Geometries.Utilities.AffineTransformation().Translate(east, 0));
        moved.GeometryChanged();
        return moved;
    }

    private static Dictionary<Level, ImmutableArray<Place>> PlacesOf()
    {
        var places = new Dictionary<Level, ImmutableArray<Place>>
        {
            [Level.City] = [new Place("990000", "云川市", Level.City, -1)],
            [Level.District] = [.. DistrictNames.Select((name, at) => new Place($"9900{at + 1:00}", name, Level.District, 0))],
            [Level.Zone] = [new Place("K1", "高新区", Level.Zone, -1), new Place("K2", "开发区", Level.Zone, -1)],
        };
        places[Level.Subdistrict] = Within(places[Level.District], Level.Subdistrict, 3, "街道");
        places[Level.Community] = Within(places[Level.Subdistrict], Level.Community, 3, "社区");
        places[Level.Compound] = Within(places[Level.Community], Level.Compound, 2, "小区");
        places[Level.Building] = Within(places[Level.Compound], Level.Building, 2, "号楼");
        return places;
    }

    private static ImmutableArray<Place> Within(ImmutableArray<Place> above, Level level, int each, string suffix)
    {
        const string words = "春和明景文昌永安振兴光华新风育才幸福长乐清泉望湖柳园古楼桂香";
        return [.. above.SelectMany((parent, at) => Enumerable.Range(0, each).Select(k =>
        {
            var number = at * each + k;
            var name = level == Level.Building ? $"{k + 1}{suffix}" : $"{words[number * 2 % words.Length]}{words[(number * 2 + 1 + number / 15) % words.Length]}{suffix}";
            return new Place($"{parent.Id}{k + 1:00}", name, level, at);
        }))];
    }

    private void FillLayers(Dictionary<Level, ImmutableArray<Place>> places, string? first)
    {
        var rows = new List<(string Id, Geometry Shape, object?[] Values)> { ("990000", Box(116.0, 36.3, 0.45, 0.36), ["云川市", "990000", "city"]) };
        foreach (var level in new[] { Level.District, Level.Subdistrict, Level.Community })
            rows.AddRange(places[level].Select((place, at) => (place.Id, BoxOf(level, at), new object?[] { place.Name, at == 0 && level == Level.District ? first ?? place.Id : place.Id, level.Code() })));
        Add("boundaries", rows, ("name", FieldType.Text), ("code", FieldType.Text), ("level", FieldType.Text));
        Add("compounds", [.. places[Level.Compound].Select((place, at) => (place.Id, BoxOf(Level.Compound, at), new object?[] { place.Name, 1985L + at % 35, 200L + at % 900 }))], ("name", FieldType.Text), ("year", FieldType.Integer), ("households", FieldType.Integer));
        Add("buildings", [.. places[Level.Building].Select((place, at) => (place.Id, BoxOf(Level.Building, at), new object?[] { place.Name, 1985L + at % 35, 3L + at % 15 }))], ("name", FieldType.Text), ("year", FieldType.Integer), ("floors", FieldType.Integer));
        Add("zones", [("K1", Box(116.1, 36.4, 0.1, 0.1), ["高新区"]), ("K2", Box(116.3, 36.5, 0.1, 0.1), ["开发区"])], ("name", FieldType.Text));
        Add("water", [("w1", Round(116.22, 36.47, 0.02), ["明镜湖"])], ("name", FieldType.Text));
        Add("parks", [("p1", Round(116.10, 36.52, 0.012), ["北园"]), ("p2", Round(116.34, 36.40, 0.016), ["南湖公园"])], ("name", FieldType.Text));
        Add("rivers", [("r1", Line((116.0, 36.36), (116.1, 36.42), (116.24, 36.46), (116.33, 36.56), (116.45, 36.6)), ["云川河"])], ("name", FieldType.Text));
        var roads = new List<(string, Geometry, object?[])>();
        for (var k = 0; k <= 18; k++)
        {
            var kind = k % 6 == 0 ? "arterial" : k % 3 == 0 ? "secondary" : "branch";
            roads.Add(($"h{k:00}", Line((116.0, 36.3 + k * 0.02), (116.45, 36.3 + k * 0.02)), [$"云{k}路", kind]));
            roads.Add(($"v{k:00}", Line((116.0 + k * 0.025, 36.3), (116.0 + k * 0.025, 36.66)), [$"川{k}街", kind]));
        }

        Add("roads", roads, ("name", FieldType.Text), ("class", FieldType.Text));
        Add("facilities", [.. Enumerable.Range(0, 40).Select(k => ($"f{k:00}", (Geometry)Shapes.CreatePoint(new Coordinate(116.02 + k * 37 % 41 * 0.01, 36.32 + k * 23 % 31 * 0.01)), new object?[] { $"第{k + 1}幼儿园", "kindergarten" }))], ("name", FieldType.Text), ("kind", FieldType.Text));
    }

    private void Add(string layer, List<(string Id, Geometry Shape, object?[] Values)> rows, params (string Name, FieldType Type)[] fields)
    {
        var sorted = rows.OrderBy(row => row.Id, StringComparer.Ordinal).ToArray();
        _features[layer] = new FeatureTable(
            [.. fields.Select(field => new Field(field.Name, field.Type))], [.. sorted.Select(row => row.Id)], [.. sorted.Select(row => row.Shape)],
            [.. fields.Select((_, column) => sorted.Select(row => row.Values[column]).ToArray())]);
    }

    /// <summary>The rectangle of a place: each level divides the one above side by side.</summary>
    internal static Geometry BoxOf(Level level, int at)
    {
        switch (level)
        {
            case Level.District: return Box(116.0 + at % 3 * 0.15, 36.3 + at / 3 * 0.12, 0.15, 0.12);
            case Level.Subdistrict: return Part(BoxOf(Level.District, at / 3), at % 3, 3, true, 0);
            case Level.Community: return Part(BoxOf(Level.Subdistrict, at / 3), at % 3, 3, false, 0);
            case Level.Compound: return Part(BoxOf(Level.Community, at / 2), at % 2, 2, true, 0.2);
            default: return Part(BoxOf(Level.Compound, at / 2), at % 2, 2, false, 0.3);
        }
    }

    private static Geometry Part(Geometry whole, int at, int of, bool across, double margin)
    {
        var box = whole.EnvelopeInternal;
        var (width, height) = across ? (box.Width / of, box.Height) : (box.Width, box.Height / of);
        var (west, south) = across ? (box.MinX + at * width, box.MinY) : (box.MinX, box.MinY + at * height);
        return Box(west + width * margin, south + height * margin, width * (1 - 2 * margin), height * (1 - 2 * margin));
    }

    private static Geometry Box(double west, double south, double width, double height) => Shapes.ToGeometry(new Envelope(west, west + width, south, south + height));

    private static Geometry Round(double lon, double lat, double radius)
    {
        var ring = Enumerable.Range(0, 25).Select(k => new Coordinate(lon + radius * Math.Cos(k % 24 * Math.PI / 12), lat + radius * 0.7 * Math.Sin(k % 24 * Math.PI / 12))).ToArray();
        return Shapes.CreatePolygon(ring);
    }

    private static Geometry Line(params (double Lon, double Lat)[] points) => Shapes.CreateLineString([.. points.Select(point => new Coordinate(point.Lon, point.Lat))]);
}
