using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Tiles;

/// <summary>How a tile is packed on its way: as the reader says it may be.</summary>
/// <param name="Name">As HTTP names it; null for as it is.</param>
/// <param name="Of">Packs.</param>
internal sealed record TileEncoding(string? Name, Func<byte[], byte[]> Of)
{
    // Made once, sent often: a little more work than the fastest is worth it.
    private const int BrotliQuality = 4;
    private const int BrotliWindow = 18;

    private static readonly TileEncoding Plain = new(null, tile => tile);
    private static readonly TileEncoding[] Packed = [new("br", Brotli), new("gzip", TileGzip.Pack)];

    /// <summary>The best of those that are accepted.</summary>
    public static TileEncoding Best(IList<StringWithQualityHeaderValue> accepted) =>
        Array.Find(Packed, packed => accepted.Any(one => one.Value.Equals(packed.Name, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0)) ?? Plain;

    private static byte[] Brotli(byte[] tile)
    {
        if (tile.Length == 0)
            return tile;
        var room = new byte[BrotliEncoder.GetMaxCompressedLength(tile.Length)];
        return BrotliEncoder.TryCompress(tile, room, out var length, BrotliQuality, BrotliWindow) ? room[..length] : throw new InvalidOperationException("a tile did not fit into the room for any of its length");
    }
}
