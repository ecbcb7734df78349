using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using Mingzhu.Web.Ogc;
using Mingzhu.Web.Tiles;

namespace Mingzhu.Web.Api;

/// <summary>The addresses of tiles. Whoever has a tile of the same tag is told so before it is made; a tile is made and compressed once and kept in memory while there is room.</summary>
internal static class TileRoutes
{
    public static void MapTiles(this IEndpointRouteBuilder app)
    {
        var tiles = app.MapGroup("/tiles").Opens(RightIds.ViewLayers);
        tiles.MapGet("/layers/{layer}/{z:int}/{x:int}/{y:int}.mvt", (string layer, int z, int x, int y, HttpContext request, TileShelf shelf, ICityBook book, IMemoryCache kept) =>
            Answer(request, kept, z, x, y, () => shelf.OfLayer(book, layer)));
        tiles.MapGet("/layers/{layer}.json", (string layer, HttpContext request, ICityBook book, Reader reader) =>
            TileSets.TileJson(book, layer, request.Request, reader) is { } told ? OgcJson.Answer(told) : Results.NotFound());
        tiles.MapGet("/places/{run}/{what}/{level}/{z:int}/{x:int}/{y:int}.mvt", (string run, string what, string level, int z, int x, int y, HttpContext request, TileShelf shelf, ICityBook book, IMemoryCache kept) =>
        {
            const string suffix = "-derived";
            var derived = level.EndsWith(suffix, StringComparison.Ordinal);
            return Levels.Of(derived ? level[..^suffix.Length] : level) is { } of ? Answer(request, kept, z, x, y, () => shelf.OfPlaces(book, run, what, of, derived)) : Results.NotFound();
        }).Opens(RightIds.ViewCheckUp);
        tiles.MapGet("/changes/{layer}/{from:int}-{to:int}/{z:int}/{x:int}/{y:int}.mvt", (string layer, int from, int to, int z, int x, int y, HttpContext request, TileShelf shelf, ICityBook book, IMemoryCache kept) =>
            Answer(request, kept, z, x, y, () => shelf.OfChanges(book, layer, from, to, ChangeFilter.From(request.Request.Query))));
        tiles.MapGet("/findings/{run}/{z:int}/{x:int}/{y:int}.mvt", (string run, int z, int x, int y, HttpContext request, TileShelf shelf, ICityBook book, IMemoryCache kept) =>
            Answer(request, kept, z, x, y, () => shelf.OfFindings(book, run, FindingFilter.From(request.Request.Query)))).Opens(RightIds.ViewCheckUp);
    }

    /// <summary>One tile: 404 beyond the last or of nothing, 304 to who has it, 204 where nothing shows.</summary>
    public static IResult Answer(HttpContext call, IMemoryCache kept, int z, int x, int y, Func<TileSet?> find)
    {
        if (z is < 0 or > TileShelf.FinestZoom || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z || find() is not { } set)
            return Results.NotFound();
        // Compressed or not it is the same tile, so the tag is a weak one.
        var tag = new EntityTagHeaderValue($"\"{set.Tag}\"", isWeak: true);
        var headers = call.Response.GetTypedHeaders();
        headers.ETag = tag;
        // An address with a version is another one when the data change. Where people sign in, a browser asks each time: the next at it may not see what the one before saw.
        var signing = Caller.Of(call) is { IsOperator: false };
        call.Response.Headers.CacheControl = signing ? "private, no-cache" : call.Request.Query.ContainsKey("v") ? "private, max-age=31536000, immutable" : "no-cache";
        call.Response.Headers.Vary = signing ? "Accept-Encoding, Cookie, Authorization" : HeaderNames.AcceptEncoding;
        if (call.Request.GetTypedHeaders().IfNoneMatch.Any(had => had.Equals(EntityTagHeaderValue.Any) || had.Compare(tag, useStrongComparison: false)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var encoding = TileEncoding.Best(call.Request.GetTypedHeaders().AcceptEncoding);
        var tile = kept.GetOrCreate((set.Tag, z, x, y, encoding.Name), entry =>
        {
            var made = encoding.Of(set.Tile(new TileAddress(z, x, y)));
            entry.Size = made.Length + 256;
            return made;
        })!;
        if (tile.Length == 0)
            return Results.NoContent();
        if (encoding.Name is { } name)
            call.Response.Headers.ContentEncoding = name;
        return Results.Bytes(tile, Platform.TileType);
    }
}
