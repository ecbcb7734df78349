using Mingzhu.Spatial;

namespace Mingzhu.Web.Tiles;

/// <summary>All tiles of one thing as it stands now (瓦片集).</summary>
/// <param name="Tag">Says of what they are made: the versions of its data, what was chosen of them, and the program. The same tag, the same bytes.</param>
/// <param name="Tile">Makes one; no bytes where nothing shows.</param>
internal sealed record TileSet(string Tag, Func<TileAddress, byte[]> Tile)
{
    // The program's own part: another build may draw otherwise.
    private static readonly string Program = typeof(TileSource).Module.ModuleVersionId.ToString("N");

    /// <summary>A set made of these.</summary>
    public static TileSet Of(Func<TileAddress, byte[]> tile, params IEnumerable<string?> madeOf) => new(TagOf(madeOf), tile);

    /// <summary>A word for what tiles are made of, and by which program.</summary>
    public static string TagOf(params IEnumerable<string?> madeOf)
    {
        var said = string.Join('\n', madeOf.Prepend(Program));
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(said)).AsSpan(0, 12));
    }
}
