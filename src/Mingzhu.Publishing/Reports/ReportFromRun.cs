using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Publishing.Reports;

/// <summary>Fills a report's source from a finished run and the layers it names.</summary>
public static class ReportFromRun
{
    /// <summary>Reads the run, its layers and the pack it was made under.</summary>
    /// <exception cref="RefusedException">A layer version or the pack of the run is not in the vault.</exception>
    public static ReportSource Read(Workspace workspace, CheckUpRun run)
    {
        var pack = Pack.FromBytes(workspace.Vault.Read(run.Manifest.Pack));
        var inputs = Versions(workspace, run.Manifest, run.Manifest.Inputs);
        var ground = run.Manifest.Backdrop is { } behind ? Versions(workspace, run.Manifest, behind) : NewestOfTheDay(workspace, run.Manifest, inputs);
        var tables = inputs.Concat(ground).Where(version => version.Layer is "boundaries" or "compounds" || CheckUpRequest.BackdropLayers.Contains(version.Layer))
            .ToDictionary(version => version.Layer, version => LayerStore.Open(workspace, version));
        var lines = Lines(run);
        var districts = run.Places(Level.District);
        return new ReportSource
        {
            City = CityName(pack, run),
            Catalog = run.Catalog.Name,
            Run = run.Manifest, RunHash = run.Hash, Lines = lines, Grading = GradingRule.Read(pack),
            Layers = Names(pack, inputs, ground),
            Districts = districts, Subdistricts = run.Places(Level.Subdistrict), Communities = run.Places(Level.Community),
            Findings = run.Findings, Notes = run.Notes,
            Departments = Departments.Of(pack).All.ToImmutableDictionary(department => department.Id, department => department.Short),
            Maps = Maps(run, lines, tables),
            Ground = new MapGround(
                tables.TryGetValue("boundaries", out var boundaries) && districts.Length > 1 ? Shapes(districts, boundaries) : null,
                tables.GetValueOrDefault("water"), tables.GetValueOrDefault("rivers"), tables.GetValueOrDefault("roads"))
            {
                ApprovalNumber = pack.Root["mapApproval"].TextOrNull(),
            },
        };
    }

    /// <summary>What lies behind the maps of a run that did not name it yet: the newest versions of its day.</summary>
    private static List<LayerVersion> NewestOfTheDay(Workspace workspace, RunManifest manifest, List<LayerVersion> inputs) =>
    [
        .. CheckUpRequest.BackdropLayers.Except(inputs.Select(version => version.Layer))
            .Select(layer => workspace.View<Layers>().History(layer).LastOrDefault(version => version.AsOf <= manifest.AsOf)).OfType<LayerVersion>(),
    ];

    private static List<LayerVersion> Versions(Workspace workspace, RunManifest manifest, IEnumerable<RunInput> inputs) =>
    [
        .. inputs.Select(input => workspace.View<Layers>().History(input.Layer).FirstOrDefault(version => version.File == input.File && version.AsOf == input.AsOf)
            ?? throw new RefusedException(new Refusal("publishing.layer-unknown", new(
                $"批次 {manifest.Id} 用到的图层“{input.Layer}”版本 {input.File} 不在台账中；请运行 mingzhu verify",
                $"run {manifest.Id} names version {input.File} of layer '{input.Layer}', which the ledger does not know; run mingzhu verify")))),
    ];

    private static ImmutableArray<LayerLine> Names(Pack pack, List<LayerVersion> inputs, List<LayerVersion> ground)
    {
        var names = LayerSchema.Of(pack).DistinctBy(schema => schema.Id).ToDictionary(schema => schema.Id, schema => schema.Name);
        Wording Name(LayerVersion version) => names.GetValueOrDefault(version.Layer, Wording.Same(version.Layer));
        return
        [
            .. inputs.Select(version => new LayerLine(Name(version), version)),
            .. ground.Select(version => new LayerLine(new($"{Name(version).Zh}（仅作底图）", $"{Name(version).En} (behind maps only)"), version)),
        ];
    }

    /// <summary>The pack's name for the city if the data call it the same (that one has English too), else the name in the data.</summary>
    private static Wording CityName(Pack pack, CheckUpRun run)
    {
        var own = pack.Root["place"].WordingOrNull() ?? pack.Name;
        var given = run.Places(Level.City) is [var city, ..] ? city.Name : "";
        return given.Length == 0 || given == own.Zh ? own : Wording.Same(given);
    }

    private static ImmutableArray<IndicatorLine> Lines(CheckUpRun run)
    {
        var districts = run.Places(Level.District).Length;
        return
        [
            .. run.Indicators.SelectMany(indicator => run.HasDerived(indicator.Code)
                ? [Line(indicator, Variant.Ruled), Line(indicator, Variant.Derived)]
                : new[] { Line(indicator, Variant.Ruled) }),
        ];

        IndicatorLine Line(Indicator indicator, Variant variant)
        {
            var city = run.Read(indicator.Code, Level.City, 0, variant);
            return new(indicator, variant, city, run.Grade(indicator, city), [.. Enumerable.Range(0, districts).Select(district => run.Read(indicator.Code, Level.District, district, variant))]);
        }
    }

    private static ImmutableDictionary<string, PlaceMap> Maps(CheckUpRun run, ImmutableArray<IndicatorLine> lines, Dictionary<string, FeatureTable> tables)
    {
        var shapes = new[] { (Level.Community, "boundaries"), (Level.Subdistrict, "boundaries"), (Level.District, "boundaries"), (Level.Compound, "compounds") }
            .Where(pair => tables.ContainsKey(pair.Item2)).Select(pair => (Level: pair.Item1, Places: Shapes(run.Places(pair.Item1), tables[pair.Item2]))).ToList();
        return lines.GroupBy(line => line.Indicator.Dimension.Zh)
            .Select(dimension => (dimension.Key, Map: MapChoice.Of(
                dimension, shapes, (line, level) => [.. Enumerable.Range(0, run.Places(level).Length).Select(place => run.Read(line.Indicator.Code, level, place, line.Variant))])))
            .Where(pair => pair.Map is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Map!);
    }

    /// <summary>The places of a level with their shapes and names, in the order of the run; a place that the layer does not know has no shape.</summary>
    private static FeatureTable Shapes(ImmutableArray<Place> places, FeatureTable layer)
    {
        var rows = layer.Ids.Select((id, row) => (id, row)).ToDictionary(pair => pair.id, pair => pair.row);
        return new FeatureTable(
            [new Field("name", FieldType.Text)], [.. places.Select(place => place.Id)],
            [.. places.Select(place => rows.TryGetValue(place.Id, out var row) ? layer.Geometries[row] : null)], [[.. places.Select(place => (object?)place.Name)]]);
    }
}
