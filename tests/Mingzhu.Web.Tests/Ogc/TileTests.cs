using System.Net;
using Mingzhu.Spatial.Tests;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>Tiles: OGC 20-057 (Tiles, part 1) and 17-083r4 (Tile Matrix Set).</summary>
public sealed class TileTests
{
    private const string Scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    [Fact]
    [AbstractTest("ogcapi-tiles-1/1.0", "core/tc-op", "core/tc-success")]
    public async Task The_template_leads_to_the_tiles_the_map_draws()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var set = await city.Json("/ogc/collections/parks/tiles/WebMercatorQuad");
        var template = set.Links("item").ShouldHaveSingleItem();
        var tile = await city.Ask(template.Replace("{tileMatrix}", "11").Replace("{tileRow}", "800").Replace("{tileCol}", "1684"));

        tile.StatusCode.ShouldBe(HttpStatusCode.OK);
        tile.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.mapbox-vector-tile");
        var drawn = await (await city.Ask("/tiles/layers/parks/11/1684/800.mvt")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        drawn.Length.ShouldBeGreaterThan(20);
        (await tile.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(drawn);
    }

    [Theory]
    [InlineData("16/0/0", HttpStatusCode.NotFound)]
    [InlineData("1/2/0", HttpStatusCode.NotFound)]
    [InlineData("1/-1/0", HttpStatusCode.NotFound)]
    [InlineData("x/0/0", HttpStatusCode.NotFound)]
    [InlineData("99999999999/0/0", HttpStatusCode.NotFound)]
    [InlineData("12/1602/3369", HttpStatusCode.NoContent)]
    [AbstractTest("ogcapi-tiles-1/1.0", "core/tc-error")]
    public async Task A_tile_beyond_the_last_is_none_and_one_where_nothing_lies_is_empty(string tile, HttpStatusCode expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Ask($"/ogc/collections/parks/tiles/WebMercatorQuad/{tile}")).StatusCode.ShouldBe(expected);
    }

    [Fact]
    [AbstractTest("ogcapi-tiles-1/1.0", "core/tc-tilematrix-definition", "core/tc-tilerow-definition", "core/tc-tilecol-definition", "oas30/operation-id")]
    public async Task The_definition_names_what_a_tile_is_found_by()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var parameters = (await city.Json("/ogc/api")).GetProperty("components").GetProperty("parameters");

        foreach (var (name, type) in new[] { ("tileMatrix", "string"), ("tileRow", "integer"), ("tileCol", "integer") })
        {
            parameters.GetProperty(name).GetProperty("required").GetBoolean().ShouldBeTrue();
            parameters.GetProperty(name).GetProperty("schema").GetProperty("type").GetString().ShouldBe(type);
        }

