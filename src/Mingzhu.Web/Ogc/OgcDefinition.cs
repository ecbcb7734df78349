using System.Text.Json.Nodes;

namespace Mingzhu.Web.Ogc;

/// <summary>The definition of the OGC API in OpenAPI 3.0, as OGC 17-069r4 asks for it (接口定义): every address, every parameter, what comes back.</summary>
internal static class OgcDefinition
{
    private static readonly string[] Always = ["f", "lang"];

    /// <summary>The definition, served under the name the client used.</summary>
    public static JsonObject Of(OgcAddresses at) => new()
    {
        ["openapi"] = "3.0.3",
        ["info"] = new JsonObject
        {
            ["title"] = "明珠开放地理数据接口 / Mingzhu OGC API",
            ["version"] = "1.0.0",
            ["description"] = "图层的要素与瓦片，只读。坐标默认 CRS84（经度、纬度）。 / Features and tiles of the layers, read only. Coordinates are CRS84 (longitude, latitude) unless asked otherwise.",
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = at.Home }),
        ["tags"] = new JsonArray(new JsonObject { ["name"] = "Capabilities" }, new JsonObject { ["name"] = "Data" }, new JsonObject { ["name"] = "Tiles" }),
        ["paths"] = new JsonObject
        {
            ["/"] = Get("landing", "Capabilities", "Landing page", Forms.Json, Always),
            ["/conformance"] = Get("conformance", "Capabilities", "Conformance classes", Forms.Json, Always),
            ["/api"] = Get("api", "Capabilities", "This document", Forms.OpenApi, Always),
            ["/collections"] = Get("collections", "Capabilities", "The layers", Forms.Json, Always),
            ["/collections/{collectionId}"] = Get("collection", "Capabilities", "One layer", Forms.Json, ["collectionId", .. Always]),
            ["/collections/{collectionId}/queryables"] = Get("queryables", "Capabilities", "What filters may name, JSON Schema", Forms.Schema, ["collectionId", .. Always]),
            ["/collections/{collectionId}/items"] = Get(
                "features", "Data", "Features; any queryable is a parameter too: ?name=…", Forms.GeoJson,
                ["collectionId", "limit", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "cursor", .. Always]),
            ["/collections/{collectionId}/items/{featureId}"] = Get("feature", "Data", "One feature", Forms.GeoJson, ["collectionId", "featureId", "crs", .. Always]),
            ["/collections/{collectionId}/tiles"] = Get("collection.vector.getTileSetsList", "Tiles", "Tile sets of a layer", Forms.Json, ["collectionId", .. Always]),
            ["/collections/{collectionId}/tiles/{tileMatrixSetId}"] = Get("collection.vector.getTileSet", "Tiles", "A tile set", Forms.Json, ["collectionId", "tileMatrixSetId", .. Always]),
            ["/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"] = Get(
                "collection.vector.getTile", "Tiles", "A tile", Platform.TileType, ["collectionId", "tileMatrixSetId", "tileMatrix", "tileRow", "tileCol", "v", .. Always], empty: true),
            ["/tileMatrixSets"] = Get("getTileMatrixSetsList", "Tiles", "Ways to cut tiles", Forms.Json, Always),
            ["/tileMatrixSets/{tileMatrixSetId}"] = Get("getTileMatrixSet", "Tiles", "A way to cut tiles", Forms.Json, ["tileMatrixSetId", .. Always]),
        },
        ["components"] = new JsonObject { ["parameters"] = Parameters(), ["schemas"] = Schemas() },
    };

    private static JsonObject Get(string id, string tag, string summary, string form, string[] parameters, bool empty = false)
    {
        var responses = new JsonObject { ["200"] = Answer("OK", form, Schema(form)) };
        if (empty)
            responses["204"] = new JsonObject { ["description"] = "Nothing shows in this tile" };
        responses["400"] = Answer("A parameter is unknown or will not do", "application/problem+json", "problem");
        responses["404"] = Answer("There is no such thing", "application/problem+json", "problem");
        return new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = id, ["tags"] = new JsonArray(tag), ["summary"] = summary,
                ["parameters"] = new JsonArray([.. parameters.Select(name => new JsonObject { ["$ref"] = $"#/components/parameters/{name}" })]),
                ["responses"] = responses,
            },
        };
    }

    private static string Schema(string form) => form switch { Forms.GeoJson => "geojson", Platform.TileType => "tile", _ => "document" };

    private static JsonObject Answer(string says, string form, string schema) => new()
    {
        ["description"] = says,
        ["content"] = new JsonObject { [form] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } } },
    };

    private static JsonObject Schemas() => new()
    {
        ["document"] = new JsonObject { ["type"] = "object" },
        ["geojson"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("type"), ["properties"] = new JsonObject { ["type"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("FeatureCollection", "Feature") } } },
        ["tile"] = new JsonObject { ["type"] = "string", ["format"] = "binary" },
        ["problem"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["title"] = Text(), ["status"] = new JsonObject { ["type"] = "integer" }, ["detail"] = Text() },
        },
    };

    private static JsonObject Parameters() => new()
    {
        ["collectionId"] = Path("collectionId", Text()), ["featureId"] = Path("featureId", Text()), ["tileMatrixSetId"] = Path("tileMatrixSetId", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(TileSets.Quad) }),
        ["tileMatrix"] = Path("tileMatrix", Text()), ["tileRow"] = Path("tileRow", Whole()), ["tileCol"] = Path("tileCol", Whole()),
        ["limit"] = Query("limit", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ItemsQuery.MostLimit, ["default"] = ItemsQuery.UsualLimit }),
        ["bbox"] = Query("bbox", new JsonObject
        {
            ["type"] = "array",
            ["oneOf"] = new JsonArray(new JsonObject { ["minItems"] = 4, ["maxItems"] = 4 }, new JsonObject { ["minItems"] = 6, ["maxItems"] = 6 }),
            ["items"] = new JsonObject { ["type"] = "number" },
        }),
        ["bbox-crs"] = Query("bbox-crs", Address()), ["crs"] = Query("crs", Address()), ["filter-crs"] = Query("filter-crs", Address()),
        ["datetime"] = Query("datetime", Text()), ["filter"] = Query("filter", Text()), ["cursor"] = Query("cursor", Text()), ["v"] = Query("v", Text()),
        ["filter-lang"] = Query("filter-lang", Choice("cql2-text", "cql2-text", "cql2-json")),
        ["f"] = Query("f", Choice(null, "json", "html")), ["lang"] = Query("lang", Choice(null, "zh", "en")),
    };

    private static JsonObject Path(string name, JsonObject schema) => new() { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = schema };

    private static JsonObject Query(string name, JsonObject schema) => new() { ["name"] = name, ["in"] = "query", ["required"] = false, ["schema"] = schema, ["style"] = "form", ["explode"] = false };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Whole() => new() { ["type"] = "integer", ["minimum"] = 0 };

    private static JsonObject Address() => new() { ["type"] = "string", ["format"] = "uri", ["default"] = OgcCrs.Crs84Uri };

    private static JsonObject Choice(string? usual, params string[] choices)
    {
        var schema = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice))]) };
        if (usual is not null)
            schema["default"] = usual;
        return schema;
    }
}
