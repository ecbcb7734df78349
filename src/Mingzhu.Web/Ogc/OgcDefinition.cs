using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Mingzhu.Web.Ogc;

/// <summary>One address of the OGC API (接口操作): what it is called, what it takes, what it answers.</summary>
/// <param name="Path">From the landing page on, with {places} to fill in.</param>
/// <param name="Id">Its name in the definition; for tiles the standard fixes the last part of it.</param>
/// <param name="Tag">Under which heading it stands.</param>
/// <param name="Says">Key of the words for what it answers.</param>
/// <param name="Form">In which form, beside the page.</param>
/// <param name="Parameters">Names of what it takes.</param>
/// <param name="Statuses">What it may answer beside 200 and 400.</param>
internal sealed record OgcOperation(string Path, string Id, string Tag, string Says, string Form, string[] Parameters, params int[] Statuses);

/// <summary>The definition of the OGC API in OpenAPI 3.0, as OGC 17-069r4 asks for it (接口定义): every address, every parameter, what comes back.</summary>
internal static class OgcDefinition
{
    private static readonly string[] Always = ["f", "lang"];

    /// <summary>Every address.</summary>
    public static ImmutableArray<OgcOperation> Operations { get; } =
    [
        new("/", "landing", "Capabilities", "ogc.of-landing", Forms.Json, Always),
        new("/conformance", "conformance", "Capabilities", "ogc.of-conformance", Forms.Json, Always),
        new("/api", "api", "Capabilities", "ogc.of-api", Forms.OpenApi, Always),
        new("/collections", "collections", "Capabilities", "ogc.of-collections", Forms.Json, Always),
        new("/collections/{collectionId}", "collection", "Capabilities", "ogc.of-collection", Forms.Json, ["collectionId", .. Always], 404),
        new("/collections/{collectionId}/queryables", "queryables", "Capabilities", "ogc.of-queryables", Forms.Schema, ["collectionId", .. Always], 404),
        new(
            "/collections/{collectionId}/items", "features", "Data", "ogc.of-features", Forms.GeoJson,
            ["collectionId", "limit", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "cursor", "queryables", .. Always], 304, 404, 409),
        new("/collections/{collectionId}/items/{featureId}", "feature", "Data", "ogc.of-feature", Forms.GeoJson, ["collectionId", "featureId", "crs", .. Always], 304, 404),
        new("/collections/{collectionId}/tiles", "collection.vector.getTileSetsList", "Tiles", "ogc.of-tile-sets", Forms.Json, ["collectionId", .. Always], 404),
        new("/collections/{collectionId}/tiles/{tileMatrixSetId}", "collection.vector.getTileSet", "Tiles", "ogc.of-tile-set", Forms.Json, ["collectionId", "tileMatrixSetId", .. Always], 404),
        new(
            "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", "collection.vector.getTile", "Tiles", "ogc.of-tile", Platform.TileType,
            ["collectionId", "tileMatrixSetId", "tileMatrix", "tileRow", "tileCol", "v"], 204, 304, 404),
        new("/tileMatrixSets", "getTileMatrixSetsList", "Tiles", "ogc.of-matrix-sets", Forms.Json, Always),
        new("/tileMatrixSets/{tileMatrixSetId}", "getTileMatrixSet", "Tiles", "ogc.of-matrix-set", Forms.Json, ["tileMatrixSetId", .. Always], 404),
    ];

    /// <summary>The definition, served under the name the client used, in the reader's language.</summary>
    public static JsonObject Of(Asked asked) => new()
    {
        ["openapi"] = "3.0.3",
        ["info"] = new JsonObject { ["title"] = asked.Text["ogc.title", asked.Reader.In(asked.Book.Name)].Value, ["version"] = "1.0.0", ["description"] = asked.Text["ogc.api-means"].Value },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = asked.At.Home }),
        ["tags"] = new JsonArray([.. Operations.Select(operation => operation.Tag).Distinct().Select(tag => new JsonObject { ["name"] = tag })]),
        ["paths"] = new JsonObject(Operations.Select(operation => KeyValuePair.Create(operation.Path, (JsonNode?)Get(operation, asked)))),
        ["components"] = new JsonObject { ["parameters"] = Parameters(), ["schemas"] = Schemas() },
    };

    private static JsonObject Get(OgcOperation operation, Asked asked)
    {
        var responses = new JsonObject { ["200"] = Answer("OK", operation.Form, Schema(operation.Form)) };
        if (operation.Parameters.Contains("f"))
            responses["200"]!["content"]![Forms.Html] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/page" } };
        foreach (var status in operation.Statuses.Append(StatusCodes.Status400BadRequest).Order())
            responses[status.ToString(CultureInfo.InvariantCulture)] = Otherwise(status);
        return new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] = operation.Id, ["tags"] = new JsonArray(operation.Tag), ["summary"] = asked.Text[operation.Says].Value,
                ["parameters"] = new JsonArray([.. operation.Parameters.Select(name => new JsonObject { ["$ref"] = $"#/components/parameters/{name}" })]),
                ["responses"] = responses,
            },
        };
    }

    private static JsonObject Otherwise(int status) => status switch
    {
        StatusCodes.Status204NoContent => new JsonObject { ["description"] = "Nothing shows in this tile" },
        StatusCodes.Status304NotModified => new JsonObject { ["description"] = "The client has it already" },
        StatusCodes.Status400BadRequest => Answer("A parameter is unknown or will not do", "application/problem+json", "problem"),
        StatusCodes.Status409Conflict => Answer("The page belongs to a version that is gone", "application/problem+json", "problem"),
        _ => Answer("There is no such thing", "application/problem+json", "problem"),
    };

    private static string Schema(string form) => form switch { Forms.GeoJson => "geojson", Platform.TileType => "tile", _ => "document" };

    private static JsonObject Answer(string says, string form, string schema) => new()
    {
        ["description"] = says,
        ["content"] = new JsonObject { [form] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } } },
    };

    private static JsonObject Schemas() => new()
    {
        ["document"] = new JsonObject { ["type"] = "object" },
        ["page"] = new JsonObject { ["type"] = "string" },
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
        // Any queryable is a parameter of its own name: which there are differs from layer to layer.
        ["queryables"] = new JsonObject { ["name"] = "queryables", ["in"] = "query", ["required"] = false, ["schema"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = Text() }, ["style"] = "form", ["explode"] = true },
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
