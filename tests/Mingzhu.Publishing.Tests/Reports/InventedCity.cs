using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Tests.Reports;

/// <summary>Invented report sources: a city of realistic size, and one place without boundaries. No place, name or number in them is real.</summary>
internal static class InventedCity
{
    private static readonly Citation Handbook = new("某手册", "指标说明", Confidence: "high");

    private static readonly (string Zh, string En, (string Zh, string En, int Count)[] Elements)[] Dimensions =
    [
        ("住房", "Housing", [("安全耐久", "Safety and durability", 4), ("功能完备", "Complete functions", 3), ("绿色智能", "Green and smart", 2)]),
        ("小区（社区）", "Compound (community)", [("设施完善", "Facilities", 7), ("环境宜居", "Pleasant surroundings", 3), ("管理健全", "Management", 2)]),
        ("街区", "Block", [("功能完善", "Functions", 4), ("整洁有序", "Order", 1), ("特色活力", "Vitality", 3)]),
        ("城区（城市）", "City", [("生态宜居", "Ecology", 7), ("历史文化保护利用", "Heritage", 5), ("产城融合、职住平衡", "Industry, jobs and housing", 4), ("安全韧性", "Resilience", 9), ("智慧高效", "Smart", 5)]),
        ("问题整治", "Remediation", [("问题整治", "Remediation", 1)]),
    ];

    public static GradingRule Grading => new(
        ["城区（城市）"],
        [
            new(new("优", "Excellent"), 80, 0, false), new(new("良", "Good"), 0, 80, true), new(new("良", "Good"), 0, 60, false),
            new(new("中", "Fair"), 0, 60, true), new(new("中", "Fair"), 0, 40, false), new(new("差", "Poor"), 0, 0, true),
        ],
        Handbook);

    public static Indicator Indicator(
        string code, Wording name, Wording dimension, Wording element, Wording unit, IndicatorKind kind, Direction direction = Direction.Higher, Target? target = null, double factor = 1) =>
        new(code, name, dimension, element, unit, kind, direction, Level.Building, new($"{name.Zh}的定义，依手册逐条统计，一个对象只计一次。", $"Definition of {name.En}: each object is counted once."), target, [], "housing", new ReportedMeasure(null), factor, Handbook)
        {
            FindingTypes = string.CompareOrdinal(code, "C25-01") < 0 || string.CompareOrdinal(code, "C25-22") >= 0 ? []
                : [new("type-" + code, Wording.Same(code), Severity.General, string.CompareOrdinal(code, "C25-07") < 0 ? Remedy.Deadline : Remedy.Effort)],
        };

    public static LayerLine Layer(string id, string zh, string en, int count, bool invented, string? attribution = null, bool derived = false) => new(
        new(zh, en),
        new LayerVersion(id, 1, new string('f', 64), string.Concat(Enumerable.Repeat(id.Length.ToString("x2") + "c0ffee", 8)), count, new DateOnly(2026, 6, 30), $"{id}.gpkg",
            new Provenance(attribution is null ? new("某市住房和城乡建设局", "Housing bureau of some city") : new("OpenStreetMap", "OpenStreetMap"), attribution is null ? null : "ODbL 1.0", attribution, invented),
            115.9, 36.4, 116.1, 36.5, 7, derived));

    public static Finding Finding(string id, string indicator, string type, Severity severity, int district, Wording says, double lon, double lat, string name = "") =>
        new(id, indicator, type, "buildings", "b-" + id, name, district, district < 0 ? -1 : district * 3, district < 0 ? -1 : district * 20, severity, says,
            new($"对“{indicator}”类问题进行整治，消除隐患", $"Remedy findings of {indicator}"), "housing", lon, lat, 1);

    public static RunManifest Run(bool invented, int findings) => new(
        "MOHURD-2025-2026-0001", "MOHURD-2025", 2026, new DateOnly(2026, 6, 30), new string('a', 64), "0.1.0", [], findings, invented);

