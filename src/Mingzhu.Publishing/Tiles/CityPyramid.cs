using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Publishing.Tiles;

/// <summary>The tiles of all a city's layers at all zooms as one file (PMTiles): the map for a web server that knows nothing of us, or for none.</summary>
public static class CityPyramid
{
    /// <summary>Writes it. Layers of the classes 敏感 and 个人 stay in the house, as they do on the map.</summary>
    /// <param name="workspace">The city.</param>
    /// <param name="to">The file.</param>
    /// <param name="waiting">Where tiles wait while their number is not yet known: empty, readable.</param>
    /// <param name="progress">Told 0–1.</param>
    /// <param name="cancel">Ends it between batches of tiles.</param>
    /// <exception cref="RefusedException">Nothing can be drawn.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PyramidWritten Write(Workspace workspace, Stream to, Stream waiting, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var (layers, left) = Chosen(workspace);
        if (layers is [])
            throw new RefusedException([new Refusal("export.nothing-drawn", new("没有可以绘制的图层", "there is no layer that can be drawn")), .. left.Select(one => new Refusal("export.left-out", one.Says))]);
        var sources = layers.SelectMany(layer => Prepare(workspace, layer, cancel)).ToArray();
        var archive = new TileArchiveWriter(waiting);
        var thinned = TilePyramid.Write([.. sources.Select(one => one.Source)], archive, progress, cancel);
        archive.WriteTo(to, Note(workspace.Pack, [.. layers.Select(layer => layer.Version)], sources));
        return new PyramidWritten(archive.Count, [.. layers.Select(layer => layer.Name)], [.. left, .. Thinned(thinned, sources)]);
    }

    private static (ImmutableArray<Drawn> Layers, ImmutableArray<LayerLeftOut> Left) Chosen(Workspace workspace)
    {
        var (schemas, versions) = (LayerSchema.Of(workspace.Pack), workspace.View<Layers>());
        var (layers, left) = (ImmutableArray.CreateBuilder<Drawn>(), ImmutableArray.CreateBuilder<LayerLeftOut>());
        foreach (var schema in schemas)
        {
            if (versions.Current(schema.Id) is not { } version)
                continue;
            if (schema.Class is not (DataClass.Public or DataClass.Staff))
                left.Add(new LayerLeftOut(schema.Name, new("敏感或个人数据，不上地图", "sensitive or personal data, on no map")));
            else if (version.Count == 0 || version is { West: 0, South: 0, East: 0, North: 0 })
                left.Add(new LayerLeftOut(schema.Name, new("没有图形", "has no shapes")));
            else
                layers.Add(new Drawn(schema.Name, version));
        }

        // Layers the program derived stand in no pack.
        foreach (var version in versions.Newest.Where(version => version.Count > 0 && schemas.All(schema => schema.Id != version.Layer)))
            layers.Add(new Drawn(Wording.Same(version.Layer), version));
        return (layers.ToImmutable(), left.ToImmutable());
    }

    private static IEnumerable<LayerLeftOut> Thinned(IReadOnlyList<(TileAddress Tile, ImmutableArray<TileSource> Layers)> thinned, Prepared[] sources) =>
        from one in sources
        let zooms = thinned.Where(tile => tile.Layers.Contains(one.Source)).Select(tile => tile.Tile.Z).ToArray()
        where zooms.Length > 0
        select new LayerLeftOut(one.Layer.Name, new(
            $"{zooms.Length} 张瓦片（缩放 {zooms.Min()}–{zooms.Max()}）过密，其中较小的要素放大后才绘制", $"smaller features in {zooms.Length} tiles (zooms {zooms.Min()}–{zooms.Max()}) that are too dense; they are drawn further in"));

    private static IEnumerable<Prepared> Prepare(Workspace workspace, Drawn layer, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return LayerTiles.Open(workspace, layer.Version).Select(source => new Prepared(layer, source));
    }

    private static TileArchiveNote Note(Pack pack, ImmutableArray<LayerVersion> versions, Prepared[] sources)
    {
        var newest = versions.Max(version => version.AsOf);
        var invented = versions.Any(version => version.Provenance.Invented) ? "，含虚构数据" : "";
        return new TileArchiveNote(
            (pack.Root["place"].WordingOrNull() ?? pack.Name).Zh, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{versions.Length} 个图层，数据日期至 {newest:yyyy-MM-dd}{invented}"),
            string.Join("；", versions.Select(version => version.Provenance.Attribution ?? version.Provenance.Source.Zh).Distinct()),
            versions.Min(version => version.West), versions.Min(version => version.South), versions.Max(version => version.East), versions.Max(version => version.North),
            [.. sources.Select(one => new TileArchiveLayer(one.Source, one.Layer.Name.Zh))]);
    }

    private sealed record Drawn(Wording Name, LayerVersion Version);

    private sealed record Prepared(Drawn Layer, TileSource Source);
}

/// <summary>What was written.</summary>
/// <param name="Tiles">How many tiles; where nothing shows there is none.</param>
/// <param name="Layers">The layers they hold.</param>
/// <param name="Left">What has data and is not, or not everywhere, in it.</param>
public sealed record PyramidWritten(long Tiles, ImmutableArray<Wording> Layers, ImmutableArray<LayerLeftOut> Left);

/// <summary>A layer of which something was left out, and what.</summary>
public sealed record LayerLeftOut(Wording Layer, Wording Reason)
{
    /// <summary>As a sentence.</summary>
    public Wording Says => new($"未写入 {Layer.Zh}：{Reason.Zh}", $"left out {Layer.En}: {Reason.En}");
}
