using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Exports;

/// <summary>The results of a check-up as layers for other programs: the places of a level with their readings, and the findings (体检结果与问题图层).</summary>
public static class ResultLayers
{
    // As the pages mark severities: dark red, red, amber.
    private static readonly (Severity Severity, string Title, string Fill)[] Severities =
        [(Severity.VerySerious, "严重", "#8c1d18"), (Severity.Serious, "较严重", "#c8501e"), (Severity.General, "一般", "#d9a514")];

    /// <summary>The places of a level: code, name, and of each indicator its value in its own unit and what is known of it (measured, partial, proxy, missing, not-applicable).</summary>
    /// <remarks>Shapes are those of the layer versions the run rests on; a place without one, such as the whole of an extract, has none.</remarks>
    /// <exception cref="RefusedException">The run has no place of the level, or a layer version is not in the vault.</exception>
    public static ExportedLayer Places(Workspace workspace, CheckUpRun run, Level level)
    {
        var places = run.Places(level);
        if (places.IsEmpty)
            throw new RefusedException(new Refusal("export.no-places", new($"这次体检没有“{level.Name().Zh}”一级的地方", $"this run has no places at the level '{level.Code()}'")));
        var shown = run.Indicators.Where(indicator => !run.Column(indicator.Code, level).IsDefault).ToArray();
        var columns = new List<(FieldSchema Field, object?[] Values)>
        {
            (Text("code", "代码"), [.. places.Select(place => (object?)place.Id)]),
            (Text("name", "名称"), [.. places.Select(place => (object?)place.Name)]),
        };
        foreach (var indicator in shown)
        {
            var readings = run.Column(indicator.Code, level);
            var unit = indicator.Unit.Zh;
            columns.Add((Number(indicator.Code, $"{indicator.Code} {indicator.Name.Zh}{(unit.Length > 0 ? $"（{unit}）" : "")}", unit), [.. readings.Select(reading => (object?)reading.Value(indicator.Kind, indicator.UnitFactor))]));
            columns.Add((Text(indicator.Code + "_st", $"{indicator.Code} 状态"), [.. readings.Select(reading => (object?)Code(reading.State))]));
        }

        var (source, guard) = Shapes(workspace, run, level);
        return Layer(
            run, $"results-{level.Code()}", new($"体检结果 {level.Name().Zh}", $"Check-up results, {level.Code()}"), GeometryKind.Polygon, guard, columns, [.. places.Select(place => place.Id)],
            [.. places.Select(place => source.GetValueOrDefault(place.Id))], new LayerStyle(0, new ShapeStyle("#dfe7ee", "#3a5f82", 0.3, [], null, 2), null, [], new LabelStyle("name", 9, "#22303c", null, []), []));
    }

    /// <summary>The findings as points on their objects, worst first, coloured by severity.</summary>
    public static ExportedLayer Findings(Workspace workspace, CheckUpRun run)
    {
        var (findings, names) = (run.Findings, run.Indicators.ToDictionary(indicator => indicator.Code, indicator => indicator.Name.Zh));
        var offices = Departments.Of(workspace.Pack).All.ToDictionary(department => department.Id, department => department.Short.Zh);
        string? NameOf(Level level, int at) => at < 0 ? null : run.Places(level)[at].Name;
        (FieldSchema, object?[]) Column(string id, string zh, Func<Finding, object?> value) => (Text(id, zh), [.. findings.Select(value)]);
        var severity = Text("severity", "严重程度") with
        {
            Codes = [.. Severities.Select(one => Code(one.Severity))],
            Titles = Severities.ToImmutableDictionary(one => Code(one.Severity), one => one.Title),
        };
        List<(FieldSchema Field, object?[] Values)> columns =
        [
            Column("finding", "问题编号", finding => finding.Id),
            (severity, [.. findings.Select(finding => (object?)Code(finding.Severity))]),
            Column("indicator", "指标编号", finding => finding.Indicator),
            Column("title", "指标", finding => names.GetValueOrDefault(finding.Indicator)),
            Column("type", "问题类型", finding => finding.Type),
            Column("layer", "对象图层", finding => finding.Layer),
            Column("object", "对象编号", finding => finding.Object),
            Column("name", "对象名称", finding => finding.ObjectName),
            Column("says", "问题", finding => finding.Says.Zh),
            Column("district", "县（市、区）", finding => NameOf(Level.District, finding.District)),
            Column("street", "街道（镇）", finding => NameOf(Level.Subdistrict, finding.Subdistrict)),
            Column("community", "社区", finding => NameOf(Level.Community, finding.Community)),
            Column("cure", "治理对策", finding => finding.Countermeasure.Zh),
            Column("office", "责任部门", finding => finding.Responsible is { } office ? offices.GetValueOrDefault(office, office) : null),
            (Number("weight", "涉及户数", "户"), [.. findings.Select(finding => (object?)finding.Weight)]),
        ];
        var plain = new ShapeStyle("#d9a514", "#ffffff", 0.2, [], null, 2.2);
        var style = new LayerStyle(0, plain, "severity", [.. Severities.Select(one => new StyleCase(Code(one.Severity), one.Title, plain with { Fill = one.Fill }))], null, []);
        return Layer(
            run, "findings", new("问题清单", "Findings"), GeometryKind.Point, Strictest(workspace, run), columns, [.. findings.Select(finding => finding.Id)],
            [.. findings.Select(finding => (Geometry?)new Point(finding.Lon, finding.Lat))], style);
    }