        var operations = (await city.Json("/ogc/api")).GetProperty("paths").EnumerateObject().Select(path => path.Value.GetProperty("get").GetProperty("operationId").GetString()!).ToArray();
        foreach (var suffix in new[] { "collection.vector.getTileSetsList", "collection.vector.getTileSet", "collection.vector.getTile", "getTileMatrixSetsList", "getTileMatrixSet" })
            operations.Count(operation => operation.EndsWith(suffix, StringComparison.Ordinal)).ShouldBe(1, suffix);
    }

    [Fact]
    [AbstractTest("ogcapi-tiles-1/1.0", "tileset/description")]
    [AbstractTest("tms/2.0", "tilematrixset/model", "json-tilematrixset/ietf", "json-tilematrixset/media-type", "json-tilematrixset/model", "json-tilematrixset/schema")]
    [AbstractTest("tms/2.0", "tilesetmetadata/identifier", "tilesetmetadata/model", "json-tilesetmetadata/ietf", "json-tilesetmetadata/media-type", "json-tilesetmetadata/model", "json-tilesetmetadata/schema")]
    [AbstractTest("tms/2.0", "tilematrixsetlimits/model", "json-tilematrixsetlimits/ietf", "json-tilematrixsetlimits/model", "json-tilematrixsetlimits/schema")]
    public async Task A_set_of_tiles_says_where_they_are_and_how_they_are_cut()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var set = await city.Json("/ogc/collections/parks/tiles/WebMercatorQuad");

        set.ShouldFit("tileSet");
        (await city.Ask("/ogc/collections/parks/tiles/WebMercatorQuad")).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        set.GetProperty("dataType").GetString().ShouldBe("vector");
        set.GetProperty("tileMatrixSetURI").GetString().ShouldBe("http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad");
        var item = set.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("rel").GetString() == "item");
        item.GetProperty("templated").GetBoolean().ShouldBeTrue();
        item.GetProperty("type").GetString().ShouldBe("application/vnd.mapbox-vector-tile");
        var limits = set.GetProperty("tileMatrixSetLimits").EnumerateArray().Single(one => one.GetProperty("tileMatrix").GetString() == "11");
        // 116.0–116.45 E and 36.3–36.66 N at zoom 11: columns ⌊(116.0+180)/360·2048⌋ = 1683 to 1686, rows 799 to 802.
        new[] { "minTileCol", "maxTileCol", "minTileRow", "maxTileRow" }.Select(name => limits.GetProperty(name).GetInt32()).ShouldBe([1683, 1686, 799, 802]);

        var scheme = await city.Json(set.Links(Scheme)[0]);
        scheme.ShouldFit("tileMatrixSet");
        (await city.Ask(set.Links(Scheme)[0])).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        var matrices = scheme.GetProperty("tileMatrices").EnumerateArray().ToArray();
        scheme.GetProperty("id").GetString().ShouldBe("WebMercatorQuad");
        matrices.Length.ShouldBe(25);
        matrices[0].GetProperty("cellSize").GetDouble().ShouldBe(156543.033928041, 1e-6);
        matrices[0].GetProperty("scaleDenominator").GetDouble().ShouldBe(559082264.028717, 1e-5);
        for (var zoom = 0; zoom < 25; zoom++)
        {
            // Each zoom covers the same world in tiles half as wide as those of the one before.
            matrices[zoom].GetProperty("id").GetString().ShouldBe(zoom.ToString(System.Globalization.CultureInfo.InvariantCulture));
            (matrices[zoom].GetProperty("cellSize").GetDouble() * matrices[zoom].GetProperty("tileWidth").GetInt32() * matrices[zoom].GetProperty("matrixWidth").GetInt32()).ShouldBe(40_075_016.685578, 1e-5);
            matrices[zoom].GetProperty("scaleDenominator").GetDouble().ShouldBe(matrices[zoom].GetProperty("cellSize").GetDouble() / 0.00028, 1e-3);
            matrices[zoom].GetProperty("matrixHeight").GetInt32().ShouldBe(1 << zoom);
            matrices[zoom].GetProperty("pointOfOrigin").EnumerateArray().Select(number => number.GetDouble()).ShouldBe([-20_037_508.342789244, 20_037_508.342789244]);
        }

        matrices[24].GetProperty("matrixWidth").GetInt32().ShouldBe(16_777_216);
    }

    [Fact]
    [AbstractTest("ogcapi-tiles-1/1.0", "tilesets-list/tileset-links", "geodata-tilesets/desc-links", "geodata-tilesets/operation")]
    public async Task Every_collection_leads_to_its_sets_of_tiles()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var collection in (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray())
        {
            var self = new Uri(city.Address, $"/ogc/collections/{collection.GetProperty("id").GetString()}").ToString();
            var address = collection.Links("http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector").ShouldHaveSingleItem();
            var list = await city.Json(address);
            var set = list.GetProperty("tilesets").EnumerateArray().ShouldHaveSingleItem();

            address.ShouldBe(self + "/tiles");
            list.ShouldFit("tileSets");
            (await city.Ask(address)).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
            set.GetProperty("dataType").GetString().ShouldBe("vector");
            set.GetProperty("crs").GetString().ShouldBe("http://www.opengis.net/def/crs/EPSG/0/3857");
            set.GetProperty("tileMatrixSetURI").GetString().ShouldBe("http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad");
            set.Links(Scheme).ShouldHaveSingleItem();
            set.Links("self").ShouldBe([address + "/WebMercatorQuad"]);
            (await city.Json(set.Links("self")[0])).ShouldFit("tileSet");
        }

        (await city.Json("/ogc/tileMatrixSets")).GetProperty("tileMatrixSets")[0].GetProperty("id").GetString().ShouldBe("WebMercatorQuad");
    }

    [Fact]
    [AbstractTest("ogcapi-tiles-1/1.0", "mvt/content", "core/tc-success")]
    public async Task A_tile_is_one_vector_tile_whose_grid_lies_straight_over_the_tile()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var (collection, type) in new[] { ("zones", 3), ("roads", 2), ("facilities", 1) })
        {
            var answer = await city.Ask($"/ogc/collections/{collection}/tiles/WebMercatorQuad/11/801/1684");
            var layer = TinyDecoder.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[collection];

            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.mapbox-vector-tile");
            layer.ShouldNotBeEmpty(collection);
            layer.ShouldAllBe(feature => feature.Type == type && feature.Parts.Count > 0);
        }

        // Zone K1 is the square 116.1–116.2 E, 36.4–36.5 N, wholly in one tile of zoom 10; the left upper corner of the tile is 0, 0.
        var zone = TinyDecoder.Decode(await (await city.Ask("/ogc/collections/zones/tiles/WebMercatorQuad/10/400/842")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))["zones"]
            .Single(feature => feature.Properties["id"].Equals("K1")).Parts.ShouldHaveSingleItem();
        static double X(double lon) => (((lon + 180) / 360 * 1024) - 842) * 4096;
        static double Y(double lat) => (((1 - (Math.Asinh(Math.Tan(lat * Math.PI / 180)) / Math.PI)) / 2 * 1024) - 400) * 4096;
        ((double)zone.Min(corner => corner.X)).ShouldBe(X(116.1), 1);
        ((double)zone.Max(corner => corner.X)).ShouldBe(X(116.2), 1);
        ((double)zone.Min(corner => corner.Y)).ShouldBe(Y(36.5), 1);
        ((double)zone.Max(corner => corner.Y)).ShouldBe(Y(36.4), 1);
    }

    [Theory]
    [InlineData("/ogc/collections/parks/tiles/WorldCRS84Quad")]
    [InlineData("/ogc/collections/none/tiles")]
    [InlineData("/ogc/tileMatrixSets/none")]
    public async Task Other_tiles_there_are_none(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Refused(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_map_library_finds_the_tiles_by_their_TileJSON()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var told = await city.Json("/tiles/layers/roads.json?lang=en");

        told.GetProperty("name").GetString().ShouldBe("Roads");
        told.GetProperty("vector_layers")[0].GetRawText().ShouldBe("""{"id":"roads","description":"Roads","fields":{"class":"String","id":"String","name":"String"}}""");
        (await city.Ask(told.GetProperty("tiles")[0].GetString()!.Replace("{z}", "11").Replace("{x}", "1684").Replace("{y}", "801"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await city.Ask("/tiles/layers/none.json")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