    /// <summary>60 indicators, 8 districts, 160 communities of 1 km × 1 km, findings as asked for.</summary>
    public static ReportSource Large(int findings = 2000, int side = 40)
    {
        var random = new Random(7);
        var districts = Enumerable.Range(0, 8).Select(index => new Place($"d{index}", "东西南北中高经度"[index] + (index < 5 ? "城区" : "新区"), Level.District, 0)).ToImmutableArray();
        var lines = Lines(random, districts.Length);
        var codes = lines.Take(29).Select(line => line.Indicator.Code).ToArray();
        var list = Enumerable.Range(0, findings).Select(index =>
        {
            var code = codes[(int)(codes.Length * Math.Pow(random.NextDouble(), 1.6))];
            var severity = (Severity)Math.Min(2, (int)(3 * Math.Pow(random.NextDouble(), 2)));
            var metres = 300 + random.Next(900);
            return Finding(
                $"{index:D4}", code, "type-" + code, severity, index % 41 == 0 ? -1 : random.Next(8),
                new($"现场检查发现第{index % 7 + 1}项不符合要求，距最近设施步行{metres}米，超过300米", $"item {index % 7 + 1} falls short: {metres} m on foot, more than 300 m"),
                115.9 + random.NextDouble() * 0.3, 36.4 + random.NextDouble() * 0.2, index % 3 == 0 ? "" : $"幸福里{index}号楼");
        }).OrderByDescending(finding => finding.Severity).ToImmutableArray();
        var communities = Communities(side, random);
        return new ReportSource
        {
            City = new("某市", "Some City"), Catalog = new("城市体检基础指标体系（2025年，60项）", "City check-up, basic indicators of 2025 (60)"),
            Run = Run(invented: true, findings), RunHash = new string('b', 64), Lines = lines, Grading = Grading,
            Layers =
            [
                Layer("boundaries", "行政边界", "Boundaries", 1009, true), Layer("roads", "道路", "Roads", 21_345, true), Layer("buildings", "建筑", "Buildings", 60_000, true),
                Layer("compounds", "小区", "Compounds", 1_204, true), Layer("facilities", "设施", "Facilities", 5_310, true), Layer("parks", "公园", "Parks", 214, true),
                Layer("residential-land", "居住用地", "Residential land", 877, true, derived: true), Layer("inspections", "现场检查", "Inspections", 10_000, true),
            ],
            Districts = districts,
            Subdistricts = [.. Enumerable.Range(0, 24).Select(index => new Place($"s{index}", $"第{index + 1}街道", Level.Subdistrict, index / 3))],
            Communities = [.. Enumerable.Range(0, 160).Select(index => new Place($"c{index}", $"第{index + 1}社区", Level.Community, index * 24 / 160))],
            Findings = list,
            Departments = ImmutableDictionary<string, Wording>.Empty.Add("housing", new("住房和城乡建设局", "Housing bureau")),
            Maps = new[] { ("小区（社区）", 10), ("街区", 25), ("城区（城市）", 32) }.ToImmutableDictionary(
                pair => pair.Item1, pair => new PlaceMap(
                    lines.First(line => line.Indicator.Code == $"C25-{pair.Item2:D2}"), Level.Community, communities, Readings(lines.First(line => line.Indicator.Code == $"C25-{pair.Item2:D2}"), communities, random))),
            Ground = new MapGround(Districts(districts), Lake()),
        };
    }

