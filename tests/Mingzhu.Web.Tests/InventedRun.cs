using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Tests;

/// <summary>A check-up of the invented city: a dozen indicators in every state, findings in every district.</summary>
public sealed class InventedRun : IRunBook
{
    private static readonly Citation Handbook = new("城市体检工作手册（示例）", "表 1", new DateOnly(2025, 5, 1), "high");
    private static readonly Wording Housing = new("住房", "Housing"), Compound = new("小区（社区）", "Compound"), Block = new("街区", "Block"), City = new("城区（城市）", "City");
    private readonly Dictionary<Level, ImmutableArray<Place>> _places;

    public InventedRun(Dictionary<Level, ImmutableArray<Place>> places, ImmutableArray<LayerVersion> layers)
    {
        _places = places;
        Indicators =
        [
            Of("C25-01", new("存在结构安全隐患的住宅数量", "Residential buildings with structural hazards"), Housing, new("安全耐久", "Safety"), new("栋", "buildings"), IndicatorKind.Count, Direction.Zero, Level.Building, new Target("=", 0, Handbook), "housing"),
            Of("C25-02", new("存在燃气安全隐患的住宅数量", "Residential buildings with gas hazards"), Housing, new("安全耐久", "Safety"), new("栋", "buildings"), IndicatorKind.Count, Direction.Zero, Level.Building, new Target("=", 0, Handbook), "housing"),
            Of("C25-07", new("需要进行适老化改造的住宅数量", "Residential buildings needing age-friendly retrofit"), Housing, new("功能完备", "Function"), new("栋", "buildings"), IndicatorKind.Count, Direction.Lower, Level.Building, null, "housing"),
            Of("C25-12", new("未达标配建幼儿园的小区数量", "Compounds lacking a compliant kindergarten"), Compound, new("设施完善", "Facilities"), new("个", "compounds"), IndicatorKind.Count, Direction.Zero, Level.Compound, new Target("=", 0, Handbook), "education"),
            Of("C25-14", new("停车泊位缺口数", "Parking-space shortage"), Compound, new("设施完善", "Facilities"), new("个", "spaces"), IndicatorKind.Amount, Direction.Lower, Level.Compound, null, "city"),
            Of("C25-20", new("未实施物业管理的小区数量", "Compounds without property management"), Compound, new("管理健全", "Management"), new("个", "compounds"), IndicatorKind.Count, Direction.Lower, Level.Compound, new Target("=", 0, Handbook), "housing"),
            Of("C25-25", new("公园绿化活动场地服务半径覆盖率", "Park service coverage"), Block, new("功能完善", "Function"), Wording.Same("%"), IndicatorKind.Share, Direction.Higher, Level.Community, new Target(">=", 85, Handbook), "city", 90, 85, 60),
            Of("C25-22", new("中学服务半径覆盖率", "Secondary-school service coverage"), Block, new("功能完善", "Function"), Wording.Same("%"), IndicatorKind.Share, Direction.Higher, Level.Community, new Target(">=", 100, Handbook), "education"),
            Of("C25-30", new("城市生活污水集中收集率", "Centralised sewage collection rate"), City, new("生态宜居", "Ecology"), Wording.Same("%"), IndicatorKind.Reported, Direction.Higher, Level.District, new Target(">=", 70, Handbook), "city"),
            Of("C25-35", new("城市道路网密度", "Road network density"), City, new("产城融合", "Jobs and housing"), new("千米/平方千米", "km/km²"), IndicatorKind.Density, Direction.Higher, Level.District, new Target(">=", 8, Handbook), "city", 9, 8, 6),
            Of("C25-43", new("轨道站点周边覆盖通勤比例", "Commutes near rail stations"), City, new("产城融合", "Jobs and housing"), Wording.Same("%"), IndicatorKind.Share, Direction.Higher, Level.City, null, "city"),
            Of("C25-53", new("城市消防站服务半径覆盖率", "Fire-station coverage"), City, new("安全韧性", "Safety and resilience"), Wording.Same("%"), IndicatorKind.Share, Direction.Higher, Level.District, new Target(">=", 75, Handbook), null),
            Of("L-05", new("五分钟生活圈达标住户比例", "Households whose 5-minute life circle is complete"), new("社区生活圈", "Life circles"), new("社区生活圈", "Life circles"), Wording.Same("%"), IndicatorKind.Share, Direction.Higher, Level.Building, null, "housing") with { Measure = new LifeCircleMeasure("5", false) },
        ];
        Findings = FindingsOf();
        Manifest = new RunManifest(
            "MOHURD-2025-2026-0a1b2c3d", "MOHURD-2025", 2026, new DateOnly(2026, 6, 30), new string('d', 64), "0.1.0",
            [.. layers.Select(version => new RunInput(version.Layer, version.Rows, version.File, version.AsOf, version.Provenance.Invented))], Findings.Length, true);
    }

