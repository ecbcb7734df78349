using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>All tiles of some layers, from the one of the whole world to those of the finest zoom (瓦片金字塔).</summary>
public static class TilePyramid
{
    /// <summary>So many tiles are made side by side before they are written.</summary>
    private const int Batch = 256;

    /// <summary>The tiles that any shape lies in or near, in the order of archives; in some of them nothing shows.</summary>
    /// <remarks>Cost: a look into the index for each of them and its neighbours, so far strays cost little.</remarks>
    public static TileAddress[] Addresses(IReadOnlyList<TileSource> layers)
    {
        var shapes = layers.Select(layer => layer.Shapes).Distinct().ToArray();
        var (all, zoom) = (new List<TileAddress>(), new List<TileAddress> { new(0, 0, 0) });
        for (var z = 0; z <= TileSource.FinestZoom; z++)
        {
            zoom = [.. zoom.Where(tile => Array.Exists(shapes, one => one.Near(tile))).OrderBy(TileNumber.Of)];
            all.AddRange(zoom);
            zoom = [.. zoom.SelectMany(Quarters)];
        }

        return [.. all];
    }

    /// <summary>Makes them all, on every core, and appends them to an archive; layers lie in a tile in the order given.</summary>
    /// <param name="layers">What to draw.</param>
    /// <param name="to">Where to; begun by nobody else.</param>
    /// <param name="progress">Told 0–1.</param>
    /// <param name="cancel">Ends between batches of tiles.</param>
    /// <returns>The tiles that would have been too large, with the layers of which they show less than their zoom would.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<(TileAddress Tile, ImmutableArray<TileSource> Layers)> Write(IReadOnlyList<TileSource> layers, TileArchiveWriter to, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var (addresses, thinned) = (Addresses(layers), new List<(TileAddress, ImmutableArray<TileSource>)>());
        for (var start = 0; start < addresses.Length; start += Batch)
        {
            var first = start;
            var made = new (byte[] Packed, ImmutableArray<TileSource> Thinned)[Math.Min(Batch, addresses.Length - first)];
            Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = cancel }, i => made[i] = (TileGzip.Pack(TileSource.Tile(addresses[first + i], layers, out var left)), left));
            for (var i = 0; i < made.Length; i++)
            {
                if (made[i].Packed.Length > 0)
                {
                    to.Add(addresses[first + i], made[i].Packed);
                }

                if (!made[i].Thinned.IsEmpty)
                {
                    thinned.Add((addresses[first + i], made[i].Thinned));
                }
            }

            progress?.Report((double)(first + made.Length) / addresses.Length);
        }

        return thinned;
    }

    private static IEnumerable<TileAddress> Quarters(TileAddress tile) =>
        tile.Z == TileSource.FinestZoom ? [] : Enumerable.Range(0, 4).Select(quarter => new TileAddress(tile.Z + 1, (2 * tile.X) + (quarter & 1), (2 * tile.Y) + (quarter >> 1)));
}