    /// <summary>One place without boundaries, five indicators, three findings, data of OpenStreetMap.</summary>
    public static ReportSource Small()
    {
        Wording block = new("街区", "Block"), city = new("城区（城市）", "City"), element = new("功能完善", "Functions"), ecology = new("生态宜居", "Ecology"), percent = new("%", "%");
        var target = new Target(">=", 90, Handbook);
        var schools = Indicator("X-1", new("中学服务半径覆盖率", "Secondary-school coverage"), block, element, percent, IndicatorKind.Share, target: target);
        var parks = Indicator("X-2", new("公园服务半径覆盖率", "Park coverage"), block, element, percent, IndicatorKind.Share, target: new Target(">=", 60, Handbook));
        var density = Indicator("X-3", new("城市道路网密度", "Road density"), city, ecology, new("千米/平方千米", "km/km²"), IndicatorKind.Density, factor: 1000, target: new Target(">=", 8, Handbook));
        var waters = Indicator("X-4", new("城市黑臭水体数量", "Black water bodies"), city, ecology, new("个", "water bodies"), IndicatorKind.Reported, Direction.Zero, new Target("=", 0, Handbook));
        var rail = Indicator("X-5", new("轨道站点周边覆盖通勤比例", "Commutes near rail"), city, ecology, percent, IndicatorKind.Share);
        return new ReportSource
        {
            City = new("数据范围", "The extract"), Catalog = new("五项试用指标", "Five trial indicators"), Run = Run(invented: false, 3), RunHash = new string('c', 64), Grading = Grading,
            Lines =
            [
                new(schools, Variant.Ruled, new Reading(ReadingState.Measured, 725, 1000, 1000, 1000), null, []),
                new(schools, Variant.Derived, new Reading(ReadingState.Proxy, 81_249.5, 100_000, 100_000, 100_000, new("居住用地按道路围合街块推定", "residential land derived from blocks between roads")), null, []),
                new(parks, Variant.Ruled, new Reading(ReadingState.Partial, 301.25, 500, 500, 800, new("有300平方米居住用地未知", "300 m² of residential land unknown")), null, []),
                new(density, Variant.Ruled, new Reading(ReadingState.Measured, 90_450, 10_000_000, 10_000_000, 10_000_000), Grade.VeryGood, []),
                new(waters, Variant.Ruled, Reading.Missing(new("无数据来源", "no data source")), null, []),
                new(rail, Variant.Ruled, Reading.NotApplicable(new("没有轨道交通", "there is no rail")), null, []),
            ],
            Ground = new MapGround(Roads: Grid()),
            Layers = [Layer("roads", "道路", "Roads", 812, false, "© OpenStreetMap contributors"), Layer("parks", "公园", "Parks", 31, false, "© OpenStreetMap contributors")],
            Findings =
            [
                Finding("1", "X-1", "no-school", Severity.Serious, -1, new("距最近中学 1,734 米，超过 1,000 米", "1,734 m to the nearest secondary school, more than 1,000 m"), -15.43, 28.10, "康乐苑"),
                Finding("2", "X-1", "no-school", Severity.General, -1, new("距最近中学 1,120 米，超过 1,000 米", "1,120 m to the nearest secondary school, more than 1,000 m"), -15.44, 28.12),
                Finding("3", "X-1", "no-school", Severity.General, -1, new("距最近中学 1,005 米，超过 1,000 米", "1,005 m to the nearest secondary school, more than 1,000 m"), -15.42, 28.13),
            ],
        };
    }

    private static ImmutableArray<IndicatorLine> Lines(Random random, int districts)
    {
        var lines = ImmutableArray.CreateBuilder<IndicatorLine>();
        var number = 0;
        foreach (var (zh, en, elements) in Dimensions)
        {
            foreach (var (elementZh, elementEn, count) in elements)
            {
                for (var index = 0; index < count; index++)
                    Add(lines, ++number, new(zh, en), new(elementZh, elementEn), random, districts);
            }
        }

        return lines.ToImmutable();
    }

    private static void Add(ImmutableArray<IndicatorLine>.Builder lines, int number, Wording dimension, Wording element, Random random, int districts)
    {
        var share = number > 21 && number % 4 != 1 || number is 25 or 10;
        var nouns = new[] { ("需要整治的住宅数量", "buildings in need of work"), ("设施服务半径覆盖率", "service-radius coverage of facilities"), ("未达标配建设施的小区数量", "compounds without the facility") };
        var (nounZh, nounEn) = share ? nouns[1] : nouns[number % 2 * 2];
        Target? target = share ? new(">=", 60 + number % 4 * 10, Handbook) : number % 3 == 0 ? new("=", 0, Handbook) : null;
        var indicator = Indicator(
            $"C25-{number:D2}", new($"{element.Zh}第{number}项{nounZh}", $"{element.En} {number}: {nounEn}"), dimension, element,
            share ? new("%", "%") : new(number < 10 ? "栋" : "个", number < 10 ? "buildings" : "compounds"), share ? IndicatorKind.Share : IndicatorKind.Count, share ? Direction.Higher : Direction.Zero, target);
        var parts = Enumerable.Range(0, districts).Select(_ => Part(random, share, number)).ToImmutableArray();
        var city = number % 11 == 5 ? Reading.Missing(new("无数据来源：未导入部门上报数据", "no data source: nothing reported by the department was imported"))
            : number == 43 ? Reading.NotApplicable(new("本市没有轨道交通", "the city has no rail"))
            : Reading.Sum(parts);
        Grade? grade = city.Value(indicator.Kind) is { } value && number > 29 && share ? (Grade)(3 - (int)Math.Clamp((value - 50) / 12, 0, 3)) : null;
        lines.Add(new(indicator, Variant.Ruled, city, grade, city.HasValue ? parts : [.. parts.Select(_ => city)]));
        if (number is 22 or 32)
            lines.Add(new(indicator, Variant.Derived, city with { State = ReadingState.Proxy, Numerator = city.Numerator * 0.9, Reason = new("居住用地按道路围合街块推定", "residential land derived from blocks between roads") }, null, parts));
    }