    public RunManifest Manifest { get; }

    public string Hash => "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9";

    public ImmutableArray<Wording> Notes { get; } = [new("有 12.0 公顷不在任何下级地方之内", "12.0 ha lie in no lower place")];

    public ImmutableArray<Indicator> Indicators { get; }

    public ImmutableArray<Finding> Findings { get; }

    public ImmutableArray<Place> Places(Level level) => _places[level];

    public int Find(Level level, string id) => _places[level].Select((place, at) => (place, at)).FirstOrDefault(pair => pair.place.Id == id, (default, -1)).Item2;

    public bool HasDerived(string indicator) => indicator == "C25-25";

    public Grade? Grade(Indicator indicator, Reading reading)
    {
        if (indicator.GradeFrom.IsEmpty || reading.Value(indicator.Kind, indicator.UnitFactor) is not { } value)
            return null;
        var at = 0;
        while (at < indicator.GradeFrom.Length && value < indicator.GradeFrom[at])
            at++;
        return (Grade)at;
    }

    public Reading Read(string indicator, Level level, int place, Variant variant = Variant.Ruled)
    {
        var found = Indicators.First(other => other.Code == indicator);
        if (level != Level.Zone && level > found.ObjectLevel)
            return Reading.NotApplicable(new("在这一层级没有意义", "means nothing at this level"));
        return level == Level.City && found.Kind != IndicatorKind.Reported && indicator is not ("C25-43" or "C25-53")
            ? Reading.Sum(Enumerable.Range(0, _places[Level.District].Length).Select(at => One(found, Level.District, at, variant)))
            : One(found, level, place, variant);
    }

    private static Reading One(Indicator indicator, Level level, int place, Variant variant)
    {
        var size = level switch { Level.City => 9.0, Level.District => 1.0, Level.Subdistrict => 1 / 3.0, Level.Community => 1 / 9.0, Level.Zone => 0.5, _ => 0.0 };
        var mixed = (place * 37 + indicator.Code[^1] * 11 + (int)level * 5 + (variant == Variant.Derived ? 13 : 0)) % 50 / 100.0;
        return indicator.Code switch
        {
            "C25-43" => Reading.NotApplicable(new("没有轨道交通", "there is no rail")),
            "C25-53" => Reading.Missing(new("没有消防站图层", "no layer of fire stations")),
            "C25-30" => place % 3 == 2 || level == Level.City ? Reading.Missing(new("部门未填报", "not reported")) : new Reading(ReadingState.Measured, 60 + mixed * 60, 0, 1, 1),
            "C25-02" when place % 4 == 1 => Reading.Missing(new("没有燃气管线检查记录", "no gas inspection records"), 100),
            "C25-25" => new Reading(variant == Variant.Derived ? ReadingState.Proxy : ReadingState.Partial, (0.4 + mixed) * 8_000_000 * size, 8_000_000 * size, (variant == Variant.Derived ? 0.97 : 0.62) * 8_000_000 * size, 8_000_000 * size,
                variant == Variant.Derived ? new("以街区推导的居住用地计算", "by residential land derived from blocks") : new("62% 的住宅落在居住用地上", "62% of dwellings lie on residential land")),
            "L-05" => new Reading(ReadingState.Measured, (0.3 + mixed) * 12_000 * Math.Max(size, 0.01), 12_000 * Math.Max(size, 0.01), 1, 1),
            "C25-22" => new Reading(ReadingState.Measured, (0.45 + mixed) * 8_000_000 * size, 8_000_000 * size, 8_000_000 * size, 8_000_000 * size),
            "C25-35" => new Reading(ReadingState.Measured, (5 + mixed * 9) * 40_000 * Math.Max(size, 0.1), 40_000_000 * Math.Max(size, 0.1), 1, 1),
            "C25-14" => new Reading(ReadingState.Proxy, Math.Round((40 + mixed * 2000) * Math.Max(size, 0.02)), 0, 1, 1, new("需求不明，按一户一位计", "demand unknown: one space a household")),
            _ => size > 0 ? new Reading(ReadingState.Measured, Math.Round((2 + mixed * 60) * size), 100 * size, 100 * size, 100 * size) : new Reading(ReadingState.Measured, mixed > 0.3 ? 1 : 0, 1, 1, 1),
        };
    }

