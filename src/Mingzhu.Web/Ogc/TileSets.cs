using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Spatial;
using Mingzhu.Web.Tiles;

namespace Mingzhu.Web.Ogc;

/// <summary>A set of tiles of one layer (瓦片集).</summary>
internal sealed record TileSetAnswer(
    string Title, string DataType, string Crs, [property: System.Text.Json.Serialization.JsonPropertyName("tileMatrixSetURI")] string TileMatrixSetUri, IReadOnlyList<TileLimits>? TileMatrixSetLimits, LowerUpper? BoundingBox,
    IReadOnlyList<TileSetLayer>? Layers, IReadOnlyList<Link> Links);

/// <summary>Which tiles of a zoom there can be anything in.</summary>
internal sealed record TileLimits(string TileMatrix, int MinTileRow, int MaxTileRow, int MinTileCol, int MaxTileCol);

/// <summary>A box by two corners, longitude and latitude.</summary>
internal sealed record LowerUpper(double[] LowerLeft, double[] UpperRight, string Crs);

/// <summary>A layer within a tile.</summary>
internal sealed record TileSetLayer(string Id, string Title, string DataType, int? GeometryDimension);

/// <summary>The sets of a collection.</summary>
internal sealed record TileSetsAnswer(IReadOnlyList<TileSetAnswer> Tilesets, IReadOnlyList<Link> Links);

/// <summary>A way to cut the world into tiles (瓦片矩阵集).</summary>
internal sealed record TileMatrixSetAnswer(string Id, string Title, string Uri, string Crs, string? WellKnownScaleSet, IReadOnlyList<TileMatrix>? TileMatrices, IReadOnlyList<Link>? Links);

/// <summary>One zoom of it.</summary>
internal sealed record TileMatrix(string Id, double ScaleDenominator, double CellSize, string CornerOfOrigin, double[] PointOfOrigin, int TileWidth, int TileHeight, int MatrixWidth, int MatrixHeight);

/// <summary>All ways there are.</summary>
internal sealed record TileMatrixSetsAnswer(IReadOnlyList<TileMatrixSetAnswer> TileMatrixSets);

/// <summary>TileJSON: what a map library asks for a set of tiles by.</summary>
internal sealed record TileJsonAnswer(
    string Tilejson, string Name, string? Attribution, IReadOnlyList<string> Tiles, int Minzoom, int Maxzoom, double[] Bounds,
    [property: System.Text.Json.Serialization.JsonPropertyName("vector_layers")] IReadOnlyList<VectorLayer> VectorLayers);

/// <summary>A layer of a TileJSON, with what its features say.</summary>
internal sealed record VectorLayer(string Id, string Description, IReadOnlyDictionary<string, string> Fields);

/// <summary>Tiles as OGC API – Tiles and TileJSON describe them. There is one way to cut them, that of all web maps; it draws, nothing is measured in it.</summary>
/// <remarks>By: OGC 20-057, OGC 17-083r4 (annex D.1, WebMercatorQuad), TileJSON 3.0.0.</remarks>
internal static class TileSets
{
    /// <summary>The one way to cut.</summary>
    public const string Quad = "WebMercatorQuad";

    private const string QuadUri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
    /// <summary>The system it is cut in.</summary>
    public const string QuadCrs = "http://www.opengis.net/def/crs/EPSG/0/3857";
    private const string TilingScheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    // The standard's own numbers: half the circumference of a sphere of 6,378,137 m, and the scale of zoom 0 with pixels of 0.28 mm.
    private const double HalfWorldM = 20_037_508.342789244;
    private const double WholeScale = 559_082_264.0287178;
    private const int TilePixels = 256;
    private const int DefinedZooms = 25;

    public static void MapOgcTiles(this IEndpointRouteBuilder ogc)
    {
        ogc.MapGet("/tileMatrixSets", (Asked asked) => asked.Told(OgcPages.MatrixSets, _ => new TileMatrixSetsAnswer([Brief(asked.At)])));
        ogc.MapGet("/tileMatrixSets/{set}", (string set, Asked asked) => asked.Told(_ => OgcPages.MatrixSet(asked, WholeOf(set)), _ => WholeOf(set)));
        ogc.MapGet("/collections/{id}/tiles", (string id, Asked asked) => asked.Told(_ => OgcPages.TileSets(asked, Spatial(asked.Book, id)), _ => SetsOf(id, asked)));
        ogc.MapGet("/collections/{id}/tiles/{set}", (string id, string set, Asked asked) => asked.Told(_ => OgcPages.TileSet(asked, Spatial(asked.Book, id), SetOf(id, set, asked)), _ => SetOf(id, set, asked)));
        ogc.MapGet("/collections/{id}/tiles/{set}/{z}/{y}/{x}", (string id, string set, string z, string y, string x, Asked asked, TileShelf shelf, Microsoft.Extensions.Caching.Memory.IMemoryCache kept) =>
        {
            Spatial(asked.Book, id);
            OnlyQuad(set, "tile set", "瓦片集");
            ItemsQuery.OnlyKnown(asked.Call.Request.Query, "v");
            return Api.TileRoutes.Answer(asked.Call, kept, Number(z), Number(x), Number(y), () => shelf.OfLayer(asked.Book, id));
        });
    }

