using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Renewal;

/// <summary>
/// The checks of a case's ground that compute geometry (空间检查): inside the development boundary, off the red lines, inside its unit, nothing historic demolished, no building left out. Computed outside the queue
/// and recorded with the hashes of what they rest on; the act only looks whether those are still the same.
/// </summary>
/// <remarks>In the city's plane. What a layer does not say is unknown, and unknown is no pass. Cost: the rows of each layer once, overlays only of what lies near.</remarks>
public sealed class GroundSurvey
{
    /// <summary>Names of the checks, as packs call them.</summary>
    public const string InsideBoundary = "inside-boundary", OffRedLines = "off-red-lines", InsideUnit = "inside-unit", NothingHistoricDemolished = "nothing-historic-demolished", BuildingsListed = "buildings-listed";

    private const string Building = "building", Action = "action", Demolish = "demolish";
    private readonly Case _case;
    private readonly Workspace _city;
    private readonly GroundRules _rules;
    private readonly GroundLand _land;
    private readonly Geometry _degrees, _area;

    private GroundSurvey(Case @case, Workspace city, Geometry degrees)
    {
        (_case, _city, _degrees, _rules, _land) = (@case, city, degrees, GroundRules.Of(city.Pack), new GroundLand(city));
        _area = _land.Projected(degrees);
    }

    /// <summary>Names of all checks.</summary>
    public static ImmutableArray<string> Names { get; } = [InsideBoundary, OffRedLines, InsideUnit, NothingHistoricDemolished, BuildingsListed];

    /// <summary>Computes them and answers the act that records them; null where the case asks for none of them, or has no area yet.</summary>
    public static RecordChecks? Of(Workspace city, Case @case)
    {
        var asked = @case.Procedure.Steps.SelectMany(step => step.Gates).Select(gate => gate.Check).OfType<string>().Intersect(Names).ToArray();
        if (asked is [] || AreaText.Read(@case.Contents.GetValueOrDefault(GroundInputs.Area)) is not { } area)
            return null;
        var inputs = GroundInputs.Of(@case, city.View<Cases>(), city.View<Layers>(), city.Pack);
        var survey = new GroundSurvey(@case, city, area);
        return new RecordChecks(Guid.CreateVersion7(), @case.Id, inputs, asked.ToImmutableSortedDictionary(name => name, survey.Find, StringComparer.Ordinal));
    }

    /// <summary>The buildings within a case's area; none where it has no area.</summary>
    public static ImmutableArray<GroundBuilding> BuildingsOf(Workspace city, Case @case) =>
        AreaText.Read(@case.Contents.GetValueOrDefault(GroundInputs.Area)) is { } area ? new GroundLand(city).BuildingsIn(area) : [];

    /// <summary>The parcels that a case's area lies on; none where it has no area.</summary>
    public static ImmutableArray<GroundParcel> ParcelsOf(Workspace city, Case @case) =>
        AreaText.Read(@case.Contents.GetValueOrDefault(GroundInputs.Area)) is { } area ? new GroundLand(city).ParcelsIn(area) : [];

    /// <summary>What was recorded, if it still counts.</summary>
    internal static GateFound Recorded(string name, Case @case, Context context)
    {
        if (!@case.Contents.ContainsKey(GroundInputs.Area))
            return GateFound.Unknown(new("尚未勾画范围", "no area is drawn yet"));
        if (@case.Checked is not { } made || !made.Found.TryGetValue(name, out var found))
            return GateFound.Unknown(new("尚未做空间检查", "the ground was not checked yet"));
        var changed = GroundInputs.Changed(made.Inputs, GroundInputs.Of(@case, context.View<Cases>(), context.View<Layers>(), context.Pack));
        return changed.IsEmpty
            ? found
            : GateFound.Unknown(new($"检查之后有变化：{string.Join("、", changed.Select(one => one.Zh))}；请重新检查", $"changed since it was checked: {string.Join(", ", changed.Select(one => one.En))}; check again"));
    }

    private GateFound Find(string name) => name switch
    {
        InsideBoundary => FindBoundary(),
        OffRedLines => FindRedLines(),
        InsideUnit => FindUnit(),
        NothingHistoricDemolished => FindHistoric(),
        _ => FindBuildings(),
    };

    // S4-4-a.
    private GateFound FindBoundary()
    {
        if (!_land.Knows(_rules.Boundary))
            return NoLayer([_rules.Boundary]);
        var outside = _land.OutsideM2(_area, UnaryUnionOp.Union(_land.Near(_rules.Boundary, _degrees).Select(near => near.Shape).ToArray()));
        return outside <= _rules.ToleranceM2
            ? GateFound.Pass(new("全部位于开发边界内", "all of it lies inside"))
            : GateFound.Fail(new($"有 {M2(outside)} 平方米位于开发边界外（共 {M2(_land.AreaM2(_area))} 平方米）", $"{M2(outside)} m² of {M2(_land.AreaM2(_area))} lie outside"));
    }

