using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using Mingzhu.Web.Ogc;
using Mingzhu.Web.Tiles;

namespace Mingzhu.Web.Api;

/// <summary>The addresses of tiles. A tile is made once and kept in memory while there is room; its tag is a hash of its bytes.</summary>
internal static class TileRoutes
{
    public static void MapTiles(this IEndpointRouteBuilder app)
    {
        var tiles = app.MapGroup("/tiles").Opens(Audience.Operator);
        tiles.MapGet("/layers/{layer}/{z:int}/{x:int}/{y:int}.mvt", (string layer, int z, int x, int y, HttpContext request, TileShelf shelf, IMemoryCache kept) =>
            Answer(request, kept, z, x, y, () => shelf.OfLayer(layer, new TileAddress(z, x, y))));
        tiles.MapGet("/layers/{layer}.json", (string layer, HttpContext request, ICityBook book, Reader reader) =>
            TileSets.TileJson(book, layer, request.Request, reader) is { } told ? OgcJson.Answer(told) : Results.NotFound());
        tiles.MapGet("/places/{run}/{what}/{level}/{z:int}/{x:int}/{y:int}.mvt", (string run, string what, string level, int z, int x, int y, HttpContext request, TileShelf shelf, IMemoryCache kept) =>
        {
            const string suffix = "-derived";
            var derived = level.EndsWith(suffix, StringComparison.Ordinal);
            return Levels.Of(derived ? level[..^suffix.Length] : level) is { } of
                ? Answer(request, kept, z, x, y, () => shelf.OfPlaces(run, what, of, derived, new TileAddress(z, x, y)))
                : Results.NotFound();
        });
        tiles.MapGet("/changes/{layer}/{from:int}-{to:int}/{z:int}/{x:int}/{y:int}.mvt", (string layer, int from, int to, int z, int x, int y, HttpContext request, TileShelf shelf, IMemoryCache kept) =>
            Answer(request, kept, z, x, y, () => shelf.OfChanges(layer, from, to, ChangeFilter.From(request.Request.Query), new TileAddress(z, x, y))));
        tiles.MapGet("/findings/{run}/{z:int}/{x:int}/{y:int}.mvt", (string run, int z, int x, int y, HttpContext request, TileShelf shelf, IMemoryCache kept) =>
            Answer(request, kept, z, x, y, () => shelf.OfFindings(run, FindingFilter.From(request.Request.Query), new TileAddress(z, x, y))));
    }

    /// <summary>One tile: 404 beyond the last, 204 where nothing shows.</summary>
    public static IResult Answer(HttpContext request, IMemoryCache kept, int z, int x, int y, Func<byte[]?> make)
    {
        if (z is < 0 or > TileShelf.FinestZoom || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
            return Results.NotFound();
        // A tile is kept under its whole address, which names the version it was made from; an address without one is made anew.
        var versioned = request.Request.Query.ContainsKey("v");
        var address = request.Request.Path + request.Request.QueryString.Value;
        if (!versioned || !kept.TryGetValue(address, out byte[]? tile) || tile is null)
        {
            tile = make();
            if (tile is null)
                return Results.NotFound();
            if (versioned)
                kept.Set(address, tile, new MemoryCacheEntryOptions { Size = tile.Length + 256 });
        }

        request.Response.Headers.CacheControl = versioned ? "private, max-age=31536000, immutable" : "no-cache";
        return tile.Length == 0
            ? Results.NoContent()
            : Results.Bytes(tile, Platform.TileType, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(tile).AsSpan(0, 12))}\""));
    }
}