    private static ExportedLayer Layer(
        CheckUpRun run, string id, Wording name, GeometryKind kind, DataClass guard, List<(FieldSchema Field, object?[] Values)> columns, string[] ids, Geometry?[] shapes, LayerStyle style)
    {
        var schema = new LayerSchema(id, name, "check-up", kind, columns[0].Field.Id, guard, [.. columns.Select(column => column.Field)]);
        var says = string.Create(
            CultureInfo.InvariantCulture, $"{name.Zh}，{run.Manifest.Year} 年体检（{run.Manifest.Catalog}），批次 {run.Manifest.Id}，数据日期 {run.Manifest.AsOf:yyyy-MM-dd}，数据分级：{ExportedLayer.NameOf(guard)}{(run.Manifest.Invented ? "，虚构数据" : "")}");
        return new ExportedLayer(schema, says, new FeatureTable([.. columns.Select(column => new Field(column.Field.Id, column.Field.Type))], ids, shapes, [.. columns.Select(column => column.Values)]), style);
    }

    /// <summary>The shapes of a level by place, and the class of the layer they come from.</summary>
    private static (Dictionary<string, Geometry?> Shapes, DataClass Class) Shapes(Workspace workspace, CheckUpRun run, Level level)
    {
        var layer = level switch { Level.Compound => "compounds", Level.Building => "buildings", Level.Zone => "zones", _ => "boundaries" };
        if (run.Manifest.Inputs.FirstOrDefault(input => input.Layer == layer) is not { } input)
            return ([], DataClass.Public);
        var version = workspace.View<Layers>().History(layer).FirstOrDefault(version => version.File == input.File)
            ?? throw new RefusedException(new Refusal("publishing.layer-unknown", new(
                $"批次 {run.Manifest.Id} 用到的图层“{layer}”版本 {input.File} 不在台账中；请运行 mingzhu verify", $"run {run.Manifest.Id} names version {input.File} of layer '{layer}', which the ledger does not know; run mingzhu verify")));
        var table = LayerStore.Open(workspace, version);
        return (table.Ids.Zip(table.Geometries).ToDictionary(pair => pair.First, pair => (Geometry?)pair.Second), ClassOf(workspace, layer));
    }

    /// <summary>Findings tell what inspections saw: they are as guarded as the most guarded layer the run rests on.</summary>
    private static DataClass Strictest(Workspace workspace, CheckUpRun run) => run.Manifest.Inputs.Select(input => ClassOf(workspace, input.Layer)).DefaultIfEmpty(DataClass.Public).Max();

    private static DataClass ClassOf(Workspace workspace, string layer) => LayerSchema.Of(workspace.Pack).FirstOrDefault(schema => schema.Id == layer)?.Class ?? DataClass.Staff;

    private static FieldSchema Text(string id, string zh) => new(id, FieldType.Text, null, Required: false, [], [zh]);

    private static FieldSchema Number(string id, string zh, string? unit) => new(id, FieldType.Real, unit, Required: false, [], [zh]);

    private static string Code<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
