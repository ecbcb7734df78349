using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Publishing.Exports;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Publishing.Tiles;

/// <summary>What tiles hold of a layer (图层瓦片): its shapes with what the pack's style decides by, and in a layer of its own (…-names) one point for the name of each area.</summary>
public static class LayerTiles
{
    private const string IdField = "id", NameField = "name";

    /// <summary>The layer of the points where names of areas stand.</summary>
    public static string NamesOf(string layer) => layer + "-names";

    /// <summary>A layer version's sources, prepared once and then kept in the city's derived folder.</summary>
    /// <exception cref="RefusedException">The version's file is missing.</exception>
    public static IReadOnlyList<TileSource> Open(Workspace workspace, LayerVersion version)
    {
        var pack = workspace.Pack;
        var (by, label) = LayerSchema.Of(pack).FirstOrDefault(schema => schema.Id == version.Layer) is { } schema ? DrawnBy(pack, schema) : default;
        var path = Path.Combine(workspace.Derived($"{version.Layer}-{version.Rows[..16]}"), $"tiles-{by}-{label}.mzt");
        if (File.Exists(path) && TileFile.Read(File.ReadAllBytes(path)) is { } kept)
            return kept;
        var prepared = Of(version.Layer, LayerStore.Open(workspace, version), by, label);
        Keep(path, prepared);
        return prepared;
    }

    /// <summary>What of the pack decides a layer's tiles: the field features are drawn by and the one they are named by; null where there is none.</summary>
    public static (string? By, string? Label) DrawnBy(Pack pack, LayerSchema schema)
    {
        var style = LayerStyle.Of(pack, schema);
        return (style.By, style.Label?.Field);
    }

    /// <summary>A table's sources.</summary>
    /// <param name="layer">What the layer is called.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="by">The field whose values are drawn differently; null if all look alike.</param>
    /// <param name="label">The field that names features; null if they are not named. Told as <c>name</c>.</param>
    public static IReadOnlyList<TileSource> Of(string layer, FeatureTable table, string? by, string? label)
    {
        var shapes = new TileShapes(table.Geometries);
        TileField[] decides = by is not null && table.Column(by) is { } kinds ? [new(by, kinds)] : [];
        if (label is null || table.Column(label) is not { } names)
            return [new TileSource(layer, shapes, [new(IdField, table.Ids, OfOne: true), .. decides])];
        // Of areas the name is told where it stands, and only there.
        var name = new TileField(NameField, names, OfOne: true);
        var areas = Array.TrueForAll(table.Geometries, shape => shape is null or NetTopologySuite.Geometries.Polygon or NetTopologySuite.Geometries.MultiPolygon);
        return
        [
            new TileSource(layer, shapes, [new(IdField, table.Ids, OfOne: true), .. decides, .. areas ? Array.Empty<TileField>() : [name]]),
            new TileSource(NamesOf(layer), shapes.Anchors(row => names[row] is string { Length: > 0 }), [name, .. decides]),
        ];
    }

    // Several readers may prepare the same version at once; whole files take each other's place.
    private static void Keep(string path, IReadOnlyList<TileSource> sources)
    {
        var half = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var file = File.Create(half))
                TileFile.Write(file, sources);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written (disk full, read-only folder) is none.
            File.Delete(half);
        }
    }
}
