using System.Net;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>The abstract tests of OGC 20-057 (Tiles, part 1), by name.</summary>
public sealed class TileTests
{
    private const string Scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    [Fact]
    public async Task Abstract_tests_core_tc_op_and_tc_success_the_template_leads_to_the_tiles_the_map_draws()
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
    public async Task Abstract_test_core_tc_error(string tile, HttpStatusCode expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Ask($"/ogc/collections/parks/tiles/WebMercatorQuad/{tile}")).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Abstract_tests_core_tilematrix_tilerow_and_tilecol_definition()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var parameters = (await city.Json("/ogc/api")).GetProperty("components").GetProperty("parameters");

        foreach (var (name, type) in new[] { ("tileMatrix", "string"), ("tileRow", "integer"), ("tileCol", "integer") })
        {
            parameters.GetProperty(name).GetProperty("required").GetBoolean().ShouldBeTrue();
            parameters.GetProperty(name).GetProperty("schema").GetProperty("type").GetString().ShouldBe(type);
        }
    }

    [Fact]
    public async Task Abstract_test_tileset_description()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var set = await city.Json("/ogc/collections/parks/tiles/WebMercatorQuad");

        set.GetProperty("dataType").GetString().ShouldBe("vector");
        set.GetProperty("tileMatrixSetURI").GetString().ShouldBe("http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad");
        var item = set.GetProperty("links").EnumerateArray().Single(link => link.GetProperty("rel").GetString() == "item");
        item.GetProperty("templated").GetBoolean().ShouldBeTrue();
        item.GetProperty("type").GetString().ShouldBe("application/vnd.mapbox-vector-tile");
        var limits = set.GetProperty("tileMatrixSetLimits").EnumerateArray().Single(one => one.GetProperty("tileMatrix").GetString() == "11");
        // 116.0–116.45 E and 36.3–36.66 N at zoom 11: columns ⌊(116.0+180)/360·2048⌋ = 1683 to 1686, rows 799 to 802.
        new[] { "minTileCol", "maxTileCol", "minTileRow", "maxTileRow" }.Select(name => limits.GetProperty(name).GetInt32()).ShouldBe([1683, 1686, 799, 802]);

        var scheme = await city.Json(set.Links(Scheme)[0]);
        var matrices = scheme.GetProperty("tileMatrices").EnumerateArray().ToArray();
        scheme.GetProperty("id").GetString().ShouldBe("WebMercatorQuad");
        matrices.Length.ShouldBe(25);
        matrices[0].GetProperty("cellSize").GetDouble().ShouldBe(156543.033928041, 1e-6);
        matrices[0].GetProperty("scaleDenominator").GetDouble().ShouldBe(559082264.028717, 1e-5);
        matrices[24].GetProperty("matrixWidth").GetInt32().ShouldBe(16_777_216);
    }

    [Fact]
    public async Task Abstract_tests_tilesets_list_tileset_links_and_geodata_tilesets_desc_links()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var collection = await city.Json("/ogc/collections/parks");
        var list = await city.Json(collection.Links("http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector")[0]);
        var set = list.GetProperty("tilesets").EnumerateArray().ShouldHaveSingleItem();

        set.GetProperty("crs").GetString().ShouldBe("http://www.opengis.net/def/crs/EPSG/0/3857");
        set.Links(Scheme).ShouldHaveSingleItem();
        set.Links("self").ShouldHaveSingleItem().ShouldEndWith("/ogc/collections/parks/tiles/WebMercatorQuad");
        (await city.Json("/ogc/tileMatrixSets")).GetProperty("tileMatrixSets")[0].GetProperty("id").GetString().ShouldBe("WebMercatorQuad");
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
