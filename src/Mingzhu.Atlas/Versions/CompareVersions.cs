using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>Two versions of a layer, compared.</summary>
/// <param name="From">The older version.</param>
/// <param name="To">The newer version.</param>
/// <param name="Comparison">What changed.</param>
public sealed record ComparedVersions(LayerVersion From, LayerVersion To, LayerComparison Comparison);

/// <summary>Asks what changed between two versions of a layer.</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="From">Number of the older version; null for the one before <paramref name="To"/>.</param>
/// <param name="To">Number of the newer version; null for the newest.</param>
public sealed record CompareVersions(string Layer, int? From = null, int? To = null) : Query<ComparedVersions>
{
    /// <inheritdoc/>
    /// <exception cref="RefusedException">There is no such layer or version, or only one.</exception>
    public override ComparedVersions Answer(Context context, Workspace workspace)
    {
        var history = context.View<Layers>().History(Layer);
        var to = LayerVersions.Find(context, Layer, To ?? history.Length);
        if (From is null && to.Number == 1)
            throw new RefusedException(new Refusal("atlas.only-one-version", new($"图层“{Layer}”第 1 版之前没有可比较的版本", $"layer '{Layer}' has no version before 1 to compare with")));
        var from = LayerVersions.Find(context, Layer, From ?? to.Number - 1);
        if (from.Number > to.Number)
            (from, to) = (to, from);
        var (before, after) = (LayerStore.Open(workspace, from), LayerStore.Open(workspace, to));
        var between = history.Skip(from.Number).Take(to.Number - from.Number).Select(version => MatchTable.Of(workspace, version)).OfType<MatchTable>();
        return new ComparedVersions(from, to, LayerComparison.Of(before, after, Plane(context, before, after), between));
    }

    private static Plane? Plane(Context context, FeatureTable before, FeatureTable after) =>
        Array.Exists(before.Geometries, shape => shape is not null) && Array.Exists(after.Geometries, shape => shape is not null) ? CityPlane.Of(context.Pack, context.View<Layers>()) : null;
}

/// <summary>Finds versions of layers by number.</summary>
public static class LayerVersions
{
    /// <summary>A version of a layer.</summary>
    /// <exception cref="RefusedException">The pack knows no such layer, nothing was imported into it, or it has no such version.</exception>
    public static LayerVersion Find(Context context, string layer, int number) => Find(context.Pack, context.View<Layers>(), layer, number);

    /// <summary>A version of a layer; the newest for null.</summary>
    /// <exception cref="RefusedException">The pack knows no such layer, nothing was imported into it, or it has no such version.</exception>
    public static LayerVersion Find(Pack pack, Layers layers, string layer, int? number)
    {
        var history = layers.History(layer);
        if (history.IsEmpty)
        {
            var known = LayerSchema.Of(pack).Select(schema => schema.Id).ToArray();
            throw new RefusedException(known.Contains(layer)
                ? new Refusal("atlas.empty-layer", new($"图层“{layer}”还没有数据，请先导入", $"layer '{layer}' holds nothing yet; import it first"))
                : UnknownLayer.Named(layer, known));
        }

        return history.FirstOrDefault(version => version.Number == (number ?? history.Length)) ?? throw new RefusedException(new Refusal("atlas.no-version", new(
            $"图层“{layer}”没有第 {number} 版，现有 1 至 {history.Length}", $"layer '{layer}' has no version {number}; there are 1 to {history.Length}")));
    }
}
