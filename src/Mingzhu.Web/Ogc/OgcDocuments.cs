using System.Collections.Immutable;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Ogc;

/// <summary>The landing page as a document.</summary>
internal sealed record LandingAnswer(string Title, string Description, IReadOnlyList<Link> Links);

/// <summary>What the API conforms to.</summary>
internal sealed record ConformanceAnswer(IReadOnlyList<string> ConformsTo);

/// <summary>The documents around the features: landing page, conformance, the list of collections.</summary>
internal static class OgcDocuments
{
    /// <summary>The conformance classes that the tests hold.</summary>
    public static ConformanceAnswer Conformance { get; } = new(
    [
        .. Of("ogcapi-common-1/1.0", "core", "landing-page", "json", "html", "oas30"),
        .. Of("ogcapi-common-2/1.0", "collections"),
        .. Of("ogcapi-features-1/1.0", "core", "oas30", "html", "geojson"),
        .. Of("ogcapi-features-2/1.0", "crs"),
        .. Of("ogcapi-features-3/1.0", "queryables", "queryables-query-parameters", "filter", "features-filter"),
        .. Of("cql2/1.0", "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "property-property", "arithmetic"),
        .. Of("ogcapi-tiles-1/1.0", "core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30"),
        .. Of("tms/2.0", "tilematrixset", "json-tilematrixset", "tilematrixsetlimits", "json-tilematrixsetlimits", "tilesetmetadata", "json-tilesetmetadata"),
    ]);

    public static LandingAnswer Landing(Asked asked) => new(
        asked.Text["ogc.title", asked.Reader.In(asked.Book.Name)], asked.Text["ogc.means"],
        [
            new(asked.At.Landing("json"), "self", Forms.Json), new(asked.At.Landing("html"), "alternate", Forms.Html),
            new(asked.At.Api("json"), "service-desc", Forms.OpenApi), new(asked.At.Api("html"), "service-doc", Forms.Html), new(asked.At.Conformance("json"), "conformance", Forms.Json),
            new(asked.At.Conformance("json"), "http://www.opengis.net/def/rel/ogc/1.0/conformance", Forms.Json),
            new(asked.At.Collections("json"), "data", Forms.Json), new(asked.At.Collections("html"), "data", Forms.Html),
            new(asked.At.TileMatrixSets, "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", Forms.Json),
        ]);

    public static CollectionsAnswer Collections(Asked asked)
    {
        var crs = asked.Crs;
        return new CollectionsAnswer(
            [new(asked.At.Collections("json"), "self", Forms.Json), new(asked.At.Collections("html"), "alternate", Forms.Html)],
            [.. Collection.All(asked.Book).Select(collection => collection.Answer(asked.At, asked.Reader, crs))]);
    }

    private static IEnumerable<string> Of(string standard, params IEnumerable<string> classes) => classes.Select(one => $"http://www.opengis.net/spec/{standard}/conf/{one}");
}