    private ImmutableArray<Finding> FindingsOf()
    {
        var compounds = _places[Level.Compound];
        return
        [
            .. Enumerable.Range(0, 240).Select(k =>
            {
                var at = k * 31 % compounds.Length;
                var (community, subdistrict, district) = (at / 2, at / 6, at / 18);
                var box = InventedBook.BoxOf(Level.Compound, at).EnvelopeInternal;
                var metres = 310 + k * 17 % 900;
                return (k % 3) switch
                {
                    0 => new Finding($"C25-12/compounds/{compounds[at].Id}/{k}", "C25-12", "no-kindergarten", "compounds", compounds[at].Id, compounds[at].Name, district, subdistrict, community, metres > 900 ? Severity.VerySerious : Severity.Serious,
                        new($"距最近幼儿园步行 {metres} 米，超过 300 米", $"the nearest kindergarten is {metres} m on foot, over 300 m"), new("补建幼儿园", "Build a kindergarten"), "education", box.Centre.X, box.Centre.Y, 100 + k),
                    1 => new Finding($"C25-20/compounds/{compounds[at].Id}/{k}", "C25-20", "no-management", "compounds", compounds[at].Id, compounds[at].Name, district, subdistrict, community, Severity.General,
                        new("没有物业管理", "no property management"), new("引入物业或社区代管", "Bring in property management"), "housing", box.Centre.X, box.Centre.Y, 80 + k),
                    _ => new Finding($"C25-01/buildings/{compounds[at].Id}01/{k}", "C25-01", "01-deep-crack", "buildings", compounds[at].Id + "01", "", district, subdistrict, community, k % 5 == 0 ? Severity.VerySerious : Severity.Serious,
                        new("承重墙可见深裂缝", "deep cracks in a load-bearing wall"), new("安全鉴定并加固", "Survey and strengthen"), "housing", box.Centre.X + 0.001, box.Centre.Y, 24),
                };
            }).OrderByDescending(finding => finding.Severity).ThenByDescending(finding => finding.Weight).ThenBy(finding => finding.Id, StringComparer.Ordinal),
        ];
    }

    private static Indicator Of(
        string code, Wording name, Wording dimension, Wording element, Wording unit, IndicatorKind kind, Direction direction, Level level, Target? target, string? responsible, params double[] grades) => new(
        code, name, dimension, element, unit, kind, direction, level, new($"{name.Zh}：按示例口径统计。", $"{name.En}, counted as in the sample."), target, [.. grades], responsible, new ReportedMeasure(null),
        kind == IndicatorKind.Density ? 1000 : 1, Handbook);
}
