namespace Mingzhu.Web.Ogc;

/// <summary>Whole addresses of the OGC API, under the name and port the client used.</summary>
internal sealed class OgcAddresses(HttpRequest request)
{
    /// <summary>The landing page, from this server's root.</summary>
    public const string Root = "/ogc";

    /// <summary>Its whole address.</summary>
    public string Home { get; } = $"{request.Scheme}://{request.Host}{request.PathBase}{Root}";

    public string Landing(string form) => $"{Home}?f={form}";

    public string Api(string form) => $"{Home}/api?f={form}";

    public string Conformance(string form) => $"{Home}/conformance?f={form}";

    public string Collections(string form) => $"{Home}/collections?f={form}";

    public string Collection(string id, string form) => $"{Home}/collections/{Escape(id)}?f={form}";

    public string Queryables(string id) => $"{Home}/collections/{Escape(id)}/queryables";

    public string Items(string id, string form) => $"{Home}/collections/{Escape(id)}/items?f={form}";

    public string Item(string id, string feature, string form) => $"{Home}/collections/{Escape(id)}/items/{Escape(feature)}?f={form}";

    public string Tiles(string id) => $"{Home}/collections/{Escape(id)}/tiles";

    public string TileSet(string id) => $"{Tiles(id)}/{TileSets.Quad}";

    public string TileMatrixSets => Home + "/tileMatrixSets";

    public string MatrixSet => $"{TileMatrixSets}/{TileSets.Quad}";

    /// <summary>A document that has no form in its address, as a page.</summary>
    public static string Page(string document) => document + "?f=html";

    /// <summary>The address that was asked for, with some of its parameters said otherwise; null takes one away.</summary>
    public string Again(params ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var query = request.Query.ToDictionary(pair => pair.Key, pair => (string?)pair.Value.ToString());
        foreach (var (key, value) in changes)
            query[key] = value;
        return Addresses.With($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}", query.Select(pair => (pair.Key, pair.Value)));
    }

    private static string Escape(string part) => Uri.EscapeDataString(part);
}