    // S5-1.5-a.
    private GateFound FindRedLines()
    {
        if (_rules.RedLines.Where(line => !_land.Knows(line)).ToArray() is { Length: > 0 } missing)
            return NoLayer(missing);
        var touched = _rules.RedLines.SelectMany(line => _land.Near(line, _degrees)).Select(near => (near.Id, M2: _land.SharedM2(near.Shape, _area))).Where(near => near.M2 > _rules.ToleranceM2).ToArray();
        return touched is []
            ? GateFound.Pass(new("不触及", "touches none"))
            : GateFound.Fail(new($"与控制线重叠 {M2(touched.Sum(one => one.M2))} 平方米", $"{M2(touched.Sum(one => one.M2))} m² overlap"), [.. touched.Select(one => one.Id)]);
    }

    // S4-5.4-a.
    private GateFound FindUnit()
    {
        if (_case.Of is not { } of || _city.View<Cases>().Find(of) is not { } plan || AreaText.Read(plan.Contents.GetValueOrDefault(GroundInputs.Area)) is not { } unit)
            return GateFound.Unknown(new("所属单元规划没有勾画范围", "the unit plan has no area"));
        var outside = _land.OutsideM2(_area, _land.Projected(unit));
        return outside <= _rules.ToleranceM2
            ? GateFound.Pass(new($"位于“{plan.Title}”的范围内", $"inside the area of '{plan.Title}'"))
            : GateFound.Fail(new($"有 {M2(outside)} 平方米位于“{plan.Title}”的范围外", $"{M2(outside)} m² lie outside the area of '{plan.Title}'"), [plan.Id]);
    }

    // S4-6.5-a.
    private GateFound FindHistoric()
    {
        if (!_case.Contents.ContainsKey(GroundInputs.Buildings))
            return GateFound.Unknown(new("未填写涉及建筑", "the buildings are not filled in"));
        var rows = Rows();
        if (rows.Where(row => row[Action] is null).Select(row => row.Key).ToImmutableArray() is { IsEmpty: false } undecided)
            return GateFound.Unknown(new("下列建筑未填写处置方式", "these buildings have no action")) with { Features = undecided };
        var demolished = rows.Where(row => row[Action] is Demolish).Select(row => row.Key).ToHashSet();
        if (demolished.Count == 0)
            return GateFound.Pass(new("不拆除建筑", "nothing is demolished"));
        if (!_land.Knows(_rules.Kept))
            return NoLayer([_rules.Kept]);
        var shapes = _land.Near(_rules.Buildings, _degrees).Where(near => demolished.Contains(near.Id)).ToArray();
        var kept = _land.Near(_rules.Kept, _degrees).ToArray();
        var hit = shapes.Select(building => (building.Id, Of: kept.FirstOrDefault(thing => Meet(thing.Shape, building.Shape)).Id)).Where(pair => pair.Of is not null).ToArray();
        if (hit is not [])
            return GateFound.Fail(new($"拟拆除 {string.Join("、", hit.Select(pair => pair.Id))}", $"to be demolished: {string.Join(", ", hit.Select(pair => pair.Id))}"), [.. hit.Select(pair => pair.Of!).Distinct()]);
        return demolished.Except(shapes.Select(shape => shape.Id)).Order(StringComparer.Ordinal).ToImmutableArray() is { IsEmpty: false } unseen
            ? GateFound.Unknown(new("下列拟拆除建筑不在建筑图层中，无法核对", "these are to be demolished and not in the layer of buildings")) with { Features = unseen }
            : GateFound.Pass(new($"拟拆除的 {demolished.Count} 栋均不是", $"none of the {demolished.Count} to be demolished is one"));
    }

    // S4-5.4-b: each building is retained, renovated or demolished, so each is listed.
    private GateFound FindBuildings()
    {
        if (!_land.Knows(_rules.Buildings))
            return NoLayer([_rules.Buildings]);
        var (there, listed) = (_land.BuildingsIn(_degrees), Rows().Select(row => row.Key).ToHashSet());
        var left = there.Where(building => !listed.Contains(building.Id)).Select(building => building.Id).ToImmutableArray();
        return left.IsEmpty
            ? GateFound.Pass(new($"范围内 {there.Length} 栋均已列入", $"all {there.Length} within it are listed"))
            : GateFound.Fail(new($"范围内 {there.Length} 栋，{left.Length} 栋未列入", $"{left.Length} of the {there.Length} within it are not listed"), left);
    }

    private ImmutableArray<TableRow> Rows() => _case.TableOf(GroundInputs.Buildings) ?? [];

    private bool Meet(Geometry thing, Geometry building) => thing.Dimension == Dimension.Surface ? _land.SharedM2(thing, building) > _rules.ToleranceM2 : building.Intersects(thing);

    private static GateFound NoLayer(IEnumerable<GroundLayer> layers) => GateFound.Unknown(new(
        $"城市数据中没有：{string.Join("、", layers.Select(One))}；请先导入", $"the city's data hold no {string.Join(", no ", layers.Select(One))}; import it first"));

    private static string One(GroundLayer layer) => layer.Where.Equals(Expression.True) ? layer.Layer : $"{layer.Layer}（{layer.Where}）";

    private static string M2(double area) => area.ToString("0", CultureInfo.InvariantCulture);
}
