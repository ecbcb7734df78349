using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>One layer version to compute from.</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="Rows">Hash of its canonical rows.</param>
/// <param name="File">The GeoPackage.</param>
/// <param name="AsOf">The day it describes.</param>
/// <param name="Invented">Whether it is sample data.</param>
/// <param name="Derived">Whether the program made it.</param>
/// <param name="AccuracyM">How far its positions may be off, metres; null where the coordinate system is exact.</param>
public sealed record RequestedLayer(string Layer, string Rows, VaultName File, DateOnly AsOf, bool Invented, bool Derived, double? AccuracyM = null);

/// <summary>A check-up to be computed, by hash (体检任务): asking for the same twice is asking once.</summary>
/// <param name="Catalog">By which catalog.</param>
/// <param name="Year">For which year.</param>
/// <param name="Pack">Under which pack.</param>
/// <param name="Program">By which version of the program: another one computes anew.</param>
/// <param name="Inputs">The newest version of every layer the catalog looks at, sorted by layer.</param>
public sealed record CheckUpRequest(string Catalog, int Year, VaultName Pack, string Program, ImmutableArray<RequestedLayer> Inputs)
{
    /// <summary>Layers that lie behind maps of the results, in order; what of them no indicator looks at is still named by a run, so that its maps never change.</summary>
    public static ImmutableArray<string> BackdropLayers { get; } = ["water", "rivers", "roads"];

    /// <summary>The versions behind maps that are not among <see cref="Inputs"/>; null in jobs and runs from before they were named.</summary>
    public ImmutableArray<RequestedLayer>? Backdrop { get; init; }

    // Places, atoms and derived land are made of these whatever the indicators look at.
    internal static readonly string[] Always = ["boundaries", "zones", "compounds", "buildings", "roads", "paths", "entrances"];

    /// <summary>What a check-up would be computed from now.</summary>
    /// <exception cref="RefusedException">There is no such catalog, its files have faults, or no layer has been imported.</exception>
    public static CheckUpRequest Of(Workspace workspace, string catalog, int year)
    {
        var pack = workspace.Pack;
        var wanted = Sound(pack, catalog).Indicators.SelectMany(indicator => indicator.Measure.Layers).Concat(Always).ToHashSet();
        var layers = workspace.View<Layers>().Newest.Where(layer => wanted.Contains(layer.Layer)).OrderBy(layer => layer.Layer, StringComparer.Ordinal).ToArray();
        if (layers.Length == 0)
            throw new RefusedException(new Refusal("checkup.no-layers", new("尚未导入任何可用于体检的图层，请先导入数据", "no layer that a check-up looks at has been imported; import data first")));
        return new CheckUpRequest(catalog, year, new VaultName(pack.Hash()), Manifest.ProgramVersion, [.. layers.Select(Requested)])
        {
            Backdrop = [.. BackdropLayers.Except(layers.Select(layer => layer.Layer)).Select(workspace.View<Layers>().Current).OfType<LayerVersion>().Select(Requested)],
        };
    }

    /// <summary>Opens the inputs.</summary>
    /// <exception cref="RefusedException">A file is not in the vault.</exception>
    public CheckUpInputs Open(Workspace workspace)
    {
        var pack = workspace.PackOf(Pack);
        var layers = workspace.View<Layers>();
        // All at once: each file is read by one thread, and the largest takes as long as the rest together.
        Task<Spatial.FeatureTable>[] tables = [.. Inputs.Select(input => Task.Run(() => Table(workspace, layers, input)))];
        return new CheckUpInputs(pack, Sound(pack, Catalog), Year, CityPlane.Of(pack, layers), [.. Inputs.Zip(tables, (input, table) => new LayerInput(
            new RunInput(input.Layer, input.Rows, input.File, input.AsOf, input.Invented), table.GetAwaiter().GetResult(), input.Derived, input.AccuracyM ?? 0))])
        {
            Backdrop = Backdrop is { } behind ? [.. behind.Select(input => new RunInput(input.Layer, input.Rows, input.File, input.AsOf, input.Invented))] : null,
        };
    }

    private static RequestedLayer Requested(LayerVersion layer) => new(
        layer.Layer, layer.Rows, new VaultName(layer.File), layer.AsOf, layer.Provenance.Invented, layer.Derived, layer.AccuracyM > 0 ? layer.AccuracyM : null);

    private static Spatial.FeatureTable Table(Workspace workspace, Layers layers, RequestedLayer input) => LayerStore.Open(
        workspace, layers.History(input.Layer).FirstOrDefault(version => version.File == input.File.Hash) ?? throw new RefusedException(new Refusal(
            "checkup.layer-unknown", new($"图层“{input.Layer}”没有该版本", $"layer '{input.Layer}' has no such version"))));

    /// <summary>The catalog of a pack without faults.</summary>
    private static Catalog Sound(Pack pack, string id)
    {
        var catalog = CheckUp.Catalog.Load(pack, id);
        return pack.Problems.Count == 0 ? catalog
            : throw new RefusedException(pack.Problems.Select(problem => new Refusal("pack.problem", new(problem.In(Language.Zh), problem.In(Language.En)))));
    }
}
