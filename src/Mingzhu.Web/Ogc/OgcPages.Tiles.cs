using System.Globalization;

namespace Mingzhu.Web.Ogc;

internal static partial class OgcPages
{
    public static OgcSheet TileSets(Asked asked, Collection collection) => new(asked.Text["ogc.tiles"], asked.Reader.In(collection.Layer.Name), Way(asked, collection))
    {
        Columns = Titles(asked.Text, "ogc.tile-set", "ogc.crs"),
        Rows = [((string?)OgcAddresses.Page(asked.At.TileSet(collection.Layer.Id)), [Ogc.TileSets.Quad, Ogc.TileSets.QuadCrs])],
        Links = [(asked.At.Tiles(collection.Layer.Id), "JSON")],
    };

    public static OgcSheet TileSet(Asked asked, Collection collection, TileSetAnswer set) => new(Ogc.TileSets.Quad, set.Title, [.. Way(asked, collection), (OgcAddresses.Page(asked.At.Tiles(collection.Layer.Id)), asked.Text["ogc.tiles"])])
    {
        Facts = [(asked.Text["ogc.crs"], set.Crs), (asked.Text["ogc.template"], set.Links.First(link => link.Rel == "item").Href)],
        Columns = Titles(asked.Text, "ogc.zoom", "ogc.rows", "ogc.columns"), Numbers = [1, 2],
        Rows = [.. (set.TileMatrixSetLimits ?? []).Select(zoom => ((string?)null, (IReadOnlyList<string>)[zoom.TileMatrix, Span(zoom.MinTileRow, zoom.MaxTileRow), Span(zoom.MinTileCol, zoom.MaxTileCol)]))],
        Links = [(OgcAddresses.Page(asked.At.MatrixSet), asked.Text["ogc.tiling"]), (asked.At.TileSet(collection.Layer.Id), "JSON")],
    };

    public static OgcSheet MatrixSets(Asked asked) => new(asked.Text["ogc.tiling"], asked.Text["ogc.tiling-means"], Way(asked))
    {
        Columns = Titles(asked.Text, "ogc.tile-set", "ogc.crs"),
        Rows = [((string?)OgcAddresses.Page(asked.At.MatrixSet), [Ogc.TileSets.Quad, Ogc.TileSets.QuadCrs])],
        Links = [(asked.At.TileMatrixSets, "JSON")],
    };

    public static OgcSheet MatrixSet(Asked asked, TileMatrixSetAnswer set) => new(set.Id, asked.Text["ogc.tiling-means"], [.. Way(asked), (OgcAddresses.Page(asked.At.TileMatrixSets), asked.Text["ogc.tiling"])])
    {
        Facts = [(asked.Text["ogc.crs"], set.Crs)],
        Columns = Titles(asked.Text, "ogc.zoom", "ogc.scale", "ogc.cell", "ogc.rows", "ogc.columns"), Numbers = [1, 2, 3, 4],
        Rows =
        [
            .. set.TileMatrices!.Select(zoom => ((string?)null, (IReadOnlyList<string>)
                [zoom.Id, $"1 : {Show.Number(zoom.ScaleDenominator)}", zoom.CellSize.ToString("0.####", CultureInfo.InvariantCulture), Show.Number(zoom.MatrixHeight), Show.Number(zoom.MatrixWidth)])),
        ],
        Links = [(asked.At.MatrixSet, "JSON")],
    };

    private static string Span(int from, int to) => from == to ? Show.Number(from) : $"{Show.Number(from)}–{Show.Number(to)}";
}