    /// <summary>The TileJSON of a layer; null where there is nothing to draw.</summary>
    public static TileJsonAnswer? TileJson(Book.ICityBook book, string layer, HttpRequest request, Reader reader)
    {
        if (book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is not { Drawable: true, Version: { } version } sheet || book.Tiles(layer) is not { } sources)
            return null;
        return new TileJsonAnswer(
            "3.0.0", reader.In(sheet.Name), version.Provenance.Attribution, [$"{request.Scheme}://{request.Host}{request.PathBase}{Addresses.LayerTiles(layer, sheet.TilesTag)}"], 0, TileShelf.FinestZoom,
            [version.West, version.South, version.East, version.North],
            [.. sources.Select(source => new VectorLayer(source.Name, reader.In(sheet.Name), source.Fields.ToImmutableSortedDictionary(field => field, source.TypeOf, StringComparer.Ordinal)))]);
    }

    private static TileMatrixSetAnswer Whole { get; } = new(
        Quad, "Google Maps Compatible for the World", QuadUri, QuadCrs, "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        [.. Enumerable.Range(0, DefinedZooms).Select(z => new TileMatrix(
            Name(z), WholeScale / (1 << z), 2 * HalfWorldM / TilePixels / (1 << z), "topLeft", [-HalfWorldM, HalfWorldM], TilePixels, TilePixels, 1 << z, 1 << z))], null);

    private static TileMatrixSetAnswer Brief(OgcAddresses at) => new(Quad, Whole.Title, QuadUri, QuadCrs, null, null, [new(at.MatrixSet, "self", Forms.Json)]);

    private static TileMatrixSetAnswer WholeOf(string set)
    {
        OnlyQuad(set, "tile matrix set", "瓦片矩阵集");
        return Whole;
    }

    private static TileSetsAnswer SetsOf(string id, Asked asked) =>
        new([Of(Spatial(asked.Book, id), asked, whole: false)], [new(asked.At.Tiles(id), "self", Forms.Json), new(OgcAddresses.Page(asked.At.Tiles(id)), "alternate", Forms.Html)]);

    private static TileSetAnswer SetOf(string id, string set, Asked asked)
    {
        OnlyQuad(set, "tile set", "瓦片集");
        return Of(Spatial(asked.Book, id), asked, whole: true);
    }

    private static void OnlyQuad(string set, string kind, string kindZh)
    {
        if (set != Quad)
            throw AskedWrongly.Gone(set, kind, kindZh);
    }

    private static TileSetAnswer Of(Collection collection, Asked asked, bool whole)
    {
        var (id, version, at) = (collection.Layer.Id, collection.Version, asked.At);
        var self = at.TileSet(id);
        var title = asked.Reader.In(collection.Layer.Name);
        int? dimension = collection.Layer.Geometry switch { "point" => 0, "line" => 1, "polygon" => 2, _ => null };
        return new TileSetAnswer(
            title, "vector", QuadCrs, QuadUri,
            whole ? [.. Enumerable.Range(0, TileShelf.FinestZoom + 1).Select(z => Limits(version, z))] : null,
            whole ? new LowerUpper([version.West, version.South], [version.East, version.North], OgcCrs.Crs84Uri) : null,
            whole ? [new TileSetLayer(id, title, "vector", dimension)] : null,
            [
                new(self, "self", Forms.Json), new(OgcAddresses.Page(self), "alternate", Forms.Html), new(at.MatrixSet, TilingScheme, Forms.Json), new(at.Collection(id, "json"), "http://www.opengis.net/def/rel/ogc/1.0/geodata", Forms.Json),
                new($"{self}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", "item", Platform.TileType, title, Templated: true),
            ]);
    }

    private static TileLimits Limits(Atlas.LayerVersion version, int z)
    {
        var (first, last) = (TileAddress.At(version.West, version.North, z), TileAddress.At(version.East, version.South, z));
        return new TileLimits(Name(z), first.Y, last.Y, first.X, last.X);
    }

    private static Collection Spatial(Book.ICityBook book, string id) => Collection.Of(book, id) is { IsSpatial: true } collection ? collection : throw AskedWrongly.Gone(id, "tile set", "瓦片集");

    // Not a number is no tile, as a number beyond the last one is.
    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Name(int z) => z.ToString(CultureInfo.InvariantCulture);
}
