using System.Collections.Frozen;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>
/// The abstract tests of every conformance class this interface claims. By: 19-072 and 20-024 (Common), 17-069r4, 18-058r1, 19-079r2 (Features), 21-065r2 (CQL2), 20-057 (Tiles), 17-083r4 (Tile Matrix Set).
/// </summary>
internal static class AbstractTests
{
    /// <summary>Conformance class → its tests.</summary>
    public static FrozenDictionary<string, string[]> OfClass { get; } = new Dictionary<string, string[]>
    {
        ["ogcapi-common-1/1.0/conf/core"] =
        [
            "http", "query-param-name-unknown", "query-param-value-invalid", "query-param-capitalization", "query-param-list-delimiter", "query-param-list-escape", "query-param-list-empty",
            "query-param-value-boolean", "query-param-value-integer", "query-param-value-decimal", "query-param-value-double",
        ],
        ["ogcapi-common-1/1.0/conf/landing-page"] = ["root-op", "root-success", "api-definition-op", "api-definition-success", "conformance-op", "conformance-success"],
        ["ogcapi-common-1/1.0/conf/json"] = ["definition", "content"],
        ["ogcapi-common-1/1.0/conf/html"] = ["definition", "content"],
        ["ogcapi-common-1/1.0/conf/oas30"] = ["completeness", "exceptions-codes", "oas-definition-1", "oas-definition-2", "oas-impl", "security"],
        ["ogcapi-common-2/1.0/conf/collections"] =
        [
            "collections-list-op", "collections-list-success", "collections-list-links", "collections-list-collections", "description-op", "description-success", "description-links", "description-extent",
            "description-extent-multi",
        ],
        ["ogcapi-features-1/1.0/conf/core"] =
        [
            "http", "crs84", "root-op", "root-success", "api-definition-op", "api-definition-success", "conformance-op", "conformance-success", "fc-md-op", "fc-md-success", "fc-md-links", "fc-md-items", "fc-md-items-links",
            "fc-md-extent", "sfc-md-op", "sfc-md-success", "fc-op", "fc-bbox-definition", "fc-bbox-response", "fc-limit-definition", "fc-limit-response", "fc-time-definition", "fc-time-response", "query-param-invalid",
            "query-param-unknown", "fc-response", "fc-links", "fc-timeStamp", "fc-numberMatched", "fc-numberReturned", "f-op", "f-success", "f-links",
        ],
        ["ogcapi-features-1/1.0/conf/geojson"] = ["definition", "content"],
        ["ogcapi-features-1/1.0/conf/html"] = ["definition", "content"],
        ["ogcapi-features-1/1.0/conf/oas30"] = ["completeness", "exceptions-codes", "oas-definition-1", "oas-definition-2", "oas-impl", "security"],
        ["ogcapi-features-2/1.0/conf/crs"] =
        [
            "crs-uri", "default-crs", "storageCrs", "crs-parameter", "crs-parameter-default", "crs-parameter-invalid", "crs-parameter-transform", "bbox-crs-parameter", "bbox-crs-parameter-default", "bbox-crs-parameter-invalid",
        ],
        ["ogcapi-features-3/1.0/conf/queryables"] = ["get-conformance", "get-queryables-uris", "get-queryables"],
        ["ogcapi-features-3/1.0/conf/queryables-query-parameters"] = ["get-conformance", "query-param"],
        ["ogcapi-features-3/1.0/conf/filter"] = ["get-conformance", "filter-param", "filter-lang-default", "expression-construction", "filter-crs-wgs84", "filter-crs-param", "get-functions"],
        ["ogcapi-features-3/1.0/conf/features-filter"] = ["get-conformance", "get-collections", "get-collection", "filter-on-items", "mixing-expression"],
        ["cql2/1.0/conf/cql2-text"] = ["validate", "escaping"],
        ["cql2/1.0/conf/cql2-json"] = ["validate"],
        ["cql2/1.0/conf/basic-cql2"] = ["basic-test", "comparison", "is-null", "boolean", "test-data", "logical"],
        ["cql2/1.0/conf/advanced-comparison-operators"] = ["like", "between", "in", "test-data", "logical"],
        ["cql2/1.0/conf/case-insensitive-comparison"] = ["casei", "casei-like", "test-data", "logical"],
        ["cql2/1.0/conf/basic-spatial-functions"] = ["s_intersects", "test-data", "logical"],
        ["cql2/1.0/conf/basic-spatial-functions-plus"] = ["s_intersects", "test-data"],
        ["cql2/1.0/conf/spatial-functions"] = ["s_intersects", "s_disjoint", "s_equals", "s_touches", "s_crosses", "s_within", "s_contains", "s_overlaps", "test-data", "logical"],
        ["cql2/1.0/conf/temporal-functions"] = ["temporal-functions-1", "temporal-functions-2", "test-data", "logical"],
        ["cql2/1.0/conf/property-property"] = ["comparison-value-property", "comparison-property-property", "comparison-value-value", "test-data", "logical"],
        ["cql2/1.0/conf/arithmetic"] = ["arithmetic", "test-data", "logical"],
        ["ogcapi-tiles-1/1.0/conf/core"] = ["conformance-success", "tc-op", "tc-success", "tc-error", "tc-tilematrix-definition", "tc-tilerow-definition", "tc-tilecol-definition"],
        ["ogcapi-tiles-1/1.0/conf/tileset"] = ["description"],
        ["ogcapi-tiles-1/1.0/conf/tilesets-list"] = ["tileset-links"],
        ["ogcapi-tiles-1/1.0/conf/geodata-tilesets"] = ["operation", "desc-links"],
        ["ogcapi-tiles-1/1.0/conf/mvt"] = ["content"],
        ["ogcapi-tiles-1/1.0/conf/oas30"] = ["completeness", "operation-id"],
        ["tms/2.0/conf/tilematrixset"] = ["model"],
        ["tms/2.0/conf/json-tilematrixset"] = ["ietf", "media-type", "model", "schema"],
        ["tms/2.0/conf/tilesetmetadata"] = ["identifier", "model"],
        ["tms/2.0/conf/tilematrixsetlimits"] = ["model"],
        ["tms/2.0/conf/json-tilematrixsetlimits"] = ["ietf", "model", "schema"],
        ["tms/2.0/conf/json-tilesetmetadata"] = ["ietf", "media-type", "model", "schema"],
    }.ToFrozenDictionary();
}
