using System.IO.Compression;

namespace Mingzhu.Spatial;

/// <summary>A tile packed as every reader of tiles can unpack it (gzip): in an archive and on its way.</summary>
public static class TileGzip
{
    /// <summary>Packs; of an empty tile nothing is made.</summary>
    public static byte[] Pack(byte[] tile)
    {
        if (tile.Length == 0)
        {
            return tile;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(tile);
        }

        return packed.ToArray();
    }
}
