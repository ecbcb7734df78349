using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>One layer as one import brought it.</summary>
/// <param name="Layer">Id of the standard layer.</param>
/// <param name="File">Its GeoPackage in the vault.</param>
/// <param name="Rows">Hex SHA-256 of its canonical rows.</param>
/// <param name="Count">How many features.</param>
/// <param name="Box">West, south, east, north in degrees; null for a table without geometry.</param>
/// <param name="AccuracyM">How far positions may be off because of the coordinate system, metres; null where they are not.</param>
public sealed record ImportedLayer(string Layer, VaultName File, string Rows, int Count, double[]? Box, double? AccuracyM = null)
{
    /// <summary>Number of the version whose ids were carried over, 0 for a first version; null in events from before ids were.</summary>
    public int? After { get; init; }

    /// <summary>How its features were known again: a <see cref="MatchTable"/> in the vault; null for a first version.</summary>
    public VaultName? Matches { get; init; }

    /// <summary>The counts of <see cref="Matches"/>.</summary>
    public MatchCounts? Matched { get; init; }

    /// <summary>The highest number ever issued as an id in the layer: no later feature gets it or a lower one.</summary>
    public long? HighestIssued { get; init; }

    /// <summary>The version it becomes, as a fact records it.</summary>
    internal LayerVersion As(int number, LayersImported import, Fact fact, long highestBefore) => As(number, import, fact.Seq) with
    {
        // Before ids were carried over they were places among the rows: none was higher than the count.
        HighestIssued = Math.Max(highestBefore, HighestIssued ?? Count),
        Origin = new LayerOrigin(fact.When, fact.Actor, import.FileHash, import.Report) { Answers = import.Answers, Matches = Matches, Matched = Matched },
    };

    internal LayerVersion As(int number, LayersImported import, long seq) => new(
        Layer, number, File.Hash, Rows, Count, import.AsOf, import.FileName, import.Provenance,
        Box?[0] ?? 0, Box?[1] ?? 0, Box?[2] ?? 0, Box?[3] ?? 0, seq, AccuracyM: AccuracyM ?? 0);
}

/// <summary>A file was imported (数据导入): one act, one event, however many layers and rows it brought.</summary>
/// <param name="FileName">Name of the file, without its folder.</param>
/// <param name="FileHash">Hex SHA-256 of the file as it came, or of a set of files <see cref="FileSet.Hash"/>; the file itself is not kept.</param>
/// <param name="AsOf">The day the data describe.</param>
/// <param name="Provenance">Where they come from.</param>
/// <param name="Report">The import's report in the vault.</param>
/// <param name="Layers">What it brought.</param>
/// <param name="Answers">What the user answered to what the file could not say; null if nothing was (and in events from before answers were kept).</param>
public sealed record LayersImported(
    string FileName, string FileHash, DateOnly AsOf, Provenance Provenance, VaultName Report, ImmutableArray<ImportedLayer> Layers, GivenAnswers? Answers = null) : Event
{
    /// <summary>The stable name.</summary>
    public const string KindName = "atlas.layers-imported";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>The act of importing: the file has been understood and its layers lie in the vault; this names them. Data that don't say which day they describe describe today.</summary>
public sealed record ImportLayers(Guid Id, DateOnly? AsOf, LayersImported Import) : Command(Id, "layers")
{
    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var known = LayerSchema.Of(context.Pack).Select(layer => layer.Id).ToHashSet();
        Refusal[] reasons =
        [
            .. Import.Layers.Where(layer => !known.Contains(layer.Layer)).Select(layer => UnknownLayer.Named(layer.Layer, known)),
            .. Elsewhere(context.View<Layers>()),
            .. MovedOn(context.View<Layers>()),
            .. Import.Layers.Length > 0 ? [] : new[] { new Refusal("atlas.nothing-to-import", new($"{Import.FileName} 中没有可导入的要素", $"{Import.FileName} holds nothing that can be imported")) },
        ];
        return reasons is [] ? new Decision<Event>.Taken([Import with { AsOf = AsOf ?? context.Today }]) : new Decision<Event>.Refused([.. reasons]);
    }

    internal const string LayerMovedOn = "atlas.layer-moved-on";

    /// <summary>Layers that got another version since the ids of this one were carried over: they have to be matched again.</summary>
    private IEnumerable<Refusal> MovedOn(Layers layers) => Import.Layers
        .Where(layer => layer.After is { } after && after != (layers.Current(layer.Layer)?.Number ?? 0))
        .Select(layer => new Refusal(LayerMovedOn, new(
            $"导入期间图层 {layer.Layer} 已有第 {layers.Current(layer.Layer)?.Number} 版；请重新导入", $"layer {layer.Layer} got version {layers.Current(layer.Layer)?.Number} during the import; import again")));

    /// <summary>
    /// Layers that lie nowhere near the others: coordinates swapped, or in another system. One such layer would stretch every map and measure over half a continent. What this import replaces does not count.
    /// </summary>
    private IEnumerable<Refusal> Elsewhere(Layers layers)
    {
        var replaced = Import.Layers.Select(layer => layer.Layer).ToHashSet();
        var others = layers.Newest.Where(layer => !replaced.Contains(layer.Layer) && (layer.East, layer.North) != (0, 0)).ToArray();
        if (others.Length == 0)
            yield break;
        var (west, south, east, north) = (others.Min(layer => layer.West), others.Min(layer => layer.South), others.Max(layer => layer.East), others.Max(layer => layer.North));
        foreach (var layer in Import.Layers.Where(layer => layer.Box is not null))
        {
            var box = layer.Box!;
            var gap = Math.Max(Math.Max(box[0] - east, west - box[2]), Math.Max(box[1] - north, south - box[3]));
            if (gap > FarRows.FarDegrees)
            {
                yield return new Refusal("atlas.elsewhere", new(
                    $"{Import.FileName}：图层 {layer.Layer} 与已有数据相距 {gap:0.#} 度；坐标可能颠倒，或坐标系不对（用 --crs 指明）", $"{Import.FileName}: the layer {layer.Layer} lies {gap:0.#} degrees away from the city's data; its coordinates may be swapped, or in another system (say which with --crs)"));
            }
        }
    }
}

/// <summary>The refusal for a layer the pack does not know.</summary>
public static class UnknownLayer
{
    /// <summary>Names the layer and what there is.</summary>
    public static Refusal Named(string layer, IEnumerable<string> known)
    {
        var list = string.Join(", ", known);
        return new Refusal("atlas.unknown-layer", new($"没有名为“{layer}”的图层；可用的图层：{list}", $"there is no layer '{layer}'; the layers are: {list}"));
    }
}