    private static Reading Part(Random random, bool share, int number)
    {
        var all = 400 + random.Next(600);
        if (number % 7 == 3 && random.Next(4) == 0)
            return Reading.Missing(new("该区尚未报送", "not yet reported"), all);
        return new Reading(ReadingState.Measured, share ? all * (0.5 + random.NextDouble() / 2) : random.Next(60), all, all, all);
    }

    private static ImmutableArray<Reading> Readings(IndicatorLine line, FeatureTable places, Random random) =>
    [
        .. Enumerable.Range(0, places.Count).Select(index => index % 23 == 4 ? Reading.Missing(new("未报送", "not reported")) : index % 97 == 8 ? Reading.NotApplicable(new("无居住用地", "no residential land"))
            : new Reading(ReadingState.Measured, Math.Clamp(55 + 40 * Math.Sin(index % 40 / 7.0 + 1) * Math.Cos(index / 40 / 9.0) + 12 * random.NextDouble(), 0, 100), 100, 100, 100)),
    ];

    // A warped grid, every edge of many points, shared exactly by its neighbours.
    private static FeatureTable Communities(int side, Random random)
    {
        _ = random;
        var shapes = new List<Geometry>();
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
                shapes.Add(Block(column / (double)side, row / (double)side, (column + 1) / (double)side, (row + 1) / (double)side));
        }

        return Table("c", shapes, null);
    }

    private static FeatureTable Districts(ImmutableArray<Place> places) => Table(
        "d", [.. Enumerable.Range(0, 8).Select(index => Block(index % 4 / 4.0, index / 4 / 2.0, (index % 4 + 1) / 4.0, (index / 4 + 1) / 2.0))], [.. places.Select(place => place.Name)]);

    private static FeatureTable Lake() => Table("w", [new GeometryFactory().CreatePolygon([.. Enumerable.Range(0, 61).Select(index => new Coordinate(
        116.06 + Math.Cos(index % 60 * Math.PI / 30) * 0.018 * (1 + 0.2 * Math.Sin(index % 60)), 36.505 + Math.Sin(index % 60 * Math.PI / 30) * 0.012))])], null);

    private static FeatureTable Grid() => Table(
        "r", [.. Enumerable.Range(0, 40).Select(index => new GeometryFactory().CreateLineString(
        [
            index < 20 ? new Coordinate(-15.47 + index * 0.004, 28.08) : new Coordinate(-15.48, 28.09 + (index - 20) * 0.003),
            index < 20 ? new Coordinate(-15.46 + index * 0.004, 28.16) : new Coordinate(-15.38, 28.085 + (index - 20) * 0.003),
        ]))], null);

    private static Geometry Block(double left, double bottom, double right, double top)
    {
        const int Steps = 12;
        var corners = new (double X, double Y)[] { (left, bottom), (right, bottom), (right, top), (left, top), (left, bottom) };
        var ring = new List<Coordinate>();
        for (var edge = 0; edge < 4; edge++)
        {
            for (var step = 0; step < Steps; step++)
                ring.Add(Warp(corners[edge].X + (corners[edge + 1].X - corners[edge].X) * step / Steps, corners[edge].Y + (corners[edge + 1].Y - corners[edge].Y) * step / Steps));
        }

        ring.Add(ring[0].Copy());
        return new GeometryFactory().CreatePolygon([.. ring]);
    }

    private static Coordinate Warp(double x, double y) =>
        new(115.9 + 0.3 * (x + 0.03 * Math.Sin(9 * y + 2 * x)), 36.4 + 0.2 * (y + 0.03 * Math.Sin(8 * x + y)));

    private static FeatureTable Table(string prefix, List<Geometry> shapes, string[]? names) => new(
        names is null ? [] : [new Field("name", FieldType.Text)], [.. shapes.Select((_, index) => prefix + index)], [.. shapes], names is null ? [] : [[.. names]]);
}
